"""What a cell is, and what its functions take: weights by gate, the trace of a run, products over time and batch.

Shapes: T steps, B sequences, D inputs, H units, G gates, S = STATE·H numbers in a state; N any number of rows.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from helpers import expect
from helpers.params import Params


class Cell(NamedTuple):
    """A recurrent cell: sizes and functions. helpers.rnn, lstm and gru have the same names, so a module serves as a
    cell too. Another cell is one with a few names replaced: `rnn.make()._replace(step=…, step_back=…)`.

    STATE: how many vectors of H units the state holds, [h | …], what others see first.
    GATES: how many blocks of rows the weights have.
    CACHE: how many vectors of H units a step remembers, the GATES pre-activations (or what became of them) first.
    init(rng, D, H, **options): weights to begin with; a NamedTuple, for these cells Params.
    by_gate(params): the weights, checked, with an axis for the gates: ByGate, or a NamedTuple with its names and more.
    step(params, cache, s, s_next): one step forward. cache (CACHE,B,H) comes in with W_xh x_t + b_h of the gates and
        leaves as what `slopes` needs; s (B,S) is the old state; writes the new one to s_next.
    slopes(params, trace): the local derivatives of all steps at once, (any number,T,B,H).
    step_back(params, slopes, ds, dz): one step back, from ∂L/∂s_t (N,S) to ∂L/∂s_{t-1} (N,S), which is returned;
        writes ∂L/∂z_t to dz (G,N,H). slopes (any number,N,H) are those of the N rows. It may know its matrix:
        `step_back.jacobians`, see `jacobians`.
    weight_gradient(trace, dz): ∂L/∂weights in the type of `init`, from dz (G,T,B,H), summed over time and batch.

    `params` is what by_gate returned, except in by_gate itself.
    """

    STATE: int
    GATES: int
    CACHE: int
    init: Callable
    by_gate: Callable
    step: Callable
    slopes: Callable
    step_back: Callable
    weight_gradient: Callable


class ByGate(NamedTuple):
    """Weights with a first axis for the gates: W_xh (G,H,D), W_hh (G,H,H), b_h (G,1,H). Whatever there is for each
    gate has that axis: numpy is several times faster with whole arrays than with columns."""

    W_xh: np.ndarray
    W_hh: np.ndarray
    b_h: np.ndarray


class Trace(NamedTuple):
    """What a run leaves: xs (T,B,D), states (T+1,B,S) with the initial state in row 0, and caches (CACHE,T,B,H)."""

    xs: np.ndarray
    states: np.ndarray
    caches: np.ndarray


def between(trace, start, end):
    """The trace of the steps start, …, end - 1 alone, as views."""
    return Trace(trace.xs[start:end], trace.states[start : end + 1], trace.caches[:, start:end])


def by_gate(params, gates):
    """Params (W_xh (G*H,D), W_hh (G*H,H), b_h (G*H,)) as ByGate: finite, fitting, of one float type; or ValueError."""
    if not isinstance(params, Params):
        raise ValueError(
            f"params must be a Params(W_xh, W_hh, b_h), but got {type(params).__name__}. "
            "Make one with the cell's init, or with helpers.params.Params."
        )
    rows = expect.shape(params.W_hh)[0] if len(expect.shape(params.W_hh)) == 2 else 0
    if rows == 0 or expect.shape(params.W_hh) != (rows, rows // gates) or rows % gates:
        raise ValueError(
            f"params.W_hh must have shape ({gates}*H, H) for this cell, but got {expect.shape(params.W_hh)}. "
            "Check that the weights were made for this cell (RNN 1, GRU 3, LSTM 4 blocks of H rows)."
        )
    H = rows // gates
    W_xh = expect.array("params.W_xh", params.W_xh, (rows, "D"))
    W_hh = expect.array("params.W_hh", params.W_hh, (rows, H))
    b_h = expect.array("params.b_h", params.b_h, (rows,))
    dtype = np.result_type(W_xh, W_hh, b_h)
    W_xh, W_hh, b_h = (array.astype(dtype, copy=False) for array in (W_xh, W_hh, b_h))
    return ByGate(W_xh.reshape(gates, H, -1), W_hh.reshape(gates, H, H), b_h.reshape(gates, 1, H))


def jacobians(cell, params, slopes):
    """∂s_t/∂s_{t-1} of n steps, (n,S,S), from the slopes (any number,n,H) of one sequence: row i is a step back from
    unit i. `cell.step_back` carries the identity back, or says it faster itself: step_back.jacobians(params, slopes).
    The matrix belongs to the function, so a step_back that replaces another never meets the other's matrix."""
    if hasattr(cell.step_back, "jacobians"):
        return cell.step_back.jacobians(params, slopes)
    n, H = slopes.shape[1:]
    S = cell.STATE * H
    units = np.tile(np.eye(S, dtype=slopes.dtype), (n, 1))
    dz = np.empty((cell.GATES, n * S, H), slopes.dtype)
    return cell.step_back(params, slopes.repeat(S, axis=1), units, dz).reshape(n, S, S)


