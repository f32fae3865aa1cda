"""Calling a reader's function, whatever it does, and reading its answer, whatever it is."""

import contextlib
import copy
import inspect
import warnings

import numpy as np

FULL = 24  # up to so many numbers, the arguments of a case are printed in full


HINTS = {
    "for ^: ": "A power is written ** in Python. ",
    "math domain error": "The logarithm of 0 or the root of a negative number: is something too small for a float? ",
}


class Unfit(Exception):
    """The answer, or the function, can't be judged; the message is for the reader."""


@contextlib.contextmanager
def quiet():
    """No warning is printed or raised in here: an overflow is an answer to judge."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def fitting(function, case):
    """Unfit if it is no function, or can't be called with the names of the exercise."""
    if not callable(function):
        raise Unfit(f"Give the check your function itself, without calling it; got {text(function)}.")
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


def answer(function, case, shape):
    """What the function returns, as an array of real or complex numbers of that shape; Unfit if it is none."""
    try:
        with quiet():
            given = copy.deepcopy(case)
            returned = function(**given)
            kept = all(np.array_equal(given[key], case[key]) for key in case)
    except KeyboardInterrupt:
        raise
    except NotImplementedError:
        raise Unfit("Not started yet: replace the line with `raise NotImplementedError` by your own.") from None
    except BaseException as error:  # whatever the reader's code does is for the verdict, a call of exit() too
        hint = next((said for piece, said in HINTS.items() if piece in text(error, str)), "")
        raise Unfit(
            f"{hint}Your function stopped with {type(error).__name__}: {text(error, str)}\nfor {show(case)}"
        ) from None
    if not kept:
        raise Unfit("Your function changes the arguments it is given. Work on a copy, or make new arrays.")
    if returned is None:
        raise Unfit("Your function returns nothing. Did you forget `return`?")
    if inspect.iscoroutine(returned):
        returned.close()
    wanted = f"an array of shape {shape}" if shape else "one number"
    try:
        with quiet():
            numbers = _numbers(returned)
    except Exception:
        raise Unfit(f"Your function must return {wanted}, but it returned {text(returned)}.") from None
    if numbers.shape != shape:
        got = f"an array of shape {numbers.shape}" if numbers.shape else "one number"
        raise Unfit(f"Your function must return {wanted}, but it returned {got}\nfor {show(case)}")
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


def size(case):
    """How many numbers its arguments hold."""
    return sum(np.size(value) for value in case.values())


def show(case):
    """The arguments as a reader can paste them; of a large case, only their shapes."""
    shown = [f"{key} = {_show(value, size(case) <= FULL)}" for key, value in case.items()]
    return ", ".join(shown) if sum(map(len, shown)) < 76 else "\n".join(shown)


def _show(value, full):
    if isinstance(value, str):
        return repr(value)
    if not np.ndim(value):
        return getattr(value, "__name__", f"{float(value)}" if isinstance(value, float) else f"{value}")
    if full:
        return f"{np.asarray(value).tolist()}"
    return f"{' × '.join(map(str, np.shape(value)))} numbers"


def text(value, form=repr):
    """repr(value), at most 80 characters; only its type, if that fails."""
    try:
        written = " ".join(form(value).split())
        return written if len(written) <= 80 else f"{written[:77]}..."
    except Exception:
        return f"something of type {type(value).__name__}"


def apart(a, b):
    """Two numbers, written with the digits it takes to see that they differ, and one more."""
    for digits in range(3, 18):
        if f"{a:.{digits}g}" != f"{b:.{digits}g}":
            break
    return f"{a:.{digits + 1}g}", f"{b:.{digits + 1}g}"


def met(values):
    """Names with their numbers, to four digits; of a long array, the first six."""

    def written(value):
        if not np.ndim(value):
            return f"{value:.4g}"
        return f"[{', '.join(f'{entry:.4g}' for entry in value[:6])}{', …' if len(value) > 6 else ''}]"

    return ", ".join(f"{name} = {written(value)}" for name, value in values.items())


def common(cases, wrong):
    """Which argument tells the wrong cases from the right ones, where a single value of one does; else nothing."""
    for key in cases[0]:
        if not isinstance(cases[0][key], str | int):  # the same number twice would be chance
            continue
        bad = {cases[i][key] for i in wrong}
        good = {case[key] for i, case in enumerate(cases) if i not in wrong}
        if bad & good or not good:
            continue
        for those, said in ((bad, ", those with"), (good, ", all but those with")):
            if len(those) == 1:
                return f"{said} {key} = {_show(those.pop(), True)}"
    return ""
