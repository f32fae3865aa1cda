"""Solutions to the exercises of lesson 01."""

import math

import numpy as np

from helpers import scalar


def gradient(a, b, c, h_0, xs):
    """Exercise 1.1: the product of a (1 - h_t²) over the states that the steps arrive
    at."""
    states = scalar.run(a, h_0, xs, b, c)
    return np.prod(a * (1 - states[1:] ** 2))


def log_gradient(a, states):
    """Exercise 1.2: the logarithms of the sizes, added."""
    return np.log10(np.abs(a * (1 - states[1:] ** 2))).sum()


def settled_factor(a):
    """Exercise 1.3: let the unit run until it has settled, then take the factor of a
    step there."""
    h = 0.5
    for _ in range(5000):
        h = math.tanh(a * h)
    return a * (1 - h**2)


def mended(a, states):
    """The bug: `states` holds h_t = tanh(z_t), so the slope is 1 - h_t², without
    another tanh."""
    slopes = 1 - states[1:] ** 2
    return np.prod(a * slopes)
