"""The figure of lesson 05 in which one factor shortens every lag."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR
from helpers.figures.panels import decades, one
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.places import apart
from helpers.figures.sizes import ends
from helpers.figures.stream import VERDICTS
from helpers.figures.style import power_of_ten

CUT, KNIFE = (0, 10, 20, 30), style.ACCENT  # the lags at which Figure 5.3 shows what clipping does, and its colour
GEARS = 3, 15, 31  # an end of the axis: so many powers of ten from 1


@figure(log10_limit=slider("log10 limit", -2.0, -3.0, 3.0, 0.1, play=True), gain=slider("gain", 0.5, 0.2, 5.0, 0.05))
def lags(shape, controls, T):
    """The sizes of a gradient's parts by lag before and after clipping, and between them what each is multiplied by.
    Draws log10 of the sizes before and after (T,), of the gradient's norm, and of what it is multiplied by."""
    wide = shape != "tall"
    large, middle, small, room = (21, 13, 12, 5) if wide else (15, 10.5, 9, 6.5)
    whole, (axes,) = panels(shape, (1,), 390, (430,))
    whole.get_layout_engine().set(rect=(0.02, 0, 0.97, 0.84))
    axes.set(xlim=(-2, T + room), xlabel="lag", xticks=range(0, T + 1, 10))
    one(axes.axhline, 0)
    axes.text(1, 1, "size of the part", transform=axes.transAxes, ha="right", va="bottom", fontsize=small)
    (grey,) = axes.plot([], [], color="#B8B8B8", lw=7, solid_capstyle="round")
    (black,) = axes.plot([], [], color=style.TRUTH)
    shafts = axes.add_collection(LineCollection([], colors=KNIFE, lw=2.6, zorder=3))
    (tips,) = axes.plot([], [], "v", color=KNIFE, ms=9, mew=0)
    look = dict(in_layout=False, fontsize=small)
    factors = [axes.text(0, 0, "", color=KNIFE, va="bottom", bbox=CLEAR, **look) for _ in CUT]
    names = [
        axes.text(T - 0.2, 0, word, va="center", color=c, bbox=CLEAR, **look)
        for word, c in (("before", "#666666"), ("after", "k"))
    ]
    top = dict(transform=whole.transFigure, in_layout=False, va="center")
    start = whole.text(0.02, 0.94, "lag 30 ", fontsize=large, fontweight="bold", **top)
    share_of = whole.text(0.02, 0.87, "lag 30 : lag 0, before clipping and after = ", fontsize=middle, **top)
    look = dict(xy=(1, 0.5), in_layout=False, va="center", annotation_clip=False)
    verdict = axes.annotate("", xycoords=start, fontsize=large, fontweight="bold", gid="fate", **look)
    number = axes.annotate("", xycoords=share_of, fontsize=middle, fontweight="bold", **look)
    gears = [(0, 0)]  # the one in use

    def draw(at, before, after, norm, scale):
        low, high = ends((before, after), gears[-1], GEARS)
        if (low, high) not in gears:
            gears[:] = [(low, high)]
            decades(axes, low, high, 1 if high - low < 10 else 2 if high - low < 20 else 4)
            picture.scene((low, high))
        dot = (high - low) / 280  # about a CSS pixel
        for line, sizes in (grey, before), (black, after):
            line.set_data(np.arange(T), sizes)
        shafts.set_segments([[(lag, before[lag]), (lag, after[lag] + min(6 * dot, -scale))] for lag in CUT])
        tips.set_data(CUT, after[list(CUT)] + 5 * dot)
        tips.set_visible(-scale > 6 * dot)
        beside = before[CUT[-1]] > before[0] - 1 and -scale > 60 * dot  # a line that rises would meet words above it
        for text, lag in zip(factors, CUT, strict=True):
            above = max(before[lag : lag + 8]) + 8 * dot
            text.set_position((lag + 0.5, after[lag] - 0.7 * scale) if beside else (lag, above))
            text.set_text(f"×\u2009{told(scale)}")
            text.set_visible(wide or not beside or lag % 20 == 0)  # side by side there is room for every other one
        for name, y in zip(
            names[::-1], apart((after[-1], before[-1]), 18 * dot, low + 9 * dot, high - 9 * dot), strict=True
        ):
            name.set_y(y)
        share = before[30] - before[0]
        colour = style.fate(share)
        verdict.set(text=f"{'still ' if scale else ''}{VERDICTS[colour]}", color=colour)
        number.set_text(power_of_ten(share))

    def told(scale):
        return f"{10**scale:.2g}" if scale > -3 else power_of_ten(scale)

    def words(at, before, after, norm, scale):
        return (
            f"Gain {at.gain:.2f}: the gradient has norm {power_of_ten(norm)} and is multiplied by "
            f"{power_of_ten(scale)}. The part of lag 30 is {power_of_ten(before[30] - before[0])} "
            "of the part of lag 0, before clipping and after."
        )

    picture = Picture(whole, [grey, *factors, shafts, tips, black, *names, verdict, number], draw, words)
    return picture
