"""Solutions to the exercises of lesson 12."""

import numpy as np


def layer(shortest, longest, n):
    """Exercise 12.2: ν is minus the logarithm of the memory, and equal factors are
    equal steps of the logarithm."""
    return np.linspace(-np.log(shortest), -np.log(longest), n)


def by_weight(lam, xs):
    """Exercise 12.3: λ acts in this step, on the old state, and it has acted before."""
    h = dh = 0.0
    for x in xs:
        dh = h + lam * dh
        h = lam * h + x
    return dh


def blame(factors, arriving):
    """Exercise 12.4: a state gets what arrives directly, and what the next state passes
    on, times the factor there."""
    whole = arriving.copy()
    for t in range(len(whole) - 2, -1, -1):
        whole[t] += factors[t + 1] * whole[t + 1]
    # Or, with the scan of Going further B:
    # scan(np.append(factors[1:], 0)[::-1], arriving[::-1])[0][::-1]
    return whole


def mended(nu, theta):
    """The bug: the variance is a sum of |λ|^(2n), whatever the phase; λ² without the
    bars is another number."""
    lam = np.exp(-np.exp(nu) + 1j * theta)
    return np.sqrt(1 - abs(lam) ** 2)
