"""Whole numbers in arrays are numbers like any other: each function gives for int what it gives for float."""

import inspect

import numpy as np
import pytest

from helpers import activations, bptt, deep, flow, gradcheck, gru, linear, losses, lstm, model, rnn, scalar, train
from helpers.cell import Trace
from helpers.losses import Readout
from helpers.params import Params

RNG = np.random.default_rng(0)
T, B, D, H = 4, 2, 3, 2


def whole(*shape):
    return RNG.integers(-2, 3, shape)


W, VECTOR, MATRICES = np.array([[2, 1], [-1, 1]]), np.array([3, 4, 12]), whole(T, 2, 2)
XS, S_0, DHS, MASK = whole(T, B, D), whole(B, H), whole(T, B, H), np.ones((T, B), bool)
WEIGHTS = Params(whole(H, D), whole(H, H), whole(H))
LSTM = Params(whole(4 * H, D), whole(4 * H, H), whole(4 * H))
READOUT, HS, TOKENS = Readout(whole(3, H), whole(3)), whole(T, B, H), RNG.integers(0, 3, (T, B))
LINEAR = rnn.make("identity")
TRACE = Trace(XS, whole(T + 1, B, H), whole(1, T, B, H))  # whole numbers in a trace are made by hand
NET = deep.stack(rnn, deep.residual(gru), deep.bidirectional(rnn, [4, 2]), deep.skip(rnn, 2))
NET_WEIGHTS = train.tree_map(lambda a: np.rint(2 * a).astype(int), NET.init(RNG, D, H))
NET_DYS = whole(T, B, NET.width(D, H))


def through(f, cell, params):
    """A network or cell run forwards and back, all of it from arrays of numbers made by f."""
    params, trace = f(params), bptt.run(cell, f(params), f(XS))
    return trace, bptt.backward(cell, params, trace, f(NET_DYS if cell is NET else DHS), *[2] * (cell is not NET))


def by_fit(f):
    """Towards 3, from whole numbers."""
    done = train.fit(
        f(np.array([0, 10])), lambda p, _: (np.sum((p - 3) ** 2), 2 * (p - 3)), train.sgd(0.1), 50, 1.0, None, False
    )
    return done.params, done.losses, done.norms


def updated(f, update):
    params, state = update(f((VECTOR, W)), f((VECTOR, W)))
    return update(params, f((VECTOR, W)), state)


def loss_at(p):
    return np.sum(np.sin(p))


