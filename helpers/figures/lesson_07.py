"""The figures of lesson 07."""

import numpy as np

from helpers import style
from helpers.figures import LIMIT, in_style, mark, powers_of_ten
from helpers.picture import Picture, panels

GATES = "i", "f", "g", "o"
LOOKS = dict(i=("--", style.KINDS[1]), f=("-", style.KINDS[0]), g=(":", style.NAIVE), o=("-.", style.KINDS[2]))
WIDTH = 20  # points: a gate of 1


@in_style
def cell():
    """Left: the gates and g over the input. Right: the cell, each gate a valve whose width is its value.

    draw(x_grid (n,), curves, x, gates, c_before, c): curves and gates are dicts over i, f, g, o.
    """
    figure, (left, right) = panels((1, 1.35))
    left.set(xlim=(-3, 3), ylim=(-1.5, 1.05), xlabel="input $x_t$", ylabel="gate, or $g$")
    left.set_yticks([-1, -0.5, 0, 0.5, 1])
    curves_, dots = {}, {}
    for name, marker in zip(GATES, "sDoh", strict=True):
        dash, colour = LOOKS[name]
        (curves_[name],) = left.plot([], [], dash, color=colour, label=f"${name}$")
        (dots[name],) = left.plot([], [], marker, color=colour, ms=9, clip_on=False)
    left.legend(loc="lower center", ncols=4)
    right.set(xlim=(0, 13), ylim=(0, 8))
    right.set_axis_off()
    thin = dict(color=style.TRUTH, lw=1.2, solid_capstyle="butt")
    for path in "1.6 6 3.2 6", "6.4 6 11.5 6", "6 1.6 6 3.1", "10 6 10 3.9", "0.4 0.4 8.6 0.4":
        right.plot(*corners(path), **thin)
    for path in "3.5 0.4 3.5 5.6", "4.6 0.4 4.6 3.5 5.6 3.5", "6 0.4 6 0.8", "8.6 0.4 8.6 3.5 9.6 3.5":
        right.plot(*corners(path), **thin | {"color": style.NAIVE, "ls": ":"})
    valves = {}
    for name, path in dict(f="3.85 6 5.65 6", i="6 3.85 6 5.65", o="10 3.1 10 1.7").items():
        right.plot(*corners(path), color="#E4E4E4", lw=WIDTH, solid_capstyle="butt")
        (valves[name],) = right.plot(*corners(path), color=LOOKS[name][1], solid_capstyle="butt")
    for x, y, sign in (3.5, 6, "×"), (6, 6, "+"), (6, 3.5, "×"), (10, 3.5, "×"):
        right.text(x, y, sign, ha="center", va="center", bbox=dict(boxstyle="circle,pad=0.15", fc="white"))
    right.text(6, 1.2, "$g$", ha="center", va="center", bbox=dict(boxstyle="square,pad=0.25", fc="white"))
    right.text(10, 4.75, "tanh", ha="center", va="center", bbox=dict(boxstyle="square,pad=0.2", fc="white", ec="white"))
    for x, y, text, where in (
        (3.5, 6.75, "keep $f_t$", "center"),
        (6.55, 3.5, "write $i_t$", "left"),
        (10.5, 3.5, "show $o_t$", "left"),
        (10, 1.1, "$h_t$", "center"),
        (0.3, 0.75, "$x_t,\\ h_{t-1}$", "left"),
        (1.0, 7.55, "$c_{t-1}$", "center"),
        (12.1, 7.55, "$c_t$", "center"),
    ):
        right.text(x, y, text, ha=where, va="center")
    for x in 1.0, 12.1:
        right.plot([x - 0.35, x + 0.35], [6, 6], **thin)
    gauges = [right.plot([], [], color=style.TRUTH, lw=11, solid_capstyle="butt")[0] for _ in range(2)]

    def draw(x_grid, curves, x, gates, c_before, c):
        for name in GATES:
            curves_[name].set_data(x_grid, curves[name])
            dots[name].set_data([x], [gates[name]])
        for name, valve in valves.items():
            valve.set_linewidth(WIDTH * gates[name])
        for gauge, at, value in zip(gauges, (1.0, 12.1), (c_before, c), strict=True):
            gauge.set_data([at, at], [6, 6 + 0.33 * value])

    return Picture(figure, [*curves_.values(), *dots.values(), *valves.values(), *gauges], draw)


def corners(path):
    """The x and the y of the corners of a line, written as "x y x y"."""
    numbers = [float(number) for number in path.split()]
    return numbers[::2], numbers[1::2]


