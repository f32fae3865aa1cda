"""Solutions to the exercises of lesson 02."""

import numpy as np


def length(W, h, t):
    """Exercise 2.1: t products with a vector need no eigenvalues, and work for every
    W."""
    for _ in range(t):
        h = W @ h
    return np.linalg.norm(h)


def hump(W, T):
    """Exercise 2.2: keep the power of the step before, multiply once more, remember the
    largest norm."""
    power, largest = np.eye(len(W)), 1.0
    for _ in range(T):
        power = W @ power
        largest = max(largest, np.linalg.norm(power, 2))
    return largest


def safe_gain(X, gamma):
    """Exercise 2.3: γ σ_max(g X) = γ g σ_max(X) must stay below 1."""
    return 1 / (gamma * np.linalg.norm(X, 2))


def mended(W, slopes):
    """The bug: `*=` multiplies entry by entry. The chain rule needs matrix products,
    the later step on the left."""
    p = np.diag(slopes[0]) @ W
    for slope in slopes[1:]:
        p = np.diag(slope) @ W @ p
    return np.linalg.norm(p, 2)
