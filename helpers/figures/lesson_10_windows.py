"""The figures of lesson 10 about windows: what networks learn with them, and why it is more than one would think."""

from itertools import pairwise

import numpy as np

from helpers.controls import choice
from helpers.figures import style
from helpers.figures.picture import Picture, figure, panels

CELLS, WINDOWS = ("tanh", "LSTM", "GRU"), ("2", "3", "4", "5", "all")
NETWORKS = [f"{cell} k={k}" for cell in CELLS for k in WINDOWS if cell == "tanh" or k not in "34"]
PHRASE, LONGEST = 6, 3  # words from noun to noun; phrases in the longest training sentence


@figure(network=choice("cell and window", "tanh k=5", NETWORKS))
def horizon(shape, controls, learned):
    """Left: how many of ten networks learned, by cell and window. Right: those of one of them, right verbs by distance.

    learned: {"cell k=window": number}, the widest window called all. Draws {the same: right verbs in % (10, nouns+1)},
    a row a seed.
    """
    wide = shape != "tall"
    whole, (left, right) = panels(shape, (1, 1.25), 380, tall=(220, 330))
    numbers = np.array([[learned.get(f"{cell} k={k}", np.nan) for k in WINDOWS] for cell in CELLS])
    left.imshow(numbers, cmap="Greys", vmin=-2, vmax=14, aspect="auto")
    left.set(xlim=(-0.5, 4.5), ylim=(2.5, -0.5))
    left.set_xticks(range(5), [f"$k={k}$" if k != "all" else "all" for k in WINDOWS])
    left.set_yticks(range(3), CELLS)
    left.set_title("learned, of ten networks", fontsize=12)
    left.grid(visible=False)
    left.tick_params(length=0)
    look = dict(ha="center", va="center")
    for (row, column), number in np.ndenumerate(numbers):
        said = "not\nrun" if np.isnan(number) else f"{number:.0f}"
        dark = number > 5
        size = 11 if np.isnan(number) else 17
        left.text(column, row, said, color="white" if dark else "black", fontsize=size, **look)
    (frame,) = left.plot([], [], color=style.KINDS[2], lw=4, clip_on=False)
    distance = PHRASE * np.arange(9)
    right.set(xlim=(0, distance[-1]), ylim=(-4, 112), xlabel="steps back to the subject", ylabel="right verbs, in %")
    right.set_xticks(distance[::2])
    right.axvline(PHRASE * LONGEST, color=style.NAIVE, lw=1.4, ls=":")
    right.text(
        PHRASE * LONGEST + 0.7, 107, "longest in training" if wide else "longest trained", fontsize=11, va="center"
    )
    (reach,) = right.fill([0], [0], color=style.KINDS[1], alpha=0.25, lw=0)
    right.set_title("pink: what one loss reaches", fontsize=12, color=style.ACCENT)
    seeds = [right.plot([], [], color=style.TRUTH, lw=1.6, alpha=0.55, clip_on=False)[0] for _ in range(10)]

    def draw(at, curves):
        cell, k = at.network.split(" k=")
        x, y = WINDOWS.index(k), CELLS.index(cell)
        frame.set_data(x + 0.46 * np.array([-1, 1, 1, -1, -1]), y + 0.46 * np.array([-1, -1, 1, 1, -1]))
        end = distance[-1] if k == "all" else int(k)
        reach.set_xy([(0, -4), (end, -4), (end, 100), (0, 100)])
        for line, row in zip(seeds, curves[at.network], strict=True):
            line.set_data(distance, row)

    def words(at, curves):
        k, rows = at.network.split("k=")[1], curves[at.network]
        near, far = rows[:, LONGEST], rows[:, -1]
        return (
            f"{at.network}: each loss reaches {'the whole sentence' if k == 'all' else f'{k} steps back'}. With three "
            f"distracting nouns, {PHRASE * LONGEST} steps, {learned[at.network]} of 10 networks have at least three "
            f"quarters of the verbs right ({near.min()} to {near.max()} %). With eight, {distance[-1]} steps: "
            f"{far.min()} to {far.max()} %, and {np.sum(far >= 90)} of 10 at least 90 %."
        )

    return Picture(whole, [reach, *seeds, frame], draw, words)


@figure()
def stones(shape, controls, sentence, nouns, window):
    """A sentence, and how far the losses of its nouns and of its verb reach back. nouns: their places, the subject
    first; each loss stands at the word before what it predicts, the verb's at the last word."""
    wide = shape != "tall"
    whole, (axes,) = panels(shape, (1,), 300, (560,))
    whole.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    axes.set_axis_off()
    n = len(sentence)
    axes.set(**dict(xlim=(-0.8, n + 0.6), ylim=(-2.9, 1.6)) if wide else dict(xlim=(-0.3, 6.2), ylim=(n + 1.8, -0.9)))

    def at(along, across):
        return (along, -across) if wide else (1.9 + across, along)

    for i, word in enumerate((*sentence, "___")):
        look = dict(fontsize=12 if wide else 12.5, fontweight="bold" if i in nouns else "normal", va="center")
        place = (i, 0.9) if wide else (1.5, i)
        axes.text(*place, word, ha="center" if wide else "right", rotation=35 if wide else 0, **look)
        axes.plot(*at(i, 0), "o", color=style.TRUTH if i in nouns else "#B5B5B5", ms=9 if i in nouns else 5)
    for step, target, before in reaches(nouns, window):
        bears, verb = before is not None, target == n
        colour, level = style.TRUTH if bears else style.ACCENT, (2.0 if wide else 3.65) if verb else 0.9
        first = max(step - window, 0)
        for end in (step, first) if bears else (step,):
            axes.plot(*at(np.full(2, end), np.array([0.12, level])), color=colour, lw=1.2, ls=":")
        head = dict(
            arrowstyle="-|>" if bears else "|-|, widthA=0.4, widthB=0", color=colour, lw=3, shrinkA=0, shrinkB=0
        )
        axes.annotate("", at(first, level), at(step, level), arrowprops=head)
        loss = "loss of the verb" if verb else f"loss of “{sentence[target]}”"
        said = f"{loss}: {'reaches the noun before' if bears else 'ends one step short of the noun before'}"
        if not wide:
            said = f"{loss}:\n" + ("reaches the\nnoun before" if bears else "ends one step short\nof the noun before")
        spot = ((first + step) / 2, level + 0.35) if wide else ((first + step) / 2, level + 0.15)
        look = dict(color=colour, fontsize=11, ha="center" if wide else "left", va="center")
        if verb and not wide:
            spot, look["ha"] = (step + 1.6, 4.2), "right"
        axes.text(*at(*spot), said, **look)

    def words(at):
        return (
            f"“{' '.join(sentence)} ___”, window k = {window}. The loss of the verb stands at “{sentence[-1]}” and "
            "ends one step short of the noun before. The loss of every noun but the first stands one word before it, "
            "and reaches the noun before."
        )

    return Picture(whole, words=words)


def reaches(nouns, window):
    """Of every loss, the later nouns' and the verb's: (the step it stands at, the place of what it predicts, the noun
    before it if the window reaches that far, else None)."""
    losses = [(noun - 1, noun, before) for before, noun in pairwise(nouns)]
    losses.append((nouns[-1], nouns[-1] + 1, nouns[-2]))
    return [(step, target, before if step - before <= window else None) for step, target, before in losses]
