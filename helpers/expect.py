"""Checks for arguments: what was expected, what came, what to do about it.

Every public function of the course calls these first, so a mistake is reported by the function that the
reader called and in the reader's words, not by numpy five levels further down.
"""

import math
from numbers import Real

import numpy as np

MAX = np.finfo(float).max.item()


class NotFinite(ValueError):
    """A NaN or an infinity where a finite number must stand."""


def number(name, value, low=-math.inf, high=math.inf):
    """`value` as a float, checked to be a finite real number in [low, high].

    Raises ValueError otherwise: booleans, text, arrays, NaN and infinities are not numbers here.
    """
    value = _plain(value)
    if isinstance(value, bool) or not isinstance(value, Real) or not abs(value) <= MAX:  # true of nan too
        raise ValueError(f"{name} must be a finite number, but got {_show(value)}. {_remedy(low, high)}")
    if not low <= value <= high:
        raise ValueError(f"{name} must be {_range(low, high)}, but got {_show(value)}. {_remedy(low, high)}")
    return float(value)


def whole(name, value, low=0, high=math.inf):
    """`value` as an int, checked to be a whole number in [low, high]; 3.0 counts as 3. Raises ValueError."""
    value = _plain(value)
    if isinstance(value, bool) or not isinstance(value, Real) or value != value or value in (math.inf, -math.inf):
        raise ValueError(f"{name} must be a whole number, but got {_show(value)}. {_remedy(low, high)}")
    if value != int(value) or not low <= value <= high:
        limits = f" {_range(low, high)}" if (low, high) != (-math.inf, math.inf) else ""
        raise ValueError(f"{name} must be a whole number{limits}, but got {_show(value)}. {_remedy(low, high)}")
    return int(value)


def array(name, value, shape):
    """`value` as an array of finite floats of the given shape (float32 stays float32; no copy if avoidable).

    shape: a tuple; a number must match, a letter stands for any size from 1 upwards and is used in the
    message, e.g. ("T", "B", 16). None: any shape. Raises ValueError for another shape, for text, objects or complex
    numbers, and for NaN or infinite entries (it names the first one).
    """
    result = plain(name, value, shape)
    if result.dtype.kind not in "fiu":
        raise ValueError(
            f"{name} must hold real numbers, but its entries are of type {result.dtype}. "
            f"Convert it first, for example with np.asarray({name}, dtype=float)."
        )
    if shape is not None and not _fits(result.shape, shape):
        raise ValueError(
            f"{name} must have shape {_shape(shape)}, but got {_shape(result.shape)}. "
            f"Check its axes{' and that it is not empty' if 0 in result.shape else ''}."
        )
    if result.dtype.kind != "f":
        result = result.astype(float)
    if not np.isfinite(result).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(result))[0])
        raise NotFinite(
            f"{name} must be finite, but entry {list(where)} is {result[where]}. "
            "Look for an overflow or a division by zero where it was made."
        )
    return result


def indices(name, value, shape, below):
    """`value` as an array of whole numbers in [0, below), such as tokens; shape as in `array`. ValueError."""
    result = plain(name, value, shape)
    if result.dtype.kind not in "iu":
        raise ValueError(
            f"{name} must hold whole numbers, but its entries are of type {result.dtype}. "
            f"Give numbers from 0 to {below - 1} of an integer type, none too large for 64 bits."
        )
    if result.size and not 0 <= int(result.min()) <= int(result.max()) < below:
        worst = int(result.max()) if result.max() >= below else int(result.min())
        raise ValueError(
            f"{name} must lie between 0 and {below - 1}, but got {worst}. "
            "Check the size of the vocabulary and the integer type (a small one wraps around)."
        )
    array(name, result, shape)
    return result.astype(np.intp)


def one_of(name, value, choices):
    """`value`, checked to be one of `choices`; raises ValueError that lists them."""
    if shape(value) or value not in choices:  # an array is equal to nothing, entry by entry
        raise ValueError(
            f"{name} must be one of {', '.join(map(repr, choices))}, but got {_show(value)}. Pick one of these."
        )
    return value


def generator(rng):
    """`rng`, checked to be a numpy random generator; raises ValueError."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            f"rng must be a numpy random Generator, but got {type(rng).__name__}. "
            "Make one with np.random.default_rng(seed)."
        )
    return rng


def function(name, value):
    """`value`, checked to be something that can be called; raises ValueError."""
    if not callable(value):
        raise ValueError(f"{name} must be a function, but got {_show(value)}. Give its name, without ().")
    return value


def pair(name, answer, words):
    """`answer` of the reader's function `name`, checked to be a pair: `words`, such as "loss, grads". ValueError."""
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise ValueError(
            f"{name} must return the pair ({words}), but got {type(answer).__name__}. End it with: return {words}."
        )
    return answer


def shape(value):
    """np.shape of `value`; (0,) for rows of different lengths, which are no array and are refused as one."""
    try:
        return np.shape(value)
    except ValueError:
        return (0,)


def plain(name, value, shape):
    """`value` as an array of whatever it holds; ValueError if it is none. shape: for the message, as in `array`."""
    try:
        return np.asarray(value)
    except ValueError:  # a ragged list
        raise ValueError(
            f"{name} must be an array{f' of shape {_shape(shape)}' if shape else ''}, but its rows have different "
            "lengths. Give every row the same number of entries."
        ) from None


def _plain(value):
    """A numpy scalar or an array of one number without axes, as a Python number."""
    return value.item() if isinstance(value, np.generic | np.ndarray) and np.ndim(value) == 0 else value


def _show(value):
    if isinstance(value, np.ndarray):
        return f"an array of shape {_shape(value.shape)}"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _fits(got, want):
    return len(got) == len(want) and all(
        g >= 1 if isinstance(w, str) else g == w for g, w in zip(got, want, strict=True)
    )


def _shape(shape):
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _range(low, high):
    if high == math.inf:
        return f"at least {low}" if low > -math.inf else "finite"
    return f"between {low} and {high}" if low > -math.inf else f"at most {high}"


def _remedy(low, high):
    return f"Give a number {_range(low, high)}." if (low, high) != (-math.inf, math.inf) else "Give a number."
