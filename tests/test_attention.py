"""Attention: against central differences; what may not leak and what sums to zero; its networks used as cells."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import attention, bptt, deep, gru, losses, lstm, model, rnn, tasks, train
from helpers.deep.blocks import Linear, Norm
from helpers.gradcheck import numeric_gradient, relative_error
from helpers.train import leaves, tree_map

T, B, D, H = 6, 2, 3, 4
POSITIONS = deep.stack(deep.embedding(), deep.positions())
NETWORKS = {
    "one query": deep.one_query(),
    "one query and its input": deep.one_query(beside=True, slope=0.3, scale=0.7),
    "causal": deep.self_attention(),
    "all": deep.self_attention(causal=False, slope=-0.2),
    "over states": deep.stack(lstm, deep.one_query(beside=True)),
    "over two directions": deep.stack(deep.bidirectional(rnn), deep.one_query()),
    "under a cell": deep.stack(deep.self_attention(), gru),
    "numbered": deep.stack(deep.positions(5), deep.one_query()),
    "normalise": deep.normalise(),
    "embedding": deep.embedding(),
    **{
        f"block {norm}": deep.stack(deep.embedding(), deep.positions(), *[deep.block(norm, causal, slope)] * 2)
        for norm, causal, slope in ((None, True, 0), ("none", False, 0.1), ("pre", True, 0), ("post", False, 0))
    },
    "transformer": deep.stack(POSITIONS, deep.block("pre"), deep.block("pre"), deep.normalise()),
}
every_network = pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS.keys())


def example(net, seed=0, T=T, B=B, D=D, H=H):
    rng = np.random.default_rng(seed)
    params, xs = net.init(rng, D, H), rng.normal(size=(T, B, D))
    trace = bptt.run(net, params, xs)
    return params, xs, trace, rng.normal(size=bptt.outputs(net, trace).shape)


@every_network
def test_gradient_against_central_differences(net):
    params, xs, trace, dys = example(net)

    def loss(p):
        return np.sum(bptt.outputs(net, bptt.run(net, *p)) * dys)

    grads, dstates, dxs = bptt.backward(net, params, trace, dys)
    assert dys.shape == (T, B, net.width(D, H)) and dstates.shape == trace.states.shape
    assert relative_error((grads, dxs), numeric_gradient(loss, (params, xs))) < 2e-8


@every_network
def test_float32_stays_and_inputs_stay_untouched(net):
    params, xs, _, dys = example(net)
    params = tree_map(lambda a: a.astype(np.float32), params)
    xs, dys = xs.astype(np.float32), dys.astype(np.float32)
    given = [*leaves(params), xs, dys]
    copies = [a.copy() for a in given]
    trace = bptt.run(net, params, xs)
    grads, dstates, dxs = bptt.backward(net, params, trace, dys)
    results = [trace.xs, trace.states, bptt.outputs(net, trace), *leaves(grads), dstates, dxs]
    assert {a.dtype for a in results} == {np.dtype(np.float32)}
    for a, copy in zip(given, copies, strict=True):
        assert np.array_equal(a, copy) and not any(np.shares_memory(a, result) for result in results)


@st.composite
def questions(draw):
    N, T, B, H, M = (draw(st.integers(1, 5)) for _ in range(5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    allowed = rng.random((B, N, T)) < draw(st.floats(0, 1))
    allowed[np.arange(B)[:, None], np.arange(N), rng.integers(0, T, (B, N))] = True  # at least one key for each
    size = 10 ** draw(st.floats(-3, 2))
    given = [rng.normal(0, size, shape) for shape in ((N, B, H), (T, B, H), (T, B, M))]
    return given, allowed, rng.normal(0, 1, (N, T)), rng.normal(size=(N, B, M))


@settings(max_examples=60, deadline=None)
@given(questions())
def test_any_shapes_and_masks(question):
    """Against the definition in loops, and central differences; nothing through the mask; Σ_j ∂L/∂s_ij = 0."""
    (q, K, V), allowed, bias, dc = question
    c, a = attention.attend(q, K, V, allowed, bias)
    assert np.all(a[~allowed] == 0) and np.allclose(a.sum(-1), 1, rtol=1e-14)
    for b, i in np.ndindex(a.shape[:2]):
        js = np.flatnonzero(allowed[b, i])
        s = np.array([q[i, b] @ K[j, b] / np.sqrt(q.shape[2]) + bias[i, j] for j in js])
        e = np.exp(s - s.max())
        assert np.allclose(a[b, i, js], e / e.sum(), rtol=1e-9, atol=1e-300)
        assert np.allclose(c[i, b], sum(w * V[j, b] for w, j in zip(e / e.sum(), js, strict=True)), rtol=1e-9)
    ones = np.eye(len(K))[:, None].repeat(q.shape[1], 1)  # with keys like these, dq·√H is ds
    small = np.max(np.abs(q)) * np.max(np.abs(K)) < 30  # else the softmax is a step, and differences see nothing
    if small:

        def loss(given):
            return np.sum(attention.attend(*given, allowed, bias)[0] * dc)

        gradients = attention.attend_back(q, K, V, a, dc)
        numeric = numeric_gradient(loss, (q, K, V))
        for ours, theirs in zip(gradients, numeric, strict=True):
            assert np.abs(ours - theirs).max() < 1e-6 * (1 + np.abs(theirs).max())
    ds = attention.attend_back(np.zeros((len(q), q.shape[1], len(K))), ones, V, a, dc)[0] * np.sqrt(len(K))
    assert np.abs(ds.sum(-1)).max() < 1e-12 * (1 + np.abs(ds).max())
    assert np.all(ds.swapaxes(0, 1)[~allowed] == 0)


@pytest.mark.parametrize("norm", [None, "none", "pre", "post"])
def test_nothing_leaks_from_the_future(norm):
    """Outputs up to step t don't move with later inputs, and their gradient by them is exactly zero."""
    net = deep.stack(*[deep.block(norm)] * 3)
    params, xs, trace, dys = example(net, D=H)
    later = xs.copy()
    later[4:] += 1e3
    assert np.array_equal(bptt.outputs(net, bptt.run(net, params, later))[:4], bptt.outputs(net, trace)[:4])
    dys[4:] = 0
    dxs = bptt.backward(net, params, trace, dys).inputs
    assert np.all(dxs[4:] == 0) and np.all(np.any(dxs[:4] != 0, axis=(1, 2)))


