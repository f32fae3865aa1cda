"""Attention, one head: every step looks at every other directly. N queries q_i ask T keys k_j and get values v_j:

    s_ij = q_i·k_j / √H         a_i = softmax(s_i)          c_i = Σ_j a_ij v_j

and back, where g_i = ∂L/∂c_i:

    ∂L/∂v_j = Σ_i a_ij g_i      ∂L/∂s_ij = a_ij g_i·(v_j - c_i)
    ∂L/∂q_i = Σ_j ∂L/∂s_ij k_j / √H             ∂L/∂k_j = Σ_i ∂L/∂s_ij q_i / √H

One factor a_ij, whatever the lag. What the scores of a query get sums to zero: Σ_j ∂L/∂s_ij = 0. No lag appears
anywhere, so nothing here knows what came first: see `causal`, `recency` and `sinusoids`.

Shapes: q (N,B,H), K (T,B,H), V (T,B,M), a (B,N,T). In float64 a takes 8·B·N·T bytes, and a backward pass twice as
much for a while: with N = T = 4096 and B = 1 that is 128 MiB. helpers.deep makes networks of it (deep.one_query,
deep.self_attention) that bptt, model and train take like a cell.
"""

from typing import NamedTuple

import numpy as np

from helpers import expect
from helpers.bptt import Overflow


class Params(NamedTuple):
    """W_q (H,D), b_q (H,), W_k (H,D), W_v (M,D): q = W_q x + b_q, k = W_k x, v = W_v x. A gradient is one as well.

    A bias of the keys would add one number to all scores of a query, which changes nothing.
    """

    W_q: np.ndarray
    b_q: np.ndarray
    W_k: np.ndarray
    W_v: np.ndarray


def init(rng, D, H):
    """Params for D inputs and vectors of H numbers: weights N(0, 1/D), b_q zero."""
    rng, D, H = expect.generator(rng), expect.whole("D", D, 1), expect.whole("H", H, 1)
    W_q, W_k, W_v = rng.normal(0, 1 / np.sqrt(D), (3, H, D))
    return Params(W_q, np.zeros(H), W_k, W_v)


def checked(params, D="D"):
    """`params`, checked to be Params for D inputs, of one float type; or ValueError."""
    if not isinstance(params, Params):
        raise ValueError(
            f"params must be an attention.Params(W_q, b_q, W_k, W_v), but got {type(params).__name__}. "
            "Make one with attention.init."
        )
    W_q = expect.array("params.W_q", params.W_q, ("H", D))
    b_q = expect.array("params.b_q", params.b_q, W_q.shape[:1])
    W_k = expect.array("params.W_k", params.W_k, W_q.shape)
    W_v = expect.array("params.W_v", params.W_v, ("M", W_q.shape[1]))
    dtype = np.result_type(W_q, b_q, W_k, W_v)
    return Params(*(array.astype(dtype, copy=False) for array in (W_q, b_q, W_k, W_v)))


def attend(q, K, V, allowed=None, bias=None, scale=None):
    """(c (N,B,M), a (B,N,T)): what the queries get, and the weights a, each row of which sums to 1.

    allowed: booleans (N,T) or (B,N,T), True where query i may look at key j; all, if not given. What is not allowed
    gets the weight 0 exactly, and no gradient. bias (N,T): numbers added to the scores. scale: of the products q·k,
    1/√H if not given.
    Raises ValueError for what does not fit and for a query that may look at nothing, and Overflow.
    """
    q, K, V = _fitting(q, K, V)
    (N, B, _), T = q.shape, len(K)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        s = (q.swapaxes(0, 1) * _scale(scale, q)) @ K.transpose(1, 2, 0)
        if bias is not None:
            s += expect.array("bias", bias, (N, T)).astype(s.dtype)
        if allowed is not None:
            np.copyto(s, -np.inf, where=~_allowed(allowed, B, N, T))
        largest = s.max(-1, keepdims=True)
        if not np.isfinite(largest).all():
            raise Overflow(
                f"the scores q·k exploded beyond the range of {s.dtype}, but they must be finite. "
                "Scale the queries or the keys down."
            )
        s -= largest  # softmax, in place: these are the largest arrays of all
        a = np.exp(s, out=s)
        a /= a.sum(-1, keepdims=True)
        c = np.ascontiguousarray((a @ V.swapaxes(0, 1)).swapaxes(0, 1))
    return c, a