CALLS = {
    "activations.logistic": lambda f: activations.logistic(f(W)),
    "bptt.run": lambda f: bptt.run(lstm, f(LSTM), f(XS), f(whole_like(B, 2 * H))),
    "bptt.backward": lambda f: [through(f, cell, p) for cell, p in ((rnn, WEIGHTS), (lstm, LSTM), (NET, NET_WEIGHTS))],
    "bptt.by_lag": lambda f: bptt.by_lag(LINEAR, f(WEIGHTS), f(TRACE), f(DHS)),
    "bptt.outputs": lambda f: bptt.outputs(rnn, bptt.run(rnn, f(WEIGHTS), f(XS), f(S_0))),
    "flow.jacobian": lambda f: flow.jacobian(rnn, f(WEIGHTS), f(TRACE), 1),
    "flow.jacobian_product": lambda f: flow.jacobian_product(rnn, f(WEIGHTS), f(TRACE), 0, 2),
    "flow.log10_jacobian_product": lambda f: flow.log10_jacobian_product(rnn, f(WEIGHTS), f(TRACE), 0, 3),
    "flow.log10_jacobian_norms": lambda f: flow.log10_jacobian_norms(rnn, f(WEIGHTS), f(TRACE)),
    "flow.lyapunov_exponents": lambda f: flow.lyapunov_exponents(rnn, f(WEIGHTS), f(TRACE), 2),
    "flow.log10_gradient_norms": lambda f: flow.log10_gradient_norms(f(HS)),
    "flow.log10_lag_heatmap": lambda f: flow.log10_lag_heatmap(rnn, f(WEIGHTS), f(TRACE), f(DHS)),
    "gradcheck.numeric_gradient": lambda f: gradcheck.numeric_gradient(loss_at, f(W)),
    "gradcheck.complex_step_gradient": lambda f: gradcheck.complex_step_gradient(loss_at, f(W)),
    "gradcheck.relative_error": lambda f: gradcheck.relative_error(
        f(WEIGHTS), f(WEIGHTS._replace(W_hh=whole_like(H, H)))
    ),
    "linear.spectral_radius": lambda f: linear.spectral_radius(f(W)),
    "linear.spectral_norm": lambda f: linear.spectral_norm(f(W)),
    "linear.log10_power_norms": lambda f: linear.log10_power_norms(f(W), 5),
    "linear.log10_product_norms": lambda f: linear.log10_product_norms(f(MATRICES)),
    "linear.eigen_power": lambda f: linear.eigen_power(f(W), 3),
    "linear.non_normality": lambda f: linear.non_normality(f(W)),
    "linear.square": lambda f: linear.square(f(W)),
    "losses.read": lambda f: losses.read(f(READOUT), f(HS)),
    "losses.read_back": lambda f: losses.read_back(f(READOUT), f(HS), f(whole_like(T, B, 3))),
    "losses.softmax": lambda f: losses.softmax(f(W)),
    "losses.cross_entropy": lambda f: losses.cross_entropy(f(whole_like(T, B, 3)), TOKENS, MASK),
    "losses.squared_error": lambda f: losses.squared_error(f(HS), f(DHS), MASK),
    "losses.embed": lambda f: losses.embed(f(W), TOKENS % 2),
    "losses.embed_gradient": lambda f: losses.embed_gradient(f(XS), TOKENS, 3),
    "model.answers": lambda f: model.answers(rnn, f((WEIGHTS, READOUT)), f(XS)),
    "model.last_step": lambda f: model.last_step(rnn, f((WEIGHTS, READOUT)), f(XS), f(whole_like(B, 3))),
    "model.every_step": lambda f: model.every_step(rnn, f((WEIGHTS, READOUT)), f(XS), TOKENS),
    "scalar.run": lambda f: scalar.run(2, 1, f(VECTOR)),
    "scalar.factors": lambda f: scalar.factors(2, f(VECTOR)),
    "scalar.log10_gradient": lambda f: scalar.log10_gradient(f(VECTOR)),
    "train.clip_by_norm": lambda f: [train.clip_by_norm(f(grads), 1) for grads in (VECTOR, (VECTOR, W), [VECTOR, W])],
    "train.clip_by_value": lambda f: train.clip_by_value(f((VECTOR, W)), 2.5),
    "train.global_norm": lambda f: train.global_norm(f((VECTOR, W))),
    "train.sgd": lambda f: [updated(f, train.sgd(0.1)), updated(f, train.sgd(0.1, 0.5))],
    "train.adam": lambda f: updated(f, train.adam(0.1)),
    "train.fit": by_fit,
}
# These take no arrays of numbers, or hand them over unseen, or are steps within one of the calls above.
OTHERS = {
    *("bptt.back", "bptt.outside", "linear.rotation", "linear.non_normal", "losses.init_readout", "model.init"),
    *("scalar.fixed_point", "train.leaves", "train.tree_map"),
}


def whole_like(*shape):
    return np.random.default_rng(1).integers(-2, 3, shape)


def arrays(result):
    return [a for part in result for a in arrays(part)] if isinstance(result, tuple | list) else [np.asarray(result)]


def converted(tree, dtype):
    if isinstance(tree, list):
        return [part.astype(dtype) for part in tree]
    if not isinstance(tree, tuple):
        return tree.astype(dtype)
    parts = [converted(part, dtype) for part in tree]
    return type(tree)(*parts) if hasattr(tree, "_fields") else tuple(parts)


@pytest.mark.parametrize("dtype", [int, np.int8])
@pytest.mark.parametrize("name", CALLS)
def test_whole_numbers_give_what_floats_give(name, dtype):
    ours, expected = (arrays(CALLS[name](lambda tree, d=d: converted(tree, d))) for d in (dtype, float))
    for a, b in zip(ours, expected, strict=True):
        assert np.array_equal(a, b)
    assert all(a.dtype == float for a in ours if a.dtype.kind != "i")


def test_every_function_with_arrays_is_in_the_list():
    modules = activations, bptt, flow, gradcheck, linear, losses, model, scalar, train
    found = {
        f"{module.__name__.removeprefix('helpers.')}.{name}"
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert found == CALLS.keys() | OTHERS


def test_three_four_five():
    clipped, norm = train.clip_by_norm(np.array([3, 4]), 1)
    assert clipped == pytest.approx([0.6, 0.8]) and norm == 5
    (one, two), norm = train.clip_by_norm([np.array([3]), np.array([[0, 4]])], 1)
    assert (one, two.tolist()) == (pytest.approx([0.6]), [pytest.approx([0, 0.8])])
    assert train.clip_by_norm([3, 4], 1)[0] == pytest.approx([0.6, 0.8])
