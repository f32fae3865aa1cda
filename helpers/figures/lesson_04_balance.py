"""The figure of lesson 04 about the sign of a gradient that is cut off."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import headline
from helpers.figures.names import Names
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import gear

GEARS = 8, 25, 50  # an end of the axis of gradients


@figure(k=slider("k", 20, 0, 130, 1, play=True), positive=slider("positive", 10, 0, 23, 1))
def balance(shape, controls):
    """Above: the influence of the parameter by lag, the area up to k filled. Below: the gradient of a window of k, that
    of chunks of k + 1, and the whole one. Draws the influences (n,), the gradients of windows (n,) and of chunks (n,),
    by k, and the whole gradient."""
    wide = shape != "tall"
    whole, (cause, effect) = panels(shape, (1, 1), 500, (270, 310), stacked=True)
    last = controls.k.high
    limits = 0, last * (1.16 if wide else 1.34)
    cause.set(xlim=limits, ylim=(-1.2, 1.45), ylabel="influence" if shape == "stage" else "influence on the loss")
    cause.tick_params(labelbottom=False)
    effect.set(xlim=limits, xlabel="lag, and $k$", ylabel="gradient")
    for axes in (cause, effect):
        axes.set_xticks(range(0, last + 1, 20))
        axes.plot([0, last], [0, 0], color=style.NAIVE, lw=1.2, zorder=1)
    areas = [cause.fill([0], [0], color=colour, alpha=0.75, lw=0)[0] for colour in style.KINDS[1:]]
    (kept,) = cause.plot([], [], color=style.TRUTH, lw=1.8)
    (cut,) = cause.plot([], [], ":", color=style.NAIVE)
    (truth,) = effect.plot([], [], color="#B0B0B0", lw=6)
    (window,) = effect.plot([], [], color=style.TRUTH)
    (chunks,) = effect.plot([], [], "--", color=style.ACCENT)
    here = [effect.plot([], [], ms=12, ls="", color=c, mec="white")[0] for c in (style.TRUTH, style.ACCENT)]
    edges = [axes.axvline(0, color="#909090", lw=1.2) for axes in (cause, effect)]
    look = dict(fontsize=12 if wide else 10, va="center", in_layout=False)
    sides = [cause.text(0, 1.3, word, ha=ha, **look) for word, ha in (("kept ", "right"), (" cut off", "left"))]
    names = Names(effect, ["whole", "window", "chunks"], ["#606060", style.TRUTH, style.ACCENT], fontsize=11)
    said = headline(whole, shape, 17, 9.5)
    of_chunks = whole.text(0.52, said.get_position()[1], "", color=style.ACCENT)
    of_chunks.set(fontproperties=said.get_fontproperties(), va="center", in_layout=False)

    def draw(at, influences, windows, pieces, total):
        steps, k = np.arange(len(windows)), at.k + 1
        for area, side in zip(areas, (influences.clip(min=0), influences.clip(max=0)), strict=True):
            area.set_xy(np.column_stack((np.r_[steps[:k], at.k, 0], np.r_[side[:k], 0, 0])))
        kept.set_data(steps[:k], influences[:k])
        cut.set_data(steps[at.k :], influences[at.k :])
        low, high = (gear(reach, gears=GEARS) for reach in (-windows.min(), windows.max()))
        effect.set_ylim(-1.1 * low, 1.1 * high)
        picture.scene((low, high))
        truth.set_data([0, last], [total, total])
        for curve, sign, sums in zip((window, chunks), here, (windows, pieces), strict=True):
            curve.set_data(steps, sums)
            sign.set_data([at.k], [sums[at.k]])
            sign.set_marker("o" if sums[at.k] * total > 0 else "X")
        names.put(last, (total, windows[-1], pieces[-1]))
        for edge in edges:
            edge.set_xdata([at.k, at.k])
        for text in sides:
            text.set_x(at.k)
        sides[0].set_visible(at.k > 14)
        sides[1].set_visible(at.k < 110)
        for text, name, size, sums in (
            (said, "window", at.k, windows),
            (of_chunks, "chunks", k, pieces),
        ):
            word = "right" if sums[at.k] * total > 0 else "WRONG"
            text.set_text(f"{name}{f' of {size}' * wide}: {sums[at.k]:+.2f} {word}")

    def words(at, influences, windows, pieces, total):
        return (
            f"{at.positive} positive and {23 - at.positive} negative units, whole gradient {total}. "
            f"A window of {at.k} gives {windows[at.k]:.2f}, the {_sign(windows[at.k] * total)} sign; chunks of "
            f"{at.k + 1} give {pieces[at.k]:.2f}, the {_sign(pieces[at.k] * total)} sign. "
            f"Windows: {_until(windows, total, 'k', 0)}. Chunks: {_until(pieces, total, 'n', 1)}."
        )

    moving = [*areas, kept, cut, *edges, truth, window, chunks, *here, *sides, *names.moving, said, of_chunks]
    picture = Picture(whole, moving, draw, words, [window, chunks])
    return picture


def _sign(agreement):
    return "right" if agreement > 0 else "WRONG"


def _until(sums, total, letter, first):
    """Up to where the sign is wrong; first: the size of the cut with which `sums` begins."""
    wrong = np.flatnonzero(sums * total <= 0)
    if not len(wrong):
        return "right for all"
    beyond = "the end of the axis, " if wrong[-1] == len(sums) - 1 else ""
    return f"wrong up to {beyond}{letter} = {wrong[-1] + first}"
