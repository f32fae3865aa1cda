"""Exercises: the solutions pass, the stubs and typical wrong answers fail with the right diagnosis."""

import importlib
import runpy

import lessons
import numpy as np
import pytest

from helpers import checks, scalar
from helpers.checks import lesson_00, lesson_01

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


@pytest.mark.parametrize(
    "check, wrong, words",
    [
        (lesson_00.share, lambda r, subject, verb: r ** (verb - subject - 1), "off by one"),
        (lesson_00.share, lambda r, subject, verb: r ** (subject - verb), "exponent is negative"),
        (lesson_00.share, lambda r, subject, verb: r * (verb - subject), "that is a power"),
        (lesson_00.share, lambda r, subject, verb: r + verb - subject, "12 of 12 cases are wrong"),
        (lesson_00.reach, lambda r, least: np.ceil(np.log(least) / np.log(r)), "off by one"),
        (lesson_00.reach, lambda r, least: np.log(least) / np.log(r), "rounding"),
        (lesson_00.reach, lambda r, least: np.log(r) // np.log(least), "upside down"),
        (lesson_01.gradient, lambda a, b, c, h_0, xs: a ** len(xs), "1 - h_t² at every step"),
        (
            lesson_01.gradient,
            lambda a, b, c, h_0, xs: np.prod(a * (1 - scalar.run(a, h_0, xs, b, c)[:-1] ** 2)),
            "off by one step",
        ),
        (
            lesson_01.gradient,
            lambda a, b, c, h_0, xs: np.prod(1 - scalar.run(a, h_0, xs, b, c)[1:] ** 2),
            "a is missing",
        ),
        (
            lesson_01.gradient,
            lambda a, b, c, h_0, xs: np.sum(a * (1 - scalar.run(a, h_0, xs, b, c)[1:] ** 2)),
            "multiplies",
        ),
        (lesson_01.log_gradient, lambda a, states: np.log(abs(a) * (1 - states[1:] ** 2)).sum(), "natural logarithm"),
        (lesson_01.log_gradient, lambda a, states: np.log10(abs(np.prod(a * (1 - states[1:] ** 2)))), "underflows"),
        (lesson_01.log_gradient, lambda a, states: np.log10(a * (1 - states[1:] ** 2)).sum(), "negative number"),
        (lesson_01.settled_factor, lambda a: a, "factor at h = 0"),
        (lesson_01.settled_factor, lambda a: scalar.fixed_point(a), "that is the state h*"),
        (lesson_01.settled_factor, lambda a: 1 - scalar.fixed_point(a) ** 2, "a is missing"),
        (lesson_01.mended, lambda a, states: np.prod(a * (1 - np.tanh(states[1:]) ** 2)), "code with the bug"),
        (lesson_01.mended, lambda a, states: np.prod(a * (1 - states[:-1] ** 2)), "off by one"),
        (lesson_01.mended, lambda a, states: 1 - states[1:] ** 2, "must return one number"),
    ],
)
def test_typical_wrong_answers_are_diagnosed(check, wrong, words):
    assert words in diagnoses(check, wrong)


def vandal(a, states):
    states[:] = 0
    return 1.0


@pytest.mark.parametrize(
    "wrong, words",
    [
        (lambda a, states: None, "Did you forget `return`"),
        (lambda a, states: "much", "must return one number"),
        (lambda a, states: 1 / 0, "stopped with ZeroDivisionError"),
        (lambda a: 1.0, "stopped with TypeError"),
        (lambda a, states: 2.0, "states = 2 numbers the answer"),
        (lambda a, states: float("nan"), "yours is nan"),
        (vandal, "changes the arguments"),
        (3.0, "without calling it"),
    ],
)
def test_answers_that_are_no_numbers_are_told_apart(wrong, words):
    assert words in diagnoses(lesson_01.mended, wrong)


def test_a_verdict_shows_a_sign_and_its_message():
    assert repr(checks.Verdict(True, "Right.")) == "✓ Right." and repr(checks.Verdict(False, "No.")) == "✗ No."
