"""A wide stream without a message: all of the gradient as an outline, the part of use inside it or around it, filled.

Both are drawn on the stream of `stream.Stream`. They are not nested, since a part may be larger than a norm; so one is
an outline and the other a fill. Beside them two words that may come next, in type as large as their probability.
"""

import numpy as np
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from helpers.figures import style
from helpers.figures.lettering import outline, placed, width
from helpers.figures.panels import log10
from helpers.figures.stream import EDGE, FRAME, HAIR, Stream, half_width
from helpers.figures.style import power_of_ten

VERDICTS = {style.VANISHES: "no message ▼", style.SURVIVES: "it arrives ●", style.EXPLODES: "it explodes ▲"}
TURNED = "turned round "  # and the sign of its size: it arrives, and pushes the verb the wrong way
TYPE, LEAST = 46.0, 9.0  # points: a word of probability 1, and the least that can be read
BAR = 118.0  # CSS pixels: the bar of a probability of 1
BANK = 2.0  # see stream.Stream: the frame cuts at twice what starts at the gap
ROOM = 590.0  # CSS pixels for the words of a wide figure


class Message(Stream):
    """A stream in the panel `axes`, and the words that may come next in the panel `beside`; upright: the stream upright
    and `beside` under it (for a phone). candidates: the two words; about: what the part of use is about.

    say(words, subject, right) sets the sentence, draw(norms, useful, probabilities) the rest; `moving` are the artists
    that draw moves.
    """

    def __init__(self, axes, beside, candidates=("is", "are"), about="the number", upright=False):
        super().__init__(axes, upright, ROOM, BANK)
        self.candidates = candidates
        if not upright:
            axes.set(xlim=(-0.045, 1.06))
        (self._outline,) = axes.plot([], [], color=style.NAIVE, lw=3.2, solid_joinstyle="round")
        (self._pipe,) = axes.fill([0], [0], color="#EFEFEF", lw=0, zorder=0.8)
        hatch = dict(hatch="////", fc="none", ec="white", lw=0)
        (self._against,) = axes.fill([0], [0], **hatch)
        markers = "<>" if upright else "v^"
        self._leaves = [axes.plot([], [], m, ms=10, clip_on=False, color=style.NAIVE)[0] for m in markers]
        if upright:
            axes.set_ylim(1.05, -0.34)
            self._zero.set_text("exactly\n0")
            (x, y), places = (-FRAME, -0.28), ((-0.5, -0.19), (-0.5, -0.125))
        else:
            (x, y), places = (-0.04, 5.7), ((0.55, 6.0), (0.55, 5.0))
        self._verdict.set(position=(x, y), fontsize=19 if upright else 21)
        self._all = axes.text(0, 0, "", va="center", in_layout=False, zorder=5)
        rows = (self._number, f"of use for {about} (filled)", "black"), (self._all, "in all (outlined)", "#5E5E5E")
        for (number, said, colour), (x, y) in zip(rows, places, strict=True):  # each letter that moves costs 50 µs
            number.set(position=(x, y), ha="right", fontsize=13, fontweight="bold", color=colour)
            space = 0.2 if upright else 0.012
            axes.text(x + space, y, said, fontsize=12, color=colour, va="center", in_layout=False)
        beside.set_axis_off()
        beside.set(xlim=(0, 366) if upright else (0, 200), ylim=(132, 0) if upright else (300, 0), aspect="equal")
        self._corners = ((4, 88), (194, 88)) if upright else ((6, 130), (6, 236))
        beside.text(*((4, 14) if upright else (6, 52)), "the network says", fontsize=12, va="center", in_layout=False)
        self._letters = beside.add_collection(PathCollection([], lw=0, fc="black"), autolim=False)
        self.moving = [self._pipe, self._body, self._against, *self.moving[1:4], self._outline, *self.moving[4:]]
        self.moving += [*self._leaves, self._all, self._letters]
        self.moving.remove(self._sign)  # last of all
        self.moving.append(self._sign)

    def say(self, words, subject, right):
        """Write the sentence; subject: the place of the word in question, right: which of the candidates is right."""
        super().say(words, subject, " / ".join(self.candidates) + " ?")
        self.right = right

    def draw(self, norms, useful, probabilities, phase=0.0):
        """norms, useful (words + 1,): all of the gradient, at least 0, and its part of use, of any sign, at each word
        and at the gap, in shares of what starts there; nan where there is none. probabilities (2,): of the candidates,
        in any unit. phase: how far the dots have drifted. Raises ValueError for arrays of another length."""
        norms, useful = np.asarray(norms, float), np.asarray(useful, float)
        if norms.shape != self.at.shape or useful.shape != self.at.shape:
            raise ValueError(
                f"norms and useful need a value for each of {len(self.words)} words and one for the gap after them, "
                f"but got the shapes {norms.shape} and {useful.shape}. Compute them for the sentence that is shown."
            )
        half, sign = signed(self.at, useful)
        self._flow(log10(useful), half, phase)
        seen = np.where(sign < 0, np.nan_to_num(BANK * half).clip(max=FRAME), 0.0)
        self._against.set_xy(np.column_stack(self._turned(*_around(EDGE, seen))))
        self._frame(BANK * half_width(EDGE, self.at, log10(norms)))
        arrives = useful[self.subject]
        colour = style.fate(log10(arrives))
        turned = arrives < 0 and colour != style.VANISHES
        self._verdict.set_text(TURNED + VERDICTS[colour][-1] if turned else VERDICTS[colour])
        self._number.set(text="−" * int(arrives < 0) + power_of_ten(log10(arrives)), color=colour, gid="fate")
        self._all.set_text(power_of_ten(log10(norms[self.subject])))
        self._write(np.asarray(probabilities, float))

    def _frame(self, half):
        """The outline of half a width `half` at EDGE, open where the frame cuts it, with arrows there."""
        cut = half > FRAME
        for arrow, side in zip(self._leaves, (-1, 1), strict=True):
            places = np.quantile(EDGE[cut], (0.4, 0.6)) if cut.any() else np.array([])
            arrow.set_data(*self._turned(places, np.full(len(places), side * (FRAME + 0.2))))
        there = half > 0
        line = _around(EDGE[there], np.where(cut, np.nan, half)[there])
        self._outline.set_data(*self._turned(*(np.r_[part, part[:1]] for part in line)))
        self._pipe.set_xy(np.column_stack(self._turned(*_around(EDGE, np.nan_to_num(half).clip(max=FRAME)))))

    def _write(self, probabilities):
        """The candidates, each with a bar, its probability among them and whether it is right."""
        chances = probabilities / probabilities.sum()
        paths = []
        for i, (word, chance, (x, y)) in enumerate(zip(self.candidates, chances, self._corners, strict=True)):
            size = type_size(chance)
            paths.append(placed(outline(word, True), size, x, y))
            end = x + width(word, size, True)
            paths.append(placed(outline("✓" if i == self.right else "✗"), 13, end + 9, y))
            bar = x + BAR * chance
            paths.append(Path([(x, y + 10), (bar, y + 10), (bar, y + 24), (x, y + 24), (x, y + 10)]))
            paths.append(placed(outline(f"{chance:.2f}"), 12, bar + 8, y + 23))
        self._letters.set_paths(paths)


def signed(at, values):
    """Half the width of a stream at EDGE, in banks, and its sign: as stream.half_width; where the sign turns between
    two words, straight through 0. at, values (words + 1,)."""
    half, straight = half_width(EDGE, at, log10(values)), np.interp(EDGE, at, values)
    low = np.interp(EDGE, at, np.arange(len(at))).astype(int).clip(0, len(at) - 2)
    turns = values[low] * values[low + 1] < 0
    return np.where(turns, np.abs(straight).clip(HAIR), half), np.sign(straight)


def type_size(chance):
    """The size of the type, in points, of a word of this probability, 0 to 1."""
    return max(LEAST, TYPE * chance)


def _around(along, half):
    """The outline of a stream, once around: places along and across it."""
    return np.r_[along, along[::-1]], np.r_[half, -half[::-1]]
