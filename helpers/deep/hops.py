"""Attention as a network without a state: keys and values from every step, queries from the last one or from all."""

from typing import NamedTuple

import numpy as np

from helpers import attention, bptt, expect
from helpers.cell import product, rows, single
from helpers.deep.network import Network, NetworkTrace, checked_inputs, given, no_state


class Hop(NamedTuple):
    """The `parts` of the trace: q (N,B,H), K (T,B,H), V (T,B,H), and the weights a (B,N,T) of query i on step j.
    Of one query, a[b, 0, ::-1] are the weights by lag, 0 first."""

    q: np.ndarray
    K: np.ndarray
    V: np.ndarray
    a: np.ndarray


def one_query(beside=False, slope=0.0, scale=None):
    """One query, from the last step, over all steps: c = Σ_j a_j v_j. Output: c at the last step, zeros before it.

    beside: the output is [c | x], the context beside the input of the asking step; over the states of a recurrent
    cell, stack(rnn, one_query(beside=True)), this is Bahdanau's idea. slope: a bias -slope·lag of the scores. scale: of
    q·k, 1/√H if not given.
    """
    slope, beside = expect.number("slope", slope), expect.one_of("beside", beside, (True, False))
    scale = None if scale is None else expect.number("scale", scale)
    return _attention(lambda T: (None, attention.recency(T, slope)[-1:] if slope else None), beside, True, scale)


def self_attention(causal=True, slope=0.0):
    """Every step asks: with `causal` the steps up to its own, else all steps. Output: c_t for every step.

    slope: a bias -slope·lag of the scores. Time and memory grow with T².
    """
    slope, causal = expect.number("slope", slope), expect.one_of("causal", causal, (True, False))
    return _attention(
        lambda T: (attention.causal(T) if causal else None, attention.recency(T, slope) if slope else None)
    )


def detached(cell):
    """`cell`, with nothing going back from a step to the one before: the control for what a hop adds. Each step's
    own derivative is left, so the gradient of a stack above it is complete but for the way through time."""
    cell = single(cell)

    def run(params, xs, s_0=None):
        trace = bptt.run(cell, params, xs, s_0)
        return NetworkTrace(trace.xs, trace.states, (trace,), bptt.outputs(cell, trace).copy())

    def backward(params, trace, dhs):
        (below,), dhs = given(trace, dhs)
        return bptt.backward(cell, params, below, dhs, chunk=1)

    return Network((cell,), run, backward, cell.init, lambda D, H: H)


def _attention(look, beside=False, last=False, scale=None):
    """look(T) -> (allowed, bias) of the queries."""

    def run(params, xs, s_0=None):
        xs = checked_inputs(xs)
        W_q, b_q, W_k, W_v = attention.checked(params, xs.shape[2])
        asking = xs[-1:] if last else xs
        q, K, V = linear(asking, W_q) + b_q, linear(xs, W_k), linear(xs, W_v)
        c, a = attention.attend(q, K, V, *look(len(xs)), scale)
        c = np.concatenate((c, asking), axis=2) if beside else c
        ys = np.zeros((len(xs), *c.shape[1:]), c.dtype)
        ys[-len(c) :] = c
        return NetworkTrace(xs.copy(), no_state(xs, s_0), Hop(q, K, V, a), ys)

    def backward(params, trace, dhs):
        (q, K, V, a), dys = given(trace, dhs)
        xs, N, M = trace.xs, len(q), V.shape[2]
        W_q, _, W_k, W_v = attention.checked(params, xs.shape[2])
        dq, dK, dV = attention.attend_back(q, K, V, a, dys[-N:, :, :M], scale)
        grads = attention.Params(outer(dq, xs[-N:]), dq.sum((0, 1)), outer(dK, xs), outer(dV, xs))
        dxs = linear(dK, W_k.T) + linear(dV, W_v.T)
        dxs[-N:] += linear(dq, W_q.T)
        if beside:
            dxs[-N:] += dys[-N:, :, M:]
        return bptt.Gradient(grads, np.zeros_like(trace.states), dxs)

    return Network((), run, backward, attention.init, lambda D, H: H + D if beside else H)


def linear(xs, W):
    """W x for every x of xs (T,B,D): (T,B,H)."""
    return (rows(xs) @ W.T).reshape(*xs.shape[:2], len(W))


def outer(dys, xs):
    """∂L/∂W where y = W x, from dys (T,B,H) and xs (T,B,D): (H,D), summed over time and batch."""
    return product(dys[None], xs)
