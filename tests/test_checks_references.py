"""The references with knobs, at their start values, against finite differences."""

import numpy as np

from helpers import gradcheck
from helpers.checks import clipping, slips, sweeps, unit


def test_the_unit_agrees_with_finite_differences():
    rng = np.random.default_rng(0)
    a, h_0, b, c = -1.25, 0.5, 0.75, 0.25
    for T in 1, 4, 9:
        xs = rng.normal(size=T)
        h = unit.run(a, h_0, xs, b, c)
        numeric = gradcheck.numeric_gradient(lambda p, xs=xs: unit.run(*p, xs, b, c)[-1], (a, h_0))
        assert np.allclose(numeric, (unit.by_weight(a, h), unit.by_start(a, h)), rtol=1e-8, atol=1e-11)
        assert unit.by_weight_size(a, h) >= abs(unit.by_weight(a, h))


def test_the_sweep_agrees_with_finite_differences():
    rng = np.random.default_rng(1)
    for T, H in (1, 2), (4, 3), (7, 2):
        W, h_0, xs, direct = (rng.normal(size=shape) for shape in ((H, H), H, (T, H), (T, H)))

        def run(W, h_0=h_0, xs=xs):
            states = [h_0]
            for x in xs:
                states.append(np.tanh(W @ states[-1] + x))
            return np.array(states)

        numeric = gradcheck.numeric_gradient(lambda W, run=run, d=direct: float(np.sum(d * run(W)[1:])), W)
        assert np.allclose(sweeps.gradient(W, run(W), direct), numeric, rtol=1e-7, atol=1e-9)
        assert sweeps.size(W, run(W), direct) >= np.abs(numeric).max()


def test_slopes_are_derivatives():
    h = np.tanh([0.3, -1.2, 0.8])
    assert np.allclose(slips.slopes(h), np.cosh([-1.2, 0.8]) ** -2.0)
    z, y = 0.7, 1 / (1 + np.exp(-0.7))
    assert np.isclose(slips.LOGISTIC["right"](z, y), np.exp(-z) * y * y)
    assert slips.SLOPE.keys() == slips.SLOPES.keys() - {"right"}
    assert slips.LOGISTIC_SLOPE.keys() == slips.LOGISTIC.keys() - {"right"}


def test_clipping_keeps_the_direction_and_the_limit():
    for case in clipping.gradients():
        g, clipped = np.r_[case["dW"].ravel(), case["db"]], clipping.clipped(**case)
        assert np.allclose(clipped * np.linalg.norm(g), g * np.linalg.norm(clipped))
        assert np.isclose(np.linalg.norm(clipped), min(case["limit"], np.linalg.norm(g)))
