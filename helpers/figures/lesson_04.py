"""The figures of lesson 04; the staircase is made in lesson_04_echo."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lesson_04_echo import echo
from helpers.figures.labels import CLEAR, headline, verdict
from helpers.figures.lettering import Outlines
from helpers.figures.panels import one
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import ends, gear, label
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles, fate_bar, fate_colours

__all__ = ["balance", "echo", "lags", "truncations"]

RANGE = -4, 2  # the colours of a map stand for 1e-4 to 1e2, and the ends for all beyond
BLAME = r"blame $\|\partial L_t/\partial h_i\|$"
GEARS = 3, 12, 25, 50  # an end of the axis of Figure 4.4
BAR = {"wide": {"shrink": 0.9}, "tall": {"location": "bottom", "aspect": 30}}


@figure(lag=slider("lag", 5, 0, 19, 1, play=True), gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05))
def lags(shape, controls, T):
    """Left: log10 ‖∂L_t/∂h_i‖ for every pair of T steps. Right: the norm of each lag's part of dL/dW, and what is
    missing after it. Draws the pairs (T,T), nan where t < i; log10 of the parts (T,), of what is missing (T,), and of
    its share of the whole gradient (T,)."""
    small = 11 if shape == "wide" else 10
    whole, (left, effect) = panels(shape, (1.1, 1), 430, (450, 310))
    pairs = _pairs(left, T)
    left.set_ylabel("loss at step $t$")
    fate_bar(left, BLAME, RANGE, **BAR[shape])
    (diagonal,) = left.plot([], [], color=style.TRUTH, lw=2.6)
    look = dict(fontsize=small, va="center", in_layout=False)
    lag_name = left.text(0, 0, "", bbox=CLEAR, **look)
    effect.set(xlim=(-0.7, T + 5.5 if shape == "wide" else T + 8), xlabel="lag $t-i$", ylabel="norm")
    effect.set_xticks(range(0, T, 5))
    one(effect.axhline, 0)
    (rest,) = effect.plot([], [], color="#E3B4CC", lw=7)
    (line,) = effect.plot([], [], "o-", color=style.TRUTH, ms=5)
    (here,) = effect.plot([], [], "o", color=style.TRUTH, ms=13, mfc="none", mew=2.4, clip_on=False)
    names = [effect.text(0, 0, "part of\nthis lag", **look)]
    names.append(effect.text(0, 0, "missing\nafter it", color=style.ACCENT, **look))
    here_name = effect.text(0, 0, "", va="bottom", fontsize=small, bbox=CLEAR, in_layout=False)
    zero = effect.text(T - 0.7, 0, "exactly 0", va="bottom", fontsize=small, in_layout=False)
    said = headline(whole, shape)
    scale = [(0, 0)]

    def draw(at, heat, parts, missing, share):
        pairs.colours = fate_colours(heat, RANGE)
        steps = np.repeat(np.arange(T - at.lag + 1), 2) + 0.5
        above, below = (steps[:-1], steps[1:] + at.lag), (steps[1:], steps[:-1] + at.lag)
        diagonal.set_data(*(np.r_[up, down[::-1], up[0]] for up, down in zip(above, below, strict=True)))
        lag_name.set(text=f"lag {at.lag}", position=(max(T - at.lag - 4, 1), T + 1.1))
        scale[:] = [ends((parts, missing), scale[-1])]
        low, high = scale[-1]
        if effect.get_ylim() != (low, high):
            label(effect, low, high)
        picture.scene((low, high))
        for curve, sizes, name in zip((line, rest), (parts, missing), names, strict=True):
            there = np.isfinite(sizes)  # what is exactly 0 has no logarithm: there the curve ends
            curve.set_data(np.flatnonzero(there), sizes[there].clip(low))
            name.set(x=np.flatnonzero(there)[-1] + 0.7 if there.any() else 0, visible=bool(there.any()))
        last, gone = line.get_ydata()[-1], rest.get_ydata()[-1] if len(rest.get_ydata()) else low
        apart = 0.13 * (high - low)
        names[0].set_y(np.clip(last + (apart if last >= gone else -apart) / 2, low + 2 * apart, high))
        names[1].set_y(names[0].get_position()[1] + (-apart if last >= gone else apart) * 1.1)
        zero.set(visible=not np.isfinite(parts).all(), y=low)
        here.set_data([at.lag], [max(parts[at.lag], low)])  # an exact 0 stands on the floor
        here_name.set(text=power_of_ten(parts[at.lag]))
        here_name.set_position((at.lag + 0.4, max(parts[at.lag], low) + 0.04 * (high - low)))
        verdict(said, parts[at.lag], before=f"lag {at.lag} ")

    def words(at, heat, parts, missing, share):
        return (
            f"Gain {at.gain:.2f}, lag {at.lag}: {T - at.lag} pair{'s' * (at.lag < T - 1)} of a loss and a use lie on "
            f"this diagonal; their part of dL/dW has norm {power_of_ten(parts[at.lag])}. With all parts up to this "
            f"lag, what is still missing is {power_of_ten(share[at.lag])} of the whole gradient's norm."
        )

    moving = [pairs, diagonal, lag_name, rest, line, *names, here, here_name, zero, said]
    picture = Picture(whole, moving, draw, words, [line])
    return picture


@figure(k=slider("k (steps)", 4, 0, 19, 1), gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05))
def truncations(shape, controls, T):
    """The pairs of T steps that a window keeps (left) and those that chunks keep (right), coloured by their blame.
    Draws (window, chunks) three times: maps (T,T) of log10 ‖∂L_t/∂h_i‖ with nan where the pair is cut, how many are
    kept, and (how far the gradient is off, as a share of its norm; by how many degrees it is turned)."""
    whole, axes = panels(shape, tall=(390, 390))
    for ax in axes:
        ax.fill([0.5, 0.5, T + 0.5], [0.5, T + 0.5, T + 0.5], fc="#F3F3F3", ec="#C4C4C4", hatch="///", lw=0, zorder=1)
        ax.text(0.06 * T, 0.94 * T, "cut: exactly 0", va="center", bbox=CLEAR, zorder=2)
    maps = [_pairs(ax, T) for ax in axes]
    names, facts = ([Outlines(ax, size, left=True, zorder=3) for ax in axes] for size in (1.2, 0.95))
    for ax in axes:
        if ax is axes[0] or shape == "tall":
            ax.set_ylabel("loss at step $t$")
    fate_bar(axes, BLAME, RANGE, **BAR[shape])

    def draw(at, blames, kept, off):
        for tiles, heat in zip(maps, blames, strict=True):
            tiles.colours = fate_colours(heat, RANGE)
        for name, said, number in zip(names, (f"window {at.k}", f"chunks of {at.k + 1}"), kept, strict=True):
            share = f"keeps {number / (T * (T + 1) / 2):.0%}"
            name.write([said, share], [(0.5 * T, 0.42 * T), (0.5 * T, 0.33 * T)], style.TRUTH)
        for fact, number, (part, degrees) in zip(facts, kept, off, strict=True):
            lines = f"{number} of {T * (T + 1) // 2} pairs", f"gradient off by {part:.0%}", f"turned by {degrees:.0f}°"
            fact.write(lines, [(0.5 * T, y * T) for y in (0.24, 0.16, 0.08)], style.TRUTH)

    def words(at, blames, kept, off):
        window, chunks = (f"off by {part:.3g} of its norm and turned by {degrees:.0f}°" for part, degrees in off)
        return (
            f"Gain {at.gain:.2f}. A window of {at.k} keeps {kept[0]} of {T * (T + 1) // 2} pairs; its gradient is "
            f"{window}. Chunks of {at.k + 1} keep {kept[1]} pairs; their gradient is {chunks}."
        )

    return Picture(whole, [*maps, *names, *facts], draw, words)


@figure(k=slider("window k", 20, 0, 80, 1, play=True), positive=slider("positive", 10, 0, 23, 1))
def balance(shape, controls):
    """Above: the influence of the parameter by lag, the area up to the window filled. Below: its size with its sign,
    the gradient cut off after k steps, and the whole one. Draws the influences and the gradients cut off (n,) each,
    the whole gradient, and where its sign is right (n,)."""
    small = 12 if shape == "wide" else 10
    whole, (cause, effect) = panels(shape, (1, 1), 500, (270, 310), stacked=True)
    limits = 0, controls.k.high
    cause.set(xlim=limits, ylim=(-1.2, 1.45), ylabel="influence on the loss")
    cause.tick_params(labelbottom=False)
    effect.set(xlim=limits, xlabel="lag, and window $k$", ylabel="gradient cut after $k$")
    for axes in (cause, effect):
        axes.axhline(0, color=style.NAIVE, lw=1.2)
    areas = [cause.fill([0], [0], color=colour, alpha=0.75, lw=0)[0] for colour in style.KINDS[1:]]
    (kept,) = cause.plot([], [], color=style.TRUTH, lw=1.8)
    (cut,) = cause.plot([], [], ":", color=style.NAIVE)
    (truth,) = effect.plot([], [], color="#B0B0B0", lw=6)
    (curve,) = effect.plot([], [], color=style.TRUTH)
    (here,) = effect.plot([], [], ms=13, ls="", color=style.TRUTH, mec="white", clip_on=False)
    edges = [axes.axvline(0, color="#909090", lw=1.2) for axes in (cause, effect)]
    look = dict(fontsize=small, va="center", in_layout=False)
    sides = [cause.text(0, 1.3, word, ha=ha, **look) for word, ha in (("kept ", "right"), (" cut off", "left"))]
    whole_name = effect.text(limits[1] - 1, 0, "", ha="right", color="#606060", **look)
    said = headline(whole, shape, 18, 12.5)
    scale = [(0, 0)]

    def draw(at, influences, sums, total, right):
        steps, k = np.arange(len(sums)), at.k + 1
        for area, side in zip(areas, (influences.clip(min=0), influences.clip(max=0)), strict=True):
            area.set_xy(np.column_stack((np.r_[steps[:k], at.k, 0], np.r_[side[:k], 0, 0])))
        kept.set_data(steps[:k], influences[:k])
        cut.set_data(steps[at.k :], influences[at.k :])
        low, high = (gear(reach, now, GEARS) for reach, now in zip((-sums.min(), sums.max()), scale[-1], strict=True))
        scale[:] = [(low, high)]
        effect.set_ylim(-1.1 * low, 1.1 * high)
        picture.scene((low, high))
        truth.set_data(limits, [total, total])
        curve.set_data(steps, sums)
        here.set_data([at.k], [sums[at.k]])
        here.set_marker("o" if right[at.k] else "X")
        for edge, text in zip(edges, sides, strict=True):
            edge.set_xdata([at.k, at.k])
            text.set(x=at.k)
        sides[0].set_visible(at.k > 9)
        sides[1].set_visible(at.k < 70)
        whole_name.set(text=f"whole: {total}", y=total + (0.09 if total <= 0 else -0.09) * (low + high))
        word = "right sign" if right[at.k] else "WRONG sign"
        said.set_text(f"area up to k = {at.k}: {sums[at.k]:+.1f}, {word} (whole: {total:+d})")

    def words(at, influences, sums, total, right):
        wrong = np.flatnonzero(~right)
        return (
            f"{at.positive} positive and {23 - at.positive} negative units, window {at.k}: the truncated gradient is "
            f"{sums[at.k]:.2f}, the whole one {total}: {'the right sign' if right[at.k] else 'the WRONG sign'}. "
            f"The sign is {f'wrong up to k = {wrong[-1]}' if len(wrong) else 'right for every k'}."
        )

    moving = [*areas, kept, cut, *edges, truth, curve, here, *sides, whole_name, said]
    picture = Picture(whole, moving, draw, words, [curve])
    return picture


def _pairs(axes, T):
    """An empty map of all pairs (use of the weights at step i, loss at step t) on `axes`."""
    ends, ticks = (0.5, T + 0.5), [1, *range(5, T + 1, 5)]
    axes.set(xlim=ends, ylim=ends, xlabel="weights used at step $i$", aspect="equal", xticks=ticks, yticks=ticks)
    axes.plot(ends, ends, color=style.NAIVE, lw=1, zorder=1)
    tiles = axes.add_artist(Tiles())
    tiles.set_gid("fate")
    return tiles
