"""Every check against what is no answer at all: it never passes, never raises and prints no warning."""

import decimal
import math
import warnings

import numpy as np
import pytest
import wrong
from test_checks_answers import each_exercise

from helpers import checks


class Hostile:
    """Whatever is asked of it, it raises."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __float__(self):
        raise RuntimeError("no number")

    __array__ = __repr__ = __str__ = __eq__ = __len__ = __float__
    __hash__ = None


def stop(**case):
    raise SystemExit("done")


def hostile_error(**case):
    class Bad(Exception):
        def __str__(self):
            raise RuntimeError

    raise Bad


KINDS = {
    "text": lambda right: str(right),
    "text of a number": lambda right: f"{np.ravel(right)[0]}",
    "bytes": lambda right: b"1",
    "bytearray": lambda right: bytearray(b"1"),
    "None": lambda right: None,
    "a generator": lambda right: (x for x in [right]),
    "a class": lambda right: float,
    "a dict": lambda right: {0: right},
    "huge": lambda right: 10**400,
    "huge, negative": lambda right: -(10**5000),
    "NaN": lambda right: np.full(np.shape(right), np.nan),
    "inf": lambda right: np.full(np.shape(right), np.inf),
    "Decimal": lambda right: decimal.Decimal(str(float(np.ravel(right)[0]))),
    "a truth value": lambda right: True,
    "truth values": lambda right: np.full(np.shape(right), True),
    "objects": lambda right: np.array([str(x) for x in np.ravel(right)], object).reshape(np.shape(right)),
    "complex": lambda right: np.asarray(right) + 1j,
    "ragged": lambda right: [[1.0], [1.0, 2.0]],
    "hostile": lambda right: Hostile(),
    "hostile list": lambda right: [Hostile()],
    "constant": lambda right: np.ones(np.shape(right)),
    "zeros": lambda right: np.zeros(np.shape(right)),
    "its own draw": lambda right: np.random.default_rng(0).normal(size=np.shape(right)),
    "one axis more": lambda right: [right],
    "date": lambda right: np.datetime64("2020-01-01"),
    "a slip of 1e-4": lambda right: np.asarray(right) + 1e-2 * (1 + np.abs(right)),
}


@each_exercise
def test_no_kind_of_wrong_answer_passes_raises_or_warns(number, name, capfd):
    check, solution = wrong.exercises(number)[name], wrong.solutions(number)[1][name]
    for kind, form in KINDS.items():
        with warnings.catch_warnings(), np.errstate(all="raise"):
            warnings.simplefilter("error")
            verdict = check(lambda form=form, **case: form(solution(**case)))
        assert not verdict.passed and verdict.message, kind
        assert len(repr(verdict)) < 2000, kind
    for function in (3.0, None, "text", Hostile(), float, stop, hostile_error, lambda **case: 1 / 0, lambda: 1.0):
        verdict = check(function)
        assert not verdict.passed and verdict.message
    assert capfd.readouterr() == ("", "")


@each_exercise
def test_renamed_arguments_are_explained(number, name):
    verdict = wrong.exercises(number)[name](lambda first, second: 1.0)
    assert "yours has first, second" in verdict.message and not verdict.passed


@each_exercise
def test_it_passes_too_where_numpy_raises(number, name):
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        assert wrong.exercises(number)[name](wrong.solutions(number)[1][name]).passed


def test_the_keyboard_still_interrupts():
    def interrupted(**case):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checks.judge(interrupted, [{"n": 1}], lambda n: n)


def test_an_array_is_judged_by_its_first_wrong_entry_with_the_digits_that_differ():
    cases = [{"x": np.array([0.5, 0.25])}, {"x": np.array([1.5, 2.0])}]
    verdict = checks.judge(lambda x: x + np.array([0, 3.1e-6 * x[0]]), cases, lambda x: x)
    assert "x = [0.5, 0.25]\nentry [1] of the answer is 0.25, yours is 0.2500016." in verdict.message


def test_a_slip_is_named_too_if_it_stops_the_function_in_some_cases():
    cases = [{"x": 0.5}, {"x": 0.8}, {"x": 1.5}]
    mistakes = [(lambda x: np.arctanh(x), "half of x is meant.")]

    def judged(answer):
        return checks.judge(answer, cases, lambda x: np.arctanh(x / 2), mistakes).message

    assert judged(lambda x: math.atanh(x)) == "Not yet: half of x is meant."
    assert judged(lambda x: np.log((1 + x) / (1 - x)) / 2 if x < 1 else 1 / 0) == "Not yet: half of x is meant."
    assert "stopped with ValueError" in judged(lambda x: math.atanh(x) + 1)
    assert "artanh of 1 or more" in judged(lambda x: math.atanh(2 * x + 1))  # in no case does it get through
    assert "stopped with KeyError" in judged(lambda x: math.atanh(x) if x < 1 else {}[x])


def slope(x, step):
    """A difference instead of the derivative x**3."""
    return ((x + step) ** 4 - (x - step) ** 4) / (8 * step)


@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        (lambda x: slope(x, 0.05), True),
        (lambda x: slope(x, 1.5e-3), True),  # in some cases within the tolerance
        (lambda x: slope(x, 0.5), False),
        (lambda x: x**3 - 2e-3 * np.maximum(x - 1, 0), False),  # a wrong term, small in these cases, and 0 in some
        (lambda x: np.where(x > 1.5, 1.01, 1) * x**3, False),
        (lambda x: np.where(x > 1.5, np.nan, slope(x, 0.05)), False),
    ],
)
def test_it_asks_for_an_approximation_only_where_all_is_nearly_right_and_nothing_exactly(answer, asked):
    cases = [{"x": np.array([0.0, 0.5])}, {"x": np.array([1.0, 1.25])}, {"x": np.array([2.0, 1.0])}]
    message = checks.judge(answer, cases, lambda x: x**3).message
    assert message.startswith("Not yet: ") and ("Yours is within 2 % everywhere." in message) == asked


def test_a_function_that_draws_gives_two_answers():
    rng = np.random.default_rng(0)
    verdict = checks.judge(lambda n: rng.normal(), [{"n": 1}, {"n": 2}], lambda n: n)
    assert "gives two answers" in verdict.message


def test_answers_right_in_more_than_one_way_are_compared_by_what_makes_them_right():
    cases = [{"v": np.array(v)} for v in ([3.0, 4.0], [0.0, 2.0])]
    squares = "the square", np.square
    assert checks.judge(lambda v: -v, cases, lambda v: v**2, view=squares).passed
    assert (
        "entry [0] of the square" in checks.judge(lambda v: 2 * v + v**0, cases, lambda v: v**2, view=squares).message
    )
    kept = checks.judge(lambda v: v / v.max() * [0, 1], cases, lambda v: [0, 1], view=squares, distinct=True)
    assert "depend on all arguments" in kept.message


def test_an_example_shows_what_is_met_on_the_way_and_what_the_wrong_cases_have_in_common():
    cases = [{"n": n, "x": np.array([x, 2.0])} for n in (1, 2) for x in (0.5, 1.5)]
    verdict = checks.judge(
        lambda n, x: n * x.sum() + (7.25 if n == 2 else 0) * x[0],
        cases,
        lambda n, x: n * x.sum(),
        via=lambda n, x: {"sum": x.sum(), "x": np.arange(9) * 0.5},
    )
    assert "2 of 4 cases are wrong, those with n = 2. For" in verdict.message
    assert "On the way to it: sum = 2.5, x = [0, 0.5, 1, 1.5, 2, 2.5, …]." in verdict.message


def test_a_mistake_that_has_no_real_answer_is_no_match():
    verdict = checks.judge(
        lambda x: x + 1.0, [{"x": -4.0}, {"x": -9.0}], lambda x: 2 * x, [(lambda x: x**0.5, "the root")]
    )
    assert not verdict.passed and "the root" not in verdict.message
