"""Empty axes to draw a guess into, for the worksheets: the sides of each figure that a prediction asks about.

The labels are those of the figure. The ends leave room for every option of the prediction, and favour none.
"""

import io
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure

from helpers.figures.picture import in_style

TYPE = 10  # points on paper
MILLIMETRES = 25.4  # in an inch


class Side(NamedTuple):
    """One side of a pair of axes: its label, its ends, names by their places; one: the place of a gradient of 1."""

    label: str
    low: float
    high: float
    names: dict
    one: float | None = None


def plain(label, low, high, every):
    """A side from `low` to `high`, which may lie below `low`, with a number at each multiple of `every`."""
    first, last = sorted((round(low / every, 9), round(high / every, 9)))
    ticks = every * np.arange(np.ceil(first), np.floor(last) + 1)
    return Side(label, low, high, {float(tick): f"{tick:g}".replace("-", "−") for tick in ticks})


def powers(label, low, high, every=1):
    """A logarithmic side from 10**low to 10**high."""
    names = {0: "1", 1: "10"} if every == 1 else {0: "1"}
    inside = [n for n in range(int(np.ceil(low)), int(high) + 1) if n % every == 0]
    return Side(label, low, high, {n: names.get(n, f"$10^{{{n}}}$") for n in inside})


def gradient(label, low, high, every):
    """A logarithmic side for gradients, on which 1 is marked."""
    return powers(label, low, high, every)._replace(one=0)


def words(label, *names):
    """A side with a name at each of the places 0, 1, 2, ..."""
    return Side(label, -0.5, len(names) - 0.5, dict(enumerate(names)))


_STEPS = {n: "" if n % 5 else f"{n}" for n in range(1, 21)}
_PAIRS = Side("weights used at step $i$", 0, 21, _STEPS), Side("loss at step $t$", 0, 21, _STEPS)
_LOSS = plain("loss (mean of 10)", 0, 1.4, 0.2)
_LEARNED = "updates\nuntil learned"

# The number of a figure: its two sides, x and y. A prediction whose figure is not here gets lines to write on.
AXES = {
    "0.1": (words("", *"The writer of the books on the shelves ___".split()), plain("part of the gradient", 0, 1, 0.1)),
    "1.1": (plain("steps $n$", 0, 60, 10), gradient("$|dh_n/dh_0|$", -12, 12, 4)),
    "1.3": (plain("$a$", 0, 3, 0.5), plain("factor $a\\,(1-h^{*2})$", 0, 3, 0.5)),
    "1.4": (plain("steps $n$", 0, 40, 10), gradient("$|dh_n/dh_0|$", -30, 30, 10)),
    "2.1": (plain("steps $t$", 0, 10, 2), gradient("length", -6, 6, 2)),
    "2.2": (plain("steps $t$", 0, 60, 10), gradient("size", -3, 3, 1)),
    "2.4": (plain("steps $t$", 0, 60, 10), gradient("size", -20, 20, 10)),
    "3.1": (words("", *(f"$h_{t}$" for t in range(1, 8))), plain("size of the gradient", 0, 3, 0.5)),
    "3.2": (plain("step $j$ that is visited", 0, 40, 10), plain("loss at step $t$", 40, 0, 10)),
    "3.3": (powers("step $ε$", -15, 0, 5), powers("relative error", -16, 0, 4)),
    "4.1": (plain("lag $t-i$", 0, 20, 5), gradient("norm of the\ngradient’s parts", -6, 2, 2)),
    "4.2": _PAIRS,
    "4.3": (powers("update", 1, 3.3), _LOSS),
    "5.1": (plain("weight $w$", 3, 7.5, 1), plain("bias $b$", -4.5, -1, 0.5)),
    "5.2": (plain("first entry", 0, 6, 1), plain("second entry", 0, 4, 1)),
    "5.3": (plain("lag", 0, 40, 10), gradient("size of the part", -16, 4, 4)),
    "5.4": (plain("update", 0, 1500, 500), powers("loss", -3, 3, 1)),
    "6.1": (plain("steps back from the loss", 100, 0, 20), gradient("of the gradient", -15, 3, 3)),
    "6.2": (plain("input strength $s$", 0, 3, 1), plain("gain $g$", 0, 4, 1)),
    "6.3": (powers("update", 1, 3.6), _LOSS),
    "7.2": (plain("steps back", 0, 23, 5), gradient("size of the\nderivative", -5, 1, 1)),
    "7.3": (plain("lag", 0, 40, 10), gradient("size of the\nderivative", -15, 5, 5)),
    "7.4": (powers("update", 1, 2.9), _LOSS),
    "8.1": (plain("steps back", 0, 100, 20), gradient("size of the\nderivative", -30, 5, 5)),
    "8.2": (plain("steps $T$", 0, 100, 20), powers(_LEARNED, 1, 4.3)),
    "8.3": (gradient("gradient left at the first step,\nbefore the first update", -12, 1, 3), powers(_LEARNED, 1, 4.3)),
    "9.1": (words("skips", *"01234"), plain("share of the\ngradient", 0, 1, 0.2)),
    "9.2": (plain("skip length $d$", 0, 60, 10), gradient("gradient", -6, 1, 1)),
    "9.4": (plain("lag (time runs to the right)", 30, 0, 10), words("layer", *"1234")),
    "10.1": (words("", *"The writer of the books".split()), gradient("size of\nthe gradient", -4, 1, 1)),
    "10.2": (plain("updates", 0, 400, 100), gradient("at the subject, over that\nat the last noun", -3, 1, 1)),
    "10.3": (powers("learning rate", -3, -0.5), powers(_LEARNED, 1, 4)),
    "10.4": (plain("steps back to the subject", 0, 48, 12), plain("right verbs, in %", 0, 100, 20)),
    "11.1": (plain("lag", 0, 100, 20), gradient("size of\nthe gradient", -12, 2, 2)),
    "11.2": (powers("T (steps)", 1, 3), powers(_LEARNED, 1, 4)),
    "11.3": (plain("margin β", 0, 24, 4), powers(_LEARNED, 1, 6)),
    "11.4": (plain("input token", 1, 32, 8), gradient("gradient by token", -60, 20, 20)),
    "12.1": (plain("lag $n$", 0, 60, 10), plain("response  Re $\\lambda^n$", -1, 1, 0.5)),
    "12.2": (plain("lag, in memories", 0, 4, 1), plain("what is left\nof an input", 0, 1, 0.2)),
    "12.3": (powers("learning rate", -6, 0), powers(_LEARNED, 1, 3)),
}


def empty(number, width, height):
    """The axes of the figure `number` as SVG, width x height in millimetres; KeyError if AXES has none."""
    with in_style():
        whole = Figure(figsize=(width / MILLIMETRES, height / MILLIMETRES), layout="constrained")
        axes = whole.subplots()
        for side, axis, limit, line in zip(
            AXES[number],
            (axes.xaxis, axes.yaxis),
            (axes.set_xlim, axes.set_ylim),
            (axes.axvline, axes.axhline),
            strict=True,
        ):
            limit(side.low, side.high)
            axis.set_ticks(list(side.names), list(side.names.values()), fontsize=TYPE)
            axis.set_label_text(side.label, fontsize=TYPE)
            if side.one is not None:
                line(side.one, color="black", lw=1, ls=(0, (6, 3)))
        axes.grid(color="#BBBBBB", lw=0.5)  # grey enough for a printer
        file = io.StringIO()
        whole.savefig(file, format="svg", metadata={"Date": None})
    return file.getvalue()
