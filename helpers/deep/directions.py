"""Two directions over one sequence."""

import numpy as np

from helpers import bptt, expect
from helpers.cell import part
from helpers.deep.network import Network, checked_inputs, given, joined, split_state, tuple_of, width_of


def bidirectional(cell, lengths=None):
    """One cell forwards, one backwards in time (Schuster & Paliwal 1997). Output: [h forwards | h backwards].

    lengths (B,): the number of steps of each sequence, if they differ; the backward cell then starts at each
    sequence's own last step, and outputs beyond it are zero. The backward cell's columns of `states` run in
    its own order: row 0 is its initial state, row 1 has seen the last x.
    """

    cell = part(cell)

    def run(params, xs, s_0=None):
        xs = checked_inputs(xs)
        tuple_of(params, 2)
        turn = _turn(xs, lengths)
        s_0 = split_state(s_0, (cell, cell), params, xs)
        there = bptt.run(cell, params[0], xs, s_0[0])
        back = bptt.run(cell, params[1], _turned(xs, turn), s_0[1])
        ys = np.concatenate((bptt.outputs(cell, there), _turned(bptt.outputs(cell, back), turn)), axis=2)
        return joined(there.xs, (there, back), _masked(ys, lengths))

    def backward(params, trace, dhs):
        tuple_of(params, 2)
        (there, back), dys = given(trace, dhs)
        turn = _turn(trace.xs, lengths)
        H = dys.shape[2] // 2
        dys = _masked(dys, lengths)
        grads_there, ds_there, dxs = bptt.backward(cell, params[0], there, dys[:, :, :H])
        grads_back, ds_back, dxs_back = bptt.backward(cell, params[1], back, _turned(dys[:, :, H:], turn))
        dstates = np.concatenate((ds_there, ds_back), axis=2)
        return bptt.Gradient((grads_there, grads_back), dstates, dxs + _turned(dxs_back, turn))

    def init(rng, D, H, **options):
        return cell.init(rng, D, H, **options), cell.init(rng, D, H, **options)

    return Network((cell, cell), run, backward, init, lambda D, H: 2 * width_of(cell, D, H))


def _turn(xs, lengths):
    """For every step (T,B) the step that takes its place when each sequence is turned round in its length."""
    T, B = expect.shape(xs)[:2]
    lengths = np.full(B, T) if lengths is None else expect.indices("lengths", lengths, (B,), T + 1)
    if lengths.min() == 0:
        raise ValueError("lengths must be at least 1, but got 0. Leave empty sequences out of the batch.")
    t = np.arange(T)[:, None]
    return np.where(t < lengths, lengths - 1 - t, t)


def _turned(a, turn):
    return np.take_along_axis(np.asarray(a), turn[:, :, None], axis=0)


def _masked(ys, lengths):
    """ys, zero beyond the length of each sequence."""
    return ys if lengths is None else ys * (np.arange(len(ys))[:, None] < np.asarray(lengths))[:, :, None]
