"""Networks of cells. Each is run and differentiated by the same two calls as a single cell:

    net = stack(lstm, lstm)
    params = net.init(rng, D, H)                      # a tuple, one entry per layer
    trace = bptt.run(net, params, xs)                 # states (T+1,B,S): the layers' states side by side
    grads, dstates, dxs = bptt.backward(net, params, trace, dhs)    # dhs like bptt.outputs(net, trace)

A part may itself be a network, so stack(bidirectional(gru), gru) works.
"""

from itertools import accumulate

import numpy as np

from helpers import bptt, expect
from helpers.network import given, inputs, network, split_state, trace_of, tuple_of, width_of
from helpers.skip import skip

__all__ = ["bidirectional", "dense", "residual", "skip", "stack"]


def stack(*cells):
    """Layers on top of each other: layer l + 1 reads the outputs of layer l. Output: the top layer's h."""
    return _layers(cells, lambda xs, hs: hs, lambda dys, D: (None, dys), lambda D, H: H)


def residual(*cells):
    """As `stack`, but each layer adds its outputs to its inputs, y = x + h: a way past it for the gradient.

    Inputs and outputs of every layer must be equally wide; put other layers before it with `stack`.
    """

    def join(xs, hs):
        if xs.shape != hs.shape:
            raise ValueError(
                f"xs must be as wide as a residual layer's outputs, {hs.shape[2]}, but got {xs.shape[2]}. "
                "Let another layer change the width first: stack(cell, residual(cell))."
            )
        return xs + hs

    return _layers(cells, join, lambda dys, D: (dys, dys), lambda D, H: H)


def dense(*cells):
    """Each layer reads the inputs and all layers below, [x | h] (Huang et al. 2017). Output: all of it."""
    return _layers(
        cells,
        lambda xs, hs: np.concatenate((xs, hs), axis=2),
        lambda dys, D: (dys[:, :, :D], dys[:, :, D:]),
        lambda D, H: D + H,
    )


def bidirectional(cell, lengths=None):
    """One cell forwards, one backwards in time (Schuster & Paliwal 1997). Output: [h forwards | h backwards].

    lengths (B,): the number of steps of each sequence, if they differ; the backward cell then starts at each
    sequence's own last step, and outputs beyond it are zero. The backward cell's columns of `states` run in
    its own order: row 0 is its initial state, row 1 has seen the last x.
    """

    def run(params, xs, s_0=None):
        inputs(xs), tuple_of(params, 2)
        turn = _turn(xs, lengths)
        s_0 = split_state(s_0, [cell] * 2, params, xs)
        there = bptt.run(cell, params[0], xs, s_0[0])
        back = bptt.run(cell, params[1], _turned(xs, turn), s_0[1])
        ys = np.concatenate((bptt.outputs(cell, there), _turned(bptt.outputs(cell, back), turn)), axis=2)
        return trace_of(there.xs, (there, back), _masked(ys, lengths))

    def backward(params, trace, dhs):
        (there, back), dys = given(tuple_of(params, 2), trace, dhs)
        turn = _turn(trace.xs, lengths)
        H = dys.shape[2] // 2
        dys = _masked(dys, lengths)
        grads_there, ds_there, dxs = bptt.backward(cell, params[0], there, dys[:, :, :H])
        grads_back, ds_back, dxs_back = bptt.backward(cell, params[1], back, _turned(dys[:, :, H:], turn))
        dstates = np.concatenate((ds_there, ds_back), axis=2)
        return (grads_there, grads_back), dstates, dxs + _turned(dxs_back, turn)

    def init(rng, D, H, **options):
        return cell.init(rng, D, H, **options), cell.init(rng, D, H, **options)

    return network([cell] * 2, run, backward, init, lambda D, H: 2 * width_of(cell, D, H))


def _layers(cells, join, split, width):
    """Layers where layer l + 1 reads join(inputs of layer l, outputs of layer l); split undoes it for dys."""
    if not cells:
        raise ValueError("cells must hold at least one cell, but got none. Name the layers: stack(lstm, lstm).")

    def run(params, xs, s_0=None):
        inputs(xs), tuple_of(params, len(cells))
        ys, traces = xs, []
        for cell, p, s in zip(cells, params, split_state(s_0, cells, params, xs), strict=True):
            traces.append(bptt.run(cell, p, ys, s))
            ys = join(traces[-1].xs, bptt.outputs(cell, traces[-1]))
        return trace_of(traces[0].xs, traces, ys)

    def backward(params, trace, dhs):
        traces, dys = given(tuple_of(params, len(cells)), trace, dhs)
        grads, dstates = [], []
        for cell, p, part in reversed(list(zip(cells, params, traces, strict=True))):
            around, dhs = split(dys, part.xs.shape[2])
            g, ds, dys = bptt.backward(cell, p, part, dhs)
            dys = dys if around is None else dys + around
            grads, dstates = [g, *grads], [ds, *dstates]
        return tuple(grads), np.concatenate(dstates, axis=2), dys

    def widths(D, H):
        """How many inputs each layer has, and at the end how many outputs the last one has."""
        return list(accumulate(cells, lambda D, cell: width(D, width_of(cell, D, H)), initial=D))

    def init(rng, D, H, **options):
        return tuple(cell.init(rng, d, H, **options) for cell, d in zip(cells, widths(D, H), strict=False))

    return network(cells, run, backward, init, lambda D, H: widths(D, H)[-1])


def _turn(xs, lengths):
    """For every step (T,B) the step that takes its place when each sequence is turned round in its length."""
    T, B = np.shape(xs)[:2]
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
