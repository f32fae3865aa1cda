"""The figures of lesson 01."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.panels import ABOVE, LIMIT, fates, mark_factor, one, say, shade, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten


@figure(
    a=slider("a", 1.5, -2.5, 2.5, 0.01),
    T=slider("T (steps)", 50, 1, 60, 1, play=True),
    log10_h_0=slider("log10 of h_0", -3.0, -8.0, 0.0, 0.1),
    c=slider("bias c", 0.0, -1.0, 1.0, 0.01),
    s=slider("input noise", 0.0, 0.0, 2.0, 0.01),
)
def power_and_truth(shape, controls):
    """Left: the factor of a step over the state it leads to, with this run's steps on it.
    Right: |a|^n against the true gradient. Draws states (T+1,), factors (T,), log10 of the gradient (T+1,)."""
    whole, (cause, effect) = panels(shape, (1, 1.25))
    h, top = np.linspace(-1, 1, 201), 1.28 * controls.a.high
    cause.set(xlim=(-1.06, 1.06), ylim=(-top, top), xlabel="state $h_t$", ylabel="factor of the step")
    shade(cause.axhspan, -1, 1, word="shrinks")
    say(cause, 0, -0.9, "shrinks", ha="center")
    say(cause, -1.02, top - 0.1, "grows", va="top")
    say(cause, -1.02, 0.2 - top, "grows")
    (curve,) = cause.plot([], [], color=style.TRUTH, lw=1.8)
    steps, draw_steps = fates(cause, 7, alpha=0.7)
    (last,) = cause.plot([], [], "o", color=style.TRUTH, ms=12, mfc="none", mew=2)
    looks = ("$|a|^n$", "naive"), ("the true gradient", "true")
    size = (0, controls.T.high), (-LIMIT, LIMIT), "steps $n$", "$|dh_n/dh_0|$"
    lines, draw_lines = log_axis(effect, *size, looks, legend={"loc": "upper left", "ncols": 1})

    def draw(at, states, factors, log10_gradient):
        curve.set_data(h, at.a * (1 - h**2))
        draw_steps(states[1:], factors, factors)
        last.set_data(states[-1:], factors[-1:])
        draw_lines(power(at), log10_gradient)

    def words(at, states, factors, log10_gradient):
        peak = int(log10_gradient.argmax())
        return (
            f"a = {at.a:.2f}: over {at.T} step{'s' * (at.T != 1)} |a|^n is {power_of_ten(power(at)[-1])}; the gradient "
            f"is {power_of_ten(log10_gradient[-1])}. At its largest it was {power_of_ten(log10_gradient[peak])}, "
            f"after {peak} step{'s' * (peak != 1)}. The last step multiplied it by {factors[-1]:.3f}."
        )

    def power(at):
        n = np.arange(at.T + 1)
        return n * np.log10(abs(at.a)) if at.a else np.where(n, -np.inf, 0.0)

    return Picture(whole, [curve, *steps, last, *lines], draw, words)


@figure(z=slider("z", 1.0, -6.0, 6.0, 0.05), a=slider("a", 1.5, 0.0, 5.0, 0.05))
def slopes(shape, controls, activations):
    """Left: activation functions over z. Right: |a| times their slopes; a marker on each at the current z.

    activations: dict from a name to (function, its derivative), up to three. Draws a dict from a name to
    (value, factor) at z.
    """
    whole, (left, right) = panels(shape)
    grid = np.linspace(controls.z.low, controls.z.high, 241)
    room = controls.z.low - 0.5, controls.z.high + 0.5  # a marker at the end of its slider hides no number of the axis
    left.set(xlim=room, ylim=(-1.3, 2.3), xlabel="$z$", ylabel=r"$\phi(z)$")
    right.set(xlim=room, ylim=(-0.25, controls.a.high + 0.1), xlabel="$z$", ylabel=r"factor  $|a|\,\phi'(z)$")
    shade(right.axhspan, -0.25, 1, word="shrinks")
    one(right.axhline, 1)
    looks = zip(("-", "--", ":"), ("o", "s", "D"), (14, 10, 7), style.KINDS, strict=True)  # sizes: none hides another
    moving, follow = [], []
    for (name, (phi, slope)), (dash, marker, size, colour) in zip(activations.items(), looks, strict=False):
        left.plot(grid, phi(grid), dash, color=colour, label=name)
        (curve,) = right.plot([], [], dash, color=colour)
        dot, spot = (axes.plot([], [], marker, color=colour, ms=size, clip_on=False)[0] for axes in (left, right))
        follow.append((name, slope(grid), curve, dot, spot))
        moving += [curve, dot, spot]
    left.legend(loc="upper left")

    def draw(at, there):
        for name, slope, curve, dot, spot in follow:
            value, factor = there[name]
            curve.set_data(grid, abs(at.a) * slope)
            dot.set_data([at.z], [value])
            dot.set_visible(bool(value < 2.3))  # ReLU leaves the panel
            spot.set_data([at.z], [factor])

    def words(at, there):
        each = ", ".join(f"{name} by {factor:.3f}" for name, (_, factor) in there.items())
        growing = [name for name, (_, factor) in there.items() if factor > 1]
        return (
            f"At z = {at.z:.2f} with a = {at.a:.2f} a step multiplies a gradient: {each}. "
            f"Growing: {', '.join(growing) or 'none of them'}."
        )

    return Picture(whole, moving, draw, words)


@figure(a=slider("a", 1.5, 0.0, 3.0, 0.01), log10_h_0=slider("log10 of h_0", -1.0, -3.0, 0.0, 0.1))
def fixed_point(shape, controls, a_grid, factor_grid):
    """Left: h -> tanh(a h), the diagonal, the path of a run between them, and the tangent where it settles.
    Right: the factor where the run settles, over a. Draws h*, the factor there, the path (n+1,)."""
    whole, (left, right) = panels(shape, tall=(390, 300))
    h = np.linspace(-0.1, 1.15, 126)
    left.set(xlim=(-0.1, 1.15), ylim=(-0.1, 1.15), xlabel="$h_{t-1}$", ylabel="$h_t$", aspect="equal")
    (diagonal,) = left.plot(h, h, color=style.NAIVE, lw=1.5, ls="--")
    (curve,) = left.plot([], [], color=style.TRUTH)
    (steps,) = left.plot([], [], color=style.KINDS[1], lw=1.6)
    (tangent,) = left.plot([], [], color=style.KINDS[2], ls="-.", lw=3)
    settled = sign(left)
    names = ["$h_t = h_{t-1}$", r"$\tanh(a\,h)$", "a run", "tangent at $h^*$"]
    left.legend([diagonal, curve, steps, tangent], names, ncols=2, **ABOVE)  # within, it would lie on a curve

    right.set(xlim=(-0.1, controls.a.high + 0.1), ylim=(-0.08, 1.5), xlabel="$a$", ylabel="factor $a\\,(1-h^{*2})$")
    one(right.axhline, 1)
    (naive,) = right.plot([0, 1.25], [0, 1.25], color=style.NAIVE, ls="--")
    (line,) = right.plot(a_grid, factor_grid, color=style.TRUTH)
    here = sign(right)
    right.legend([naive, line], ["$a$ (state at 0)", "where it settles"], ncols=2, **ABOVE)

    def draw(at, h_star, factor, path):
        curve.set_data(h, np.tanh(at.a * h))
        steps.set_data(np.repeat(path, 2)[:-1], np.r_[0.0, np.repeat(path[1:], 2)])
        reach = np.array([-0.28, 0.28]) / np.hypot(1, factor)
        tangent.set_data(h_star + reach, h_star + factor * reach)
        mark_factor(settled, h_star, h_star, factor)
        mark_factor(here, at.a, factor, factor)

    def words(at, h_star, factor, path):
        return (
            f"a = {at.a:.2f}: the run from h_0 = {path[0]:.3g} tends to h* = {h_star:.4f}, where a step multiplies the "
            f"gradient by {factor:.4f}. After {len(path) - 1} steps the state is {path[-1]:.4f}."
        )

    return Picture(whole, [curve, steps, tangent, settled, here], draw, words)
