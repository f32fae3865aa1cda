"""Solutions to the exercises of lesson 04."""

import math

import numpy as np

from helpers import scalar


def truncated(a, h_0, xs, k):
    """Exercise 4.1: the uses of the weight at the steps T, T-1, …, T-k, each carried to
    the end."""
    h = scalar.run(a, h_0, xs)
    total, carried = 0.0, 1.0
    for t in range(len(xs), max(0, len(xs) - k - 1), -1):
        total += carried * (1 - h[t] ** 2) * h[t - 1]
        carried *= a * (1 - h[t] ** 2)
    return total


def kept_pairs(T, n):
    """Exercise 4.2: a chunk of m steps keeps m (m + 1) / 2 pairs; the last chunk may be
    shorter."""
    whole, rest = divmod(T, n)
    return whole * n * (n + 1) // 2 + rest * (rest + 1) // 2


def safe_window(influences):
    """Exercise 4.3: the smallest k from which on every truncated sum has the sign of
    the whole."""
    sums = np.cumsum(influences)
    wrong = np.flatnonzero(sums * sums[-1] <= 0)
    return wrong[-1] + 1 if len(wrong) else 0


def mended(a, xs, n):
    """The bug: only the gradient is cut between chunks. The state goes on from where it
    was."""
    h = 0.0
    for start in range(0, len(xs), n):
        for x in xs[start : start + n]:
            h = math.tanh(a * h + x)
    return h
