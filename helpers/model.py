"""What a training loop differentiates: a cell or network with a linear readout.

Its weights are the pair (params, readout).
"""

import numpy as np

from helpers import bptt, expect, losses
from helpers.cell import part


def init(rng, cell, D, H, V, **options):
    """Weights of `cell` for D inputs and H units, and of a readout to V numbers; options as in `cell.init`."""
    params = part(cell).init(rng, D, H, **options)
    return params, losses.init_readout(rng, cell.width(D, H) if hasattr(cell, "width") else H, V)


def answers(cell, weights, xs):
    """What the readout says after every step, (T,B,V), for xs (T,B,D)."""
    params, readout = _pair(weights)
    return losses.read(readout, bptt.outputs(cell, bptt.run(cell, params, xs)))


def last_step(cell, weights, xs, ys, loss=losses.squared_error):
    """(loss, its gradient as a pair like `weights`) of one answer, after the last step.

    ys: what `loss` takes: (B,V) for losses.squared_error, classes (B,) for losses.cross_entropy. Raises
    ValueError for what does not fit, and Overflow.
    """
    params, readout = _pair(weights)
    expect.function("loss", loss)
    trace = bptt.run(cell, params, xs)
    hs = bptt.outputs(cell, trace)
    value, dys = expect.pair("loss", loss(losses.read(readout, hs[-1]), ys), "loss, gradient")
    dhs = np.zeros_like(hs)
    dreadout, dhs[-1] = losses.read_back(readout, hs[-1], dys)
    return value, (bptt.backward(cell, params, trace, dhs)[0], dreadout)


def every_step(cell, weights, xs, targets, mask=None, loss=losses.cross_entropy, **truncation):
    """(loss, its gradient as a pair like `weights`) of an answer after every step, averaged where mask (T,B) is True.

    targets: what `loss` takes: tokens (T,B) for losses.cross_entropy, (T,B,V) for losses.squared_error.
    truncation: window=k or chunk=n as in bptt.backward. Raises ValueError for what does not fit, and Overflow.
    """
    params, readout = _pair(weights)
    expect.function("loss", loss)
    trace = bptt.run(cell, params, xs)
    hs = bptt.outputs(cell, trace)
    value, dys = expect.pair("loss", loss(losses.read(readout, hs), targets, mask), "loss, gradient")
    dreadout, dhs = losses.read_back(readout, hs, dys)
    return value, (bptt.backward(cell, params, trace, dhs, **truncation)[0], dreadout)


def _pair(weights):
    if not isinstance(weights, tuple) or len(weights) != 2:
        got = f"{type(weights).__name__}{f' of {len(weights)}' if isinstance(weights, tuple) else ''}"
        raise ValueError(f"weights must be the pair (params, readout), but got {got}. Make it with model.init.")
    return weights
