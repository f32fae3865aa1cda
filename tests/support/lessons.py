"""What several test modules need to know about the notebooks. Not a test module."""

import os
import re
from functools import cache

import as_it_came
import browser
import nbformat
import pytest

from helpers import live
from helpers.controls import nearest
from helpers.page.front import run as run_cell

ROOT = as_it_came.ROOT
FOLDER, NOTEBOOKS = as_it_came.FOLDER, as_it_came.NOTEBOOKS

needs_chromium = pytest.mark.skipif(
    browser.chromium_path() is None and not os.environ.get("CI"), reason=browser.HOW_TO_GET_CHROMIUM
)


@cache
def ran(path):
    """Run a notebook's code cells in this process: (its variables, its figures by name)."""
    before = set(live._shown)
    variables = {"__name__": "__main__"}
    still = {}
    for source in code(path):
        value = run_cell(source, variables)
        if isinstance(value, live.Live):
            still[value.name] = value
    return variables, still | {name: live.shown(name) for name in live._shown if name not in before}


def namespace(path):
    """A notebook's variables, and under "figures" its live figures by name."""
    variables, figures = ran(path)
    return variables | {"figures": figures}


class Lesson(dict):
    """A notebook's variables by name; its cells run when the first one is asked for, not when tests are listed."""

    def __init__(self, path):
        self.path = path

    def __missing__(self, name):
        return namespace(self.path)[name]

    def function(self, name):
        """The notebook's function of that name, for a list of tests."""
        return lambda *values, **named: self[name](*values, **named)


def figure(name):
    """The live figure of that name."""
    return ran(lesson_of(name))[1][name]


def lesson_of(name):
    """The notebook that shows the live figure of that name."""
    return _LESSON_OF[name]


def anywhere(rng, control):
    """A value of a control, drawn evenly."""
    if control.kind == "slider":
        return nearest(control, rng.uniform(control.low, control.high))
    return control.options[rng.integers(len(control.options))]


def code(path):
    """The sources of a notebook's code cells."""
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def names(path, calls=r"live\.plot"):
    """The names of a notebook's live figures, read from its text: nothing is run for a list of tests."""
    return re.findall(rf'(?:{calls})\(\s*"(\S+ \d+\.\d+)"', "\n".join(code(path)))


_LESSON_OF = {name: path for path in NOTEBOOKS for name in names(path, r"live\.plot|live\.still|runs\.show")}
each_figure = pytest.mark.parametrize("name", [name for path in NOTEBOOKS for name in names(path)])
each_picture = pytest.mark.parametrize("name", _LESSON_OF)  # with those that train, and those that stand still
each_lesson = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
