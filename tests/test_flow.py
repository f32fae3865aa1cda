"""Jacobians and their products, in logs: against central differences, powers and the gradient itself."""

from types import SimpleNamespace

import numpy as np
import pytest
from test_bptt import CELLS, example

from helpers import bptt, deep, flow, lstm, rnn
from helpers.cell import Cell, jacobians
from helpers.gradcheck import numeric_gradient, relative_error
from helpers.params import Params, recurrent_matrix

every_cell = pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
LINEAR = rnn.make("identity")


@every_cell
def test_jacobian_against_central_differences(cell):
    params, xs, s_0, _ = example(cell)
    trace = bptt.run(cell, params, xs, s_0)
    for t, b in ((0, 0), (3, 1)):
        J = flow.jacobian(cell, params, trace, t, b)
        s, x = trace.states[t, b], xs[t : t + 1, b : b + 1]
        for i in range(len(s)):
            row = numeric_gradient(lambda s, i=i, x=x: bptt.run(cell, params, x, s[None]).states[1, 0, i], s)
            assert relative_error(J[i], row) < 1e-8


@every_cell
def test_a_jacobian_is_a_step_back_on_the_identity(cell):
    """Two statements of one derivative: the explicit matrix, and what back-propagation multiplies by."""
    params, xs, s_0, _ = example(cell, T=20)
    trace = bptt.run(cell, params, xs, s_0)
    gates = cell.by_gate(params)
    slopes = cell.slopes(gates, trace)[:, :, 1]
    without = SimpleNamespace(**{name: getattr(cell, name) for name in Cell._fields})
    without.step_back = lambda *step: cell.step_back(*step)
    explicit, derived = jacobians(cell, gates, slopes), jacobians(without, gates, slopes)
    assert explicit.shape == derived.shape and relative_error(explicit, derived) < 1e-13
    for t, J in enumerate(explicit):
        assert np.array_equal(J, flow.jacobian(cell, params, trace, t, b=1))


def test_another_step_back_never_meets_the_old_matrix():
    """h_t = h_{t-1} / 2 + tanh(z_t), made by replacing the functions that change and no more."""

    def step(params, cache, s, s_next):
        rnn.step(params, cache, s, s_next)
        s_next += s / 2

    cell = rnn.make()._replace(
        step=step,
        slopes=lambda params, trace: 1 - np.tanh(trace.caches) ** 2,
        step_back=lambda params, slopes, ds, dz: ds / 2 + rnn.step_back(params, slopes, ds, dz),
    )
    params, xs, s_0, _ = example(cell)
    trace = bptt.run(cell, params, xs, s_0)
    expected = numeric_gradient(
        lambda s: bptt.run(cell, params, xs[2:3, :1], s[None]).states[1, 0, 1], trace.states[2, 0]
    )
    assert relative_error(flow.jacobian(cell, params, trace, 2)[1], expected) < 1e-8


@every_cell
def test_products_multiply_the_jacobians(cell):
    params, xs, s_0, _ = example(cell, T=6)
    trace = bptt.run(cell, params, xs, s_0)
    product = np.eye(trace.states.shape[2])
    for t in range(1, 5):
        product = flow.jacobian(cell, params, trace, t, 1) @ product
    assert relative_error(flow.jacobian_product(cell, params, trace, 1, 5, b=1), product) < 1e-13
    unit, log10_norm = flow.log10_jacobian_product(cell, params, trace, 1, 5, b=1)
    assert np.linalg.norm(unit) == pytest.approx(1) and relative_error(unit * 10**log10_norm, product) < 1e-13
    assert relative_error(flow.jacobian_product(cell, params, trace, 3, 3), np.eye(len(product))) < 1e-15
    for ord in ("fro", 2):
        norms = flow.log10_jacobian_norms(cell, params, trace, ord=ord)
        sizes = [np.linalg.norm(flow.jacobian_product(cell, params, trace, k, 6), ord) for k in range(7)]
        assert 10**norms == pytest.approx(sizes, rel=1e-12)


@every_cell
def test_the_gradient_flows_through_the_products(cell):
    """∂L/∂s_k is ∂L/∂s_T times the product of Jacobians, for a loss at the end."""
    params, xs, s_0, _ = example(cell, T=6, B=1)
    trace = bptt.run(cell, params, xs, s_0)
    ds = np.zeros((6, 1, trace.states.shape[2]))
    ds[-1] = np.random.default_rng(1).normal(size=ds[-1].shape)
    _, dstates, _ = bptt.backward(cell, params, trace, ds)
    for k in range(7):
        J = flow.jacobian_product(cell, params, trace, k, 6)
        assert relative_error(ds[-1, 0] @ J, dstates[k, 0]) < 1e-12
    assert flow.log10_gradient_norms(dstates)[2] == pytest.approx(np.log10(np.linalg.norm(dstates[2])))


