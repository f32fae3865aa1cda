"""The figures of lesson 09."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from helpers import style
from helpers.figures import in_style, powers_of_ten
from helpers.figures.lesson_04 import BLAME
from helpers.picture import Picture, panels

CIRCLE = np.exp(1j * np.linspace(0, 2 * np.pi, 181))
ARC = np.linspace(0, np.pi, 15)
ABOVE = {"loc": "lower center", "bbox_to_anchor": (0.5, 1), "columnspacing": 1.2, "handlelength": 1.8}
GREY = "#BDBDBD"
RANGE = 6  # the colours of the layers stand for 1e-6 to 1e6


@in_style
def paths(T_max):
    """Left: the unrolled graph with its skips, and one way through it. Right: the ways, sorted by their links.

    draw(T, d, stops, links, counts, worths, here): stops: the steps on the way; links, counts, worths: for each
    number of skips the links on such a way, log10 of how many there are and of what they carry together.
    """
    figure, (graph, effect) = panels((1.1, 1))
    graph.set(xlim=(-0.7, T_max + 0.7), ylim=(-0.25, 2.4), xlabel="time $t$", yticks=[], xticks=range(0, T_max + 1, 5))
    graph.spines["left"].set_visible(False)
    graph.grid(False)
    arcs = graph.add_collection(LineCollection([], colors=GREY, linewidths=1.2))
    (nodes,) = graph.plot([], [], "o-", color=GREY, lw=1.2, ms=6)
    way = graph.add_collection(LineCollection([], colors=style.TRUTH, linewidths=3))
    (steps,) = graph.plot([], [], "<", color=style.TRUTH, ms=9)
    effect.set(xlim=(0, T_max + 0.7), ylim=(-12.5, 5), xlabel="links on the way", ylabel="number, or gradient")
    powers_of_ten(effect, np.arange(-12, 5, 4))
    (number,) = effect.plot([], [], "s--", color=style.NAIVE, mfc="none", label="how many ways")
    (worth,) = effect.plot([], [], "o-", color=style.TRUTH, label="what they carry")
    (ring,) = effect.plot([], [], "o", ms=16, mfc="none", mew=2.4, color=style.TRUTH, clip_on=False)
    effect.legend(ncols=2, **ABOVE)

    def link(start, end):
        middle, half = (start + end) / 2, (end - start) / 2
        height = 0 if end - start == 1 else 0.6 + 0.3 * half
        return np.column_stack((middle - half * np.cos(ARC), height * np.sin(ARC)))

    def draw(T, d, stops, links, counts, worths, here):
        nodes.set_data(np.arange(T + 1), np.zeros(T + 1))
        arcs.set_segments([link(t - d, t) for t in range(d, T + 1)])
        way.set_segments([link(*sorted(pair)) for pair in pairwise(stops)])
        steps.set_data(stops, np.zeros(len(stops)))
        number.set_data(links, counts)
        worth.set_data(links, np.maximum(worths, -99))
        ring.set_data([links[here]], [max(worths[here], -12.5)])  # what is smaller stands on the floor

    return Picture(figure, [nodes, arcs, way, steps, number, worth, ring], draw)


@in_style
def skips(lengths):
    """Left: the roots in the complex plane. Right: the gradient after T steps for every skip length.

    draw(roots, naive, d, log10_gradients, log10_roots, log10_plain): the gradients and the largest root to the
    power of T, for all `lengths`; plain: without the skip; naive: the radius of the dashed circle.
    """
    figure, (plane, effect) = panels((1, 1.25))
    parts, draw_plane = _plane(plane, (-1.45, 1.45), 6)
    (circle,) = plane.plot([], [], "--", color=style.NAIVE, lw=1.8, label="radius $a+b$")
    plane.legend(ncols=2, **ABOVE)
    looks = ("without the skip", ":", style.NAIVE), (r"$|\lambda|_{\max}^T$", "--", style.NAIVE)
    looks = [*looks, ("the gradient", ".-", style.TRUTH)]
    lines, draw_lines = _curves(effect, (0, lengths[-1] + 0.5), (-18, 10), "skip length $d$", "gradient", looks)

    def draw(roots, naive, d, log10_gradients, log10_roots, log10_plain):
        draw_plane(roots)
        circle.set_data(naive * CIRCLE.real, naive * CIRCLE.imag)
        plain = np.full(len(lengths), log10_plain)
        draw_lines(lengths, (plain, log10_roots, log10_gradients), d, log10_gradients[d - lengths[0]])

    return Picture(figure, [*parts, circle, *lines], draw)


@in_style
def joined(T):
    """Left: the eigenvalues of a step's Jacobian. Right: the gradient's norm by lag, with and without the old state.

    draw(keep, plain, joined): plain and joined are pairs (log10 norms (T+1,), eigenvalues) without and with the old
    state; keep: the direct path, marked with a cross.
    """
    figure, (plane, effect) = panels((1, 1.25))
    (centre,) = plane.plot([], [], "+", color=style.TRUTH, ms=16, mew=1.4, label="direct path")
    (cloud,) = plane.plot([], [], "o", color=style.NAIVE, ms=4, mfc="none")
    parts, draw_plane = _plane(plane, (-1.3, 2.3), 4)
    plane.legend(ncols=2, **ABOVE)
    looks = ("without the old state", "--", style.NAIVE), ("with it", "-", style.TRUTH)
    lines, draw_lines = _curves(effect, (0, T), (-18, 10), "lag", "norm of the gradient", looks)

    def draw(keep, plain, joined):
        centre.set_data([keep], [0])
        cloud.set_data(plain[1].real, plain[1].imag)
        draw_plane(joined[1])
        draw_lines(np.arange(T + 1), (plain[0], joined[0]), T, joined[0][-1])

    return Picture(figure, [cloud, *parts, centre, *lines], draw)


@in_style
def layers(L_max, T):
    """Left: the norm of the gradient at each layer and lag. Right: the same for the top, the bottom and one layer.

    draw(heat (L, T), single (T,)): log10 norms by layer from the bottom, and by lag.
    """
    figure, (grid, effect) = panels((1.15, 1))
    grid.grid(False)
    grid.set(xlabel="lag (time runs to the right)", ylabel="layer", yticks=range(1, L_max + 1))
    look = {"vmin": -RANGE, "vmax": RANGE, "origin": "lower", "aspect": "auto", "interpolation": "nearest"}
    image = grid.imshow(np.zeros((L_max, T)), BLAME, extent=(-0.5, T - 0.5, 0.5, L_max + 0.5), **look)
    grid.set_xlim(T - 0.5, -0.5)
    bar = figure.colorbar(image, ax=grid, ticks=range(-RANGE, RANGE + 1, 3))
    bar.ax.set_yticklabels([f"$10^{{{t}}}$" if t else "1" for t in range(-RANGE, RANGE + 1, 3)])
    looks = ("one layer alone", "--", style.NAIVE), ("top", ":", style.TRUTH), ("bottom", "-", style.TRUTH)
    lines, draw_lines = _curves(effect, (0, T - 1), (-14, 8), "lag", "norm of the gradient", looks)

    def draw(heat, single):
        full = np.full((L_max, T), np.nan)
        full[: len(heat)] = np.clip(heat, -RANGE, RANGE)
        image.set_data(full)
        draw_lines(np.arange(T), (single, heat[-1], heat[0]), T - 1, heat[0][-1])

    return Picture(figure, [image, *lines], draw)


@in_style
def directions(gaps, accuracies, ask, T):
    """Left: the gradient of the answer by each word, around the one asked about. Right: accuracy by gap.

    accuracies: dict from a name to the accuracy at each of `gaps`. draw(gap, log10_norms (n,), accuracy).
    """
    figure, (cause, effect) = panels((1.25, 1))
    cause.set(xlim=(-ask - 0.5, T - ask - 0.5), ylim=(-8.5, 2.5), ylabel="gradient of the answer")
    cause.set_xlabel("words after “terribly”")
    powers_of_ten(cause, np.arange(-8, 3, 2))
    (decides,) = cause.plot([], [], ":", color=style.KINDS[1], lw=2.6, label="the word that decides")
    (norms,) = cause.plot([], [], "o-", color=style.TRUTH, label="by each word")
    cause.legend(ncols=2, **ABOVE)
    effect.set(xlim=(gaps[0] - 0.5, gaps[-1] + 0.5), ylim=(0.3, 1.08), xlabel="gap", ylabel="share read rightly")
    effect.axhline(0.5, color=GREY, lw=1.4)
    for (name, values), look in zip(accuracies.items(), (("s--", style.NAIVE), ("o-", style.TRUTH)), strict=True):
        effect.plot(gaps, values, look[0], color=look[1], label=f"{name}, trained")
    (here,) = effect.plot([], [], "o", ms=16, mfc="none", mew=2.4, color=style.KINDS[1])
    effect.legend(loc="center", bbox_to_anchor=(0.5, 0.55))

    def draw(gap, log10_norms, accuracy):
        decides.set_data([gap, gap], cause.get_ylim())
        norms.set_data(np.arange(len(log10_norms)) - ask, np.maximum(log10_norms, -20))
        here.set_data([gap], [accuracy])

    return Picture(figure, [decides, norms, here], draw)


def _plane(axes, span, size):
    """The complex plane with the unit circle and an empty cloud for each fate; these, and their draw. A point
    beyond the edge stands on it."""
    half = (span[1] - span[0]) / 2
    axes.set(xlim=span, ylim=(-half, half), aspect="equal", xlabel="real part", ylabel="imaginary part")
    axes.plot(CIRCLE.real, CIRCLE.imag, color=style.SURVIVES, lw=1.6, label="unit circle")
    colours = style.VANISHES, style.SURVIVES, style.EXPLODES
    clouds = [axes.plot([], [], style.MARKERS[c], color=c, ms=size, clip_on=False)[0] for c in colours]

    def draw(values):
        fates = np.sign(np.round(np.abs(values) - 1, 9))
        for points, fate in zip(clouds, (-1, 0, 1), strict=True):
            chosen = values[fates == fate]
            points.set_data(np.clip(chosen.real, *span), np.clip(chosen.imag, -half, half))

    return clouds, draw


def _curves(axes, xlim, ylim, xlabel, ylabel, looks):
    """An empty line on a log axis for each (label, format, colour) of `looks`, and a mark; these, and their draw."""
    axes.set(xlim=xlim, ylim=ylim, xlabel=xlabel, ylabel=ylabel)
    powers_of_ten(axes, [t for t in range(-20, 21, 4) if ylim[0] <= t <= ylim[1]])
    lines = [axes.plot([], [], form, color=colour, label=label)[0] for label, form, colour in looks]
    (end,) = axes.plot([], [], ms=11, ls="", clip_on=False)
    axes.legend(ncols=len(looks), **ABOVE)

    def draw(x, curves, at, size):
        for line, curve in zip(lines, curves, strict=True):
            line.set_data(x, np.maximum(curve, -99))
        end.set_data([at], [np.clip(size, *ylim)])
        end.set(color=style.fate(size), marker=style.MARKERS[style.fate(size)])

    return [lines[-1], *lines[:-1], end], draw  # the truth below the dashes: where they agree, both are seen
