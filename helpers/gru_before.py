"""The gated recurrent unit as first published (Cho et al. 2014), with the reset before the product:

    r_t = σ(W_xr x_t + W_hr h_{t-1} + b_r)              u_t = σ(W_xu x_t + W_hu h_{t-1} + b_u)
    n_t = tanh(W_xn x_t + W_hn (r_t h_{t-1}) + b_n)     h_t = u_t h_{t-1} + (1 - u_t) n_t

All else is as in helpers.gru.
"""

import numpy as np

from helpers.gru import CACHE, GATES, STATE, gradient, init, mix
from helpers.params import logistic

__all__ = ["CACHE", "GATES", "STATE", "init", "jacobians", "slopes", "step", "step_back", "weight_gradient"]


def step(params, cache, s, s_next):
    """One time step forward. cache (4,B,H) comes in with W_xh x_t + b_h of the three gates and leaves as
    r, u, n, r h_{t-1}; s (B,H) is h_{t-1}; writes h_t to s_next."""
    r, u, n, rh = cache
    r_and_u = cache[:2]
    r_and_u += s @ params.W_hh[:2].mT
    logistic(r_and_u, out=r_and_u)
    np.multiply(r, s, out=rh)
    n += rh @ params.W_hh[2].T
    np.tanh(n, out=n)
    mix(u, s, n, s_next)


def slopes(params, trace):
    """Every local derivative of the sequence, (5,T,B,H): ∂(rh)/∂z_r, ∂h/∂z_u, ∂h/∂z_n, ∂(rh)/∂h_{t-1},
    ∂h/∂h_{t-1} (direct), where rh = r h_{t-1}."""
    r, u, n, rh = trace.caches
    result = np.empty((5, *r.shape), r.dtype)
    drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh = result
    drh_dzr[:] = rh * (1 - r)
    dh_dzu[:] = (trace.states[:-1] - n) * u * (1 - u)
    dh_dzn[:] = (1 - u) * (1 - n * n)
    drh_dh[:] = r
    dh_dh[:] = u
    return result


def step_back(params, slopes, ds, dz):
    """One time step back: upstream ∂L/∂h_t (N,H) to ∂L/∂h_{t-1} (N,H); writes ∂L/∂z_t to dz (3,N,H)."""
    drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh = slopes
    dzr, dzu, dzn = dz
    W_hr, W_hu, W_hn = params.W_hh
    np.multiply(ds, dh_dzu, out=dzu)
    np.multiply(ds, dh_dzn, out=dzn)
    drh = dzn @ W_hn
    np.multiply(drh, drh_dzr, out=dzr)
    return ds * dh_dh + drh * drh_dh + dzr @ W_hr + dzu @ W_hu


def jacobians(params, slopes):
    """∂h_t/∂h_{t-1} of n steps, (n,H,H), from the slopes (5,n,H) of one sequence."""
    drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh = slopes[..., None]
    W_hr, W_hu, W_hn = params.W_hh
    eye = np.eye(len(W_hn), dtype=slopes.dtype)
    drh = drh_dzr * W_hr + drh_dh * eye
    return dh_dzn * (W_hn @ drh) + dh_dzu * W_hu + dh_dh * eye


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h) from dz (3,T,B,H), as Params."""
    rh = trace.caches[3]  # what W_hn meets, where the other two blocks of W_hh meet h_{t-1}
    return gradient(trace.xs, dz, trace.states[:-1], dz[2], rh)
