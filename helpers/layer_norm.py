"""The plain recurrent cell with layer normalisation (Ba, Kiros & Hinton 2016): before tanh, the units of a step are
given mean 0 and standard deviation 1.

    z_t = W_xh x_t + W_hh h_{t-1} + b_h     n_t = (z_t - mean z_t) / sqrt(var z_t + ε)     h_t = tanh(γ n_t)

mean and var go over the units of one sequence at one step. γ is a fixed number here, where Ba et al. learn one per
unit and a bias behind it. Multiplying W_xh, W_hh and b_h by one number changes nothing (but for ε), forwards or back.
"""

from functools import partial

import numpy as np

from helpers import cell, expect
from helpers import params as weights

STATE, GATES, CACHE = 1, 1, 1  # as helpers.rnn; a step remembers z
EPSILON = 1e-5  # as in PyTorch


def init(rng, D, H, recurrent="pytorch", gain=1.0):
    """Params for D inputs and H units; `recurrent` and `gain` as in helpers.params.init."""
    return weights.init(rng, D, H, GATES, recurrent, gain)


def by_gate(params):
    """Params, checked, as ByGate."""
    return cell.by_gate(params, GATES)


def normal(z):
    """(n, the standard deviation divided by): z (...,H) at mean 0 and standard deviation 1 over its last axis."""
    z = z - z.mean(-1, keepdims=True)
    sigma = np.sqrt(np.mean(z * z, -1, keepdims=True) + EPSILON)
    return z / sigma, sigma


def step(params, cache, s, s_next, gamma=1.0):
    """One time step forward. cache (1,B,H) comes in as W_xh x_t + b_h and leaves as z_t; writes h_t to s_next."""
    z = cache[0]
    z += s @ params.W_hh[0].T
    np.tanh(gamma * normal(z)[0], out=s_next)


def slopes(params, trace, gamma=1.0):
    """(∂h/∂n / σ, n) of every step, (2,T,B,H)."""
    n, sigma = normal(trace.caches[0])
    h = trace.states[1:]
    return np.stack((gamma * (1 - h * h) / sigma, n))


def step_back(params, slopes, ds, dz):
    """One time step back: ∂L/∂h_t (N,H) to ∂L/∂h_{t-1} (N,H); writes ∂L/∂z_t to dz (1,N,H).

    What would shift all units alike, or scale them alike, is lost: its derivative is 0.
    """
    slope, n = slopes
    a = ds * slope
    dz[0] = a - a.mean(-1, keepdims=True) - n * np.mean(a * n, -1, keepdims=True)
    return dz[0] @ params.W_hh[0]


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h) from dz (1,T,B,H), as Params."""
    return cell.weight_gradient(trace.xs, trace.states[:-1], dz)


def make(gamma=1.0):
    """The Cell with this γ, above 0; ValueError for another."""
    gamma = expect.number("gamma", gamma, np.finfo(float).tiny)
    ways = partial(step, gamma=gamma), partial(slopes, gamma=gamma), step_back
    return cell.Cell(STATE, GATES, CACHE, init, by_gate, *ways, weight_gradient)
