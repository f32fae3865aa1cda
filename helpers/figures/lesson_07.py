"""The figures of lesson 07."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.panels import ABOVE, LIMIT, mark_factor, one, race, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.pipe import Pipe
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

GATES = "i", "f", "g", "o"
LOOKS = dict(i=("--", style.KINDS[1]), f=("-", style.KINDS[0]), g=(":", style.NAIVE), o=("-.", style.KINDS[2]))


@figure(
    x=slider("input x", 1.0, -3.0, 3.0, 0.05),
    h=slider("last h", 0.5, -1.0, 1.0, 0.05),
    c=slider("last c", 0.8, -3.0, 3.0, 0.05),
    b_f=slider("forget bias", 1.0, -4.0, 6.0, 0.1),
)
def cell(shape, controls, x_grid):
    """Left: the gates and g over the input. Right: the cell, each gate a valve whose width is its value.

    Draws the curves over x_grid and the values now, dicts over i, f, g, o; what is kept, what is written, c_t, h_t.
    """
    whole, (left, right) = panels(shape, (1, 1.35), tall=(290, 300))
    left.set(xlim=(controls.x.low, controls.x.high), ylim=(-1.05, 1.05), xlabel="input $x_t$", ylabel="gate, or $g$")
    left.set_yticks([-1, -0.5, 0, 0.5, 1])
    lines, dots = {}, {}
    for name, marker in zip(GATES, "sDoh", strict=True):
        dash, colour = LOOKS[name]
        (lines[name],) = left.plot([], [], dash, color=colour, label=f"${name}$")
        (dots[name],) = left.plot([], [], marker, color=colour, ms=9, clip_on=False)
    left.legend(ncols=4, **ABOVE)
    pipe, font = (20, 12) if shape == "wide" else (15, 10)  # points: the width of a gate of 1, the size of the type
    valves, gauges = _diagram(right, pipe, font)
    look = dict(ha="center", va="center", fontsize=font, fontweight="bold", in_layout=False)
    places = dict(f=(4.75, 5.3), i=(4.95, 4.35), g=(7.2, 1.2), o=(11.3, 2.4), kept=(5.4, 6.75), written=(7.1, 4.75))
    places |= dict(before=(1.0, 4.6), after=(12.1, 4.6), h=(11.3, 1.1))
    numbers = {name: right.text(*place, "", **look) for name, place in places.items()}

    top = max(abs(controls.c.low), abs(controls.c.high))

    def draw(at, curves, now, kept, written, c_t, h_t):
        for name in GATES:
            lines[name].set_data(x_grid, curves[name])
            dots[name].set_data([at.x], [now[name]])
        for name, valve in valves.items():
            valve.set_linewidth(pipe * now[name])
        for gauge, value in zip(gauges, (at.c, c_t), strict=True):
            gauge.set_ydata([6, 6 + value / top])
        flows = dict(kept=kept, written=written, before=at.c, after=c_t, h=h_t)
        for name, number in numbers.items():
            number.set_text(f"{(now | flows)[name]:.2f}")

    def words(at, curves, now, kept, written, c_t, h_t):
        return (
            f"Keep f = {now['f']:.3f} of c = {at.c:.2f}; write i = {now['i']:.3f} of g = {now['g']:.3f}: "
            f"c_t = {kept:.3f} {'-' if written < 0 else '+'} {abs(written):.3f} = {c_t:.3f}. "
            f"Show o = {now['o']:.3f} of tanh(c_t): h_t = {h_t:.3f}."
        )

    return Picture(whole, [*lines.values(), *dots.values(), *valves.values(), *gauges, *numbers.values()], draw, words)


def _diagram(axes, pipe, font):
    """The cell as a drawing. Returns the lines that are gates and the bars of c."""
    axes.set(xlim=(0, 13), ylim=(0, 8))
    axes.set_axis_off()
    thin = dict(color=style.TRUTH, lw=1.2, solid_capstyle="butt")
    for path in "1.6 6 3.2 6", "6.4 6 11.5 6", "6 1.6 6 3.1", "10 6 10 3.9", "0.4 0.4 9 0.4":
        axes.plot(*_corners(path), **thin)
    for path in "3.5 0.4 3.5 5.6", "4.6 0.4 4.6 3.5 5.6 3.5", "6 0.4 6 0.8", "9 0.4 9 3.5 9.6 3.5":
        axes.plot(*_corners(path), **thin | {"color": style.NAIVE, "ls": ":"})
    valves = {}
    for name, path in dict(f="3.85 6 5.65 6", i="6 3.85 6 5.65", o="10 3.1 10 1.7").items():
        axes.plot(*_corners(path), color="#E4E4E4", lw=pipe, solid_capstyle="butt")
        (valves[name],) = axes.plot(*_corners(path), color=LOOKS[name][1], solid_capstyle="butt")
    middle = dict(ha="center", va="center", fontsize=font)
    for x, y, operation in (3.5, 6, "×"), (6, 6, "+"), (6, 3.5, "×"), (10, 3.5, "×"):
        axes.text(x, y, operation, bbox=dict(boxstyle="circle,pad=0.15", fc="white"), **middle)
    axes.text(6, 1.2, "$g$", bbox=dict(boxstyle="square,pad=0.25", fc="white"), **middle)
    axes.text(10, 4.75, "tanh", bbox=dict(boxstyle="square,pad=0.2", fc="white", ec="white"), **middle)
    for x, y, said, where in (
        (3.5, 6.75, "keep $f_t$", "center"),
        (6.55, 3.5, "write $i_t$", "left"),
        (10.5, 3.5, "show $o_t$", "left"),
        (10, 1.1, "$h_t$", "center"),
        (0.3, 0.75, "$x_t,\\ h_{t-1}$", "left"),
        (1.0, 7.55, "$c_{t-1}$", "center"),
        (12.1, 7.55, "$c_t$", "center"),
    ):
        axes.text(x, y, said, ha=where, va="center", fontsize=font)
    gauges = []
    for x in 1.0, 12.1:
        axes.plot([x - 0.35, x + 0.35], [6, 6], **thin)
        gauges += axes.plot([x, x], [6, 6], color=style.TRUTH, lw=0.55 * pipe, solid_capstyle="butt")
    return valves, gauges


def _corners(path):
    """The x and the y of the corners of a line, written as "x y x y"."""
    numbers = [float(number) for number in path.split()]
    return numbers[::2], numbers[1::2]


@figure(
    scale=slider("weight scale", 1.0, 0.0, 8.0, 0.05),
    b_f=slider("forget bias", 1.0, 0.0, 5.0, 0.1),
    T=slider("T (steps)", 23, 2, 50, 1),
)
def direct_and_exact(shape, controls):
    """A pipe of T forget gates, and what comes back through them: straight, and through all paths.

    Draws the factors of the direct path (T,) and of the detour (T-1,), and log10 by lag (T+1,): the product of the
    forget gates, the exact dc_T/dc_k."""
    whole, (axes,) = panels(shape, (1,), 340, (360,))
    pipe = Pipe(axes, small=shape == "tall")

    def draw(at, direct, detour, product, exact):
        pipe.draw(direct, product, exact)

    def words(at, direct, detour, product, exact):
        said = [power_of_ten(log10) for log10 in (product[-1], exact[-1], exact[-1] - product[-1])]
        return (
            f"Weight scale {at.scale:.2f}, forget bias {at.b_f:.1f}: over {at.T} steps the direct path carries "
            f"{said[0]}, the exact derivative is {said[1]}, {said[2]} times that. A step's direct factor is "
            f"{direct.mean():.2f} on average, that of its shortest detour {detour.mean():.2f}."
        )

    return Picture(whole, pipe.moving, draw, words)


@figure(b_f=slider("forget bias", 0.0, -0.5, 6.0, 0.1), T=slider("T (lag)", 30, 3, 100, 1))
def bias_and_gradient(shape, controls):
    """Left: the gate at rest over its bias, this bias, and a chrono draw on it. Right: by lag, what such a gate leaves,
    the exact derivative, and chrono's.

    Draws the gate and how many steps it remembers; chrono's biases and gates (H,); log10 by lag (T+1,): of the gate at
    rest alone, of the exact derivative with chrono, of the exact derivative.
    """
    whole, (cause, effect) = panels(shape, (1, 1.25))
    ends = controls.b_f.low, controls.b_f.high
    grid, purple = np.linspace(*ends, 161), style.KINDS[1]
    cause.set(xlim=ends, ylim=(0, 1.05), xlabel="forget bias $b_f$", ylabel=r"forget gate at rest, $\sigma(b_f)$")
    one(cause.axhline, 1)
    cause.plot(grid, 1 / (1 + np.exp(-grid)), color=style.TRUTH, lw=1.8)
    (units,) = cause.plot([], [], "o", color=purple, ms=8, alpha=0.6, label="chrono: one bias per unit")
    here = sign(cause)
    cause.legend(loc="lower right")
    looks = ("gate at rest alone", "naive"), ("exact, chrono", "-.", purple), ("exact", "true")
    size = (0, controls.T.high), (-LIMIT, 6), "lag", "size of the derivative"
    lines, draw_lines = log_axis(effect, *size, looks, every=6, legend=ABOVE | {"ncols": 3 if shape == "wide" else 2})

    def draw(at, gate, memory, biases, gates, alone, chrono, exact):
        units.set_data(biases, gates)
        mark_factor(here, at.b_f, gate, gate)
        draw_lines(alone, chrono, exact)

    def words(at, gate, memory, biases, gates, alone, chrono, exact):
        said = [power_of_ten(log10[-1]) for log10 in (alone, exact, chrono)]
        return (
            f"Forget bias {at.b_f:.1f}: the gate at rest is {gate:.3f}, a memory of about {memory:.1f} steps. Over "
            f"{at.T} steps a gate at rest leaves {said[0]}; the exact derivative of this fresh network is {said[1]}. "
            f"With chrono for T = {at.T} it is {said[2]}."
        )

    return Picture(whole, [units, here, *lines], draw, words)


@figure()
def starts(shape, controls, curves, T):
    """The losses of several starts over the updates, with T steps; curves: dict from a name to losses."""
    whole, (axes,) = panels(shape, (1,), 320, tall=(370,))
    looks = ("-", style.NAIVE), ("--", style.KINDS[0]), ("-.", style.KINDS[1]), ("-", style.KINDS[2])
    race(axes, curves, looks=looks)
    axes.get_lines()[0].set(lw=6, alpha=0.6)  # a band: the second start, which also learns nothing, lies on it
    axes.legend(**ABOVE | {"ncols": 4 if shape == "wide" else 1})
    axes.set_ylim(0, 1.2)
    ends = "; ".join(f"{name} {np.mean(losses[-10:]):.2f} ({len(losses)} updates)" for name, losses in curves.items())
    words = (
        f"The loss of the starts over the updates, for the latch with {T} steps. Mean of the last ten losses: {ends}."
    )
    return Picture(whole, words=lambda at: words)
