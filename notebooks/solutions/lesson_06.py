"""Solutions to the exercises of lesson 06."""

import math

import numpy as np


def gain_of(W):
    """Exercise 6.1: the standard deviation of the entries is g / √H."""
    return np.sqrt(np.mean(W**2) * len(W))


def factor_per_step(norms):
    """Exercise 6.2: T + 1 norms lie T steps apart."""
    return (norms[-1] / norms[0]) ** (1 / (len(norms) - 1))


def horizon(rate, least):
    """Exercise 6.3: rate^n < least from n = log(least) / log(rate) on, rounded up."""
    return math.floor(math.log(least) / math.log(rate)) + 1


def mended(A, gain):
    """The bug: Q keeps lengths as it is. Dividing by √H is for Gaussian entries of
    variance 1."""
    Q, _ = np.linalg.qr(A)
    return gain * Q
