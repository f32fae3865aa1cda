"""Every control of every live figure is moved over its whole range, without a browser.

pytest turns each warning into an error, so an overflow that nobody meant is found here too.
"""

import math
import re
from functools import cache

import lessons
import numpy as np

from helpers.controls import nearest
from helpers.runs import Training


def positions(control, count=21):
    """Values over the range of a control: both ends, and what lies between."""
    if control.kind != "slider":
        return list(control.options)
    return sorted({nearest(control, value) for value in np.linspace(control.low, control.high, count)})


def settings(figure):
    """Each control over its range with the others at their start, then 60 random combinations and all corners."""
    start = figure.start
    for name, control in figure.controls.items():
        yield from ({**start, name: value} for value in positions(control))
    rng = np.random.default_rng(0)
    choices = {name: positions(control) for name, control in figure.controls.items()}
    for _ in range(60):
        yield {name: values[rng.integers(len(values))] for name, values in choices.items()}
    for corner in range(2 ** len(choices)):
        yield {name: values[-(corner >> i & 1)] for i, (name, values) in enumerate(choices.items())}


def drawable(line):
    """Are all points of a line numbers? An exact 0 on a log axis may be a gap where the line says that it has some."""
    x, y = line.get_data()
    return np.isfinite(x).all() and (np.isfinite(y) | (np.isnan(y) & (line.get_gid() == "gaps"))).all()


@cache
def sweep(name):
    """Draw a live figure at all `settings`: a list of (caption, values, all artists finite, share inked, hash)."""
    figure, found = lessons.figure(name), []
    for values in settings(figure):
        caption = figure.update(**values)
        lines = [artist for artist in figure.picture.moving if hasattr(artist, "get_xydata")]
        finite = all(map(drawable, lines))
        pixels = figure.picture.pixels()
        inked = (pixels[::3, ::3, :3] < 250).any(axis=2).mean()
        found.append((caption, values, finite, inked, hash(pixels.tobytes())))
    return found


@lessons.each_lesson
def test_no_figure_is_left_out(path):
    figures = lessons.ran(path)[1].items()  # a training's controls wait for the next run: see test_runs
    live = [name for name, figure in figures if figure.controls and not isinstance(figure, Training)]
    assert lessons.names(path) == live


@lessons.each_figure
def test_every_position_draws_a_full_picture_and_a_caption(name):
    for caption, values, finite, inked, _ in sweep(name):
        assert len(caption) > 40 and not re.search(r"\b(nan|inf|None)\b", caption), (values, caption)
        assert finite, values
        assert 0.01 < inked < 0.9, values
    possible = math.prod(len(positions(control)) for control in lessons.figure(name).controls.values())
    assert len({drawn for *_, drawn in sweep(name)}) > min(20, possible - 1)  # moving the controls moves the picture


@lessons.each_figure
def test_each_control_changes_the_picture(name):
    figure = lessons.figure(name)
    start = figure.start
    for key, control in figure.controls.items():
        seen = set()
        for value in positions(control, 7):
            figure.update(**{**start, key: value})
            seen.add(hash(figure.picture.pixels().tobytes()))
        assert len(seen) > 1, f"{key} moves nothing in {name}"


def caption_and_values(name):
    return [(caption, values) for caption, values, *_ in sweep(name)]


def close_to_text(text, log10_size):
    """Does a number as the caption prints it mean 10**log10_size? (Two digits at least.)"""
    if text == "exactly 0":
        return log10_size == -math.inf
    mantissa, _, exponent = text.partition("e")
    return math.isclose(math.log10(float(mantissa)) + int(exponent or 0), log10_size, abs_tol=0.023)
