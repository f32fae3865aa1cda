"""A cell with a readout: its gradients against finite differences, and what it says about weights that do not fit."""

import numpy as np
import pytest

from helpers import deep, gradcheck, gru, losses, lstm, model, rnn, train

T, B, D, H, V = 6, 3, 2, 4, 5
CELLS = {"rnn": rnn, "lstm": lstm, "gru": gru, "two ways": deep.bidirectional(rnn)}


def check(weights, value_and_gradient):
    """Compare a gradient, leaf by leaf, with central differences of the value."""
    _, grads = value_and_gradient(weights)
    numeric = gradcheck.numeric_gradient(lambda w: value_and_gradient(w)[0], weights)
    for ours, theirs in zip(train.leaves(grads), train.leaves(numeric), strict=True):
        assert gradcheck.relative_error(ours, theirs) < 1e-6


@pytest.mark.parametrize("name", CELLS)
def test_one_answer_at_the_end(name):
    rng, cell = np.random.default_rng(0), CELLS[name]
    weights, xs = model.init(rng, cell, D, H, V), rng.normal(size=(T, B, D))
    ys, classes = rng.normal(size=(B, V)), rng.integers(0, V, B)
    check(weights, lambda w: model.last_step(cell, w, xs, ys))
    check(weights, lambda w: model.last_step(cell, w, xs, classes, losses.cross_entropy))
    assert (
        model.last_step(cell, weights, xs, ys)[0] == losses.squared_error(model.answers(cell, weights, xs)[-1], ys)[0]
    )


@pytest.mark.parametrize("name", CELLS)
def test_an_answer_after_every_step(name):
    rng, cell = np.random.default_rng(1), CELLS[name]
    weights, xs = model.init(rng, cell, D, H, V), rng.normal(size=(T, B, D))
    targets, mask = rng.integers(0, V, (T, B)), rng.uniform(size=(T, B)) < 0.7
    check(weights, lambda w: model.every_step(cell, w, xs, targets, mask))
    check(weights, lambda w: model.every_step(cell, w, xs, np.ones((T, B, V)), mask, losses.squared_error))


def test_truncation_is_passed_on():
    rng = np.random.default_rng(2)
    weights, xs = model.init(rng, rnn, D, H, V), rng.normal(size=(T, B, D))
    targets = rng.integers(0, V, (T, B))
    whole = model.every_step(rnn, weights, xs, targets)
    far, short = (model.every_step(rnn, weights, xs, targets, window=k) for k in (T, 1))
    np.testing.assert_allclose(far[1][0].W_hh, whole[1][0].W_hh, rtol=1e-12)
    assert short[0] == whole[0] and gradcheck.relative_error(short[1][0].W_hh, whole[1][0].W_hh) > 1e-3


@pytest.mark.parametrize("weights", [None, (), [1, 2], "ab"])
def test_weights_that_are_no_pair(weights):
    with pytest.raises(ValueError, match="weights must be the pair"):
        model.answers(rnn, weights, np.zeros((T, B, D)))
