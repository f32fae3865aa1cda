"""The scalar chain: numbers, formulas and theorem of lesson 01, against something that is not ours."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from helpers import gradcheck, scalar, symbolic

REFERENCE = json.loads((Path(__file__).parent / "reference" / "scalar_chain.json").read_text())
NUMBERS = {"a": 1.5, "b": 0.3, "c": 0.1, "d": 2.0, "e": -0.4, "h_0": 0.2, "x_1": 0.5, "x_2": -1.0, "x_3": 0.25}
XS = np.array([0.5, -1.0, 0.25])
numbers = st.floats(-3, 3, allow_nan=False)


def test_states_and_gradient_agree_with_pytorch():
    states = scalar.run(1.5, 0.2, XS, b=0.3, c=0.1)
    np.testing.assert_allclose(states[1:], REFERENCE["states"], rtol=1e-15)
    gradient = 2.0 * scalar.factors(1.5, states)[1:].prod()
    assert math.isclose(gradient, REFERENCE["dy_3/dh_1"], rel_tol=1e-14)


def test_sympy_agrees_with_pytorch_on_both_ways():
    with_states = NUMBERS | {f"h_{t}": h for t, h in enumerate(REFERENCE["states"], start=1)}
    by_chain = symbolic.gradient(3, 1).rhs.subs(with_states)
    unrolled = sp.diff(symbolic.unrolled(3, 1), symbolic.h(1)).subs(with_states)
    for value in by_chain, unrolled:
        assert math.isclose(float(value), REFERENCE["dy_3/dh_1"], rel_tol=1e-13)
    assert math.isclose(float(symbolic.unrolled(3, 0).subs(NUMBERS)), REFERENCE["y_3"], rel_tol=1e-14)


@pytest.mark.parametrize("T, k", [(1, 0), (2, 0), (3, 2), (5, 1)])
def test_the_symbolic_chain_has_a_link_per_step(T, k):
    chain = symbolic.local_derivatives(T, k)
    assert len(chain) == T - k + 1 and len(symbolic.equations(T)) == T + 1
    h = sp.symbols(f"h_{k + 1}:{T + 1}")
    expected = sp.Symbol("d") * sp.Symbol("a") ** (T - k) * sp.prod(1 - state**2 for state in h)
    assert sp.simplify(symbolic.gradient(T, k).rhs - expected) == 0


@given(a=numbers, h_0=st.floats(-1, 1), c=numbers, xs=st.lists(numbers, min_size=1, max_size=6))
def test_factors_agree_with_central_differences(a, h_0, c, xs):
    states = scalar.run(a, h_0, xs, c=c)
    numeric = gradcheck.numeric_gradient(lambda start: scalar.run(a, start, xs, c=c)[-1], h_0, eps=1e-6)
    # the error of a difference grows with the curvature, which grows with the factors: 3^6 at most
    assert math.isclose(scalar.factors(a, states).prod(), numeric, rel_tol=1e-6, abs_tol=1e-8)


@given(a=numbers, c=numbers, xs=st.lists(numbers, min_size=1, max_size=30))
def test_the_integral_of_the_gradient_over_starts_is_at_most_2(a, c, xs):
    ends = [scalar.run(a, h_0, xs, c=c)[-1] for h_0 in np.linspace(-1, 1, 41)]
    assert np.abs(np.diff(ends)).sum() <= 2 + 1e-12
    # ... and monotone: all differences have one sign
    assert (np.diff(ends) >= 0).all() or (np.diff(ends) <= 0).all()


@given(a=st.floats(-1, 1), h_0=st.floats(-1, 1), xs=st.lists(numbers, min_size=1, max_size=20))
def test_a_weight_below_one_in_size_never_grows_a_gradient(a, h_0, xs):
    assert (np.abs(scalar.factors(a, scalar.run(a, h_0, xs))) <= abs(a)).all()


@pytest.mark.parametrize("a, factor", [(1.1, 0.8218), (1.25, 0.6191), (1.5, 0.3943), (2, 0.1664), (3, 0.0305)])
def test_the_factor_at_the_fixed_point(a, factor):
    h_star = scalar.fixed_point(a)
    assert abs(math.tanh(a * h_star) - h_star) < 1e-12
    assert abs(a * (1 - h_star**2) - factor) < 5e-5
    assert math.isclose(scalar.run(a, 0.5, np.zeros(2000))[-1], h_star, rel_tol=1e-12)


@given(st.floats(1.0001, 1e6))
def test_the_factor_at_the_fixed_point_is_below_one_for_every_weight_above_one(a):
    h_star = scalar.fixed_point(a)
    assert 0 < h_star <= 1
    assert abs(math.tanh(a * h_star) - h_star) < 1e-9
    assert a * (1 - h_star) * (1 + h_star) < 1


def test_for_a_weight_up_to_one_the_fixed_point_is_zero():
    assert scalar.fixed_point(0) == scalar.fixed_point(0.7) == scalar.fixed_point(1) == 0


def test_from_a_small_start_the_gradient_rises_to_344_and_dies():
    states = scalar.run(1.5, 1e-3, np.zeros(100))
    log10 = scalar.log10_gradient(scalar.factors(1.5, states))
    assert log10.argmax() == 16 and round(10 ** log10.max()) == 344
    assert 1e-31 < 10 ** log10[100] < 3e-31
    assert abs(10 ** log10[50] - 3.4e-11) < 1e-12


def test_a_tiny_start_lets_the_growth_last_until_step_44():
    log10 = scalar.log10_gradient(scalar.factors(1.5, scalar.run(1.5, 1e-8, np.zeros(100))))
    assert log10.argmax() == 44 and round(10 ** log10.max() / 1e6) == 34
    assert round(10 ** log10[60]) == 91 and np.flatnonzero(log10[1:] < 0)[0] + 1 == 65
    just_above_1 = scalar.log10_gradient(scalar.factors(1.05, scalar.run(1.05, 1e-3, np.zeros(60))))
    assert just_above_1.argmax() == 60


def test_a_step_grows_the_gradient_below_the_root_of_1_minus_1_over_a():
    edge = math.sqrt(1 - 1 / 1.5)
    assert round(edge, 3) == 0.577
    for h, grows in (edge - 1e-6, True), (edge + 1e-6, False), (-edge + 1e-6, True):
        assert (abs(scalar.factors(1.5, [0.0, h])[0]) > 1) == grows
    assert round(math.atanh(edge), 2) == 0.66
    slope = 1 - math.tanh(3) ** 2
    assert round(1.5 * slope, 3) == 0.015 and round(1.5 / (2 + math.exp(3) + math.exp(-3)), 3) == 0.068


def test_one_start_in_a_thousand_has_a_gradient_of_344():
    h = np.linspace(-1, 1, 200_001)
    gradient = np.ones_like(h)
    for _ in range(16):
        h = np.tanh(1.5 * h)
        gradient *= 1.5 * (1 - h**2)
    assert 0.0009 < (gradient >= 343).mean() < 0.0012
    assert gradient.mean() <= 1


def test_noise_of_one_half_leaves_a_peak_of_about_4():
    noise = np.random.default_rng(0).standard_normal(60)
    log10 = scalar.log10_gradient(scalar.factors(1.5, scalar.run(1.5, 1e-3, 0.5 * noise[:50])))
    assert 3.5 < 10 ** log10.max() < 4.5


def test_a_negative_weight_ends_in_a_cycle_of_two():
    states = scalar.run(-1.5, 0.5, np.zeros(300))
    assert math.isclose(states[-1], -states[-2]) and round(abs(states[-1]), 5) == 0.85856
    assert round(scalar.factors(-1.5, states)[-2:].prod(), 4) == 0.1555


def test_at_zero_the_gradient_is_a_power_of_a():
    states = scalar.run(1.5, 0.0, np.zeros(2000))
    np.testing.assert_allclose(scalar.log10_gradient(scalar.factors(1.5, states))[-1], 2000 * math.log10(1.5))


def test_logs_hold_what_floats_can_not():
    states = scalar.run(3.0, 0.5, np.zeros(1000))
    assert scalar.factors(3.0, states).prod() == 0
    assert round(scalar.log10_gradient(scalar.factors(3.0, states))[-1], 2) == -1514.03
    assert scalar.log10_gradient([0.5, 0.0, 2.0]).tolist()[2:] == [-math.inf, -math.inf]


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: scalar.run("1", 0, [1.0]), "a must be a finite number, but got '1'"),
        (lambda: scalar.run(1, math.nan, [1.0]), "h_0 must be a finite number"),
        (lambda: scalar.run(1, 0, []), "xs must have shape"),
        (lambda: scalar.run(1, 0, [[1.0]]), "xs must have shape"),
        (lambda: scalar.run(1, 0, [math.nan]), "xs must be finite"),
        (lambda: scalar.factors(1, [0.1]), None),
        (lambda: scalar.fixed_point(-1), "a must be at least 0"),
        (lambda: symbolic.equations(0), "T must be a whole number at least 1"),
        (lambda: symbolic.gradient(3, 3), "k must be a whole number between 0 and 2"),
    ],
)
def test_bad_input(call, message):
    if message is None:  # a run of no steps has no factors
        assert call().shape == (0,)
        return
    with pytest.raises(ValueError, match=message):
        call()
