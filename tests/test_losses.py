"""Losses, readout and embedding: values by hand, gradients by central differences, bad input."""

import numpy as np
import pytest

from helpers import losses
from helpers.gradcheck import numeric_gradient, relative_error


def rng():
    return np.random.default_rng(0)


def test_cross_entropy():
    logits, targets = rng().normal(size=(4, 3, 5)), rng().integers(0, 5, (4, 3))
    mask = rng().uniform(size=(4, 3)) < 0.6
    kept = logits.copy()
    for m in (None, mask):
        loss, dlogits = losses.cross_entropy(logits, targets, m)
        counted = [-np.log(losses.softmax(logits[i])[targets[i]]) for i in np.ndindex(4, 3) if m is None or m[i]]
        assert loss == pytest.approx(np.mean(counted), rel=1e-14)
        numeric = numeric_gradient(lambda y, m=m: losses.cross_entropy(y, targets, m)[0], logits)
        assert relative_error(dlogits, numeric) < 1e-8
    assert np.array_equal(logits, kept)


def test_cross_entropy_of_huge_logits():
    loss, dlogits = losses.cross_entropy(np.array([1e4, -1e4, 0]), np.array(1))
    assert loss == 2e4 and dlogits == pytest.approx([1, -1, 0])
    assert losses.softmax(np.array([1e4, 1e4])) == pytest.approx([0.5, 0.5])


def test_squared_error():
    ys, targets = rng().normal(size=(4, 3, 2)), rng().uniform(size=(4, 3, 2))
    mask = rng().uniform(size=(4, 3)) < 0.6
    loss, dys = losses.squared_error(ys, targets, mask)
    assert loss == pytest.approx(np.mean((ys - targets)[mask] ** 2))
    numeric = numeric_gradient(lambda y: losses.squared_error(y, targets, mask)[0], ys)
    assert relative_error(dys, numeric) < 1e-8
    assert losses.squared_error(ys, targets)[0] == pytest.approx(np.mean((ys - targets) ** 2))


def test_readout():
    readout, hs = losses.init_readout(rng(), 4, 3), rng().normal(size=(5, 2, 4))
    dys = rng().normal(size=(5, 2, 3))
    grads, dhs = losses.read_back(readout, hs, dys)
    numeric = numeric_gradient(lambda p: np.sum(losses.read(p[0], p[1]) * dys), (readout, hs))
    assert type(grads) is losses.Readout and relative_error((grads, dhs), numeric) < 1e-8
    last, dlast = losses.read_back(readout, hs[-1], dys[-1])
    assert last.W_hy.shape == (3, 4) and dlast.shape == (2, 4)


def test_embedding_is_the_product_with_one_hot_vectors():
    E, tokens = rng().normal(size=(6, 3)), rng().integers(0, 6, (4, 2))
    one_hot = losses.embed(np.eye(6), tokens)
    assert np.array_equal(one_hot.argmax(2), tokens) and np.all(one_hot.sum(2) == 1)
    assert losses.embed(E, tokens) == pytest.approx(one_hot @ E)
    dxs = rng().normal(size=(4, 2, 3))
    assert losses.embed_gradient(dxs, tokens, 6) == pytest.approx(np.einsum("tbv,tbd->vd", one_hot, dxs))


def test_float32_stays():
    hs, targets = np.ones((2, 1, 3), np.float32), np.zeros((2, 1), int)
    readout = losses.Readout(np.ones((2, 3), np.float32), np.zeros(2, np.float32))
    ys = losses.read(readout, hs)
    _, dys = losses.cross_entropy(ys, targets)
    _, other = losses.squared_error(ys, ys * 2)
    grads, dhs = losses.read_back(readout, hs, dys)
    for a in (ys, dys, other, *grads, dhs, losses.embed_gradient(dhs, targets, 2)):
        assert a.dtype == np.float32


TOKENS = np.zeros((2, 1), int)


@pytest.mark.parametrize(
    "call, says",
    [
        (
            lambda: losses.cross_entropy(np.ones((2, 3)), [0, 3]),
            "targets must lie between 0 and 2, but got 3",
        ),
        (
            lambda: losses.cross_entropy(np.ones((2, 3)), [0, -1]),
            "targets must lie between 0 and 2, but got -1",
        ),
        (
            lambda: losses.cross_entropy(np.ones((2, 3)), [0.0, 1.0]),
            "targets must hold whole numbers.*float64",
        ),
        (
            lambda: losses.cross_entropy(np.ones((2, 3)), [0, 2**70]),
            "targets must hold whole numbers.*object",
        ),
        (
            lambda: losses.cross_entropy(np.ones((2, 3)), [0]),
            r"targets must have shape \(2,\), but got \(1,\)",
        ),
        (lambda: losses.cross_entropy(np.full((2, 3), np.nan), [0, 1]), "logits must be finite"),
        (lambda: losses.cross_entropy(3.0, 0), "logits must have shape"),
        (lambda: losses.cross_entropy(np.ones((2, 3)), [0, 1], [True]), "mask must hold booleans of shape"),
        (lambda: losses.cross_entropy(np.ones((2, 3)), [0, 1], np.zeros(2, bool)), "with 0 that count"),
        (
            lambda: losses.cross_entropy(np.ones((2, 3)), [0, 1], np.ones(2)),
            "mask must hold booleans.*float64",
        ),
        (lambda: losses.squared_error(np.ones((2, 1)), np.ones((1, 2))), r"targets must have shape \(2, 1\)"),
        (lambda: losses.squared_error(1.0, 1.0), "ys must have shape"),
        (lambda: losses.embed(np.ones((300, 2)), np.int8([[-128]])), "tokens must lie.*a small one wraps"),
        (lambda: losses.embed(np.ones((3, 2)), np.uint64([[2**64 - 1]])), "tokens must lie between 0 and 2"),
        (lambda: losses.embed(np.ones((3, 2)), np.zeros((0, 2), int)), "tokens must have shape.*not empty"),
        (lambda: losses.embed_gradient(np.ones((2, 2, 3)), TOKENS, 4), r"dxs must have shape \(2, 1, D\)"),
        (
            lambda: losses.read((1, 2), np.ones((1, 1, 2))),
            r"readout must be a Readout\(W_hy, b_y\), but got tuple",
        ),
        (
            lambda: losses.read(losses.init_readout(rng(), 2, 1), np.ones((1, 1, 3))),
            r"hs must have shape \(1, 1, 2\)",
        ),
        (lambda: losses.init_readout(rng(), 0, 1), "H must be a whole number at least 1"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
