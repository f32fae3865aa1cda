"""The stream: a sentence across the page, and from its gap back to the subject a stream as wide as the gradient.

Its width is linear: it fills its banks where the gradient is 1, thins to a hair or bursts out of the frame. Lengths
across the stream are in banks (a gradient of 1 reaches from -1 to 1), along it from 0 (first word) to 1 (the gap).
"""

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from helpers.figures import style
from helpers.figures.style import power_of_ten

FRAME = 4.0  # banks: where the stream is cut off, and an arrow says so
HAIR = 0.03  # banks: the least that is seen, a dot of the picture; only what is exactly 0 is not there at all
EDGE = np.linspace(0, 1, 221)
DOTS = np.random.default_rng(3).uniform((0, -FRAME), (1, FRAME), (170, 2))
VERDICTS = {style.VANISHES: "dies ▼", style.SURVIVES: "survives ●", style.EXPLODES: "explodes ▲"}
ROOM = 860.0  # CSS pixels for the words of a wide figure


class Stream:
    """A stream that fills the panel `axes`; upright: words in a column, the gap at the bottom (for a phone). room: CSS
    pixels for the words side by side. bank: so many times as wide, cut off where the gradient is FRAME / bank.

    say(words, subject, ask) sets the sentence, draw(log10_left) the gradient; `moving` are the artists that draw moves.
    """

    def __init__(self, axes, upright=False, room=ROOM, bank=1.0):
        self.axes, self.upright, self.room, self.bank, self._sentences, self._texts = axes, upright, room, bank, {}, []
        axes.set_axis_off()
        if upright:
            axes.set(xlim=(-FRAME - 0.4, FRAME + 7), ylim=(1.06, -0.22))
        else:
            axes.set(xlim=(-0.035, 1.06), ylim=(-7.2, 6.4))
        for side in -1, 1:
            axes.plot(
                *self._turned([0, 1], [side * bank, side * bank]),
                color=style.SURVIVES,
                ls=(0, (6, 3)),
                lw=1.4,
                gid="one",
            )
        (self._body,) = axes.fill([0], [0], lw=0, gid="fate")
        (self._dots,) = axes.plot([], [], "o", color="white", ms=4, mew=0)
        # The banks again, in white, where the stream covers them.
        self._banks = [axes.plot([], [], color="white", ls=(0, (6, 3)), lw=1.2)[0] for _ in range(2)]
        (self._stones,) = axes.plot([], [], "o", color="white", mec="#404040", mew=1.3, ms=7)
        arrows = ("<", -FRAME - 0.2), (">", FRAME + 0.2)
        if not upright:
            arrows = ("v", -FRAME - 0.2), ("^", FRAME + 0.2)
        self._arrows = [(axes.plot([], [], m, ms=10, clip_on=False, gid="fate")[0], beyond) for m, beyond in arrows]
        (self._sign,) = axes.plot([], [], ms=19, mec="white", mew=2, ls="", gid="fate")
        if upright:
            self._fog = axes.add_collection(PolyCollection([], lw=0, zorder=4), autolim=False)
        else:
            self._fog = axes.imshow(np.zeros((1, 1, 4)), aspect="auto", interpolation="bilinear", zorder=4)
        look = dict(va="center", in_layout=False, zorder=5)
        places = ((-FRAME, -0.17), (-FRAME, -0.09)) if upright else ((-0.025, 5.6), (0.24, 5.6))
        self._verdict = axes.text(*places[0], "", fontsize=21, fontweight="bold", gid="fate", **look)
        self._number = axes.text(*places[1], "", fontsize=13, **look)
        self._zero = axes.text(0, 0, "exactly 0", ha="left" if upright else "center", fontsize=12, **look)
        self.moving = [self._body, self._dots, *self._banks, self._stones, *(arrow for arrow, _ in self._arrows)]
        self.moving += [self._sign, self._fog, self._verdict, self._number, self._zero]

    def say(self, words, subject, ask):
        """Write the sentence; subject: the place of the word in question, ask: what stands at the gap. A picture that
        shows several sentences needs a scene for each: see picture.Picture.scene."""
        key = (*words, subject, ask)
        if key not in self._sentences:
            self._sentences[key] = self._written(words, subject, ask)
        for text in self._texts:
            text.set_visible(False)
        self.words, self.subject, (self.at, self._texts) = words, subject, self._sentences[key]
        for text in self._texts:
            text.set_visible(True)

    def _written(self, words, subject, ask):
        """Where the words of a sentence stand along the stream, and their texts."""
        if self.upright:
            at, size, ends = np.linspace(0, 1, len(words) + 1), min(17, 300 / len(words)), (*words, ask)
        else:
            ends = *words, "___"
            at, size = _spread(ends, self.room)
        look = dict(fontsize=size, ha="left" if self.upright else "center", va="center", in_layout=False)
        beside = FRAME + 0.8 if self.upright else -FRAME - 1.5
        texts = [
            self.axes.text(*self._turned(place, beside), word, fontweight="bold" if i == subject else "normal", **look)
            for i, (place, word) in enumerate(zip(at, ends, strict=True))
        ]
        if not self.upright:
            texts.append(self.axes.text(1.0, -FRAME - 2.7, ask, **look | {"fontsize": 12}))
        return at, texts

    def draw(self, log10_left, phase=0.0):
        """log10_left (words + 1,): log10 of the gradient at each word and at the gap, -inf for exactly 0. phase: how
        far the dots have drifted, in lengths of the stream."""
        left = np.asarray(log10_left, float)
        self._flow(left, half_width(EDGE, self.at, left), phase)

    def _flow(self, left, half, phase):
        """Draw a stream of half a width `half` (221,) at EDGE, in banks; nan: there is none, and nothing is said."""
        colour = style.fate(left[self.subject])
        half = self.bank * half
        seen = np.nan_to_num(half.clip(max=FRAME))
        outline = np.r_[EDGE, EDGE[::-1]], np.r_[seen, -seen[::-1]]
        self._body.set_xy(np.column_stack(self._turned(*outline)))
        along = (DOTS[:, 0] - phase) % 1
        inside = np.abs(DOTS[:, 1]) < np.interp(along, EDGE, seen) - 0.14
        self._dots.set_data(*self._turned(along[inside], DOTS[inside, 1]))
        covered = EDGE[seen > 1.1 * self.bank]
        for bank, side in zip(self._banks, (-1, 1), strict=True):
            bank.set_data(*self._turned(covered, np.full(len(covered), side * self.bank)))
        self._stones.set_data(*self._turned(self.at, np.zeros(len(self.at))))
        cut = EDGE[half > FRAME]
        for arrow, beyond in self._arrows:
            places = np.quantile(cut, (0.25, 0.75)) if len(cut) else np.array([])
            arrow.set_data(*self._turned(places, np.full(len(places), beyond)))
        self._sign.set_data(*self._turned([self.at[self.subject]], [0.0]))
        self._sign.set(color=colour, marker=style.MARKERS[colour], mec="white")
        nothing = EDGE[half == 0]
        beside = self.bank + (0.3 if self.upright else 0.7)
        self._zero.set(visible=len(nothing) > 0, position=self._turned(nothing.mean() if len(nothing) else 0, beside))
        self._verdict.set(text=VERDICTS[colour])
        for part in self._body, self._verdict, *(arrow for arrow, _ in self._arrows):
            part.set_color(colour)
        steps = len(self.words) - self.subject
        arrives = f" × the gradient reaches “{self.words[self.subject]}”, {steps} word{'s' * (steps > 1)} back"
        self._number.set_text(power_of_ten(left[self.subject]) + (" arrives" if self.upright else arrives))
        self._veil(left)

    def _veil(self, left):
        """A white veil over the words, the denser the less of the gradient is left."""
        dense = 0.85 * np.clip(-np.nan_to_num(left, neginf=-9) / 2.5, 0, 1)
        if self.upright:  # a plate on each word: an image as large as this column would take 8 ms
            half, (near, far) = 0.5 / len(self.words), (FRAME + 0.6, FRAME + 7)
            corners = [[(near, y - half), (far, y - half), (far, y + half), (near, y + half)] for y in self.at]
            self._fog.set_verts(corners)
            self._fog.set_facecolor([(1, 1, 1, alpha) for alpha in dense])
        else:
            image = np.ones((1, 60, 4))
            image[0, :, 3] = np.interp(np.linspace(-0.06, 1.06, 60), self.at, dense)
            self._fog.set_data(image)
            self._fog.set_extent((-0.06, 1.06, -FRAME - 2.2, -FRAME - 0.8))

    def _turned(self, along, across):
        """Places along and across the stream as x and y."""
        return (across, along) if self.upright else (along, across)


