"""Initial weights: the statistics that each initialiser promises, and bad input."""

import numpy as np
import pytest

from helpers import gru, lstm, params, rnn
from helpers.activations import logistic


def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("cell, gates", [(rnn, 1), (lstm, 4), (gru, 3)])
@pytest.mark.parametrize("recurrent", params.INITIALISERS)
def test_shapes_scale_and_determinism(cell, gates, recurrent):
    H, gain = 64, 1.5
    p = cell.init(rng(), 3, H, recurrent, gain)
    assert [a.shape for a in p] == [(gates * H, 3), (gates * H, H), (gates * H,)]
    assert all(np.array_equal(a, b) for a, b in zip(p, cell.init(rng(), 3, H, recurrent, gain), strict=True))
    assert np.abs(p.W_xh).max() <= 1 / np.sqrt(H)
    for W in p.W_hh.reshape(gates, H, H):
        if recurrent == "identity":
            assert np.array_equal(W, gain * np.eye(H))
        elif recurrent == "orthogonal":
            assert W @ W.T == pytest.approx(gain**2 * np.eye(H), abs=1e-12)
        else:
            deviation = gain / np.sqrt(H) / (np.sqrt(3) if recurrent == "pytorch" else 1)
            assert W.std() == pytest.approx(deviation, rel=0.05) and abs(W.mean()) < 0.1 * deviation
    if recurrent == "pytorch":
        assert p.b_h.std() == pytest.approx(np.sqrt(2 / 3 / H), rel=0.2)
    else:
        assert np.all(p.b_h == 0)


def test_radius_and_norm_of_a_random_matrix():
    W = params.recurrent_matrix(rng(), 500, "gaussian", 1.0)
    assert np.abs(np.linalg.eigvals(W)).max() == pytest.approx(1.0, abs=0.06)  # the circular law
    assert np.linalg.norm(W, 2) == pytest.approx(2.0, abs=0.06)
    W = params.recurrent_matrix(rng(), 500, "pytorch")
    assert np.abs(np.linalg.eigvals(W)).max() == pytest.approx(1 / np.sqrt(3), abs=0.04)


def test_gate_biases():
    H = 1000
    b = lstm.init(rng(), 1, H, forget_bias=3.0).b_h.reshape(4, H)
    assert np.all(b[1] == 3) and b[0].std() > 0
    b = lstm.init(rng(), 1, H, "gaussian", chrono=101).b_h.reshape(4, H)
    memory = np.exp(b[1])
    assert 1 <= memory.min() < 2 and 99 < memory.max() <= 100
    assert memory.mean() == pytest.approx(50.5, rel=0.05)
    assert np.array_equal(b[0], -b[1]) and np.all(b[2:] == 0)
    b = gru.init(rng(), 1, H, update_bias=-1).b_h.reshape(3, H)
    assert np.all(b[1] == -1)
    b = gru.init(rng(), 1, H, "gaussian", chrono=101).b_h.reshape(3, H)
    assert np.exp(b[1]).max() <= 100 and np.all(b[[0, 2]] == 0)
    assert logistic(np.array([0.0, 5.0]))[1] ** 30 == pytest.approx(0.82, abs=0.005)


def test_logistic_at_the_ends():
    z = np.array([-1e4, -700.0, -40, 0, 40, 1e4])
    kept = z.copy()
    assert logistic(z) == pytest.approx([0, np.exp(-700), np.exp(-40), 0.5, 1, 1], rel=1e-14)
    assert np.array_equal(z, kept)


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: rnn.init(0, 1, 1), "rng must be a numpy random Generator, but got int"),
        (lambda: rnn.init(rng(), 0, 1), "D must be a whole number at least 1"),
        (lambda: lstm.init(rng(), 1, 1.5), "H must be a whole number"),
        (lambda: gru.init(rng(), 1, 1, "xavier"), "recurrent must be one of 'pytorch'"),
        (lambda: rnn.init(rng(), 1, 1, gain=-1), "gain must be at least 0"),
        (lambda: rnn.init(rng(), 1, 1, gain=np.nan), "gain must be a finite number"),
        (lambda: lstm.init(rng(), 1, 1, forget_bias=1, chrono=9), "forget_bias and chrono both set b_f"),
        (lambda: lstm.init(rng(), 1, 1, chrono=1), "chrono must be a whole number at least 2"),
        (lambda: gru.init(rng(), 1, 1, update_bias=1, chrono=9), "update_bias and chrono both set b_u"),
        (lambda: gru.init(rng(), 1, 1, update_bias="open"), "update_bias must be a finite number"),
        (lambda: params.chrono(rng(), 3, 1), "T must be a whole number at least 2"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
