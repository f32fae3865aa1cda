"""What several test modules of lesson 12 need. Not a test module."""

import json
import math

import lessons
import nbformat

PATH = lessons.FOLDER / "12_after_the_gates.ipynb"
LESSON = lessons.Lesson(PATH)
TEXT = "\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells if cell.cell_type == "markdown")


def table(name):
    return json.loads((lessons.ROOT / "tests" / "reference" / f"lesson_12_{name}.json").read_text(encoding="utf-8"))


def caption_of(name, **values):
    """The caption of a figure at these values, and where nothing is said at its start."""
    figure = lessons.figure(name)
    return figure.update(**figure.start | values)


def log10_of(text):
    """The log10 of a size as a caption prints it; works for 4.6e-73 and for 'exactly 0'."""
    if text == "exactly 0":
        return -math.inf
    mantissa, _, power = text.partition("e")
    return math.log10(float(mantissa)) + int(power or 0)
