"""What people take for the gain of a random matrix W (H,H), and for orthogonal weights made from A (H,H)."""

import math

import numpy as np

from helpers.checks.matrices import norm

GAIN = {
    "std": (lambda W, H: np.std(W), "that is the standard deviation of an entry, g / √H. Solve for g."),
    "H": (
        lambda W, H: np.std(W) * H,
        "that is √(sum of all squares), H times an entry. It is the root of H that belongs there.",
    ),
    "per row": (lambda W, H: np.std(W) / math.sqrt(H), "you divided by √H. The entries are g / √H; solve for g."),
    "divided": (lambda W, H: np.std(W) / H, "you divided by H. The entries are g / √H; solve for g."),
    "zero": (
        lambda W, H: 0.0,
        "your answer is always 0, as the mean of the entries is. A variance goes by the mean of the squares.",
    ),
    "square": (lambda W, H: np.var(W) * H, "that is the square of the gain."),
    "variance": (lambda W, H: np.var(W), "that is the variance of an entry, g² / H. Solve for g."),
    "mixed": (
        lambda W, H: np.var(W) * math.sqrt(H),
        "you took the variance for the standard deviation: a root is missing.",
    ),
    "sizes": (
        lambda W, H: np.abs(W).mean() * math.sqrt(H),
        "that is by the mean size of an entry. A variance goes by the mean of the squares.",
    ),
    "width": (
        lambda W, H: np.abs(W).max() * math.sqrt(H),
        "that is by the largest entry, the width of a uniform draw. The variance is asked for.",
    ),
    "unbiased": (
        lambda W, H: np.std(W, ddof=1) * math.sqrt(H),
        "you divide by one less than the number of entries (ddof=1). Their mean is known to be 0: take the mean of "
        "all squares.",
    ),
    "row": (lambda W, H: np.std(W[0]) * math.sqrt(H), "that is by the first row alone. Take all entries."),
    "radius": (
        lambda W, H: norm(W, "radius"),
        "that is the spectral radius: close for large H, but not the gain of the draw.",
    ),
    "radius times": (
        lambda W, H: norm(W, "radius") * math.sqrt(H),
        "that is by the spectral radius. The gain is by the variance of the entries.",
    ),
    "determinant": (
        lambda W, H: abs(np.linalg.det(W)) ** (1 / H),
        "that is by the determinant. The gain is by the variance of the entries.",
    ),
    "largest": (lambda W, H: norm(W), "that is the largest singular value, about twice the gain."),
    "half": (
        lambda W, H: norm(W) / 2,
        "half the largest singular value comes close for a large H only. Use the variance of the entries.",
    ),
}


def Q(A):
    """The orthogonal factor of A."""
    return np.linalg.qr(A)[0]


ORTHOGONAL = [
    (
        lambda A, gain: gain * Q(A) / math.sqrt(len(A)),
        "this is still the answer of the code with the bug. How long is a column of Q?",
    ),
    (lambda A, gain: Q(A), "the gain is missing."),
    (lambda A, gain: Q(A) / math.sqrt(len(A)), "the gain is missing, and how long is a column of Q?"),
    (lambda A, gain: gain**2 * Q(A), "the gain once only: lengths are multiplied by it, not by its square."),
    (lambda A, gain: math.sqrt(gain) * Q(A), "the gain itself, not its root: lengths are multiplied by it."),
    (lambda A, gain: Q(A) / gain, "you divide by the gain. Lengths are multiplied by it."),
    (
        lambda A, gain: gain * Q(A) * math.sqrt(len(A)),
        "you multiply by √H. How long is a column of Q before that?",
    ),
    (lambda A, gain: gain * Q(A) / len(A), "you divide by H. How long is a column of Q before that?"),
    (
        lambda A, gain: gain * A / math.sqrt(len(A)),
        "that is a Gaussian start; its singular values differ. Orthogonal weights are asked for.",
    ),
    (
        lambda A, gain: gain * A,
        "that is A times the gain, or the R of np.linalg.qr. Their singular values differ; Q has equal ones.",
    ),
    (
        lambda A, gain: gain * A / norm(A, "radius"),
        "divided by the spectral radius, only one eigenvalue is of size 1. Q of np.linalg.qr has equal singular "
        "values.",
    ),
    (
        lambda A, gain: gain * A / norm(A),
        "divided by the largest singular value, the others are smaller. Q of np.linalg.qr has equal ones.",
    ),
    (
        lambda A, gain: gain * A / np.linalg.norm(A, axis=0),
        "your columns have length 1, but not right angles. Q of np.linalg.qr has both.",
    ),
    (
        lambda A, gain: gain * A / np.linalg.norm(A, axis=1, keepdims=True),
        "your rows have length 1, but not right angles. Q of np.linalg.qr has both.",
    ),
    (lambda A, gain: gain * A / np.linalg.norm(A), "divided by its Frobenius norm, A is no orthogonal matrix yet."),
    (
        lambda A, gain: gain * Q(A) / norm(Q(A)) / math.sqrt(len(A)),
        "you still divide by √H. How long is a column of Q?",
    ),
    (
        lambda A, gain: gain * (A - A.T) / 2,
        "A - Aᵀ is antisymmetric, which is something else than orthogonal.",
    ),
    (
        lambda A, gain: gain * np.linalg.svd(A)[0] * np.linalg.svd(A)[1],
        "the singular values of A are still in it. Without them, U is orthogonal by itself.",
    ),
    (lambda A, gain: Q(A) + gain, "the gain multiplies; it is not added."),
    (
        lambda A, gain: gain * A / np.abs(A).max(),
        "divided by its largest entry, A has singular values that differ. Q of np.linalg.qr has equal ones.",
    ),
]
