"""The figure of lesson 04 about what a truncated network learns: a staircase for each start."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

LUCKY = style.ACCENT, style.KINDS[1]  # what was learned without a gradient: edge or word, and fill
NAMES = {"identity": "identity start", "pytorch": "PyTorch’s start"}


@figure(more=slider("lag minus k", 1, -1, 3, 1, play=True), k=choice("window k", 4, [1, 2, 4, 6, 8]))
def echo(shape, controls, windows, beyond, solved, seeds):
    """A staircase for each start: over the lag that a task asks for, a bar as long as the window, and a mark for every
    seed that learned the task or did not.

    solved: dict from a start to the counts, out of `seeds`, for each of `windows` (rows) and each lag minus the window
    in `beyond`. Draws two dicts from a start to log10 of the blame by lag before training (m,): the whole, and what
    the window keeps, -inf where that is exactly 0.
    """
    whole, axes = panels(shape, (1,) * len(solved), 440, (420,) * len(solved))
    counts = {start: np.array(rows) for start, rows in solved.items()}
    type = (15, 12, 10.5) if shape == "wide" else (13.5, 11, 9)
    sides = {
        start: _staircase(ax, windows, beyond, rows, seeds, NAMES[start], type)
        for ax, (start, rows) in zip(axes, counts.items(), strict=True)
    }

    def draw(at, blame, kept):
        row, column, lag = windows.index(at.k), beyond.index(at.more), at.k + at.more
        for start, (frame, verdict, reason) in sides.items():
            frame.set_xy((lag - 0.48, row - 0.48))
            verdict.set_text(f"{counts[start][row, column]} of {seeds} learn")
            reason.set_text(f"lag {lag}: gradient {power_of_ten(kept[start][lag])}")

    def words(at, blame, kept):
        row, column, lag = windows.index(at.k), beyond.index(at.more), at.k + at.more
        each = "; ".join(
            f"{NAMES[start]}: {power_of_ten(kept[start][lag])}, without the cut {power_of_ten(blame[start][lag])}, "
            f"learned with {counts[start][row, column]} of {seeds} seeds"
            for start in solved
        )
        return f"Window {at.k}, lag asked for {lag}. The blame that its input receives before training: {each}."

    return Picture(whole, [artist for side in sides.values() for artist in side], draw, words)


def _staircase(axes, windows, beyond, counts, seeds, name, type):
    """The rows of one start, called `name`, on `axes`, with three sizes of type. counts: out of `seeds`, one for
    each of `windows` and `beyond`. Returns what moves: the frame, and two texts above the rows."""
    rows, columns = np.indices(counts.shape)
    reach = np.array(windows)[rows]
    lags = reach + np.array(beyond)[columns]
    top, last = len(windows), lags.max()
    axes.set(xlim=(-0.6, last + 0.6), ylim=(-0.6, top + 0.85), xticks=range(last + 1))
    axes.set_xlabel("lag that the task asks for")
    axes.set_yticks(range(top), [f"k = {k}" for k in windows])
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.barh(range(top), [k + 1 for k in windows], 0.86, -0.5, fc="#FBE7BD", ec=style.KINDS[2], lw=1.6)
    row, lag, learned = (np.repeat(grid, seeds) for grid in (rows, lags, counts))  # of each mark
    seed = np.tile(np.arange(seeds), counts.size)
    x, y = lag + 0.32 * (seed % 2) - 0.16, row + 0.155 * (seed // 2 - (seeds - 1) // 2 / 2)
    solved, lucky = seed < learned, lag > np.repeat(reach, seeds)
    looks = ("o", style.TRUTH, style.TRUTH), ("o", *LUCKY), ("v", style.NAIVE, "none")
    for which, (marker, edge, face) in zip((solved & ~lucky, solved & lucky, ~solved), looks, strict=True):
        axes.plot(x[which], y[which], marker, mec=edge, mfc=face, ms=5, mew=0.9, gid="seeds")
    look = dict(fontsize=type[2], va="center", in_layout=False)
    axes.text(-0.3, top - 1, f"window {windows[-1]}: the gradient\ncomes back this far", color="#7A5200", **look)
    axes.text(max(windows) + 0.6, top - 0.33, "exactly 0", color="#555555", **look)
    axes.text(last + 0.5, 0.62, "● a seed that learned", ha="right", **look)
    axes.text(last + 0.5, 0.27, "▽ one that did not", ha="right", color="#555555", **look)
    axes.text(last + 0.5, -0.22, "● learned with no\ngradient from there", ha="right", color=LUCKY[0], **look)
    frame = axes.add_patch(Rectangle((0, 0), 0.96, 0.96, fill=False, ec=style.TRUTH, lw=3))
    look = dict(fontsize=type[0], fontweight="bold", va="center", in_layout=False)
    axes.text(-0.5, top + 0.55, name, **look)
    verdict = axes.text(last + 0.5, top + 0.55, "", ha="right", **look)
    return frame, verdict, axes.text(-0.5, top + 0.1, "", fontsize=type[1], va="center", in_layout=False)
