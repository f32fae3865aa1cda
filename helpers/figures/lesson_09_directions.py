"""The figure of lesson 09 about two directions: a stream that has one mouth, and one that has two."""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lettering import outline, placed, width
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.stream import VERDICTS, half_width
from helpers.figures.style import power_of_ten

NETWORKS = "one direction", "two directions"
EDGE = np.linspace(0, 1, 301)
TYPE = 12.5  # points
FRAME = 2.0  # banks: where a stream is cut off
# In CSS pixels: the size of the page, the upper left corners of the two rows, half the width between the banks.
PAGES = {
    "wide": (900, 410, ((24, 0), (24, 205)), 21),
    "stage": (900, 380, ((24, -6), (24, 185)), 21),
    "tall": (390, 618, ((12, 0), (205, 0)), 16),
}


@figure(gap=slider("gap", 6, 1, 12, 1, play=True), draw=slider("draw", 1, 1, 20, 1))
def directions(shape, controls, ask):
    """A sentence twice, and the gradient of the answer at its word `ask`, a black square: with one direction it flows
    to the words before, with two also to those after.

    Draws the words, and for each network by name log10 of the norms (words,)."""
    across, height, corners, bank = PAGES[shape]
    whole, (page,) = panels(shape, (1,), height, (height,))
    whole.set_layout_engine("none")
    page.set(position=(0, 0, 1, 1), xlim=(0, across), ylim=(height, 0))
    page.set_axis_off()
    if shape == "tall":
        page.text(12, height - 10, "■ asked here     bold: the word that decides", fontsize=11, va="baseline")
    rows = [_Row(page, name, *corner, bank, shape) for name, corner in zip(NETWORKS, corners, strict=True)]

    def draw(at, words, norms):
        for row, name in zip(rows, NETWORKS, strict=True):
            row.draw(words, ask, ask + at.gap, norms[name])

    def words(at, said, norms):
        one, two = ([power_of_ten(norms[name][ask + steps]) for steps in (0, at.gap)] for name in NETWORKS)
        return (
            f"Before training, draw {at.draw}, gap {at.gap}: with two directions the gradient of the answer by "
            f"“terribly” itself is {two[0]}, by the word that decides, “{said[ask + at.gap]}”, {two[1]}; with one "
            f"direction {one[0]} and {one[1]}."
        )

    return Picture(whole, [artist for row in rows for artist in row.moving], draw, words)


class _Row:
    """The sentence of one network with its stream, along the page or, tall, down. x, y: the upper left corner."""

    def __init__(self, page, name, x, y, bank, shape):
        self.wide, self.x, self.y, self.bank = shape != "tall", x, y, bank
        self.length = 900 - 2 * x if self.wide else 450
        places, sizes = ((0, 180, 368), (14, 20, 13)) if self.wide else ((34, 62, 84), (12.5, 17, 11.5))
        places = [(x + place, y + 32) if self.wide else (x, y + place) for place in places]
        page.text(*places[0], name, fontsize=sizes[0], fontweight="bold", va="baseline")
        self.verdict = page.text(*places[1], "", fontsize=sizes[1], fontweight="bold", va="baseline", in_layout=False)
        self.number, self.small = places[2], sizes[2]
        for side in -bank, bank:
            banks = self._turned([0, self.length], [side, side])
            page.plot(*banks, color=style.SURVIVES, ls=(0, (6, 3)), lw=1.4, gid="one")
        (self.body,) = page.fill([0], [0], lw=0, gid="fate")
        (self.stones,) = page.plot([], [], "o", color="white", mec="#404040", mew=1.3, ms=6)
        (self.mouth,) = page.plot([], [], "s", color="black", ms=13)
        (self.sign,) = page.plot([], [], ms=15, mec="white", mew=1.5, ls="", gid="fate")
        self.arrows = [page.plot([], [], m, ms=9, gid="fate")[0] for m in ("^v" if self.wide else "<>")]
        self.letters = page.add_collection(PathCollection([], lw=0))
        self.moving = [self.body, self.stones, self.mouth, self.sign, *self.arrows, self.letters, self.verdict]

    def draw(self, words, ask, decides, left):
        """words: the sentence; ask and decides: places in it; left: log10 of the gradient at each word."""
        broad = np.array([width(word, TYPE, i in (ask, decides)) for i, word in enumerate(words)])
        at = np.cumsum(broad + 10) - 10 - broad / 2 if self.wide else 10 + 26.0 * np.arange(len(words))
        none, colour = np.isneginf(left[decides]), style.fate(left[decides])
        along = at[0] + EDGE * (at[-1] - at[0])
        half = half_width(along, at, left)
        seen = self.bank * half.clip(max=FRAME)
        self.body.set_xy(np.column_stack(self._turned(np.r_[along, along[::-1]], np.r_[seen, -seen[::-1]])))
        nothing = (at[ask] + at[-1]) / 2 + 8  # where the gap is named, instead of a stone
        stones = at[np.abs(at - nothing) > (50 if self.wide else 16)] if none else at
        self.stones.set_data(*self._turned(stones, 0 * stones))
        self.mouth.set_data(*self._turned(at[[ask]], [0]))
        self.sign.set_data(*self._turned(at[[decides]], [0]))
        self.sign.set(marker=style.MARKERS[colour], color=colour, mec="white", visible=not none)
        cut = along[half > FRAME]
        cut = cut[-1:]
        for arrow, side in zip(self.arrows, (-1, 1), strict=True):
            arrow.set_data(*self._turned(cut, 0 * cut + side * (FRAME * self.bank + 7)))
            arrow.set_color(colour)
        self.body.set_color(colour)
        self.verdict.set(text="nothing" if none else VERDICTS[colour], color="black" if none else colour)
        self.verdict.set_gid(None if none else "fate")
        self._write(words, (ask, decides), at, broad, left, nothing)

    def _write(self, words, strong, at, broad, left, nothing):
        """The words, the paler the less of the gradient reaches them, and all else that is read beside the stream."""
        pieces = []  # an outline, and how bright it is
        for i, (word, place) in enumerate(zip(words, at, strict=True)):
            corner = (self.x + place - broad[i] / 2, self.y + 172) if self.wide else (self.x + 92, self.y + 141 + place)
            pieces.append((placed(outline(word, i in strong), TYPE, *corner), 0.8 * np.clip(-left[i] / 2.5, 0, 1)))
        x, y = self.number
        reaches = power_of_ten(left[strong[1]]), f"reaches “{words[strong[1]]}”" if self.wide else "arrives"
        for part in reaches:
            pieces.append((placed(outline(part), self.small, x, y), 0))
            x += width(part, self.small) + 6
        for word, i in zip(("asked here", "decides"), strong * self.wide, strict=False):
            x, y = self._turned(at[i], -2 * self.bank)
            pieces.append((placed(outline(word), 11, x - width(word, 11) / 2, y), 0))
        if np.isneginf(left[strong[1]]):
            x, y = self._turned(nothing, 0)
            half = width("exactly 0", 11.5) / 2
            plate = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * (half + 4, 11) + (x, y)
            pieces += [(Path(plate), 1), (placed(outline("exactly 0"), 11.5, x - half, y + 6), 0)]
        self.letters.set_paths([piece for piece, _ in pieces])
        self.letters.set_facecolor([(bright, bright, bright, 1.0) for _, bright in pieces])

    def _turned(self, along, across):
        """Places along and across the stream as x and y."""
        along, across = np.asarray(along), np.asarray(across)
        return (self.x + along, self.y + 100 + across) if self.wide else (self.x + 42 + across, self.y + 135 + along)
