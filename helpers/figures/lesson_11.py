"""The figures of lesson 11."""

import numpy as np

from helpers import style
from helpers.figures import LIMIT, in_style, mark, one, powers_of_ten
from helpers.picture import Picture, panels

CIRCLE = np.exp(1j * np.linspace(0, 2 * np.pi, 181))
ABOVE = {"loc": "lower center", "bbox_to_anchor": (0.5, 1), "ncols": 3}
EDGE = 2  # an impulse response is shown from -2 to 2


@in_style
def impulse(T):
    """Left: λ in the complex plane, and the spiral of its powers. Right: the response to one input, over the lag.

    draw(powers (T+1,) complex: λ^0 … λ^T).
    """
    figure, (plane, effect) = panels((1, 1.25))
    plane.set(xlim=(-1.25, 1.25), ylim=(-1.25, 1.25), aspect="equal", xlabel="real part", ylabel="imaginary part")
    plane.plot(CIRCLE.real, CIRCLE.imag, color=style.SURVIVES, lw=1.6)
    (radius,) = plane.plot([], [], color=style.NAIVE, lw=1.6)
    (spiral,) = plane.plot([], [], ".-", color=style.NAIVE, lw=0.8, ms=4)
    (here,) = plane.plot([], [], ms=12, ls="")
    plane.legend([plane.lines[0], spiral], ["unit circle", r"powers $\lambda^n$"], **ABOVE)
    effect.set(xlim=(0, T), ylim=(-EDGE, EDGE), xlabel="lag $n$", ylabel=r"response  Re $\lambda^n$")
    effect.axhline(0, color=style.NAIVE, lw=0.8)
    upper, lower = (effect.plot([], [], "--", color=style.NAIVE, lw=1.6)[0] for _ in range(2))
    (response,) = effect.plot([], [], ".-", color=style.TRUTH, lw=1.6, ms=6)
    (end,) = effect.plot([], [], ms=11, ls="", clip_on=False)
    effect.legend([upper, response], [r"$\pm|\lambda|^n$", "the response"], **ABOVE)

    def draw(powers):
        size = np.abs(powers)
        spiral.set_data(powers.real, powers.imag)
        radius.set_data([0, powers[1].real], [0, powers[1].imag])
        here.set_data([powers[1].real], [powers[1].imag])
        n = np.arange(len(powers))
        for line, values in (upper, size), (lower, -size), (response, powers.real):
            line.set_data(n, values)
        end.set_data([n[-1]], [np.clip(size[-1], 0, EDGE)])
        rate = round(float(size[1]), 9)
        colour = style.VANISHES if rate < 1 else style.EXPLODES if rate > 1 else style.SURVIVES
        for point in here, end:
            point.set(color=colour, marker=style.MARKERS[colour])

    return Picture(figure, [spiral, radius, here, response, upper, lower, end], draw)


WEIGHTS = (
    (r"by $\lambda$", "-", style.EXPLODES, "^", 14),
    (r"by $\lambda$, with $\gamma$", "--", style.KINDS[2], "s", 8),
    (r"by $\nu$, with $\gamma$", "-.", style.SURVIVES, "o", 11),
)


