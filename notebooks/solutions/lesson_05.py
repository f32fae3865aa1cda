"""Solutions to the exercises of lesson 05."""

import numpy as np


def clip_factor(dW, db, limit):
    """Exercise 5.1: one norm over everything; never above 1."""
    norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    return min(1.0, limit / norm)


def steepness(w, x, T):
    """Exercise 5.2: T equal factors, each the weight times the slope of the logistic
    function at x, for any b."""
    y = 1 / (1 + np.exp(-x))
    return (w * y * (1 - y)) ** T


def turned_by(g, limit):
    """Exercise 5.3: the angle between the gradient and what clipping by value makes of
    it, in degrees."""
    cut = np.clip(g, -limit, limit)
    cosine = g @ cut / (np.linalg.norm(g) * np.linalg.norm(cut))
    return np.degrees(np.arccos(min(1.0, cosine)))


def mended(dW, db, limit):
    """The bug: each array had its own norm. There is one norm, that of all entries
    together."""
    g = np.concatenate([dW.ravel(), db.ravel()])
    return g * min(1, limit / np.linalg.norm(g))
