"""How a gradient flows through time: Jacobians, their products, and norms kept as logs to base 10.

A product of Jacobians is a pair (unit, log10_norm): a matrix of Frobenius norm 1 and the logarithm of the
norm, so that 1e-5000 is still a number. A zero matrix has log10_norm -inf. All functions take a single cell.
"""

from collections import deque

import numpy as np

from helpers import expect
from helpers.bptt import Overflow, back, outside
from helpers.cell import between, fitting, jacobians

STEPS = 16  # Jacobians are formed for this many steps at once, few enough to stay in the processor's cache


def jacobian(cell, params, trace, t, b=0):
    """∂s_{t+1}/∂s_t (S,S) of sequence b: entry [i, j] is the derivative of new unit i by old unit j.

    t: step, 0 to T-1. Raises ValueError.
    """
    params, trace = _one(cell, params, trace, b)
    t = expect.whole("t", t, 0, len(trace.xs) - 1)
    return _jacobians(cell, params, trace, t, t + 1)[0]


def jacobian_product(cell, params, trace, k, t, b=0):
    """∂s_t/∂s_k (S,S) between two rows of trace.states, 0 ≤ k ≤ t ≤ T; the identity if k = t.

    Underflows to zero like any float. Raises ValueError, and Overflow where only `log10_jacobian_product` can
    hold it.
    """
    unit, log10_norm = log10_jacobian_product(cell, params, trace, k, t, b)
    if log10_norm > np.log10(np.finfo(unit.dtype).max):
        raise Overflow(
            f"∂s_{t}/∂s_{k} has norm 10^{log10_norm:.1f}, beyond the range of {unit.dtype}. "
            "Use log10_jacobian_product, which keeps the norm as a log."
        )
    # Half of the logarithm at a time: 10^log10_norm may be subnormal where its product with the unit is not.
    half = unit.dtype.type(10 ** (log10_norm / 2))
    return unit * half * half


def log10_jacobian_product(cell, params, trace, k, t, b=0):
    """∂s_t/∂s_k as (unit, log10_norm), for any size; arguments as in `jacobian_product`."""
    params, trace = _one(cell, params, trace, b)
    t = expect.whole("t", t, 0, len(trace.xs))
    k = expect.whole("k", k, 0, t)
    [(product, log10_scale)] = deque(_products(cell, params, between(trace, k, t)), maxlen=1)
    unit, log10_norm = _normed(product)
    return unit, log10_norm + log10_scale


def log10_jacobian_norms(cell, params, trace, b=0, ord="fro"):
    """log10 ‖∂s_T/∂s_k‖ for every k from 0 to T, (T+1,). ord: "fro", or 2 for the largest singular value."""
    expect.one_of("ord", ord, ("fro", 2))
    params, trace = _one(cell, params, trace, b)
    products = _products(cell, params, trace)
    norms = [_log10(np.linalg.norm(product, ord)) + log10_scale for product, log10_scale in products]
    return np.array(norms[::-1])


def lyapunov_exponents(cell, params, trace, n=1, b=0):
    """The n largest Lyapunov exponents over the trace, (n,), in nats per step, their unit everywhere; the first
    decides between shrinking (< 0) and chaos (> 0). By QR of n vectors (Benettin 1980), taken backwards through
    time, which has the same singular values; the error falls like 1/T."""
    params, trace = _one(cell, params, trace, b)
    T, S = len(trace.xs), trace.states.shape[2]
    n = expect.whole("n", n, 1, S)
    rows = np.linalg.qr(np.random.default_rng(0).normal(size=(S, n)))[0].T.astype(trace.states.dtype)
    sums = np.zeros(n)
    for J in _backwards(cell, params, trace):
        Q, R = np.linalg.qr((rows @ J).T)
        with np.errstate(divide="ignore"):
            sums += np.log(np.abs(np.diag(R)))
        rows = Q.T
    return sums / T


def log10_gradient_norms(dstates):
    """log10 ‖∂L/∂s_t‖ for each row of dstates (T+1,B,S), the norm over batch and state: (T+1,); -inf for 0."""
    dstates = expect.array("dstates", dstates, ("T+1", "B", "S"))
    return np.array([_normed(row)[1] for row in dstates])


def log10_lag_heatmap(cell, params, trace, dhs):
    """log10 ‖∂L_t/∂s_k‖ where L_t is the loss at step t alone, (T, T+1): row t, column k a row of trace.states.

    dhs (T,B,H) = ∂L_t/∂h_t. -inf where the derivative is 0, so for all k > t + 1. The norms are over batch
    and state; they are kept as logs all the way, so nothing underflows.
    """
    params, trace = fitting(cell, params, trace)
    ds = outside(cell, params, trace, dhs)[1:]
    T = len(ds)
    slopes = cell.slopes(params, trace)
    heat = np.full((T, T + 1), -np.inf)
    ds, logs = _normed_rows(ds, np.zeros(T))
    heat[np.arange(T), np.arange(T) + 1] = logs
    for lag in range(T):
        steps = T - lag
        ds, _ = back(cell, params, slopes[:, :steps], ds[-steps:])
        ds, logs = _normed_rows(ds, logs[-steps:])
        heat[np.arange(lag, T), np.arange(steps)] = logs
    return heat


def _products(cell, params, trace):
    """∂s_T/∂s_k for k = T, T-1, …, 0, as (matrix, log10_scale): the matrix times 10^log10_scale."""
    product, log10_scale = np.eye(trace.states.shape[2], dtype=trace.states.dtype), 0.0
    yield product, log10_scale
    safe = np.finfo(product.dtype).max ** 0.25
    for J in _backwards(cell, params, trace):
        product = product @ J
        if not 1 / safe < np.vdot(product, product) < safe:  # far from 1: begin anew at norm 1
            product, log10_norm = _normed(product)
            log10_scale += log10_norm
        yield product, log10_scale


def _backwards(cell, params, trace):
    """∂s_t/∂s_{t-1} for t = T, T-1, …, 1."""
    for end in range(len(trace.xs), 0, -STEPS):
        yield from _jacobians(cell, params, trace, max(0, end - STEPS), end)[::-1]


def _jacobians(cell, params, trace, start, end):
    """∂s_{t+1}/∂s_t for t = start, …, end - 1, (end - start, S, S)."""
    return jacobians(cell, params, cell.slopes(params, between(trace, start, end))[:, :, 0])


def _one(cell, params, trace, b):
    """Checked params, and the trace of sequence b alone."""
    params, trace = fitting(cell, params, trace)
    b = expect.whole("b", b, 0, trace.xs.shape[1] - 1)
    return params, type(trace)(*(array[..., b : b + 1, :] for array in trace))


def _normed(a):
    """`a` at Frobenius norm 1, and the log of the norm it had; scaled by its largest entry on the way."""
    largest = np.abs(a).max()
    if largest == 0:
        return np.zeros_like(a), -np.inf
    a = a / largest
    norm = np.sqrt(np.vdot(a, a))
    return a / norm, float(np.log10(largest) + np.log10(norm))


def _normed_rows(ds, logs):
    """Every ds[n] (B,S) at norm 1 (or 0) as by `_normed`, and the logs of their norms added to `logs`."""
    largest = np.abs(ds).max((1, 2), keepdims=True)
    ds = ds / np.where(largest > 0, largest, 1)
    norms = np.sqrt(np.einsum("nbs,nbs->n", ds, ds))[:, None, None]
    return ds / np.where(norms > 0, norms, 1), logs + _log10(largest * norms)[:, 0, 0]


def _log10(values):
    with np.errstate(divide="ignore"):
        return np.log10(values)
