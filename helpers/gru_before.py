"""The gated recurrent unit as first published (Cho et al. 2014), with the reset before the product:

    r_t = σ(W_xr x_t + W_hr h_{t-1} + b_r)              u_t = σ(W_xu x_t + W_hu h_{t-1} + b_u)
    n_t = tanh(W_xn x_t + W_hn (r_t h_{t-1}) + b_n)     h_t = u_t h_{t-1} + (1 - u_t) n_t

All else is as in helpers.gru.
"""

import numpy as np

from helpers.gru import CACHE, GATES, STATE, gradient, init, like, mix
from helpers.params import blocks, logistic

__all__ = ["CACHE", "GATES", "STATE", "init", "jacobians", "slopes", "step", "step_back", "weight_gradient"]


def step(params, cache, s, s_next):
    """One time step forward. cache (B,4H) comes in with W_xh x_t + b_h in its first 3H columns and leaves
    as r, u, n, r h_{t-1}; s (B,H) is h_{t-1}; writes h_t to s_next."""
    H = s.shape[1]
    _, u, n, rh = blocks(cache, 4)
    r_and_u = cache[:, : 2 * H]
    r_and_u += s @ params.W_hh[: 2 * H].T
    logistic(r_and_u, out=r_and_u)
    np.multiply(cache[:, :H], s, out=rh)
    n += rh @ params.W_hh[2 * H :].T
    np.tanh(n, out=n)
    mix(u, s, n, s_next)


def slopes(params, trace):
    """Every local derivative of the sequence, (T,B,5H): ∂(rh)/∂z_r, ∂h/∂z_u, ∂h/∂z_n, ∂(rh)/∂h_{t-1},
    ∂h/∂h_{t-1} (direct), where rh = r h_{t-1}."""
    r, u, n, rh = blocks(trace.caches, 4)
    result, (drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh) = like(r, 5)
    drh_dzr[:] = rh * (1 - r)
    dh_dzu[:] = (trace.states[:-1] - n) * u * (1 - u)
    dh_dzn[:] = (1 - u) * (1 - n * n)
    drh_dh[:] = r
    dh_dh[:] = u
    return result


def step_back(params, slopes, ds, dz):
    """One time step back: upstream ∂L/∂h_t (N,H) to ∂L/∂h_{t-1} (N,H); writes ∂L/∂z_t to dz (N,3H)."""
    H = ds.shape[1]
    drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh = blocks(slopes, 5)
    dzr, dzu, dzn = blocks(dz, 3)
    np.multiply(ds, dh_dzu, out=dzu)
    np.multiply(ds, dh_dzn, out=dzn)
    drh = dzn @ params.W_hh[2 * H :]
    np.multiply(drh, drh_dzr, out=dzr)
    return ds * dh_dh + drh * drh_dh + dz[:, : 2 * H] @ params.W_hh[: 2 * H]


def jacobians(params, slopes):
    """∂h_t/∂h_{t-1} of n steps, (n,H,H), from the slopes (n,5H) of one sequence."""
    drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh = np.split(slopes[:, :, None], 5, axis=1)
    W_hr, W_hu, W_hn = np.split(params.W_hh, 3)
    eye = np.eye(len(W_hn), dtype=slopes.dtype)
    drh = drh_dzr * W_hr + drh_dh * eye
    return dh_dzn * (W_hn @ drh) + dh_dzu * W_hu + dh_dh * eye


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h) from dz (T,B,3H), as Params."""
    rh = blocks(trace.caches, 4)[3]  # what W_hn meets, where the other two blocks of W_hh meet h_{t-1}
    return gradient(trace.xs, dz, trace.states[:-1], blocks(dz, 3)[2], rh)
