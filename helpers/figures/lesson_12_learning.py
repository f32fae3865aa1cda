"""The figure of lesson 12 that asks which learning rates find a memory."""

import numpy as np

from helpers.controls import choice
from helpers.figures import style
from helpers.figures.picture import Picture, figure, panels

LOOKS = (("o", "-", style.TRUTH), ("D", "--", style.ACCENT), ("P", ":", style.AMBER))
WEIGHTS = (
    "ν, input scaled by γ",
    "ν alone",
    "λ kept below 1, input scaled by γ",
    "λ kept below 1",
    "gate, input scaled by γ",
)


@figure(weight=choice("on the right", WEIGHTS[0], WEIGHTS))
def rates(shape, controls, learning_rates, memories, budget):
    """Median updates until learned over the learning rate, a line a memory; left for the weight λ, right for another.
    What not all seeds learn within `budget` is a cross above.

    Draws two tables, left and right: updates (memories, rates, seeds), 0: not within the budget.
    """
    whole, both = panels(shape, (1, 1), 400, tall=(340, 340))
    x, top = np.log10(learning_rates), np.log10(budget)
    strip = top + 0.18 + 0.16 * np.arange(len(memories))  # a row of crosses for each memory
    lines, crosses = [], []
    for axes in both:
        axes.set(xlim=(x[0] - 0.2, x[-1] + 0.2), ylim=(0.9, strip[-1] + 0.14))
        axes.set(xlabel="learning rate", ylabel="updates until learned (median)")
        ticks = np.arange(np.ceil(x[0]), x[-1] + 0.1)
        axes.set_xticks(ticks, [f"$10^{{{t:.0f}}}$" for t in ticks])
        axes.set_yticks(np.log10([10, 30, 100, 300]), [10, 30, 100, 300])
        axes.axhline(top + 0.05, color=style.NAIVE, lw=1)
        for marker, dash, colour in LOOKS:
            lines += axes.plot([], [], marker + dash, color=colour, ms=8, lw=2, gid="gaps")
            crosses += axes.plot([], [], "x", color=colour, ms=6, mew=1.8)
    both[0].set_title("weight: λ", loc="left")
    said = both[1].text(0, 1.02, "", transform=both[1].transAxes, fontsize=12, va="bottom", in_layout=False)
    both[1].set_title(" ")  # keeps the room
    look = dict(fontsize=11, va="center", in_layout=False)
    names = [both[0].text(0, 0, f"memory {n}" if n == memories[0] else n, **look) for n in memories]
    for name, (_, _, colour) in zip(names, LOOKS, strict=True):
        name.set(color=colour, ha="center", va="top")
    names[0].set_ha("right")
    both[0].text(x[0], 1.0, f"×: not all ten\nseeds in {budget}", **look | dict(va="bottom"))

    def draw(at, *tables):
        said.set_text(f"weight: {at.weight}")
        panel = [(table, row, n) for table in tables for n, row in enumerate(table)]
        for line, cross, (_, row, n) in zip(lines, crosses, panel, strict=True):
            middle, all_of_them = medians(row)
            line.set_data(x, np.where(all_of_them, middle, np.nan))
            cross.set_data(x[~all_of_them], np.full((~all_of_them).sum(), strip[n]))
        for name, row in zip(names, tables[0], strict=True):
            middle, all_of_them = medians(row)
            best = np.flatnonzero(all_of_them)[np.argmin(middle[all_of_them])]
            name.set_position((x[best], middle[best] - 0.07))

    def words(at, *tables):
        return (
            f"Learning rates at which all ten seeds learn within {budget} updates. If the weight is λ: "
            f"{told(tables[0])}. If it is {at.weight}: {told(tables[1])}."
        )

    def told(table):
        found = []
        for memory, row in zip(memories, table, strict=True):
            middle, all_of_them = medians(row)
            good = np.array(learning_rates)[all_of_them]
            best = 10 ** middle[all_of_them].min() if len(good) else None
            span = f"{plain(good[0])} to {plain(good[-1])} (best median {best:.3g} updates)" if len(good) else "none"
            found.append(f"memory {memory}: {span}")
        return "; ".join(found)

    return Picture(whole, [*lines, *crosses, said, *names], draw, words)


def plain(rate):
    """0.003, 1e-5"""
    return f"{rate:g}".replace("e-0", "e-")


def medians(row):
    """(log10 of the median of the seeds that learned (rates,), whether all did (rates,)); row: (rates, seeds)."""
    row = np.array(row, float)
    return np.log10(np.maximum(np.median(row, 1), 1)), (row > 0).all(1)