def linear(W, T):
    params = Params(np.zeros((len(W), 1)), W, np.zeros(len(W)))
    return params, bptt.run(LINEAR, params, np.zeros((T, 1, 1)))


@pytest.mark.parametrize("factor, log10", [(1e-5, -5000), (1e5, 5000)])
def test_norms_far_outside_the_floats(factor, log10):
    params, trace = linear(factor * recurrent_matrix(np.random.default_rng(0), 3, "orthogonal"), 1000)
    unit, log10_norm = flow.log10_jacobian_product(LINEAR, params, trace, 0, 1000)
    assert np.log10(np.linalg.norm(unit, 2)) + log10_norm == pytest.approx(log10, rel=1e-12)
    assert flow.log10_jacobian_norms(LINEAR, params, trace, ord=2)[0] == pytest.approx(log10)
    assert flow.lyapunov_exponents(LINEAR, params, trace, n=3) == pytest.approx([np.log(factor)] * 3)
    if log10 > 0:
        with pytest.raises(bptt.Overflow, match="Use log10_jacobian_product"):
            flow.jacobian_product(LINEAR, params, trace, 0, 1000)
    else:
        assert np.array_equal(flow.jacobian_product(LINEAR, params, trace, 0, 1000), np.zeros((3, 3)))
    dhs = np.ones((1000, 1, 3))
    heat = flow.log10_lag_heatmap(LINEAR, params, trace, dhs)
    assert heat[-1, 0] == pytest.approx(log10 + np.log10(np.sqrt(3)), rel=1e-12)


def test_a_nilpotent_matrix_ends_in_exact_zero():
    params, trace = linear(np.diag([2.0, 2.0], 1), 5)
    assert flow.log10_jacobian_norms(LINEAR, params, trace, ord=2)[::-1] == pytest.approx(
        [0, np.log10(2), np.log10(4), -np.inf, -np.inf, -np.inf]
    )
    assert flow.log10_lag_heatmap(LINEAR, params, trace, np.ones((5, 1, 3)))[4, 0] == -np.inf


@every_cell
def test_heatmap_against_one_loss_at_a_time(cell):
    params, xs, s_0, dhs = example(cell)
    trace = bptt.run(cell, params, xs, s_0)
    heat = flow.log10_lag_heatmap(cell, params, trace, dhs)
    assert heat.shape == (5, 6)
    for t in range(5):
        alone = np.zeros_like(dhs)
        alone[t] = dhs[t]
        _, dstates, _ = bptt.backward(cell, params, trace, alone)
        assert heat[t] == pytest.approx(flow.log10_gradient_norms(dstates), abs=1e-10)
        assert np.all(heat[t, t + 2 :] == -np.inf)


def test_gradient_norms_at_the_edge_of_the_floats():
    dstates = np.array([1e-320, 1e-300, 0, 1e308])[:, None, None] * np.ones((1, 2, 2))
    norms = flow.log10_gradient_norms(dstates)
    assert norms[1:] == pytest.approx([np.log10(2e-300), -np.inf, np.log10(2) + 308])
    assert norms[0] == pytest.approx(np.log10(2) - 320, rel=1e-4)  # a subnormal has few digits


# Numbers that the lessons print.


def test_a_jacobian_with_a_norm_above_one():
    """W = diag(3, 2) at pre-activation (0.2, 0.1): "at most 1" is not true."""
    params = Params(np.eye(2), np.diag([3.0, 2.0]), np.zeros(2))
    trace = bptt.run(rnn, params, np.array([[[0.2, 0.1]]]))
    assert np.linalg.norm(flow.jacobian(rnn, params, trace, 0), 2) == pytest.approx(2.88, abs=0.005)


