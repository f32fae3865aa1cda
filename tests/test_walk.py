"""What a class of thirty does to the figures: drags them for minutes.

Slow: `python -m uv run --group test pytest -m slow tests/test_walk.py`.
"""

import contextlib
import ctypes
import gc

import lessons
import numpy as np
import pytest

pytestmark = pytest.mark.slow

MOVES = 500
ROOM = 10e6  # bytes that a figure may take for good while its sliders are moved


def memory():
    """Bytes of this process that are in memory now and in use; None where the system does not say it."""
    gc.collect()
    try:
        with open("/proc/self/statm") as file:
            with contextlib.suppress(AttributeError):  # not every Linux has it
                ctypes.CDLL(None).malloc_trim(0)  # what is free but kept for the next need is no trace
            return int(file.read().split()[1]) * 4096
    except OSError:
        return None


@lessons.each_figure
def test_a_walk_of_500_moves_leaves_no_trace(name):
    figure, rng = lessons.figure(name), np.random.default_rng(0)
    names = list(figure.controls)

    def walk(moves):
        for _ in range(moves):
            key = names[rng.integers(len(names))]
            figure.move(**{key: lessons.anywhere(rng, figure.controls[key])})
            assert figure.error is None, figure.error
        return memory()

    try:
        before = walk(50)
        after = walk(MOVES)
    finally:
        figure.move(**figure.start)
    if before is not None:
        assert after - before < ROOM, f"{name} grew by {(after - before) / 1e6:.0f} MB"
