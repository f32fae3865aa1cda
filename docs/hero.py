"""The stream on the front page: Figure 0.1 drawn in advance, one picture for every share, so that it moves before
Python is there; and the code that then makes it a live figure like every other.

python docs/hero.py ANIMATION        makes the animated picture of README.md anew
"""

import io
import json
import sys
from html import escape
from pathlib import Path

import alive
from PIL import Image

from helpers import live
from helpers.page import front

NAME = "Figure 0.1"
CELL = f"""
import math

import numpy as np

from helpers import live
from helpers.figures import lesson_00 as figures

sentence = "The writer of the books on the shelves in the rooms near the doors by the gardens at the corners".split()


def what_is_left(r):
    return np.arange(len(sentence) + 1) * math.log10(r)


share = dict(label="each step keeps", start=0.9, low=0.6, high=1.3)
live.plot("{NAME}", figures.agreement, what_is_left, sentence, r=share, between=9)
"""
COLUMNS = 6  # of the sheet: a picture of one column would be too high for some browsers


def figure():
    """The live figure, as the page will have it."""
    names = {}
    live.front_end = lambda figure: front.View(figure, lambda message, jpeg: None)
    return front.run(CELL, names)


def drawn(figure):
    """Its picture as it is, in CSS pixels."""
    picture = Image.open(io.BytesIO(figure.picture.png()))
    return picture.resize(figure.picture.size, Image.Resampling.LANCZOS)


def shares(figure):
    """All positions of its first slider."""
    slider = figure.controls["r"]
    return [round(slider.low + i * slider.step, 2) for i in range(round((slider.high - slider.low) / slider.step) + 1)]


def frames(figure):
    """A picture for every share, one after the other, and what its caption says."""
    for share in shares(figure):
        figure.move(r=share)
        yield drawn(figure), figure.frame.caption


def sheet(pictures):
    """Pictures side by side and under each other, as one image of few colours."""
    width, height = pictures[0].size
    whole = Image.new("RGB", (COLUMNS * width, -(-len(pictures) // COLUMNS) * height), "white")
    for number, one in enumerate(pictures):
        whole.paste(one, (number % COLUMNS * width, number // COLUMNS * height))
    return whole.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def build(source):
    """Write the sheets, their words and the live figure's code into `source`/_static, and the HTML of the front page
    into `source`/hero.html."""
    shown, static = figure(), source / "_static"
    rows = "".join(map(alive.row, shown.controls.values()))
    images = {}
    for shape in "tall", "wide":
        shown.reshape(shape)
        pictures, words = zip(*frames(shown), strict=True)
        sheet(pictures).save(static / f"hero_{shape}.png", optimize=True)
        shown.move(**shown.start)
        drawn(shown).save(static / f"hero_{shape}.webp", lossless=True)
        images[shape] = f'"_static/hero_{shape}.webp" width="{shown.picture.size[0]}" height="{shown.picture.size[1]}"'
    caption = escape(shown.frame.caption)
    (source / "hero.html").write_text(
        f'<figure class="hero" id="{alive.anchor(NAME)}" data-name="{NAME}" data-state="still">'
        f'<div class="hero-view"><picture><source media="{alive.PHONE}" srcset={images["tall"]}>'
        f'<img alt="{caption}" src={images["wide"]}></picture><div class="hero-sheet" hidden></div></div>'
        f'<div class="live-panel">{rows}<div class="live-line">{alive.buttons()}</div></div>'
        f'<figcaption aria-live="off"><b>{NAME}.</b> {caption}</figcaption></figure>',
        encoding="utf-8",
    )
    told = {"words": words, "columns": COLUMNS}
    (static / "hero.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    lesson = {"cells": [CELL], "packages": [], "exercises": [], "predictions": []}
    (static / "live" / "index.json").write_text(json.dumps(lesson, ensure_ascii=False), encoding="utf-8")


def animation(path):
    """The stream swaying from 0.6 to 1.3 and back, as an animated picture for a page without a script."""
    there = [picture for picture, _ in frames(figure())][::2]
    pictures = [one.quantize(32, dither=Image.Dither.NONE) for one in (*there, *there[-2:0:-1])]
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=90, loop=0, optimize=True)


if __name__ == "__main__":
    animation(Path(sys.argv[1]))
