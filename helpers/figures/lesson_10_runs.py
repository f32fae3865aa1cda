"""The figures of lesson 10 about many networks while they are trained."""

import numpy as np

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.names import Names, readable
from helpers.figures.panels import log10
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

LAST = 3000
LOOKS = {"tanh": ("s", style.NAIVE), "LSTM": ("o", style.TRUTH), "GRU": ("D", style.KINDS[1])}
KINDS = ("all of it", "--", style.NAIVE), ("true effect", "-.", style.KINDS[2]), ("of use", "-", style.TRUTH)


@figure(
    updates=slider("updates", 500, 0, LAST, 100, play=True),
    back=choice("steps back", 3, (3, 8)),
    cell=choice("cell", "tanh", ("tanh", "LSTM", "GRU")),
)
def shares(shape, controls, checkpoints):
    """Above: what arrives at the subject, compared with the last noun, over the updates. Below: right verbs.

    checkpoints (n,): the updates. Draws shares (seeds, n, 4): the norm, its part of use, the true effect, right verbs.
    """
    wide = shape != "tall"
    whole, (above, below) = panels(shape, (2.5, 1), 470, tall=(360, 180), stacked=True)
    x = np.array(checkpoints)
    size = (0, LAST * (1.19 if wide else 1.55)), (-3, 1.5), "", "at the subject, over that\nat the last noun"
    lines, draw_lines = log_axis(above, *size, KINDS, every=1, legend="ends")
    below.set(xlim=size[0], ylim=(-4, 104), xlabel="updates", ylabel="right verbs,\nin %", yticks=(0, 50, 100))
    for axes in above, below:
        axes.set_xticks(range(0, LAST + 1, 1000))
    seeds = [axes.plot([], [], color="#9A9A9A", lw=1.0, alpha=0.7, gid="gaps")[0] for axes in (above, below)]
    (middle,) = below.plot([], [], color=style.TRUTH)
    cursors = [axes.axvline(0, color=style.ACCENT, lw=1.6) for axes in (above, below)]
    name = Names(below, ["median"], ["black"])

    def draw(at, rows):
        n = place(at, x)
        medians = log10(np.maximum(np.median(rows, axis=0), 0)).T
        medians[2, : np.searchsorted(x, 300)] = -np.inf  # until then its sign is a matter of chance
        curves = medians[0], medians[2], medians[1]
        picture.scene(draw_lines(*curves, x=x, at=n))
        along = np.r_[x, x[-1]]  # a gap after every seed
        for line, column in zip(seeds, (log10(rows[..., 1]), 100 * rows[..., 3]), strict=True):
            line.set_data(np.tile(along, len(rows)), np.c_[column, np.full(len(rows), np.nan)].ravel())
        right = 100 * np.median(rows[..., 3], axis=0)
        middle.set_data(x, right)
        name.put(x[-1], right[-1:])
        for cursor in cursors:
            cursor.set_xdata([x[n], x[n]])

    def words(at, rows):
        n = place(at, x)
        told = []
        for what, column in ("the gradient's norm", 0), ("what is of use, |g·d|,", 1), ("the true effect ΔM", 2):
            low, middle, high = (f(rows[:, n, column]) for f in (np.min, np.median, np.max))
            told.append(f"{what} {number(middle)} ({number(low)} to {number(high)})")
        low, middle, high = (f(100 * rows[:, n, 3]) for f in (np.min, np.median, np.max))
        return (
            f"{at.cell} after {x[n]} updates, {len(rows)} seeds, subject {at.back} steps back: at the subject, as a "
            f"share of the same at the last noun, the median (lowest to highest) of {'; of '.join(told)}. Right verbs: "
            f"{middle:.0f} % ({low:.0f} to {high:.0f})."
        )

    picture = Picture(whole, [*seeds, *lines, middle, *cursors, *name.moving], draw, words)
    return picture


def place(at, checkpoints):
    """The last checkpoint that is not after the chosen updates."""
    return np.searchsorted(checkpoints, at.updates, side="right") - 1


def number(share):
    """A share of any sign in words."""
    return ("−" if share < 0 else "") + power_of_ten(log10(share))


@figure()
def race(shape, controls, search, best, slow):
    """Updates until learned over the learning rate. search: by cell and rate, of two seeds; best: by contender its best
    rate and the updates of ten other seeds; slow: by cell those at the smallest rate. 0: not learned."""
    wide = shape != "tall"
    whole, (axes,) = panels(shape, (1,), 400, (400,))
    rates = [float(rate) for rate in next(iter(search.values()))]
    x = np.log10(rates)
    beyond = np.log10(9000)
    axes.set(
        xlim=(x[0] - (0.4 if wide else 0.75), x[-1] + 0.15),
        ylim=(np.log10(42), np.log10(14000)),
        xlabel="learning rate",
        ylabel="updates until learned",
    )
    axes.set_xticks(x, [f"{rate:g}" if wide else f"{rate:g}".removeprefix("0") for rate in rates])
    ticks = [50, 100, 300, 1000, 3000]
    axes.set_yticks(np.log10(ticks), ticks)
    axes.axhline(np.log10(6500), color=style.NAIVE, lw=1)
    axes.text(x[0] - (0.37 if wide else 0.7), beyond, "not within 6000", va="center", fontsize=11)
    full = {row.split(",")[0]: found for row, found in best.items() if row in FIRST}
    for shift, (cell, (marker, colour)) in zip((-0.06, 0, 0.06), LOOKS.items(), strict=True):
        seeds = {rate: list(found) for rate, found in zip(rates, search[cell].values(), strict=True)}
        seeds[rates[0]] += slow[cell]
        seeds[full[cell][0]] += full[cell][1]
        middles = [np.median([u or np.inf for u in seeds[rate]]) for rate in rates]
        known = np.isfinite(middles)
        look = dict(color=colour, marker=marker, ms=9 if wide else 7, lw=2, label=cell)
        axes.plot(x[known] + shift, np.log10(np.array(middles)[known]), **look)
        height = np.log10(middles[0]) + {"GRU": 0.05, "tanh": -0.05}.get(cell, 0)
        said = dict(color=readable(colour), fontsize=13, ha="right", va="center", fontweight="bold")
        axes.text(x[0] - (0.13 if wide else 0.2), height, cell, **said)
        for at, found in zip(x, seeds.values(), strict=True):
            found = np.array(found)
            learned = found > 0
            small = dict(color=colour, alpha=0.55, clip_on=False, ms=5)
            axes.plot(np.full(np.sum(learned), at + shift), np.log10(found[learned]), marker, mew=0, **small)
            axes.plot(np.full(np.sum(~learned), at + shift), np.full(np.sum(~learned), beyond), "x", mew=2, **small)

    def words(at):
        said = "; ".join(f"{name} at {rate:g}: {min(found)} to {max(found)}" for name, (rate, found) in best.items())
        return (
            "Updates until 95 % of the verbs are right, three times in a row, over the learning rate; a small mark is "
            f"a seed, a large one the median. Ten fresh seeds at each contender's best rate: {said}."
        )

    return Picture(whole, words=words)


FIRST = "tanh, default start", "LSTM, forget bias 1", "GRU"  # of the contenders, those that the figure draws
