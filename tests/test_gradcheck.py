"""Numeric gradients against derivatives known from calculus."""

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.gradcheck import complex_step_gradient, numeric_gradient, relative_error


class Pair(NamedTuple):
    W: np.ndarray
    b: np.ndarray


def loss(p):
    return np.sum(np.tanh(p.W @ p.b))


def gradient(p):
    slope = 1 - np.tanh(p.W @ p.b) ** 2
    return Pair(np.outer(slope, p.b), p.W.T @ slope)


@pytest.fixture
def pair():
    rng = np.random.default_rng(0)
    return Pair(rng.normal(size=(2, 3)), rng.normal(size=3))


@pytest.mark.parametrize("method, bound", [(numeric_gradient, 1e-9), (complex_step_gradient, 1e-15)])
def test_a_named_tuple_comes_back_as_one(pair, method, bound):
    before = Pair(pair.W.copy(), pair.b.copy())
    numeric = method(loss, pair)
    assert type(numeric) is Pair
    assert relative_error(gradient(pair), numeric) < bound
    assert np.array_equal(pair.W, before.W) and np.array_equal(pair.b, before.b)


@pytest.mark.parametrize("method", [numeric_gradient, complex_step_gradient])
def test_numbers_arrays_and_nested_tuples(method):
    value = method(lambda a: a**3, 2.0)
    assert isinstance(value, float) and value == pytest.approx(12)
    assert method(lambda a: a**3, 2) == pytest.approx(12)
    value = method(lambda a: a**3, np.array(2.0))
    assert isinstance(value, np.ndarray) and value.shape == () and value == pytest.approx(12)
    assert method(lambda a: (a**2).sum(), np.array([1.0, 2.0])) == pytest.approx([2, 4])
    nested = method(lambda p: p[0] * p[1][0] * p[1][1].sum(), (2.0, (3.0, np.ones((1, 2)))))
    assert nested[0] == pytest.approx(6) and nested[1][0] == pytest.approx(4)
    assert nested[1][1] == pytest.approx(np.array([[6, 6]])) and type(nested) is type(nested[1]) is tuple


def test_float32_is_differentiated_in_float64():
    gradient = numeric_gradient(lambda a: np.sin(a).sum(), np.float32([0.5, 1.0]))
    assert gradient.dtype == np.float32
    assert gradient == pytest.approx(np.cos([0.5, 1.0]), rel=1e-7)


@given(st.floats(-300, 300), st.floats(1e-6, 1))
def test_relative_error_does_not_depend_on_scale(exponent, off):
    a = np.array([1.0, -2.0]) * 10**exponent
    assert relative_error(a * (1 + off), a) == pytest.approx(off / (1 + off), rel=1e-6)
    assert relative_error(a, a) == 0


def test_relative_error_by_hand():
    assert relative_error(np.zeros(2), np.zeros(2)) == 0
    assert relative_error(np.array([1.0, 4.0]), np.array([1.5, 4.0])) == 0.125
    assert relative_error((1.0, np.array([8.0])), (1.0, np.array([4.0]))) == 0.5
    assert relative_error(3.0, 4.0) == 0.25


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: numeric_gradient(np.sum, np.array([1, np.nan])), r"params must be finite.*\[1\]"),
        (lambda: numeric_gradient(lambda p: p.W.sum(), Pair(np.array([np.inf]), 1.0)), r"params\.W must be"),
        (lambda: numeric_gradient(lambda p: p, np.ones(2)), r"value of loss must be a finite number"),
        (lambda: numeric_gradient(lambda p: np.nan, 1.0), "value of loss"),
        (lambda: numeric_gradient(np.sum, "text"), "params must hold real numbers"),
        (lambda: numeric_gradient(np.sum, 1.0, eps=0), "eps must be between"),
        (lambda: complex_step_gradient(lambda p: float(p.real), 1.0), "complex number for a complex step"),
        (lambda: complex_step_gradient(np.sum, 1.0, eps=1e-3), "eps must be between"),
        (lambda: relative_error(np.ones(2), np.ones(3)), r"analytic must have shape \(3,\).*\(2,\)"),
        (lambda: relative_error(np.ones(2), (1.0, 2.0)), "structure of numeric, a tuple of 2 parts"),
        (lambda: relative_error((1.0, 2.0), 1.0), "structure of numeric, 1.0, but got a tuple of 2"),
        (lambda: relative_error((1.0, np.nan), (1.0, 2.0)), r"analytic\[1\] must be finite"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
