"""The figures of lesson 04."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.panels import ABOVE, powers_of_ten
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten
from helpers.figures.tiles import Tiles, fate_bar, fate_colours

RANGE = 4  # the colours of a map stand for 1e-4 to 1e4, and the ends for all beyond
BLAME = r"blame $\|\partial L_t/\partial h_i\|$"
LUCKY = "#9C3D77", style.KINDS[1]  # what was learned without a gradient: edge or word, and fill
NAMES = {"identity": "identity start", "pytorch": "PyTorch’s start"}
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

    def draw(at, heat, parts, missing, share):
        pairs.colours = fate_colours(heat, RANGE)
        diagonal.set_data([1, T - at.lag], [1 + at.lag, T])
        line.set_data(np.arange(T), np.maximum(parts, -20))
        rest.set_data(np.arange(T), np.maximum(missing, -20))
        here.set_data([at.lag], [max(parts[at.lag], -9)])  # an exact 0 stands on the floor

    def words(at, heat, parts, missing, share):
        return (
            f"Gain {at.gain:.2f}, lag {at.lag}: {T - at.lag} pair{'s' * (at.lag < T - 1)} of a loss and a use lie on "
            f"this diagonal; their part of dL/dW has norm {power_of_ten(parts[at.lag])}. With all parts up to this "
            f"lag, what is still missing is {power_of_ten(share[at.lag])} of the whole gradient's norm."
        )

    return Picture(whole, [pairs, diagonal, line, rest, here], draw, words)


@figure(k=slider("k (steps)", 4, 0, 19, 1), gain=slider("gain of W", 1.0, 0.0, 3.0, 0.05))
def truncations(shape, controls, T):
    """The pairs of T steps that a window keeps (left) and those that chunks keep (right), coloured by their blame.
    Draws (window, chunks) three times: maps (T,T) of log10 ‖∂L_t/∂h_i‖ with nan where the pair is cut, how many are
    kept, and (how far the gradient is off, as a share of its norm; by how many degrees it is turned)."""
    whole, axes = panels(shape, tall=(390, 390))
    maps = [_pairs(ax, T) for ax in axes]
    type = dict(ha="right", in_layout=False)
    names = [ax.text(T, 0.35 * T, "", va="bottom", fontsize=15, fontweight="bold", **type) for ax in axes]
    facts = [ax.text(T, 0.33 * T, "", va="top", fontsize=12, linespacing=1.4, **type) for ax in axes]
    for ax in axes:
        if ax is axes[0] or shape == "tall":
            ax.set_ylabel("loss at step $t$")
    fate_bar(axes, BLAME, RANGE, **BAR[shape])

    def draw(at, blames, kept, off):
        for tiles, heat in zip(maps, blames, strict=True):
            tiles.colours = fate_colours(heat, RANGE)
        names[0].set_text(f"window {at.k}")
        names[1].set_text(f"chunks of {at.k + 1}")
        for fact, number, (part, degrees) in zip(facts, kept, off, strict=True):
            fact.set_text(f"{number} of {T * (T + 1) // 2} pairs\ngradient off by {part:.0%}\nturned by {degrees:.0f}°")

    def words(at, blames, kept, off):
        window, chunks = (f"off by {part:.3g} of its norm and turned by {degrees:.0f}°" for part, degrees in off)
        return (
            f"Gain {at.gain:.2f}. A window of {at.k} keeps {kept[0]} of {T * (T + 1) // 2} pairs; its gradient is "
            f"{window}. Chunks of {at.k + 1} keep {kept[1]} pairs; their gradient is {chunks}."
        )

    return Picture(whole, [*maps, *names, *facts], draw, words)


@figure(more=slider("steps beyond the window", 1, -1, 3, 1, play=True), k=choice("window k", 4, [1, 2, 4, 6, 8]))
def echo(shape, controls, windows, beyond, solved, seeds):
    """A staircase for each start: over the lag that a task asks for, a bar as long as the window, and a mark for every
    seed that learned the task or did not.

    solved: dict from a start to the counts, out of `seeds`, for each of `windows` (rows) and each lag minus the window
    in `beyond`. Draws two dicts from a start to log10 of the blame by lag before training (m,): the whole, and what
    the window keeps, -inf where that is exactly 0.
    """
    whole, axes = panels(shape, (1,) * len(solved), 440, (420,) * len(solved))
    counts = {start: np.array(rows) for start, rows in solved.items()}
    type = (15, 12, 10.5) if shape == "wide" else (13.5, 11, 9)
    sides = {
        start: _staircase(ax, windows, beyond, rows, seeds, NAMES[start], type)
        for ax, (start, rows) in zip(axes, counts.items(), strict=True)
    }

    def draw(at, blame, kept):
        row, column, lag = windows.index(at.k), beyond.index(at.more), at.k + at.more
        for start, (frame, verdict, reason) in sides.items():
            frame.set_xy((lag - 0.48, row - 0.48))
            verdict.set_text(f"{counts[start][row, column]} of {seeds} learn")
            reason.set_text(f"lag {lag}: gradient {power_of_ten(kept[start][lag])}")

    def words(at, blame, kept):
        row, column, lag = windows.index(at.k), beyond.index(at.more), at.k + at.more
        each = "; ".join(
            f"{NAMES[start]}: {power_of_ten(kept[start][lag])}, without the cut {power_of_ten(blame[start][lag])}, "
            f"learned with {counts[start][row, column]} of {seeds} seeds"
            for start in solved
        )
        return f"Window {at.k}, lag asked for {lag}. The blame that its input receives before training: {each}."

    return Picture(whole, [artist for side in sides.values() for artist in side], draw, words)


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


def _staircase(axes, windows, beyond, counts, seeds, name, type):
    """The rows of one start, called `name`, on `axes`, with three sizes of type. counts: out of `seeds`, one for
    each of `windows` and `beyond`. Returns what moves: the frame, and two texts above the rows."""
    rows, columns = np.indices(counts.shape)
    reach = np.array(windows)[rows]
    lags = reach + np.array(beyond)[columns]
    top, last = len(windows), lags.max()
    axes.set(xlim=(-0.6, last + 0.6), ylim=(-0.6, top + 0.85), xticks=range(last + 1))
    axes.set_xlabel("lag that the task asks for")
    axes.set_yticks(range(top), [f"k = {k}" for k in windows])
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.barh(range(top), [k + 1 for k in windows], 0.86, -0.5, fc="#FBE7BD", ec=style.KINDS[2], lw=1.6)
    row, lag, learned = (np.repeat(grid, seeds) for grid in (rows, lags, counts))  # of each mark
    seed = np.tile(np.arange(seeds), counts.size)
    x, y = lag + 0.32 * (seed % 2) - 0.16, row + 0.155 * (seed // 2 - (seeds - 1) // 2 / 2)
    solved, lucky = seed < learned, lag > np.repeat(reach, seeds)
    looks = ("o", style.TRUTH, style.TRUTH), ("o", *LUCKY), ("v", style.NAIVE, "none")
    for which, (marker, edge, face) in zip((solved & ~lucky, solved & lucky, ~solved), looks, strict=True):
        axes.plot(x[which], y[which], marker, mec=edge, mfc=face, ms=5, mew=0.9, gid="seeds")
    look = dict(fontsize=type[2], va="center", in_layout=False)
    axes.text(-0.3, top - 1, f"window {windows[-1]}: the gradient\ncomes back this far", color="#7A5200", **look)
    axes.text(max(windows) + 0.6, top - 0.33, "exactly 0", color="#555555", **look)
    axes.text(last + 0.5, 0.62, "● a seed that learned", ha="right", **look)
    axes.text(last + 0.5, 0.27, "▽ one that did not", ha="right", color="#555555", **look)
    axes.text(last + 0.5, -0.22, "● learned with no\ngradient from there", ha="right", color=LUCKY[0], **look)
    frame = axes.add_patch(Rectangle((0, 0), 0.96, 0.96, fill=False, ec=style.TRUTH, lw=3))
    look = dict(fontsize=type[0], fontweight="bold", va="center", in_layout=False)
    axes.text(-0.5, top + 0.55, name, **look)
    verdict = axes.text(last + 0.5, top + 0.55, "", ha="right", **look)
    return frame, verdict, axes.text(-0.5, top + 0.1, "", fontsize=type[1], va="center", in_layout=False)


def _pairs(axes, T):
    """An empty map of all pairs (use of the weights at step i, loss at step t) on `axes`."""
    ends, ticks = (0.5, T + 0.5), [1, *range(5, T + 1, 5)]
    axes.set(xlim=ends, ylim=ends, xlabel="weights used at step $i$", aspect="equal", xticks=ticks, yticks=ticks)
    axes.plot(ends, ends, color=style.NAIVE, lw=1, zorder=1)
    tiles = axes.add_artist(Tiles())
    tiles.set_gid("fate")
    return tiles
