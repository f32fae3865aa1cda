"""Penalties: gradients by central differences, values by hand, what they do to a matrix."""

import numpy as np
import pytest

from helpers import bptt, gradcheck, gru, params, regularise, rnn


def plain(activation="tanh", T=6, B=3, H=5, seed=0):
    """A cell, its weights, a trace and the gradient of a loss at every step."""
    rng, cell = np.random.default_rng(seed), rnn.make(activation)
    weights = rnn.init(rng, 2, H, "gaussian", 1.3)
    trace = bptt.run(cell, weights, rng.normal(size=(T, B, 2)), rng.normal(size=(B, H)))
    return cell, weights, trace, bptt.backward(cell, weights, trace, rng.normal(size=(T, B, H))).states


def omega_by_hand(W, slopes, gs):
    """Ω step by step, sequence by sequence, from φ' (T,B,H) and g_t (T,B,H) alone."""
    T, B, _ = gs.shape
    total = 0.0
    for t in range(T):
        for b in range(B):
            handed = W.T @ (gs[t, b] * slopes[t, b])
            total += (np.sqrt(handed @ handed) / np.sqrt(gs[t, b] @ gs[t, b]) - 1) ** 2 / B
    return total


@pytest.mark.parametrize("penalty", [regularise.decay, regularise.soft_orthogonality])
def test_penalties_of_a_matrix_agree_with_central_differences(penalty):
    W = np.random.default_rng(0).normal(size=(4, 4))
    numeric = gradcheck.numeric_gradient(lambda V: penalty(V)[0], W)
    assert gradcheck.relative_error(penalty(W)[1], numeric) < 1e-8


def test_soft_orthogonality_is_zero_for_a_rotation_and_decay_is_the_squared_norm():
    Q = params.recurrent_matrix(np.random.default_rng(0), 7, "orthogonal")
    value, gradient = regularise.soft_orthogonality(Q)
    assert value < 1e-25 and np.abs(gradient).max() < 1e-12
    assert regularise.soft_orthogonality(2 * np.eye(3))[0] == 27  # three entries of 4 - 1
    assert regularise.decay(2 * np.eye(3))[0] == 12


@pytest.mark.parametrize("activation", ["tanh", "relu", "logistic"])
def test_omega_is_its_formula_and_its_gradient_holds_g_and_the_slopes_fixed(activation):
    cell, weights, trace, dstates = plain(activation)
    slopes = cell.slopes(None, trace)[0]
    value, gradient = regularise.omega(cell, weights, trace, dstates)
    assert value == pytest.approx(omega_by_hand(weights.W_hh, slopes, dstates[1:]), rel=1e-12)
    numeric = gradcheck.numeric_gradient(lambda W: omega_by_hand(W, slopes, dstates[1:]), weights.W_hh)
    assert gradcheck.relative_error(gradient, numeric) < 1e-7


def test_omega_of_a_linear_orthogonal_network_is_zero_and_counts_lengths():
    rng, cell = np.random.default_rng(0), rnn.make("identity")
    for gain in 1.0, 0.5:
        weights = rnn.init(rng, 1, 4, "orthogonal", gain)
        trace = bptt.run(cell, weights, rng.normal(size=(5, 2, 1)))
        dhs = np.zeros((5, 2, 4))
        dhs[-1] = rng.normal(size=(2, 4))
        value, _ = regularise.omega(cell, weights, trace, bptt.backward(cell, weights, trace, dhs).states)
        assert value == pytest.approx(5 * (gain - 1) ** 2, abs=1e-12)


def test_omega_takes_what_has_nearly_and_quite_vanished():
    cell, weights, trace, dstates = plain()
    value, gradient = regularise.omega(cell, weights, trace, dstates)
    small, same = regularise.omega(cell, weights, trace, dstates * 1e-200)
    assert small == pytest.approx(value, rel=1e-12) and np.allclose(same, gradient, rtol=1e-10)
    dstates = dstates.copy()
    dstates[1:4] = 0
    rest = regularise.omega(cell, weights, trace, dstates)
    later = omega_by_hand(weights.W_hh, cell.slopes(None, trace)[0][3:], dstates[4:])
    assert rest[0] == pytest.approx(later, rel=1e-12) and np.isfinite(rest[1]).all()
    still = weights._replace(W_hh=np.zeros_like(weights.W_hh))
    value, gradient = regularise.omega(cell, still, trace, dstates)
    assert value == 3 and not gradient.any()  # three steps with a gradient lose all of it


def test_steps_against_omega_lengthen_a_gradient_that_vanishes_and_shorten_one_that_explodes():
    for gain in 0.4, 3.0:
        rng, cell = np.random.default_rng(0), rnn.make("identity")
        weights = rnn.init(rng, 1, 8, "gaussian", gain)
        xs, dhs = rng.normal(size=(10, 4, 1)), np.zeros((10, 4, 8))
        dhs[-1] = rng.normal(size=(4, 8))
        left = []
        for _ in range(400):
            trace = bptt.run(cell, weights, xs)
            dstates = bptt.backward(cell, weights, trace, dhs).states
            left.append(np.log10(np.linalg.norm(dstates[0]) / np.linalg.norm(dstates[-1])))
            step = 0.005 * regularise.omega(cell, weights, trace, dstates)[1]
            weights = weights._replace(W_hh=weights.W_hh - step)
        assert abs(left[0]) > 2 and abs(left[-1]) < 0.4


def test_bad_input_is_named():
    cell, weights, trace, dstates = plain()
    with pytest.raises(ValueError, match="dstates must have shape"):
        regularise.omega(cell, weights, trace, dstates[1:])
    other = gru.init(np.random.default_rng(0), 2, 5)
    gated = bptt.run(gru, other, trace.xs)
    with pytest.raises(ValueError, match="3 gates"):
        regularise.omega(gru, other, gated, gated.states)
    with pytest.raises(ValueError, match="W must"):
        regularise.decay(np.ones((2, 3)))
    with pytest.raises(ValueError, match="params must be a Params"):
        regularise.omega(cell, (weights,), trace, dstates)
