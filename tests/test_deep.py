"""Networks of cells: each against central differences, and against what it should reduce to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import bptt, deep, gru, lstm, rnn
from helpers.gradcheck import numeric_gradient, relative_error
from helpers.params import Params
from helpers.train import leaves, tree_map

T, B, D, H = 5, 2, 4, 4
NETWORKS = {
    "one layer": deep.stack(lstm),
    "two layers": deep.stack(lstm, rnn),
    "residual": deep.residual(gru, rnn),
    "dense": deep.dense(rnn, lstm, gru),
    "two directions": deep.bidirectional(lstm),
    "lengths": deep.bidirectional(gru, lengths=[5, 2]),
    "nested": deep.stack(deep.bidirectional(rnn), gru, deep.residual(deep.stack(gru, gru))),
    "skip 1": deep.skip(rnn, 1),
    "skip 2": deep.skip(lstm, 2),
    "skip 3": deep.skip(gru, 3),
    "skip 5": deep.skip(rnn, 5),
    "skip 9": deep.skip(lstm, 9),
    "skips in layers": deep.stack(deep.skip(lstm, 2), deep.skip(rnn, 3)),
    "skips in two directions": deep.bidirectional(deep.skip(rnn, 2)),
}
every_network = pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS.keys())


def example(net, seed=0):
    rng = np.random.default_rng(seed)
    params, xs = net.init(rng, D, H), rng.normal(size=(T, B, D))
    trace = bptt.run(net, params, xs)
    return params, xs, rng.normal(size=trace.states[0].shape), rng.normal(size=bptt.outputs(net, trace).shape)


@every_network
def test_gradient_against_central_differences(net):
    params, xs, s_0, dys = example(net)

    def loss(p):
        return np.sum(bptt.outputs(net, bptt.run(net, *p)) * dys)

    trace = bptt.run(net, params, xs, s_0)
    grads, dstates, dxs = bptt.backward(net, params, trace, dys)
    assert dstates.shape == trace.states.shape == (T + 1, B, s_0.shape[1])
    assert np.array_equal(trace.states[0], s_0)
    assert dys.shape[2] == net.width(D, H)
    assert relative_error((grads, dxs, dstates[0]), numeric_gradient(loss, (params, xs, s_0))) < 1e-8


@every_network
def test_float32_stays_and_inputs_stay_untouched(net):
    params, xs, s_0, dys = example(net)
    params = tree_map(lambda a: a.astype(np.float32), params)
    xs, s_0, dys = (a.astype(np.float32) for a in (xs, s_0, dys))
    given = [*leaves(params), xs, s_0, dys]
    copies = [a.copy() for a in given]
    trace = bptt.run(net, params, xs, s_0)
    grads, dstates, dxs = bptt.backward(net, params, trace, dys)
    results = [trace.xs, trace.states, bptt.outputs(net, trace), *leaves(grads), dstates, dxs]
    assert {a.dtype for a in results} == {np.dtype(np.float32)}
    for a, copy in zip(given, copies, strict=True):
        assert np.array_equal(a, copy) and not any(np.shares_memory(a, result) for result in results)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([rnn, lstm, gru]), st.integers(1, 5), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_the_two_directions_of_a_palindrome_mirror_each_other(cell, half, H, seed):
    rng = np.random.default_rng(seed)
    xs = rng.normal(size=(half, 2, 3))
    xs = np.concatenate((xs, xs[::-1]))
    params = (cell.init(rng, 3, H),) * 2
    net = deep.bidirectional(cell)
    ys = bptt.outputs(net, bptt.run(net, params, xs))
    assert relative_error(ys[:, :, :H], ys[::-1, :, H:]) < 1e-14


def test_lengths_are_sequences_of_their_own():
    net = deep.bidirectional(lstm, lengths=[5, 2])
    params, xs, _, dys = example(net)
    trace = bptt.run(net, params, xs)
    ys = bptt.outputs(net, trace)
    _, _, dxs = bptt.backward(net, params, trace, dys)
    both = deep.bidirectional(lstm)
    for b, length in enumerate([5, 2]):
        alone = bptt.run(both, params, xs[:length, b : b + 1])
        assert relative_error(ys[:length, b : b + 1], bptt.outputs(both, alone)) < 1e-14
        assert np.all(ys[length:, b] == 0) and np.all(dxs[length:, b] == 0)
        _, _, dx = bptt.backward(both, params, alone, dys[:length, b : b + 1])
        assert relative_error(dxs[:length, b : b + 1], dx) < 1e-13


def test_a_skip_without_weights_is_no_skip():
    params, xs, s_0, dys = example(deep.skip(gru, 2))
    plain = params._replace(W_xh=params.W_xh[:, :D].copy())
    params.W_xh[:, D:] = 0
    there, here = bptt.run(deep.skip(gru, 2), params, xs, s_0), bptt.run(gru, plain, xs, s_0)
    assert relative_error(there.states, here.states) < 1e-15
    _, dstates, dxs = bptt.backward(deep.skip(gru, 2), params, there, dys)
    assert relative_error((dstates, dxs), bptt.backward(gru, plain, here, dys)[1:]) < 1e-14


def test_a_skip_of_d_steps_shortens_the_way():
    """A linear unit with recurrent weight .5 and a skip of 1 over 10 steps: 1 comes through, not .5^100."""
    net = deep.skip(rnn.make("identity"), 10)
    params = Params(np.array([[0.0, 1.0]]), np.array([[0.5]]), np.zeros(1))
    trace = bptt.run(net, params, np.zeros((100, 1, 1)))
    dys = np.zeros((100, 1, 1))
    dys[-1] = 1
    _, dstates, _ = bptt.backward(net, params, trace, dys)
    assert dstates[0, 0, 0] > 1 and 0.5**100 < 1e-30
    assert dstates[90, 0, 0] == pytest.approx(1 + 0.5**10)  # two ways of ten steps: one skip, ten links


def test_a_residual_layer_without_weights_passes_everything_by():
    net = deep.residual(rnn, rnn, rnn)
    params = tree_map(np.zeros_like, net.init(np.random.default_rng(0), D, D))
    xs = np.random.default_rng(1).normal(size=(T, B, D))
    trace = bptt.run(net, params, xs)
    assert np.array_equal(bptt.outputs(net, trace), xs)
    assert np.array_equal(bptt.backward(net, params, trace, xs)[2], xs)


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    "net, change, says",
    [
        (deep.stack(rnn, rnn), {"params": rnn.init(RNG, D, H)}, "params must be a tuple of 2.* got Params"),
        (
            deep.stack(rnn, rnn),
            {"params": (rnn.init(RNG, D, H),)},
            "tuple of 2, one per part, but got tuple of 1",
        ),
        (deep.stack(rnn, rnn), {"xs": np.ones((T, D))}, r"xs must have shape \(T, B, D\)"),
        (deep.stack(rnn, lstm), {"s_0": np.ones((B, 8))}, r"s_0 must have shape \(2, 12\), but got \(2, 8\)"),
        (deep.stack(rnn, rnn), {"dys": np.ones((T, B, 3))}, r"dhs must have shape \(5, 2, 4\)"),
        (deep.stack(rnn, rnn), {"trace": 0}, "trace must be the NetworkTrace of this network, but got int"),
        (deep.stack(rnn, rnn), {"window": 2}, "truncate a single cell, but cell is a network"),
        (deep.bidirectional(rnn, lengths=[6, 1]), {}, "lengths must lie between 0 and 5, but got 6"),
        (deep.bidirectional(rnn, lengths=[0, 1]), {}, "lengths must be at least 1"),
        (deep.bidirectional(rnn, lengths=[1.5, 1]), {}, "lengths must hold whole numbers"),
        (deep.bidirectional(rnn, lengths=[1]), {}, r"lengths must have shape \(2,\), but got \(1,\)"),
        (deep.residual(rnn), {"D": 3}, "as wide as a residual layer's outputs, 4, but got 3"),
        (deep.skip(rnn, 2), {"xs": np.ones((T, B, 3))}, r"xs must have shape \(5, 2, 4\)"),
    ],
)
def test_bad_input_is_named(net, change, says):
    width = change.get("D", D)
    params = change.get("params", net.init(np.random.default_rng(0), width, H))
    xs = change.get("xs", np.ones((T, B, width)))
    with pytest.raises(ValueError, match=says):
        trace = bptt.run(net, params, xs, change.get("s_0"))
        dys = change.get("dys", np.ones((T, B, net.width(width, H))))
        bptt.backward(net, params, change.get("trace", trace), dys, window=change.get("window"))


def test_bad_networks_are_named():
    with pytest.raises(ValueError, match="cells must hold at least one cell"):
        deep.stack()
    with pytest.raises(ValueError, match="d must be a whole number at least 1"):
        deep.skip(rnn, 0)
    with pytest.raises(ValueError, match="cell must be a single cell, but got a network"):
        deep.skip(deep.stack(rnn), 2)
