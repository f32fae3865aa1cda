"""Solutions to the exercises of lesson 11."""

import math

import numpy as np


def nu_for(memory):
    """Exercise 11.1: |λ| = exp(-1/memory) = exp(-exp ν), so exp ν = 1/memory."""
    return -math.log(memory)


def blame(factors, arriving):
    """Exercise 11.2: a state gets what arrives directly, and what the next state passes
    on, times the factor there."""
    whole = arriving.copy()
    for t in range(len(whole) - 2, -1, -1):
        whole[t] += factors[t + 1] * whole[t + 1]
    # Or, with the lesson's scan:
    # scan(np.append(factors[1:], 0)[::-1], arriving[::-1])[0][::-1]
    return whole


def exponent_of(W, states):
    """Exercise 11.3: follow one vector, at length 1 after every step; the logs of the
    lengths add up."""
    v, total = np.ones(len(W)) / math.sqrt(len(W)), 0.0
    for h in states[1:]:
        v = (1 - h**2) * (W @ v)
        length = np.linalg.norm(v)
        v, total = v / length, total + math.log(length)
    return total / (len(states) - 1)


def mended(nu, theta):
    """The bug: the variance is a sum of |λ|^(2n), whatever the phase; λ² without the
    bars is another number."""
    lam = np.exp(-np.exp(nu) + 1j * theta)
    return np.sqrt(1 - abs(lam) ** 2)
