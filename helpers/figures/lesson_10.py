"""The figures of lesson 10."""

import numpy as np

from helpers import style
from helpers.figures import in_style, mark, powers_of_ten
from helpers.picture import Picture, panels

LOOKS = ("tanh", "--", style.KINDS[1], "s"), ("LSTM", "-", style.KINDS[0], "o"), ("GRU", ":", style.KINDS[2], "D")
LOOKS = {name: dict(ls=ls, color=c, marker=m, label=name, clip_on=False) for name, ls, c, m in LOOKS}


@in_style
def sentence(longest):
    """Left: what is left of a gradient at every word of a sentence, the last word on the right. Right: what comes next.

    draw(words (at most `longest`), log10_left (n,), subject, chances (4,)): subject is a place in `words`; the chances
    are those of "is", "are", a preposition, anything else.
    """
    figure, (left, right) = panels((1.5, 1))
    left.set(xlim=(-0.7, longest - 0.3), ylim=(-6, 2), ylabel="gradient left")
    powers_of_ten(left, np.arange(-6, 3, 2))
    left.set_xticks(range(longest), ["cabinets.."] * longest, rotation=90, color="none")  # keeps room for the words
    left.tick_params(axis="x", length=0)
    below = left.get_xaxis_transform()  # x in words, y in heights of the panel
    look = dict(rotation=90, ha="center", va="top", transform=below, in_layout=False)
    labels = [left.text(i, -0.02, "", **look) for i in range(longest)]
    (line,) = left.plot([], [], ".-", color=style.TRUTH, ms=9)
    (at_subject,) = left.plot([], [], ms=12, ls="", clip_on=False)
    right.set(xlim=(-0.6, 3.6), ylim=(0, 1), ylabel="probability of the next word")
    right.set_xticks(range(4), ["is", "are", "another\nphrase", "anything\nelse"])
    right.grid(visible=False, axis="x")
    bars = right.bar(range(4), 0, 0.7, color=[style.KINDS[0], style.KINDS[2], "#C8C8C8", "#C8C8C8"])
    bars[1].set_hatch("//")

    picture = Picture(figure, [line, at_subject, *bars])

    def draw(words, log10_left, subject, chances):
        places = np.arange(longest - len(words), longest)
        said = [""] * (longest - len(words)) + list(words)
        if said != [label.get_text() for label in labels]:
            for i, (label, word) in enumerate(zip(labels, said, strict=True)):
                label.set(text=word, fontweight="bold" if i == places[subject] else "normal")
            picture.redraw_all()  # only another sentence needs new words; the sliders move the rest
        line.set_data(places, np.clip(log10_left, -7, 3))
        mark(at_subject, places[subject], np.clip(log10_left[subject], -6, 2))
        for bar, chance in zip(bars, chances, strict=True):
            bar.set_height(chance)

    picture.draw = draw
    return picture


@in_style
def distractors(nouns, longest):
    """Left: the gradient of the verb's loss by steps back. Right: the share of right verbs by disagreeing nouns.

    draw(log10_left (lags+1,), shares (nouns+1,), n): the last lag is the subject's; n: where to put the mark.
    """
    figure, (left, right) = panels()
    left.set(xlim=(0, longest), ylim=(-12, 2), xlabel="steps back from the last word", ylabel="gradient left")
    powers_of_ten(left, np.arange(-12, 3, 2))
    (line,) = left.plot([], [], color=style.TRUTH)
    (end,) = left.plot([], [], ms=11, ls="", clip_on=False)
    right.set(xlim=(-0.2, nouns + 0.2), ylim=(-0.14, 1.04), xlabel="nouns of the other number before the verb")
    right.set_ylabel("share of right verbs")
    (rule,) = right.plot(range(nouns + 1), [1] + [0] * nouns, "--", color=style.NAIVE)
    right.text(1.2, -0.1, "rule of the nearest noun", color=style.NAIVE)
    (curve,) = right.plot([], [], "o-", color=style.TRUTH, clip_on=False)
    (here,) = right.plot([], [], "o", mfc="none", mec=style.TRUTH, mew=2, ms=17, clip_on=False)

    def draw(log10_left, shares, n):
        line.set_data(range(len(log10_left)), np.clip(log10_left, -13, 3))
        mark(end, len(log10_left) - 1, np.clip(log10_left[-1], -12, 2))
        curve.set_data(range(nouns + 1), shares)
        here.set_data([n], [shares[n]])

    return Picture(figure, [line, end, curve, rule, here], draw)  # a network that follows the rule does not hide it


