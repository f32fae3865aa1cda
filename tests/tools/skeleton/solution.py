"""Solutions to the exercises of lesson NN."""

import math

import numpy as np


def half_life(r):
    """Exercise NN.2: take the logarithm on both sides of r**n = 1/2."""
    return math.log(0.5) / math.log(r)


def powers(r, T):
    """Exercise NN.3: one power for each number of steps, 0 to T."""
    return r ** np.arange(T + 1)
