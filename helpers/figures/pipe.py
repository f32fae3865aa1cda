"""A pipe of valves: gates as pairs of plates, and two streams as wide as what gets through.

Lengths across the pipe are in banks (a derivative of 1 reaches from -1 to 1), along it from the first state to the last
from 0 to 1.
"""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.figures import style
from helpers.figures.labels import verdict
from helpers.figures.stream import EDGE
from helpers.figures.style import power_of_ten

FRAME = 1.8  # banks: where the stream of all paths is cut off, and arrows say so
HAIRS = 0.03, 0.07  # banks: the least that is seen of the stream through the gates, and of the one around it
PLATES = 1.3  # banks: how far the plates reach outwards
NAMED = 0.5  # where along the pipe the stream of all paths is named
DARK = "#4A4A4A"  # the stream straight through the gates: a dark grey, what the simple rule would have you expect


class Pipe:
    """A pipe that fills the panel `axes`; small: for a phone. draw(gates, direct, exact); `moving` is what it moves.

    gate, state: what the valves and the ends are called.
    """

    def __init__(self, axes, small=False, gate="forget gate", state="c"):
        self.axes, self.small = axes, small
        axes.set_axis_off()
        axes.set(xlim=(-0.115, 1.085) if small else (-0.05, 1.05), ylim=(-3.6, 4.3) if small else (-2.8, 3.5))
        for side in -1, 1:
            axes.plot([0, 1], [side, side], color=style.SURVIVES, ls=(0, (6, 3)), lw=1.4, gid="one", zorder=1)
        look = dict(va="center", in_layout=False)
        (self._all,) = axes.fill([0], [0], lw=0, alpha=0.5, gid="fate", zorder=2)
        (self._straight,) = axes.fill([0], [0], lw=0, color=DARK, zorder=3)
        # The edges of the wide stream once more: where both streams agree, or the dark one is wider, both are seen.
        self._edges = axes.add_patch(PathPatch(Path([(0, 0)]), fill=False, lw=2.2, gid="fate", zorder=4))
        self._plates = axes.add_patch(PathPatch(Path([(0, 0)]), fill=False, capstyle="butt", zorder=5))
        self._arrows = [axes.plot([], [], m, ms=10, clip_on=False, gid="fate", zorder=6)[0] for m in "v^"]
        leader = dict(color="black", lw=1, marker="o", markevery=[1], mec="white", mew=1, ms=7, zorder=6)
        self._leaders = [axes.plot([], [], **leader)[0] for _ in range(3)]
        (self._sign,) = axes.plot([], [], ms=17, mec="white", mew=2, ls="", gid="fate", zorder=7, clip_on=False)
        left, top = axes.get_xlim()[0] + 0.01, axes.get_ylim()[1] - 0.45
        self._verdict = axes.text(left, top, "", fontsize=21, fontweight="bold", **look)
        # Only short words move: each letter costs 50 µs.
        self._steps = axes.text(*((0.6, top - 0.8) if small else (0.66, top)), "", fontsize=12 if small else 13, **look)
        below, article = -FRAME - 0.55, "an" if gate[0] in "aeiou" else "a"
        if small:
            axes.text(left, top - 0.8, f"× the gradient reaches {state}₀,", fontsize=12, **look)
            axes.text(0.74, below, f"{gate}s alone:", fontsize=12, ha="right", **look)
            axes.text(0, below - 0.65, f"each pair of plates: {article} {gate}", fontsize=12, **look)
        else:
            axes.text(0.345, top, f"× the gradient reaches {state}₀,", fontsize=13, **look)
            axes.text(0.89, below, f"straight through the {gate}s:", fontsize=12, ha="right", **look)
            axes.text(0, below, f"each pair of plates: {article} {gate}", fontsize=12, **look)
        self._rule = axes.text(0.76 if small else 0.9, below, "", fontsize=12, **look)
        axes.text(NAMED, FRAME + 0.55, "through all paths", fontsize=12, ha="center", **look)
        for x, said in (-0.045 if small else -0.02, f"${state}_0$"), (1.01, f"${state}_T$"):
            axes.text(x, 0, said, fontsize=15, ha="right" if x < 0 else "left", **look)
        self.moving = [self._all, self._straight, self._edges, self._plates, *self._arrows, *self._leaders]
        self.moving += [self._sign, self._verdict, self._steps, self._rule]

    def draw(self, gates, direct, exact):
        """gates (T,): how far each forget gate is open, 0 to 1, step 1 first. direct, exact (T+1,): log10 of the
        product of the gates and of the derivative, by lag."""
        T = len(gates)
        colour = style.fate(exact[-1])
        straight, every = (_half(*of) for of in zip((direct, exact), HAIRS, strict=True))
        seen = every.clip(max=FRAME)
        for body, half in (self._straight, straight.clip(max=FRAME)), (self._all, seen):
            body.set_xy(np.column_stack((np.r_[EDGE, EDGE[::-1]], np.r_[half, -half[::-1]])))
        (open_,) = np.nonzero((every < FRAME) & (every > HAIRS[1]))
        edge = np.column_stack((EDGE[open_], every[open_]))
        codes = np.where(np.diff(open_, prepend=-9) > 1, Path.MOVETO, Path.LINETO)
        self._edges.set_path(Path(np.r_[edge, edge * [1, -1]], np.r_[codes, codes]))
        x = np.repeat((np.arange(T) + 0.5) / T, 4)
        ends = np.array([[-PLATES, -1.0, 1.0, PLATES]]).repeat(T, 0)
        ends[:, 1:3] *= gates[:, None]
        self._plates.set_path(Path(np.column_stack((x, ends.ravel())), [Path.MOVETO, Path.LINETO] * 2 * T))
        self._plates.set_linewidth(min(4.0, (50 if self.small else 110) / T))
        cut = EDGE[every > FRAME]
        for arrow, side in zip(self._arrows, (-1, 1), strict=True):
            places = np.quantile(cut, (0.25, 0.75)) if len(cut) else np.array([])
            arrow.set_data(places, np.full(len(places), side * (FRAME + 0.17)))
        self._sign.set_data([0.0], [0.0])
        self._sign.set(color=colour, marker=style.MARKERS[colour], mec="white")
        for part in self._all, self._edges, *self._arrows:
            part.set_color(colour)
        verdict(self._verdict, exact[-1])
        self._steps.set_text(f"{T} steps back")
        self._rule.set_text(power_of_ten(direct[-1]))
        self._lead(T, gates, seen, straight)

    def _lead(self, T, gates, seen, straight):
        """A thin line from each name to what it names: to the streams between two plates, and to a plate."""
        for leader, start, half, side in (self._leaders[0], NAMED, seen, 1), (self._leaders[1], 0.88, straight, -1):
            place = 1 - (round((1 - start) * T) or 0.2) / T
            leader.set_data([start, place], [side * (FRAME + 0.3), side * np.interp(place, EDGE, half)])
        step = T // 10
        ends = [-FRAME - (0.95 if self.small else 0.3), (-PLATES - gates[step]) / 2]
        self._leaders[2].set_data(2 * [(step + 0.5) / T], ends)


def _half(log10, hair):
    """Half the width of a stream at EDGE, in banks, from log10 by lag (T+1,): between two steps as a power."""
    lags = (1 - EDGE) * (len(log10) - 1)
    return np.maximum(10.0 ** np.interp(lags, np.arange(len(log10)), log10.clip(-9, 3)), hair)
