"""The references with knobs, at their start values, against finite differences."""

import numpy as np

from helpers import gradcheck
from helpers.checks import carried, clipping, depth, matrices, slips, starts, sweeps, unit


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


def test_what_is_carried_back_agrees_with_finite_differences():
    rng = np.random.default_rng(2)
    factors, arriving, b = rng.normal(size=(3, 5))

    def loss(b):
        h, total = 0.0, 0.0
        for factor, x, direct in zip(factors, b, arriving, strict=True):
            h = factor * h + x
            total += direct * h
        return total

    assert np.allclose(carried.back(factors, arriving), gradcheck.numeric_gradient(loss, b), rtol=1e-8)


def test_what_is_carried_forward_agrees_with_a_finite_difference():
    rng = np.random.default_rng(3)
    W, xs, v = rng.normal(size=(3, 3)), rng.normal(size=(6, 3)), np.ones(3) / np.sqrt(3)

    def states(h):
        run = [h]
        for x in xs:
            run.append(np.tanh(W @ run[-1] + x))
        return np.array(run)

    ahead, behind = (states(sign * 1e-5 * v)[-1] for sign in (1, -1))
    expected = np.log(np.linalg.norm(ahead - behind) / 2e-5) / 6
    assert np.isclose(carried.growth(W, states(0 * v)), expected, rtol=1e-6)


def test_a_depth_is_the_last_step_that_leaves_enough():
    for rate, least in depth.pairs():
        n = depth.largest(rate, least)
        assert rate**n >= least > rate ** (n + 1) and depth.steps(rate, least) == n


def test_norms_and_powers_of_matrices():
    W = np.random.default_rng(4).normal(size=(3, 3))
    angles = np.linspace(0, 2 * np.pi, 400)
    plane = np.linalg.svd(W)[2][:2].T @ [np.cos(angles), np.sin(angles)]
    assert np.isclose(matrices.norm(W), np.linalg.norm(W @ plane, axis=0).max(), rtol=1e-3)
    assert np.allclose(matrices.by_eigenvalues(W, 5), matrices.power(W, 5))
    assert matrices.NORM.keys() == matrices.HUMP.keys() == matrices.SAFE.keys() == matrices.NORMS.keys() - {"right"}
    assert matrices.LENGTH.keys() == matrices.LENGTHS.keys() - {"right"}
    J = matrices.product(W, np.full((2, 3), 0.5))
    assert np.allclose(J, W @ W / 4) and np.allclose(starts.Q(W).T @ starts.Q(W), np.eye(3))
