"""The figures of lesson 09; those on ways, layers, two directions and training are made in the modules beside it."""

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.lesson_09_directions import directions
from helpers.figures.lesson_09_layers import layers, several
from helpers.figures.lesson_09_paths import PALE, paths
from helpers.figures.lesson_09_training import learned, race
from helpers.figures.names import Verdict
from helpers.figures.panels import plane
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

__all__ = ["directions", "joined", "layers", "learned", "paths", "race", "skips"]


@figure(
    d=slider("skip d", 10, 1, 60, 1),
    a=slider("a", 0.6, 0.0, 1.2, 0.05),
    b=slider("b", 0.3, 0.0, 1.2, 0.05),
    T=slider("T (steps)", 60, 1, 60, 1),
)
def skips(shape, controls, lengths):
    """The gradient after T steps for every skip length, 1, 2, ...; the one of the slider has a sign. Draws gradients,
    single, plain: log10 of it for all `lengths` (n,), with single steps of weight a + b, and without the skip."""
    small = shape == "tall"
    whole, (effect,) = panels(shape, (1,), 380, tall=(380,))
    verdict = Verdict(effect, small=small)
    n = lengths[-1]
    looks = ("single\nsteps", "--", style.NAIVE), ("with the\nskip", " ", style.TRUTH)
    size = (0, (1.38 if small else 1.15) * n), None, "skip length $d$ (thick: divides $T$)", "gradient"
    lines, draw_lines = log_axis(effect, *size, looks, legend="ends", gears=((6, 30), (1, 12)))
    effect.set_xticks(range(0, n + 1, 10))
    looks = ((PALE, 1.2), (style.TRUTH, 2.2)) if small else ((PALE, 2.6), (style.TRUTH, 4.4))
    stems, teeth = (effect.add_collection(LineCollection([], colors=c, linewidths=w), autolim=False) for c, w in looks)
    dots, tips = (effect.plot([], [], "o", color=c, ms=1.9 * w)[0] for c, w in looks)
    white = dict(fc="white", lw=0, pad=1.5)
    counted = [
        effect.text(0, 0, "", ha="center", va="bottom", fontsize=11, in_layout=False, bbox=white) for _ in range(3)
    ]

    def draw(at, gradients, single, plain):
        low, high = draw_lines(np.full(n, single), gradients, x=lengths, at=at.d - 1)
        picture.scene((low, high))
        there = gradients > low
        divides = at.T % lengths == 0
        for which, bodies, ends in (there & ~divides, stems, dots), (there & divides, teeth, tips):
            seen = np.minimum(gradients[which], high)
            bodies.set_segments([[(x, low), (x, y)] for x, y in zip(lengths[which], seen, strict=True)])
            ends.set_data(lengths[which], seen)
        for k, text in enumerate(counted, 1):  # the tooth of k skips: lengths for which k fit into T, and not one more
            tooth = np.arange(at.T // (k + 1) + 1, at.T // k + 1) - 1
            top = gradients[tooth].max() if len(tooth) > (5, 9)[small] else -np.inf
            text.set_visible(bool(top > low + 0.15 * (high - low)))
            if text.get_visible():
                nothing = np.isneginf(gradients[tooth]).mean() > 0.5
                text.set(
                    text="exactly 0" if nothing else several(k, "skip"),
                    position=(tooth.mean() + 1, low + 0.03 * (high - low)),
                )
        verdict.draw(gradients[at.d - 1], f"after {several(at.T, 'step')} (no skip: {power_of_ten(plain)})")

    def words(at, gradients, single, plain):
        best = int(np.argmax(gradients))
        return (
            f"Skip of {at.d}, a = {at.a:.2f}, b = {at.b:.2f}. After {several(at.T, 'step')} the gradient is "
            f"{power_of_ten(gradients[at.d - 1])}; without the skip it would be {power_of_ten(plain)}, and "
            f"{power_of_ten(single)} with single steps of a + b. At this T a skip of {lengths[best]} carries most, "
            f"{power_of_ten(gradients[best])}."
        )

    moving = [stems, teeth, dots, tips, *lines, *counted, *verdict.moving]
    picture = Picture(whole, moving, draw, words)
    return picture


@figure(
    new=slider("new", 0.2, 0.0, 1.0, 0.01),
    kind=choice("over time", "leaky", ("leaky", "residual")),
    gain=slider("gain", 0.6, 0.0, 2.0, 0.05),
    s=slider("input", 0.5, 0.0, 2.0, 0.05),
)
def joined(shape, controls, T):
    """Left: the eigenvalues of a step's Jacobian. Right: the gradient's norm by lag, with and without the old state.
    Draws keep, direct, norms (T+1,), values (n,), largest, and plain, a pair like norms, values: the share of the old
    state and log10 of what it alone carries; log10 norms by lag and eigenvalues; the largest state."""
    small = shape == "tall"
    whole, (left, effect) = panels(shape, (1, 1.2), 420, tall=(360, 340))
    (arrow,) = left.plot([], [], color=style.TRUTH, lw=2.4, zorder=2)
    (head,) = left.plot([], [], ">", color=style.TRUTH, ms=11)
    (cloud,) = left.plot([], [], "o", color=style.NAIVE, ms=4, mfc="none")
    plane_parts, draw_plane = plane(left, (-1.15, 1.75), 4.5)
    left.get_legend().remove()
    if shape == "stage":
        left.set_xticks((-1, 0, 1))
    look = dict(ha="center", va="center", in_layout=False)
    left.text(0.3, -1.24, "grey: without the old state", color=style.NAIVE, fontsize=11, **look)
    kept = left.text(0.3, 1.24, "", fontsize=12, **look)
    verdict = Verdict(effect, f"{T} steps back", small)
    looks = ("without it", "naive"), ("with the\nold state", "true")
    size = (0, (1.7 if small else 1.38) * T), None, "lag", "norm of the gradient"
    lines, draw_lines = log_axis(effect, *size, looks, legend="ends", gears=((3, 30), (1, 12)))
    effect.set_xticks(range(0, T + 1, 10))

    def draw(at, keep, direct, norms, values, largest, plain):
        cloud.set_data(plain[1].real, plain[1].imag)
        arrow.set_data([0, max(keep - 0.08, 0)], [0, 0])
        head.set_data([keep - 0.1] if keep > 0.15 else [], [0] if keep > 0.15 else [])
        kept.set(text=f"moved by {keep:.2f}, what is kept" if keep else "nothing is kept")
        draw_plane(values)
        picture.scene(draw_lines(plain[0], norms))
        verdict.draw(norms[-1])

    def words(at, keep, direct, norms, values, largest, plain):
        return (
            f"{at.kind.capitalize()}, keep {keep:.2f}, new {at.new:.2f}, gain {at.gain:.2f}, input strength "
            f"{at.s:.2f}: {T} steps back the gradient is {power_of_ten(norms[-1])}; the direct path alone would carry "
            f"{power_of_ten(direct)}, a plain network {power_of_ten(plain[0][-1])}. The largest state is {largest:.2f}."
        )

    moving = [cloud, arrow, head, *plane_parts, kept, *lines, *verdict.moving]
    picture = Picture(whole, moving, draw, words, ghosts=lines[:1])
    return picture
