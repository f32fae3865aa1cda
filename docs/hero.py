"""The stream on the front page: pictures drawn in advance, one for every share, so that it drags without Python.

python docs/hero.py ANIMATION        makes the animated picture of README.md anew
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from helpers.figures.picture import Picture, in_style, panels
from helpers.figures.stream import Stream
from helpers.figures.style import power_of_ten

WORDS = tuple("The writer of the books on the shelves by the door".split())
SUBJECT = 1
SHARES = np.linspace(0.6, 1.3, 61).round(3)
COLUMNS = 4  # of the sheet: a picture of one column would be too high for some browsers


def picture(shape):
    """The stream of WORDS, "wide" or "tall", and a function that draws it at a share."""
    with in_style():
        whole, (page,) = panels(shape, (1,), 300, (430,))
        stream = Stream(page, upright=shape == "tall")
        stream.say(WORDS, SUBJECT, "is / are ?")
    steps = np.arange(len(WORDS), -1, -1)
    made = Picture(whole, stream.moving, lambda at, share: stream.draw(steps * np.log10(share), phase=3 * share))

    def at(share):
        made.draw(None, share)
        return Image.fromarray(made.pixels()[..., :3]).resize(made.size, Image.Resampling.LANCZOS)

    return at


def sheet(shape):
    """All pictures side by side and under each other, as one image of few colours."""
    pictures = [picture_at(share) for picture_at in [picture(shape)] for share in SHARES]
    width, height = pictures[0].size
    whole = Image.new("RGB", (COLUMNS * width, -(-len(pictures) // COLUMNS) * height), "white")
    for number, one in enumerate(pictures):
        whole.paste(one, (number % COLUMNS * width, number // COLUMNS * height))
    return whole.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def words():
    """What each picture says, for those who don't see it."""
    left = (len(WORDS) - SUBJECT) * np.log10(SHARES)
    return [
        f"Each step keeps {share:.2f}: {power_of_ten(size)} of the gradient reaches “{WORDS[SUBJECT]}”, "
        f"{len(WORDS) - SUBJECT} words back."
        for share, size in zip(SHARES, left, strict=True)
    ]


def build(folder):
    """Write the sheets and their words into `folder`, where hero.js looks for them."""
    for shape in "wide", "tall":
        sheet(shape).save(folder / f"hero_{shape}.png", optimize=True)
    told = {"words": words(), "columns": COLUMNS, "survives": int(np.argmin(np.abs(SHARES - 1)))}
    (folder / "hero.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def animation(path):
    """The stream swaying from 0.6 to 1.3 and back, as an animated picture for a page without a script."""
    at = picture("wide")
    there = [at(share) for share in SHARES[::2]]
    frames = [one.quantize(32, dither=Image.Dither.NONE) for one in (*there, *there[-2:0:-1])]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=90, loop=0, optimize=True)


if __name__ == "__main__":
    animation(Path(sys.argv[1]))
