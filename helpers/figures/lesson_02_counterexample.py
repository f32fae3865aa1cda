"""The figure of lesson 02 in which a gradient grows though no eigenvalue does."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, headline, verdict
from helpers.figures.lesson_02_spectra import power
from helpers.figures.lettering import Outlines
from helpers.figures.panels import fates, one, say, shade
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

DIGITS = 12  # a gradient above 10^12 magnifies the rounding errors of its own states to 1e-4 and more


@figure(
    log10_off=slider("log10 off", -12.0, -12.0, -1.0, 0.5),
    T=slider("T (steps)", 30, 1, 60, 1, play=True),
    w=slider("weight w", 8.0, 2.0, 12.0, 0.1),
    p=slider("h₁*", 0.0, -0.875, 0.875, 0.125),
    q=slider("h₂*", 0.5, -0.875, 0.875, 0.125),
)
def counterexample(shape, controls):
    """Left: the states; between the dashed lines a step shrinks the gradient. Right: the size of the gradient.

    Draws the factor of a step into the fixed point, the states (T+1,2), the factors of their steps (T,), σ_max, and
    log10 of ‖W^t‖ and of the true product, both (T+1,).
    """
    small = 11 if shape != "tall" else 10
    whole, (left, right) = panels(shape, (1, 1.25), 430, (410, 330))
    ticks = np.arange(-1, 1.1, 0.5)
    left.set(xlim=(-1.05, 1.05), ylim=(-1.05, 1.05), aspect="equal", xlabel="$h_1$", ylabel="$h_2$", xticks=ticks)
    if shape == "stage":
        left.set_yticks(ticks)
    left.plot([-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1], color=style.NAIVE, lw=1)
    areas = [shade(left.fill, [0], [0], word=word)[0] for word in ["grows"] * 4 + ["shrinks"]]
    borders = [one(left.plot, [])[0] for _ in range(4)]
    look = dict(ha="center", va="center", fontsize=small, in_layout=False)
    say(left, 0, 0, "shrinks", **look)
    for x, y in (0, 0.88), (0, -0.88), (-0.8, 0), (0.8, 0):
        say(left, x, y, "grows", **look)
    (path,) = left.plot([], [], color=style.NAIVE, lw=0.8)
    (star,) = left.plot([], [], "*", color=style.TRUTH, mfc="white", ms=24)
    look = dict(fontsize=small, ha="center", va="center", bbox=CLEAR, in_layout=False)
    star_name = left.text(0, 0, "", gid="fate", **look)
    clouds, draw_steps = fates(left, 7, alpha=0.75)
    numbers = Outlines(left, {"wide": 0.085, "stage": 0.12, "tall": 0.08}[shape], zorder=4)
    looks = ("$W^t$", "-", "#A8A8A8"), (r"$\sigma_{\max}^t$", "--", style.NAIVE), ("gradient", "true")
    size = (0, 1.25 * controls.T.high), None, "steps $t$", "size"
    lines, draw_lines = log_axis(right, *size, looks, legend="ends", fit=2)
    lines[1].set_linewidth(6)
    nothing = right.text(0, 0, "$W^2 = 0$, exactly", color="#606060", fontsize=small, in_layout=False, bbox=CLEAR)
    said = headline(whole, shape)

    def draw(at, factor, states, factors, sigma, powers, gradient):
        grid = np.sqrt(1 - 1 / at.w) * np.linspace(-1, 1, 121)
        rim = np.sqrt(grid**2 + 1 / at.w)
        for border, curve in zip(borders, ((grid, rim), (grid, -rim), (rim, grid), (-rim, grid)), strict=True):
            border.set_data(*curve)
        side = np.r_[-1.0, grid, 1.0]
        rim = np.sqrt(side**2 + 1 / at.w).clip(max=1)
        for area, turn in zip(areas, ((0, 1), (0, -1), (1, 1), (1, -1)), strict=False):
            across, along = turn[1] * np.r_[rim, 1, 1], np.r_[side, 1, -1]
            area.set_xy(np.column_stack((across, along) if turn[0] else (along, across)))
        cross = (side, rim), (rim, -side), (-side, -rim), (-rim, side)
        areas[-1].set_xy(np.column_stack([np.concatenate(part) for part in zip(*cross, strict=True)]))
        path.set_data(*states.T)
        star.set_data([at.p], [at.q])
        star_name.set_text(f"fixed point: × {factor:.2f} a step")
        above = at.q < 0.6  # a path that doubles its distance leaves downwards; further up stands "grows"
        star_name.set(color=style.factor_fate(factor), position=(np.clip(at.p, -0.3, 0.3), at.q + (-0.17, 0.17)[above]))
        draw_steps(*states[1:].T, factors)
        apart = _apart(states, np.array([at.p, at.q]))
        numbers.write(map(str, apart), states[apart] + (0.05, 0.06), style.TRUTH)
        span = 35 if at.T <= 35 else controls.T.high
        right.set_xlim(0, 1.25 * span)
        picture.scene((span, draw_lines(powers, power(sigma, at.T), gradient)))
        gone = np.flatnonzero(np.isneginf(powers))
        nothing.set_visible(len(gone) > 0)
        nothing.set_position((gone[0] - 0.6 if len(gone) else 0, right.get_ylim()[0]))
        number, _ = _digits(factors, gradient)
        verdict(said, gradient[-1], f" after {at.T} step{'s' * (at.T > 1)}", number=number)

    def words(at, factor, states, factors, sigma, powers, gradient):
        number, warning = _digits(factors, gradient)
        return (
            f"ρ(W) = 0, σ_max = {sigma:.1f}. At the fixed point ({at.p:.3f}, {at.q:.3f}) a step multiplies by "
            f"{factor:.2f}. From {power_of_ten(at.log10_off)} beside it, at T = {at.T}: gradient "
            f"{number(gradient[-1])}, at most {number(gradient.max())} on the way "
            f"(t = {gradient.round(9).argmax()}). The norm of W to the power T is {power_of_ten(powers[-1])}, the "
            f"bound is {power_of_ten(power(sigma, at.T)[-1])}.{warning}"
        )

    moving = [*areas, *borders, path, star, *clouds, numbers, star_name, *lines[1:], lines[0], nothing, said]
    picture = Picture(whole, moving, draw, words, [lines[0]])
    return picture


def _digits(factors, gradient):
    """(how to write a gradient, what to say about its digits): rounding errors, 1e-16, grow as the gradient does, and
    a step whose factor is 0 but for rounding leaves nothing else."""
    if gradient.max() > DIGITS:
        return _about, (
            f" Beyond {power_of_ten(DIGITS)} no digit counts: rounding errors have grown as much, and another "
            "computer may draw another run."
        )
    if np.abs(factors[:-1]).min(initial=1) < 1e-9:
        return _about, " A step multiplies by 0, or nearly so: what is left there is rounding errors."
    return power_of_ten, ""


def _about(log10_size):
    """The order of magnitude alone."""
    if log10_size == -np.inf:
        return "about 0"
    return "about " + (power_of_ten(round(log10_size)) if abs(log10_size) < 3 else f"1e{round(log10_size)}")


def _apart(states, star):
    """The steps, some of 1 to T, that can be told from each other and from the star, where numbers have room."""
    shown, taken = [], [star]
    for t, state in enumerate(states[1:], 1):
        if np.abs(state - taken).max(axis=1).min() > 0.13:
            shown.append(t)
            taken.append(state)
    return shown
