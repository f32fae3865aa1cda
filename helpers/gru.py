"""The gated recurrent unit, in both published forms. The state is s = h; the rows stand in the order r, u, n.

    r_t = σ(W_xr x_t + W_hr h_{t-1} + b_r)       reset: how much of the past to look at
    u_t = σ(W_xu x_t + W_hu h_{t-1} + b_u)       update: how much of the past to keep (PyTorch calls it z)

    n_t = tanh(W_xn x_t + r_t (W_hn h_{t-1}) + b_n)     reset after the product: PyTorch, cuDNN; this module as a cell
    n_t = tanh(W_xn x_t + W_hn (r_t h_{t-1}) + b_n)     reset before it: Cho et al. 2014; make("before")

    h_t = u_t h_{t-1} + (1 - u_t) n_t            (some texts swap u and 1 - u)

PyTorch has a second bias inside r_t (…); with one bias vector it is zero here. The functions below `by_gate`
take the weights by gate (helpers.cell.ByGate), W_hh (3,H,H); those that end in _before reset before the product.
"""

import numpy as np

from helpers import cell, expect
from helpers import params as weights
from helpers.activations import logistic
from helpers.cell import product
from helpers.params import Params

STATE, GATES, CACHE = 1, 3, 4  # vectors of H units: the state h; the gates r, u, n; r, u, n, and W_hn h or r h


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


def by_gate(params):
    """Params, checked, as ByGate."""
    return cell.by_gate(params, GATES)


def make(reset="after"):
    """The Cell that resets "after" the product, as this module does, or "before" it; ValueError for another."""
    if expect.one_of("reset", reset, ("after", "before")) == "after":
        return cell.Cell(STATE, GATES, CACHE, init, by_gate, step, slopes, step_back, weight_gradient)
    before = step_before, slopes_before, step_back_before, weight_gradient_before
    return cell.Cell(STATE, GATES, CACHE, init, by_gate, *before)


# Reset after the product.


def step(params, cache, s, s_next):
    """One time step forward. cache (4,B,H) comes in with W_xh x_t + b_h of the three gates and leaves as
    r, u, n, W_hn h_{t-1}; s (B,H) is h_{t-1}; writes h_t to s_next."""
    r, u, n, q = cache
    r_and_u = cache[:2]
    W_h = s @ params.W_hh.mT
    r_and_u += W_h[:2]
    logistic(r_and_u, out=r_and_u)
    q[:] = W_h[2]
    n += r * q
    np.tanh(n, out=n)
    mix(u, s, n, s_next)


def slopes(params, trace):
    """Every local derivative of the sequence, (5,T,B,H): ∂h/∂z_r, ∂h/∂z_u, ∂h/∂z_n, ∂h/∂q, ∂h/∂h_{t-1}
    (direct), where q = W_hn h_{t-1}."""
    r, u, n, q = trace.caches
    result = np.empty((5, *r.shape), r.dtype)
    dh_dzr, dh_dzu, dh_dzn, dh_dq, dh_dh = result
    dh_dzn[:] = (1 - u) * (1 - n * n)
    dh_dzr[:] = dh_dzn * q * r * (1 - r)
    dh_dzu[:] = (trace.states[:-1] - n) * u * (1 - u)
    dh_dq[:] = dh_dzn * r
    dh_dh[:] = u
    return result


def step_back(params, slopes, ds, dz):
    """One time step back: upstream ∂L/∂h_t (N,H) to ∂L/∂h_{t-1} (N,H); writes ∂L/∂z_t to dz (3,N,H)."""
    dh_dzr, dh_dzu, dh_dzn, dh_dq, dh_dh = slopes
    dzr, dzu, dzn = dz
    W_hr, W_hu, W_hn = params.W_hh
    np.multiply(ds, dh_dzr, out=dzr)
    np.multiply(ds, dh_dzu, out=dzu)
    np.multiply(ds, dh_dzn, out=dzn)
    return ds * dh_dh + dzr @ W_hr + dzu @ W_hu + (ds * dh_dq) @ W_hn


def jacobians(params, slopes):
    """∂h_t/∂h_{t-1} of n steps, (n,H,H), from the slopes (5,n,H) of one sequence."""
    dh_dzr, dh_dzu, _, dh_dq, dh_dh = slopes[..., None]
    W_hr, W_hu, W_hn = params.W_hh
    return dh_dzr * W_hr + dh_dzu * W_hu + dh_dq * W_hn + dh_dh * np.eye(len(W_hn), dtype=slopes.dtype)


step_back.jacobians = jacobians  # the same derivative as a matrix


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h) from dz (3,T,B,H), as Params. W_hn meets h_{t-1} through r: ∂L/∂q = r ∂L/∂z_n."""
    r, hs = trace.caches[0], trace.states[:-1]
    return gradient(trace.xs, dz, hs, r * dz[2], hs)


# Reset before the product.


def step_before(params, cache, s, s_next):
    """As `step`; cache leaves as r, u, n, r h_{t-1}."""
    r, u, n, rh = cache
    r_and_u = cache[:2]
    r_and_u += s @ params.W_hh[:2].mT
    logistic(r_and_u, out=r_and_u)
    np.multiply(r, s, out=rh)
    n += rh @ params.W_hh[2].T
    np.tanh(n, out=n)
    mix(u, s, n, s_next)


def slopes_before(params, trace):
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


def step_back_before(params, slopes, ds, dz):
    """As `step_back`."""
    drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh = slopes
    dzr, dzu, dzn = dz
    W_hr, W_hu, W_hn = params.W_hh
    np.multiply(ds, dh_dzu, out=dzu)
    np.multiply(ds, dh_dzn, out=dzn)
    drh = dzn @ W_hn
    np.multiply(drh, drh_dzr, out=dzr)
    return ds * dh_dh + drh * drh_dh + dzr @ W_hr + dzu @ W_hu


def jacobians_before(params, slopes):
    """As `jacobians`."""
    drh_dzr, dh_dzu, dh_dzn, drh_dh, dh_dh = slopes[..., None]
    W_hr, W_hu, W_hn = params.W_hh
    eye = np.eye(len(W_hn), dtype=slopes.dtype)
    drh = drh_dzr * W_hr + drh_dh * eye
    return dh_dzn * (W_hn @ drh) + dh_dzu * W_hu + dh_dh * eye


step_back_before.jacobians = jacobians_before


def weight_gradient_before(trace, dz):
    """As `weight_gradient`; W_hn meets r h_{t-1}, where the other two blocks of W_hh meet h_{t-1}."""
    return gradient(trace.xs, dz, trace.states[:-1], dz[2], trace.caches[3])


# For both.


def mix(u, h, n, h_next):
    """h_t = u h_{t-1} + (1 - u) n, as n + u (h_{t-1} - n)."""
    np.subtract(h, n, out=h_next)
    h_next *= u
    h_next += n


def gradient(xs, dz, hs, dq, met_by_W_hn):
    """As `weight_gradient`, for a W_hn that meets `met_by_W_hn` (T,B,H) where the other blocks meet `hs`."""
    W_hh = np.concatenate((product(dz[:2], hs), product(dq, met_by_W_hn)))
    return Params(product(dz, xs), W_hh, dz.sum((1, 2)).ravel())
