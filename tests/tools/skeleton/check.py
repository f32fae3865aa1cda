"""Checks for the exercises of lesson NN."""

import math

import numpy as np

from helpers.checks import judge


def half_life(function):
    """Exercise NN.2: half_life(r) -> the number of steps after which r**n is 1/2, not rounded."""
    cases = [{"r": r} for r in (0.25, 0.5, 0.625, 0.75, 0.875)]
    mistakes = [(lambda r: math.log(0.5) * math.log(r), "you multiply by log(r). Solve r**n = 1/2 for n: divide.")]
    return judge(function, cases, lambda r: math.log(0.5) / math.log(r), mistakes, "Any logarithm would do.")


def powers(function):
    """Exercise NN.3: powers(r, T) -> 1, r, r**2, ..., r**T, an array (T+1,)."""
    cases = [{"r": r, "T": T} for r, T in ((0.5, 1), (2.0, 3), (-1.5, 4), (0.75, 6))]
    mistakes = [
        (lambda r, T: r ** np.arange(1.0, T + 2), "off by one: after 0 steps 1 is left, so the first entry is 1."),
        (lambda r, T: r * np.arange(T + 1.0), "you multiply by n. Each step multiplies by r: take a power."),
    ]
    return judge(function, cases, lambda r, T: r ** np.arange(T + 1.0), mistakes)
