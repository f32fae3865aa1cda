"""Words in a picture that move with what they name: names at the ends of curves, and a verdict in large type."""

import numpy as np

from helpers.figures import style
from helpers.figures.stream import VERDICTS
from helpers.figures.style import power_of_ten

CLEAR = dict(fc="white", ec="none", pad=0.6, alpha=0.85)  # behind words that a line may meet
FACTORS = {style.VANISHES: "shrinks ▼", style.SURVIVES: "keeps ●", style.EXPLODES: "grows ▲"}


def headline(axes, size):
    """A line of large type above the panel, for `verdict` or `factor_verdict`; size: in points."""
    axes.set_title(" ", fontsize=size)  # makes room
    return axes.text(
        0, 1.035, "", transform=axes.transAxes, fontsize=size, fontweight="bold", va="bottom", in_layout=False
    )


def verdict(text, log10_size, more=""):
    """Say in `text` what becomes of a gradient of size 10**log10_size: sign, word, number, and `more`."""
    colour = style.fate(log10_size)
    text.set(text=f"{VERDICTS[colour]} {power_of_ten(log10_size)}{more}", color=colour, gid="fate")


def factor_verdict(text, factor, more=""):
    """Say in `text` what a step does that multiplies a gradient by `factor`; the border is 1."""
    colour = style.factor_fate(factor)
    text.set(text=f"{FACTORS[colour]} × {factor:.3g}{more}", color=colour, gid="fate")


class Names:
    """Names just beyond the ends of `lines`, curves of log10 sizes over steps; moved apart where they would touch.

    Where a curve leaves its panel an arrowhead stands, and the name beside it; where it becomes exactly 0 it ends, and
    its name says so. room: for a name, as a share of the panel's height. `moving` are the artists that draw moves.
    """

    def __init__(self, axes, lines, names, size=11, room=0.075):
        self.axes, self.lines, self.names, self.room = axes, lines, names, room
        look = dict(fontsize=size, va="center", in_layout=False, bbox=CLEAR, zorder=4)
        self.texts = [axes.text(0, 0, name, color=line.get_color(), **look) for line, name in zip(lines, names, strict=True)]
        self.heads = [axes.plot([], [], m, color="#555555", ms=9, mew=0, clip_on=False)[0] for m in "^v"]
        self.moving = [*self.texts, *self.heads]

    def draw(self, *curves, x=None):
        """curves: log10 sizes, one for each line, -inf for an exact 0, over x or 0, 1, …; a curve may be empty."""
        (left, right), (low, high) = self.axes.get_xlim(), self.axes.get_ylim()
        width, height = right - left, high - low
        ends, heads = [], ([], [])
        for line, text, name, curve in zip(self.lines, self.texts, self.names, curves, strict=True):
            xs, ys, gone = until_0(np.arange(len(curve)) if x is None else x, curve)
            line.set_data(xs, ys)
            end = end_within(xs, ys, low, high)
            text.set_visible(end is not None)
            if end is None:
                continue
            at, y, leaves = end
            if leaves:
                heads[leaves < 0].append((at, y))
                y -= leaves * 0.45 * self.room * height
            text.set_text(name + ": exactly 0 from here" * bool(gone and not leaves))
            ends.append([y, at, text])
        for head, places in zip(self.heads, heads, strict=True):
            head.set_data(*np.array(places).reshape(-1, 2).T)
        ends.sort(key=lambda end: end[0])
        for i, (y, at, _) in enumerate(ends):
            below = [end[0] for end in ends[:i] if abs(end[1] - at) < 0.35 * width]
            ends[i][0] = max([y] + [other + self.room * height for other in below])
        top = max([end[0] for end in ends], default=low)
        for y, at, text in ends:
            text.set_position((at + 0.02 * width, min(y, y - max(0.0, top - high))))


def until_0(x, curve):
    """(x, curve, whether it becomes exactly 0) up to where it does: log10 sizes, -inf for an exact 0."""
    nothing = np.flatnonzero(np.isneginf(curve))
    n = nothing[0] if len(nothing) else len(curve)
    return np.asarray(x)[:n], np.asarray(curve)[:n], len(nothing) > 0


def end_within(x, y, low, high):
    """Where a curve is seen last between low and high: (x, y, 0), or with 1 or -1 where it first leaves at the top or
    at the bottom; None if it is never seen."""
    inside = (y >= low) & (y <= high)
    if not inside.any():
        return None
    first = inside.argmax()
    out = np.flatnonzero(~inside[first:])
    if not len(out):
        return x[-1], y[-1], 0
    after = first + out[0]
    edge = high if y[after] > high else low
    share = (edge - y[after - 1]) / (y[after] - y[after - 1])
    return x[after - 1] + share * (x[after] - x[after - 1]), edge, 1 if edge == high else -1
