"""Words as outlines: many letters that move or change, drawn as one artist. (Each text costs about a millisecond.)"""

from functools import cache, lru_cache

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

SANS = FontProperties(family="DejaVu Sans")
NOTHING = Path(np.zeros((0, 2)))


@cache
def outline(words, bold=False, family="DejaVu Sans"):
    """`words` in type of 1 pt: a path in CSS pixels, from the left end of the baseline, y downwards."""
    if not words.strip():
        return NOTHING
    font = FontProperties(family=family, weight="bold" if bold else "normal")
    path = TextPath((0, 0), words, size=100, prop=font)
    return Path(path.vertices * (1 / 72, -1 / 72), path.codes)


def width(words, size, bold=False):
    """How broad `words` are in type of `size` points, in CSS pixels."""
    return size * outline(words, bold).vertices[:, 0].max()


def placed(path, size, x, y):
    """An outline in type of `size` points with the left end of its baseline at x, y."""
    return path if path is NOTHING else Path(path.vertices * size + (x, y), path.codes)


def joined(paths):
    """One outline of several."""
    paths = [path for path in paths if len(path.vertices)]
    if not paths:
        return NOTHING
    return Path(np.concatenate([path.vertices for path in paths]), np.concatenate([path.codes for path in paths]))


class Outlines(PathCollection):
    """Short words, or formulas as "$h_1$", at places of `axes`; size: of the type, in units of both its axes, whose
    limits are set before. left: words begin at their places, instead of having their middles there."""

    def __init__(self, axes, size, left=False, **look):
        super().__init__([], lw=0, **look)
        self.scale = size * np.array((1.0, -1.0 if axes.yaxis_inverted() else 1.0))
        self.words, self.left = [], left
        axes.add_collection(self, autolim=False)

    def write(self, words, places, colours):
        """words: n texts; places (n,2); colours: n, or one for all."""
        self.words = list(words)
        paths = []
        for word, place in zip(self.words, places, strict=True):
            shape, width = centred(word)
            at = np.array(place) + self.scale * (0.0 if self.left else -width / 2, 0.0)
            paths.append(Path(shape.vertices * self.scale + at, shape.codes))
        self.set_paths(paths)
        self.set_facecolor(colours)


class Tags(PathCollection):
    """Short words in type of `size` points at places of `axes`, whatever its scales; one artist for all of them."""

    def __init__(self, axes, size, **look):
        dots = Affine2D().scale(axes.figure.dpi / 100)
        super().__init__([], lw=0, offsets=np.zeros((0, 2)), offset_transform=axes.transData, **look)
        self.set_transform(dots)
        self.size, self.words = size, []
        axes.add_collection(self, autolim=False)

    def write(self, words, places, colours, centred=()):
        """words: n texts; places (n,2): where they begin; colours: n; centred: those that have their middles there."""
        self.words, paths = list(words), []
        for word in self.words:
            shape = outline(word).vertices * (self.size, -self.size) - (0, 0.5 * self.size)
            paths.append(Path(shape - (shape[:, 0].max() / 2 * (word in centred), 0), outline(word).codes))
        self.set_paths(paths)
        self.set_offsets(places)
        self.set_facecolor(colours)


@lru_cache(10_000)
def centred(word):
    """(path, width) of a word in type of size 1, beginning at 0 and centred on the horizontal axis."""
    if word.startswith("$"):
        shape = TextPath((0, 0), word, size=1, prop=SANS)
        (left, low), (right, high) = shape.get_extents().get_points()
        return Path(shape.vertices - ((left, (low + high) / 2)), shape.codes), right - left
    width, parts = 0.0, []
    for character in word:
        shape, room = glyph(character)
        parts.append(Path(shape.vertices + np.array((width, -0.36)), shape.codes))
        width += room
    return Path.make_compound_path(*parts), width


@cache
def glyph(character):
    """Its outline on a line, and how far the next one stands from it: where a bar after it begins."""
    if character == " ":
        return Path([(0.0, 0.0)], [Path.MOVETO]), 0.32
    alone, followed = (TextPath((0, 0), text, size=1, prop=SANS) for text in (character, character + "|"))
    bar = TextPath((0, 0), "|", size=1, prop=SANS).get_extents()
    return Path(alone.vertices, alone.codes), followed.get_extents().x1 - bar.x1
