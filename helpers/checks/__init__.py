"""Checks for the exercises: run your function on many cases, and if it is wrong, say in which way.

The module of a lesson (helpers.checks.lesson_01, ...) has one check for each of its exercises. A check never
shows a solution: it compares with finite differences, and knows the answers that typical mistakes give.
"""

import copy
from typing import NamedTuple

import numpy as np


class Verdict(NamedTuple):
    """What a check found; shown as its message."""

    passed: bool
    message: str

    def __repr__(self):
        return f"{'✓' if self.passed else '✗'} {self.message}"


def judge(function, cases, truth, mistakes=(), praise="", tolerance=1e-6):
    """Compare `function` with `truth` on all `cases`; returns a Verdict.

    function: the reader's. cases: list of dicts of arguments. truth(**case) -> number: right by other means.
    mistakes: pairs (function that makes a typical mistake, what to say to somebody who makes it).
    tolerance: relative. Errors of the reader's function become part of the verdict; nothing is raised.
    """
    if not callable(function):
        return Verdict(False, f"Give the check your function itself, without calling it; got {function!r}.")
    answers = []
    for case in cases:
        answer, problem = _answer(function, case)
        if problem:
            return Verdict(False, problem)
        answers.append(answer)
    expected = [float(truth(**case)) for case in cases]
    wrong = [i for i in range(len(cases)) if not _close(answers[i], expected[i], tolerance)]
    if not wrong:
        return Verdict(True, f"Right on all {len(cases)} cases. {praise}".strip())
    for mistake, advice in mistakes:
        with np.errstate(all="ignore"):
            if all(_close(answers[i], mistake(**case), tolerance) for i, case in enumerate(cases)):
                return Verdict(False, f"Not yet: {advice}")
    i = wrong[0]
    return Verdict(
        False,
        f"Not yet: {len(wrong)} of {len(cases)} cases are wrong. For {_show(cases[i])} "
        f"the answer is {expected[i]:.6g}, yours is {answers[i]:.6g}.",
    )


def _answer(function, case):
    """(the reader's answer as a float, None) or (None, what is wrong with it)."""
    given = copy.deepcopy(case)
    try:
        with np.errstate(all="ignore"):  # an overflow is an answer to judge, not a message to print
            answer = function(**given)
    except NotImplementedError:
        return None, "Not started yet: replace the line with `raise NotImplementedError` by your own."
    except Exception as error:  # whatever the reader's code does is for the verdict
        return None, f"Your function stopped with {type(error).__name__}: {error} (for {_show(case)})."
    if any(not np.array_equal(given[key], case[key]) for key in case):
        return None, "Your function changes the arguments it is given. Work on a copy, or make new arrays."
    if answer is None:
        return None, "Your function returns nothing. Did you forget `return`?"
    try:
        if np.ndim(answer) == 0:
            return float(answer), None
        what = f"an array of shape {np.shape(answer)}"
    except (TypeError, ValueError):
        what = repr(answer)
    return None, f"Your function must return one number, but it returned {what}."


def _close(got, expected, tolerance):
    return bool(np.isclose(got, expected, rtol=tolerance, atol=1e-300, equal_nan=True))


def _show(case):
    def text(value):
        if np.ndim(value):
            size = " × ".join(str(length) for length in np.shape(value))
            return f"{size} number{'s' * (size != '1')}"
        return f"{value:.4g}" if isinstance(value, float) else getattr(value, "__name__", f"{value}")

    return ", ".join(f"{key} = {text(value)}" for key, value in case.items())
