"""The figures of lesson 12."""

import math

import numpy as np
from matplotlib.transforms import ScaledTranslation

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR
from helpers.figures.lesson_12_learning import rates
from helpers.figures.lesson_12_twins import exponents
from helpers.figures.names import Names, Verdict
from helpers.figures.panels import plane, powers_of_ten, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

__all__ = ["exponents", "impulse", "memory", "rates"]
TINY = 1e-6  # keeps names of equal heights in order
EDGE = 1.2  # an impulse response is shown from -1.2 to 1.2
ROOF = 1.3  # and the responses of units that should forget, up to this
HOW = (("-", style.ACCENT), ("--", style.ACCENT), ("-.", style.AMBER))  # by λ, by λ with γ, by ν with γ


@figure(size=slider("size |λ|", 0.95, 0.0, 1.02, 0.005), phase=slider("phase (°)", 30, 0, 180, 1))
def impulse(shape, controls, T):
    """Left: λ in the complex plane, and the spiral of its powers. Right: the response to one input, over the lag.

    Draws the powers (T+1,) complex, λ^0 … λ^T, and the memory in steps, inf if the unit never forgets.
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

    def draw(at, powers, memory):
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

    def words(at, powers, memory):
        turn = f"one turn takes {360 / at.phase:.1f} steps" if at.phase and at.size else "it does not turn"
        told = f"It falls to 1/e within {memory:.1f} steps." if 0 < memory < math.inf else "It forgets at once."
        told = "It never forgets." if memory == math.inf else told
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
    off=slider("off by", 0.005, -0.02, 0.02, 0.001),
)
def memory(shape, controls, x, memories, sizes, step):
    """Left: how a unit forgets, and how two others do whose weight is off by a little. Right: how strongly the state
    answers to its weight, over the memory.

    x (m,): lags, in memories. memories (n,): their log10; sizes (3,n): log10 of the typical size of the derivative by
    λ, by λ with γ, by ν with γ; step (n,): log10 of the factor of one step through time. Draws the responses (3,m):
    right, λ off, ν off; the errors of the states of the last two, as shares of the variance, perhaps inf; and the
    three derivatives here (3,).
    """
    wide = shape != "tall"
    whole, (left, right) = panels(shape, (1, 1), 430, tall=(370, 360))
    end = x[-1] * (1.42 if wide else 1.5)
    left.set(xlim=(0, end), ylim=(-0.1, ROOF), xticks=range(int(x[-1]) + 1), yticks=[0, 0.5, 1])
    left.set(xlabel="lag, in memories  (ν = −ln memory)", ylabel="what is left of an input")
    left.set_title("|\n|", fontsize=17, color="none")  # keeps the room
    big = dict(fontsize=13 if wide else 11.5, va="bottom", in_layout=False)
    above = [left.transAxes + ScaledTranslation(0, up / 72, whole.dpi_scale_trans) for up in (27, 7)]
    said = [
        left.text(0, 1, "", color=colour, transform=place, **big)
        for colour, place in zip((style.ACCENT, style.AMBER), above, strict=True)
    ]
    looks = ("-", style.TRUTH, 4.5), ("--", style.ACCENT, 2.4), (":", style.AMBER, 3.2)
    lines = [left.plot([], [], dash, color=colour, lw=lw)[0] for dash, colour, lw in looks]
    (out,) = left.plot([], [], "^", color=style.ACCENT, ms=10, clip_on=False)
    names = Names(left, ("right", "λ off", "ν off"), [look[1] for look in looks], bbox=CLEAR)
    low, high = controls.log10_memory.low, controls.log10_memory.high
    right.set(xlim=(low, high + (2.4 if wide else 3.0)), ylabel="typical size of the state's derivative")
    right.set_xlabel("memory (steps)", x=0.33)
    powers_of_ten(right, -2, 6, 2)
    ticks = np.arange(low, high + 1, 1 if wide else 2)
    right.set_xticks(ticks, [f"{10**t:.0f}" for t in ticks])
    for curve, (dash, colour) in zip(sizes, HOW, strict=True):
        right.plot(memories, curve, dash, color=colour)
    right.plot(memories, step, ":", color=style.NAIVE)
    told = (
        "by the weight λ",
        "by λ, input\nscaled by γ",
        "by ν, input\nscaled by γ",
        "by the state\none step before",
    )
    ends = Names(right, told, [*(colour for _, colour in HOW), style.NAIVE], bbox=CLEAR)
    settled = []
    spots = [
        right.plot([], [], marker, color=colour, ms=10)[0]
        for marker, (_, colour) in zip(("s", "D", "P"), HOW, strict=True)
    ]

    def draw(at, responses, errors, here):
        if not settled:  # how high the panel is, is known now
            by_weight, scaled, by_nu = (curve[-1] for curve in sizes)
            ends.put(high, [by_weight, scaled, by_nu - 0.45, step[-1] + 0.65])  # the line of 1 goes between them
            settled.append(True)
        for line, response in zip(lines, responses, strict=True):
            line.set_data(x, response)
        last, order = responses[:, -1], TINY * np.array([0, 2, 1])
        over = np.flatnonzero(responses[1] > ROOF)
        out.set_data(*([[x[over[0]]], [ROOF]] if len(over) else ([], [])))
        names.put([x[-1], x[over[0]] if len(over) else x[-1], x[-1]], np.minimum(last, ROOF) + order)
        for text, weight, error in zip(said, "λν", errors, strict=True):
            of = " of variance" if wide and error < math.inf else ""
            text.set_text(f"{weight} off by {at.off:.3f}: error {share(error)}{of}")
        for spot, size in zip(spots, here, strict=True):
            spot.set_data([at.log10_memory], [size])

    def words(at, responses, errors, here):
        by_lambda, scaled, by_nu = map(power_of_ten, here)
        steps = f"{10**at.log10_memory:.0f} step{'s' * (at.log10_memory > 0)}"
        wrong = [share(error) + (" of its variance" if error < math.inf else "") for error in errors]
        return (
            f"Memory {steps}. If λ is off by {at.off:.3f}, the error of the state is {wrong[0]}; if "
            f"ν is off by as much, {wrong[1]}. Typical size of the state's derivative by λ: {by_lambda}; by λ with "
            f"the input scaled by γ: {scaled}; by ν with the input scaled: {by_nu}."
        )

    moving = [*lines, out, *said, *spots, *names.moving]
    return Picture(whole, moving, draw, words, ghosts=lines[1:2])


def share(error):
    """A share of the variance in words: 34 %, 0.0012 %, without bound."""
    if error == math.inf:
        return "without bound"
    return f"{100 * error:.2g} %" if 1e-6 <= error < 1 else f"{100 * error:.0f} %" if error >= 1 else "below 0.0001 %"
