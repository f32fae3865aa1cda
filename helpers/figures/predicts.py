"""Does the first gradient predict? Each cell from its default start to its memory start: gradient left, updates needed.

Small marks are seeds, large ones their medians, hollow at the default start and filled at the memory start.
"""

import numpy as np
from matplotlib.patches import FancyArrowPatch

from helpers import expect
from helpers.figures import style
from helpers.figures.beside import LOW, Beside
from helpers.figures.lettering import width
from helpers.figures.panels import say
from helpers.figures.places import around, best, squares

# Marker and colour of each cell, as in lesson 08, and a colour dark enough for its name.
LOOKS = {
    "tanh": ("s", style.NAIVE, "#636363"),
    "ReLU": ("D", style.KINDS[2], "#8A5B00"),
    "LSTM": ("o", style.KINDS[1], style.ACCENT),
    "GRU": ("p", style.KINDS[0], style.KINDS[0]),
}
TESTS = np.isneginf, np.isposinf  # what stands in the strip, and in the band
LARGE = 17, 13  # points: where the medians of both starts coincide, the filled one stands in the hollow one
MARGINS = (94, 24, 108, 66), (88, 24, 152, 88)  # CSS pixels around the panel: see beside.Beside
PREDICTS = (0.8, "predicts"), (0.65, "predicts a little"), (0.2, "doesn't predict"), (0, "misleads")