def test_the_equations_one_by_one():
    net = deep.one_query()
    params, _, trace, dys = example(net, B=1)
    q, K, V, a = trace.parts
    (a,), g = a[0], dys[-1, 0]
    dq, dK, dV = attention.attend_back(q, K, V, trace.parts.a, dys[-1:])
    mean = a @ V[:, 0]
    ds = np.array([a[j] * g @ (V[j, 0] - mean) for j in range(T)])
    assert np.allclose(bptt.outputs(net, trace)[-1, 0], mean) and np.all(bptt.outputs(net, trace)[:-1] == 0)
    assert np.allclose(dV[:, 0], np.outer(a, g)) and abs(ds.sum()) < 1e-15
    assert np.allclose(dq[0, 0], ds @ K[:, 0] / 2) and np.allclose(dK[:, 0], np.outer(ds, q[0, 0]) / 2)
    dxs = bptt.backward(net, params, trace, dys).inputs[:, 0]
    expected = dK[:, 0] @ params.W_k + dV[:, 0] @ params.W_v
    expected[-1] += dq[0, 0] @ params.W_q
    assert np.allclose(dxs, expected)


def test_one_query_is_the_last_row_of_self_attention():
    """With a bias too, and the input beside it."""
    params, xs, trace, dys = example(deep.one_query(slope=0.5))
    all_of_them = deep.self_attention(slope=0.5)
    there = bptt.run(all_of_them, params, xs)
    assert np.allclose(there.ys[-1], trace.ys[-1], rtol=1e-14)
    dys[:-1] = 0
    here = bptt.backward(deep.one_query(slope=0.5), params, trace, dys)
    assert relative_error(tuple(here)[::2], tuple(bptt.backward(all_of_them, params, there, dys))[::2]) < 1e-13
    beside = deep.one_query(beside=True, slope=0.5)
    last = bptt.run(beside, params, xs).ys[-1]
    assert np.array_equal(last, np.concatenate((trace.ys[-1], xs[-1]), axis=1))


