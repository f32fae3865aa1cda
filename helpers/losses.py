"""Losses with their gradient, the linear readout y_t = W_hy h_t + b_y, and the embedding of tokens."""

from typing import NamedTuple

import numpy as np

from helpers import expect
from helpers.cell import rows


class Readout(NamedTuple):
    """The linear readout, a network's last layer: W_hy (V, H), b_y (V,). Its gradient is a Readout too."""

    W_hy: np.ndarray
    b_y: np.ndarray


def init_readout(rng, H, V):
    """A Readout from H units to V numbers: W_hy U(±1/√H) as in PyTorch, b_y zero."""
    rng, H, V = expect.generator(rng), expect.whole("H", H, 1), expect.whole("V", V, 1)
    return Readout(rng.uniform(-1, 1, (V, H)) / np.sqrt(H), np.zeros(V))


def read(readout, hs):
    """y = W_hy h + b_y for hs (..., H), all time steps at once: (..., V). Of classes, y are the logits."""
    readout, hs = _readout(readout, hs)
    return hs @ readout.W_hy.T + readout.b_y


def read_back(readout, hs, dys):
    """From dys (..., V) = ∂L/∂y: (gradient by the readout as Readout, ∂L/∂h (..., H))."""
    readout, hs = _readout(readout, hs)
    dys = expect.array("dys", dys, (*hs.shape[:-1], len(readout.b_y)))
    return Readout(rows(dys).T @ rows(hs), rows(dys).sum(0)), dys @ readout.W_hy


def softmax(logits):
    """e^y / Σ e^y over the last axis; the largest logit is subtracted first, so nothing overflows."""
    logits = expect.array(
        "logits", logits, expect.shape(logits) if 0 not in (expect.shape(logits) or (0,)) else ("...", "V")
    )
    with np.errstate(under="ignore"):
        e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def cross_entropy(logits, targets, mask=None):
    """-log softmax(logits)[target], averaged over the entries that count; returns (loss, ∂L/∂logits).

    logits (..., V); targets (...) whole numbers in [0, V); mask (...) of booleans, True where an entry
    counts (all, if not given). Raises ValueError.
    """
    V = expect.shape(logits)[-1] if len(expect.shape(logits)) else 0
    logits = expect.array("logits", logits, expect.shape(logits) if V else ("...", "V"))
    targets = expect.indices("targets", targets, logits.shape[:-1], V)
    counts = _counts(mask, targets.shape)
    probabilities = softmax(logits)
    shifted = logits - logits.max(-1, keepdims=True)
    at_target = np.take_along_axis(shifted, targets[..., None], -1)[..., 0]
    with np.errstate(under="ignore"):
        losses = np.log(np.exp(shifted).sum(-1)) - at_target  # log Σ e^y - y_target: no log of a rounded zero
    dlogits = probabilities
    np.put_along_axis(dlogits, targets[..., None], np.take_along_axis(dlogits, targets[..., None], -1) - 1, -1)
    dlogits *= (counts / counts.sum())[..., None].astype(logits.dtype)
    return float(losses[counts].mean(dtype=float)), dlogits


def squared_error(ys, targets, mask=None):
    """(y - target)² averaged over the entries that count; returns (loss, ∂L/∂y).

    ys and targets of the same shape (..., V); mask (...) of booleans, as in `cross_entropy`.
    """
    ys = expect.array(
        "ys", ys, expect.shape(ys) if len(expect.shape(ys)) and 0 not in expect.shape(ys) else ("...", "V")
    )
    targets = expect.array("targets", targets, ys.shape)
    counts = _counts(mask, ys.shape[:-1])[..., None]
    n = counts.sum() * ys.shape[-1]
    error = np.where(counts, ys - targets, ys.dtype.type(0))
    with np.errstate(over="ignore", under="ignore"):
        loss = float(np.sum(np.square(error, dtype=float)) / n)
    return loss, (2 * error / n).astype(ys.dtype)


def embed(E, tokens):
    """Row tokens[t, b] of E (V, D) for tokens (T,B): (T,B,D). The product of E^T with one-hot vectors,
    without building them; `embed(np.eye(V), tokens)` builds them."""
    E = expect.array("E", E, ("V", "D"))
    return E[expect.indices("tokens", tokens, ("T", "B"), len(E))]


def embed_gradient(dxs, tokens, V):
    """∂L/∂E (V, D) from dxs (T,B,D): each row collects the gradient of every place its token stood."""
    V = expect.whole("V", V, 1)
    tokens = expect.indices("tokens", tokens, ("T", "B"), V)
    dxs = expect.array("dxs", dxs, (*tokens.shape, "D"))
    dE = np.zeros((V, dxs.shape[-1]), dxs.dtype)
    np.add.at(dE, tokens, dxs)
    return dE


def _readout(readout, hs):
    if not isinstance(readout, Readout):
        raise ValueError(
            f"readout must be a Readout(W_hy, b_y), but got {type(readout).__name__}. Make one with init_readout."
        )
    W_hy = expect.array("readout.W_hy", readout.W_hy, ("V", "H"))
    b_y = expect.array("readout.b_y", readout.b_y, (len(W_hy),))
    hs = expect.array("hs", hs, (*expect.shape(hs)[:-1], W_hy.shape[1]) if len(expect.shape(hs)) else ("...", "H"))
    return Readout(W_hy, b_y), hs


def _counts(mask, shape):
    mask = np.ones(shape, bool) if mask is None else expect.plain("mask", mask, shape)
    if mask.dtype != bool or mask.shape != shape or not mask.any():
        raise ValueError(
            f"mask must hold booleans of shape {shape}, at least one of them True, but got {mask.dtype} of "
            f"shape {mask.shape} with {np.count_nonzero(mask)} that count. True marks an entry that counts."
        )
    return mask
