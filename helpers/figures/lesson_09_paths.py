"""The figure of lesson 09 about ways: the unrolled graph, as wide as what flows, and what the kinds of ways carry."""

from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.lesson_09_layers import several
from helpers.figures.lettering import Outlines
from helpers.figures.names import Verdict
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

PALE = "#BDBDBD"
ARC = np.linspace(0, np.pi, 25)
WIDEST = 9.0  # points: a link through which the whole gradient flows
FOOT = -0.75  # of the table under the columns, in heights of the whole gradient


@figure(
    skips=slider("skips taken", 4, 0, 10, 1),
    d=slider("skip d", 5, 2, 10, 1),
    a=slider("a", 0.5, 0.05, 1.2, 0.05),
    b=slider("b", 0.4, 0.05, 1.2, 0.05),
    T=slider("T (steps)", 20, 1, 20, 1),
)
def paths(shape, controls):
    """Above: the unrolled graph, each link as wide as its share of the gradient, and one way through it. Below: what
    the ways carry together, by the number of their skips.

    Draws counts, worths, arriving: for each number of skips how many such ways there are, and what they carry
    together; and what all ways over 0, 1, … T steps carry (T+1,)."""
    small = shape == "tall"
    whole, (page,) = panels(shape, (1,), 500, (600,))
    share = 1, 1.5 if shape == "stage" else 1
    graph, effect = (whole.add_subplot(row) for row in page.get_subplotspec().subgridspec(2, 1, height_ratios=share))
    page.remove()
    verdict = Verdict(graph, small=small)
    T_max = controls.T.high
    graph.set(xlim=(-0.7, T_max + 0.7), ylim=(-0.25, 2.1), yticks=[], xticks=range(0, T_max + 1, 5))
    graph.set_xlabel("time $t$; grey: as wide as its share of the gradient; black: one way, and below its kind")
    if small:
        graph.set_xlabel("time $t$; grey: as wide as its share;\nblack: one way, and below its kind")
    graph.spines["left"].set_visible(False)
    graph.grid(False)
    arcs, chain = (graph.add_collection(LineCollection([], colors=PALE, capstyle="butt")) for _ in range(2))
    (nodes,) = graph.plot([], [], "o", color="white", mec="#606060", mew=1, ms=5)
    way = graph.add_collection(LineCollection([], colors=style.TRUTH, linewidths=1.8))
    (steps,) = graph.plot([], [], "<", color=style.TRUTH, ms=8)
    effect.set(xlim=(-1.9, 10.5), ylim=(FOOT, 1.28))
    effect.set_axis_off()
    bars = effect.add_collection(PolyCollection([], fc=PALE, lw=0), autolim=False)
    (ring,) = effect.plot([], [], color=style.TRUTH, lw=2)
    table = _Table(effect, small)

    def draw(at, counts, worths, arriving):
        links, m, stops = lengths(at)
        steps_, jumps = flow(at, arriving)
        nodes.set_data(np.arange(at.T + 1), np.zeros(at.T + 1))
        arcs.set_segments([link(t - at.d, t) for t in range(at.d, at.T + 1)])
        arcs.set_linewidth(np.maximum(WIDEST * np.asarray(jumps), 0.3))
        chain.set_segments([[(t - 1, 0), (t, 0)] for t in range(1, at.T + 1)])
        chain.set_linewidth(np.maximum(WIDEST * np.asarray(steps_), 0.3))
        way.set_segments([link(*sorted(pair)) for pair in pairwise(stops)])
        steps.set_data(stops, np.zeros(len(stops)))
        shares = np.asarray(worths) / arriving[-1]
        places = table.write(links, counts, worths, shares)
        half = 0.38 * table.apart(len(links))
        bars.set_verts([_box(x, half, 0, max(share, 0.006)) for x, share in zip(places, shares, strict=True)])
        box = np.array(_box(places[m], half * 1.25, FOOT + 0.02, 1.24))
        ring.set_data(*box[[0, 1, 2, 3, 0]].T)
        verdict.draw(
            np.log10(arriving[-1]), f"arrives over {several(at.T, 'step')}, along {several(sum(counts), 'way')}"
        )

    def link(start, end):
        middle, half = (start + end) / 2, (end - start) / 2
        height = 0 if end - start == 1 else 0.5 + 0.3 * half
        return np.column_stack((middle - half * np.cos(ARC), height * np.sin(ARC)))

    def words(at, counts, worths, arriving):
        links, m, _ = lengths(at)
        best = int(np.argmax(worths))
        told = worths[m], arriving[-1], worths[best]
        these, every, largest = (power_of_ten(np.log10(carried)) for carried in told)
        return (
            f"T = {at.T}, skip of {at.d}, a = {at.a:.2f}, b = {at.b:.2f}. The black way has "
            f"{several(links[m], 'link')}, among them {several(m, 'skip')}. Ways of this kind: {counts[m]} of "
            f"{sum(counts)}, worth {these}. All ways together carry {every}; the largest part, {largest}, comes along "
            f"{several(links[best], 'link')}."
        )

    moving = [chain, arcs, way, nodes, steps, bars, ring, table.outlines, *verdict.moving]
    return Picture(whole, moving, draw, words)


