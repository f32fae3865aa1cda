"""What the tests of lesson 05 share. Not a test module."""

import lessons
import numpy as np

PATH = lessons.FOLDER / "05_exploding_and_clipping.ipynb"
LESSON = lessons.Lesson(PATH)


def settings(name, n=60):
    """Values over the range of a figure's sliders: each end, and n random ones."""
    controls, rng = lessons.figure(name).controls, np.random.default_rng(5)
    start = {key: c.start for key, c in controls.items()}
    yield start
    for key, c in controls.items():
        yield from ({**start, key: end} for end in (c.low, c.high))
    for _ in range(n):
        yield {
            key: int(rng.integers(c.low, c.high + 1)) if isinstance(c.step, int) else float(rng.uniform(c.low, c.high))
            for key, c in controls.items()
        }


def caption_of(name, **values):
    return lessons.figure(name).update(**values)


def number(text):
    return float(text.rstrip("."))
