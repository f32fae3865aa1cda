"""Lesson 09 for its tests: the notebook, and what its captions say. Not a test module."""

import math
import re

import lessons

LESSON = lessons.Lesson(lessons.FOLDER / "09_skips_layers_directions.ipynb")


def caption_of(name, **values):
    """What a live figure says at these values of its controls."""
    return lessons.figure(name).update(**values)


def numbers(pattern, caption):
    """The numbers a caption prints at the groups of `pattern`; "exactly 0" is 0."""
    return [float(text.replace("exactly ", "")) for text in re.search(pattern, caption).groups()]


def close(printed, true, tolerance=0.06):
    """Is a number, printed with at least two digits, the true one? Beyond the range of floats both are 0."""
    return printed == true or math.isclose(printed, true, rel_tol=tolerance, abs_tol=1e-290)
