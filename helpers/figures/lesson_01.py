"""The figures of lesson 01."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, FACTORS, Names, factor_verdict, headline, verdict
from helpers.figures.panels import LIMIT, fates, mark_factor, one, say, shade, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten


@figure(
    a=slider("a", 1.5, -2.5, 2.5, 0.01),
    T=slider("T (steps)", 50, 1, 60, 1, play=True),
    log10_h_0=slider("log10 of h_0", -3.0, -8.0, 0.0, 0.1),
    s=slider("input noise", 0.0, 0.0, 2.0, 0.01),
    c=slider("bias c", 0.0, -1.0, 1.0, 0.01),
)
def power_and_truth(shape, controls):
    """Left: the factor of a step over the state it leads to, with this run's steps on it.
    Right: |a|^n against the true gradient, each step of it in the colour of its factor. Draws states (T+1,),
    factors (T,), log10 of the gradient (T+1,)."""
    large, small = (20, 11) if shape == "wide" else (16, 10)
    whole, (cause, effect) = panels(shape, (1, 1.45), tall=(290, 330))
    h = np.linspace(-1, 1, 201)
    cause.set(xlim=(-1.06, 1.06), xlabel="state $h_t$", ylabel="factor of the step")
    shade(cause.axhspan, -1, 1, word="shrinks")
    one(cause.axhline, 1), one(cause.axhline, -1)
    shrinks, grows = (say(cause, -1.02, 0, word, va="center") for word in ("shrinks", "grows"))
    (curve,) = cause.plot([], [], color=style.TRUTH, lw=1.8)
    steps, draw_steps = fates(cause, 8, alpha=0.5)
    (last,) = cause.plot([], [], "o", color=style.TRUTH, ms=15, mfc="none", mew=2)
    look = dict(fontsize=small, va="center", bbox=CLEAR, in_layout=False)
    first_name, last_name = (cause.text(0, 0, "", **look) for _ in range(2))
    size = (0, 1.3 * controls.T.high), (-LIMIT, LIMIT), "steps $n$", "$|dh_n/dh_0|$"
    looks = ("", "-", "#B8B8B8"), ("the true gradient", "true")
    lines, draw_lines = log_axis(effect, *size, looks, legend=None)
    effect.set_xticks(range(0, controls.T.high + 1, 10))
    truth, power_line, *signs = lines
    power_line.set_linewidth(6)
    names = Names(effect, (power_line, truth), ("$|a|^n$", "gradient"), small)
    colours = effect.add_collection(LineCollection([], lw=4, gid="fate", zorder=3))
    said = headline(effect, large)
    scale = []  # of the left panel: the one in use

    def draw(at, states, factors, log10_gradient):
        top, up = (2 if abs(at.a) <= 1.6 else 2.9), (1 if at.a >= 0 else -1)
        if (top, up) not in scale[-1:]:
            scale[:] = [(top, up)]
            cause.set_ylim(*sorted((-0.3 * up, top * up)))
            shrinks.set_y(0.5 * up), grows.set_y((top - 0.15) * up)
            picture.scene((top, up))
        curve.set_data(h, at.a * (1 - h**2))
        draw_steps(states[1:], factors, factors)
        last.set_data(states[-1:], factors[-1:])
        beside(first_name, states[1], factors[0], "step 1", 0.14 * top)
        beside(last_name, states[-1], factors[-1], f"step {at.T}", -0.13 * top)
        first_name.set_visible(at.T > 1)
        draw_lines(power(at), log10_gradient)
        names.draw(power(at), log10_gradient)
        path = np.column_stack((np.arange(len(log10_gradient)), log10_gradient))[np.isfinite(log10_gradient)]
        colours.set_segments(np.stack((path[:-1], path[1:]), axis=1))
        colours.set_color([style.factor_fate(factor) for factor in factors[: len(path) - 1]])
        verdict(said, log10_gradient[-1], f" after {at.T} step{'s' * (at.T > 1)}")

    def beside(text, state, factor, name, up):
        side = "right" if state > 0 else "left"
        text.set(text=name, position=(state, factor + up * np.sign(factor or 1)), ha=side)

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

    moving = [power_line, truth, colours, *signs, *names.moving, said]
    picture = Picture(whole, [curve, *steps, last, first_name, last_name, *moving], draw, words)
    return picture


@figure(z=slider("z", 1.0, -6.0, 6.0, 0.05), a=slider("a", 1.5, 0.0, 5.0, 0.05))
def slopes(shape, controls, activations):
    """Above: activation functions over z. Below: |a| times their slopes; a marker on each at the current z.

    activations: dict from a name to (function, its derivative), up to three. Draws a dict from a name to
    (value, factor) at z.
    """
    small = 11.5 if shape == "wide" else 10
    whole, (above, below) = panels(shape, (1, 1.15), 460, (250, 310), stacked=True)
    grid = np.linspace(controls.z.low, controls.z.high, 241)
    room = controls.z.low - 0.3, controls.z.high + (2.7 if shape == "wide" else 6)  # for names
    ticks = np.arange(controls.z.low, controls.z.high + 1, 2)
    above.set(xlim=room, ylim=(-1.3, 1.95), xticks=ticks, ylabel=r"$\phi(z)$")
    below.set(xlim=room, xticks=ticks, xlabel="$z$", ylabel=r"factor  $|a|\,\phi'(z)$")
    above.tick_params(labelbottom=False)
    shade(below.axhspan, -0.25, 1, word="shrinks")
    one(below.axhline, 1)
    looks = zip(("-", "--", ":"), ("o", "s", "D"), (14, 10, 7), style.KINDS, strict=True)  # sizes: none hides another
    stripes = [axes.axvline(0, color="#C8C8C8", lw=1.4, zorder=1) for axes in (above, below)]
    moving, follow = [*stripes], []
    for (name, (phi, slope)), (dash, marker, size, colour) in zip(activations.items(), looks, strict=False):
        above.plot(grid, phi(grid), dash, color=colour, lw=size / 3)
        (curve,) = below.plot([], [], dash, color=colour, lw=size / 3)
        dot, spot = (axes.plot([], [], marker, color=colour, ms=size, clip_on=False)[0] for axes in (above, below))
        look = dict(fontsize=small, va="center", in_layout=False)
        above.text(grid[-1] + 0.3, 1.7 - 0.5 * len(follow), f"{name}", color=colour, fontweight="bold", **look)
        told = below.text(grid[-1] + 0.3, 0, "", gid="fate", **look)
        follow.append((name, slope(grid), curve, dot, spot, told))
        moving += [curve, dot, spot, told]
    scale = []  # of the lower panel: the one in use

    def draw(at, there):
        top = 2.0 if at.a <= 1.85 else controls.a.high + 0.15
        if top not in scale[-1:]:
            scale[:] = [top]
            below.set_ylim(-0.06 * top, top)
            picture.scene(top)
        for stripe in stripes:
            stripe.set_xdata([at.z, at.z])
        for i, (name, slope, curve, dot, spot, told) in enumerate(follow):
            value, factor = there[name]
            curve.set_data(grid, abs(at.a) * slope)
            dot.set_data([at.z], [value])
            dot.set_visible(bool(value < 1.95))  # ReLU leaves the panel
            spot.set_data([at.z], [factor])
            colour = style.factor_fate(factor)
            told.set(text=f"{name}\n{FACTORS[colour]} × {factor:.3f}", color=colour, y=top * (0.9 - 0.31 * i))

    def words(at, there):
        each = ", ".join(f"{name} by {factor:.3f}" for name, (_, factor) in there.items())
        growing = [name for name, (_, factor) in there.items() if factor > 1]
        return (
            f"At z = {at.z:.2f} with a = {at.a:.2f} a step multiplies a gradient: {each}. "
            f"Growing: {', '.join(growing) or 'none of them'}."
        )

    picture = Picture(whole, moving, draw, words)
    return picture


@figure(a=slider("a", 1.5, 0.0, 3.0, 0.01), log10_h_0=slider("log10 of h_0", -1.0, -3.0, 0.0, 0.1))
def fixed_point(shape, controls, a_grid, factor_grid):
    """Left: h -> tanh(a h), the diagonal, the path of a run between them, and the tangent where it settles.
    Right: the factor where the run settles, over a. Draws h*, the factor there, the path (n+1,)."""
    large, small = (20, 11.5) if shape == "wide" else (16, 10)
    whole, (left, right) = panels(shape, (1, 1.3), tall=(390, 330))
    h = np.linspace(-0.1, 1.15, 126)
    left.set(xlim=(-0.1, 1.4), ylim=(-0.13, 1.2), xlabel="$h_{t-1}$", ylabel="$h_t$", aspect="equal")
    left.set(xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    left.plot(h, h, color=style.NAIVE, lw=1.5, ls="--")
    (tangent,) = left.plot([], [], color=style.KINDS[2], lw=6, alpha=0.8, solid_capstyle="butt")
    (curve,) = left.plot([], [], color=style.TRUTH)
    (steps,) = left.plot([], [], color=style.KINDS[1], lw=1.6)
    settled = sign(left, 14)
    look = dict(fontsize=small, va="center", in_layout=False)
    left.text(1.16, 1.15, "diagonal", color=style.NAIVE, **look)
    curve_name = left.text(1.16, 0, r"$\tanh(a\,h)$", **look)
    run_name = left.text(0, -0.075, "a run", color=style.ACCENT, **look)
    touch_name = left.text(0, 0, "tangent at $h^*$", color="#9A6700", ha="left", bbox=CLEAR, **look)
    right.set(xlim=(-0.1, controls.a.high + 0.1), ylim=(-0.05, 1.32), xlabel="$a$", ylabel="factor $a\\,(1-h^{*2})$")
    one(right.axhline, 1)
    right.plot([0, 1.25], [0, 1.25], color="#B8B8B8", lw=6)
    right.plot(a_grid, factor_grid, color=style.TRUTH)
    right.text(1.32, 1.24, "weight alone: $a$", color=style.NAIVE, **look)
    right.text(2.05, 0.3, "with the slope at $h^*$", **look)
    here = sign(right, 14)
    said = headline(right, large)

    def draw(at, h_star, factor, path):
        curve.set_data(h, np.tanh(at.a * h))
        steps.set_data(np.repeat(path, 2)[:-1], np.r_[0.0, np.repeat(path[1:], 2)])
        reach = np.array([-0.28, 0.28]) / np.hypot(1, factor)
        tangent.set_data(h_star + reach, h_star + factor * reach)
        mark_factor(settled, h_star, h_star, factor)
        mark_factor(here, at.a, factor, factor)
        curve_name.set_y(np.tanh(1.15 * at.a))
        run_name.set(x=path[0] + 0.02, ha="left")
        touch_name.set_position((max(h_star - 0.05, 0.3), h_star - 0.14))
        factor_verdict(said, factor, " a step, in the end")

    def words(at, h_star, factor, path):
        return (
            f"a = {at.a:.2f}: the run from h_0 = {path[0]:.3g} tends to h* = {h_star:.4f}, where a step multiplies the "
            f"gradient by {factor:.4f}. After {len(path) - 1} steps the state is {path[-1]:.4f}."
        )

    return Picture(whole, [tangent, curve, steps, touch_name, settled, curve_name, run_name, here, said], draw, words)
