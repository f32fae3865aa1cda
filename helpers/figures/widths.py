"""A network unrolled over a sentence, and in it the gradient as a stream whose width is its norm.

Time to the right, the gradient to the left: a grey column comes down from each loss, as wide as the direct part there;
the stream leaves a step as wide as the total and comes to the step before as wide as what is handed back. Lengths are
in norms, along time and across it alike: a gradient of 1 is as wide as its two banks are apart.
"""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from helpers.figures import style
from helpers.figures.lettering import Outlines
from helpers.figures.panels import log10
from helpers.figures.style import power_of_ten

HAIR = 0.03  # the least width that is seen; only what is exactly 0 is not there at all
STONE, RING = 0.58, 0.8  # radii
DASHES = (0, (6, 3))


class Widths:
    """A sentence that fills the panel `axes`, 360 high or, upright, time downwards, 640 (for a phone).

    draw(t, direct, handed, total): the gradient that has come back from step T to step t, from 1, as norms (T,).
    `moving` are the artists that draw moves; among them `columns` and `streams`, polygons, and `numbers`.
    """

    def __init__(self, axes, words, upright=False):
        n, self.axes, self.upright = len(words), axes, upright
        axes.set_axis_off()
        axes.set_aspect("equal")
        self.step, self.column, self.pixels = (2.75, 4.6, 26) if upright else (3.2, 3.1, 37.5)
        if upright:
            axes.set(xlim=(-7.4, 7.2), ylim=(n * self.step + 2.4, -2.7))
        else:
            axes.set(xlim=(1.6, n * self.step + 2.9), ylim=(-3.3, 6))
        self.x = self.step * np.arange(1, n + 1)
        size, end = (11, self.x[-1] + 1.6) if upright else (11.5, self.x[-1] + 0.95)
        for side in -0.5, 0.5:
            bank = self._place((0.6 * self.step, end - 0.4), (side, side))
            axes.plot(*bank, color=style.SURVIVES, ls=DASHES, lw=1.3, gid="one")
        look = dict(in_layout=False, va="center", ha="center" if upright else "left")
        names = ("↔ 1", "direct ←", "handed back ↑") if upright else ("↕ 1", "↓ direct", "← handed back")
        across = (0, 2.9, -4.2) if upright else (0, self.column / 2 + 0.5, -1.65)
        for name, at, here in zip(names, across, (end, end, end - (0 if upright else 1.4)), strict=True):
            colour = {"color": style.SURVIVES, "gid": "one"} if name.endswith("1") else {"color": "#606060"}
            axes.text(*self._place(here, at), name, fontsize=size, **colour, **look)
        look = look | {"ha": "center", "fontsize": 14 if upright else 17}
        for x, word in zip(self.x, words, strict=True):
            axes.text(*self._place(x, -5.3 if upright else -2.75), word, **look)
        (self._unread,) = axes.fill([0], [0], color="white", alpha=0.75, lw=0)
        self.columns = axes.add_collection(PolyCollection([], fc="#BDBDBD", lw=0), autolim=False)
        self.streams = axes.add_collection(PolyCollection([], lw=0, gid="fate"), autolim=False)
        self._banks = axes.add_collection(LineCollection([], color="white", ls=DASHES, lw=1.1), autolim=False)
        (self._flow,) = axes.plot([], [], "^" if upright else "<", color="white", ms=8, mew=0)
        points = self.pixels * 72 / 100  # of a length of 1
        disc = dict(ls="", mec="#404040", mfc="white", mew=1.3)
        (self._stones,) = axes.plot([], [], "o", ms=2 * STONE * points, **disc)
        (self._losses,) = axes.plot([], [], "s", ms=0.72 * points, **disc)
        (self._ring,) = axes.plot([], [], "o", mfc="none", mec=style.TRUTH, mew=3, ms=2 * RING * points)
        self.numbers, self._names = self.words(size, gid="fate"), self.words(size)
        self.moving = [self._unread, self.columns, self.streams, self._banks, self._flow, self._stones, self._losses]
        self.moving += [self._ring, self.numbers, self._names]

    def words(self, size, **look):
        """Words for this panel that change: see lettering.Outlines; size: in points."""
        return Outlines(self.axes, size * 100 / 72 / self.pixels, **look)

    def draw(self, t, direct, handed, total):
        T, x, back = len(total), self.x, range(t - 1, len(total) - 1)  # edge i: from step i + 2 back to step i + 1
        losses, parts = np.flatnonzero(direct), [i for i in range(t - 1, T) if direct[i] > 0]
        self.columns.set_verts([self._column(x[i], direct[i]) for i in parts])
        flows = [(x[i + 1], x[i], max(total[i + 1], HAIR), max(handed[i], HAIR)) for i in back if handed[i] > 0]
        self.streams.set_verts([self._wedge(*flow) for flow in flows])
        self.streams.set_facecolor([style.fate(np.log10(handed[i])) for i in back if handed[i] > 0])
        self._banks.set_segments([part for flow in flows for part in self._covered(*flow)])
        middles = [(start + end) / 2 for start, end, wide, thin in flows if wide + thin > 0.9]
        self._flow.set_data(*self._place(middles, np.zeros(len(middles))))
        self._stones.set_data(*self._place(x[:T], np.zeros(T)))
        self._losses.set_data(*self._place(x[losses], np.full(len(losses), self.column + 0.55)))
        self._ring.set_data(*self._place(x[t - 1 : t], [0]))
        low, high = (-7.4, -3.5) if self.upright else (-3.3, -2.2)
        ends = (x[T - 1] + self.step / 2, x[-1] + self.step / 2)
        self._unread.set_xy([self._place(*at) for at in zip(np.repeat(ends, 2), (low, high, high, low), strict=True)])
        sizes = [log10(handed[i]) for i in back]
        places = [self._place((x[i] + x[i + 1]) / 2, -2.3 if self.upright else -1.65) for i in back]
        self.numbers.write(map(power_of_ten, sizes), places, [style.fate(size) for size in sizes])
        names = [(f"$h_{i + 1}$", x[i], 0.0) for i in range(T)]
        names += [(f"$L_{i + 1}$", x[i], self.column + 0.55) for i in losses]
        names += [(power_of_ten(log10(direct[i])), x[i], self.column / 2 + 0.5) for i in parts]
        self._names.write([name for name, *_ in names], [self._place(*at) for _, *at in names], style.TRUTH)

    def _column(self, at, wide):
        """A polygon down from the loss to just before the ring."""
        top, bottom = self.column, RING + 0.1
        corners = (at - wide / 2, top), (at + wide / 2, top), (at + wide / 2, bottom), (at - wide / 2, bottom)
        return [self._place(*corner) for corner in corners]

    def _wedge(self, start, end, wide, thin):
        """A polygon from `start`, `wide` there, back to `end`, `thin` there."""
        corners = (start, wide / 2), (end, thin / 2), (end, -thin / 2), (start, -wide / 2)
        return [self._place(*corner) for corner in corners]

    def _covered(self, start, end, wide, thin):
        """The banks where a wedge covers them: no lines or two."""
        if max(wide, thin) <= 1:
            return []
        crossing = np.interp(1, sorted((wide, thin)), (start, end) if wide < thin else (end, start))
        ends = (start if wide > 1 else crossing), (end if thin > 1 else crossing)
        return [[self._place(along, side) for along in ends] for side in (-0.5, 0.5)]

    def _place(self, along, across):
        """A place along time and across it as x and y."""
        return (across, along) if self.upright else (along, across)
