"""Solutions to the exercises of lesson 04."""

import math

import numpy as np

from helpers import scalar


def truncated(a, h_0, xs, k):
    """Exercise 4.2: the uses of the weight at the steps T, T-1, …, T-k, each carried to
    the end."""
    h = scalar.run(a, h_0, xs)
    total, carried = 0.0, 1.0
    for t in range(len(xs), max(0, len(xs) - k - 1), -1):
        total += carried * (1 - h[t] ** 2) * h[t - 1]
        carried *= a * (1 - h[t] ** 2)
    return total


def in_chunks(a, xs, n):
    """Exercise 4.3: the states in one piece, and a sweep back for each chunk."""
    h = scalar.run(a, 0.0, xs)
    total = 0.0
    for start in range(0, len(xs), n):
        handed = 0.0
        for t in range(min(start + n, len(xs)), start, -1):
            dz = (1 + handed) * (1 - h[t] ** 2)
            total += dz * h[t - 1]
            handed = a * dz
    return total


def delay_line(lag):
    """Exercise 4.4: a queue. Unit i hears unit i-1; the last hands nothing on."""
    return np.eye(lag + 1, k=-1)


def mended(a, xs, n):
    """The bug: only the gradient is cut between chunks. The state goes on from where it
    was."""
    h = 0.0
    for start in range(0, len(xs), n):
        for x in xs[start : start + n]:
            h = math.tanh(a * h + x)
    return h
