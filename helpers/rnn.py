"""The vanilla recurrent cell (Elman 1990), by default with tanh:

    z_t = W_xh x_t + W_hh h_{t-1} + b_h          h_t = φ(z_t)

    ∂h_t/∂h_{t-1} = diag(φ'(z_t)) W_hh

The state is s = h. `make("relu")` and the like give the same cell with another φ. The functions below `by_gate`
take the weights by gate (helpers.cell.ByGate), here W_hh (1,H,H).
"""

from functools import partial

import numpy as np

from helpers import cell, expect
from helpers import params as weights
from helpers.activations import ACTIVATIONS

STATE, GATES, CACHE = 1, 1, 1  # vectors of H units: the state h, the gates (z alone), what a step remembers (z)


def init(rng, D, H, recurrent="pytorch", gain=1.0):
    """Params for D inputs and H units; `recurrent` and `gain` as in helpers.params.init."""
    return weights.init(rng, D, H, GATES, recurrent, gain)


def by_gate(params):
    """Params, checked, as ByGate."""
    return cell.by_gate(params, GATES)


def step(params, cache, s, s_next, activation=np.tanh):
    """One time step forward. cache (1,B,H) comes in as W_xh x_t + b_h and leaves as z_t; s (B,H) is h_{t-1};
    writes h_t to s_next."""
    z, W_hh = cache[0], params.W_hh[0]
    z += s @ W_hh.T
    activation(z, out=s_next)


def slopes(params, trace, slope=lambda h: 1 - h * h):
    """φ'(z_t) of every time step, (1,T,B,H), written as a function of h_t."""
    return slope(trace.states[1:])[None]


def step_back(params, slopes, ds, dz):
    """One time step back: upstream ∂L/∂h_t (N,H) to ∂L/∂h_{t-1} (N,H); writes ∂L/∂z_t to dz (1,N,H)."""
    dz, W_hh = dz[0], params.W_hh[0]
    np.multiply(ds, slopes[0], out=dz)
    return dz @ W_hh


def jacobians(params, slopes):
    """∂h_t/∂h_{t-1} of n steps, (n,H,H), from the slopes (1,n,H) of one sequence."""
    return slopes[0][:, :, None] * params.W_hh[0]


step_back.jacobians = jacobians  # the same derivative as a matrix


def weight_gradient(trace, dz):
    """∂L/∂(W_xh, W_hh, b_h) from dz (1,T,B,H), as Params."""
    return cell.weight_gradient(trace.xs, trace.states[:-1], dz)


def make(activation="tanh"):
    """The Cell with φ "tanh", "relu", "logistic" or "identity"; ValueError for another."""
    phi, slope = ACTIVATIONS[expect.one_of("activation", activation, tuple(ACTIVATIONS))]
    return cell.Cell(
        STATE,
        GATES,
        CACHE,
        init,
        by_gate,
        partial(step, activation=phi),
        partial(slopes, slope=slope),
        step_back,
        weight_gradient,
    )
