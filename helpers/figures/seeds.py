"""Updates until learned, in a panel: a row for each network, a point for each seed, and what is left at the start."""

import numpy as np

from helpers.figures import style
from helpers.figures.style import power_of_ten

SIGNS = {style.VANISHES: "▼", style.SURVIVES: "●", style.EXPLODES: "▲"}


class Rows:
    """Rows of the panel `axes`, alone in its figure, named by `labels` from the top down; budget: of updates.

    draw(updates), a list (seeds,) for each row, 0: not within the budget, moves what is in `moving`: points, crosses
    for the failures, and the medians, which are not drawn where half of the seeds fail.
    """

    def __init__(self, axes, labels, budget, wide):
        self.axes, self.wide = axes, wide
        self.rows, last = np.arange(len(labels))[::-1], np.log10(budget)
        self.beyond, self.top = last + (0.2 if wide else 0.3), len(labels) - 0.35
        axes.set(
            xlim=(0.95, self.beyond + (0.12 if wide else 0.4)),
            ylim=(-0.6, len(labels) - 0.4),
            xlabel="updates until learned, a point a seed",
        )
        counted(axes, 10**last if wide else 10)
        if not wide:
            axes.set_xticks(np.log10([10, 100, 1000]), [10, 100, 1000])
        axes.set_yticks(self.rows, labels)
        axes.tick_params(axis="y", length=0, labelsize=12 if wide else 11)
        axes.grid(axis="x", visible=False)
        axes.axvline(last + 0.07, color=style.NAIVE, lw=1)
        axes.figure.get_layout_engine().set(
            rect=(0, 0, 0.87 if wide else 0.8, min(0.92, 1 - 0.4 / axes.figure.get_figheight()) if wide else 0.95)
        )
        self._head(self.beyond, "not", ha="center")
        (points,) = axes.plot([], [], "o", color=style.TRUTH, ms=8 if wide else 6, alpha=0.5, mew=0)
        (failures,) = axes.plot([], [], "x", color=style.ACCENT, ms=6 if wide else 4.5, mew=2)
        (medians,) = axes.plot([], [], "|", color=style.ACCENT, ms=24 if wide else 22, mew=3)
        self.moving = [points, failures, medians]

    def aside(self, x, head, log10_sizes):
        """A column beside the panel: of each row the size of a gradient."""
        look = dict(transform=self.axes.get_yaxis_transform(), in_layout=False)
        self._head(x, head, **look)
        for row, size in zip(self.rows, log10_sizes, strict=True):
            colour = style.fate(size)
            said = f"{SIGNS[colour]} {power_of_ten(size)}"
            look |= dict(color=colour, gid="fate", va="center", fontsize=13 if self.wide else 11)
            self.axes.text(x, row, said, **look)

    def _head(self, x, words, **look):
        self.axes.text(x, self.top, words, **dict(fontsize=11, va="bottom", in_layout=False) | look)

    def draw(self, updates):
        x, y, failed, middle = [], [], [], []
        for row, results in zip(self.rows, updates, strict=True):
            found = np.sort([u or np.inf for u in results])
            heights = row + np.linspace(-0.28, 0.28, len(found))
            seen = np.isfinite(found)
            x += np.log10(found[seen]).tolist()
            y += heights[seen].tolist()
            failed += heights[~seen].tolist()
            middle.append(np.log10(np.median(found)))
        points, failures, medians = self.moving
        points.set_data(x, y)
        failures.set_data([self.beyond] * len(failed), failed)
        known = np.isfinite(middle)
        medians.set_data(np.array(middle)[known], self.rows[known])


def counted(axes, last):
    """Give a horizontal axis of log10 of updates labels, from 10 to `last`."""
    ticks = [n for n in (10, 30, 100, 300, 1000, 3000) if n <= last]
    axes.set_xticks(np.log10(ticks), ticks)


def told(updates):
    """'9 of 10 (13 to 33)', of updates where 0 is a failure."""
    learned = [u for u in updates if u]
    return f"{len(learned)} of {len(updates)}" + (f" ({min(learned)} to {max(learned)})" if learned else "")
