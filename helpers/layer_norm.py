"""The plain recurrent cell with layer normalisation (Ba, Kiros & Hinton 2016): before tanh, the units of a step are
given mean 0 and standard deviation 1, then a size and a shift of their own, both learned.

    z_t = W_xh x_t + W_hh h_{t-1}     n_t = (z_t - mean z_t) / sqrt(var z_t + ε)     h_t = tanh(γ n_t + b_h)

mean and var go over the units of one sequence at one step. Multiplying W_xh and W_hh by one number changes nothing
(but for ε), forwards or back. To the rest of the engine the cell has two gates: z, and the shift without weights.
"""

from typing import NamedTuple

import numpy as np

from helpers import cell, expect
from helpers import params as weights

STATE, GATES, CACHE = 1, 2, 2  # h; z and the shift b_h; both are remembered
EPSILON = 1e-5  # as in PyTorch


class Params(NamedTuple):
    """W_xh (H, D), W_hh (H, H), b_h (H,), gamma (H,). A gradient is one as well."""

    W_xh: np.ndarray
    W_hh: np.ndarray
    b_h: np.ndarray
    gamma: np.ndarray


class ByGate(NamedTuple):
    """W_xh (2,H,D), W_hh (2,H,H), b_h (2,1,H): all 0 for the shift but b_h[1], all of z but b_h[0]; gamma (H,)."""

    W_xh: np.ndarray
    W_hh: np.ndarray
    b_h: np.ndarray
    gamma: np.ndarray


def init(rng, D, H, recurrent="pytorch", gain=1.0):
    """Params for D inputs and H units, γ = 1; `recurrent` and `gain` as in helpers.params.init."""
    p = weights.init(rng, D, H, 1, recurrent, gain)
    return Params(*p, np.ones(len(p.b_h)))


def by_gate(params):
    """Params, checked, as ByGate."""
    if not isinstance(params, Params):
        raise ValueError(
            f"params must be a layer_norm.Params, but got {type(params).__name__}. Make one with layer_norm.init."
        )
    W_xh, W_hh, b_h = cell.by_gate(weights.Params(*params[:3]), 1)
    gamma = expect.array("params.gamma", params.gamma, (b_h.shape[-1],))
    pairs = (np.concatenate(pair) for pair in ((W_xh, 0 * W_xh), (W_hh, 0 * W_hh), (0 * b_h, b_h)))
    return ByGate(*pairs, gamma.astype(W_hh.dtype, copy=False))


def normal(z):
    """(n, the standard deviation divided by): z (...,H) at mean 0 and standard deviation 1 over its last axis."""
    z = z - z.mean(-1, keepdims=True)
    sigma = np.sqrt(np.mean(z * z, -1, keepdims=True) + z.dtype.type(EPSILON))
    return z / sigma, sigma


def normal_back(n, dn):
    """Back through `normal`: ∂L/∂z from n and dn = ∂L/∂n divided by the standard deviation.

    What would shift all units alike, or scale them alike, is lost: its derivative is 0.
    """
    return dn - dn.mean(-1, keepdims=True) - n * np.mean(dn * n, -1, keepdims=True)


def step(params, cache, s, s_next):
    """One time step forward. cache (2,B,H) comes in with W_xh x_t and b_h, leaves with z_t and b_h; writes h_t."""
    z, shift = cache
    z += s @ params.W_hh[0].T
    np.tanh(params.gamma * normal(z)[0] + shift, out=s_next)


def slopes(params, trace):
    """(tanh', γ / σ, n) of every step, (3,T,B,H)."""
    n, sigma = normal(trace.caches[0])
    h = trace.states[1:]
    return np.stack((1 - h * h, params.gamma / sigma, n))


def step_back(params, slopes, ds, dz):
    """One time step back: ∂L/∂h_t (N,H) to ∂L/∂h_{t-1} (N,H); writes ∂L/∂z_t and ∂L/∂b_h to dz (2,N,H)."""
    slope, scale, n = slopes
    dz[1] = ds * slope
    dz[0] = normal_back(n, dz[1] * scale)
    return dz[0] @ params.W_hh[0]


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h, gamma) from dz (2,T,B,H), as Params."""
    W_xh, W_hh, _ = cell.weight_gradient(trace.xs, trace.states[:-1], dz[:1])
    return Params(W_xh, W_hh, dz[1].sum((0, 1)), (dz[1] * normal(trace.caches[0])[0]).sum((0, 1)))
