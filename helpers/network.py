"""What the networks of helpers.deep have in common: how parts are put side by side and told apart again."""

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from helpers import expect
from helpers import params as weights
from helpers.trace import Trace, cell_of


class Parts(NamedTuple):
    """The `caches` of a network's trace: the traces of its parts, and its outputs ys (T,B,·)."""

    traces: tuple
    ys: np.ndarray


def network(cells, run, backward, init, width):
    return SimpleNamespace(
        cells=cells, run=run, backward=backward, init=init, width=width, outputs=lambda trace: trace.caches.ys
    )


def width_of(cell, D, H):
    """How many outputs a cell or network of H units has, for D inputs."""
    return cell.width(D, H) if hasattr(cell, "width") else H


def state_width(cell, params):
    if not hasattr(cell, "cells"):
        return cell_of(cell).STATE * weights.check(params, cell.GATES).W_hh.shape[1]
    parts = params if not isinstance(params, weights.Params) else [params]  # `skip` has one part, unwrapped
    return sum(state_width(c, p) for c, p in zip(cell.cells, parts, strict=True))


def split_state(s_0, cells, params, xs):
    """The parts' initial states, from s_0 with their columns side by side."""
    if s_0 is None:
        return [None] * len(cells)
    widths = [state_width(cell, p) for cell, p in zip(cells, params, strict=True)]
    s_0 = expect.array("s_0", s_0, (np.shape(xs)[1], sum(widths)))
    return np.split(s_0, np.cumsum(widths)[:-1], axis=1)


def trace_of(xs, traces, ys):
    return Trace(xs, np.concatenate([part.states for part in traces], axis=2), Parts(tuple(traces), ys))


def inputs(xs):
    return expect.array("xs", xs, ("T", "B", "D")).shape


def tuple_of(params, n):
    if not isinstance(params, tuple) or isinstance(params, weights.Params) or len(params) != n:
        what = f"{type(params).__name__}{f' of {len(params)}' if isinstance(params, tuple) else ''}"
        raise ValueError(f"params must be a tuple of {n}, one per part, but got {what}. Make it with init.")
    return params


def given(params, trace, dhs):
    """The traces of the parts, and dhs checked to look like the outputs."""
    if not isinstance(trace, Trace) or not isinstance(trace.caches, Parts):
        raise ValueError(
            f"trace must be the Trace of this network, but got {type(trace).__name__}. "
            "Use what bptt.run returned for it."
        )
    return trace.caches.traces, expect.array("dhs", dhs, trace.caches.ys.shape)
