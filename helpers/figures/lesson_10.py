"""The figures of lesson 10; those that look at whole trainings are made in lesson_10_training,
that of the letters in lesson_10_letters."""

import numpy as np

from helpers.controls import choice, slider, text
from helpers.figures import style
from helpers.figures.lesson_10_letters import letters
from helpers.figures.lesson_10_training import horizon, race
from helpers.figures.panels import mark, powers_of_ten, sign
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.sizes import log_axis
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
    sentence=text("sentence", EXAMPLES[0], EXAMPLES),
    cell=choice("cell", "tanh", ("tanh", "LSTM")),
    updates=slider("updates", 900, 0, 3000, 50, play=True),
)
def sentence(shape, controls, longest):
    """Left: what is left of a gradient at every word of a sentence of at most `longest` words, the last word on the
    right. Right: what comes next.

    Draws how many updates were made, the words, the subject's place in them, its verb, log10 of the gradient left
    (n,), and the chances (4,) of "is", "are", a preposition, anything else.
    """
    whole, (left, right) = panels(shape, (1.5, 1), tall=(400, 320))
    left.set(xlim=(-0.7, longest - 0.3), ylabel="gradient left")
    powers_of_ten(left, -6, 2, 2)
    left.set_xticks(range(longest), ["cabinets.."] * longest, rotation=90, color="none")  # keeps room for the words
    left.tick_params(axis="x", length=0)
    below = left.get_xaxis_transform()  # x in words, y in heights of the panel
    look = dict(rotation=90, ha="center", va="top", transform=below, in_layout=False)
    labels = [left.text(i, -0.02, "", **look) for i in range(longest)]
    (line,) = left.plot([], [], ".-", color=style.TRUTH, ms=9)
    at_subject = sign(left, 12)
    right.set(xlim=(-0.6, 3.6), ylim=(0, 1), ylabel="probability of the next word")
    right.set_xticks(range(4), ["is", "are", "another\nphrase", "anything\nelse"])
    right.grid(visible=False, axis="x")
    bars = right.bar(range(4), 0, 0.7, color=[style.KINDS[0], style.KINDS[2], PALE, PALE])
    bars[1].set_hatch("//")

    def draw(at, updates, said, subject, verb, log10_left, chances):
        places = np.arange(longest - len(said), longest)
        for i, (label, word) in enumerate(zip(labels, [""] * (longest - len(said)) + said, strict=True)):
            label.set(text=word, fontweight="bold" if i == places[subject] else "normal")
        line.set_data(places, np.clip(log10_left, -7, 3))
        mark(at_subject, places[subject], log10_left[subject], -6, 2)
        for bar, chance in zip(bars, chances, strict=True):
            bar.set_height(chance)

    def words(at, updates, said, subject, verb, log10_left, chances):
        return (
            f"{at.cell} after {updates} updates, “{' '.join(said)} …”: P(is) = {chances[0]:.3f}, "
            f"P(are) = {chances[1]:.3f}. It leans to “{'is' if chances[0] > chances[1] else 'are'}”; with "
            f"“{said[subject]}” goes “{verb}”. Of the gradient of that verb's loss "
            f"{power_of_ten(log10_left[subject])} arrives at “{said[subject]}”, {len(said) - 1 - subject} steps back."
        )

    return Picture(whole, [line, at_subject, *bars, *labels], draw, words)


@figure(
    distractors=slider("distractors", 2, 0, 6, 1),
    distance=slider("distance", 1, 0, 4, 1),
    updates=slider("updates", 900, 0, 3000, 50, play=True),
    cell=choice("cell", "tanh", ("tanh", "LSTM")),
)
def distractors(shape, controls):
    """Left: the gradient of the verb's loss by steps back, up to the subject. Right: the share of right verbs by
    disagreeing nouns. Draws how many updates were made, log10 of the gradient left (lags+1,), the shares (nouns+1,).
    """
    whole, (left, right) = panels(shape, tall=(300, 320))
    nouns = controls.distractors.high
    phrase = 3 + controls.distance.high  # of the ADJECTIVES noun
    size = (0, nouns * phrase), (-12, 2)
    looks = [("the gradient", "true")]
    lines, draw_lines = log_axis(left, *size, "steps back from the last word", "gradient left", looks, 2, None)
    left.set_xticks(range(0, nouns * phrase + 1, phrase))
    right.set(
        xlim=(-0.2, nouns + 0.2),
        ylim=(-0.14, 1.04),
        xlabel="nouns of the other number" + (" before the verb" if shape == "wide" else ""),
    )
    right.set_ylabel("share of right verbs")
    (rule,) = right.plot(range(nouns + 1), [1] + [0] * nouns, "--", color=style.NAIVE)
    right.text(1.2, -0.1, "rule of the nearest noun", color=style.NAIVE)
    (curve,) = right.plot([], [], "o-", color=style.TRUTH, clip_on=False)
    (here,) = right.plot([], [], "o", mfc="none", mec=style.TRUTH, mew=2, ms=17, clip_on=False)

    def draw(at, updates, log10_left, shares):
        draw_lines(log10_left)
        curve.set_data(range(len(shares)), shares)
        here.set_data([at.distractors], [shares[at.distractors]])

    def words(at, updates, log10_left, shares):
        return (
            f"{at.cell} after {updates} updates; nouns of the other number: {at.distractors}, adjectives in each "
            f"phrase: {at.distance}. The network gets {shares[at.distractors]:.0%} of the verbs right. The subject is "
            f"{len(log10_left) - 1} steps back; {power_of_ten(log10_left[-1])} of the gradient arrives there."
        )

    return Picture(whole, [*lines, curve, rule, here], draw, words)  # the rule stays visible where a network follows it
