"""Penalties on the recurrent weights: each function returns (value, its gradient by W_hh).

None of them changes what a network can say; a training loop adds λ · gradient to that of the loss.
"""

import numpy as np

from helpers import expect
from helpers.cell import fitting
from helpers.linear import square


def decay(W):
    """Σ w² (L2) and its gradient 2 W, for W (n,n)."""
    W = square(W)
    return float(np.vdot(W, W)), 2 * W


def soft_orthogonality(W):
    """‖WᵀW - I‖² (Frobenius) and its gradient 4 W (WᵀW - I), for W (n,n): 0 if and only if W is orthogonal."""
    W = square(W)
    off = W.T @ W - np.eye(len(W), dtype=W.dtype)
    return float(np.vdot(off, off)), 4 * W @ off


def omega(cell, params, trace, dstates):
    """Pascanu's Ω, which asks every step back to keep the length of the gradient, and its gradient by W_hh (H,H):

        Ω = Σ_t mean over the batch of (‖u_t‖ / ‖g_t‖ - 1)²    g_t = ∂L/∂h_t,  v_t = g_t φ'(z_t),  u_t = W_hhᵀ v_t

    u_t is what step t hands back to h_{t-1}. g_t and φ' are held fixed, as in Pascanu, Mikolov & Bengio (2013,
    eq. 9 and 10), so this is not the whole derivative of Ω: dΩ/dW = Σ_t mean 2 (‖u‖ / ‖g‖ - 1) v uᵀ / (‖u‖ ‖g‖).

    cell: a plain one (helpers.rnn, or one of its make); dstates (T+1,B,H) from bptt.backward, not truncated.
    A step at which g_t or u_t is exactly 0 has no direction to learn from: it counts in Ω (as 1 where only u_t is 0,
    as 0 where g_t is) and not in the gradient. Raises ValueError.
    """
    params, trace = fitting(cell, params, trace)
    if cell.STATE != 1 or cell.GATES != 1:
        raise ValueError(
            f"cell must be a plain recurrent one, but got one with {cell.GATES} gates and {cell.STATE} state vectors. "
            "Use helpers.rnn: only there a step back is one matrix."
        )
    W = params.W_hh[0]
    g = expect.array("dstates", dstates, trace.states.shape)[1:]
    largest = np.abs(g).max(-1, keepdims=True)
    g = g / np.where(largest > 0, largest, 1)  # Ω knows only ratios; so squares of tiny gradients do not vanish
    v = g * cell.slopes(params, trace)[0]
    u = v @ W
    norm_g, norm_u = (np.linalg.norm(a, axis=-1, keepdims=True) for a in (g, u))
    with np.errstate(divide="ignore", invalid="ignore"):
        excess = np.where(norm_g > 0, norm_u / norm_g - 1, 0)
        weight = np.where((norm_g > 0) & (norm_u > 0), 2 * excess / (norm_u * norm_g), 0)
    B = g.shape[1]
    H = len(W)
    dW = (weight * v).reshape(-1, H).T @ u.reshape(-1, H) / B
    return float(np.vdot(excess, excess) / B), dW
