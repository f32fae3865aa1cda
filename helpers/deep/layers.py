"""Layers on top of each other: plain, residual, dense."""

from itertools import accumulate

import numpy as np

from helpers import bptt
from helpers.cell import part
from helpers.deep.network import Network, checked_inputs, given, joined, split_state, tuple_of, width_of


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


def _layers(cells, join, split, width):
    """Layers where layer l + 1 reads join(inputs of layer l, outputs of layer l); split undoes it for dys."""
    cells = tuple(map(part, cells))
    if not cells:
        raise ValueError("cells must hold at least one cell, but got none. Name the layers: stack(lstm, lstm).")

    def run(params, xs, s_0=None):
        ys, traces = checked_inputs(xs), []
        tuple_of(params, len(cells))
        for cell, p, s in zip(cells, params, split_state(s_0, cells, params, xs), strict=True):
            traces.append(bptt.run(cell, p, ys, s))
            ys = join(traces[-1].xs, bptt.outputs(cell, traces[-1]))
        return joined(traces[0].xs, traces, ys)

    def backward(params, trace, dhs):
        tuple_of(params, len(cells))
        traces, dys = given(trace, dhs)
        grads, dstates = [], []
        for cell, p, below in reversed(list(zip(cells, params, traces, strict=True))):
            around, dhs = split(dys, below.xs.shape[2])
            g, ds, dys = bptt.backward(cell, p, below, dhs)
            dys = dys if around is None else dys + around
            grads, dstates = [g, *grads], [ds, *dstates]
        return bptt.Gradient(tuple(grads), np.concatenate(dstates, axis=2), dys)

    def widths(D, H):
        """How many inputs each layer has, and at the end how many outputs the last one has."""
        return list(accumulate(cells, lambda D, cell: width(D, width_of(cell, D, H)), initial=D))

    def init(rng, D, H, **options):
        return tuple(cell.init(rng, d, H, **options) for cell, d in zip(cells, widths(D, H), strict=False))

    return Network(cells, run, backward, init, lambda D, H: widths(D, H)[-1])
