"""The figures of lesson 11."""

import math

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR
from helpers.figures.lesson_11_twins import exponents
from helpers.figures.names import Names, Verdict, readable
from helpers.figures.panels import decades, plane, powers_of_ten, sign
from helpers.figures.panels import log10 as panels_log10
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

__all__ = ["exponents", "impulse", "memory"]
TINY = 1e-6  # keeps names of equal heights in order
EDGE = 1.2  # an impulse response is shown from -1.2 to 1.2
BEST, WORST = -8, 1  # powers of ten of the errors that are shown


@figure(size=slider("size |λ|", 0.95, 0.0, 1.02, 0.005), phase=slider("phase (°)", 30, 0, 180, 1))
def impulse(shape, controls, T):
    """Left: λ in the complex plane, and the spiral of its powers. Right: the response to one input, over the lag.

    Draws the powers (T+1,) complex, λ^0 … λ^T; the memory in steps, inf if the unit never forgets; and ν or None.
    """
    small = shape == "tall"
    whole, (circle, effect) = panels(shape, (1, 1.5), 420, tall=(350, 340))
    (spiral,) = circle.plot([], [], ".-", color=style.NAIVE, lw=0.8, ms=4)
    (radius,) = circle.plot([], [], color=style.NAIVE, lw=1.6)
    here, draw_here = plane(circle, (-1.25, 1.25), 12)
    circle.get_legend().remove()
    circle.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    name = circle.text(0, 0, r"$\lambda$", fontsize=15, in_layout=False, ha="center", va="center")
    look = dict(fontsize=11, color=style.NAIVE, ha="center", va="center", zorder=3)
    said = circle.text(-0.05, -1.15, r"grey: the powers $\lambda^n$", bbox=CLEAR, in_layout=False, **look)
    verdict = Verdict(effect, f"is the size of $\\lambda^n$ after {T} steps", small)
    effect.set(xlim=(0, (1.5 if small else 1.28) * T), ylim=(-EDGE, EDGE), yticks=[-1, -0.5, 0, 0.5, 1])
    effect.set(xticks=range(0, T + 1, 10), xlabel="lag $n$", ylabel=r"response  Re $\lambda^n$")
    effect.axhline(0, color=style.NAIVE, lw=0.8)
    upper, lower = (effect.plot([], [], "--", color=style.NAIVE, lw=1.6)[0] for _ in range(2))
    (response,) = effect.plot([], [], ".-", color=style.TRUTH, lw=1.6, ms=6)
    end = sign(effect)
    names = Names(
        effect, (r"$+|\lambda|^n$", "response", r"$-|\lambda|^n$"), (style.NAIVE, style.TRUTH, style.NAIVE), bbox=CLEAR
    )

    def draw(at, powers, memory, nu):
        n, sizes = np.arange(T + 1), np.abs(powers)
        spiral.set_data(powers.real, powers.imag)
        radius.set_data([0, powers[1].real], [0, powers[1].imag])
        draw_here(powers[1:2])
        beyond = powers[1] / at.size * (at.size + 0.16) if at.size else 0.16
        name.set_position((beyond.real, beyond.imag))
        for line, values in (upper, sizes), (lower, -sizes), (response, powers.real):
            line.set_data(n, values)
        last, colour = n[sizes <= EDGE][-1], style.fate(log10(sizes[-1]))
        end.set_data([last], [sizes[last]])
        stays = dict(color=colour, marker=style.MARKERS[colour], gid="fate")
        end.set(**stays if last == T else dict(color=style.NAIVE, marker="^", gid=None))
        names.put((last, T, last), (sizes[last] + TINY, powers[T].real, -sizes[last] - TINY))
        verdict.draw(log10(sizes[-1]))

    def words(at, powers, memory, nu):
        turn = f"one turn takes {360 / at.phase:.1f} steps" if at.phase and at.size else "it does not turn"
        if nu is not None:
            told = f"It falls to 1/e within {memory:.1f} steps: ν = {nu:.2f}."
        else:
            told = "No ν gives this λ." if memory else "It forgets at once, and no ν gives this λ."
        return (
            f"λ of size {at.size:.3f}, phase {at.phase}°: {turn}. After {T} steps the size is "
            f"{power_of_ten(log10(abs(powers[-1])))}. {told}"
        )

    def log10(size):
        return math.log10(size) if size else -math.inf

    moving = [spiral, radius, *here, said, name, response, upper, lower, end, *names.moving, *verdict.moving]
    return Picture(whole, moving, draw, words, ghosts=[response])