@in_style
def two_paths(T_max, low):
    """Left: the factor of the direct path and of the detour at each step. Right: exact ∂c_T/∂c_k against Πf, by lag.

    draw(direct (T,), detour (T-1,), exact (T+1,), product (T+1,)): log10 of sizes; the last two by lag.
    """
    figure, (cause, effect) = panels((1, 1.25))
    cause.set(xlim=(0.5, T_max + 0.5), ylim=(-3, 2), xlabel="step $t$", ylabel="size of the factor")
    powers_of_ten(cause, np.arange(-3, 3))
    (keep,) = cause.plot([], [], "s--", color=style.NAIVE, lw=1.2, ms=5)
    (around,) = cause.plot([], [], "D-", color=style.KINDS[1], lw=1.2, ms=5)
    cause.legend([keep, around], ["direct: forget gates", "detour, through the gates"], loc="upper right")
    effect.set(xlim=(0, T_max), ylim=(low, 6), xlabel="lag", ylabel="size of the derivative")
    powers_of_ten(effect, np.arange(low, 7, 6))
    (naive,) = effect.plot([], [], color=style.NAIVE, ls="--")
    (truth,) = effect.plot([], [], color=style.TRUTH)
    (end,) = effect.plot([], [], ms=11, ls="", clip_on=False)
    effect.legend([naive, truth], ["direct path: product of forget gates", "the exact derivative"], loc="lower left")

    def draw(direct, detour, exact, product):
        keep.set_data(np.arange(1, len(direct) + 1), direct)
        around.set_data(np.arange(2, len(detour) + 2), np.maximum(detour, -3 * LIMIT))
        naive.set_data(np.arange(len(product)), product)
        truth.set_data(np.arange(len(exact)), exact)
        mark(end, len(exact) - 1, exact[-1])

    return Picture(figure, [keep, around, truth, naive, end], draw)


@in_style
def forget_bias(b_low, b_high, T_max):
    """Left: σ(b), this bias, and a chrono draw on it. Right: by lag, σ(b)^n, the exact derivative, and chrono's.

    draw(b, chrono_biases (H,), T, naive (T+1,), exact (T+1,), chrono (T+1,)): log10 of sizes.
    """
    figure, (cause, effect) = panels((1, 1.25))
    grid = np.linspace(b_low, b_high, 161)
    cause.set(
        xlim=(b_low, b_high), ylim=(0, 1.05), xlabel="forget bias $b_f$", ylabel=r"forget gate at rest, $\sigma(b_f)$"
    )
    (curve,) = cause.plot(grid, 1 / (1 + np.exp(-grid)), color=style.TRUTH, lw=1.8)
    purple = style.KINDS[1]
    (units,) = cause.plot([], [], "o", color=purple, ms=8, alpha=0.6)
    (here,) = cause.plot([], [], ms=12, ls="", clip_on=False)
    cause.legend([units], ["chrono: one bias per unit"], loc="lower right")
    effect.set(xlim=(0, T_max), ylim=(-LIMIT, 6), xlabel="lag", ylabel="size of the derivative")
    powers_of_ten(effect, np.arange(-LIMIT, 7, 6))
    (naive,) = effect.plot([], [], color=style.NAIVE, ls="--")
    (truth,) = effect.plot([], [], color=style.TRUTH)
    (spread,) = effect.plot([], [], color=purple, ls="-.")
    (end,) = effect.plot([], [], ms=11, ls="", clip_on=False)
    effect.legend([naive, truth, spread], ["gate at rest alone", "exact", "exact, chrono"], loc="lower left")

    def draw(b, chrono_biases, T, *logs):
        units.set_data(chrono_biases, np.interp(chrono_biases, *curve.get_data()))
        for line, values in zip((naive, truth, spread), logs, strict=True):
            line.set_data(np.arange(T + 1), np.maximum(values[: T + 1], -3 * LIMIT))
        mark(end, T, logs[1][T])
        here.set_data([b], [np.interp(b, *curve.get_data())])
        here.set(color=end.get_color(), marker=end.get_marker())

    return Picture(figure, [units, here, truth, naive, spread, end], draw)


@in_style
def race(curves, caption):
    """The losses of several starts over the updates, means of ten; curves: dict from a name to losses."""
    figure, (axes,) = panels((1,), (900, 320))
    axes.set(ylim=(0, 1.6), xlabel="update", ylabel="loss (mean of ten)")
    looks = (":", style.NAIVE), ("--", style.VANISHES), ("-.", style.KINDS[1]), ("-", style.SURVIVES)
    for (name, losses), (dash, colour) in zip(curves.items(), looks, strict=False):
        means = np.convolve(losses, np.ones(10) / 10, "valid")
        axes.plot(np.arange(10, 10 + len(means)), means, dash, color=colour, label=name)
    axes.legend(loc="upper right", ncols=2)
    return Picture(figure, caption=caption)
