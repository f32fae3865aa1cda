"""The figures of lesson 09; those of its sections 4 and 5 are made in
lesson_09_layers and lesson_09_directions."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from helpers.controls import choice, slider
from helpers.figures import style
from helpers.figures.lesson_09_directions import directions
from helpers.figures.lesson_09_layers import PALE, above, layers, several
from helpers.figures.panels import plane, powers_of_ten
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
from helpers.figures.style import power_of_ten

__all__ = ["directions", "joined", "layers", "paths", "skips"]

ARC = np.linspace(0, np.pi, 15)
FLOOR = -12.5  # of the worths in Figure 9.1, as a power of ten


@figure(
    T=slider("T (steps)", 20, 1, 20, 1),
    d=slider("skip d", 5, 2, 10, 1),
    skips=slider("skips taken", 4, 0, 10, 1),
    a=slider("a", 0.5, 0.05, 1.2, 0.05),
    b=slider("b", 0.4, 0.05, 1.2, 0.05),
)
def paths(shape, controls):
    """Left: the unrolled graph with its skips, and one way through it. Right: the ways, sorted by their links.
    Draws stops, links, counts, worths, total, m: the steps on the way; for each number of skips the links on such a
    way, how many there are and what they carry together; what all carry; and the skips on the way."""
    whole, (graph, effect) = panels(shape, (1.1, 1))
    T_max = controls.T.high
    graph.set(xlim=(-0.7, T_max + 0.7), ylim=(-0.25, 2.4), xlabel="time $t$", yticks=[], xticks=range(0, T_max + 1, 5))
    graph.spines["left"].set_visible(False)
    graph.grid(False)
    arcs = graph.add_collection(LineCollection([], colors=PALE, linewidths=1.2))
    (nodes,) = graph.plot([], [], "o-", color=PALE, lw=1.2, ms=6)
    way = graph.add_collection(LineCollection([], colors=style.TRUTH, linewidths=3))
    (steps,) = graph.plot([], [], "<", color=style.TRUTH, ms=9)
    effect.set(xlim=(0, T_max + 0.7), xlabel="links on the way", ylabel="number, or gradient")
    powers_of_ten(effect, FLOOR, 5, 4)
    (number,) = effect.plot([], [], "s--", color=style.KINDS[1], mfc="none", label="how many ways")
    (worth,) = effect.plot([], [], "o-", color=style.TRUTH, label="what they carry")
    (ring,) = effect.plot([], [], "o", ms=16, mfc="none", mew=2.4, color=style.TRUTH, clip_on=False)
    effect.legend(ncols=2, **above(shape))

    def draw(at, stops, links, counts, worths, total, m):
        carried = np.log10(worths)
        nodes.set_data(np.arange(at.T + 1), np.zeros(at.T + 1))
        arcs.set_segments([link(t - at.d, t) for t in range(at.d, at.T + 1)])
        way.set_segments([link(*sorted(pair)) for pair in pairwise(stops)])
        steps.set_data(stops, np.zeros(len(stops)))
        number.set_data(links, np.log10(counts))
        worth.set_data(links, carried)
        ring.set_data([links[m]], [max(carried[m], FLOOR)])  # what is smaller stands on the floor

    def link(start, end):
        middle, half = (start + end) / 2, (end - start) / 2
        height = 0 if end - start == 1 else 0.6 + 0.3 * half
        return np.column_stack((middle - half * np.cos(ARC), height * np.sin(ARC)))

    def words(at, stops, links, counts, worths, total, m):
        best = int(np.argmax(worths))
        these, every, largest = (power_of_ten(np.log10(carried)) for carried in (worths[m], total, worths[best]))
        return (
            f"T = {at.T}, skip of {at.d}, a = {at.a:.2f}, b = {at.b:.2f}. The black way has "
            f"{several(links[m], 'link')}, among them {several(m, 'skip')}. Ways of this kind: {counts[m]} of "
            f"{sum(counts)}, worth {these}. All ways together carry {every}; the largest part, {largest}, comes along "
            f"{several(links[best], 'link')}."
        )

    return Picture(whole, [nodes, arcs, way, steps, number, worth, ring], draw, words)


@figure(
    d=slider("skip d", 10, 1, 60, 1),
    a=slider("a", 0.6, 0.0, 1.2, 0.05),
    b=slider("b", 0.3, 0.0, 1.2, 0.05),
    T=slider("T (steps)", 60, 1, 60, 1),
)
def skips(shape, controls, lengths):
    """Left: the roots in the complex plane. Right: the gradient after T steps for every skip length, 1, 2, ...
    Draws roots (d,), largest, gradients, powers, plain: the largest root; for all `lengths` (n,) log10 of the gradient
    and of the largest root to the power of T; and log10 of the gradient without the skip."""
    whole, (left, effect) = panels(shape, (1, 1.25), tall=(390, 320))
    plane_parts, draw_plane = plane(left, (-1.45, 1.45), 6, radius="radius $a+b$")
    left.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    looks = ("without the skip", ":", style.NAIVE), (r"$|\lambda|_{\max}^T$", "--", style.NAIVE)
    looks = [*looks, ("the gradient", ".-", style.TRUTH)]
    size = (0, lengths[-1] + 0.5), (-18, 10), "skip length $d$", "gradient"
    lines, draw_lines = log_axis(effect, *size, looks, every=4, legend=above(shape))

    def draw(at, roots, largest, gradients, powers, plain):
        draw_plane(roots, at.a + at.b)
        draw_lines(np.full(len(lengths), plain), powers, gradients, x=lengths, at=at.d - 1)

    def words(at, roots, largest, gradients, powers, plain):
        best = int(np.argmax(gradients))
        return (
            f"Skip of {at.d}, a = {at.a:.2f}, b = {at.b:.2f}: the largest root is {largest:.4f}. After "
            f"{several(at.T, 'step')} the gradient is {power_of_ten(gradients[at.d - 1])}; without the skip it would "
            f"be {power_of_ten(plain)}, and {power_of_ten(gradients[0])} with a skip of 1. At this T a skip of "
            f"{lengths[best]} carries most, {power_of_ten(gradients[best])}."
        )

    return Picture(whole, [*plane_parts, *lines], draw, words)


@figure(
    kind=choice("over time", "leaky", ("leaky", "residual")),
    new=slider("new", 0.2, 0.0, 1.0, 0.01),
    gain=slider("gain", 0.6, 0.0, 2.0, 0.05),
    s=slider("input", 0.5, 0.0, 2.0, 0.05),
)
def joined(shape, controls, T):
    """Left: the eigenvalues of a step's Jacobian. Right: the gradient's norm by lag, with and without the old state.
    Draws keep, direct, norms (T+1,), values (n,), largest, and plain, a pair like norms, values: the share of the old
    state and log10 of what it alone carries; log10 norms by lag and eigenvalues; the largest state."""
    whole, (left, effect) = panels(shape, (1, 1.25), tall=(390, 320))
    left.plot([], [], "+", color=style.TRUTH, ms=14, label="direct path")
    (centre,) = left.plot([], [], "+", color=style.TRUTH, ms=30)  # wider than most clouds round it
    (cloud,) = left.plot([], [], "o", color=style.NAIVE, ms=4, mfc="none")
    plane_parts, draw_plane = plane(left, (-1.3, 2.3), 3.5)
    looks = ("without the old state", "naive"), ("with it", "true")
    lines, draw_lines = log_axis(
        effect, (0, T), (-18, 10), "lag", "norm of the gradient", looks, every=4, legend=above(shape)
    )

    def draw(at, keep, direct, norms, values, largest, plain):
        centre.set_data([keep], [0])
        cloud.set_data(plain[1].real, plain[1].imag)
        draw_plane(values)
        draw_lines(plain[0], norms)

    def words(at, keep, direct, norms, values, largest, plain):
        return (
            f"{at.kind.capitalize()}, keep {keep:.2f}, new {at.new:.2f}, gain {at.gain:.2f}, input strength "
            f"{at.s:.2f}: {T} steps back the gradient is {power_of_ten(norms[-1])}; the direct path alone would carry "
            f"{power_of_ten(direct)}, a plain network {power_of_ten(plain[0][-1])}. The largest state is {largest:.2f}."
        )

    return Picture(whole, [cloud, centre, *plane_parts, *lines], draw, words)  # eigenvalues above the cross
