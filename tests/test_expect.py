"""Bad arguments are answered with what was expected, what came, and what to do."""

import numpy as np
import pytest

from helpers import expect


@pytest.mark.parametrize("value", [3, 3.0, np.float32(3), np.int64(3), np.array(3.0)])
def test_numbers_of_every_kind_are_numbers(value):
    assert expect.number("a", value) == 3.0 and isinstance(expect.number("a", value), float)


@pytest.mark.parametrize("value", ["3", None, True, [3.0], np.ones(2), float("nan"), float("inf"), 1j])
def test_what_is_no_finite_number_is_refused(value):
    with pytest.raises(ValueError, match=r"^a must be a finite number, but got .*Give a number"):
        expect.number("a", value)


def test_a_number_out_of_range_is_told_the_range():
    with pytest.raises(ValueError, match="a must be between 0 and 1, but got 2"):
        expect.number("a", 2, 0, 1)
    with pytest.raises(ValueError, match="at least 0"):
        expect.number("a", -1, low=0)
    with pytest.raises(ValueError, match="at most 1"):
        expect.number("a", 2, high=1)


def test_whole_numbers():
    assert expect.whole("T", 3.0, low=1) == 3 and isinstance(expect.whole("T", np.int32(3)), int)
    for value in (2.5, "2", None, True, float("nan"), float("inf"), [1]):
        with pytest.raises(ValueError, match="T must be a whole number"):
            expect.whole("T", value)
    with pytest.raises(ValueError, match="T must be a whole number at least 1, but got 0"):
        expect.whole("T", 0, low=1)


def test_arrays_keep_their_precision_and_become_float():
    assert expect.array("xs", np.ones(3, np.float32), ("T",)).dtype == np.float32
    assert expect.array("xs", [1, 2], ("T",)).dtype == np.float64
    given = np.ones((2, 3))
    assert expect.array("xs", given, ("T", 3)) is given


@pytest.mark.parametrize(
    "value, message",
    [
        (np.ones(3), r"xs must have shape \(T, 2\), but got \(3,\)"),
        (np.ones((3, 4)), r"xs must have shape \(T, 2\), but got \(3, 4\)"),
        (np.ones((0, 2)), "not empty"),
        ([[1, 2], [3]], "rows have different lengths"),
        ([["a", "b"]], "must hold real numbers"),
        ([[1j, 2]], "must hold real numbers"),
        ([[None, 2]], "must hold real numbers"),
        ([[1.0, 2.0], [float("nan"), 1.0]], r"entry \[1, 0\] is nan"),
        ([[1.0, float("-inf")]], r"entry \[0, 1\] is -inf"),
    ],
)
def test_wrong_arrays_are_refused_with_the_reason(value, message):
    with pytest.raises(ValueError, match=message):
        expect.array("xs", value, ("T", 2))


def test_one_of():
    assert expect.one_of("kind", "tanh", ("tanh", "relu")) == "tanh"
    with pytest.raises(ValueError, match="kind must be one of 'tanh', 'relu', but got 'rely'"):
        expect.one_of("kind", "rely", ("tanh", "relu"))
