"""The figures of lesson 04; the staircase is made in lesson_04_echo."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lesson_04_echo import echo
from helpers.figures.lettering import Outlines
from helpers.figures.panels import ABOVE, powers_of_ten
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles, fate_bar, fate_colours

__all__ = ["balance", "echo", "lags", "truncations"]

RANGE = 4  # the colours of a map stand for 1e-4 to 1e4, and the ends for all beyond
BLAME = r"blame $\|\partial L_t/\partial h_i\|$"
BAR = {"wide": {"shrink": 0.9}, "tall": {"location": "bottom", "aspect": 30}}


@figure(lag=slider("lag", 5, 0, 19, 1, play=True), gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05))
def lags(shape, controls, T):
    """Left: log10 ‖∂L_t/∂h_i‖ for every pair of T steps. Right: the norm of each lag's part of dL/dW, and what is
    missing after it. Draws the pairs (T,T), nan where t < i; log10 of the parts (T,), of what is missing (T,), and of
    its share of the whole gradient (T,)."""
    whole, (left, effect) = panels(shape, (1.1, 1), tall=(440, 310))
    whole.get_layout_engine().set(wspace=0.08)  # the words of the bar and those of the right axis stand apart
    pairs = _pairs(left, T)
    left.set_ylabel("loss at step $t$")
    fate_bar(left, BLAME, RANGE, **BAR[shape])
    (diagonal,) = left.plot([], [], "o-", color=style.TRUTH, lw=2.6, ms=5)
    effect.set(xlim=(-0.5, T - 0.5), xlabel="lag $t-i$", ylabel="norm")
    powers_of_ten(effect, -9, 4.5, 4)
    (line,) = effect.plot([], [], "o-", color=style.TRUTH, ms=5, label="part of this lag")
    (rest,) = effect.plot([], [], "--", color=style.KINDS[1], label="still missing after it")
    (here,) = effect.plot([], [], "o", color=style.TRUTH, ms=13, mfc="none", mew=2.4, clip_on=False)
    effect.legend(**{"ncols": 2 if shape == "wide" else 1} | ABOVE)
    zero = effect.text(T - 0.7, -8.6, "exactly 0", ha="right", va="bottom", in_layout=False)

    def draw(at, heat, parts, missing, share):
        pairs.colours = fate_colours(heat, RANGE)
        diagonal.set_data([1, T - at.lag], [1 + at.lag, T])
        for curve, sizes in (line, parts), (rest, missing):
            there = np.isfinite(sizes)  # what is exactly 0 has no logarithm: there the curve ends
            curve.set_data(np.flatnonzero(there), sizes[there])
        zero.set_visible(not np.isfinite(parts).all())
        here.set_data([at.lag], [max(parts[at.lag], -9)])  # an exact 0 stands on the floor

    def words(at, heat, parts, missing, share):
        return (
            f"Gain {at.gain:.2f}, lag {at.lag}: {T - at.lag} pair{'s' * (at.lag < T - 1)} of a loss and a use lie on "
            f"this diagonal; their part of dL/dW has norm {power_of_ten(parts[at.lag])}. With all parts up to this "
            f"lag, what is still missing is {power_of_ten(share[at.lag])} of the whole gradient's norm."
        )

    return Picture(whole, [pairs, diagonal, line, rest, here, zero], draw, words)


@figure(k=slider("k (steps)", 4, 0, 19, 1), gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05))
def truncations(shape, controls, T):
    """The pairs of T steps that a window keeps (left) and those that chunks keep (right), coloured by their blame.
    Draws (window, chunks) three times: maps (T,T) of log10 ‖∂L_t/∂h_i‖ with nan where the pair is cut, how many are
    kept, and (how far the gradient is off, as a share of its norm; by how many degrees it is turned)."""
    whole, axes = panels(shape, tall=(390, 390))
    maps = [_pairs(ax, T) for ax in axes]
    names, facts = ([Outlines(ax, size, left=True, zorder=3) for ax in axes] for size in (1.2, 0.95))
    for ax in axes:
        if ax is axes[0] or shape == "tall":
            ax.set_ylabel("loss at step $t$")
    fate_bar(axes, BLAME, RANGE, **BAR[shape])

    def draw(at, blames, kept, off):
        for tiles, heat in zip(maps, blames, strict=True):
            tiles.colours = fate_colours(heat, RANGE)
        for name, said in zip(names, (f"window {at.k}", f"chunks of {at.k + 1}"), strict=True):
            name.write([said], [(0.52 * T, 0.38 * T)], style.TRUTH)
        for fact, number, (part, degrees) in zip(facts, kept, off, strict=True):
            lines = f"{number} of {T * (T + 1) // 2} pairs", f"gradient off by {part:.0%}", f"turned by {degrees:.0f}°"
            fact.write(lines, [(0.52 * T, y * T) for y in (0.29, 0.21, 0.13)], style.TRUTH)

    def words(at, blames, kept, off):
        window, chunks = (f"off by {part:.3g} of its norm and turned by {degrees:.0f}°" for part, degrees in off)
        return (
            f"Gain {at.gain:.2f}. A window of {at.k} keeps {kept[0]} of {T * (T + 1) // 2} pairs; its gradient is "
            f"{window}. Chunks of {at.k + 1} keep {kept[1]} pairs; their gradient is {chunks}."
        )

    return Picture(whole, [*maps, *names, *facts], draw, words)


@figure(k=slider("window k", 20, 0, 80, 1, play=True), positive=slider("positive", 10, 0, 23, 1))
def balance(shape, controls):
    """Left: the influence of the parameter by lag. Right: the gradient cut off after k steps, and the whole one.
    Draws the influences and the gradients cut off (n,) each, the whole gradient, and where its sign is right (n,)."""
    whole, (cause, effect) = panels(shape)
    ends = 0, controls.k.high
    cause.set(xlim=ends, ylim=(-1.15, 1.3), xlabel="lag", ylabel="influence on the loss")
    effect.set(xlim=ends, ylim=(-50, 50), xlabel="window $k$", ylabel="gradient")
    for axes in (cause, effect):
        axes.axhline(0, color=style.NAIVE, lw=1.2)
    (kept,) = cause.plot([], [], color=style.KINDS[1], label="kept")
    (cut,) = cause.plot([], [], ":", color=style.NAIVE, label="cut off")
    (curve,) = effect.plot([], [], color=style.KINDS[1], label="cut off after $k$ steps")
    (truth,) = effect.plot([], [], "-.", color=style.TRUTH, lw=1.8, label="whole")
    (here,) = effect.plot([], [], ms=13, ls="", color=style.TRUTH, mec="white", clip_on=False)
    for axes in (cause, effect):
        axes.legend(**{"ncols": 2} | ABOVE)

    def draw(at, influences, sums, total, right):
        steps = np.arange(len(sums))
        kept.set_data(steps[: at.k + 1], influences[: at.k + 1])
        cut.set_data(steps[at.k :], influences[at.k :])
        truth.set_data(ends, [total, total])
        curve.set_data(steps, sums)
        here.set_data([at.k], [sums[at.k]])
        here.set_marker("o" if right[at.k] else "X")

    def words(at, influences, sums, total, right):
        wrong = np.flatnonzero(~right)
        return (
            f"{at.positive} positive and {23 - at.positive} negative units, window {at.k}: the truncated gradient is "
            f"{sums[at.k]:.2f}, the whole one {total}: {'the right sign' if right[at.k] else 'the WRONG sign'}. "
            f"The sign is {f'wrong up to k = {wrong[-1]}' if len(wrong) else 'right for every k'}."
        )

    return Picture(whole, [kept, cut, curve, truth, here], draw, words)


def _pairs(axes, T):
    """An empty map of all pairs (use of the weights at step i, loss at step t) on `axes`."""
    ends, ticks = (0.5, T + 0.5), [1, *range(5, T + 1, 5)]
    axes.set(xlim=ends, ylim=ends, xlabel="weights used at step $i$", aspect="equal", xticks=ticks, yticks=ticks)
    axes.plot(ends, ends, color=style.NAIVE, lw=1, zorder=1)
    tiles = axes.add_artist(Tiles())
    tiles.set_gid("fate")
    return tiles
