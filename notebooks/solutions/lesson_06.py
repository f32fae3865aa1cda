"""Solutions to the exercises of lesson 06."""

import numpy as np


def gain_of(W):
    """Exercise 6.2: the standard deviation of the entries is g / √H."""
    return np.sqrt(np.mean(W**2) * len(W))


def half_lives(lags, slopes):
    """Exercise 6.3: one step multiplies by weight times slope, n of them by 1/2."""
    return np.diag(0.5 ** (1 / lags) / slopes)


def best_rate(rates, updates, budget):
    """Exercise 6.4: a failure counts as the whole budget."""
    counted = np.where(updates == 0, budget, updates)
    return rates[np.argmin(counted.mean(axis=1))]


def mended(A, gain):
    """The bug: Q keeps lengths as it is. Dividing by √H is for Gaussian entries of
    variance 1."""
    Q, _ = np.linalg.qr(A)
    return gain * Q