@in_style
def race(updates, counts, caption):
    """How many of ten networks say "is" over the updates; counts: dict from a cell to numbers."""
    figure, (axes,) = panels((1,), (900, 320))
    axes.set(ylim=(-0.3, 10.3), xlim=(0, updates[-1]), xlabel="updates", ylabel="networks that say “is”")
    for name, numbers in counts.items():
        axes.plot(updates, numbers, ms=6, **LOOKS[name])
    axes.legend(loc="lower right")
    return Picture(figure, caption=caption)


@in_style
def horizon(learned, nouns, steps):
    """Left: how many of ten networks learned, over the window. Right: the share of right verbs over the distance.

    learned: {"cell k=window": number}, the widest window called all; steps: how many words a phrase has.
    draw(network, window, shares (10, nouns+1), seed).
    """
    figure, (left, right) = panels()
    windows = sorted({name.split("=")[1] for name in learned})  # "all" comes last
    left.set(xlim=(-0.4, len(windows) - 0.6), ylim=(-0.4, 10.4), xlabel="window $k$", ylabel="networks that learned")
    left.set_xticks(range(len(windows)), windows)
    at = {name: (windows.index(name.split("=")[1]), number) for name, number in learned.items()}
    for shift, (cell, look) in enumerate(LOOKS.items(), -1):
        points = np.array(sorted(place for name, place in at.items() if name.startswith(cell)))
        left.plot(points[:, 0] + 0.06 * shift, points[:, 1], **look)
    above = dict(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    left.legend(**above)
    (here,) = left.plot([], [], "o", mfc="none", mec=style.TRUTH, mew=2, ms=19, clip_on=False)
    distance = steps * np.arange(nouns + 1)
    right.set(xlim=(0, nouns * steps), ylim=(-0.14, 1.04), xlabel="steps from the last word back to the subject")
    right.set(ylabel="share of right verbs", xticks=distance)
    right.axvline(3 * steps, color=style.NAIVE, lw=1.2, ls=":")
    right.text(3 * steps + 0.6, -0.1, "longest in training", color=style.NAIVE)
    (credit,) = right.plot([], [], color=style.VANISHES, ls="--")
    seeds = [right.plot([], [], color="#B5B5B5", lw=1.2, zorder=1.5)[0] for _ in range(10)]
    (curve,) = right.plot([], [], "o-", color=style.TRUTH, clip_on=False)
    right.legend([credit, seeds[0], curve], ["window", "ten seeds", "this seed"], **above)

    def draw(network, window, shares, seed):
        here.set_data([at[network][0]], [at[network][1]])
        credit.set_data([min(window, nouns * steps)] * 2, [-0.14, 1.04])
        for line, row in zip(seeds, shares, strict=True):
            line.set_data(distance, row)
        curve.set_data(distance, shares[seed])

    return Picture(figure, [here, *seeds, credit, curve], draw)


@in_style
def letters(alphabet, length):
    """Left: the chances of the next character. Right: how probable each of the drawn characters was.

    draw(chances (V,), drawn (length,))."""
    figure, (left, right) = panels((1.4, 1))
    left.set(xlim=(-0.7, len(alphabet) - 0.3), ylim=(0, 1), ylabel="probability of the next character")
    left.set_xticks(range(len(alphabet)), ["␣" if c == " " else "↵" if c == "\n" else c for c in alphabet])
    left.grid(visible=False, axis="x")
    bars = left.bar(range(len(alphabet)), 0, 0.8, color=style.TRUTH)
    right.set(xlim=(0.5, length + 0.5), ylim=(0, 1.03), xlabel="character written", ylabel="its probability")
    (line,) = right.plot([], [], "o-", color=style.TRUTH, lw=1.2, ms=5, clip_on=False)

    def draw(chances, drawn):
        for bar, chance in zip(bars, chances, strict=True):
            bar.set_height(chance)
        line.set_data(range(1, length + 1), drawn)

    return Picture(figure, [*bars, line], draw)
