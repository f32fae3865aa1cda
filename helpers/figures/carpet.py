"""A carpet: all units at every step back in greys, the most open ones below; under it, what is left of the gradient."""

import numpy as np

from helpers.figures import style
from helpers.figures.labels import verdict
from helpers.figures.panels import decades, mark, one, sign
from helpers.figures.sizes import ends
from helpers.figures.tiles import Tiles

GEARS = 3, 15, 45  # the axis of the gradient ends at one of these powers of ten, above and below
SHOWN = "all units at every step, sorted: dark lets the", "gradient through, white holds it back"


class Carpet:
    """A carpet and two curves in the panel `page`, of `units` over `lags` steps at most; small: for a phone.

    draw(slopes, rms, alone, lags) changes what is in `moving` and says with `gears`, two numbers, which axis is seen.
    """

    def __init__(self, page, units, lags, small=False):
        self.small, self.gears = small, (0, 0)
        rows = page.get_subplotspec().subgridspec(3, 1, height_ratios=(2, 3, 4) if small else (1.2, 3, 4))
        head, self.above, self.below = (page.figure.add_subplot(row) for row in rows)
        page.remove()
        self.left = round((1.42 if small else 1.17) * lags)  # beyond the last lag there is room for names
        for axes in head, self.above:
            axes.set_axis_off()
        self.above.set(xlim=(self.left, 0), ylim=(0, 1))
        self.above.add_artist(tiles := Tiles())
        self._tiles, look = tiles, dict(va="center", in_layout=False)
        for y, said in (0.88, f"{units} units"), (0.5, "slopes' rms"):
            self.above.text(self.left, y, said, fontsize=12, **look)
        self._rms = self.above.text(self.left, 0.33, "", fontsize=12, fontweight="bold", **look)

        self.below.set(xlim=(self.left, 0), xlabel="steps back from the loss")
        self.below.set_xticks(np.arange(0, lags + 1, 20))
        self.below.yaxis.tick_right()
        self.below.spines[["left", "right"]].set_visible(False)
        one(lambda at, **look: self.below.axhline(at, 1 - lags / self.left, 1, **look), 0)
        (self._alone,) = self.below.plot([], [], color=style.NAIVE, lw=6, solid_capstyle="butt")
        (self._truth,) = self.below.plot([], [], color=style.TRUTH, lw=2.4)
        (self._leaves,) = self.below.plot([], [], color=style.NAIVE, ms=13, ls="", clip_on=False)
        self._end = sign(self.below, 15)
        look |= dict(fontsize=12, ha="right", linespacing=1.0, bbox=dict(fc="white", lw=0, pad=1))
        self._names = [
            self.below.text(0, 0, "matrix\nalone", color=style.NAIVE, **look),
            self.below.text(0, 0, "with\nslopes", **look),
        ]
        self._zero = self.below.text(0, 0, "exactly 0", **look | {"ha": "center"})

        head.set(xlim=(0, 1), ylim=(0, 1))
        look = dict(va="center", in_layout=False)
        first, row = (0.85, 0.26) if small else (0.67, 0.55)
        self._verdict = head.text(0, first, "", fontsize=19 if small else 21, fontweight="bold", **look)
        second = first - row
        head.text(
            *(0, second) if small else (0.38, first),
            "of the gradient comes back to the first step",
            fontsize=12,
            **look,
        )
        for i, line in enumerate(SHOWN if small else [" ".join(SHOWN)]):
            head.text(0, 0.35 - 0.22 * i if small else 0.12, line, fontsize=12, **look)
        self.moving = [self._tiles, self._alone, self._truth, self._leaves, self._end, *self._names, self._zero]
        self.moving += [self._verdict, self._rms]
        decades(self.below, -GEARS[-1], GEARS[-1], 15)  # whichever axis is seen first, there is room for the widest
        head.figure.draw_without_rendering()
        head.figure.set_layout_engine("none")

    def draw(self, slopes, rms, alone, lags):
        """slopes (T,H), the first step first, 0 to 1; rms: their root mean square; alone, lags (T+1,): log10 of what is
        left by lag, of the matrix alone and with the slopes, -inf for an exact 0."""
        T, H = slopes.shape
        self._tiles.colours = np.zeros((H, self.left, 4), np.uint8)
        self._tiles.colours[:, self.left - T :, :3] = np.rint(255 * (1 - np.sort(slopes)[:, ::-1].T))[..., None]
        self._tiles.colours[:, self.left - T :, 3] = 255
        low, high = self._shift(lags[np.isfinite(lags)])

        tips = [_within(curve, low, high) for curve in (alone, lags)]
        for line, (x, y) in zip((self._alone, self._truth), tips, strict=True):
            line.set_data(x, y)
        x, y, x_true, y_true = (axis[-1] for tip in tips for axis in tip)
        gone = y in (low, high)
        self._leaves.set_data(*(([x], [y]) if gone else ([], [])))
        self._leaves.set_marker("^" if y == high else "v")
        mark(self._end, x_true, y_true, low, high)
        self._end.set_visible(bool(np.isfinite(lags[-1])))  # at an exact 0 there is a gap, and its name
        self._zero.set(visible=not np.isfinite(lags[-1]), position=((x_true + T) / 2, low + 0.12 * (high - low)))
        self._name(tips, low, high)

        verdict(self._verdict, lags[-1])
        self._rms.set_text(f"{rms:.3f}")

    def _shift(self, lags):
        """The ends of the axis for a gradient of log10 sizes `lags`."""
        self.gears, before = ends([lags], self.gears, GEARS), self.gears
        if self.gears != before:
            low, high = self.gears
            decades(self.below, low, high, max(1, round((high - low) / 6)))
        return self.gears

    def _name(self, tips, low, high):
        """Put the names beside the ends of their lines, so that none covers the other."""
        (alone, y), (true, y_true) = ((x[-1], y[-1]) for x, y in tips)
        apart, aside = (high - low) * 0.3, (0.035 if self.small else 0.022) * self.left
        heights = np.clip([y, y_true], low + apart / 2, high - apart / 2)
        places, sides = np.array([alone, true]), ["right", "right"]
        if abs(heights[0] - heights[1]) < apart and abs(alone - true) < 0.4 * self.left:
            first = int(true < alone)
            x, y_first = (np.abs(values) for values in tips[first])
            beside = np.interp(y_first[-1] - 0.9 * apart, y_first, x)
            if tips[first][1][-1] in (low, high) and beside > (0.3 if self.small else 0.15) * self.left:
                places[first], sides[first] = beside - 2 * aside, "left"  # the other curve passes on its left
            else:
                middle = np.clip(heights.mean(), low + apart, high - apart)
                heights = middle + apart / 2 * np.array([1, -1]) * (1 if y >= y_true else -1)
                places[:] = places.max()
        for name, place, height, side in zip(self._names, places, heights, sides, strict=True):
            name.set(position=(place + aside, height), ha=side)


def _within(curve, low, high):
    """A curve by lag up to where it leaves low to high, or becomes exactly 0: x and y of its points."""
    inside = (curve >= low) & (curve <= high)
    if inside.all():
        return np.arange(len(curve)), curve
    n = int(inside.argmin())  # the first that is not
    if np.isneginf(curve[n]):
        return np.arange(n), curve[:n]
    edge = low if curve[n] < low else high
    crossing = n - 1 + (edge - curve[n - 1]) / (curve[n] - curve[n - 1])
    return np.r_[np.arange(n), crossing], np.r_[curve[:n], edge]
