"""The figure of lesson 10 about a text that a network writes, letter by letter."""

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from helpers.controls import slider, text
from helpers.figures import style
from helpers.figures.lettering import NOTHING, joined, outline, placed
from helpers.figures.picture import TALL, WIDE, Picture, figure, panels

SURPRISE = 0.3  # a character with a smaller probability is one
RIVALS = 5
SHOWN = {"\n": "↵"}
NAMED = str.maketrans({"\n": "↵", " ": "␣"})  # one by one a blank needs a sign
DARK, WELL, GIVEN = "#404040", "#E9E9E9", "#8A8A8A"
MONO = "DejaVu Sans Mono"
PITCH = 0.602 * 100 / 72  # CSS pixels a character, for type of 1 pt
# All in CSS pixels: the height, characters in a line, type in points, baselines of the lines, height of a bar.
LOOKS = {
    "wide": (420, 36, 28, (100, 192), 38),
    "stage": (380, 36, 28, (88, 166), 28),
    "tall": (490, 24, 17.5, (108, 184, 260), 30),
}


@figure(
    temperature=slider("temperature", 1.0, 0.1, 2.0, 0.05),
    character=slider("character", 13, 1, 40, 1),
    seed=slider("seed", 0, 0, 20, 1),
    prompt=text("prompt", "Beautiful is ", ("Beautiful is ", "Now is better ", "If the i", "Simple is ", "never ")),
)
def letters(shape, controls, alphabet):
    """The prompt in grey and the text that was written after it, under each character a bar as high as its
    probability. At the bottom one of them, and those that the network might have written in its place.

    Draws the text, and the chances (length, V) that each of its characters was drawn from."""
    height, columns, size, rows, deep = LOOKS[shape]
    whole, (page,) = panels(shape, (1,), height, (height,))
    whole.set_layout_engine("none")
    width = WIDE if shape != "tall" else TALL
    page.set(position=(0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    page.set_axis_off()
    pitch, wide = size * PITCH, shape != "tall"
    left = (width - columns * pitch) / 2
    verdict = page.text(left, 38, "", fontsize=21 if wide else 17, fontweight="bold", in_layout=False)
    explained = ["bars: how sure it was", f"hatched: below {SURPRISE}"]
    page.text(*(width - left, 37) if wide else (left, 66), " · ".join(explained),
              fontsize=11, ha="right" if wide else "left")  # fmt: skip

    # Below: the character drawn in the first place, its rivals in the others.
    gap = (width - 2 * left) / (RIVALS + 1.4)
    centres = left + gap * (0.6 + np.r_[0, np.arange(RIVALS) + 1.3])
    base, broad = height - 38, 0.3 * gap
    page.text(centres[0], base - 122, "drawn", ha="center", color=DARK)
    page.text(centres[1] - broad, base - 122, "the five likeliest others" + " in its place" * wide, color=DARK)
    wells, sure, surprise, given, written = (
        page.add_patch(PathPatch(NOTHING, lw=0, **look))
        for look in (
            {"fc": WELL}, {"fc": DARK}, {"fc": style.KINDS[1], "hatch": "/////", "ec": "black"},
            {"fc": GIVEN}, {"fc": style.TRUTH},
        )
    )  # fmt: skip
    frames = [page.add_patch(Rectangle((0, 0), 1, 1, fill=False, ec=style.KINDS[2], lw=2.4)) for _ in range(2)]
    frames[1].set_bounds(centres[0] - 0.42 * gap, base - 112, 0.84 * gap, 142)

    def place(n):
        """Where the n-th character of prompt and text stands: its left end and the baseline."""
        return left + pitch * (n % columns), rows[n // columns]

    def draw(at, said, chances):
        prompt = at.prompt[len(said) - columns * len(rows) :]  # the end of it, if it is long
        n, drawn, here = len(prompt), _drawn(alphabet, said, chances), at.character - 1
        likeliest = [i for i in chances[here].argsort()[::-1] if alphabet[i] != said[here]]
        shown = [alphabet.index(said[here]), *likeliest[:RIVALS]]
        low = [p < SURPRISE for p in drawn]
        boxes = [
            _box(x + 0.1 * pitch, y + 9, 0.8 * pitch, deep, (1, p))
            for (x, y), p in zip(map(place, range(n, n + len(drawn))), drawn, strict=True)
        ]
        boxes += [
            _box(x - broad, base - 66, 2 * broad, 66, (1, chances[here][i]))
            for x, i in zip(centres, shown, strict=True)
        ]
        hatched = np.array([*low, low[here], *[False] * RIVALS])
        boxes = np.array(boxes)
        wells.set_path(Path.make_compound_path_from_polys(boxes[:, 0]))
        sure.set_path(Path.make_compound_path_from_polys(boxes[~hatched, 1]))
        surprise.set_path(Path.make_compound_path_from_polys(boxes[hatched, 1]))

        given.set_path(_type([(c, size, False, *place(i)) for i, c in enumerate(prompt)]))
        shown_text = [(c, size, bold, *place(n + i)) for i, (c, bold) in enumerate(zip(said, low, strict=True))]
        for x, i in zip(centres, shown, strict=True):
            shown_text.append((alphabet[i].translate(NAMED), 24, False, x - 12 * PITCH, base - 79))
            number = f"{chances[here][i]:.2f}" if chances[here][i] >= 0.005 else "<0.01"
            start = x - 6 * PITCH * len(number)
            shown_text += [(c, 12, False, start + 12 * PITCH * k, base + 22) for k, c in enumerate(number)]
        written.set_path(_type(shown_text))
        x, y = place(n + here)
        frames[0].set_bounds(x, y - size * 1.3, pitch, size * 1.3 + deep + 13)
        verdict.set_text(f"{sum(low)} surprise{'s' * (sum(low) != 1)} in {len(said)} letters")

    def words(at, said, chances):
        first, drawn, here = chances[0], _drawn(alphabet, said, chances), at.character - 1
        return (
            f"After {at.prompt!r} at temperature {at.temperature:.2f} the likeliest character is "
            f"{alphabet[first.argmax()]!r}, with probability {first.max():.2f}. Drawn with seed {at.seed}: "
            f"“{said.replace(chr(10), '↵')}”; {sum(p < SURPRISE for p in drawn)} of its {len(said)} characters had a "
            f"probability below {SURPRISE}. Character {at.character} is {said[here]!r}, with {drawn[here]:.2f}; the "
            f"likeliest there was {alphabet[chances[here].argmax()]!r}, with {chances[here].max():.2f}."
        )

    return Picture(whole, [wells, sure, surprise, given, written, *frames, verdict], draw, words)


def _drawn(alphabet, said, chances):
    """The probability that each character of the text had when it was drawn."""
    return [float(row[alphabet.index(c)]) for c, row in zip(said, chances, strict=True)]


def _box(x, top, wide, tall, levels):
    """The corners of a box (levels, 4, 2) as far as it is filled, for each level from 0 to 1."""
    bottom = top + tall
    return [
        [(x, bottom), (x, bottom - level * tall), (x + wide, bottom - level * tall), (x + wide, bottom)]
        for level in levels
    ]


def _type(characters):
    """One outline for all characters: (character, points, bold, x, y) each."""
    return joined([placed(outline(SHOWN.get(c, c), bold, MONO), size, x, y) for c, size, bold, x, y in characters])
