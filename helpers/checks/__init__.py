"""Checks for the exercises: run your function on many cases, and if it is wrong, say in which way.

The module of a lesson (helpers.checks.lesson_01, ...) has one check for each of its exercises. A check never shows
a solution. What it knows of typical mistakes stands in `slips` and in the references with knobs beside it.
"""

import textwrap
from typing import NamedTuple

import numpy as np

from helpers import journal
from helpers.checks import reading, showing, slips

journal.resume()  # where a reader keeps a log

SINGLE = 1e-4  # what float32 may differ by, relative to the terms that are summed


class Verdict(NamedTuple):
    """What a check found; shown as its message, in lines of a notebook's width."""

    passed: bool
    message: str

    def __repr__(self):
        lines = f"{'✓' if self.passed else '✗'} {self.message}".split("\n")
        return "\n".join(textwrap.fill(line, 88, subsequent_indent="  ", break_long_words=False) for line in lines)


def judge(
    function, cases, truth, mistakes=(), praise="", tolerance=1e-6, scale=None, view=None, distinct=False, via=None
):
    """Compare `function` with `truth` on all `cases`; returns a Verdict. Raises nothing, whatever the function does.

    function: the reader's. cases: list of dicts of arguments. truth(**case) -> number or array.
    mistakes: pairs (function that makes a typical mistake, what to say to somebody who makes it).
    tolerance: relative to scale(**case), by default the largest entry of the truth. Give the truth computed with
    absolute values where terms cancel. Answers in single precision may differ by `SINGLE`.
    view: pair (what it is called, function of an answer), for answers that are right in more than one way: that is
    compared, with the same shape. distinct: no two cases may have the same answer.
    via(**case) -> {name: number or array}: what is met on the way to the answer, to be shown with an example.
    """
    name, seen = view or ("", lambda answer: answer)
    try:
        reading.fitting(function, cases[0])
        with reading.quiet():
            right = [np.asarray(truth(**case), float) for case in cases]
            room = [
                scale(**case) if scale else np.abs(r).max(initial=0) or 1.0
                for case, r in zip(cases, right, strict=True)
            ]
        raw, stopped = reading.answers(function, cases, [r.shape for r in right])
        again = raw[0] if stopped else reading.answer(function, cases[0], right[0].shape)
        with reading.quiet():
            allowed = [_tolerance(a, tolerance) * s for a, s in zip(raw, room, strict=True)]
            if stopped:
                advice = _named([seen(a) for a in raw], right, allowed, cases, mistakes, seen)
                raise reading.Unfit(f"Not yet: {advice}") if advice else stopped
            if advice := _complex(raw, right, allowed, cases, mistakes, seen):
                raise reading.Unfit(f"Not yet: {advice}")
            raw = [reading.real(a, size) for a, size in zip(raw, allowed, strict=True)]
            answers = [seen(a) for a in raw]
            wrong = [i for i in range(len(cases)) if not _close(answers[i], right[i], allowed[i])]
            if not _close(raw[0], reading.real(again, allowed[0]), allowed[0]) and np.isfinite(raw[0]).all():
                raise reading.Unfit(
                    "Called twice with the same arguments, your function gives two answers. Use only its arguments."
                )
            if not wrong:
                if distinct and len({a.tobytes() for a in raw}) < len(raw):
                    raise reading.Unfit(
                        "The answer has to depend on all arguments: yours is the same for different ones."
                    )
                return Verdict(True, f"Right on all {len(cases)} cases. {praise}".strip())
            advice = _recognised(answers, right, allowed, cases, mistakes, seen, name)
            if advice:
                return Verdict(False, f"Not yet: {advice}")
            return Verdict(False, _example(cases, right, answers, allowed, wrong, name, via))
    except reading.Unfit as problem:
        return Verdict(False, str(problem))