class Predicts:
    """Starts of the cells `names` (of those in LOOKS) in the panel `page`, alone in its figure; small: for a phone.

    draw(default, memory, budget) changes what is in `moving`, and says with `axes.gears` what stands still: give them
    to picture.Picture.scene.
    """

    def __init__(self, page, names, small=False):
        self.names = [expect.one_of("name", name, tuple(LOOKS)) for name in names]
        self.axes = Beside(page, len(names), MARGINS[small], 5 if small else 8)
        look = dict(va="center", ha="center", in_layout=False, zorder=6)
        self.fates = [say(page, 0, 0, word, fontsize=12, **look) for word in ("vanishes", "explodes")]
        look |= {"fontsize": 13, "fontweight": "bold"}
        self.labels = [page.text(0, 0, name, color=LOOKS[name][2], **look) for name in names]
        self.arrows, self.medians, self.seeds = [], [], []  # two lines for each cell: default start, memory start
        for marker, colour, _ in (LOOKS[name] for name in names):
            look = dict(arrowstyle="-|>", mutation_scale=17, shrinkA=0, shrinkB=0, lw=2.2, zorder=3.6)
            self.arrows.append(page.add_patch(FancyArrowPatch((0, 0), (0, 0), color=colour, **look)))
            look = dict(ls="", marker=marker, clip_on=False)
            for face, edge, large in zip(("white", colour), (colour, "white"), LARGE, strict=True):
                self.seeds += page.plot([], [], ms=5.5, mfc=face, mec=colour, mew=1.2, alpha=0.7, zorder=3.5, **look)
                self.medians += page.plot([], [], ms=large, mfc=face, mec=edge, mew=2, zorder=4, **look)
        self._head(page.figure, small)
        self.moving = [*self.seeds, *self.arrows, *self.medians, *self.labels, *self.fates]
        self.moving += [self.verdict, self.number]

    def _head(self, figure, small):
        """The verdict, in words what a mark is, and the names of the axes."""
        across, height = (100 * inches for inches in figure.get_size_inches())
        look = dict(va="center", in_layout=False)

        def put(x, y, words, size=12, **more):
            return figure.text(x / across, 1 - y / height, words, fontsize=size, **look | more)

        size, bold = 18 if small else 21, {"fontweight": "bold"}
        put(12, 20, "The first gradient", size, **bold)
        after = (12, 46) if small else (26 + width("The first gradient", size, True), 20)
        self.verdict = put(*after, "", size, **bold)
        row = 77 if small else 53
        self.number = put(12, row, "", 13, **bold)
        key = "□ default start  → ■ memory start", "small: one seed, large: the median"
        if small:
            said = "pairs, a seed of each start:", "more gradient, and sooner (a coin: half)"
            lines = (128, row, said[0]), (12, row + 20, said[1]), (12, row + 42, key[0]), (12, row + 62, key[1])
        else:
            said = "pairs of a cell, a seed of each start: the one with more gradient learned sooner (a coin: half)"
            lines = (128, row, said), (12, row + 27, "      ".join(key))
        for x, y, words in lines:
            put(x, y, words, 11.5)
        left, right, _, below = MARGINS[small]
        middle, axis = (left + across - right) / 2, height - below - self.axes.height / 2
        name = "gradient left at the first step,", "before the first update"
        put(middle, height - below + (65 if small else 54), ("\n" if small else " ").join(name), ha="center")
        put(13 if small else 20, axis, "updates until learned", rotation=90, ha="center")

    def draw(self, default, memory, budget):
        """default, memory: for each name the log10 of the gradient left, -inf for an exact 0, and the updates until
        solved, inf for "not within budget": two arrays (seeds,). Raises ValueError for anything else."""
        groups = [checked(start[name], name, budget) for name in self.names for start in (default, memory)]
        medians = [tuple(np.median(values) for values in group) for group in groups]
        self.axes.shift(*np.concatenate(groups, axis=1), budget)
        self._put(groups, medians)
        self._name()
        right, judged = within(groups)
        self.verdict.set_text(verdict(right, judged))
        self.number.set_text(f"{right} of {judged}")

    def _put(self, groups, medians):
        """Put the marks in their places, and the arrows between them."""
        cells = [np.concatenate(pair, axis=1) for pair in zip(groups[::2], groups[1::2], strict=True)]
        beside = [[i for i, cell in enumerate(cells) if test(cell[axis]).any()] for axis, test in enumerate(TESTS)]
        self.places = []
        for i, (group, median) in enumerate(zip(groups, medians, strict=True)):
            row = [(of.index(i // 2) + 0.5) / len(of) if i // 2 in of else 0.5 for of in beside]
            self.seeds[i].set_data(*self.axes.stand(*group, *row))
            self.places.append([float(at) for at in self.axes.stand(*median, *row)])
            self.medians[i].set_data(*np.transpose(self.places[-1:]))
        for arrow, start, end in zip(self.arrows, self.places[::2], self.places[1::2], strict=True):
            ends = self.axes.pixels([start, end])
            length = np.hypot(*(ends[1] - ends[0]))
            arrow.set_visible(length > 34)  # CSS pixels, from the edge of a mark to that of the other
            if arrow.get_visible():
                along = (ends[1] - ends[0]) / length
                arrow.set_positions(*self.axes.data([ends[0] + 12 * along, ends[1] - 9 * along]))

    def _name(self):
        """Put each name beside a mark of its cell, and the words of the fates, where they cover least."""
        axes, at = self.axes, self.axes.pixels(self.places)
        seeds = axes.pixels(np.concatenate([np.transpose(line.get_data()) for line in self.seeds]))
        ways = np.concatenate([np.linspace(*ends, 40) for ends in zip(at[::2], at[1::2], strict=True)])
        marks = np.concatenate([squares(at, 11), squares(seeds, 5), squares(ways, 4)])
        left, middle = axes.pixels([axes.written.get_position()])[0]
        words = [(0, middle - 10, left + width(axes.written.get_text(), 11.5) + 4, middle + 10)]
        for i, label in enumerate(self.labels):
            half = np.array([width(self.names[i], 13, True) / 2 + 2, 11])
            others = np.delete(at, [2 * i, 2 * i + 1], axis=0)
            spots = np.stack([around(at[k], half) for k in (2 * i, 2 * i + 1)], axis=1).reshape(-1, 2)
            place = best(spots, half, marks, np.array(words), axes.size, at[2 * i : 2 * i + 2], others)
            words.append((*(place - half), *(place + half)))
            label.set_position(axes.data(place))
        for word, ends in zip(self.fates, ((axes.gears[0], -1), (1, axes.gears[1])), strict=True):
            half = np.array([width(word.get_text(), 12) / 2 + 3, 10])
            start, end = axes.pixels([(x, axes.corner[1]) for x in ends])[:, 0]
            word.set_visible(end - start > 2 * half[0])
            if word.get_visible():
                rows = 12, axes.height - 14, *np.linspace(40, axes.height - 40, 5)
                spots = np.array([(x, y) for y in rows for x in np.linspace(end - half[0], start + half[0], 7)])
                place = best(spots, half, marks, np.array(words), axes.size)
                words.append((*(place - half), *(place + half)))
                word.set_position(axes.data(place))


def checked(group, name, budget):
    """Gradients and updates of one cell at one start as arrays (seeds,). Raises ValueError if they can't be drawn."""
    x, y = (np.asarray(values, float) for values in group)
    if x.shape != y.shape or x.ndim != 1 or not len(x):
        raise ValueError(
            f"{name} needs as many gradients as updates, one of each for every seed, but got the shapes {x.shape} and "
            f"{y.shape}. Leave a run out of both or of neither."
        )
    if not (np.abs(x[~np.isneginf(x)]) <= LOW[-1]).all():
        raise ValueError(
            f"{name}: gradients must be powers of ten from {-LOW[-1]} to {LOW[-1]}, or -inf for an exact 0, but "
            f"got {x}. Give log10 of their sizes."
        )
    if not (((0 <= y) & (y <= budget)) | np.isposinf(y)).all():
        raise ValueError(
            f"{name}: updates must lie between 0 and the budget of {budget}, or be inf for a run that was not solved, "
            f"but got {y}. Give all runs the same budget."
        )
    return x, y


def within(groups):
    """Of all pairs of a seed of the default and a seed of the memory start of one cell, of which one has more gradient
    and one learned sooner: in how many it is the same one, and how many there are. groups: as Predicts.draw makes them,
    (gradients, updates) of default and memory start in turn; -inf and inf allowed."""
    right = judged = 0
    for default, memory in zip(groups[::2], groups[1::2], strict=True):
        more, sooner = (np.sign(_apart(*of)) for of in zip(memory, default, strict=True))
        right, judged = right + int((more * sooner < 0).sum()), judged + int((more * sooner != 0).sum())
    return right, judged


def _apart(these, those):
    """these - those for every pair (n,m), by rank: two infinities have no difference."""
    ranks = np.unique(np.concatenate((these, those)), return_inverse=True)[1]
    return np.subtract.outer(ranks[: len(these)], ranks[len(these) :])


def verdict(right, judged):
    """In words, what `within` says."""
    return next(said for share, said in PREDICTS if right >= share * judged) if judged else "can't be judged"
