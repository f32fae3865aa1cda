"""Solutions to the exercises of lesson 01."""

import math

import numpy as np

from helpers import scalar


def by_input(a, b, c, h_0, xs, k):
    """Exercise 1.2: the input enters h_k with the weight b; from there a factor
    a (1 - h_t²) for each later step."""
    states = scalar.run(a, h_0, xs, b, c)
    return b * (1 - states[k] ** 2) * np.prod(a * (1 - states[k + 1 :] ** 2))


def peak(a, h_0):
    """Exercise 1.3: count the steps that grow the gradient. Without input the state
    only rises, so they come first."""
    n, h = 0, math.tanh(a * h_0)
    while a * (1 - h**2) > 1:
        n, h = n + 1, math.tanh(a * h)
    return n


def design(factor):
    """Exercise 1.4: a larger weight has a smaller factor where it settles; halve the
    interval in which the weight must lie."""
    low, high = 1.0, 50.0
    for _ in range(60):
        a = (low + high) / 2
        h = 1.0
        for _ in range(3000):
            h = math.tanh(a * h)
        low, high = (a, high) if a * (1 - h**2) > factor else (low, a)
    return a


def mended(a, states):
    """The bug: `states` holds h_t = tanh(z_t), so the slope is 1 - h_t², without
    another tanh."""
    slopes = 1 - states[1:] ** 2
    return np.prod(a * slopes)
