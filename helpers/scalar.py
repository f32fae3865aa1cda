"""The smallest recurrent network: one unit, h_t = tanh(a h_{t-1} + b x_t + c), and its gradient through time."""

import math

import numpy as np

from helpers import expect


def run(a, h_0, xs, b=1.0, c=0.0):
    """The states h_0, h_1, ..., h_T of the unit for the inputs x_1, ..., x_T.

    a, b, c, h_0: numbers; xs: array (T,). Returns an array (T+1,) whose entry 0 is h_0.
    Raises ValueError for anything that is not a finite number, or for no inputs at all.
    """
    a, h_0, b, c = (expect.number(n, v) for n, v in (("a", a), ("h_0", h_0), ("b", b), ("c", c)))
    drive = b * expect.array("xs", xs, ("T",)) + c
    states = np.empty(len(drive) + 1)
    states[0] = h_0
    for t, d in enumerate(drive.tolist(), start=1):
        states[t] = math.tanh(a * states[t - 1] + d)
    return states


def factors(a, states):
    """What each step multiplies the gradient by: dh_t/dh_{t-1} = a (1 - h_t**2) for t = 1, ..., T.

    a: number; states: array (T+1,) from `run`. Returns an array (T,).
    """
    return expect.number("a", a) * (1 - expect.array("states", states, ("T+1",))[1:] ** 2)


def log10_gradient(factors):
    """log10 |dh_n/dh_0| for n = 0, ..., T: sums of logs, so 1e-5000 is as good a number as 0.5.

    factors: array (T,). Returns an array (T+1,) that starts with 0; -inf from an exact zero on.
    """
    factors = expect.array("factors", factors, ("T",))
    with np.errstate(divide="ignore"):  # a factor of exactly 0 is meant to give -inf
        return np.concatenate([[0.0], np.cumsum(np.log10(np.abs(factors)))])


def fixed_point(a):
    """The state h* >= 0 with tanh(a h*) = h* that the unit without input settles in; 0 for a <= 1.

    a: number from 0 upwards. The gap tanh(a h) - h is positive below h* and negative above: bisection.
    """
    a = expect.number("a", a, low=0)
    if a <= 1:
        return 0.0
    low, high = math.sqrt(3 * (a - 1) / a**3), 1.0  # tanh(z) > z - z**3/3 puts h* above `low`
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if math.tanh(a * middle) > middle else (low, middle)
    return (low + high) / 2
