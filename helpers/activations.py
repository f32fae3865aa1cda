"""Activations φ, and their slopes φ' as functions of the output h = φ(z)."""

import numpy as np


def logistic(z, out=None):
    """σ(z) = 1 / (1 + e^-z) of a number or an array; the only thing which can overflow here, e^-z, then gives σ = 0."""
    if np.ndim(z) == 0 and out is None:
        return logistic(np.atleast_1d(z))[0]
    if z.dtype.kind != "f":
        z = z.astype(float)
    with np.errstate(over="ignore"):
        out = np.exp(np.negative(z, out=out), out=out)
    out += 1
    return np.reciprocal(out, out=out)


# Name -> (φ(z, out), φ'(h)); at the kink of ReLU the slope is 0, as in PyTorch.
ACTIVATIONS = {
    "tanh": (np.tanh, lambda h: 1 - h * h),
    "relu": (lambda z, out: np.maximum(z, 0, out=out), lambda h: (h > 0).astype(h.dtype)),
    "logistic": (logistic, lambda h: h * (1 - h)),
    "identity": (np.positive, np.ones_like),
}