def _tolerance(answer, tolerance):
    """Single precision is known by its type, or by numbers with a fraction that it holds exactly."""
    exact = np.all(answer == answer.astype(np.complex64)) and np.any(answer != np.round(answer))
    single = answer.dtype.itemsize <= (8 if answer.dtype.kind == "c" else 4) or exact
    return max(tolerance, SINGLE) if single else tolerance


def _close(got, expected, allowed):
    if np.shape(got) != np.shape(expected):
        return False
    same = (got == expected) | (np.isnan(got) & np.isnan(expected))  # infinities, and what a slip makes of them
    return bool(np.all((np.abs(got - expected) <= allowed) | same))


def _recognised(answers, right, allowed, cases, mistakes, seen, name):
    """What to say about a slip that gives all these answers, or None. The exercise's own slips come first."""
    mistakes = list(mistakes)
    for two in False, True:  # what needs two slips to explain it is tried last
        these = [pair for pair in mistakes if pair[1].startswith(slips.TWO) == two]
        if advice := _named(answers, right, allowed, cases, these, seen):
            return advice
        if not two and (advice := slips.common(answers, right, allowed)):
            return f"of {name}: {advice}" if name else advice
    return None


def _named(answers, right, allowed, cases, mistakes, seen):
    """The sentence of the first mistake that gives all these answers, or None."""
    last_first = range(len(cases) - 1, -1, -1)  # long cases tell slips apart
    for mistake, advice in mistakes:
        if all(_made(mistake, cases[i], seen, answers[i], right[i], allowed[i]) for i in last_first):
            return advice
    return None


def _complex(answers, right, allowed, cases, mistakes, seen):
    """What to say about a slip that gives these complex answers, or None: a slip says more than that they are."""
    if not any(np.any(np.abs(np.imag(a)) > size) for a, size in zip(answers, allowed, strict=True)):
        return None
    return _named([seen(a) for a in answers], right, allowed, cases, mistakes, seen)


def _made(mistake, case, seen, answer, right, allowed):
    """Does the mistake give this answer? What is larger than the truth may differ by more."""
    try:
        wrong = seen(np.asarray(mistake(**case)) + 0.0)
    except (ArithmeticError, ValueError, TypeError, LookupError, np.linalg.LinAlgError):
        return False  # such a mistake has no answer here
    larger = np.nanmax(np.abs(wrong), initial=0) / (np.abs(right).max(initial=0) or 1.0)
    return _close(answer, wrong, allowed * max(1.0, larger) if np.isfinite(larger) else allowed)


def _example(cases, right, answers, allowed, wrong, name, via):
    """The smallest of the wrong cases, with its first wrong entry, and what the wrong cases have in common."""
    i = min(wrong, key=lambda i: showing.size(cases[i]))
    got, expected = np.broadcast_arrays(answers[i], right[i])
    off = np.argwhere(~(np.abs(got - expected) <= allowed[i]))[0]
    where = tuple(off.tolist())
    entry = f"entry {list(where)} of {name or 'the answer'}" if where else name or "the answer"
    yours, theirs = showing.apart(float(got[where]), float(expected[where]))
    met = f"\nOn the way to it: {showing.met(via(**cases[i]))}." if via else ""
    if _near(answers, right):
        met += "\nYours is within 2 % everywhere. An approximation, lost digits, or a small term that is missing?"
    return (
        f"Not yet: {len(wrong)} of {len(cases)} cases are wrong{showing.common(cases, wrong)}. For\n"
        f"{showing.show(cases[i])}\n{entry} is {theirs}, yours is {yours}.{met}"
    )


def _near(answers, right):
    """Is every number off that isn't 0, but within 2 %, as of an approximation? Slips leave some exact, or far off."""
    answers, right = (np.concatenate([np.ravel(x) for x in several]) for several in (answers, right))
    off, size = np.abs(answers - right), np.abs(right)
    return bool(np.all((off <= size / 50) & ((off > 1e-10 * size) | (size == 0))))
