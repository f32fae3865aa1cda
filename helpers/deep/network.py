"""What a network of cells is, and what all of them need: parts put side by side and told apart again."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from helpers import expect
from helpers.cell import single


class Network(NamedTuple):
    """Cells wired together, for bptt.run, backward and outputs, which call these functions.

    cells: its parts, cells or networks; the columns of `states` are theirs, side by side.
    run(params, xs, s_0) -> NetworkTrace.
    backward(params, trace, dhs) -> bptt.Gradient, with dhs in the shape of the outputs.
    init(rng, D, H, **options): weights for D inputs, H units in each part; a tuple, one entry a part.
    width(D, H): how many outputs there are.
    """

    cells: tuple
    run: Callable
    backward: Callable
    init: Callable
    width: Callable


class NetworkTrace(NamedTuple):
    """What a run of a network leaves: xs (T,B,D), states (T+1,B,S), the traces of its parts, outputs ys (T,B,·)."""

    xs: np.ndarray
    states: np.ndarray
    parts: tuple
    ys: np.ndarray


def width_of(cell, D, H):
    """How many outputs a cell or network of H units has, for D inputs."""
    return cell.width(D, H) if hasattr(cell, "width") else H


def state_width(cell, params):
    """How many numbers the state of a cell or network with these weights has."""
    if not hasattr(cell, "cells"):
        return single(cell).STATE * cell.by_gate(params).W_hh.shape[1]
    if not cell.cells:
        return 0  # attention, say, has no state
    parts = [params] if _of_a_cell(params) else params  # `skip` and `detached` have one part, unwrapped
    return sum(state_width(c, p) for c, p in zip(cell.cells, parts, strict=True))


def split_state(s_0, cells, params, xs):
    """The parts' initial states, from s_0 with their columns side by side."""
    if s_0 is None:
        return [None] * len(cells)
    widths = [state_width(cell, p) for cell, p in zip(cells, params, strict=True)]
    s_0 = expect.array("s_0", s_0, (expect.shape(xs)[1], sum(widths)))
    return np.split(s_0, np.cumsum(widths)[:-1], axis=1)


def joined(xs, traces, ys):
    """The trace of a network whose parts left `traces`."""
    return NetworkTrace(xs, np.concatenate([part.states for part in traces], axis=2), tuple(traces), ys)


def checked_inputs(xs):
    """xs as floats (T,B,D), or ValueError."""
    return expect.array("xs", xs, ("T", "B", "D"))


def no_state(xs, s_0):
    """The states (T+1,B,0) of a network that has none, for xs (T,B,D)."""
    if s_0 is not None:
        expect.array("s_0", s_0, (xs.shape[1], 0))
    return np.zeros((len(xs) + 1, xs.shape[1], 0), xs.dtype)


def tuple_of(params, n):
    """`params`, checked to be a tuple of n weights, or ValueError."""
    if not isinstance(params, tuple) or _of_a_cell(params) or len(params) != n:
        what = f"{type(params).__name__}{f' of {len(params)}' if isinstance(params, tuple) else ''}"
        raise ValueError(f"params must be a tuple of {n}, one per part, but got {what}. Make it with init.")
    return params


def given(trace, dhs):
    """The traces of the parts, and dhs checked to look like the outputs."""
    if not isinstance(trace, NetworkTrace):
        raise ValueError(
            f"trace must be the NetworkTrace of this network, but got {type(trace).__name__}. "
            "Use what bptt.run returned for it."
        )
    return trace.parts, expect.array("dhs", dhs, trace.ys.shape)


def _of_a_cell(params):
    """Are these the weights of one cell (a named tuple), not of several parts?"""
    return hasattr(params, "_fields")
