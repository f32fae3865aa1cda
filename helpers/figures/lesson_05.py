"""The figures of lesson 05; the one of the lags is made in lesson_05_lags."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lesson_05_lags import lags
from helpers.figures.panels import ABOVE, CIRCLE, decades, powers_of_ten, race
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles

__all__ = ["cliff", "lags", "surface", "training", "two_clips"]

UNCLIPPED, CLIPPED, LIMIT = ("--", style.KINDS[0]), ("-", style.KINDS[2]), (":", style.KINDS[1])


@figure()
def surface(shape, controls, ws, bs, error):
    """The error (m,n) over weights ws (n,) and biases bs (m,), as a landscape and from above."""
    whole, (flat, above) = panels(shape, tall=(330, 300))
    place = flat.get_subplotspec()
    flat.remove()
    hills = whole.add_subplot(place, projection="3d")
    W, B = np.meshgrid(ws, bs)
    look = dict(facecolors=banded(error) * 0.85 / 255, shade=False, linewidth=0, antialiased=False)
    hills.plot_surface(W, B, error, rcount=120, ccount=120, **look)
    hills.view_init(elev=42, azim=-35)
    hills.set_box_aspect((1, 1, 0.65), zoom=1.05 if shape == "wide" else 0.85)
    hills.set(xlabel="$w$", ylabel="$b$", xticks=[3, 5, 7], yticks=[-4, -3, -2, -1], zticks=[0, 0.2, 0.4])
    hills.text2D(0.02, 0.9, "error $E$", transform=hills.transAxes)
    above.add_artist(Tiles()).colours = banded(error)
    _frame(above, ws, bs)
    above.plot([4.2553, 7.5], [0.5 - 0.62246 * w for w in (4.2553, 7.5)], color=style.TRUTH, lw=1.2, ls=":")

    said = (
        "The error after 50 steps over weight w and bias b, as a landscape and from above (dark: small error). "
        "Beyond w = 4.26 two plateaus meet at a wall; the dotted line b = 0.5 - 0.62246 w runs along it."
    )
    return Picture(whole, words=lambda at: said)


@figure(
    w=slider("start: w", 5.2, 3.0, 7.5, 0.02),
    b=slider("start: b", -2.94, -4.6, -1.0, 0.02),
    T=slider("T (steps)", 50, 1, 50, 1),
    lr=slider("learning rate", 0.3, 0.01, 1.0, 0.01),
    log10_limit=slider("log10 limit", 0.0, -2.0, 4.0, 0.1),
)
def cliff(shape, controls, ws, bs, updates):
    """Left: the error over weights ws (n,) and biases bs (m,) with two descents of at most `updates` steps, not clipped
    and clipped. Right: their gradients. Draws the error (m,n) and two walks: (path (·,2), norms (·,), error where it
    ends, nan for a walk that was thrown out)."""
    whole, (left, right) = panels(shape, tall=(340, 320))
    surface = left.add_artist(Tiles())
    _frame(left, ws, bs)
    lines = []
    for (dash, colour), marker in (UNCLIPPED, "X"), (CLIPPED, "D"):
        (path,) = left.plot([], [], dash, color=colour, lw=2)
        (norm,) = right.plot([], [], dash, color=colour, lw=1.8)
        (end,) = left.plot([], [], marker, color=colour, ms=12, mec=style.TRUTH, mew=1.2)
        lines.append((path, norm, end))
    (start,) = left.plot([], [], "s", color=style.TRUTH, ms=9, clip_on=False)
    right.set(xlim=(0, updates), xlabel="update", ylabel="norm of the gradient")
    decades(right, -9, 12, 3)  # without the line at 1, which would hide a limit of 1
    (threshold,) = right.plot([0, updates], [0, 0], LIMIT[0], color=LIMIT[1], lw=2.6)
    names = ["not clipped", "clipped", "limit"]
    tight = {"columnspacing": 0.8, "handlelength": 1.3} if shape == "tall" else {}
    right.legend([lines[0][1], lines[1][1], threshold], names, **{"ncols": 3} | ABOVE | tight)

    def draw(at, error, *walks):
        surface.colours = banded(error)
        for (path, norm, end), (points, norms, _) in zip(lines, walks, strict=True):
            path.set_data(points.T)
            end.set_data(points[-1:].T)
            norm.set_data(np.arange(len(norms)), np.log10(np.maximum(norms, 1e-30)))
        start.set_data([at.w], [at.b])
        threshold.set_ydata([at.log10_limit] * 2)

    def words(at, error, free, held):
        limit, norms = 10**at.log10_limit, held[1]
        return (
            f"T = {at.T}: without clipping the walk {told(*free)}; its largest gradient has norm "
            f"{power_of_ten(np.log10(max(free[1].max(), 1e-99)))}. Clipped at {limit:.2g} it {told(*held)}; "
            f"{np.sum(norms > limit)} of its {len(norms)} updates were clipped."
        )

    def told(path, norms, error):
        if np.isnan(error):
            where = ", ".join(power_of_ten(np.log10(abs(value))) for value in path[-1])
            return f"is thrown out after {len(norms)} updates (|w| and |b| are then {where})"
        place = "in" if ws[0] <= path[-1, 0] <= ws[-1] and bs[0] <= path[-1, 1] <= bs[-1] else "outside"
        return f"ends {place} the picture with an error {'below' if error < 0.005 else 'above'} 0.005"

    return Picture(whole, [surface, *lines[1], *lines[0], start, threshold], draw, words)  # the shorter walk on top


@figure(
    length=slider("length", 4.0, 0.1, 4.0, 0.05),
    angle=slider("direction", 15.0, 0.0, 90.0, 1.0),
    limit=slider("threshold", 1.0, 0.1, 4.0, 0.05),
)
def two_clips(shape, controls, angles):
    """Left: a gradient of two entries and what clipping makes of it. Right: by how much clipping turns it.
    Draws the gradient (2,), clipped by norm (2,) and by value (2,), the turn in degrees, and the turns at all `angles`
    (n,)."""
    whole, (left, right) = panels(shape, (1, 1.1), tall=(390, 300))
    top = 1.08 * max(controls.length.high, controls.limit.high)
    left.set(xlim=(-top, top), ylim=(-top, top), xlabel="first entry", ylabel="second entry", aspect="equal")
    (circle,) = left.plot([], [], color=style.KINDS[1], lw=1.2)
    (square,) = left.plot([], [], color=style.KINDS[2], lw=1.2, ls=":")
    looks = ("--", "o", style.KINDS[1], 13), ("-", "s", style.KINDS[0], 10), (":", "D", style.KINDS[2], 7)
    arrows = [left.plot([], [], dash, marker=m, color=c, markevery=[1], ms=size) for dash, m, c, size in looks]
    arrows = [line for (line,) in arrows]
    by_norm, gradient, by_value = arrows
    left.legend([gradient, by_norm, by_value], ["gradient", "by norm", "by value"], **{"ncols": 3} | ABOVE)
    ends = controls.angle.low, controls.angle.high
    right.set(
        xlim=(ends[0] - 3, ends[1] + 3),
        ylim=(-4, 51),
        xticks=range(0, 91, 15),
        xlabel="direction of the gradient (degrees)",
        ylabel="turned by (degrees)",
    )
    (never,) = right.plot(ends, [0, 0], "--", color=style.KINDS[1])
    (turned,) = right.plot([], [], ":", color=style.KINDS[2])
    (here,) = right.plot([], [], "D", color=style.KINDS[2], ms=10, clip_on=False)
    right.legend([never, turned], ["by norm", "by value"], **{"ncols": 2} | ABOVE)

    def draw(at, g, by_norm, by_value, turn, turns):
        circle.set_data(at.limit * CIRCLE.real, at.limit * CIRCLE.imag)
        square.set_data(at.limit * np.array([-1, 1, 1, -1, -1]), at.limit * np.array([-1, -1, 1, 1, -1]))
        for line, v in zip(arrows, (by_norm, g, by_value), strict=True):
            line.set_data([0, v[0]], [0, v[1]])
        turned.set_data(angles, turns)
        here.set_data([at.angle], [turn])

    def words(at, g, by_norm, by_value, turn, turns):
        return (
            f"A gradient of length {at.length:.2f} at {at.angle:.0f}°, clipped at {at.limit:.2f}. By norm: length "
            f"{np.hypot(*by_norm):.2f}, turned by 0°. By value: length {np.hypot(*by_value):.2f}, "
            f"turned by {turn:.1f}°."
        )

    return Picture(whole, [circle, square, *arrows, turned, here], draw, words)


@figure()
def training(shape, controls, runs):
    """Loss and norm of the gradient over the updates; runs: dict from two names to what train.fit returned."""
    whole, axes = panels(shape)
    sides = ("losses", "loss", decades), ("norms", "norm of the gradient", powers_of_ten)
    for ax, (field, label, label_axis) in zip(axes, sides, strict=True):
        curves = {name: getattr(run, field) for name, run in runs.items()}
        race(ax, curves, label, over=1, looks=(UNCLIPPED, CLIPPED), log=True)
        for line in ax.get_lines():
            line.set_linewidth(1)
        low, high = (int(edge(limit)) for edge, limit in zip((np.floor, np.ceil), ax.get_ylim(), strict=True))
        label_axis(ax, low, high, max(1, round((high - low) / 6)))
    axes[0].axhline(-2, color=LIMIT[1], lw=2, ls=LIMIT[0], label="target")
    for ax in axes:
        ax.legend(**{"ncols": 3 if shape == "wide" else 2} | ABOVE)

    said = "Loss and norm of the gradient over the updates, not clipped and clipped at 1."
    return Picture(whole, words=lambda at: said)


def banded(error):
    """The error (m,n) as greys (m,n,4) of bytes, dark where it is small: each step is a contour line of its root,
    |σ(x_T) - 0.7|, at a multiple of 0.05."""
    grey = 107 + 10 * np.floor(20 * np.sqrt(error)).astype(np.uint8)
    return np.dstack((grey, grey, grey, np.full_like(grey, 255)))


def _frame(axes, ws, bs):
    axes.set(xlim=(ws[0], ws[-1]), ylim=(bs[0], bs[-1]), xlabel="weight $w$", ylabel="bias $b$")
    axes.grid(False)
