"""The figures of lesson 10; those that look at whole trainings are made in lesson_10_training,
that of the letters in lesson_10_letters."""

import numpy as np

from helpers.controls import choice, slider, text
from helpers.figures import style
from helpers.figures.lesson_10_letters import letters
from helpers.figures.lesson_10_training import horizon, race
from helpers.figures.names import Verdict
from helpers.figures.panels import one
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import ends, log_axis
from helpers.figures.style import power_of_ten

__all__ = ["distractors", "horizon", "letters", "race", "sentence"]

EXAMPLES = (
    "The writer of the books",
    "The writers of the book",
    "The keys near the cabinet",
    "The friend with the old wigs behind the red cabinets",
    "The men of the new good movie near the small old key with the terrible red book",
    "The book",
)
PALE = "#C8C8C8"


@figure(
    updates=slider("updates", 900, 0, 3000, 50, play=True),
    sentence=text("sentence", EXAMPLES[0], EXAMPLES),
    cell=choice("cell", "tanh", ("tanh", "LSTM")),
)
def sentence(shape, controls, longest):
    """Left: what is left of a gradient at every word of a sentence, the first word at the top. Right: what comes next.

    Draws how many updates were made, the words, the subject's place in them, its verb, log10 of the gradient left
    (n,), and the chances (4,) of "is", "are", a preposition, anything else.
    """
    small = shape == "tall"
    whole, (left, right) = panels(shape, (1.5, 1), 420, tall=(440, 300))
    verdict = Verdict(left, small=small)
    left.set(ylim=(1, 0), yticks=[0], yticklabels=["cabinets ■"], xlabel="gradient left", xlim=(-3, 1))
    left.tick_params(axis="y", length=0, labelcolor="none")  # keeps room for the words
    left.grid(False, axis="y")
    one(left.axvline, 0)
    beside = left.get_yaxis_transform()  # x in widths of the panel, y in data
    look = dict(ha="right", va="center", transform=beside, in_layout=False)
    labels = [left.text(-0.02, 0, "", **look) for _ in range(longest)]
    (line,) = left.plot([], [], ".-", color=style.TRUTH, ms=9)
    at_subject = left.plot([], [], ms=12, ls="", clip_on=False)[0]
    right.set(xlim=(-0.6, 3.6), ylim=(0, 1), ylabel="probability of the next word")
    right.set_xticks(range(4), ["is", "are", "“of”,\n“near”…", "anything\nelse"])
    right.grid(visible=False, axis="x")
    bars = right.bar(range(4), 0, 0.7, color=[style.KINDS[0], style.KINDS[2], PALE, PALE])
    bars[1].set_hatch("//")
    gears = [(0, 0)]

    def draw(at, updates, said, subject, verb, log10_left, chances):
        n = len(said)
        places = (np.arange(n) + 0.5) / n
        for i, label in enumerate(labels):
            label.set_visible(i < n)
            if i < n:
                label.set(text=said[i], fontweight="bold" if i == subject else "normal", y=places[i])
                label.set_fontsize(min(12, 9 + 12 / n))
        low, high = gears[0] = ends([log10_left], gears[0])
        ticks = np.arange(low, high + 1, 1 if high - low < 7 else 3)
        left.set_xlim(low, high)
        left.set_xticks(ticks, [f"$10^{{{tick}}}$" if tick else "1" for tick in ticks])
        picture.scene((low, high, tuple(said)))
        line.set_data(log10_left, places)
        size = log10_left[subject]
        colour = style.fate(size)
        at_subject.set_data([np.clip(size, low, high)], [places[subject]])
        at_subject.set(color=colour, marker=style.MARKERS[colour], gid="fate")
        reaches = f"reaches “{said[subject]}”"
        verdict.draw(size, reaches if small else f"of the gradient by “{verb}” {reaches}")
        for bar, chance in zip(bars, chances, strict=True):
            bar.set_height(chance)

    def words(at, updates, said, subject, verb, log10_left, chances):
        return (
            f"{at.cell} after {updates} updates, “{' '.join(said)} …”: P(is) = {chances[0]:.3f}, "
            f"P(are) = {chances[1]:.3f}. It leans to “{'is' if chances[0] > chances[1] else 'are'}”; with "
            f"“{said[subject]}” goes “{verb}”. Of the gradient of that verb's loss "
            f"{power_of_ten(log10_left[subject])} arrives at “{said[subject]}”, {len(said) - 1 - subject} steps back."
        )

    picture = Picture(whole, [line, at_subject, *bars, *verdict.moving], draw, words, ghosts=[line])
    return picture


@figure(
    updates=slider("updates", 900, 0, 3000, 50, play=True),
    distractors=slider("distractors", 2, 0, 6, 1),
    distance=slider("distance", 1, 0, 4, 1),
    cell=choice("cell", "tanh", ("tanh", "LSTM")),
)
def distractors(shape, controls):
    """Left: the gradient of the verb's loss by steps back, up to the subject. Right: the share of right verbs by
    disagreeing nouns. Draws how many updates were made, log10 of the gradient left (lags+1,), the shares (nouns+1,).
    """
    small = shape == "tall"
    whole, (left, right) = panels(shape, tall=(330, 320))
    verdict = Verdict(left, "of the gradient reaches the subject", small)
    nouns = controls.distractors.high
    size = (0, 1), None, "steps back from the last word", "gradient left"
    lines, draw_lines = log_axis(left, *size, [("the gradient", "true")], legend=None)
    right.set(xlim=(-0.2, nouns + 0.2), ylim=(-0.17, 1.04), xlabel="nouns of the other number before the verb")
    if small:
        right.set_xlabel("nouns of the other number")
    right.set_ylabel("share of right verbs")
    right.plot(range(nouns + 1), [1] + [0] * nouns, color=style.NAIVE, lw=6, alpha=0.6)
    rule = "grey: the nearest noun" if small else "grey: rule of the nearest noun"
    right.text(nouns, -0.12, rule, color="#5E5E5E", fontsize=11, ha="right")
    (curve,) = right.plot([], [], "o-", color=style.TRUTH, clip_on=False)
    (here,) = right.plot([], [], "o", mfc="none", mec=style.TRUTH, mew=2, ms=17, clip_on=False)
    name = right.text(0, 0, "the network", va="bottom", in_layout=False)

    def draw(at, updates, log10_left, shares):
        last = next(steps for steps in (10, 20, 45) if steps >= len(log10_left) - 1)
        left.set(xlim=(0, last), xticks=np.linspace(0, last, 6 if last < 45 else 4).round())
        picture.scene((last, draw_lines(log10_left)))
        curve.set_data(range(len(shares)), shares)
        here.set_data([at.distractors], [shares[at.distractors]])
        near = shares[nouns // 2 : nouns // 2 + 3]  # the points above or below the name
        name.set_position((0.52 * nouns, near.max() + 0.05 if near.max() < 0.85 else near.min() - 0.14))
        verdict.draw(log10_left[-1])

    def words(at, updates, log10_left, shares):
        return (
            f"{at.cell} after {updates} updates; nouns of the other number: {at.distractors}, adjectives in each "
            f"phrase: {at.distance}. The network gets {shares[at.distractors]:.0%} of the verbs right. The subject is "
            f"{len(log10_left) - 1} steps back; {power_of_ten(log10_left[-1])} of the gradient arrives there."
        )

    picture = Picture(whole, [*lines, curve, here, name, *verdict.moving], draw, words, ghosts=[curve])
    return picture
