"""The figures of lesson 05."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.panels import ABOVE, CIRCLE, decades, one, powers_of_ten, race
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.stream import VERDICTS
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles

UNCLIPPED, CLIPPED, LIMIT = ("--", style.KINDS[0]), ("-", style.KINDS[2]), (":", style.KINDS[1])
CUT, KNIFE = (0, 10, 20, 30), "#9C3D77"  # the lags at which Figure 5.3 shows what clipping does, and its colour
CLEAR = dict(fc="white", ec="none", pad=0.6)  # behind words that a line may meet
GEARS = (-4, 4), (-4, 12), (-15, 2), (-14, 12), (-31, 2)


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


@figure(log10_limit=slider("log10 limit", -2.0, -3.0, 3.0, 0.1, play=True), gain=slider("gain", 0.5, 0.2, 5.0, 0.05))
def lags(shape, controls, T):
    """The sizes of a gradient's parts by lag before and after clipping, and between them what each is multiplied by.
    Draws log10 of the sizes before and after (T,), of the gradient's norm, and of what it is multiplied by."""
    large, middle, small, room = (21, 13, 12, 5) if shape == "wide" else (15, 10.5, 9, 6.5)
    whole, (axes,) = panels(shape, (1,), 390, (430,))
    whole.get_layout_engine().set(rect=(0.02, 0, 0.97, 0.84))
    axes.set(xlim=(-2, T + room), xlabel="lag", xticks=range(0, T + 1, 10))
    one(axes.axhline, 0)
    axes.text(1, 1, "size of the part", transform=axes.transAxes, ha="right", va="bottom", fontsize=small)
    (grey,) = axes.plot([], [], color="#B8B8B8", lw=7, solid_capstyle="round")
    (black,) = axes.plot([], [], color=style.TRUTH)
    shafts = axes.add_collection(LineCollection([], colors=KNIFE, lw=2.6, zorder=3))
    (tips,) = axes.plot([], [], "v", color=KNIFE, ms=9, mew=0)
    look = dict(in_layout=False, fontsize=small)
    factors = [axes.text(0, 0, "", color=KNIFE, va="bottom", bbox=CLEAR, **look) for _ in CUT]
    names = [
        axes.text(T - 0.2, 0, word, va="center", color=c, bbox=CLEAR, **look)
        for word, c in (("before", "#666666"), ("after", "k"))
    ]
    top = dict(transform=whole.transFigure, in_layout=False, va="center")
    start = whole.text(0.02, 0.94, "lag 30 ", fontsize=large, fontweight="bold", **top)
    share_of = whole.text(0.02, 0.87, "lag 30 : lag 0, before clipping and after = ", fontsize=middle, **top)
    look = dict(xy=(1, 0.5), in_layout=False, va="center", annotation_clip=False)
    verdict = axes.annotate("", xycoords=start, fontsize=large, fontweight="bold", gid="fate", **look)
    number = axes.annotate("", xycoords=share_of, fontsize=middle, fontweight="bold", **look)
    gears = []  # the one in use

    def draw(at, before, after, norm, scale):
        low, high = gear(min(after), max(before), gears[-1] if gears else None)
        if (low, high) not in gears[-1:]:
            gears[:] = [(low, high)]
            decades(axes, low, high, 1 if high - low < 10 else 2 if high - low < 20 else 4)
            picture.scene((low, high))
        dot = (high - low) / 280  # about a CSS pixel
        for line, sizes in (grey, before), (black, after):
            line.set_data(np.arange(T), sizes)
        shafts.set_segments([[(lag, before[lag]), (lag, after[lag] + min(6 * dot, -scale))] for lag in CUT])
        tips.set_data(CUT, after[list(CUT)] + 5 * dot)
        tips.set_visible(-scale > 6 * dot)
        beside = before[CUT[-1]] > before[0] - 1 and -scale > 60 * dot  # a line that rises would meet words above it
        for text, lag in zip(factors, CUT, strict=True):
            above = max(before[lag : lag + 8]) + 8 * dot
            text.set_position((lag + 0.5, after[lag] - 0.7 * scale) if beside else (lag, above))
            text.set_text(f"×\u2009{told(scale)}")
        names[0].set_y(max(before[-1], after[-1] + 18 * dot))
        names[1].set_y(after[-1])
        share = before[30] - before[0]
        colour = style.fate(share)
        verdict.set(text=f"{'still ' if scale else ''}{VERDICTS[colour]}", color=colour)
        number.set_text(power_of_ten(share))

    def told(scale):
        return f"{10**scale:.2g}" if scale > -3 else power_of_ten(scale)

    def words(at, before, after, norm, scale):
        return (
            f"Gain {at.gain:.2f}: the gradient has norm {power_of_ten(norm)} and is multiplied by "
            f"{power_of_ten(scale)}. The part of lag 30 is {power_of_ten(before[30] - before[0])} "
            "of the part of lag 0, before clipping and after."
        )

    picture = Picture(whole, [grey, *factors, shafts, tips, black, *names, verdict, number], draw, words)
    return picture


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


def gear(low, high, now=None):
    """The ends of an axis for sizes from 10**low to 10**high: the shortest of GEARS that holds them. The one in use,
    `now`, is left for a shorter one only when there is a decade to spare, so that an axis doesn't flicker."""
    fitting = [ends for ends in GEARS if ends[0] <= low and high <= ends[1]] or GEARS[-1:]
    best = min(fitting, key=lambda ends: ends[1] - ends[0])
    spare = best[0] + 1 <= low and high <= best[1] - 1
    return now if now in fitting and not spare else best


def banded(error):
    """The error (m,n) as greys (m,n,4) of bytes, dark where it is small: each step is a contour line of its root,
    |σ(x_T) - 0.7|, at a multiple of 0.05."""
    grey = 107 + 10 * np.floor(20 * np.sqrt(error)).astype(np.uint8)
    return np.dstack((grey, grey, grey, np.full_like(grey, 255)))


def _frame(axes, ws, bs):
    axes.set(xlim=(ws[0], ws[-1]), ylim=(bs[0], bs[-1]), xlabel="weight $w$", ylabel="bias $b$")
    axes.grid(False)
