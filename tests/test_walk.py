"""What a class of thirty does to the figures: drags them for minutes.

Slow: `uv run --group test pytest -m slow tests/test_walk.py`.
"""

import gc

import ipywidgets as widgets
import lessons
import numpy as np
import pytest

pytestmark = pytest.mark.slow

MOVES = 500
ROOM = 20e6  # bytes that a figure may take for good while its sliders are moved


def memory():
    """Bytes of this process that are in memory now; None where the system does not say it."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * 4096
    except OSError:
        return None


def somewhere(rng, widget):
    """A random value of a control."""
    if isinstance(widget, widgets.Dropdown):
        return widget.options[rng.integers(len(widget.options))]
    if isinstance(widget, widgets.Text):
        return widget.value
    return round(widget.min + widget.step * int(rng.integers(round((widget.max - widget.min) / widget.step) + 1)), 9)


@lessons.each_figure
def test_a_walk_of_500_moves_leaves_no_trace(name):
    figure, rng = lessons.figure(name), np.random.default_rng(0)
    start, names = figure.values(), list(figure.controls)

    def walk(moves):
        for _ in range(moves):
            control = names[rng.integers(len(names))]
            figure.set(**{control: somewhere(rng, figure.controls[control])})
            assert figure.error is None, figure.error
        gc.collect()
        return memory()

    try:
        before = walk(50)
        after = walk(MOVES)
    finally:
        figure.set(**start)
    if before is not None:
        assert after - before < ROOM, f"{name} grew by {(after - before) / 1e6:.0f} MB"
