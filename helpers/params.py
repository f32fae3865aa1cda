"""The weights of a recurrent cell, and the ways to begin.

    z_t = W_xh x_t + W_hh h_{t-1} + b_h

Rows are outputs: a cell with G gates stacks G blocks of H rows. Every cell shares this one tuple.
"""

from typing import NamedTuple

import numpy as np

from helpers import expect


class Params(NamedTuple):
    """W_xh (G*H, D), W_hh (G*H, H), b_h (G*H,). A gradient of a cell's weights is a Params as well.
    A cell's own functions take the same numbers with an axis for the gates: helpers.cell.ByGate."""

    W_xh: np.ndarray
    W_hh: np.ndarray
    b_h: np.ndarray


INITIALISERS = ("pytorch", "gaussian", "orthogonal", "identity")


def init(rng, D, H, gates, recurrent="pytorch", gain=1.0):
    """Params for D inputs and H units. Each of the `gates` blocks of W_hh is drawn on its own.

    recurrent: "pytorch" U(±gain/√H), standard deviation gain/√(3H), so a radius near 0.577 gain;
    "gaussian" N(0, gain²/H), radius near gain; "orthogonal"; "identity" (Le, Jaitly & Hinton 2015).
    W_xh is U(±1/√H). b_h is zero, except for "pytorch": the sum of two U(±1/√H), since PyTorch adds two
    biases. gain: at least 0. Raises ValueError.
    """
    rng, D, H = expect.generator(rng), expect.whole("D", D, 1), expect.whole("H", H, 1)
    gates = expect.whole("gates", gates, 1)
    blocks = [recurrent_matrix(rng, H, recurrent, gain) for _ in range(gates)]
    width = 1 / np.sqrt(H)
    W_xh = rng.uniform(-width, width, (gates * H, D))
    b_h = np.zeros(gates * H)
    if recurrent == "pytorch":
        b_h = rng.uniform(-width, width, (2, gates * H)).sum(0)
    return Params(W_xh, np.concatenate(blocks), b_h)


def recurrent_matrix(rng, H, recurrent="gaussian", gain=1.0):
    """One block (H, H) for the recurrent weights; `recurrent` and `gain` as in `init`."""
    rng, H = expect.generator(rng), expect.whole("H", H, 1)
    gain = expect.number("gain", gain, 0)
    expect.one_of("recurrent", recurrent, INITIALISERS)
    if recurrent == "pytorch":
        return rng.uniform(-gain, gain, (H, H)) / np.sqrt(H)
    if recurrent == "gaussian":
        return rng.normal(0, gain / np.sqrt(H), (H, H))
    if recurrent == "orthogonal":
        Q, R = np.linalg.qr(rng.normal(size=(H, H)))
        return gain * Q * np.where(np.diag(R) < 0, -1, 1)  # these signs make Q uniform (Mezzadri 2007)
    return gain * np.eye(H)


def chrono(rng, H, T):
    """A gate's bias (H,) for memories of 1 to T steps: log U[1, T-1] (Tallec & Ollivier 2018, section 2).

    σ(b) = 1 - 1/(1 + e^b): a gate with this bias forgets over about 1 + e^b steps. T: whole, at least 2.
    """
    rng, H, T = expect.generator(rng), expect.whole("H", H, 1), expect.whole("T", T, 2)
    return np.log(rng.uniform(1, T - 1, H))
