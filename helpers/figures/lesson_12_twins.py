"""The figure of lesson 12 in which two runs start side by side."""

import math

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.names import Verdict
from helpers.figures.panels import mark_factor, one, say, shade, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

LOWEST = -2  # of the exponents that are shown
GEARS = (1, 24), (1, 12, 30)  # the ends of the axis below and above, powers of ten from 1: few, each costs a scene


@figure(gain=slider("gain", 2.0, 0.5, 5.0, 0.05), s=slider("input", 0.0, 0.0, 2.0, 0.25))
def exponents(shape, controls, gains, T):
    """Left: the stored exponents over the gain. Right: two runs that start side by side, and the sizes of their
    distance and of the gradient.

    Draws the exponents (n,) for all `gains`, the one at this gain, log10 of the distance and of the gradient (T+1,),
    and the state of a unit in the two runs (T+1,2).
    """
    small = shape == "tall"
    whole, (left, page) = panels(shape, (1, 2), 400, tall=(250, 460))
    above, right = (whole.add_subplot(row) for row in page.get_subplotspec().subgridspec(2, 1, height_ratios=(1, 1.5)))
    page.remove()
    left.set(xlim=(0, controls.gain.high), ylim=(LOWEST, 1), xlabel="gain $g$")
    left.set_ylabel("exponent (nats a step)" if small else "largest exponent (nats a step)")
    shade(left.axhspan, LOWEST, 0, word="shrinks")
    say(left, 2.9, 0.8 * LOWEST, "shrinks")
    say(left, 0.3, 0.8, "grows", "grows: chaos")
    one(left.axhline, 0)
    (table,) = left.plot([], [], ".-", color=style.TRUTH, lw=1.8, ms=8)
    here = sign(left, 12)
    verdict = Verdict(
        above,
        "the gradient; below: one unit in two runs" if not small else "gradient; below: one unit in two runs",
        small,
    )
    last = (1.45 if small else 1.28) * T
    above.set(xlim=(0, last), ylim=(-1.1, 1.1), yticks=[-1, 0, 1], ylabel="state")
    above.set_xticks(range(0, T + 1, 40 if small else 20), [])
    (gap,) = above.fill([0], [0], color=style.KINDS[1], alpha=0.35, lw=0)
    runs = [above.plot([], [], **look)[0] for look in (dict(color="#ABABAB", lw=3.6), dict(color=style.TRUTH, lw=1.1))]
    above.text(1.03 * T, 0, "pink:\ntheir gap", color=style.ACCENT, fontsize=11, va="center", in_layout=False)
    looks = ("exponent", ":", style.NAIVE), ("distance", "--", style.ACCENT), ("gradient", "true")
    size = (0, last), None, "steps $t$", "size, from 1"
    lines, draw_lines = log_axis(right, *size, looks, legend="ends", gears=GEARS)
    right.set_xticks(range(0, T + 1, 40 if small else 20))

    def draw(at, curve, exponent, log10_distance, log10_gradient, twins):
        table.set_data(gains, curve)
        mark_factor(here, at.gain, exponent, math.exp(exponent))
        t = np.arange(T + 1)
        picture.scene(draw_lines(t * exponent * math.log10(math.e), log10_distance, log10_gradient))
        for run, values in zip(runs, twins.T, strict=True):
            run.set_data(t, values)
        gap.set_xy(np.column_stack((np.r_[t, t[::-1]], np.r_[twins[:, 0], twins[::-1, 1]])))
        verdict.draw(log10_gradient[-1])

    def words(at, curve, exponent, log10_distance, log10_gradient, twins):
        end = log10_gradient[-1]
        return (
            f"Gain {at.gain:.2f}, input strength {at.s:.2f}: the stored exponent is {exponent:+.3f} nats a step, a "
            f"factor of {math.exp(exponent):.3f}. In this run of 100 units the gradient is {power_of_ten(end)} after "
            f"{T} steps ({end * math.log(10) / T:+.3f} a step), and the twins are {power_of_ten(log10_distance[-1])} "
            "times as far apart."
        )

    moving = [table, here, gap, *runs, *lines, *verdict.moving]
    picture = Picture(whole, moving, draw, words, ghosts=lines[:1])
    return picture
