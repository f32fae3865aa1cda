"""Layer normalisation in a recurrent cell: the gradient by central differences, and what scaling does not change."""

import numpy as np
import pytest

from helpers import bptt, flow, gradcheck, layer_norm


def setting(gamma=1.0, T=5, B=2, H=4):
    rng, cell = np.random.default_rng(0), layer_norm.make(gamma)
    weights = layer_norm.init(rng, 3, H)
    return cell, weights, rng.normal(size=(T, B, 3)), rng.normal(size=(B, H)), rng.normal(size=(T, B, H))


def by_hand(weights, xs, h, gamma):
    """States (T,B,H), a sequence and a step at a time."""
    states = []
    for x in xs:
        z = x @ weights.W_xh.T + h @ weights.W_hh.T + weights.b_h
        h = np.stack([np.tanh(gamma * (row - row.mean()) / np.sqrt(row.var() + 1e-5)) for row in z])
        states.append(h)
    return np.array(states)


@pytest.mark.parametrize("gamma", [1.0, 2.5])
def test_every_gradient_agrees_with_central_differences(gamma):
    cell, weights, xs, h_0, dhs = setting(gamma)
    trace = bptt.run(cell, weights, xs, h_0)
    assert np.allclose(trace.states[1:], by_hand(weights, xs, h_0, gamma), rtol=1e-13, atol=1e-14)
    grads, dstates, dxs = bptt.backward(cell, weights, trace, dhs)

    def loss(weights=weights, xs=xs, h_0=h_0):
        return float(np.vdot(dhs, by_hand(weights, xs, h_0, gamma)))

    pairs = [(dstates[0], gradcheck.numeric_gradient(lambda h: loss(h_0=h), h_0))]
    pairs += [(dxs, gradcheck.numeric_gradient(lambda x: loss(xs=x), xs))]
    for name in weights._fields:
        numeric = gradcheck.numeric_gradient(
            lambda w, name=name: loss(weights._replace(**{name: w})), weights._asdict()[name]
        )
        pairs.append((grads._asdict()[name], numeric))
    assert all(gradcheck.relative_error(ours, numeric) < 1e-7 for ours, numeric in pairs)


def test_the_jacobian_is_that_of_a_step():
    cell, weights, xs, h_0, _ = setting()
    trace = bptt.run(cell, weights, xs, h_0)
    for i, row in enumerate(flow.jacobian(cell, weights, trace, 0, 1)):
        numeric = gradcheck.numeric_gradient(lambda h, i=i: float(by_hand(weights, xs[:1], h, 1.0)[0, 1, i]), h_0)
        assert np.allclose(row, numeric[1], atol=1e-8)


def test_weights_scaled_alike_change_neither_states_nor_the_gradient_that_is_left():
    cell, weights, xs, h_0, dhs = setting(T=30)
    large = type(weights)(*(1000 * w for w in weights))
    traces = [bptt.run(cell, type(weights)(*(k * w for w in weights)), xs, h_0) for k in (10, 1000)]
    assert np.allclose(traces[0].states, traces[1].states, atol=1e-3)
    dhs[:-1] = 0
    small = type(weights)(*(10 * w for w in weights))
    left = [bptt.backward(cell, w, t, dhs).states[0] for w, t in zip((small, large), traces, strict=True)]
    assert np.linalg.norm(left[0] - left[1]) < 1e-2 * np.linalg.norm(left[1])


def test_bad_gamma_is_named():
    with pytest.raises(ValueError, match="gamma must"):
        layer_norm.make(0.0)
