"""The weights of a recurrent cell, and the ways to begin.

    z_t = W_xh x_t + W_hh h_{t-1} + b_h

Rows are outputs: a cell with G gates stacks G blocks of H rows. Every cell shares this one tuple.
"""

from typing import NamedTuple

import numpy as np

from helpers import expect


class Params(NamedTuple):
    """W_xh (G*H, D), W_hh (G*H, H), b_h (G*H,). A gradient of a cell's weights is a Params as well.
    Inside a cell the same numbers have an axis for the gates: see `by_gate`."""

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
    rng, D, H = generator(rng), expect.whole("D", D, 1), expect.whole("H", H, 1)
    blocks = [recurrent_matrix(rng, H, recurrent, gain) for _ in range(gates)]
    width = 1 / np.sqrt(H)
    W_xh = rng.uniform(-width, width, (gates * H, D))
    b_h = np.zeros(gates * H)
    if recurrent == "pytorch":
        b_h = rng.uniform(-width, width, (2, gates * H)).sum(0)
    return Params(W_xh, np.concatenate(blocks), b_h)


def recurrent_matrix(rng, H, recurrent="gaussian", gain=1.0):
    """One block (H, H) for the recurrent weights; `recurrent` and `gain` as in `init`."""
    rng, H = generator(rng), expect.whole("H", H, 1)
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
    rng, H, T = generator(rng), expect.whole("H", H, 1), expect.whole("T", T, 2)
    return np.log(rng.uniform(1, T - 1, H))


def check(params, gates):
    """`params` as a Params of finite arrays that fit together and share one float type, or ValueError."""
    if not isinstance(params, Params):
        raise ValueError(
            f"params must be a Params(W_xh, W_hh, b_h), but got {type(params).__name__}. "
            "Make one with the cell's init, or with helpers.params.Params."
        )
    rows = np.shape(params.W_hh)[0] if np.ndim(params.W_hh) == 2 else 0
    if rows == 0 or np.shape(params.W_hh) != (rows, rows // gates) or rows % gates:
        raise ValueError(
            f"params.W_hh must have shape ({gates}*H, H) for this cell, but got {np.shape(params.W_hh)}. "
            "Check that the weights were made for this cell (RNN 1, GRU 3, LSTM 4 blocks of H rows)."
        )
    W_xh = expect.array("params.W_xh", params.W_xh, (rows, "D"))
    W_hh = expect.array("params.W_hh", params.W_hh, (rows, rows // gates))
    b_h = expect.array("params.b_h", params.b_h, (rows,))
    dtype = np.result_type(W_xh, W_hh, b_h)
    return Params(*(array.astype(dtype, copy=False) for array in (W_xh, W_hh, b_h)))


def generator(rng):
    """`rng`, checked to be a numpy random generator."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(
            f"rng must be a numpy random Generator, but got {type(rng).__name__}. "
            "Make one with np.random.default_rng(seed)."
        )
    return rng


def logistic(z, out=None):
    """σ(z) = 1 / (1 + e^-z), written so that the only thing which can overflow, e^-z, then gives σ = 0."""
    with np.errstate(over="ignore"):
        out = np.exp(np.negative(z, out=out), out=out)
    out += 1
    return np.reciprocal(out, out=out)


def by_gate(params, gates):
    """`params`, checked, as a cell's functions take them: W_xh (G,H,D), W_hh (G,H,H), b_h (G,1,H). Whatever there
    is for each gate has a first axis for it: numpy is several times faster with whole arrays than with columns."""
    params = check(params, gates)
    W_xh, W_hh, b_h = (array.reshape(gates, -1, array.shape[-1]) for array in (*params[:2], params.b_h[:, None]))
    return Params(W_xh, W_hh, b_h.mT)


def weight_gradient(xs, hs, dz):
    """∂L/∂(W_xh, W_hh, b_h) where z_t = W_xh x_t + W_hh h_{t-1} + b_h, as Params without an axis for the gates.

    xs (T,B,D), hs (T,B,H) the h_{t-1}, dz (G,T,B,H) = ∂L/∂z_t; sums over time and batch.
    """
    return Params(product(dz, xs), product(dz, hs), dz.sum((1, 2)).ravel())


def product(dz, a):
    """Σ over time and batch of dz_t a_tᵀ, the gradient of a weight that met a (T,B,n): (G*H, n)."""
    return (rows(dz).mT @ rows(a)).reshape(-1, a.shape[-1])


def rows(a):
    """(..., T, B, n) seen as (..., T*B, n): time and batch are alike to a matrix product."""
    return a.reshape(*a.shape[:-3], -1, a.shape[-1])
