"""The figures of lesson 01."""

import numpy as np

from helpers import style
from helpers.figures import LIMIT, in_style, mark, one, powers_of_ten
from helpers.picture import Picture, panels


@in_style
def power_and_truth(T_max):
    """Left: the factor of a step over the state it leads to, with this run's states on it.
    Right: |a|**n against the true gradient, n up to T_max.

    draw(a, states (T+1,), log10_truth (T+1,)), both arrays as helpers.scalar makes them.
    """
    figure, (cause, effect) = panels((1, 1.25))
    h = np.linspace(-1, 1, 201)
    cause.set(xlim=(-1.06, 1.06), ylim=(-3.2, 3.2), xlabel="state $h_t$", ylabel="factor of the step")
    cause.axhspan(-1, 1, color=style.VANISHES, alpha=0.10, lw=0)
    cause.text(0, -0.9, "shrinks", color=style.VANISHES, ha="center")
    cause.text(-1.02, 3.1, "grows", color=style.EXPLODES, va="top")
    cause.text(-1.02, -3.1, "grows", color=style.EXPLODES)
    (curve,) = cause.plot([], [], color=style.TRUTH, lw=1.8)
    (shrinking,) = cause.plot([], [], style.MARKERS[style.VANISHES], color=style.VANISHES, alpha=0.7)
    (growing,) = cause.plot([], [], style.MARKERS[style.EXPLODES], color=style.EXPLODES, alpha=0.7)
    (last,) = cause.plot([], [], "o", color=style.TRUTH, ms=12, mfc="none", mew=2)

    effect.set(xlim=(0, T_max), ylim=(-LIMIT, LIMIT), xlabel="steps $n$", ylabel="$|dh_n/dh_0|$")
    powers_of_ten(effect, np.arange(-LIMIT, LIMIT + 1, 10))
    (naive,) = effect.plot([], [], color=style.NAIVE, ls="--")
    (truth,) = effect.plot([], [], color=style.TRUTH)
    (end,) = effect.plot([], [], ms=11, ls="", clip_on=False)
    effect.legend([naive, truth], ["$|a|^n$", "the true gradient"], loc="upper left")

    def draw(a, states, log10_truth):
        factors = a * (1 - states[1:] ** 2)
        curve.set_data(h, a * (1 - h**2))
        for points, chosen in (shrinking, np.abs(factors) < 1), (growing, np.abs(factors) >= 1):
            points.set_data(states[1:][chosen], factors[chosen])
        last.set_data(states[-1:], factors[-1:])
        n = np.arange(len(states))
        log10_naive = n * np.log10(abs(a)) if a else np.where(n, -np.inf, 0.0)
        for line, values in (naive, log10_naive), (truth, log10_truth):
            line.set_data(n, np.maximum(values, -3 * LIMIT))
        mark(end, n[-1], log10_truth[-1])

    return Picture(figure, [curve, shrinking, growing, last, naive, truth, end], draw)


@in_style
def slopes(activations, z_max, a_max):
    """Left: activation functions over z. Right: |a| times their slopes; a marker on each at the current z.

    activations: dict from a name to (function, its derivative), up to three. draw(z, a).
    """
    figure, (left, right) = panels()
    grid = np.linspace(-z_max, z_max, 241)
    left.set(xlim=(-z_max, z_max), ylim=(-1.3, 2.3), xlabel="$z$", ylabel=r"$\phi(z)$")
    right.set(xlim=(-z_max, z_max), ylim=(-0.1, a_max + 0.1), xlabel="$z$", ylabel=r"factor  $|a|\,\phi'(z)$")
    right.axhspan(-0.1, 1, color=style.VANISHES, alpha=0.10, lw=0)
    one(right.axhline, 1)
    looks = zip(("-", "--", ":"), ("o", "s", "D"), (14, 10, 7), style.KINDS, strict=True)  # sizes: none hides another
    moving, follow = [], []
    for (name, (phi, slope)), (dash, marker, size, colour) in zip(activations.items(), looks, strict=False):
        left.plot(grid, phi(grid), dash, color=colour, label=name)
        (curve,) = right.plot([], [], dash, color=colour)
        dot, spot = (axes.plot([], [], marker, color=colour, ms=size, clip_on=False)[0] for axes in (left, right))
        follow.append((phi, slope, curve, dot, spot))
        moving += [curve, dot, spot]
    left.legend(loc="upper left")

    def draw(z, a):
        for phi, slope, curve, dot, spot in follow:
            curve.set_data(grid, abs(a) * slope(grid))
            dot.set_data([z], [phi(z)])
            dot.set_visible(phi(z) < 2.3)  # ReLU leaves the panel
            spot.set_data([z], [abs(a) * slope(z)])

    return Picture(figure, moving, draw)


@in_style
def fixed_point(a_max):
    """Left: h -> tanh(a h), the diagonal, the path of a run between them, and the tangent where it settles.
    Right: the factor where the run settles, over a from 0 to a_max.

    draw(a, h_star, path (T+1,), a_grid, factor_grid): a_grid and factor_grid hold the right-hand curve.
    """
    figure, (left, right) = panels()
    h = np.linspace(-0.1, 1.15, 126)
    left.set(xlim=(-0.1, 1.15), ylim=(-0.1, 1.15), xlabel="$h_{t-1}$", ylabel="$h_t$", aspect="equal")
    left.plot(h, h, color=style.NAIVE, lw=1.5, ls="--")
    (curve,) = left.plot([], [], color=style.TRUTH)
    (steps,) = left.plot([], [], color=style.KINDS[1], lw=1.6)
    (tangent,) = left.plot([], [], color=style.KINDS[2], ls="-.", lw=3)
    (settled,) = left.plot([], [], ms=11, ls="")
    left.legend(
        [tangent, left.lines[0], curve, steps],  # the longest where the curve never comes: above 1
        ["tangent at $h^*$", "$h_t = h_{t-1}$", r"$\tanh(a\,h)$", "a run"],
        loc="upper left",
        fontsize=11,
    )

    right.set(xlim=(0, a_max), ylim=(0, 1.5), xlabel="$a$", ylabel="factor $a\\,(1-h^{*2})$")
    one(right.axhline, 1)
    (naive,) = right.plot([0, 1.25], [0, 1.25], color=style.NAIVE, ls="--")
    (factor,) = right.plot([], [], color=style.TRUTH)
    (here,) = right.plot([], [], ms=11, ls="", clip_on=False)
    right.legend([naive, factor], ["$a$ (state at 0)", "where the run settles"], loc="upper right")

    def draw(a, h_star, path, a_grid, factor_grid):
        curve.set_data(h, np.tanh(a * h))
        steps.set_data(np.repeat(path, 2)[:-1], np.r_[0.0, np.repeat(path[1:], 2)])
        slope = a * (1 - h_star**2)
        reach = np.array([-0.28, 0.28]) / np.hypot(1, slope)
        tangent.set_data(h_star + reach, h_star + slope * reach)
        settled.set_data([h_star], [h_star])
        factor.set_data(a_grid, factor_grid)
        here.set_data([a], [slope])
        colour = style.VANISHES if slope < 1 else style.SURVIVES
        for point in settled, here:
            point.set(color=colour, marker=style.MARKERS[colour])

    return Picture(figure, [curve, steps, tangent, settled, factor, here], draw)