def weight_gradient(xs, hs, dz):
    """∂L/∂(W_xh, W_hh, b_h) where z_t = W_xh x_t + W_hh h_{t-1} + b_h, as Params.

    xs (T,B,D), hs (T,B,H) the h_{t-1}, dz (G,T,B,H) = ∂L/∂z_t; sums over time and batch.
    """
    return Params(product(dz, xs), product(dz, hs), dz.sum((1, 2)).ravel())


def product(dz, a):
    """Σ over time and batch of dz_t a_tᵀ, the gradient of a weight that met a (T,B,n): (G*H, n)."""
    return (rows(dz).mT @ rows(a)).reshape(-1, a.shape[-1])


def rows(a):
    """(..., T, B, n) seen as (..., T*B, n): time and batch are alike to a matrix product."""
    return a.reshape(*a.shape[:-3], -1, a.shape[-1])


def part(cell):
    """`cell`, checked to be a cell or a network; or ValueError."""
    if not hasattr(cell, "init") or not (hasattr(cell, "step_back") or hasattr(cell, "run")):
        raise ValueError(
            f"cell must be a cell or a network, but got {type(cell).__name__}. "
            "Use helpers.rnn, helpers.lstm, helpers.gru, or what helpers.deep makes of them."
        )
    return cell


def single(cell):
    """`cell`, checked to be a single cell and no network; or ValueError."""
    if not hasattr(cell, "step_back"):
        what = "a network" if hasattr(cell, "run") else type(cell).__name__
        raise ValueError(
            f"cell must be a single cell, but got {what}. "
            "Use helpers.rnn, helpers.lstm, helpers.gru or a variant from make()."
        )
    return cell


def fitting(cell, params, trace):
    """(params by gate, trace of floats), checked to fit the cell and each other; or ValueError."""
    params, trace = single(cell).by_gate(params), of_floats(trace)
    T, B, H = *expect.shape(trace.xs)[:2], params.W_hh.shape[1]
    fits = ((T, B, params.W_xh.shape[2]), (T + 1, B, cell.STATE * H), (cell.CACHE, T, B, H))
    for name, array, shape in zip(trace._fields, trace, fits, strict=True):
        if expect.shape(array) != shape:
            raise ValueError(
                f"trace.{name} must have shape {shape} for these params, but got {expect.shape(array)}. "
                "Pass the trace that this cell left with these params."
            )
    return params, trace


def of_floats(trace):
    """`trace`, checked to be a Trace, with floats in it, also where it was made by hand; or ValueError."""
    if not isinstance(trace, Trace):
        raise ValueError(
            f"trace must be a Trace, but got {type(trace).__name__}. Use what bptt.run returned for these params."
        )
    if all(isinstance(array, np.ndarray) and array.dtype.kind == "f" for array in trace):
        return trace
    return Trace(
        *(expect.array(f"trace.{name}", array, None) for name, array in zip(Trace._fields, trace, strict=True))
    )
