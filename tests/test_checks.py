"""Exercises: the solutions pass, the stubs and typical wrong answers fail with the right diagnosis."""

import importlib
import runpy

import lessons
import pytest

from helpers import checks
from helpers.checks import lesson_01

LESSONS = [path.name[:2] for path in lessons.NOTEBOOKS]


def exercises(number):
    """(name of the reader's function, check) of a lesson: the functions of its check module."""
    module = importlib.import_module(f"helpers.checks.lesson_{number}")
    return [(n, f) for n, f in vars(module).items() if callable(f) and getattr(f, "__module__", "") == module.__name__]


def functions(number):
    return runpy.run_path(str(lessons.ROOT / "notebooks" / "solutions" / f"lesson_{number}.py"))


@pytest.mark.parametrize("number", LESSONS)
def test_solutions_pass_and_stubs_fail(number):
    stubs = lessons.namespace(lessons.NOTEBOOKS[LESSONS.index(number)])
    solutions = functions(number)
    assert len(exercises(number)) >= 2
    for name, check in exercises(number):
        verdict = check(solutions[name])
        assert verdict.passed, (name, verdict)
        stub = check(stubs[name])
        assert not stub.passed and "Not started yet" in stub.message, (name, stub)


def diagnoses(check, wrong):
    verdict = check(wrong)
    assert not verdict.passed
    return verdict.message


def vandal(a, states):
    states[:] = 0
    return 1.0


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda a, states: None, "Did you forget `return`"),
        (lambda a, states: "much", "must return one number"),
        (lambda a, states: 1 / 0, "stopped with ZeroDivisionError"),
        (lambda a: 1.0, "yours has a. Keep the names"),
        (lambda a, states: 2.0 + a / 1000, "the answer is "),
        (lambda a, states: 2.0, "is always 2, whatever the arguments"),
        (lambda a, states: float("nan"), "your answer is nan, not a number"),
        (vandal, "changes the arguments"),
        (3.0, "without calling it"),
    ],
)
def test_answers_that_are_no_numbers_are_told_apart(wrong, words):
    assert words in diagnoses(lesson_01.mended, wrong)


def test_a_verdict_shows_a_sign_and_its_message():
    assert repr(checks.Verdict(True, "Right.")) == "✓ Right." and repr(checks.Verdict(False, "No.")) == "✗ No."
