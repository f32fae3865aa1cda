"""Solutions to the exercises of lesson 11. (11.1 is for pencil and paper: its answers
stand in the notebook.)"""

import numpy as np


def hop_back(q, K, V, scale, g):
    """Exercise 11.2: v_j is in v̄ with the weight a_j, and a score has q and k_j in it,
    each multiplied by the other and by the scale."""
    e = np.exp(scale * (K @ q))
    a = e / e.sum()
    ds = a * ((V - a @ V) @ g)
    dq = scale * (ds @ K)
    dK = scale * np.outer(ds, q)
    dV = np.outer(a, g)
    return np.vstack([dq, dK, dV])


def largest_change(f, xs):
    """Exercise 11.3: all pairs of tokens but the last, which asks. It is a test, not a
    proof: one order of one example that makes a difference is enough to see that order
    counts; that it never does takes more than examples."""
    largest = 0.0
    for j in range(len(xs) - 1):
        for i in range(j):
            swapped = xs.copy()
            swapped[[i, j]] = xs[[j, i]]
            largest = max(largest, np.abs(f(swapped) - f(xs)).max())
    return largest


def margin_for(share, marks, T, d):
    """Exercise 11.4: each mark gets share / marks, each other token (1 - share) /
    (T - marks). The logarithm of their ratio is the margin of the scores, q·k / √d."""
    ratio = share / marks / ((1 - share) / (T - marks))
    return np.sqrt(d) * np.log(ratio)


def mended(s):
    """The bug: the row is divided by a sum that still has the future in it. A score of
    -inf takes it out of both, as e^(-inf) is 0."""
    s = np.where(np.tri(len(s)) > 0, s, -np.inf)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