def test_attention_knows_no_order_but_what_it_is_told():
    """Swapping two earlier steps changes nothing, but for a bias, positions, or a causal layer below."""
    blind = {"one query": deep.one_query(), "two layers, all": deep.stack(*[deep.block("pre", causal=False)] * 2)}
    seeing = {
        "positions": deep.stack(deep.positions(), deep.one_query()),
        "beside": deep.stack(deep.positions(4), deep.one_query()),
        "bias": deep.one_query(slope=0.1),
        "two causal layers": deep.stack(*[deep.block("pre")] * 2),
    }
    for name, net in (blind | seeing).items():
        params, xs, trace, _ = example(net, D=H)
        swapped = xs.copy()
        swapped[[1, 3]] = xs[[3, 1]]
        change = np.abs(bptt.run(net, params, swapped).ys[-1] - trace.ys[-1]).max()
        assert (change < 1e-14) == (name in blind), name


def test_recency_brings_decay_back_and_sinusoids_are_vaswani():
    slope = 0.5
    bias = attention.recency(9, slope)[-1:]
    _, a = attention.attend(np.zeros((1, 1, 2)), np.zeros((9, 1, 2)), np.zeros((9, 1, 1)), bias=bias)
    assert np.allclose(np.diff(np.log(a[0, 0])), slope)
    waves = attention.sinusoids(50, 6)
    for i in range(3):
        angle = np.arange(50) / 10000 ** (2 * i / 6)
        assert np.allclose(waves[:, 2 * i], np.sin(angle)) and np.allclose(waves[:, 2 * i + 1], np.cos(angle))
    assert len({tuple(row) for row in np.round(attention.sinusoids(1000, 16), 9)}) == 1000


def test_detached_cuts_time_and_nothing_else():
    cut, whole = (deep.stack(cell, deep.one_query(beside=True)) for cell in (deep.detached(rnn), rnn))
    rng = np.random.default_rng(1)
    params, xs = whole.init(rng, D, H), rng.normal(size=(T, B, D))
    traces = [bptt.run(net, params, xs) for net in (cut, whole)]
    assert np.array_equal(traces[0].ys, traces[1].ys)
    dys = rng.normal(size=traces[0].ys.shape)
    (g_cut, _, dx_cut), (g, _, dx) = (
        bptt.backward(n, params, t, dys) for n, t in zip((cut, whole), traces, strict=True)
    )
    assert relative_error(g_cut[1], g[1]) < 1e-15  # attention's own weights: the same
    assert relative_error(dx_cut[-1], dx[-1]) < 1e-15 and relative_error(dx_cut[0], dx[0]) > 1e-3
    trace = traces[0].parts[0].parts[0]
    dhs = bptt.backward(deep.one_query(beside=True), params[1], traces[0].parts[1], dys).inputs
    expected = bptt.backward(rnn, params[0], trace, dhs, chunk=1)
    assert relative_error((g_cut[0], dx_cut), (expected.params, expected.inputs)) < 1e-15


def test_the_sum_of_two_marked_numbers_is_learned_at_every_length():
    for length in 10, 100:
        rng = np.random.default_rng(0)
        net = deep.one_query()
        start = model.init(rng, net, 2, 16, 1)

        def gradient(weights, _, net=net, rng=rng, length=length):
            return model.last_step(net, weights, *tasks.adding(rng, length, 32))

        result = train.fit(start, gradient, train.adam(3e-2), 400, 1, target=0.01, progress=False)
        assert result.stopped.startswith("Reached"), length
        params = result.params[0]
        xs, _ = tasks.adding(rng, length, 8)
        a = bptt.run(net, params, xs).parts.a[:, 0].T
        assert a[xs[:, :, 1] == 1].min() > 5 * a[xs[:, :, 1] == 0].max()


