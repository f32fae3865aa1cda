"""Figure 11.3: what a confident mistake costs."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, headline, verdict
from helpers.figures.names import Names, readable
from helpers.figures.panels import log10
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

FLOOR, BUDGET = -11, 200_000
LOOKS = ("SGD", "-", style.KINDS[0], "o"), ("Adam", "-.", style.KINDS[1], "s")
PALE = "#BDBDBD"


@figure(margin=slider("margin β", 0, 0, 24, 1, play=True))
def certain(shape, controls, updates):
    """Left: the weights of ten tokens, and the gradient by each score. Right: updates until learned by margin.

    updates: for SGD and Adam those for every margin 0, 1, ..., 0: not within the budget. The first token has what is
    wanted, the second the attention. Draws the weights and the gradients by the scores (10,).
    """
    small = shape == "tall"
    whole, (left, right) = panels(shape, (1.15, 1), 420, tall=(370, 330))
    said = headline(whole, shape, tall=12.5)
    left.set(xlim=(-0.7, 9.7), ylim=(FLOOR, 1.5))
    left.set_xticks([0, 5.5], ["wanted", "the others"])
    left.text(0.6, 0.55, "favoured", fontsize=11, va="bottom")
    left.tick_params(axis="x", length=0)
    left.set_yticks([-10, -8, -6, -4, -2, 0], ["$10^{-10}$", "$10^{-8}$", "$10^{-6}$", "$10^{-4}$", "$10^{-2}$", "1"])
    left.grid(visible=False, axis="x")
    left.set_title("bars: weights, points: gradients\nby the scores", fontsize=11, loc="left")
    places = np.arange(10)
    colours = [style.ACCENT, PALE] + 8 * [PALE]
    bars = left.add_collection(LineCollection([], colors=colours, linewidths=9 if small else 14), autolim=False)
    (dots,) = left.plot([], [], "o", color=style.TRUTH, ms=7)
    top = 5.8
    right.set(
        xlim=(0, 24 * (1.32 if small else 1.25)), ylim=(0.9, top + 0.1), xticks=range(0, 25, 4), xlabel="margin β"
    )
    right.set_ylabel("updates until learned")
    right.set_yticks([1, 2, 3, 4, 5, top], [10, 100, 1000, "10 000", "100 000", "more"])
    margins = np.arange(25)
    x = np.array([2.0, 12.6])
    right.plot(x, log10(updates["SGD"][8]) + (x - 8) / np.log(10), "--", color=style.NAIVE, lw=1.6)
    found = {name: np.where(np.array(updates[name]) == 0, np.nan, updates[name]) for name in updates}
    marks, ends = [], []
    for name, dash, colour, marker in LOOKS:
        right.plot(margins, np.log10(found[name]), dash, color=colour)
        marks.append(right.plot([], [], marker, color=colour, ms=10, clip_on=False)[0])
        last = np.flatnonzero(np.isfinite(found[name]))[-1]
        ends.append((last, np.log10(found[name][last])))
    names = Names(right, ["SGD", "Adam"], [readable(look[2]) for look in LOOKS], bbox=CLEAR)
    right.text(3.0, 3.1, "like $e^β$", color=style.NAIVE, fontsize=11)
    settled = []

    def draw(at, weights, gradients):
        if not settled:  # how high the panel is, is known now
            names.put(*zip(*ends, strict=True))
            settled.append(True)
        shares = np.maximum(log10(weights), FLOOR)
        bars.set_segments([[(x, FLOOR), (x, y)] for x, y in zip(places, shares, strict=True)])
        dots.set_data(places, np.maximum(log10(gradients), FLOOR))
        for mark, (name, *_) in zip(marks, LOOKS, strict=True):
            number = found[name][at.margin]
            mark.set_data([at.margin], [np.log10(number) if np.isfinite(number) else top])
        verdict(said, log10(gradients[0]), " by the wanted score")

    def words(at, weights, gradients):
        took = [f"{name} {told(updates[name][at.margin])}" for name, *_ in LOOKS]
        return (
            f"β = {at.margin}: the wanted token has the weight {power_of_ten(log10(weights[0]))}, the favoured "
            f"{power_of_ten(log10(weights[1]))}. The gradient by the wanted score is "
            f"{power_of_ten(log10(gradients[0]))}, by the favoured {power_of_ten(log10(gradients[1]))}. "
            f"Updates until learned: {', '.join(took)}."
        )

    return Picture(whole, [bars, dots, *marks, *names.moving, said], draw, words)


def told(updates):
    """A number of updates in words."""
    return str(updates) if updates else f"more than {BUDGET}"