@figure(
    log10_memory=slider("log10 memory", 2.0, 0.0, 4.0, 0.05),
    off=slider("off by", 0.005, -0.1, 0.1, 0.001),
    rho=slider("correlation ρ", 0.0, 0.0, 0.95, 0.01),
)
def memory(shape, controls, memories, through_time, offs):
    """Left: how strongly the state answers to its weight, over the memory, for three kinds of weight; grey is
    the factor of one step through time. Right: the error when the weight is off, in the weight's own units.

    memories, through_time (n,): log10 of the memory and of that factor. offs (m,). Draws λ, log10 sizes of the
    derivatives (3,n), those at this memory (3,), the errors at all `offs` (3,m) and at this one (3,), perhaps inf.
    """
    small = shape == "tall"
    whole, (left, right) = panels(shape, (1.25, 1), tall=(340, 320))
    low, high = controls.log10_memory.low, controls.log10_memory.high
    left.set(xlim=(low, high + (2.0 if small else 1.75)), ylabel="typical size of the derivative")
    left.set_xlabel("memory (steps)", x=0.33)
    powers_of_ten(left, -2, 6, 2)
    ticks = np.arange(low, high + 1)
    left.set_xticks(ticks, [f"{10**t:.0f}" for t in ticks])
    left.plot(memories, through_time, ":", color=style.NAIVE)
    said = (
        "by $\\lambda$",
        "by $\\lambda$, input\nscaled ($\\gamma$)",
        "by $\\nu$ instead\nof $\\lambda$ (scaled)",
        "one step",
    )
    looks = list(zip(("-", "--", "-."), style.KINDS, ("s", "D", "P"), (14, 10, 8), strict=True))  # none hides another
    colours = [*(readable(colour) for _, colour, *_ in looks), style.NAIVE]
    names = Names(left, said, colours, bbox=CLEAR)
    right.set(
        xlim=(controls.off.low, controls.off.high), xlabel="the weight is off by", xticks=(-0.1, -0.05, 0, 0.05, 0.1)
    )
    right.set_ylabel("error of the state / its variance")
    decades(right, BEST, WORST + 0.6, 2)
    by_lambda = right.text(-0.055, 0, r"by $\lambda$", fontsize=11, ha="center", in_layout=False)
    beside = np.searchsorted(offs, -0.055)
    right.text(0.055, -4.2, r"by $\nu$", fontsize=11, color=style.AMBER, ha="center")
    lines = [left.plot([], [], dash, color=colour)[0] for dash, colour, *_ in looks]
    valleys = [right.plot([], [], dash, color=colour)[0] for dash, colour, *_ in looks]
    cliffs = [right.plot([], [], "^", color=colour, ms=10, clip_on=False)[0] for _, colour, *_ in looks]
    spots, places = (
        [axes.plot([], [], marker, color=colour, ms=ms, clip_on=False)[0] for _, colour, marker, ms in looks]
        for axes in (left, right)
    )

    def draw(at, lam, curves, sizes, errors, errors_here):
        for line, spot, curve, size in zip(lines, spots, curves, sizes, strict=True):
            line.set_data(memories, curve)
            spot.set_data([at.log10_memory], [np.clip(size, -2, 6)])
        names.put(high, [*(curve[-1] for curve in curves), through_time[-1]])
        for valley, cliff, place, error, here in zip(valleys, cliffs, places, errors, errors_here, strict=True):
            valley.set_data(offs, np.clip(panels_log10(error), BEST - 1, WORST + 1))
            over = np.flatnonzero((error > 10.0**WORST) & (offs > 0))
            cliff.set_data(*([offs[over[:1]], [WORST + 0.4]] if len(over) else ([], [])))
            place.set_data([at.off], [np.clip(panels_log10(here), BEST, WORST)])
        higher = max(valley.get_ydata()[beside] for valley in valleys[:2])
        by_lambda.set_y(higher + 0.4)

    def words(at, lam, curves, sizes, errors, errors_here):
        plain, normed, by_nu = map(power_of_ten, sizes)
        steps = f"{10**at.log10_memory:.0f} step{'s' * (at.log10_memory > 0)}"
        wrong = [f"{e:.2g}".replace("e-0", "e-") if e < math.inf else "∞ (without bound)" for e in errors_here]
        return (
            f"Memory {steps}, λ = {lam:.4f}, input correlation {at.rho:.2f}. Typical size of "
            f"the derivative by λ: {plain}, with γ {normed}, by ν with γ {by_nu}. A weight off by {at.off:.3f} makes "
            f"an error of {', '.join(wrong)} times the variance."
        )

    moving = [*lines, *valleys, by_lambda, *cliffs, *spots, *places, *names.moving]
    return Picture(whole, moving, draw, words, ghosts=valleys[:1])