def test_every_step_answers_too():
    net = NETWORKS["transformer"]
    rng = np.random.default_rng(0)
    weights = model.init(rng, net, D, H, 2)
    xs, targets, mask = rng.normal(size=(T, B, D)), rng.integers(0, 2, (T, B)), rng.random((T, B)) < 0.7
    value, grads = model.every_step(net, weights, xs, targets, mask)
    assert value == losses.cross_entropy(model.answers(net, weights, xs), targets, mask)[0]
    numeric = numeric_gradient(lambda w: model.every_step(net, w, xs, targets, mask)[0], weights)
    assert relative_error(grads, numeric) < 2e-8


def test_a_start_without_numbers_is_a_state_too():
    net = deep.stack(rnn, deep.self_attention())
    params, xs, trace, _ = example(net)
    s_0 = np.ones((B, H))
    assert np.array_equal(bptt.run(net, params, xs, s_0).states[0], s_0)
    assert np.array_equal(bptt.run(net, params, xs, 0 * s_0).ys, trace.ys)
    assert bptt.run(deep.one_query(), params[1], np.ones((T, B, H)), np.zeros((B, 0))).states.shape == (T + 1, B, 0)


def small(**change):
    rng = np.random.default_rng(0)
    given = {"q": rng.normal(size=(2, 3, 4)), "K": rng.normal(size=(5, 3, 4)), "V": rng.normal(size=(5, 3, 1))}
    return given | change


BLIND_ROW = np.ones((3, 2, 5), bool)
BLIND_ROW[1, 0] = False


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: attention.attend(**small(allowed=BLIND_ROW)), r"look at something, but got row \[1, 0\].*Let it look"),
        (lambda: attention.attend(**small(allowed=np.zeros((2, 5), bool))), r"look at something, but got row \[0\]"),
        (
            lambda: attention.attend(**small(allowed=np.ones((5, 2), bool))),
            r"booleans of shape \(2, 5\) or \(3, 2, 5\)",
        ),
        (lambda: attention.attend(**small(allowed=np.ones((2, 5)))), "booleans .* but got float64"),
        (lambda: attention.attend(**small(bias=np.ones((5, 2)))), r"bias must have shape \(2, 5\)"),
        (lambda: attention.attend(**small(K=np.ones((5, 3, 2)))), r"K must have shape \(T, 3, 4\)"),
        (
            lambda: attention.attend(**small(q=np.full((2, 3, 4), 1e200), K=np.full((5, 3, 4), 1e200))),
            "scores .*exploded",
        ),
        (lambda: attention.init(None, 2, 3), "rng must be a numpy random Generator"),
        (lambda: attention.causal(0), "T must be a whole number at least 1"),
        (lambda: deep.block("both"), "norm must be one of None, 'none', 'pre', 'post'"),
        (lambda: deep.detached(deep.one_query()), "cell must be a single cell, but got a network"),
        (lambda: bptt.run(deep.one_query(), (1,), np.ones((T, B, D))), r"must be an attention.Params.* but got tuple"),
        (
            lambda: bptt.run(deep.one_query(), *example(deep.one_query())[:2], np.ones((B, 1))),
            r"s_0 must have shape \(2, 0\)",
        ),
        (lambda: bptt.run(deep.normalise(), Linear(1, 2), np.ones((T, B, D))), "params must be a Norm, but got Linear"),
        (
            lambda: bptt.run(deep.normalise(), Norm(np.ones(2), np.ones(3)), np.ones((T, B, D))),
            r"params.gamma must have",
        ),
        (
            lambda: bptt.run(deep.block("none"), example(deep.block("none"), D=H)[0], np.ones((T, B, D))),
            "W_q must have",
        ),
        (lambda: deep.stack(deep.block("none")).init(np.random.default_rng(0), 2, 0), "H must be a whole number"),
    ],
)
def test_wrong_input_gets_a_sentence(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_blocks_of_another_width_say_what_to_do():
    net = deep.block("none")
    params = net.init(np.random.default_rng(0), D, H)
    with pytest.raises(ValueError, match="xs must be as wide as a residual layer's outputs"):
        bptt.run(net, params, np.ones((T, B, D)))