def lengths(at):
    """(links of a way with 0, 1, … skips; the skips of the black way; the times at which it stops, the last first)."""
    m = min(at.skips, at.T // at.d)
    stops = at.T - np.cumsum([0] + [at.d] * m + [1] * (at.T - m * at.d))
    return [at.T - k * (at.d - 1) for k in range(at.T // at.d + 1)], m, stops


def flow(at, arriving):
    """The shares of the gradient that go through each single step (T,) and each skip, the first one in time first."""
    f = np.asarray(arriving)
    jumps = f[: at.T - at.d + 1] * at.b * f[: at.T - at.d + 1][::-1] / f[-1] if at.T >= at.d else []
    return f[:-1] * at.a * f[:-1][::-1] / f[-1], jumps


class _Table:
    """Under each column how many skips, links and ways its kind has, and above it its share of the gradient."""

    def __init__(self, axes, small):
        look = dict(va="center", fontsize=10 if small else 11, in_layout=False)
        names = (
            (0.5, "share" if small else "share of the\ngradient"),
            (-0.14, "skips"),
            (-0.34, "links"),
            (-0.54, "ways"),
        )
        for y, name in names:
            axes.text(axes.get_xlim()[0], y, name, **look)
        self.outlines = _Lines(axes, 8.5 if small else 11.5)
        self.lower = 0.12 if small else 0.0  # every second number of ways, where they are many and long

    def apart(self, n):
        """How far n columns stand from each other."""
        return min(11 / n, 2.0)

    def write(self, links, counts, worths, shares):
        """Returns where the columns stand, the kind with most skips first."""
        n = len(links)
        places = (np.arange(n) + 0.5) * self.apart(n) - 0.5
        rows = [map(str, range(n)), map(str, links), map(str, counts)]
        words = [
            (x, -0.14 - 0.2 * row - self.lower * (row == 2 and n > 8) * (i % 2), word)
            for row, said in enumerate(rows)
            for i, (x, word) in enumerate(zip(places, said, strict=True))
        ]
        words += [(x, share + 0.1, _percent(share)) for x, share in zip(places, shares, strict=True)]
        self.outlines.write(words)
        return places


class _Lines(Outlines):
    """Words in a panel whose axes have different units."""

    def __init__(self, axes, size):
        axes.figure.draw_without_rendering()
        units = np.ptp(axes.viewLim.get_points(), axis=0) / axes.bbox.size
        super().__init__(axes, 1.0)
        self.scale = size * axes.figure.dpi / 72 * units

    def write(self, words):
        super().write([word for *_, word in words], [place for *place, _ in words], style.TRUTH)


def _percent(share):
    return f"{share:.0%}" if share > 0.0095 else "<1%"


def _box(x, half, low, high):
    return [(x - half, low), (x + half, low), (x + half, high), (x - half, high)]
