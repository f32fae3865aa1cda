"""Layer normalisation in a recurrent cell: the gradient by central differences, and what scaling does not change."""

import numpy as np
import pytest

from helpers import bptt, flow, gradcheck, layer_norm, rnn


def setting(T=5, B=2, H=4):
    rng = np.random.default_rng(0)
    weights = layer_norm.init(rng, 3, H)._replace(gamma=rng.normal(1, 0.5, H))
    return weights, rng.normal(size=(T, B, 3)), rng.normal(size=(B, H)), rng.normal(size=(T, B, H))


def by_hand(weights, xs, h):
    """States (T,B,H), a sequence and a step at a time."""
    states = []
    for x in xs:
        z = x @ weights.W_xh.T + h @ weights.W_hh.T
        n = np.stack([(row - row.mean()) / np.sqrt(row.var() + 1e-5) for row in z])
        h = np.tanh(weights.gamma * n + weights.b_h)
        states.append(h)
    return np.array(states)


def test_every_gradient_agrees_with_central_differences():
    weights, xs, h_0, dhs = setting()
    trace = bptt.run(layer_norm, weights, xs, h_0)
    assert np.allclose(trace.states[1:], by_hand(weights, xs, h_0), rtol=1e-13, atol=1e-14)
    grads, dstates, dxs = bptt.backward(layer_norm, weights, trace, dhs)

    def loss(weights=weights, xs=xs, h_0=h_0):
        return float(np.vdot(dhs, by_hand(weights, xs, h_0)))

    pairs = [(dstates[0], gradcheck.numeric_gradient(lambda h: loss(h_0=h), h_0))]
    pairs += [(dxs, gradcheck.numeric_gradient(lambda x: loss(xs=x), xs))]
    for name, ours in grads._asdict().items():
        changed = lambda w, name=name: loss(weights._replace(**{name: w}))  # noqa: E731
        pairs.append((ours, gradcheck.numeric_gradient(changed, getattr(weights, name))))
    assert len(pairs) == 6 and all(gradcheck.relative_error(ours, numeric) < 1e-7 for ours, numeric in pairs)


def test_the_jacobian_is_that_of_a_step():
    weights, xs, h_0, _ = setting()
    trace = bptt.run(layer_norm, weights, xs, h_0)
    for i, row in enumerate(flow.jacobian(layer_norm, weights, trace, 0, 1)):
        numeric = gradcheck.numeric_gradient(lambda h, i=i: float(by_hand(weights, xs[:1], h)[0, 1, i]), h_0)
        assert np.allclose(row, numeric[1], atol=1e-8)


def test_weights_scaled_alike_change_neither_states_nor_the_gradient_that_is_left():
    weights, xs, h_0, dhs = setting(T=30)
    dhs[:-1] = 0
    states, left = [], []
    for scale in 10, 1000:
        scaled = weights._replace(W_xh=scale * weights.W_xh, W_hh=scale * weights.W_hh)
        trace = bptt.run(layer_norm, scaled, xs, h_0)
        states.append(trace.states)
        left.append(bptt.backward(layer_norm, scaled, trace, dhs).states[0])
    assert np.allclose(*states, atol=1e-3)
    assert np.linalg.norm(left[0] - left[1]) < 1e-2 * np.linalg.norm(left[1])


def test_float32_stays_and_weights_of_another_cell_are_named():
    weights, xs, h_0, dhs = setting()
    small = layer_norm.Params(*(w.astype(np.float32) for w in weights))
    trace = bptt.run(layer_norm, small, xs.astype(np.float32), h_0.astype(np.float32))
    grads = bptt.backward(layer_norm, small, trace, dhs.astype(np.float32)).params
    assert {a.dtype.name for a in (trace.states, *grads)} == {"float32"}
    with pytest.raises(ValueError, match=r"layer_norm\.Params, but got Params"):
        bptt.run(layer_norm, rnn.init(np.random.default_rng(0), 3, 4), xs)
    with pytest.raises(ValueError, match=r"params\.gamma must have shape"):
        bptt.run(layer_norm, weights._replace(gamma=np.ones(3)), xs)
