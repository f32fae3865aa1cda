"""The figures of lesson 04; the memory and the sign have modules of their own."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import CLEAR, headline, verdict
from helpers.figures.lesson_04_balance import balance
from helpers.figures.lesson_04_memory import memory
from helpers.figures.lettering import Outlines
from helpers.figures.panels import one
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import gear, label
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles, fate_bar, fate_colours

__all__ = ["balance", "lags", "memory", "truncations"]

FLOORS, TOP = (1, 6, 12, 30), 3  # the axis of norms: powers of ten below 1, and above
RANGE = -4, 2  # the colours of a map stand for 1e-4 to 1e2, and the ends for all beyond
BLAME = r"blame $\|\partial L_t/\partial h_i\|$"
BESIDE, BELOW = {"shrink": 0.9}, {"location": "bottom", "aspect": 30}


@figure(lag=slider("lag", 5, 0, 19, 1, play=True), gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05))
def lags(shape, controls, T):
    """Left: log10 ‖∂L_t/∂h_i‖ for every pair of T steps. Right: the norm of each lag's part of dL/dW, and what is
    missing after it. Draws the pairs (T,T), nan where t < i; log10 of the parts (T,), of what is missing (T,), and of
    its share of the whole gradient (T,)."""
    small = 11 if shape != "tall" else 10
    whole, (left, effect) = panels(shape, (1.1, 1), 430, (450, 310))
    pairs = _pairs(left, T)
    left.set_ylabel("loss at step $t$")
    fate_bar(left, BLAME, RANGE, **(BELOW if shape == "tall" else BESIDE))
    (diagonal,) = left.plot([], [], color=style.TRUTH, lw=2.6)
    look = dict(fontsize=small, va="center", in_layout=False)
    left.text(0.98 * T, 0.12 * T, "framed: this lag", ha="right", **look)
    effect.set(xlim=(-0.7, T + 5.5 if shape != "tall" else T + 8), xlabel="lag $t-i$")
    effect.set_title("norm of the gradient’s parts", loc="left", fontsize=small)
    effect.set_xticks(range(0, T, 5))
    one(effect.axhline, 0)
    (rest,) = effect.plot([], [], color="#E3B4CC", lw=7)
    (line,) = effect.plot([], [], "o-", color=style.TRUTH, ms=5)
    (here,) = effect.plot([], [], "o", color=style.TRUTH, ms=13, mfc="none", mew=2.4, clip_on=False)
    names = [effect.text(0, 0, "part of\nthis lag", **look)]
    names.append(effect.text(0, 0, "missing\nafter it", color=style.ACCENT, **look))
    zero = effect.text(T + 0.2, 0, "exactly 0", va="bottom", fontsize=small, in_layout=False)
    nothing = left.text(0.06 * T, 0.94 * T, "exactly 0", va="center", bbox=CLEAR, in_layout=False)
    said = headline(whole, shape)

    def draw(at, heat, parts, missing, share):
        pairs.colours = fate_colours(heat, RANGE)
        steps = np.repeat(np.arange(T - at.lag + 1), 2) + 0.5
        above, below = (steps[:-1], steps[1:] + at.lag), (steps[1:], steps[:-1] + at.lag)
        diagonal.set_data(*(np.r_[up, down[::-1], up[0]] for up, down in zip(above, below, strict=True)))
        known = np.concatenate((parts, missing))
        low, high = -gear(-known[np.isfinite(known)].min(initial=0), gears=FLOORS), TOP
        if effect.get_ylim() != (low, high):
            label(effect, low, high)
        picture.scene((low, high))
        for curve, sizes, name in zip((line, rest), (parts, missing), names, strict=True):
            there = np.isfinite(sizes)  # what is exactly 0 has no logarithm: there the curve ends
            curve.set_data(np.flatnonzero(there), sizes[there].clip(low))
            name.set(x=np.flatnonzero(there)[-1] + 0.7 if there.any() else 0, visible=bool(there.any()))
        known = np.flatnonzero(np.isfinite(parts) & np.isfinite(missing))
        upper = not len(known) or parts[known[-1]] >= missing[known[-1]]  # the part's name is above the other
        room = 0.16 * (high - low)
        middle = np.clip(line.get_ydata()[-1], low + 1.2 * room, high - room)
        for name, up in zip(names, (upper, not upper), strict=True):
            name.set_y(middle + (room if up else -room) / 2)
        zero.set(visible=not np.isfinite(parts).all(), y=low)
        nothing.set_visible(bool(np.isneginf(heat[np.tril_indices(T, -1)]).all()))
        here.set_data([at.lag], [max(parts[at.lag], low)])  # an exact 0 stands on the floor
        verdict(said, parts[at.lag], before=f"lag {at.lag} ")

    def words(at, heat, parts, missing, share):
        return (
            f"Gain {at.gain:.2f}, lag {at.lag}: {T - at.lag} pair{'s' * (at.lag < T - 1)} of a loss and a use lie on "
            f"this diagonal; their part of dL/dW has norm {power_of_ten(parts[at.lag])}. With all parts up to this "
            f"lag, what is still missing is {power_of_ten(share[at.lag])} of the whole gradient's norm."
        )

    moving = [pairs, diagonal, nothing, rest, line, *names, here, zero, said]
    picture = Picture(whole, moving, draw, words, [line])
    return picture


@figure(k=slider("k (steps)", 4, 0, 19, 1), gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05))
def truncations(shape, controls, T):
    """The pairs of T steps that a window keeps (left) and those that chunks keep (right), coloured by their blame.
    Draws (window, chunks) three times: maps (T,T) of log10 ‖∂L_t/∂h_i‖ with nan where the pair is cut, how many are
    kept, and (how far the gradient is off, as a share of its norm; by how many degrees it is turned)."""
    whole, axes = panels(shape, tall=(390, 390))
    for ax in axes:
        ax.text(0.06 * T, 0.94 * T, "cut: exactly 0", va="center", bbox=CLEAR, zorder=2)
    maps = [_pairs(ax, T) for ax in axes]
    names, facts = ([Outlines(ax, size, left=True, zorder=3) for ax in axes] for size in (1.2, 0.95))
    for ax in axes:
        if ax is axes[0] or shape == "tall":
            ax.set_ylabel("loss at step $t$")
    fate_bar(axes, BLAME, RANGE, **(BELOW if shape == "tall" else BESIDE))

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


def _pairs(axes, T):
    """An empty map of all pairs (use of the weights at step i, loss at step t) on `axes`: hatched, for exactly 0."""
    ends, ticks = (0.5, T + 0.5), [1, *range(5, T + 1, 5)]
    axes.set(xlim=ends, ylim=ends, xlabel="weights used at step $i$", aspect="equal", xticks=ticks, yticks=ticks)
    axes.fill([0.5, 0.5, T + 0.5], [0.5, *2 * [T + 0.5]], fc="#F3F3F3", ec="#C4C4C4", hatch="///", lw=0, zorder=1)
    axes.plot(ends, ends, color=style.NAIVE, lw=1, zorder=1)
    tiles = axes.add_artist(Tiles())
    tiles.set_gid("fate")
    return tiles
