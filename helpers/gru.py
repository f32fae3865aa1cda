"""The gated recurrent unit, in both published forms. The state is s = h; the rows stand in the order r, u, n.

    r_t = σ(W_xr x_t + W_hr h_{t-1} + b_r)       reset: how much of the past to look at
    u_t = σ(W_xu x_t + W_hu h_{t-1} + b_u)       update: how much of the past to keep (PyTorch calls it z)

    n_t = tanh(W_xn x_t + r_t (W_hn h_{t-1}) + b_n)     reset after the product: PyTorch, cuDNN; this module
    n_t = tanh(W_xn x_t + W_hn (r_t h_{t-1}) + b_n)     reset before it: Cho et al. 2014; helpers.gru_before

    h_t = u_t h_{t-1} + (1 - u_t) n_t            (some texts swap u and 1 - u)

PyTorch has a second bias inside r_t (…); with one bias vector it is zero here.
"""

import numpy as np

from helpers import expect
from helpers import params as weights
from helpers.params import Params, blocks, logistic, rows

STATE, GATES, CACHE = 1, 3, 4  # blocks of H columns: h; the rows r, u, n; r, u, n, and W_hn h or r h


def init(rng, D, H, recurrent="pytorch", gain=1.0, update_bias=None, chrono=None):
    """Params for D inputs and H units; `recurrent` and `gain` as in helpers.params.init.

    update_bias: this number for every entry of b_u. chrono=T: b_u = log U[1, T-1], for memories of up to
    T steps (Tallec & Ollivier 2018). At most one of the two; neither leaves b_h as it is.
    """
    p = weights.init(rng, D, H, GATES, recurrent, gain)
    _, b_u, _ = p.b_h.reshape(GATES, -1)  # a view: writing to b_u writes to b_h
    if update_bias is not None and chrono is not None:
        raise ValueError(f"update_bias and chrono both set b_u, but got {update_bias} and {chrono}. Give one of them.")
    if update_bias is not None:
        b_u[:] = expect.number("update_bias", update_bias)
    if chrono is not None:
        b_u[:] = weights.chrono(rng, b_u.size, expect.whole("chrono", chrono, 2))
    return p


def step(params, cache, s, s_next):
    """One time step forward. cache (B,4H) comes in with W_xh x_t + b_h in its first 3H columns and leaves
    as r, u, n, W_hn h_{t-1}; s (B,H) is h_{t-1}; writes h_t to s_next."""
    H = s.shape[1]
    r, u, n, q = blocks(cache, 4)
    product = s @ params.W_hh.T
    r_and_u = cache[:, : 2 * H]
    r_and_u += product[:, : 2 * H]
    logistic(r_and_u, out=r_and_u)
    q[:] = product[:, 2 * H :]
    n += r * q
    np.tanh(n, out=n)
    mix(u, s, n, s_next)


def slopes(params, trace):
    """Every local derivative of the sequence, (T,B,5H): ∂h/∂z_r, ∂h/∂z_u, ∂h/∂z_n, ∂h/∂q, ∂h/∂h_{t-1}
    (direct), where q = W_hn h_{t-1}."""
    r, u, n, q = blocks(trace.caches, 4)
    result, (dh_dzr, dh_dzu, dh_dzn, dh_dq, dh_dh) = like(r, 5)
    dh_dzn[:] = (1 - u) * (1 - n * n)
    dh_dzr[:] = dh_dzn * q * r * (1 - r)
    dh_dzu[:] = (trace.states[:-1] - n) * u * (1 - u)
    dh_dq[:] = dh_dzn * r
    dh_dh[:] = u
    return result


def step_back(params, slopes, ds, dz):
    """One time step back: upstream ∂L/∂h_t (N,H) to ∂L/∂h_{t-1} (N,H); writes ∂L/∂z_t to dz (N,3H)."""
    H = ds.shape[1]
    dh_dzr, dh_dzu, dh_dzn, dh_dq, dh_dh = blocks(slopes, 5)
    dzr, dzu, dzn = blocks(dz, 3)
    np.multiply(ds, dh_dzr, out=dzr)
    np.multiply(ds, dh_dzu, out=dzu)
    np.multiply(ds, dh_dzn, out=dzn)
    return ds * dh_dh + dz[:, : 2 * H] @ params.W_hh[: 2 * H] + (ds * dh_dq) @ params.W_hh[2 * H :]


def jacobians(params, slopes):
    """∂h_t/∂h_{t-1} of n steps, (n,H,H), from the slopes (n,5H) of one sequence."""
    dh_dzr, dh_dzu, _, dh_dq, dh_dh = np.split(slopes[:, :, None], 5, axis=1)
    W_hr, W_hu, W_hn = np.split(params.W_hh, 3)
    return dh_dzr * W_hr + dh_dzu * W_hu + dh_dq * W_hn + dh_dh * np.eye(len(W_hn), dtype=slopes.dtype)


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h) from dz (T,B,3H), as Params. W_hn meets h_{t-1} through r: ∂L/∂q = r ∂L/∂z_n."""
    hs, r = trace.states[:-1], blocks(trace.caches, 4)[0]
    return gradient(trace.xs, dz, hs, blocks(dz, 3)[2] * r, hs)


def gradient(xs, dz, hs, dq, met_by_W_hn):
    """As `weight_gradient`, for a W_hn that meets `met_by_W_hn` (T,B,H) where the other blocks meet `hs`."""
    dz, dz_r_and_u = rows(dz), rows(dz[..., : 2 * hs.shape[-1]])
    W_hh = np.concatenate((dz_r_and_u.T @ rows(hs), rows(dq).T @ rows(met_by_W_hn)))
    return Params(dz.T @ rows(xs), W_hh, dz.sum(0))


def mix(u, h, n, h_next):
    """h_t = u h_{t-1} + (1 - u) n, as n + u (h_{t-1} - n)."""
    np.subtract(h, n, out=h_next)
    h_next *= u
    h_next += n


def like(a, n):
    """An empty array of n blocks as wide as `a`, and views of the blocks."""
    result = np.empty((*a.shape[:-1], n * a.shape[-1]), a.dtype)
    return result, blocks(result, n)


def make(reset="after"):
    """The cell that resets "after" the product (this module) or "before" it (helpers.gru_before)."""
    from helpers import gru, gru_before  # here, since gru_before builds on this module

    return {"after": gru, "before": gru_before}[expect.one_of("reset", reset, ("after", "before"))]
