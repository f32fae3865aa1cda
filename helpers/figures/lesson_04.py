"""The figures of lesson 04."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from helpers import style
from helpers.figures import in_style, powers_of_ten
from helpers.picture import Picture, panels

# Blue has vanished, vermilion has exploded, pale green is about 1; white is exactly zero.
BLAME = LinearSegmentedColormap.from_list("blame", [style.VANISHES, "#CDEBDF", style.EXPLODES])
RANGE = 4  # the colours stand for 1e-4 to 1e4, and the ends for all beyond


def _pairs(axes, T):
    """An empty map of all pairs (use of the weights at step i, loss at step t) on `axes`."""
    ends, ticks = (0.5, T + 0.5), [1, *range(5, T + 1, 5)]
    axes.set(xlim=ends, ylim=ends, xlabel="weights used at step $i$", aspect="equal", xticks=ticks, yticks=ticks)
    axes.plot(ends, ends, color=style.NAIVE, lw=1, zorder=1)
    return axes.imshow(
        np.zeros((T, T)), BLAME, vmin=-RANGE, vmax=RANGE, origin="lower", extent=(*ends, *ends), interpolation="nearest"
    )


def _colours(figure, image, axes):
    bar = figure.colorbar(image, ax=axes, ticks=range(-RANGE, RANGE + 1, 2), shrink=0.9)
    bar.set_label(r"blame $\|\partial L_t/\partial h_i\|$")
    bar.ax.set_yticklabels([f"$10^{{{t}}}$" if t else "1" for t in range(-RANGE, RANGE + 1, 2)])


@in_style
def lags(T):
    """Left: log10 ‖∂L_t/∂h_i‖ for every pair. Right: the norm of each lag's part of dL/dW, and what is missing.

    draw(heat, parts, missing, lag): heat (T,T) with nan where t < i; parts and missing (T,): log10; lag: chosen.
    """
    figure, (pairs, effect) = panels((1.1, 1))
    image = _pairs(pairs, T)
    pairs.set_ylabel("loss at step $t$")
    _colours(figure, image, pairs)
    (diagonal,) = pairs.plot([], [], "o-", color=style.TRUTH, lw=2.6, ms=5)
    effect.set(xlim=(-0.5, T - 0.5), ylim=(-9, 6.5), xlabel="lag $t-i$", ylabel="norm")
    powers_of_ten(effect, np.arange(-8, 5, 4))
    (line,) = effect.plot([], [], "o-", color=style.TRUTH, ms=5)
    (rest,) = effect.plot([], [], "--", color=style.NAIVE)
    (here,) = effect.plot([], [], "o", color=style.TRUTH, ms=13, mfc="none", mew=2.4, clip_on=False)
    effect.legend([line, rest], ["part of this lag", "still missing after it"], loc="upper left")

    def draw(heat, parts, missing, lag):
        image.set_data(np.clip(heat, -RANGE, RANGE))
        diagonal.set_data([1, T - lag], [1 + lag, T])
        line.set_data(np.arange(T), np.maximum(parts, -20))
        rest.set_data(np.arange(T), np.maximum(missing, -20))
        here.set_data([lag], [max(parts[lag], -9)])  # an exact 0 stands on the floor

    return Picture(figure, [image, diagonal, line, rest, here], draw)


@in_style
def truncations(T):
    """The pairs that a window keeps (left) and those that chunks keep (right), coloured by their blame.

    draw(window, chunks): two maps (T,T) of log10 ‖∂L_t/∂h_i‖ with nan where the pair is cut.
    """
    figure, (left, right) = panels()
    images = [_pairs(axes, T) for axes in (left, right)]
    left.set_ylabel("loss at step $t$")
    _colours(figure, images[1], (left, right))
    for axes, name in (left, "window"), (right, "chunks"):
        axes.text(T + 0.2, 1, name, ha="right", va="bottom", fontsize=13)

    def draw(window, chunks):
        for image, heat in zip(images, (window, chunks), strict=True):
            image.set_data(np.clip(heat, -RANGE, RANGE))

    return Picture(figure, images, draw)


@in_style
def echo(windows, beyond):
    """Left: the blame that reaches the input of each lag, whole and cut off. Right: how often a lag was learned.

    draw(whole, kept, lag, solved, seeds, row, column): log10 of the blame by lag, kept with -inf where it is
    exactly 0; lag: the one asked for; solved (windows, beyond): counts of `seeds`; row, column: the current cell.
    """
    figure, (cause, effect) = panels((1, 1.1))
    cause.set(xlim=(-0.6, 12.6), ylim=(-6.5, 2.4), xlabel="lag of the input", ylabel="blame at the start")
    powers_of_ten(cause, np.arange(-6, 2, 2))
    (grey,) = cause.plot([], [], "s--", color=style.NAIVE, ms=7, mfc="none")
    (black,) = cause.plot([], [], "o-", color=style.TRUTH)
    (asked,) = cause.plot([], [], ":", color=style.EXPLODES, lw=2.6)
    cause.legend(
        [grey, black, asked],
        ["whole", "kept", "lag asked for"],
        loc="upper right",
        ncols=3,
        columnspacing=1.0,
        handlelength=1.5,
    )
    effect.set(xlabel="lag asked for", ylabel="window $k$")
    effect.set_xticks(range(len(beyond)), [f"$k{b:+d}$" if b else "$k$" for b in beyond])
    effect.set_yticks(range(len(windows)), windows)
    effect.grid(False)
    colours = LinearSegmentedColormap.from_list("learned", ["#DCE9F3", "#8FD3BC"])
    image = effect.imshow(np.zeros((len(windows), len(beyond))), colours, vmin=0, vmax=1, origin="lower", aspect="auto")
    cells = [(r, c) for r in range(len(windows)) for c in range(len(beyond))]
    words = [effect.text(c, r, "", ha="center", va="center") for r, c in cells]
    (here,) = effect.plot([], [], "s", ms=42, mfc="none", mec=style.EXPLODES, mew=2.6)

    def draw(whole, kept, lag, solved, seeds, row, column):
        steps = np.arange(len(whole))
        grey.set_data(steps, np.maximum(whole, -20))
        black.set_data(steps[np.isfinite(kept)], kept[np.isfinite(kept)])
        asked.set_data([lag, lag], [-6.5, 1.4])
        image.set_data(solved / seeds)
        for word, cell in zip(words, cells, strict=True):
            word.set_text(f"{solved[cell]}/{seeds}")
        here.set_data([column], [row])

    return Picture(figure, [grey, black, asked, image, *words, here], draw)


@in_style
def balance(K):
    """Left: the influence of the parameter by lag. Right: the gradient cut off after k steps, and the whole one.

    draw(influences, sums, whole, k): (K+1,) each; whole: a number; k: where it is cut.
    """
    figure, (cause, effect) = panels()
    cause.set(xlim=(0, K), ylim=(-1.15, 1.45), xlabel="lag", ylabel="influence on the loss")
    cause.axhline(0, color=style.NAIVE, lw=1.2)
    (kept,) = cause.plot([], [], color=style.TRUTH)
    (cut,) = cause.plot([], [], ":", color=style.NAIVE)
    cause.legend([kept, cut], ["kept", "cut off"], loc="upper right", ncols=2)
    effect.set(xlim=(0, K), ylim=(-50, 62), xlabel="window $k$", ylabel="gradient")
    effect.axhline(0, color=style.NAIVE, lw=1.2)
    (truth,) = effect.plot([], [], "--", color=style.SURVIVES)
    (curve,) = effect.plot([], [], color=style.TRUTH)
    (here,) = effect.plot([], [], ms=13, ls="", clip_on=False)
    effect.legend([curve, truth], ["cut off after $k$ steps", "whole"], loc="upper right", ncols=2)

    def draw(influences, sums, whole, k):
        lags = np.arange(len(sums))
        kept.set_data(lags[: k + 1], influences[: k + 1])
        cut.set_data(lags[k:], influences[k:])
        truth.set_data([0, K], [whole, whole])
        curve.set_data(lags, sums)
        here.set_data([k], [sums[k]])
        right = sums[k] * whole > 0
        here.set(color=style.SURVIVES if right else style.EXPLODES, marker="o" if right else "X")

    return Picture(figure, [kept, cut, curve, truth, here], draw)
