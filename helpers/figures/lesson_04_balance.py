"""The figure of lesson 04 about the sign of a gradient that is cut off."""

import numpy as np

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.labels import headline
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import gear

GEARS = 3, 12, 25, 50  # an end of the axis of gradients


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
    effect.set(xlim=limits, xlabel="lag, and window $k$", ylabel="gradient = area kept")
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
    said = headline(whole, shape)
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
        said.set_text(f"k = {at.k}: {sums[at.k]:+.1f}, {word}")

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
