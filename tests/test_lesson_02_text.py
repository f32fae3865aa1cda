"""Lesson 02: the numbers and conditions of its text, beside those of its figures."""

import numpy as np
import pytest
from test_lesson_02 import TEXT

from helpers import linear


def test_figures_of_the_course_plan():
    assert np.linalg.norm(np.diag(1 - np.tanh([0.2, 0.1]) ** 2) @ np.diag([3, 2]), 2) == pytest.approx(2.88, abs=5e-3)
    for c, peak in (5, 19.4), (10, 38.7):
        powers = [np.linalg.norm([[0.9**t, c * t * 0.9 ** (t - 1)], [0, 0.9**t]], 2) for t in range(50)]
        assert int(np.argmax(powers)) == 9 and max(powers) == pytest.approx(peak, abs=0.05)
    J = np.array([[8.0, 8.0], [-6.0, -6.0]])
    assert sorted(np.linalg.eigvals(J).real) == pytest.approx([0, 2], abs=1e-9)
    for step in range(1, 20):
        assert np.linalg.norm(np.linalg.matrix_power(J, step), 2) == pytest.approx(2**step * np.sqrt(50), rel=1e-9)
    assert "7.5" in TEXT and 2**30 * np.sqrt(50) == pytest.approx(7.5e9, rel=0.02)
    assert np.std(np.random.default_rng(0).uniform(-1, 1, 10**6)) == pytest.approx(0.577, abs=1e-3)
    spread = [linear.spectral_radius(np.random.default_rng(s).normal(size=(20, 20)) / 20**0.5) for s in range(20)]
    assert max(spread) - min(spread) > 0.2  # "a matter of luck"


def test_the_numbers_of_the_text_on_random_matrices():
    """A length close to g^t where t is much smaller than n, and anywhere where it is not."""

    def lengths(n, t, draws):
        rng = np.random.default_rng(1)
        ends = []
        for _ in range(draws):
            X, v = rng.normal(size=(n, n)) / np.sqrt(n), np.ones(n) / np.sqrt(n)
            for _ in range(t):
                v = X.T @ v
            ends.append(np.linalg.norm(v))
        return np.quantile(ends, [0.25, 0.75])

    low, high = lengths(20, 40, 400)
    assert 0.15 < low < 0.6 and 25 < high < 70  # "a third", "40 times"
    low, high = lengths(300, 12, 12)
    assert 0.7 < low < high < 1.4
    default = np.random.default_rng(0).normal(size=(100, 100)) / 10
    assert linear.spectral_radius(default) == pytest.approx(1.036, abs=5e-4)


def test_where_eigenvalues_count():
    """For normal matrices ρ = σ_max, so that ρ < 1 makes gradients vanish with tanh too; at h = 0 a step is W."""
    rng = np.random.default_rng(3)
    for n in 2, 5, 20:
        A = rng.normal(size=(n, n))
        Q = np.linalg.qr(A)[0]
        for W in (A + A.T, Q, A - A.T):
            assert np.allclose(W @ W.T, W.T @ W)
            assert linear.spectral_norm(W) == pytest.approx(linear.spectral_radius(W))
        W, h, product = 0.95 * (A + A.T) / linear.spectral_norm(A + A.T), rng.normal(size=n), np.eye(n)
        for _ in range(60):
            h = np.tanh(W @ h + rng.normal(size=n))
            product = (1 - h**2)[:, None] * W @ product
        assert np.linalg.norm(product, 2) <= 0.95**60 < 0.05
    W = np.array([[0.0, 2.0], [0.0, 0.0]])
    assert not (np.diag([0.3, 0.9]) @ W @ np.diag([0.5, 0.7]) @ W).any()


def test_triangular_and_nonnegative_matrices_are_bounded_by_their_absolute_values():
    """With slopes between 0 and 1 a product of D_t W is at most |W|^T entry by entry; there |W| has the ρ of W."""
    rng = np.random.default_rng(4)
    triangular = np.triu(rng.normal(size=(5, 5)), 1) + np.diag(rng.uniform(-0.9, 0.9, size=5))
    positive = rng.uniform(size=(5, 5))
    for W in triangular, 0.9 * positive / linear.spectral_radius(positive), np.array([[0.9, 2.0], [0.0, 0.9]]):
        assert linear.spectral_radius(np.abs(W)) == pytest.approx(linear.spectral_radius(W))
        product, bound = np.eye(len(W)), np.eye(len(W))
        for _ in range(300):
            product, bound = rng.uniform(size=len(W))[:, None] * W @ product, np.abs(W) @ bound
            assert (np.abs(product) <= bound * (1 + 1e-9)).all()
        assert np.linalg.norm(bound, 2) < 1e-3
