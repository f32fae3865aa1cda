"""The figures of lesson 01; those of the slopes and of a stored bit are made in modules of their own."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, factor_verdict, headline, verdict
from helpers.figures.lesson_01_bit import bit
from helpers.figures.lesson_01_slopes import slopes
from helpers.figures.panels import fates, mark_factor, one, say, shade, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

__all__ = ["bit", "fixed_point", "power_and_truth", "slopes"]


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
    small = 11 if shape != "tall" else 10
    whole, (cause, effect) = panels(shape, (1, 1.45), tall=(290, 330))
    h = np.linspace(-1, 1, 201)
    top = 1.1 * max(abs(controls.a.low), abs(controls.a.high))
    cause.set(xlim=(-1.06, 1.06), ylim=(-0.1 * top, top), xlabel="state $h_t$", ylabel="size of the step's factor")
    shade(cause.axhspan, -0.1 * top, 1, word="shrinks")
    one(cause.axhline, 1)
    say(cause, 0, 0.3, "shrinks", va="center", ha="center")
    say(cause, -1.02, top - 0.15, "grows", va="center")
    (curve,) = cause.plot([], [], color=style.TRUTH, lw=1.8)
    steps, draw_steps = fates(cause, 8, alpha=0.5)
    (last,) = cause.plot([], [], "o", color=style.TRUTH, ms=15, mfc="none", mew=2)
    look = dict(fontsize=small, va="center", bbox=CLEAR, in_layout=False)
    first_name, last_name = (cause.text(0, 0, "", **look) for _ in range(2))
    size = (0, 1.3 * controls.T.high), None, "steps $n$", "$|dh_n/dh_0|$"
    looks = ("$|a|^n$", "-", "#A8A8A8"), ("gradient", "true")
    lines, draw_lines = log_axis(effect, *size, looks, legend="ends")
    effect.set_xticks(range(0, controls.T.high + 1, 10))
    truth, power_line = lines[:2]
    power_line.set_linewidth(6)
    colours = effect.add_collection(LineCollection([], lw=4, gid="fate", zorder=3))
    said = headline(whole, shape)

    def draw(at, states, factors, log10_gradient):
        curve.set_data(h, abs(at.a) * (1 - h**2))
        draw_steps(states[1:], abs(factors), factors)
        last.set_data(states[-1:], abs(factors[-1:]))
        beside(first_name, states[1], abs(factors[0]) + 0.23, "step 1")
        beside(last_name, states[-1], abs(factors[-1]) - 0.25, f"step {at.T}")
        first_name.set_visible(at.T > 1)
        picture.scene(draw_lines(power(at), log10_gradient))
        path = np.column_stack((np.arange(len(log10_gradient)), log10_gradient))[np.isfinite(log10_gradient)]
        colours.set_segments(np.stack((path[:-1], path[1:]), axis=1))
        colours.set_color([style.factor_fate(factor) for factor in factors[: len(path) - 1]])
        verdict(said, log10_gradient[-1], f" after {at.T} step{'s' * (at.T > 1)}")

    def beside(text, state, y, name):
        text.set(text=name, position=(state, y), ha="right" if state > 0 else "left")

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

    moving = [curve, *steps, last, first_name, last_name, power_line, truth, colours, *lines[2:], said]
    picture = Picture(whole, moving, draw, words, [power_line, truth])
    return picture


@figure(a=slider("a", 1.5, 0.0, 3.0, 0.01), log10_h_0=slider("log10 of h_0", -1.0, -3.0, 0.0, 0.1))
def fixed_point(shape, controls, a_grid, factor_grid):
    """Left: h -> tanh(a h), the diagonal, the path of a run between them, chord and tangent where it settles.
    Right: the factor where the run settles, for weights up to a. Draws h*, the factor there, the path (n+1,), and
    log10 of its gradient."""
    small = 11.5 if shape != "tall" else 10
    whole, (left, right) = panels(shape, (1, 1.3), tall=(390, 330))
    h = np.linspace(-0.1, 1.15, 126)
    left.set(xlim=(-0.1, 1.52), ylim=(-0.13, 1.2), xlabel="$h_{t-1}$", ylabel="$h_t$", aspect="equal")
    left.set(xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    left.plot(h, h, color=style.NAIVE, lw=1.5, ls="--")
    (chord,) = left.plot([], [], color="#B8B8B8", lw=6, solid_capstyle="butt", zorder=1.5)
    (tangent,) = left.plot([], [], color=style.KINDS[2], lw=6, alpha=0.8, solid_capstyle="butt")
    (curve,) = left.plot([], [], color=style.TRUTH)
    (steps,) = left.plot([], [], color=style.KINDS[1], lw=1.6)
    settled = sign(left, 14)
    look = dict(fontsize=small, va="center", in_layout=False)
    left.text(1.16, 1.15, "diagonal", color=style.NAIVE, **look)
    curve_name = left.text(1.16, 0, r"$\tanh(a\,h)$", **look)
    chord_name = left.text(0, 0, "chord: slope 1", color=style.NAIVE, ha="left", bbox=CLEAR, **look)
    run_name = left.text(0, -0.075, "a run", color=style.ACCENT, **look)
    touch_name = left.text(0, 0, "tangent at $h^*$", color="#9A6700", ha="left", bbox=CLEAR, **look)
    right.set(xlim=(-0.1, controls.a.high + 0.1), ylim=(-0.05, 1.32), xlabel="$a$", ylabel="factor $a\\,(1-h^{*2})$")
    right.set_xticks(range(int(controls.a.high) + 1))
    one(right.axhline, 1)
    right.plot([0, 1.25], [0, 1.25], color="#B8B8B8", lw=6)
    (known,) = right.plot([], [], color=style.TRUTH)
    right.text(1.32, 1.24, "weight alone: $a$", color=style.NAIVE, **look)
    right.text(1.6, 0.62, "where the run settles", **look)
    here = sign(right, 14)
    said = headline(whole, shape)

    def draw(at, h_star, factor, path, log10_left):
        curve.set_data(h, np.tanh(at.a * h))
        steps.set_data(np.repeat(path, 2)[:-1], np.r_[0.0, np.repeat(path[1:], 2)])
        reach = np.array([-0.28, 0.28]) / np.hypot(1, factor)
        tangent.set_data(h_star + reach, h_star + factor * reach)
        chord.set_data([0, h_star], [0, h_star])
        chord_name.set(position=(h_star / 2 + 0.05, h_star / 2 - 0.05), visible=h_star > 0.6)
        upto = a_grid <= at.a + 1e-9
        known.set_data(a_grid[upto], factor_grid[upto])
        mark_factor(settled, h_star, h_star, factor)
        mark_factor(here, at.a, factor, factor)
        curve_name.set_y(np.tanh(1.15 * at.a))
        run_name.set(x=path[0] + 0.02, ha="left")
        touch_name.set_position((max(h_star - 0.05, 0.3), max(h_star - 0.14, 0.12)))
        factor_verdict(said, factor, " a step in the end")

    def words(at, h_star, factor, path, log10_left):
        return (
            f"a = {at.a:.2f}: the run from h_0 = {path[0]:.3g} tends to h* = {h_star:.4f}, where a step multiplies the "
            f"gradient by {factor:.4f}. After {len(path) - 1} steps the state is {path[-1]:.4f}, and "
            f"{power_of_ten(log10_left)} of the gradient is left."
        )

    names = [chord_name, touch_name, curve_name, run_name]
    return Picture(whole, [chord, tangent, curve, steps, settled, known, here, *names, said], draw, words)
