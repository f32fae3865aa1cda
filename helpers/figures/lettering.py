"""Words as outlines: many letters that move, drawn as one artist. (Texts of 100 letters take 20 ms.)"""

from functools import cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextPath

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