def test_eigenvalues_of_w_do_not_decide():
    """W² = 0, and yet the products at a fixed point grow as 2^l."""
    W = np.array([[8.0, 8], [-8, -8]])
    params = Params(np.zeros((2, 1)), W, np.array([-4, 4 + np.arctanh(0.5)]))
    fixed = np.array([[0, 0.5]])
    trace = bptt.run(rnn, params, np.zeros((1, 1, 1)), fixed)
    J = flow.jacobian(rnn, params, trace, 0)
    assert trace.states[1] == pytest.approx(fixed, abs=1e-15)
    assert relative_error(J, np.array([[8.0, 8], [-6, -6]])) < 1e-14
    assert sorted(np.linalg.eigvals(J).real) == pytest.approx([0, 2], abs=1e-12)
    assert np.linalg.norm(np.linalg.matrix_power(J, 12), 2) / np.linalg.norm(J, 2) == pytest.approx(2**11)


@pytest.mark.parametrize("g, expected", [(0.9, -0.05), (1.5, 0.05), (2, 0.14), (5, 0.51)])
def test_lyapunov_exponents_of_random_tanh_networks(g, expected):
    rng = np.random.default_rng(0)
    params = Params(np.zeros((200, 1)), recurrent_matrix(rng, 200, "gaussian", g), np.zeros(200))
    start = bptt.run(rnn, params, np.zeros((300, 1, 1)), rng.normal(size=(1, 200))).states[-1]
    trace = bptt.run(rnn, params, np.zeros((1000, 1, 1)), start)
    assert flow.lyapunov_exponents(rnn, params, trace)[0] == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    "recurrent, gain, low, high",
    [
        ("pytorch", 1, 0.5, 0.65),
        ("gaussian", 0.5, 0.48, 0.58),
        ("gaussian", 1, 0.85, 1.02),
        ("gaussian", 3, 1.2, 1.45),
        ("orthogonal", 1, 0.9, 0.98),
    ],
)
def test_gradient_per_step_of_lag_at_the_start(recurrent, gain, low, high):
    """An orthogonal W never lets a tanh network's gradient grow, and the slopes still make it vanish."""
    rng = np.random.default_rng(0)
    params = rnn.init(rng, 2, 64, recurrent, gain)
    trace = bptt.run(rnn, params, rng.normal(size=(100, 4, 2)))
    dhs = np.zeros((100, 4, 64))
    dhs[-1] = rng.normal(size=(4, 64))
    norms = flow.log10_gradient_norms(bptt.backward(rnn, params, trace, dhs)[1])
    assert low < 10 ** ((norms[0] - norms[-1]) / 100) < high


def test_the_direct_path_of_an_lstm_is_not_the_whole_path():
    """∂c_T/∂c_0 holds Π f_t, and what goes through the gates; the two part as the weights grow."""
    rng = np.random.default_rng(0)
    params = lstm.init(rng, 3, 8, forget_bias=1.0)
    for scale, least, most in ((1e-6, 1, 1 + 1e-4), (4, 1.5, np.inf)):
        p = params._replace(W_hh=params.W_hh * scale)
        trace = bptt.run(lstm, p, rng.normal(size=(23, 1, 3)))
        exact = flow.jacobian_product(lstm, p, trace, 0, 23)[8:, 8:]
        direct = np.diag(np.prod(trace.caches[1, :, 0], axis=0))
        ratio = np.linalg.norm(exact) / np.linalg.norm(direct)
        assert least - 1e-4 <= ratio <= most


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda c, p, t: flow.jacobian(c, p, t, 5), "t must be a whole number between 0 and 4"),
        (lambda c, p, t: flow.jacobian(c, p, t, 0, b=2), "b must be a whole number between 0 and 1"),
        (lambda c, p, t: flow.jacobian_product(c, p, t, 3, 2), "k must be a whole number between 0 and 2"),
        (lambda c, p, t: flow.log10_jacobian_norms(c, p, t, ord=1), "ord must be one of"),
        (lambda c, p, t: flow.lyapunov_exponents(c, p, t, n=5), "n must be a whole number between 1 and 4"),
        (lambda c, p, t: flow.log10_gradient_norms(np.ones(3)), "dstates must have shape"),
        (
            lambda c, p, t: flow.jacobian(deep.stack(c), p, t, 0),
            "cell must be a single cell, but got a network",
        ),
        (
            lambda c, p, t: flow.log10_lag_heatmap(c, p, t, np.ones((5, 2, 3))),
            r"dhs must have shape \(5, 2, 4\)",
        ),
    ],
)
def test_bad_input_is_named(call, says):
    params, xs, s_0, _ = example(rnn)
    with pytest.raises(ValueError, match=says):
        call(rnn, params, bptt.run(rnn, params, xs, s_0))
