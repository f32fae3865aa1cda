"""The figure of lesson 00."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers import style
from helpers.figures import in_style, powers_of_ten
from helpers.picture import Picture, panels


@in_style
def agreement(words):
    """Left: the beginning of a sentence, with arcs from the verb back to its subject and to its nearest noun.
    Right: what is left of a gradient after so many steps back.

    words: the longest sentence, without its verb. draw(place, subject, nearest, log10_left): positions of the
    verb and of the two nouns in `words`; log10_left is an array over the steps 0, 1, ..., len(words).
    """
    figure, (left, right) = panels((1.7, 1))
    n = len(words)
    left.set(xlim=(-0.8, n + 0.8), ylim=(-1.1, 1.1), yticks=[])
    left.set_xticks(range(n), words, rotation=90)
    left.spines[["left", "bottom"]].set_visible(False)
    left.tick_params(length=0)
    left.grid(False)
    arc = np.linspace(0, np.pi, 60)
    below = left.get_xaxis_transform()  # x in words, y in heights of the panel
    cover = Rectangle((0, -1), n, 1, transform=below, color="white", alpha=0.8, clip_on=False)
    cover.set_in_layout(False)
    left.add_artist(cover)
    (line,) = left.plot([], [], color=style.NAIVE, lw=1.2)
    (far,) = left.plot([], [], color=style.KINDS[1])
    (near,) = left.plot([], [], color=style.KINDS[2], ls="--")
    looks = ("o", style.KINDS[1]), ("D", style.KINDS[2]), ("s", style.TRUTH)
    head, noun, verb = (left.plot([], [], marker, color=colour, ms=11)[0] for marker, colour in looks)
    left.legend([head, noun, verb], ["subject", "nearest noun", "verb"], loc="lower center", ncols=3)

    right.set(xlim=(0, n), ylim=(-10, 6), xlabel="steps back from the verb", ylabel="gradient left")
    powers_of_ten(right, np.arange(-8, 5, 4))
    (decay,) = right.plot([], [], color=style.TRUTH)
    (at_noun,) = right.plot([], [], "D", color=style.KINDS[2], ms=11, clip_on=False)
    (at_subject,) = right.plot([], [], "o", color=style.KINDS[1], ms=11, clip_on=False)

    def draw(place, subject, nearest, log10_left):
        cover.set(x=place - 0.5, width=n - place)  # the words that are not said
        line.set_data([0, place], [0, 0])
        for curve, start, side in (far, subject, 0.85), (near, nearest, -0.5):
            middle, radius = (start + place) / 2, (place - start) / 2
            height = side * (0.25 + 0.75 * 2 * radius / n)
            curve.set_data(middle + radius * np.cos(arc), height * np.sin(arc))
        for marker, at in (head, subject), (noun, nearest), (verb, place):
            marker.set_data([at], [0])
        decay.set_data(np.arange(len(log10_left)), log10_left)
        for marker, at in (at_noun, nearest), (at_subject, subject):
            marker.set_data([place - at], [log10_left[place - at]])

    return Picture(figure, [cover, line, far, near, noun, head, verb, decay, at_noun, at_subject], draw)
