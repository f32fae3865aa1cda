"""Activations φ, and their slopes φ' as functions of the output h = φ(z)."""

import numpy as np

from helpers import expect


def logistic(z, out=None):
    """σ(z) = 1 / (1 + e^-z) of a number or an array; the only thing which can overflow, e^-z, then gives σ = 0."""
    if not isinstance(z, np.ndarray) or z.dtype.kind != "f":
        z = expect.array("z", z, None)
    out = np.empty_like(z) if out is None else out
    with np.errstate(over="ignore", under="ignore"):
        out = np.exp(np.negative(z, out=out), out=out)
    out += 1
    return np.reciprocal(out, out=out)[()]


# Name -> (φ(z, out), φ'(h)); at the kink of ReLU the slope is 0, as in PyTorch.
ACTIVATIONS = {
    "tanh": (np.tanh, lambda h: 1 - h * h),
    "relu": (lambda z, out: np.maximum(z, 0, out=out), lambda h: (h > 0).astype(h.dtype)),
    "logistic": (logistic, lambda h: h * (1 - h)),
    "identity": (np.positive, np.ones_like),
}
