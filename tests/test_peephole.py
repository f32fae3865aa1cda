"""The contract of a cell: an LSTM whose gates look at c (Gers & Schmidhuber 2000), made without a line of the library.

i_t = σ(… + p_i c_{t-1})      f_t = σ(… + p_f c_{t-1})      o_t = σ(… + p_o c_t)
"""

from typing import NamedTuple

import numpy as np
import pytest

from helpers import bptt, deep, flow, lstm
from helpers.activations import logistic
from helpers.cell import Cell
from helpers.gradcheck import numeric_gradient, relative_error
from helpers.params import Params


class Weights(NamedTuple):
    W_xh: np.ndarray
    W_hh: np.ndarray
    b_h: np.ndarray
    peepholes: np.ndarray  # (3,H): of i, f, o


def init(rng, D, H, **options):
    return Weights(*lstm.init(rng, D, H, **options), rng.normal(size=(3, H)))


def by_gate(weights):
    return Weights(*lstm.by_gate(Params(*weights[:3])), weights.peepholes)


def step(params, cache, s, s_next):
    (_, c), (h_next, c_next), (p_i, p_f, p_o) = lstm.halves(s), lstm.halves(s_next), params.peepholes
    i, f, g, o, tanh_c = cache
    cache[:4] += lstm.halves(s)[0] @ params.W_hh.mT
    i[:], f[:], g[:] = logistic(i + p_i * c), logistic(f + p_f * c), np.tanh(g)
    c_next[:] = f * c + i * g
    o[:], tanh_c[:] = logistic(o + p_o * c_next), np.tanh(c_next)
    h_next[:] = o * tanh_c


def step_back(params, slopes, ds, dz):
    """The slopes are those of the LSTM: z reaches c and h as before."""
    (dh, dc), (p_i, p_f, p_o) = lstm.halves(ds), params.peepholes
    dz[3] = dh * slopes[3]
    dc = dc + dh * slopes[4] + dz[3] * p_o
    dz[:3] = dc * slopes[:3]
    dc_before = dc * slopes[5] + dz[0] * p_i + dz[1] * p_f
    return np.concatenate(((dz @ params.W_hh).sum(0), dc_before), axis=1)


def weight_gradient(trace, dz):
    c = lstm.halves(trace.states)[1]
    peepholes = [(dz[gate] * c_seen).sum((0, 1)) for gate, c_seen in ((0, c[:-1]), (1, c[:-1]), (3, c[1:]))]
    return Weights(*lstm.weight_gradient(trace, dz), np.array(peepholes))


PEEPHOLE = Cell(lstm.STATE, lstm.GATES, lstm.CACHE, init, by_gate, step, lstm.slopes, step_back, weight_gradient)
# The cell ends here.

T, B, D, H = 6, 2, 3, 4


def example():
    rng = np.random.default_rng(0)
    params, xs, s_0 = init(rng, D, H), rng.normal(size=(T, B, D)), rng.normal(size=(B, 2 * H))
    return params, xs, s_0, rng.normal(size=(T, B, H))


@pytest.mark.parametrize(
    "net", [PEEPHOLE, deep.stack(lstm, PEEPHOLE), deep.bidirectional(PEEPHOLE), deep.skip(PEEPHOLE, 2)]
)
def test_gradient_against_central_differences(net):
    rng = np.random.default_rng(0)
    params, xs = net.init(rng, D, H), rng.normal(size=(T, B, D))
    trace = bptt.run(net, params, xs)
    s_0 = rng.normal(size=trace.states[0].shape)
    trace = bptt.run(net, params, xs, s_0)
    dys = rng.normal(size=bptt.outputs(net, trace).shape)
    exact = numeric_gradient(lambda p: np.sum(bptt.outputs(net, bptt.run(net, *p)) * dys), (params, xs, s_0))
    gradient = bptt.backward(net, params, trace, dys)
    assert relative_error((gradient.params, gradient.inputs, gradient.states[0]), exact) < 1e-8


def test_jacobians_against_central_differences():
    params, xs, s_0, _ = example()
    trace = bptt.run(PEEPHOLE, params, xs, s_0)
    J = flow.jacobian(PEEPHOLE, params, trace, 3, b=1)
    for i in range(2 * H):
        row = numeric_gradient(
            lambda s, i=i: bptt.run(PEEPHOLE, params, xs[3:4, 1:], s[None]).states[1, 0, i], trace.states[3, 1]
        )
        assert relative_error(J[i], row) < 1e-8
    product = np.linalg.multi_dot([flow.jacobian(PEEPHOLE, params, trace, t) for t in reversed(range(T))])
    assert relative_error(flow.jacobian_product(PEEPHOLE, params, trace, 0, T), product) < 1e-13


def test_lags_add_up_and_truncation_cuts():
    params, xs, s_0, dhs = example()
    trace = bptt.run(PEEPHOLE, params, xs, s_0)
    parts = bptt.by_lag(PEEPHOLE, params, trace, dhs)
    for k in (0, 2, T):
        window = bptt.backward(PEEPHOLE, params, trace, dhs, window=k).params
        assert relative_error(Weights(*(sum(p) for p in zip(*parts[: k + 1], strict=True))), window) < 1e-12
    cut = bptt.backward(PEEPHOLE, params, trace, dhs, chunk=3).params
    halves = [
        bptt.backward(
            PEEPHOLE, params, bptt.run(PEEPHOLE, params, xs[t : t + 3], trace.states[t]), dhs[t : t + 3]
        ).params
        for t in (0, 3)
    ]
    assert relative_error(Weights(*(a + b for a, b in zip(*halves, strict=True))), cut) < 1e-12


def test_without_peepholes_it_is_the_lstm():
    params, xs, s_0, dhs = example()
    closed, plain = params._replace(peepholes=np.zeros((3, H))), Params(*params[:3])
    here, there = bptt.run(PEEPHOLE, closed, xs, s_0), bptt.run(lstm, plain, xs, s_0)
    assert relative_error(here.states, there.states) < 1e-14
    ours, theirs = bptt.backward(PEEPHOLE, closed, here, dhs), bptt.backward(lstm, plain, there, dhs)
    assert relative_error((tuple(ours.params[:3]), ours.inputs), (tuple(theirs.params), theirs.inputs)) < 1e-13
    assert np.abs(bptt.run(PEEPHOLE, params, xs, s_0).states - there.states).max() > 0.01


def test_it_takes_fewer_than_sixty_lines():
    with open(__file__, encoding="utf-8") as file:
        own = file.read().split("# The cell ends here.")[0]
    assert own.count("\n") < 60 and "helpers" in own