@in_style
def memory(log10_memories, off_max):
    """Left: how strongly the state answers to its weight, over the memory, for three kinds of weight; grey is
    the factor of one step through time. Right: the error when the weight is off, in the weight's own units.

    draw(log10_memory, log10_through_time (n,), log10_curves (3,n), log10_now (3,), offs (m,), errors (3,m), off,
    errors_here (3,)); an error may be inf.
    """
    figure, (left, right) = panels((1.1, 1))
    low, high = log10_memories[0], log10_memories[-1]
    left.set(xlim=(low, high), ylim=(-2, 6), xlabel="memory (steps)", ylabel="typical size of the derivative")
    powers_of_ten(left, np.arange(-2, 7, 2))
    left.set_xticks(np.arange(low, high + 1), [f"{10**t:.0f}" for t in np.arange(low, high + 1)])
    (time,) = left.plot([], [], ":", color=style.NAIVE, label=r"$\partial h_t/\partial h_{t-1}$")
    lines = [left.plot([], [], dash, color=c, label=f"$dh_t$ {name}")[0] for name, dash, c, *_ in WEIGHTS]
    spots = [left.plot([], [], sign, color=c, ms=size, clip_on=False)[0] for *_, c, sign, size in WEIGHTS]
    left.legend(loc="upper left")
    right.set(
        xlim=(-off_max, off_max), ylim=(-0.08, 2), xlabel="the weight is off by", ylabel="error / variance of the state"
    )
    valleys = [right.plot([], [], dash, color=c)[0] for _, dash, c, *_ in WEIGHTS]
    places = [right.plot([], [], sign, color=c, ms=size, clip_on=False)[0] for *_, c, sign, size in WEIGHTS]

    def draw(log10_memory, log10_through_time, log10_curves, log10_now, offs, errors, off, errors_here):
        time.set_data(log10_memories, log10_through_time)
        for line, spot, curve, now in zip(lines, spots, log10_curves, log10_now, strict=True):
            line.set_data(log10_memories, curve)
            spot.set_data([log10_memory], [np.clip(now, -2, 6)])
        for valley, place, error, here in zip(valleys, places, errors, errors_here, strict=True):
            valley.set_data(offs, np.minimum(error, 9.0))
            place.set_data([off], [min(here, 2.0)])

    return Picture(figure, [time, *lines, *valleys, *spots, *places], draw)


@in_style
def exponents(gains, T):
    """Left: the stored exponents over the gain. Right: the distance of two runs, and the gradient, over time.

    draw(curve (n,) for all `gains`, gain, exponent, log10_distance (T+1,), log10_gradient (T+1,)).
    """
    figure, (left, right) = panels((1, 1.25))
    left.set(xlim=(0, gains[-1]), ylim=(-2, 1), xlabel="gain $g$", ylabel="largest exponent (nats a step)")
    left.axhspan(-2, 0, color=style.VANISHES, alpha=0.10, lw=0)
    left.text(3.0, -1.6, "shrinks", color=style.VANISHES)
    left.text(0.3, 0.8, "grows: chaos", color=style.EXPLODES)
    one(left.axhline, 0)
    (curve_line,) = left.plot([], [], ".-", color=style.TRUTH, lw=1.8, ms=8)
    (here,) = left.plot([], [], ms=12, ls="", clip_on=False)
    right.set(xlim=(0, T), ylim=(-LIMIT, LIMIT), xlabel="steps $t$", ylabel="size, from 1 at the start")
    powers_of_ten(right, np.arange(-LIMIT, LIMIT + 1, 10))
    (twins,) = right.plot([], [], "--", color=style.KINDS[1])
    (gradient,) = right.plot([], [], color=style.TRUTH)
    (slope,) = right.plot([], [], ":", color=style.NAIVE)
    (end,) = right.plot([], [], ms=11, ls="", clip_on=False)
    right.legend(
        [gradient, twins, slope],
        ["gradient", "distance of the twins", "stored exponent"],
        loc="upper left",
        fontsize=11,
    )

    def draw(curve, gain, exponent, log10_distance, log10_gradient):
        curve_line.set_data(gains, curve)
        here.set_data([gain], [exponent])
        colour = style.VANISHES if exponent < -0.01 else style.EXPLODES if exponent > 0.01 else style.SURVIVES
        here.set(color=colour, marker=style.MARKERS[colour])
        t = np.arange(len(log10_gradient))
        for line, values in (twins, log10_distance), (gradient, log10_gradient), (slope, t * exponent / np.log(10)):
            line.set_data(t, np.maximum(values, -3 * LIMIT))
        mark(end, t[-1], log10_gradient[-1])

    return Picture(figure, [curve_line, here, gradient, slope, twins, end], draw)
