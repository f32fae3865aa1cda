"""Every cell, forward and back: against central differences, itself in other words, and bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import bptt, flow, gru, lstm, rnn
from helpers.gradcheck import complex_step_gradient, numeric_gradient, relative_error
from helpers.params import Params

CELLS = {
    "tanh": rnn,
    "relu": rnn.make("relu"),
    "logistic": rnn.make("logistic"),
    "identity": rnn.make("identity"),
    "lstm": lstm,
    "gru": gru,
    "gru before": gru.make("before"),
}
every_cell = pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
some_cell = st.sampled_from(list(CELLS.values()))
sizes = st.tuples(st.integers(1, 6), st.integers(1, 3), st.integers(1, 3), st.integers(1, 4))


def example(cell, T=5, B=2, D=3, H=4, seed=0, whole_state=False):
    """params, xs, s_0 and dhs, all random."""
    rng = np.random.default_rng(seed)
    params = Params(*(rng.normal(size=p.shape) * 0.7 for p in cell.init(rng, D, H)))
    dhs = rng.normal(size=(T, B, (cell.STATE if whole_state else 1) * H))
    return params, rng.normal(size=(T, B, D)), rng.normal(size=(B, cell.STATE * H)), dhs


@every_cell
@pytest.mark.parametrize("whole_state", [False, True])
def test_gradient_against_central_differences(cell, whole_state):
    params, xs, s_0, ds = example(cell, whole_state=whole_state)
    columns = ds.shape[2]

    def loss(p):
        return np.sum(bptt.run(cell, *p).states[1:, :, :columns] * ds)

    grads, dstates, dxs = bptt.backward(cell, params, bptt.run(cell, params, xs, s_0), ds)
    assert type(grads) is Params
    assert relative_error((grads, dxs, dstates[0]), numeric_gradient(loss, (params, xs, s_0))) < 1e-8


def forward_rnn(p, xs, s):
    return np.stack([s := np.tanh(x @ p.W_xh.T + s @ p.W_hh.T + p.b_h) for x in xs])


def forward_lstm(p, xs, s):
    h, c = np.split(s, 2, axis=1)
    hs = []
    for x in xs:
        i, f, g, o = np.split(x @ p.W_xh.T + h @ p.W_hh.T + p.b_h, 4, axis=1)
        c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        hs.append(h)
    return np.stack(hs)


def forward_gru(p, xs, h):
    hs = []
    for x in xs:
        (xr, xu, xn), (hr, hu, hn) = np.split(x @ p.W_xh.T + p.b_h, 3, 1), np.split(h @ p.W_hh.T, 3, 1)
        r, u = 1 / (1 + np.exp(-xr - hr)), 1 / (1 + np.exp(-xu - hu))
        h = u * h + (1 - u) * np.tanh(xn + r * hn)
        hs.append(h)
    return np.stack(hs)


@pytest.mark.parametrize("cell, forward", [(rnn, forward_rnn), (lstm, forward_lstm), (gru, forward_gru)])
def test_against_the_equations_and_their_complex_step(cell, forward):
    params, xs, s_0, dhs = example(cell)
    trace = bptt.run(cell, params, xs, s_0)
    assert relative_error(bptt.outputs(cell, trace), forward(params, xs, s_0)) < 1e-15
    exact = complex_step_gradient(lambda p: np.sum(forward(p[0], p[1], p[2]) * dhs), (params, xs, s_0))
    grads, dstates, dxs = bptt.backward(cell, params, trace, dhs)
    assert relative_error((grads, dxs, dstates[0]), exact) < 1e-13


@settings(max_examples=40, deadline=None)
@given(some_cell, sizes, st.integers(0, 2**32 - 1))
def test_lags_windows_and_linearity(cell, sizes, seed):
    params, xs, s_0, dhs = example(cell, *sizes, seed)
    T, B, _, H = sizes
    trace = bptt.run(cell, params, xs, s_0)
    assert trace.states.shape == (T + 1, B, cell.STATE * H)
    whole = bptt.backward(cell, params, trace, dhs)
    assert [np.shape(a) for a in whole[1:]] == [trace.states.shape, xs.shape]
    parts = bptt.by_lag(cell, params, trace, dhs)
    assert len(parts) == T
    assert close(summed(parts), whole[0])
    for k in range(T):
        window = bptt.backward(cell, params, trace, dhs, window=k)[0]
        assert close(summed(bptt.by_lag(cell, params, trace, dhs, max_lag=k)), window)
    assert relative_error(bptt.backward(cell, params, trace, dhs, window=T), whole) < 1e-12
    assert relative_error(bptt.backward(cell, params, trace, dhs, chunk=T), whole) < 1e-12
    other = np.random.default_rng(seed + 1).normal(size=dhs.shape)
    mixed = bptt.backward(cell, params, trace, 2 * dhs - 3 * other)
    apart = bptt.backward(cell, params, trace, other)
    expected = tuple(2 * a - 3 * b for a, b in zip(flat(whole), flat(apart), strict=True))
    assert close(flat(mixed), expected)


def close(these, those):
    """Alike, on the scale of everything together: what cancels out is not judged by itself."""
    scale = max(np.abs(a).max() for a in those) + 1
    return all(np.abs(a - b).max() <= 1e-11 * scale for a, b in zip(these, those, strict=True))


def flat(result):
    grads, dstates, dxs = result
    return (*grads, dstates, dxs)


def summed(parts):
    return Params(*(sum(arrays) for arrays in zip(*parts, strict=True)))


@every_cell
def test_a_chunk_is_a_run_of_its_own(cell):
    params, xs, s_0, dhs = example(cell, T=7)
    trace = bptt.run(cell, params, xs, s_0)
    grads, dstates, dxs = bptt.backward(cell, params, trace, dhs, chunk=3)
    parts = []
    for t in (0, 3, 6):
        piece = bptt.run(cell, params, xs[t : t + 3], trace.states[t])
        parts.append(bptt.backward(cell, params, piece, dhs[t : t + 3]))
        assert relative_error(parts[-1][2], dxs[t : t + 3]) < 1e-13
    assert relative_error(summed([p[0] for p in parts]), grads) < 1e-13
    assert relative_error(parts[0][1][0], dstates[0]) < 1e-13


@every_cell
def test_long_sequences_are_swept_in_blocks(cell, monkeypatch):
    params, xs, s_0, dhs = example(cell, T=21)
    trace = bptt.run(cell, params, xs, s_0)
    ways = {}, {"window": 0}, {"window": 1}, {"window": 2}
    whole = [bptt.backward(cell, params, trace, dhs, **way) for way in ways]
    monkeypatch.setattr(bptt, "CACHE_BYTES", 4 * 2 * dhs[0].nbytes)  # blocks of one or two steps; with a window 4 to 16
    for way, expected in zip(ways, whole, strict=True):
        assert relative_error(bptt.backward(cell, params, trace, dhs, **way), expected) < 1e-14


def seed_loop(params, xs, hs, dhs, truncate):
    """The double loop of the tutorial (WildML part 3), with its zero row made visible."""
    dW_hh, dW_xh = np.zeros_like(params.W_hh), np.zeros_like(params.W_xh)
    hs = np.concatenate((np.zeros((1, hs.shape[1])), hs))
    for t in reversed(range(len(xs))):
        delta = dhs[t] * (1 - hs[t + 1] ** 2)
        for step in reversed(range(max(0, t - truncate), t + 1)):
            dW_hh += np.outer(delta, hs[step])
            dW_xh += np.outer(delta, xs[step])
            delta = (params.W_hh.T @ delta) * (1 - hs[step] ** 2)
    return dW_xh, dW_hh


@pytest.mark.parametrize("k", [0, 1, 4, 20])
def test_window_is_the_tutorials_truncation(k):
    params, xs, _, dhs = example(rnn, T=12, B=1)
    trace = bptt.run(rnn, params, xs)
    grads, _, _ = bptt.backward(rnn, params, trace, dhs, window=k)
    loop = seed_loop(params, xs[:, 0], trace.states[1:, 0], dhs[:, 0], k)
    assert relative_error(tuple(grads[:2]), loop) < 1e-13


@every_cell
def test_float32_stays_and_inputs_stay_untouched(cell):
    given = example(cell)
    params, xs, s_0, dhs = (
        Params(*(p.astype(np.float32) for p in given[0])),
        *(a.astype(np.float32) for a in given[1:]),
    )
    copies = [a.copy() for a in (*params, xs, s_0, dhs)]
    trace = bptt.run(cell, params, xs, s_0)
    results = [*trace]
    for options in ({}, {"window": 2}, {"chunk": 2}):
        results += flat(bptt.backward(cell, params, trace, dhs, **options))
    results += [a for part in bptt.by_lag(cell, params, trace, dhs) for a in part]
    results += [flow.jacobian(cell, params, trace, 1), flow.jacobian_product(cell, params, trace, 0, 5)]
    results += [flow.log10_jacobian_product(cell, params, trace, 0, 5)[0]]
    assert {a.dtype for a in results} == {np.dtype(np.float32)}
    for a, copy in zip((*params, xs, s_0, dhs), copies, strict=True):
        assert np.array_equal(a, copy)
        assert not any(np.shares_memory(a, result) for result in results)
    exact = bptt.run(cell, given[0], given[1], given[2])
    assert relative_error(trace.states, exact.states.astype(np.float32)) < 1e-5
    assert bptt.run(cell, params, xs).states.dtype == np.float32


@every_cell
def test_extreme_inputs_saturate_without_a_warning(cell):
    params, xs, _, dhs = example(cell)
    trace = bptt.run(cell, params, xs * 1e5)
    grads, _, _ = bptt.backward(cell, params, trace, dhs)
    assert all(np.isfinite(g).all() for g in grads)


def test_overflow_is_named_with_its_step():
    params = Params(np.ones((1, 1)), np.full((1, 1), 10.0), np.zeros(1))
    xs = np.ones((400, 1, 1))
    with pytest.raises(bptt.Overflow, match=r"state exploded .*\(row 310 of 0 to 400\)"):
        bptt.run(rnn.make("identity"), params, xs)
    params = params._replace(W_xh=np.zeros((1, 1)))  # h stays 0, and the gradient grows tenfold per step
    trace = bptt.run(rnn, params, xs)
    dhs = np.zeros((400, 1, 1))
    dhs[-1] = 1
    for options in ({}, {"window": 399}):
        with pytest.raises(bptt.Overflow, match="gradient exploded beyond the range of float64"):
            bptt.backward(rnn, params, trace, dhs, **options)
    with pytest.raises(bptt.Overflow, match="gradient of lag"):
        bptt.by_lag(rnn, params, trace, dhs)


def bad(**changes):
    """A call of run or backward with one thing changed."""
    params, xs, s_0, dhs = example(rnn)
    call = {"cell": rnn, "params": params, "xs": xs, "s_0": s_0, "dhs": dhs, "trace": None, "options": {}}
    call |= changes
    trace = call["trace"] or bptt.run(call["cell"], call["params"], call["xs"], call["s_0"])
    return bptt.backward(call["cell"], call.get("params_back", params), trace, call["dhs"], **call["options"])


LSTM_PARAMS = example(lstm)[0]
PARAMS = example(rnn)[0]


@pytest.mark.parametrize(
    "changes, says",
    [
        ({"cell": "rnn"}, "cell must be a single cell, but got str"),
        ({"params": tuple(PARAMS)}, r"params must be a Params\(W_xh, W_hh, b_h\), but got tuple"),
        (
            {"params": LSTM_PARAMS},
            r"params.W_hh must have shape \(1\*H, H\) for this cell, but got \(16, 4\)",
        ),
        ({"params": PARAMS._replace(W_hh=np.ones(4))}, r"params.W_hh must have shape .* got \(4,\)"),
        (
            {"params": PARAMS._replace(W_xh=np.ones((5, 3)))},
            r"params.W_xh must have shape \(4, D\).*\(5, 3\)",
        ),
        ({"params": PARAMS._replace(b_h=np.ones((4, 1)))}, r"params.b_h must have shape \(4,\).*\(4, 1\)"),
        ({"params": PARAMS._replace(b_h=np.full(4, np.nan))}, "params.b_h must be finite"),
        ({"xs": np.ones((5, 3))}, r"xs must have shape \(T, B, 3\), but got \(5, 3\)"),
        ({"xs": np.ones((5, 2, 2))}, r"xs must have shape \(T, B, 3\), but got \(5, 2, 2\)"),
        ({"xs": np.ones((0, 2, 3))}, "xs must have shape.*not empty"),
        ({"xs": np.full((5, 2, 3), np.inf)}, "xs must be finite"),
        ({"s_0": np.ones((3, 4))}, r"s_0 must have shape \(2, 4\), but got \(3, 4\)"),
        ({"dhs": np.ones((5, 3, 4))}, r"dhs must have shape \(5, 2, 4\), but got \(5, 3, 4\)"),
        ({"dhs": np.full((5, 2, 4), np.nan)}, "dhs must be finite"),
        ({"dhs": "gradient"}, "dhs must hold real numbers|dhs must have shape"),
        ({"trace": (1, 2, 3)}, "trace must be a Trace, but got tuple"),
        ({"params_back": example(rnn, D=2)[0]}, r"trace.xs must have shape \(5, 2, 2\)"),
        ({"params_back": example(rnn, H=3)[0]}, r"trace.states must have shape \(6, 2, 3\)"),
        ({"options": {"window": -1}}, "window must be a whole number at least 0, but got -1"),
        ({"options": {"window": 1.5}}, "window must be a whole number"),
        ({"options": {"chunk": 0}}, "chunk must be a whole number at least 1"),
        ({"options": {"window": 1, "chunk": 1}}, "two truncations"),
    ],
)
def test_bad_input_is_named(changes, says):
    with pytest.raises(ValueError, match=says):
        bad(**changes)


def test_bad_lag_is_named():
    params, xs, _, dhs = example(rnn)
    with pytest.raises(ValueError, match="max_lag must be a whole number"):
        bptt.by_lag(rnn, params, bptt.run(rnn, params, xs), dhs, max_lag=-1)
    with pytest.raises(ValueError, match="activation must be one of"):
        rnn.make("softplus")
    with pytest.raises(ValueError, match="reset must be one of"):
        gru.make("between")
