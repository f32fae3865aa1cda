"""An axis of gradients, and curves on it: the axis is as long as they need, and what leaves it says so.

A gradient has no natural range: 0.1 and 1e-300 are both at home here. So each end of the axis stands at one of a few
powers of ten, the gears, and changes up at once and down late, without a flicker.
"""

import numpy as np

from helpers.figures import style
from helpers.figures.labels import CLEAR
from helpers.figures.names import Names, readable
from helpers.figures.panels import ABOVE, decades, mark, one, sign

GEARS = 1, 3, 6, 12, 30  # an end of the axis: so many powers of ten from 1
BACK = 0.8  # an end goes back to a smaller gear when the curves fill only this share of it
_ONE = r"$\hspace{2.1}1$"  # as wide as the longest label: the axis stays where it is, whatever its gear


def gear(reach, now=0, gears=GEARS):
    """The first of `gears` that holds `reach` powers of ten; `now`, the one in use, is left for a smaller one late."""
    up = next((end for end in gears if end >= reach), gears[-1])
    late = next((end for end in gears if BACK * end >= reach), gears[-1])
    return max(up, min(now, late))


def ends(curves, now=(0, 0), gears=GEARS):
    """(low, high) of the axis for curves of log10 sizes, any -inf left out; now: as it is."""
    known = np.concatenate([np.ravel(curve) for curve in curves])
    known = known[np.isfinite(known)]
    low, high = (known.min(), known.max()) if len(known) else (0, 0)
    return -gear(-low, -now[0], gears), gear(high, now[1], gears)


def label(axes, low, high):
    """Give a vertical axis of gradients these ends and a label at every power of ten for which there is room."""
    every = next(every for every in (1, 2, 5, 10, 20) if high - low <= 7 * every)
    decades(axes, low, high, every)
    ticks = axes.get_yticks()
    axes.set_yticks(ticks, [_ONE if tick == 0 else f"$10^{{{round(tick)}}}$" for tick in ticks])


def leaves(x, y, low, high):
    """(x, y) of the point at which a curve leaves an axis from low to high for good, its last one if it does not;
    None if no point of it is inside."""
    inside = np.flatnonzero((low <= y) & (y <= high))
    if not len(inside):
        return None
    n = inside[-1]
    if n == len(y) - 1 or not np.isfinite(y[n + 1]):
        return x[n], y[n]
    edge = low if y[n + 1] < low else high
    return x[n] + (x[n + 1] - x[n]) * (edge - y[n]) / (y[n + 1] - y[n]), edge


def log_axis(axes, xlim, ylim, xlabel, ylabel, looks, every=10, legend=ABOVE, fit=0, gears=(GEARS, GEARS)):
    """Curves of log10 sizes over steps or lags, the last of them with a sign at its end.

    looks: (name, format, colour) for each curve, such as ("the true gradient", "-", style.TRUTH); "naive" and "true"
    stand for the two looks that a comparison has. ylim: in powers of ten; None: by the gears. legend: where; None: no
    names; "ends": each name at the end of its curve, for which xlim leaves room. fit: the first of the curves that the
    gears fit; those before it may leave the axis. gears: of the lower and of the upper end.
    draw(*curves, x=0, 1, ...; at=the last) -> (low, high) of the axis, a key for Picture.scene. Curves: log10 sizes,
    -inf for an exact 0, which leaves a gap; one may be empty. Raises ValueError if they are not equally long.
    """
    curves = _Curves(axes, ylim, looks, fit, gears)
    axes.set(xlim=xlim, xlabel=xlabel, ylabel=ylabel)
    if ylim:
        decades(axes, *ylim, every)
    if legend == "ends":
        curves.name()
    elif legend:
        axes.legend(**{"ncols": len(looks)} | legend)
    return curves.moving, curves.draw


class _Curves:
    def __init__(self, axes, ylim, looks, fit, gears):
        self.axes, self.fixed, self.ends, self.fit, self.gears = axes, ylim, ylim or (0, 0), fit, gears
        one(axes.axhline, 0)
        known = {"naive": ("--", style.NAIVE), "true": ("-", style.TRUTH)}
        looks = [(look[0], *known[look[1]]) if len(look) == 2 else look for look in looks]
        self.lines = [axes.plot([], [], form, color=c, label=name, gid="gaps")[0] for name, form, c in looks]
        self.arrows = [axes.plot([], [], color=c, ms=10, ls="", clip_on=False)[0] for _, _, c in looks[:-1]]
        self.sign = sign(axes)
        self.zero = axes.text(0, 0, "exactly 0", color=style.VANISHES, gid="fate", va="bottom", in_layout=False)
        self.names = None
        # the truth below the dashes: where they agree, both are seen
        self.moving = [self.lines[-1], *self.lines[:-1], *self.arrows, self.zero, self.sign]

    def name(self):
        """Have each name at the end of its curve."""
        labels, colours = zip(*((line.get_label(), readable(line.get_color())) for line in self.lines), strict=True)
        self.names = Names(self.axes, labels, colours, bbox=CLEAR)
        self.moving += self.names.moving

    def draw(self, *curves, x=None, at=-1):
        if len(lengths := {len(curve) for curve in curves if len(curve)}) > 1:
            raise ValueError(
                f"curves must be equally long, but got {sorted(lengths)}. Compute them for the same steps."
            )
        low, high = (ends(curves[self.fit :], self.ends, gears)[i] for i, gears in enumerate(self.gears))
        if not self.fixed and (low, high) != self.ends:
            self.ends = low, high
            label(self.axes, low, high)
        x = np.arange(max(lengths, default=0)) if x is None else np.asarray(x)
        curves = [np.asarray(curve, float) for curve in curves]
        places = [leaves(x, curve, *self.ends) if len(curve) else None for curve in curves]
        for line, curve in zip(self.lines, curves, strict=True):
            line.set_data(x[: len(curve)], np.where(np.isneginf(curve), np.nan, curve))
        for arrow, place in zip(self.arrows, places, strict=False):
            gone = place and place[1] in self.ends and place[0] < x[-1]
            arrow.set_data(*([[part] for part in place] if gone else ([], [])))
            arrow.set_marker("^" if gone and place[1] == self.ends[1] else "v")
        self._end(x, curves[-1], places[-1], at)
        if self.names:
            self.names.put(*zip(*(place or (np.nan, np.nan) for place in places), strict=True))
        return self.ends

    def _end(self, x, truth, place, at):
        """The sign where the last curve ends or leaves the axis; or a name for the gap of an exact 0."""
        gone, (low, high) = np.isneginf(truth[at]), self.ends
        self.zero.set_visible(gone)
        self.sign.set_visible(not gone)
        if gone:
            first, last = self.axes.get_xlim()
            middle = (x[np.isfinite(truth)].max(initial=x[0]) + x[at]) / 2
            middle = np.clip(middle, first + 0.1 * (last - first), last - 0.1 * (last - first))
            self.zero.set(position=(middle, low + 0.03 * (high - low)), ha="center")
        else:
            leaving = place and at == -1 and place[1] in self.ends
            mark(self.sign, place[0] if leaving else x[at], truth[at], low, high)
