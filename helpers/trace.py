"""What a run leaves for the way back, and the checks that a trace, a cell and a gradient belong together."""

from typing import NamedTuple

import numpy as np

from helpers import expect
from helpers import params as weights


class Trace(NamedTuple):
    """What a run leaves: xs (T,B,D), states (T+1,B,S) with the initial state in row 0, and caches (n,T,B,H), the n
    quantities that a cell's `step` names."""

    xs: np.ndarray
    states: np.ndarray
    caches: np.ndarray


class Overflow(expect.NotFinite):
    """A number grew beyond the float range on its way through time."""


def between(trace, start, end):
    """The trace of the steps start, …, end - 1 alone, as views."""
    return Trace(trace.xs[start:end], trace.states[start : end + 1], trace.caches[:, start:end])


def check(cell, params, trace):
    """`params` by gate, checked to fit the cell and the trace; or ValueError."""
    params = weights.by_gate(params, cell_of(cell).GATES)
    if not isinstance(trace, Trace):
        raise ValueError(
            f"trace must be a Trace, but got {type(trace).__name__}. Use what bptt.run returned for these params."
        )
    T, B, H = *np.shape(trace.xs)[:2], params.W_hh.shape[1]
    fits = ((T, B, params.W_xh.shape[2]), (T + 1, B, cell.STATE * H), (cell.CACHE, T, B, H))
    for name, array, shape in zip(trace._fields, trace, fits, strict=True):
        if np.shape(array) != shape:
            raise ValueError(
                f"trace.{name} must have shape {shape} for these params, but got {np.shape(array)}. "
                "Pass the trace that this cell left with these params."
            )
    return params


def outside(cell, params, trace, dhs):
    """∂⁺L/∂s_t, (T+1,B,S): dhs (T,B,H) or (T,B,S), and zero for the initial state and the rest of the columns."""
    (T, B), H, S = trace.xs.shape[:2], params.W_hh.shape[1], trace.states.shape[2]
    dhs = expect.array("dhs", dhs, (T, B, S if np.shape(dhs) == (T, B, S) else H))
    dstates = np.zeros((T + 1, B, S), np.result_type(trace.states, dhs))
    dstates[1:, :, : dhs.shape[2]] = dhs
    return dstates


def cell_of(cell):
    """`cell`, checked to be a single cell."""
    if not hasattr(cell, "step_back"):
        what = "a network" if hasattr(cell, "run") else type(cell).__name__
        raise ValueError(
            f"cell must be a single cell, but got {what}. "
            "Use helpers.rnn, helpers.lstm, helpers.gru or a variant from make()."
        )
    return cell


def finite(what, values):
    """Overflow that names where, along the first axis of `values`, something is not finite."""
    if not np.isfinite(values).all():
        bad = np.flatnonzero(~np.isfinite(values).reshape(len(values), -1).all(1))
        raise Overflow(
            f"{what} exploded beyond the range of {values.dtype} (row {bad[0]} of 0 to {len(values) - 1}). "
            "Scale the recurrent weights down or shorten the sequence; helpers.flow can follow it in logs."
        )
