"""Calling a reader's function, whatever it does, and reading its answer, whatever it is."""

import contextlib
import copy
import inspect
import sys
import warnings

import numpy as np

from helpers.checks import showing

CALLS = 200_000  # so many calls of functions make one answer at most


HINTS = {
    "for ^: ": "A power is written ** in Python. ",
    "SVD did not converge": "A number in the matrix is infinite or nan: did a product grow too large for a float? ",
    "math domain error": "The logarithm of 0, the root of a negative number, or artanh of 1 or more: is something too "
    "small for a float, or too large? ",
}


class Unfit(Exception):
    """The answer, or the function, can't be judged; the message is for the reader."""


class Stopped(Unfit):
    """The function ended in an error of arithmetic, where numpy's would have given nan."""


@contextlib.contextmanager
def counted(case):
    """Unfit after `CALLS` calls in here: a function that calls itself twice each time would never come to an end."""
    calls, before = 0, sys.getprofile()

    def count(frame, event, arg):
        nonlocal calls
        calls += event == "call"
        if calls > CALLS:
            sys.setprofile(None)
            raise Unfit(
                f"Stopped after {CALLS:,} calls of functions, for {showing.show(case)}\nDoes your function call itself "
                "again and again for what it knew already? Keep what was found, in a list, and use it."
            )

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


@contextlib.contextmanager
def quiet():
    """No warning is printed or raised in here: an overflow is an answer to judge."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def fitting(function, case):
    """Unfit if it is no function, or can't be called with the names of the exercise."""
    if not callable(function):
        raise Unfit(f"Give the check your function itself, without calling it; got {showing.text(function)}.")
    try:
        signature = inspect.signature(function)
    except Exception:  # built-in functions have none
        return
    try:
        signature.bind(**case)
    except TypeError:
        raise Unfit(
            f"The check calls your function by the names {', '.join(case)}; yours has "
            f"{', '.join(signature.parameters) or 'no arguments'}. Keep the names of the exercise."
        ) from None


def answers(function, cases, shapes):
    """(the answers to all cases; the first error of arithmetic, or None). An answer that was stopped so is nan.

    Raises what `answer` raises; that error too, if there's no other answer.
    """
    found, stopped = [], []
    for case, shape in zip(cases, shapes, strict=True):
        try:
            found.append(answer(function, case, shape))
        except Stopped as problem:
            found.append(np.full(shape, np.nan))
            stopped.append(problem)
    if len(stopped) == len(cases):
        raise stopped[0]
    return found, stopped[0] if stopped else None


def answer(function, case, shape):
    """What the function returns, as an array of real or complex numbers of that shape; Unfit if it is none."""
    try:
        with quiet():
            given = copy.deepcopy(case)
            with counted(case):
                returned = function(**given)
            kept = all(np.array_equal(given[key], case[key]) for key in case)
    except (KeyboardInterrupt, Unfit):
        raise
    except NotImplementedError:
        raise Unfit("Not started yet: replace the line with `raise NotImplementedError` by your own.") from None
    except BaseException as error:  # whatever the reader's code does is for the verdict, a call of exit() too
        hint = next((said for piece, said in HINTS.items() if piece in showing.text(error, str)), "")
        stopped = f"{hint}Your function stopped with {type(error).__name__}: {showing.text(error, str)}"
        kind = Stopped if isinstance(error, ArithmeticError | ValueError) else Unfit
        raise kind(f"{stopped}\nfor {showing.show(case)}") from None
    if not kept:
        raise Unfit("Your function changes the arguments it is given. Work on a copy, or make new arrays.")
    if returned is None:
        raise Unfit(f"Your function returns nothing. Did you forget `return`?\nfor {showing.show(case)}")
    if inspect.iscoroutine(returned):
        returned.close()
    wanted = f"an array of shape {shape}" if shape else "one number"
    try:
        with quiet():
            numbers = _numbers(returned)
    except Exception:
        raise Unfit(f"Your function must return {wanted}, but it returned {_shapes(returned)}.") from None
    if numbers.shape != shape:
        got = f"an array of shape {numbers.shape}" if numbers.shape else "one number"
        raise Unfit(f"Your function must return {wanted}, but it returned {got}\nfor {showing.show(case)}")
    return numbers


def real(numbers, allowed):
    """Complex numbers without their imaginary part, if that is no larger than allowed; Unfit if it is."""
    if numbers.dtype.kind != "c":
        return numbers.astype(float)
    if not np.all(np.abs(numbers.imag) <= allowed):
        raise Unfit(
            f"Your answer is complex, {numbers.ravel()[np.abs(numbers.imag).argmax()]:.4g}. A real one is asked for."
        )
    return numbers.real.astype(float)


def _shapes(returned):
    """What was returned, in a few words: of several arrays in a tuple or a list, their shapes."""
    if isinstance(returned, tuple | list) and returned and all(isinstance(part, np.ndarray) for part in returned):
        return f"a {type(returned).__name__} of arrays of shapes {' and '.join(str(part.shape) for part in returned)}"
    return showing.text(returned)


def _numbers(returned):
    """An array of int, float or complex; an exception for anything else: text, truth values, objects."""
    if isinstance(returned, bytearray | memoryview):
        raise TypeError
    array = np.asarray(returned)
    if array.dtype.kind == "O" and all(type(entry) is int for entry in array.flat):  # too long for 64 bits
        array = np.array([_float(entry) for entry in array.flat]).reshape(array.shape)
    if array.dtype.kind not in "iufc":
        raise TypeError
    return array if array.dtype.kind in "fc" else array.astype(float)


def _float(whole):
    try:
        return float(whole)
    except OverflowError:
        return np.inf if whole > 0 else -np.inf
