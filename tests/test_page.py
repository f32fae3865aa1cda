"""The front end of a web page, without the browser: what the page asks, and what it is told."""

import asyncio
import json
import sys

import lessons
import nbformat
import pytest

from helpers import live
from helpers.page import display
from helpers.page.front import Lesson

PLOT = """
import numpy as np
from helpers import live, scalar
from helpers.figures import lesson_01 as figures


def gradient(a, T, log10_h_0, c, s):
    states = scalar.run(a, 10**log10_h_0, s * np.zeros(T), c=c)
    factors = scalar.factors(a, states)
    return states, factors, scalar.log10_gradient(factors)


live.plot("Figure 1.1", figures.power_and_truth, gradient, T=8)
"""


@pytest.fixture
def page(monkeypatch):
    """A lesson on a page, and all that the page was told."""
    monkeypatch.setattr(live, "front_end", live.front_end)
    monkeypatch.setattr(live, "_shown", {})
    told = []
    lesson = Lesson(lambda message, jpeg: told.append(json.loads(json.dumps(message)) | {"jpeg": jpeg}))
    return lesson, told


def test_a_figure_comes_with_its_cell(page):
    lesson, told = page
    assert lesson.run(PLOT) == ("", "")
    (frame,) = told
    assert (frame["kind"], frame["name"], frame["error"]) == ("frame", "Figure 1.1", "")
    assert frame["values"]["T"] == 8 and frame["size"] == [900, 400]
    assert frame["jpeg"][:2] == b"\xff\xd8" and "over 8 steps" in frame["caption"]


def test_a_move_is_one_message(page):
    lesson, told = page
    lesson.run(PLOT)
    lesson.move("Figure 1.1", {"T": 30, "a": 2.004})
    assert len(told) == 2 and told[-1]["values"] | {"T": 30, "a": 2.0} == told[-1]["values"]
    lesson.move("Figure 1.1", {"a": "1,25"})
    assert told[-1]["values"]["a"] == 1.25
    lesson.reset("Figure 1.1")
    assert told[-1]["values"] == told[0]["values"] and told[-1]["caption"] == told[0]["caption"]


@pytest.mark.parametrize("value", ["x", "", "1e999", "__import__('os')"])
def test_what_is_no_number_is_said_and_moves_nothing(page, value):
    lesson, told = page
    lesson.run(PLOT)
    lesson.move("Figure 1.1", {"a": value})
    assert "a must be a number between" in told[-1]["error"]
    assert told[-1]["values"] == told[0]["values"] and told[-1]["caption"] == told[0]["caption"]


def test_an_address_may_hold_anything(page):
    lesson, told = page
    lesson.run(PLOT)
    lesson.move("Figure 1.1", {"a": "99"})
    assert told[-1]["values"]["a"] == 2.5  # the nearest end
    lesson.move("Figure 1.1", {"nonsense": "1"})
    assert "nonsense" in told[-1]["error"]


def test_every_figure_has_the_shape_of_the_page(page):
    lesson, told = page
    lesson.shape = "tall"
    lesson.run(PLOT)
    assert told[-1]["size"][0] == 390
    lesson.reshape("wide")
    assert told[-1]["size"][0] == 900


STILL = """
import numpy as np
from helpers import live
from helpers.figures import lesson_05 as figures

ws, bs = np.linspace(3, 8, 11), np.linspace(-5, -1, 11)
live.still("Figure 5.0", figures.surface, ws, bs, np.ones((11, 11)))
"""


def test_one_figure_is_drawn_for_the_stage_and_the_others_stay(page):
    lesson, told = page
    lesson.run(PLOT)
    lesson.run(STILL)
    assert [frame["name"] for frame in told] == ["Figure 1.1", "Figure 5.0"]  # one that stands still comes too
    for name in "Figure 1.1", "Figure 5.0":
        lesson.reshape("stage", name)
        assert (told[-1]["name"], told[-1]["size"]) == (name, [900, 380])
        assert told[-1]["caption"] == next(frame["caption"] for frame in told if frame["name"] == name)
    lesson.reshape("wide", "Figure 1.1")
    assert told[-1]["size"] == [900, 400] and len(told) == 5