def half_width(along, at, left):
    """Half the width of a stream at the places `along`, in banks: between two words as a power, 0 beside an exact 0.
    left: log10 of the gradient at the places `at`, of the words; nan beside a nan."""
    words = np.interp(along, at, np.arange(len(left)))
    low = words.astype(int).clip(0, len(left) - 2)
    sizes = 10.0 ** left.clip(-9, 3)
    sizes[np.isneginf(left)] = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        half = sizes[low] * (sizes[low + 1] / sizes[low]) ** (words - low)
    half = np.where((sizes[low] == 0) | (sizes[low + 1] == 0), 0.0, half)
    return np.where(half == 0, 0.0, np.maximum(half, HAIR))


def _spread(words, room):
    """Words side by side over the whole width: their centres, the last at 1, and the size of the type in points."""
    lengths = [TextPath((0, 0), word, size=17, prop=FontProperties(family="DejaVu Sans")) for word in words]
    widths = np.array([path.get_extents().width for path in lengths]) * 100 / 72  # points as CSS pixels
    shrink = min(1.0, (room - 7 * len(words)) / widths.sum())
    widths = widths * shrink
    gap = min((room - widths.sum()) / len(words), 40.0)
    middles = np.cumsum(widths + gap) - gap - widths / 2
    return middles / middles[-1], 17 * shrink
