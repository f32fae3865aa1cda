"""The figure of lesson 01 in which one unit keeps the sign of its start."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import headline, verdict
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

SHOWN = 30  # of all runs


@figure(a=slider("a", 0.8, 0.5, 3.0, 0.05), s=slider("input noise", 0.25, 0.05, 1.0, 0.05))
def bit(shape, controls, sides):
    """Left: runs from above and from below 0, with noise as input. Right: the middle one of their gradients.

    sides: +1 or -1 for each run, (N,): where it starts. Draws the states (T+1,N), the share of runs that end on their
    side, and the median of log10 of the gradient (T+1,).
    """
    small = 11.5 if shape != "tall" else 10
    whole, (left, right) = panels(shape, (1.2, 1), tall=(310, 310))
    left.set(xlim=(0, 40), ylim=(-1.4, 1.4), xlabel="steps $t$", ylabel="state $h_t$", yticks=(-1, -0.5, 0, 0.5, 1))
    left.axhline(0, color=style.NAIVE, lw=1)
    looks = (1, style.ACCENT, "-"), (-1, style.AMBER, (0, (4, 1.5)))
    fans = [left.add_collection(LineCollection([], colors=c, ls=dash, lw=1.1)) for _, c, dash in looks]
    look = dict(fontsize=small, fontweight="bold", va="center", in_layout=False)
    for side, colour, _ in looks:
        left.text(1, 1.22 * side, f"began at {'+' if side > 0 else '−'}", color=colour, **look)
    lines, draw_lines = log_axis(
        right, (0, 42), None, "steps $n$", "$|dh_n/dh_0|$", [("gradient", "true")], legend=None
    )
    said = headline(whole, shape)

    def draw(at, states, share, log10_left):
        steps = np.arange(len(states))
        for fan, (side, *_) in zip(fans, looks, strict=True):
            runs = states[:, sides == side][:, : SHOWN // 2]
            fan.set_segments([np.column_stack((steps, run)) for run in runs.T])
        picture.scene(draw_lines(log10_left))
        verdict(said, log10_left[-1], before=f"side kept: {share:.0%} · ")

    def words(at, states, share, log10_left):
        return (
            f"a = {at.a:.2f}, input noise {at.s:.2f}: after {len(states) - 1} steps {share:.0%} of {len(sides)} runs "
            f"are on the side of 0 on which they began. Of a nudge at the start, {power_of_ten(log10_left[-1])} is "
            "left in the middle one of the runs."
        )

    picture = Picture(whole, [*fans, *lines, said], draw, words)
    return picture
