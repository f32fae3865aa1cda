"""Back-propagation through time: run a cell over a sequence, then the gradient, back through the same steps.

`cell` is a module (helpers.rnn, lstm, gru), a variant from its `make`, or a network from helpers.deep. Time
counts from 0: step t reads x_t and state row t, and writes state row t + 1.
"""

from typing import Any, NamedTuple

import numpy as np

from helpers import expect
from helpers.cell import Trace, between, fitting, of_floats, rows, single

__all__ = ["Gradient", "Overflow", "Trace", "back", "backward", "by_lag", "outputs", "outside", "run"]

CACHE_BYTES = 2**18  # steps are taken in blocks of roughly this size, so that they stay in the cache


class Gradient(NamedTuple):
    """What `backward` returns: ∂L/∂params in the type of the weights, ∂L/∂states (T+1,B,S), ∂L/∂inputs (T,B,D)."""

    params: Any
    states: np.ndarray
    inputs: np.ndarray


class Overflow(expect.NotFinite):
    """A number grew beyond the float range on its way through time."""


def run(cell, params, xs, s_0=None):
    """Run `cell` forward over xs (T,B,D) from state s_0 (B,S), zeros if not given. Returns a Trace.

    Raises ValueError for arguments that do not fit or are not finite, and Overflow (a ValueError) that names
    the step at which a state left the float range.
    """
    if hasattr(cell, "run"):
        return cell.run(params, xs, s_0)
    params = single(cell).by_gate(params)
    xs = expect.array("xs", xs, ("T", "B", params.W_xh.shape[2]))
    T, B, _ = xs.shape
    H = params.W_hh.shape[1]
    s_0 = np.zeros((B, cell.STATE * H), xs.dtype) if s_0 is None else s_0
    s_0 = expect.array("s_0", s_0, (B, cell.STATE * H))
    dtype = np.result_type(xs, s_0, *params)
    states = np.empty((T + 1, B, cell.STATE * H), dtype)
    caches = np.empty((T, cell.CACHE, B, H), dtype)  # in memory a step stays together; in the trace, a gate
    states[0] = s_0
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):  # looked for once, after the loop
        z = caches[:, : cell.GATES]
        np.matmul(xs[:, None], params.W_xh.mT, out=z)  # of all steps at once
        z += params.b_h
        fast = params._replace(W_hh=np.ascontiguousarray(params.W_hh.mT).mT)  # so that its transpose is read row by row
        for cache, s, s_next in zip(caches, states[:-1], states[1:], strict=True):
            cell.step(fast, cache, s, s_next)
    _finite("the state", states)
    return Trace(xs.copy(), states, caches.swapaxes(0, 1))


def backward(cell, params, trace, dhs, window=None, chunk=None):
    """The gradient of a loss whose direct derivatives by the outputs, ∂⁺L/∂h_t, are dhs (T,B,H).

    Returns a Gradient, which can be taken apart: grads, dstates, dxs = backward(…). dhs may also be (T,B,S), for
    a loss that looks at the whole state, such as c_t of an LSTM.

    window=k truncates per output, as in WildML's tutorial: the loss at step t reaches back through the steps
    t, t-1, …, t-k and no further, each loss on its own. chunk=n truncates as training loops do that detach
    the state every n steps: nothing crosses from step n, 2n, … to the one before. At most one of the two;
    dstates and dxs are then truncated too.

    Raises ValueError for what does not fit, and Overflow if the gradient leaves the float range.
    """
    if hasattr(cell, "backward"):
        if window is not None or chunk is not None:
            raise ValueError(
                "window and chunk truncate a single cell, but cell is a network. "
                "Leave them out, or truncate by running the network over shorter sequences."
            )
        return cell.backward(params, trace, dhs)
    params, trace = fitting(cell, params, trace)
    dstates = outside(cell, params, trace, dhs)
    T = len(trace.xs)
    if window is not None and chunk is not None:
        raise ValueError(f"window and chunk are two truncations, got {window} and {chunk}. Give one of them.")
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        if window is not None:
            k = min(T - 1, expect.whole("window", window))
            dz = _sweep_window(cell, params, trace, dstates, k)
        else:
            length = T if chunk is None else expect.whole("chunk", chunk, 1)
            dz = _sweep(cell, params, trace, dstates, length)
        grads = cell.weight_gradient(trace, dz)
        dxs = (rows(dz) @ params.W_xh).sum(0).reshape(trace.xs.shape)
    _finite("the gradient", dstates)
    for name, g in zip(grads._fields, grads, strict=True):
        _finite(f"the gradient by {name}", g)
    return Gradient(grads, dstates, dxs)


