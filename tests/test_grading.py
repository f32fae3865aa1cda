"""A check that is marked raises with its own words, and lets nothing through that would change a mark."""

import subprocess
import sys

import pytest

from helpers import grading
from helpers.checks import lesson_01 as check
from helpers.checks import lesson_05


def cut_on_the_way(factors, limit):
    g = 1.0
    for factor in reversed(factors):
        g = min(max(g * factor, -limit), limit)
    return g


def test_a_right_answer_is_told_so(capsys):
    assert grading.passed(lesson_05.cut_on_the_way, cut_on_the_way) is None
    assert capsys.readouterr().out == f"{lesson_05.cut_on_the_way(cut_on_the_way)}\n"


@pytest.mark.parametrize("answer", [lambda factor: factor, lambda factor: 1 / 0, lambda factor: sys.exit(), 3, None])
def test_a_wrong_answer_raises_what_the_check_says(answer, capsys):
    with pytest.raises(AssertionError) as problem:
        grading.passed(check.design, answer)
    assert str(problem.value) == str(check.design(answer)) and str(problem.value).startswith("✗ ")
    assert problem.value._render_traceback_() == [str(problem.value)]
    assert capsys.readouterr().out == ""


def test_what_a_function_prints_is_not_shown(capsys):
    def talks(factors, limit):
        print(7)
        print("a warning", file=sys.stderr)
        return cut_on_the_way(factors, limit)

    grading.passed(lesson_05.cut_on_the_way, talks)
    written = capsys.readouterr()
    assert written.out.startswith("✓ Right") and "7" not in written.out and written.err == ""


def test_two_cases_are_shown_with_their_answers(capsys):
    shown = [({"factors": [0.5, 3.0], "limit": 1.0}, 0.5), ({"factors": [2.0, 2.0], "limit": 3.0}, 3.0)]
    grading.agrees(cut_on_the_way, shown)
    assert capsys.readouterr().out == "✓ Right on all 2 cases. More are tried when it is marked.\n"
    with pytest.raises(AssertionError, match=r"(?s)limit = 3.0.*is 3, yours is 4"):
        grading.agrees(lambda factors, limit: factors[0] * (factors[1] if limit > 1 else 1.0), shown)


def test_an_interruption_goes_through():
    def interrupted(factor):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grading.passed(check.design, interrupted)


def test_no_grader_is_needed_for_it():
    code = "import sys\nsys.modules['nbgrader'] = None\nimport helpers.grading"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
