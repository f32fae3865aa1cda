"""Solutions to the exercises of lesson 05."""

import numpy as np


def memory(G, g, beta2):
    """Exercise 5.1: (1 - β₂) G² β₂ⁿ = g², solved for n."""
    return np.log((1 - beta2) * G**2 / g**2) / -np.log(beta2)


def cut_on_the_way(factors, limit):
    """Exercise 5.2: backwards through the factors, with a cut after each."""
    g = 1.0
    for factor in factors[::-1]:
        g = np.clip(g * factor, -limit, limit)
    return g


def turned_by(dW, db, limit):
    """Exercise 5.3: each array by its own norm, then the angle between the gradient
    before and after. `max` spares an array of zeros the division by 0."""
    own = [g * (limit / max(np.linalg.norm(g), limit)) for g in (dW, db)]
    before = np.concatenate([dW.ravel(), db])
    after = np.concatenate([own[0].ravel(), own[1]])
    cosine = before @ after / (np.linalg.norm(before) * np.linalg.norm(after))
    return np.degrees(np.arccos(min(1.0, cosine)))


def wall(x, steepness, T):
    """Exercise 5.4: one factor is the T-th root; it fixes w, and the fixed point b."""
    y = 1 / (1 + np.exp(-x))
    w = steepness ** (1 / T) / (y * (1 - y))
    return np.array([w, x - w * y])


def mended(W, b, dW, db, lr, limit):
    """The bug: the weights had moved before the gradient was clipped."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    scale = limit / max(norm, limit)
    return np.concatenate([(W - lr * scale * dW).ravel(), b - lr * scale * db])
