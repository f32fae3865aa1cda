"""The figures of lesson 11."""

import math

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.panels import ABOVE, LIMIT, mark_factor, one, plane, powers_of_ten, say, shade, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

EDGE = 2  # an impulse response is shown from -2 to 2


@figure(size=slider("size |λ|", 0.95, 0.0, 1.02, 0.005), phase=slider("phase (°)", 30, 0, 180, 1))
def impulse(shape, controls, T):
    """Left: λ in the complex plane, and the spiral of its powers. Right: the response to one input, over the lag.

    Draws the powers (T+1,) complex, λ^0 … λ^T; the memory in steps, inf if the unit never forgets; and ν or None.
    """
    whole, (circle, effect) = panels(shape, (1, 1.25), tall=(390, 300))
    (spiral,) = circle.plot([], [], ".-", color=style.NAIVE, lw=0.8, ms=4, label=r"powers $\lambda^n$")
    (radius,) = circle.plot([], [], color=style.NAIVE, lw=1.6)
    here, draw_here = plane(circle, (-1.25, 1.25), 12)
    effect.set(xlim=(0, T), ylim=(-EDGE, EDGE), xlabel="lag $n$", ylabel=r"response  Re $\lambda^n$")
    effect.axhline(0, color=style.NAIVE, lw=0.8)
    upper, lower = (effect.plot([], [], "--", color=style.NAIVE, lw=1.6)[0] for _ in range(2))
    (response,) = effect.plot([], [], ".-", color=style.TRUTH, lw=1.6, ms=6)
    end = sign(effect)
    effect.legend([upper, response], [r"$\pm|\lambda|^n$", "the response"], ncols=2, **ABOVE)

    def draw(at, powers, memory, nu):
        n, sizes = np.arange(T + 1), np.abs(powers)
        spiral.set_data(powers.real, powers.imag)
        radius.set_data([0, powers[1].real], [0, powers[1].imag])
        draw_here(powers[1:2])
        for line, values in (upper, sizes), (lower, -sizes), (response, powers.real):
            line.set_data(n, values)
        end.set_data([T], [min(sizes[-1], EDGE)])
        colour = style.fate(log10(sizes[-1]))
        end.set(color=colour, marker=style.MARKERS[colour], gid="fate")

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

    return Picture(whole, [spiral, radius, *here, response, upper, lower, end], draw, words)


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
    whole, (left, right) = panels(shape, (1.1, 1), tall=(340, 300))
    low, high = controls.log10_memory.low, controls.log10_memory.high
    left.set(xlim=(low, high), xlabel="memory (steps)", ylabel="typical size of the derivative")
    powers_of_ten(left, -2, 6, 2)
    ticks = np.arange(low, high + 1)
    left.set_xticks(ticks, [f"{10**t:.0f}" for t in ticks])
    left.plot(memories, through_time, ":", color=style.NAIVE, label=r"$\partial h_t/\partial h_{t-1}$")
    right.set(xlim=(controls.off.low, controls.off.high), ylim=(-0.08, 2), xlabel="the weight is off by")
    right.set_ylabel("error / variance of the state")
    names = r"by $\lambda$", r"by $\lambda$, with $\gamma$", r"by $\nu$, with $\gamma$"
    looks = list(zip(("-", "--", "-."), style.KINDS, ("s", "D", "P"), (14, 10, 8), strict=True))  # none hides another
    lines = [
        left.plot([], [], dash, color=colour, label=f"$dh_t$ {name}")[0]
        for name, (dash, colour, *_) in zip(names, looks, strict=True)
    ]
    valleys = [right.plot([], [], dash, color=colour)[0] for dash, colour, *_ in looks]
    spots, places = (
        [axes.plot([], [], marker, color=colour, ms=ms, clip_on=False)[0] for _, colour, marker, ms in looks]
        for axes in (left, right)
    )
    left.legend(**ABOVE | {"ncols": 2, "handlelength": 2.4})

    def draw(at, lam, curves, sizes, errors, errors_here):
        for line, spot, curve, size in zip(lines, spots, curves, sizes, strict=True):
            line.set_data(memories, curve)
            spot.set_data([at.log10_memory], [np.clip(size, -2, 6)])
        for valley, place, error, here in zip(valleys, places, errors, errors_here, strict=True):
            valley.set_data(offs, np.minimum(error, 9.0))
            place.set_data([at.off], [min(here, 2.0)])

    def words(at, lam, curves, sizes, errors, errors_here):
        plain, normed, by_nu = map(power_of_ten, sizes)
        steps = f"{10**at.log10_memory:.0f} step{'s' * (at.log10_memory > 0)}"
        wrong = [f"{e:.2g}".replace("e-0", "e-") if e < math.inf else "∞ (without bound)" for e in errors_here]
        return (
            f"Memory {steps}, λ = {lam:.4f}, input correlation {at.rho:.2f}. Typical size of "
            f"the derivative by λ: {plain}, with γ {normed}, by ν with γ {by_nu}. A weight off by {at.off:.3f} makes "
            f"an error of {', '.join(wrong)} times the variance."
        )

    return Picture(whole, [*lines, *valleys, *spots, *places], draw, words)


@figure(gain=slider("gain", 2.0, 0.5, 5.0, 0.05), s=slider("input", 0.0, 0.0, 2.0, 0.25))
def exponents(shape, controls, gains, T):
    """Left: the stored exponents over the gain. Right: the distance of two runs, and the gradient, over time.

    Draws the exponents (n,) for all `gains`, the one at this gain, log10 of the distance and of the gradient (T+1,).
    """
    whole, (left, right) = panels(shape, (1, 1.25), tall=(310, 350))
    left.set(xlim=(0, controls.gain.high), ylim=(-2, 1), xlabel="gain $g$")
    left.set_ylabel("largest exponent (nats a step)" if shape == "wide" else "exponent (nats a step)")
    shade(left.axhspan, -2, 0, word="shrinks")
    say(left, 3.0, -1.6, "shrinks")
    say(left, 0.3, 0.8, "grows", "grows: chaos")
    one(left.axhline, 0)
    (table,) = left.plot([], [], ".-", color=style.TRUTH, lw=1.8, ms=8)
    here = sign(left, 12)
    looks = ("stored exponent", ":", style.NAIVE), ("distance of the twins", "--", style.KINDS[1]), ("gradient", "true")
    legend = {"loc": "upper left", "ncols": 1} if shape == "wide" else {"ncols": 2} | ABOVE
    size = (0, T), (-LIMIT, LIMIT), "steps $t$", "size, from 1 at the start"
    lines, draw_lines = log_axis(right, *size, looks, legend=legend)

    def draw(at, curve, exponent, log10_distance, log10_gradient):
        table.set_data(gains, curve)
        mark_factor(here, at.gain, exponent, math.exp(exponent))
        straight = np.arange(T + 1) * exponent * math.log10(math.e)
        draw_lines(straight, log10_distance, log10_gradient)

    def words(at, curve, exponent, log10_distance, log10_gradient):
        end = log10_gradient[-1]
        return (
            f"Gain {at.gain:.2f}, input strength {at.s:.2f}: the stored exponent is {exponent:+.3f} nats a step, a "
            f"factor of {math.exp(exponent):.3f}. In this run of 100 units the gradient is {power_of_ten(end)} after "
            f"{T} steps ({end * math.log(10) / T:+.3f} a step), and the twins are {power_of_ten(log10_distance[-1])} "
            "times as far apart."
        )

    return Picture(whole, [table, here, *lines], draw, words)