def attend_back(q, K, V, a, dc, scale=None):
    """∂L/∂(q, K, V) from dc (N,B,M) = ∂L/∂c; a is what `attend` returned for the same q, K, V and scale."""
    q, K, V = _fitting(q, K, V)
    (N, B, _), T, scale = q.shape, len(K), _scale(scale, q)
    a, dc = expect.array("a", a, (B, N, T)), expect.array("dc", dc, (N, B, V.shape[2]))
    q, K, V, g = (array.swapaxes(0, 1) for array in (q, K, V, dc))  # a batch of matrices
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        dV = a.mT @ g
        ds = g @ V.mT  # g_i·v_j
        ds -= np.einsum("bnt,bnt->bn", a, ds)[:, :, None]  # g_i·c_i = Σ_j a_ij g_i·v_j
        ds *= a
        ds *= scale
        dq, dK = ds @ K, ds.mT @ q
        for name, gradient in ("q", dq), ("K", dK), ("V", dV):
            if not np.isfinite(gradient).all():
                raise Overflow(
                    f"the gradient by {name} exploded beyond the range of {gradient.dtype}, but it must be finite. "
                    "Scale the weights down."
                )
    return dq.swapaxes(0, 1), dK.swapaxes(0, 1), dV.swapaxes(0, 1)


def causal(T):
    """(T,T) booleans for `allowed`: step i may look at the steps 0 … i."""
    return np.tri(expect.whole("T", T, 1), dtype=bool)


def recency(T, slope):
    """(T,T) numbers for `bias`: -slope·lag, so that far steps count less (the form of Press et al. 2022, ALiBi).
    It brings decay back: a weight falls like e^(-slope·lag). slope: any number."""
    t = np.arange(expect.whole("T", T, 1))
    return -expect.number("slope", slope) * abs(t[:, None] - t)


def sinusoids(T, n):
    """(T,n): sin and cos of t / 10000^(2i/n), side by side for i = 0, 1, … (Vaswani et al. 2017, section 3.5)."""
    t, n = np.arange(expect.whole("T", T, 1)), expect.whole("n", n, 1)
    pair, is_cos = np.divmod(np.arange(n), 2)
    return np.sin(t[:, None] * 10000.0 ** (-2 * pair / n) + is_cos * np.pi / 2)


def _fitting(q, K, V):
    """q, K and V as floats of one type, checked to fit each other."""
    q = expect.array("q", q, ("N", "B", "H"))
    K = expect.array("K", K, ("T", *q.shape[1:]))
    V = expect.array("V", V, (len(K), q.shape[1], "M"))
    dtype = np.result_type(q, K, V)
    return q.astype(dtype, copy=False), K.astype(dtype, copy=False), V.astype(dtype, copy=False)


def _scale(scale, q):
    """`scale`, or 1/√H, in the type of q."""
    return q.dtype.type(q.shape[2] ** -0.5 if scale is None else expect.number("scale", scale))


def _allowed(allowed, B, N, T):
    allowed = expect.plain("allowed", allowed, (N, T))
    if allowed.dtype != bool or allowed.shape not in ((N, T), (B, N, T)):
        raise ValueError(
            f"allowed must hold booleans of shape {(N, T)} or {(B, N, T)}, but got {allowed.dtype} of shape "
            f"{allowed.shape}. True means that query i may look at key j."
        )
    if not allowed.any(-1).all():
        row = np.argwhere(~allowed.any(-1))[0].tolist()
        raise ValueError(
            f"Every query must be allowed to look at something, but got row {row} of `allowed` without a True. "
            "Let it look at least at its own step, or leave the query out."
        )
    return allowed
