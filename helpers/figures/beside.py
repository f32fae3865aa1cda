"""A panel whose axes have a place for what can't stand on them.

Across: a gradient, log10; what is exactly 0 stands in a strip on the left. Upwards, log10 as well: updates until
something is solved; what was not solved within the budget stands in a band on top. In the strip and in the band each
row of marks has a column or a line of its own.
"""

import numpy as np

from helpers.figures.panels import one, shade
from helpers.figures.sizes import gear

LOW, HIGH = (3, 6, 13, 24, 48, 96, 330), (1, 3, 12, 48, 330)  # gears: decades below a gradient of 1, and above
ROOM = 1.03  # the outermost gradient stands a little inside
TICKS = 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000  # on the axis of updates
GAP = 6  # CSS pixels between an axis and the strip or band beside it
WRITTEN = 24  # CSS pixels of the band for its words
PALE = dict(color="black", alpha=0.07, lw=0, zorder=0.6)


class Beside:
    """Axes in the panel `page`, alone in its figure, for up to `rows` rows; margins: left, right, above and below it in
    CSS pixels; ticks: how many at most on the axis of gradients.

    shift(...) chooses the limits; `gears` tell which are seen: see picture.Picture.scene.
    """

    def __init__(self, page, rows, margins, ticks):
        self.page, self.ticks, self.gears, self._gear = page, ticks, None, (0, 0)
        page.figure.set_layout_engine("none")
        across, height = (100 * inches for inches in page.figure.get_size_inches())
        left, right, above, below = margins
        self.size = across - left - right, height - above - below
        page.set_position((left / across, below / height, self.size[0] / across, self.size[1] / height))
        self.strip, self.band = 10 + 13 * rows, WRITTEN + 17 * rows
        self.height = self.size[1] - self.band - GAP  # of the axis of updates
        share = self.height / self.size[1]
        one(lambda at, **look: page.axvline(at, 0, share, **look), 0)
        for low, high, word in (-999, -1, "vanishes"), (1, 999, "explodes"):
            shade(page.axvspan, low, high, 0, share, word=word)
        self._band, self._strip = page.axhspan(0, 1, **PALE), page.axvspan(0, 1, **PALE)
        self.written = page.text(0, 0, "", fontsize=11.5, va="center", in_layout=False)

    def shift(self, x, y, budget):
        """Limits for log10 gradients x (n,), -inf for an exact 0, and updates y (n,), inf for "not within budget". The
        gears of the gradients change up at once and down late."""
        finite, solved = x[np.isfinite(x)], y[np.isfinite(y)]
        solved = solved if len(solved) else np.array([budget / 10, budget])
        ends = (-ROOM * finite.min(), ROOM * finite.max()) if len(finite) else (0, 0)
        self._gear = tuple(gear(*of) for of in zip(ends, self._gear, (LOW, HIGH), strict=True))
        low, high = -self._gear[0], self._gear[1]
        updates = updates_around(solved.min(), solved.max())
        gears = low, high, *updates, bool(np.isneginf(x).any()), budget
        if gears != self.gears:
            self.gears = gears
            self._limit(*gears)

    def _limit(self, low, high, bottom, top, zeros, budget):
        page, aside = self.page, zeros * (self.strip + GAP)
        # a CSS pixel in x and in y
        self.unit = np.array([(high - low) / (self.size[0] - aside), (top - bottom) / self.height])
        self.corner = np.array([low - aside * self.unit[0], bottom])
        page.set_xlim(self.corner[0], high)
        page.set_ylim(bottom, bottom + self.size[1] * self.unit[1])
        every = step((high - low) / self.ticks)
        clear = low + zeros * max(0, 50 - GAP - self.strip / 2) * self.unit[0]  # beside the words "exactly 0"
        at = [tick for tick in np.arange(-400, 401) * every if clear <= tick <= high]
        names = [f"$10^{{{tick:.0f}}}$" if tick else "1" for tick in at]
        if zeros:
            at, names = [low - (GAP + self.strip / 2) * self.unit[0], *at], ["exactly\n0", *names]
        page.set_xticks(at, names)
        counts = [n for n in TICKS if bottom <= np.log10(n) <= top]
        page.set_yticks(np.log10(counts), [f"{n:,}".replace(",", " ") for n in counts])
        page.spines["left"].set_bounds(bottom, top)
        page.spines["bottom"].set_bounds(low, high)
        self._band.set(y=top + GAP * self.unit[1], height=self.band * self.unit[1])
        self._strip.set(x=self.corner[0], width=self.strip * self.unit[0], visible=zeros)
        self.written.set(text=f"not within {budget} updates", position=self.data((6, self.size[1] - 12)))

    def stand(self, x, y, column, row):
        """Where marks x, y (log10 gradients, updates) stand in the units of the panel; column, row: of the strip and of
        the band, 0 to 1."""
        low, _, bottom, top, *_ = self.gears
        zero = low - (GAP + self.strip * (1 - column)) * self.unit[0]
        never = top + (GAP + (self.band - WRITTEN) * (1 - row)) * self.unit[1]
        return np.where(np.isneginf(x), zero, x), np.where(np.isposinf(y), never, np.log10(np.maximum(y, 10**bottom)))

    def pixels(self, places):
        """Places in the units of the panel (n,2) as CSS pixels from its lower left corner."""
        return (np.asarray(places) - self.corner) / self.unit

    def data(self, pixels):
        """`pixels` the other way."""
        return np.asarray(pixels) * self.unit + self.corner


def step(least):
    """A step of an axis, 1, 2, 5, 10, 20, 50, ..., not below `least`."""
    power = 10.0 ** np.floor(np.log10(max(1, least)))
    return next(power * of for of in (1, 2, 5, 10) if power * of >= least)


def updates_around(least, most):
    """log10 of the ends of an axis from `least` to `most` updates: ticks, with a little room to spare."""
    low = max((n for n in TICKS if n <= 0.95 * least), default=1)
    return np.log10(low), np.log10(min((n for n in TICKS if n >= 1.05 * most), default=1.05 * most))