def test_a_cell_says_what_it_prints_and_where_it_broke(page):
    lesson, _ = page
    assert lesson.run("x = 2\nprint('so')\nx + 1") == ("so\n3\n", "")
    assert lesson.run("1 / 0") == ("", "ZeroDivisionError: division by zero")
    assert lesson.run("def f(:")[1].startswith("SyntaxError")


def test_an_exercise_is_checked(page):
    lesson, _ = page
    lesson.run("import numpy as np\nfrom helpers.checks import lesson_01 as check")
    said, error, passed = lesson.check("def mended(a, states):\n    raise NotImplementedError", "check.mended(mended)")
    assert "Not started yet" in said and not error and not passed
    right = "def mended(a, states):\n    return np.prod(a * (1 - states[1:] ** 2))"
    said, error, passed = lesson.check(right, "check.mended(mended)")
    assert said.startswith("✓") and passed
    assert lesson.check("def mended(a, states)", "check.mended(mended)")[1].startswith("SyntaxError")


TRAIN = """
from helpers import runs
from helpers.figures import lesson_05 as figures


def learn():
    for number in range(5):
        yield runs.load("05_clipping")


runs.show("Figure 5.4", figures.training, learn, stored=runs.load("05_clipping"))
"""


def test_a_training_tells_when_it_ends_and_can_be_stopped(page):
    lesson, told = page
    assert lesson.run(TRAIN) == ("", "")
    asyncio.run(lesson.train("Figure 5.4"))
    assert [m["kind"] for m in told].count("frame") >= 6 and told[-1] == told[-1] | {
        "kind": "trained",
        "state": "finished",
    }

    async def stopped():
        going = asyncio.ensure_future(lesson.train("Figure 5.4"))
        await asyncio.sleep(0)
        lesson.stop("Figure 5.4")
        await going

    asyncio.run(stopped())
    assert told[-1]["state"] == "stopped"


def test_without_ipython_its_display_shows_nothing(page, monkeypatch):
    for name in "IPython", "IPython.display":
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "IPython")
    display.install()
    assert page[0].run("from IPython.display import Math, display\ndisplay(Math('x'))") == ("", "")


def test_what_only_shows_what_comes_late_is_not_run():
    import alive

    late = alive.bring_late("import numpy as np\nimport sympy as sp\nfrom helpers import scalar, symbolic")
    assert late == {"sp", "symbolic"}
    assert alive.only_shows("display(*symbolic.equations(T=3))", late)
    assert not alive.only_shows("equations = symbolic.equations(T=3)", late)
    assert not alive.only_shows("live.plot('Figure 1.1', figures.power_and_truth, gradient)", late)


@pytest.mark.parametrize("path", lessons.NOTEBOOKS, ids=lambda path: path.stem)
def test_the_page_knows_every_figure_and_exercise(path, tmp_path):
    import alive

    notebook = nbformat.read(path, as_version=4)
    shown = [
        name for cell in notebook.cells if cell.cell_type == "code" for name in alive.figures(cell.source, path.stem)
    ]
    alive.prepare(notebook, path.stem, tmp_path, {})
    told = json.loads((tmp_path / f"{path.stem}.json").read_text(encoding="utf-8"))
    html = "".join(
        out.get("data", {}).get("text/html", "") for cell in notebook.cells for out in cell.get("outputs", ())
    )
    assert [name for name in shown if f'data-name="{name}"' in html] == shown
    assert html.count("<figure") == len(list(tmp_path.glob("*.webp"))) and "base64" not in html
    assert all(exercise["check"].startswith("check.") for exercise in told["exercises"])
    assert len({exercise["name"] for exercise in told["exercises"]}) == len(told["exercises"]) > 0