def by_lag(cell, params, trace, dhs, max_lag=None):
    """The gradient's parts by lag, a list in the weights' type: in part j, each loss at step t reaches the
    weights through their use at step t - j alone. All T parts sum to the whole gradient; max_lag ends the list early.

    dhs as in `backward`. Raises ValueError for what does not fit, and Overflow.
    """
    params, trace = fitting(cell, params, trace)
    ds = outside(cell, params, trace, dhs)[1:]
    T = len(ds)
    lags = T if max_lag is None else min(T, 1 + expect.whole("max_lag", max_lag))
    parts = []
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        slopes = cell.slopes(params, trace)
        for lag in range(lags):
            steps = T - lag  # the steps that some loss, `lag` steps later, reaches
            ds, dz = back(cell, params, slopes[:, :steps], ds[-steps:])
            _finite(f"the gradient of lag {lag}", ds)
            parts.append(cell.weight_gradient(between(trace, 0, steps), dz))
    return parts


def outputs(cell, trace):
    """h_t for every step, (T,B,H): what a linear readout or the next layer sees. A view of the trace."""
    if hasattr(cell, "run"):
        if not hasattr(trace, "ys"):
            raise ValueError(
                f"trace must be the NetworkTrace of this network, but got {type(trace).__name__}. "
                "Use what bptt.run returned for it."
            )
        return trace.ys
    parts = single(cell).STATE
    states = expect.array("trace.states", of_floats(trace).states, ("T+1", "B", "S"))
    return states[1:, :, : states.shape[2] // parts]


def outside(cell, params, trace, dhs):
    """∂⁺L/∂s_t, (T+1,B,S): dhs (T,B,H) or (T,B,S), and zero for the initial state and the rest of the columns."""
    (T, B), H, S = trace.xs.shape[:2], params.W_hh.shape[1], trace.states.shape[2]
    dhs = expect.array("dhs", dhs, (T, B, S if expect.shape(dhs) == (T, B, S) else H))
    dstates = np.empty((T + 1, B, S), np.result_type(trace.states, dhs))
    dstates[0] = 0
    dstates[1:, :, : dhs.shape[2]] = dhs
    dstates[1:, :, dhs.shape[2] :] = 0
    return dstates


def back(cell, params, slopes, ds):
    """One step back for a block of time steps at once: ds (n,B,S) behind each to that before it, and dz (G,n,B,H)."""
    dz = np.empty((cell.GATES, *ds.shape[:2], params.W_hh.shape[1]), ds.dtype)
    before = cell.step_back(params, rows(slopes), rows(ds), rows(dz))
    return before.reshape(ds.shape), dz


def _sweep(cell, params, trace, dstates, length):
    """Back through all steps once: adds to each row of dstates, direct so far, what the next step hands back.
    Returns dz (G,T,B,H)."""
    T, B, _ = trace.xs.shape
    dz = np.empty((cell.GATES, T, B, params.W_hh.shape[1]), dstates.dtype)
    block = max(1, CACHE_BYTES // (4 * dstates[0].nbytes))
    for end in range(T, 0, -block):
        start = max(0, end - block)
        slopes = cell.slopes(params, between(trace, start, end))  # of all these steps at once
        for t in reversed(range(start, end)):
            before = cell.step_back(params, slopes[:, t - start], dstates[t + 1], dz[:, t])
            if t % length or t == 0:
                dstates[t] += before
    return dz


def _sweep_window(cell, params, trace, dstates, k):
    """Σ_{j≤k} of the parts by lag, summed as Horner sums a power series: k + 1 steps back, a block of steps at
    once. Adds to dstates, direct so far, as `_sweep` does. Returns dz (G,T,B,H)."""
    T, B, _ = trace.xs.shape
    dz = np.empty((cell.GATES, T, B, params.W_hh.shape[1]), dstates.dtype)
    block = max(8 * k, CACHE_BYTES // dstates[0].nbytes, 1)
    for start in range(0, T, block):
        end, reach = min(T, start + block), min(T, start + block + k)  # losses before `reach` matter to this block
        slopes = cell.slopes(params, between(trace, start, reach))
        ds = dstates[start + 1 : reach + 1]  # still direct: only rows before `start` have been added to
        total = ds.copy()
        for _ in range(k):
            total[:-1] = ds[:-1] + back(cell, params, slopes[:, 1:], total[1:])[0]
        n = end - start
        before, dz[:, start:end] = back(cell, params, slopes[:, :n], total[:n])
        dstates[start:end] += before
    return dz


def _finite(what, values):
    """Overflow that names where, along the first axis of `values`, something is not finite."""
    if not np.isfinite(values).all():
        bad = np.flatnonzero(~np.isfinite(values).reshape(len(values), -1).all(1))
        raise Overflow(
            f"{what} exploded beyond the range of {values.dtype} (row {bad[0]} of 0 to {len(values) - 1}). "
            "Scale the recurrent weights down or shorten the sequence; helpers.flow can follow it in logs."
        )
