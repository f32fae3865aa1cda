"""The figure of lesson 07 about one step of an LSTM: values as streams, and three gates that let a share of them by."""

import numpy as np
from matplotlib.collections import PolyCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.picture import Picture, figure, panels

POSITIVE, NEGATIVE = "#8C8C8C", style.KINDS[1]
GATES = dict(f=("keep $f$", "#4A4A4A"), i=("write $i$", style.ACCENT), o=("show $o$", style.AMBER))
# In CSS pixels: the page; half the width of a value of 1; a gate; where things stand. The main pipe runs at height y
# from c to `ends`, through f and the plus; i stands below the plus, o below x = o.
PAGES = {
    "wide": dict(size=(900, 400), unit=15, gate=(104, 76), y=100, c=62, f=270, plus=480, o=690, ends=800,
                 gates_y=232, low=350),
    "tall": dict(size=(390, 460), unit=11, gate=(80, 66), y=110, c=27, f=106, plus=208, o=300, ends=336,
                 gates_y=270, low=405),
}  # fmt: skip


@figure(
    x=slider("input x", 1.0, -3.0, 3.0, 0.05),
    c=slider("last c", 0.8, -3.0, 3.0, 0.05),
    b_f=slider("forget bias", 1.0, -4.0, 6.0, 0.1),
    h=slider("last h", 0.5, -1.0, 1.0, 0.05),
)
def cell(shape, controls):
    """A stream as wide as c, from left to right; each gate is filled to its value, and lets this share of a stream by.

    Draws the values now, a dict over i, f, g, o; what is kept, what is written, c_t, h_t."""
    small = shape == "tall"
    page = PAGES["tall" if small else "wide"]
    width, height = page["size"]
    whole, (axes,) = panels(shape, (1,), height, (height,))
    whole.set_layout_engine("none")
    axes.set(position=(0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    aside = 27 if small else 46
    (wide, high), y, plus, o, low = page["gate"], page["y"], page["plus"], page["o"], page["low"]
    middles = dict(f=(page["f"], y), i=(plus, page["gates_y"]), o=(o, page["gates_y"]))
    streams = axes.add_collection(PolyCollection([], lw=0), autolim=False)
    axes.add_collection(
        PolyCollection([_box(*at, wide, high) for at in middles.values()], fc="white", ec="#404040", lw=1.4, zorder=2)
    )
    levels = axes.add_collection(PolyCollection([], lw=0, alpha=0.35, zorder=3), autolim=False)
    levels.set_facecolor([colour for _, colour in GATES.values()])
    look = dict(ha="center", va="center", in_layout=False, zorder=4)
    for name, (said, _) in GATES.items():
        axes.text(middles[name][0], middles[name][1] + 0.28 * high, said, fontsize=11 if small else 12, **look)
    for x, at, said in (
        (page["c"], y - 26, "last $c$"),
        (page["ends"] + aside, y - 26, "new $c$"),
        (plus, low + 32, "new value $g$"),
        (o, low + 32, "new $h$"),
        (o + 40, y + 66, "tanh"),
    ):
        axes.text(x, at, said, fontsize=11 if small else 13, **look)
    key = "a stream is as wide as its value;\ngrey: above 0, pink: below"
    axes.text(*((10, 22) if small else (24, low + 20)), key, fontsize=11 if small else 12, **look | {"ha": "left"})
    joint = axes.text(plus, y, "+", fontsize=17, bbox=dict(boxstyle="circle,pad=0.15", fc="white"), **look)
    big = dict(fontsize=16 if small else 20, fontweight="bold", **look)
    beside = dict(fontsize=12 if small else 13, fontweight="bold", **look)
    numbers = {name: axes.text(middles[name][0], middles[name][1] - 0.14 * high, "", **big) for name in "fi"}
    numbers["g"] = axes.text(plus, low + 12, "", **beside)
    numbers["o"] = axes.text(middles["o"][0], middles["o"][1] - 0.14 * high, "", **big)
    half = (page["f"] + wide / 2 + plus) / 2
    numbers["kept"] = axes.text(half - (2 if small else 4), y - (42 if small else 46), "", **beside)
    numbers["written"] = axes.text(plus + (34 if small else 44), y + 78, "", **beside)
    numbers["before"] = axes.text(page["c"], y, "", **beside)
    numbers["after"] = axes.text(page["ends"] + aside, y, "", **beside)
    numbers["h"] = axes.text(o, low + 12, "", **beside)

    def draw(at, now, kept, written, c_t, h_t):
        unit, gates_y = page["unit"], page["gates_y"]
        shown = np.tanh(c_t)
        flows = [  # a value, along which way, from where to where
            (at.c, "x", page["c"] + (24 if small else 36), page["f"] - wide / 2),
            (kept, "x", page["f"] + wide / 2, plus),
            (c_t, "x", plus, page["ends"]),
            (now["g"], plus, low, gates_y + high / 2),
            (written, plus, gates_y - high / 2, y),
            (shown, o, y, gates_y - high / 2),
            (h_t, o, gates_y + high / 2, low),
        ]
        boxes = []
        for value, across, start, end in flows:
            size = max(2 * abs(value) * unit, 0.7 if value else 0)
            at_x = (
                ((start + end) / 2, y, abs(end - start), size)
                if across == "x"
                else (across, (start + end) / 2, size, abs(end - start))
            )
            boxes.append(_box(*at_x))
        streams.set_verts(boxes)
        streams.set_facecolor([POSITIVE if value > 0 else NEGATIVE for value, *_ in flows])
        levels.set_verts(
            [
                _box(x, middle + high * (1 - now[name]) / 2, wide, high * now[name])
                for name, (x, middle) in middles.items()
            ]
        )
        values = now | dict(kept=kept, written=written, before=at.c, after=c_t, h=h_t)
        for name, number in numbers.items():
            number.set_text(f"{values[name]:.2f}".replace("-0.00", "0.00"))

    def words(at, now, kept, written, c_t, h_t):
        return (
            f"Keep f = {now['f']:.3f} of c = {at.c:.2f}; write i = {now['i']:.3f} of g = {now['g']:.3f}: "
            f"c_t = {kept:.3f} {'-' if written < 0 else '+'} {abs(written):.3f} = {c_t:.3f}. "
            f"Show o = {now['o']:.3f} of tanh(c_t): h_t = {h_t:.3f}."
        )

    return Picture(whole, [streams, levels, joint, *numbers.values()], draw, words)


def _box(x, y, wide, high):
    """The corners of a box around its middle."""
    across, up = np.array((-1, 1, 1, -1)) * wide / 2, np.array((-1, -1, 1, 1)) * high / 2
    return np.column_stack((x + across, y + up))
