"""The figure of lesson 00."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers.controls import slider
from helpers.figures import style
from helpers.figures.panels import powers_of_ten
from helpers.figures.picture import Picture, figure, panels
from helpers.figures.style import power_of_ten

SUBJECT = 1  # its place in the sentence, from 0


@figure(
    between=slider("words between", 6, 0, 18, 3, play=True),
    r=slider("share r", 0.6, 0.3, 1.5, 0.01),
)
def agreement(shape, controls, sentence):
    """Left: the beginning of a sentence, with arcs from the verb back to its subject and to its nearest noun.
    Right: what is left of a gradient after so many steps back.

    sentence: the longest one, a list of words without its verb; the subject is the second, and the word before every
    gap is a noun. Draws log10 of what is left after 0, 1, ..., n steps, (n+1,), n the number of words.
    """
    whole, (left, right) = panels(shape, (1.7, 1), tall=(330, 280))
    n, tall = len(sentence), shape == "tall"
    left.set(xlim=(-0.8, n + 0.8), ylim=(-0.75, 0.95), yticks=[])
    left.set_xticks(range(n), sentence, rotation=90, fontsize=9 if tall else 11)
    left.spines[["left", "bottom"]].set_visible(False)
    left.tick_params(length=0)
    left.grid(False)
    arc = np.linspace(0, np.pi, 60)
    below = left.get_xaxis_transform()  # x in words, y in heights of the panel
    size = 8 if tall else 11  # of the signs: two words are closer together on a phone
    depth = 0.24 if tall else 1  # the words stand below the panel
    cover = Rectangle((0, -depth), n, depth, transform=below, color="white", alpha=0.8, clip_on=False)
    cover.set_in_layout(False)
    left.add_artist(cover)
    (line,) = left.plot([], [], color=style.NAIVE, lw=1.2)
    (far,) = left.plot([], [], color=style.KINDS[1])
    (near,) = left.plot([], [], color=style.KINDS[2], ls="--")
    looks = ("o", style.KINDS[1]), ("D", style.KINDS[2]), ("s", style.TRUTH)
    head, noun, verb = (left.plot([], [], marker, color=colour, ms=size)[0] for marker, colour in looks)
    names = ["subject", "nearest noun", "verb"]
    left.legend([head, noun, verb], names, loc="lower center", ncols=3, columnspacing=1.2, handletextpad=0.4)

    right.set(xlim=(0, n), xlabel="steps back from the verb", ylabel="gradient left")
    powers_of_ten(right, -10, 6, 4)
    (decay,) = right.plot([], [], color=style.TRUTH)
    (at_noun,) = right.plot([], [], "D", color=style.KINDS[2], ms=11, clip_on=False)
    (at_subject,) = right.plot([], [], "o", color=style.KINDS[1], ms=11, clip_on=False)

    def places(at):
        gap = SUBJECT + 1 + at.between
        return gap, gap - 1  # the verb, the nearest noun

    def draw(at, log10_left):
        place, nearest = places(at)
        cover.set(x=place - 0.5, width=n - place)  # the words that are not said
        line.set_data([0, place], [0, 0])
        for curve, start, side in (far, SUBJECT, 0.85), (near, nearest, -0.7):
            middle, radius = (start + place) / 2, (place - start) / 2
            height = side * (0.25 + 0.75 * 2 * radius / n)
            curve.set_data(middle + radius * np.cos(arc), height * np.sin(arc))
        for marker, x in (head, SUBJECT), (noun, nearest), (verb, place):
            marker.set_data([x], [0])
        decay.set_data(np.arange(len(log10_left)), log10_left)
        for marker, x in (at_noun, nearest), (at_subject, SUBJECT):
            marker.set_data([place - x], [log10_left[place - x]])

    def words(at, log10_left):
        place, nearest = places(at)
        steps = place - SUBJECT
        return (
            f"“{' '.join(sentence[:place])} ___”: the verb must agree with “{sentence[SUBJECT]}”, {steps} "
            f"step{'s' * (steps > 1)} back; the nearest noun is “{sentence[nearest]}”. With a share of {at.r:.2f} a "
            f"step, {power_of_ten(log10_left[steps])} of the gradient comes back to the subject and "
            f"{power_of_ten(log10_left[place - nearest])} to the nearest noun."
        )

    moving = [cover, line, far, near, noun, head, verb, decay, at_noun, at_subject]
    return Picture(whole, moving, draw, words)
