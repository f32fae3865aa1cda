"""The long short-term memory (Hochreiter & Schmidhuber 1997) with a forget gate (Gers et al. 2000):

    i_t = σ(W_xi x_t + W_hi h_{t-1} + b_i)       how much to write
    f_t = σ(W_xf x_t + W_hf h_{t-1} + b_f)       how much to keep
    g_t = tanh(W_xg x_t + W_hg h_{t-1} + b_g)    what to write
    o_t = σ(W_xo x_t + W_ho h_{t-1} + b_o)       how much to show

    c_t = f_t c_{t-1} + i_t g_t                  h_t = o_t tanh(c_t)

The four blocks of rows stand in the order i, f, g, o. The state is s = [h | c]. The functions below `by_gate`
take the weights by gate (helpers.cell.ByGate), W_hh (4,H,H).
"""

import numpy as np

from helpers import cell, expect
from helpers import params as weights
from helpers.activations import logistic

STATE, GATES, CACHE = 2, 4, 5  # vectors of H units: the state h, c; the gates i, f, g, o; i, f, g, o, tanh(c)


def init(rng, D, H, recurrent="pytorch", gain=1.0, forget_bias=None, chrono=None):
    """Params for D inputs and H units; `recurrent` and `gain` as in helpers.params.init.

    forget_bias: this number for every entry of b_f. chrono=T: b_f = log U[1, T-1], b_i = -b_f, for memories
    of up to T steps (Tallec & Ollivier 2018, eq. 16). At most one of the two; neither leaves b_h as it is.
    """
    p = weights.init(rng, D, H, GATES, recurrent, gain)
    b_i, b_f, _, _ = p.b_h.reshape(GATES, -1)  # views: writing to b_f writes to b_h
    if forget_bias is not None and chrono is not None:
        raise ValueError(f"forget_bias and chrono both set b_f, but got {forget_bias} and {chrono}. Give one of them.")
    if forget_bias is not None:
        b_f[:] = expect.number("forget_bias", forget_bias)
    if chrono is not None:
        b_f[:] = weights.chrono(rng, b_f.size, expect.whole("chrono", chrono, 2))
        b_i[:] = -b_f
    return p


def by_gate(params):
    """Params, checked, as ByGate."""
    return cell.by_gate(params, GATES)


def step(params, cache, s, s_next):
    """One time step forward. cache (5,B,H) comes in with W_xh x_t + b_h of the four gates and leaves as
    i, f, g, o, tanh(c_t); s (B,2H) is [h_{t-1} | c_{t-1}]; writes [h_t | c_t] to s_next."""
    h, c = halves(s)
    h_next, c_next = halves(s_next)
    i, f, g, o, tanh_c = cache
    z, i_and_f = cache[:4], cache[:2]
    z += h @ params.W_hh.mT  # W_h h_{t-1} of the four gates at once, (B,H) @ (4,H,H)
    logistic(i_and_f, out=i_and_f)
    np.tanh(g, out=g)
    logistic(o, out=o)
    np.multiply(f, c, out=c_next)
    c_next += i * g
    np.tanh(c_next, out=tanh_c)
    np.multiply(o, tanh_c, out=h_next)


def slopes(params, trace):
    """Every local derivative of a whole sequence at once, (6,T,B,H), in the order of the names below."""
    i, f, g, o, tanh_c = trace.caches
    h, _ = halves(trace.states[1:])
    _, c_before = halves(trace.states[:-1])
    result = np.empty((6, *i.shape), i.dtype)
    dc_dzi, dc_dzf, dc_dzg, dh_dzo, dh_dc, dc_dc = result
    dc_dzi[:] = g * i * (1 - i)
    dc_dzf[:] = c_before * f * (1 - f)
    dc_dzg[:] = i * (1 - g * g)
    dh_dzo[:] = h * (1 - o)  # tanh(c) o (1 - o)
    dh_dc[:] = o - h * tanh_c  # o (1 - tanh²(c))
    dc_dc[:] = f
    return result


def step_back(params, slopes, ds, dz):
    """One time step back: upstream ∂L/∂[h_t | c_t] (N,2H) to the one before; writes ∂L/∂z_t to dz (4,N,H)."""
    dh, dc = halves(ds)
    dc_dz, (dh_dzo, dh_dc, dc_dc) = slopes[:3], slopes[3:]
    dc = dc + dh * dh_dc
    np.multiply(dc, dc_dz, out=dz[:3])  # by z_i, z_f and z_g, through which z acts on c
    np.multiply(dh, dh_dzo, out=dz[3])
    return np.concatenate(((dz @ params.W_hh).sum(0), dc * dc_dc), axis=1)


def jacobians(params, slopes):
    """∂[h_t | c_t]/∂[h_{t-1} | c_{t-1}] of n steps, (n,2H,2H), from the slopes (6,n,H) of one sequence."""
    dc_dzi, dc_dzf, dc_dzg, dh_dzo, dh_dc, dc_dc = slopes[..., None]
    W_hi, W_hf, W_hg, W_ho = params.W_hh
    by_h = dc_dzi * W_hi + dc_dzf * W_hf + dc_dzg * W_hg
    by_c = dc_dc * np.eye(len(W_hi), dtype=slopes.dtype)
    return np.block([[dh_dc * by_h + dh_dzo * W_ho, dh_dc * by_c], [by_h, by_c]])


step_back.jacobians = jacobians  # the same derivative as a matrix


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h) from dz (4,T,B,H), as Params."""
    return cell.weight_gradient(trace.xs, halves(trace.states[:-1])[0], dz)


def halves(s):
    """h and c, as views of s = [h | c]."""
    H = s.shape[-1] // 2
    return s[..., :H], s[..., H:]


def make():
    """This module as a Cell, of which single functions can be replaced."""
    return cell.Cell(STATE, GATES, CACHE, init, by_gate, step, slopes, step_back, weight_gradient)
