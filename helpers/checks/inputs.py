"""How the last state of one unit reacts to one of its inputs, with knobs on the way from that input to the end."""

import math

import numpy as np

from helpers.checks import unit
from helpers.checks.slips import SLOPE, slopes

BY_INPUT = {
    "slope": SLOPE,
    "enters": {
        "no b": "b is missing: the input x_k enters the state h_k with the weight b.",
        "a": "you multiply by a where the input enters. Its weight is b.",
        "a too": "one a too many: the input enters with b, and a comes with each *later* step.",
        "no slope": "the slope of the step at which the input enters, 1 - h_k², is missing.",
        "nothing": "what happens where the input enters is missing: b (1 - h_k²).",
        "x": "you multiply by the input itself. Its *change* is asked for: the weight b.",
    },
    "way": {
        "from 0": "off by one: x_1 is the first input, so k counts from 1 and x_k leads to h_k.",
        "from k": "one factor too many: the way begins at h_k, so its first step is the one to h_{k+1}.",
        "earlier": "off by one: x_k leads to h_k, not to h_{k-1}.",
        "all": "you go back to h_0. The way begins at h_k, where the input enters.",
        "none": "that is how h_k reacts. The steps from h_k to h_T are missing.",
        "no last": "the last step is missing: the way leads to h_T.",
        "slopes": "the weight is missing on the way: each later step multiplies by a (1 - h_t²).",
        "weights": "the slopes are missing on the way: each later step multiplies by a (1 - h_t²).",
        "size": "you take the size of a. A negative weight turns the sign at every step.",
        "sum": "you add the factors of the way. The chain rule multiplies them.",
    },
}


def by_input(a, b, c, h_0, xs, k, slope="right", enters="right", way="right", **knobs):
    """dh_T/dx_k; knobs: those of unit.run."""
    h, T = unit.run(a, h_0, xs, b, c, **knobs), len(xs)
    at = {"from 0": k + 1, "earlier": k - 1}.get(way, k)
    if at > T:
        return math.nan
    d = slopes(np.append(h[:1], h), slope)  # d[t]: of the step to h_t
    later = {
        "from k": a * d[at:],
        "all": a * d[1:],
        "none": a * d[:0],
        "no last": a * d[at + 1 : -1],
        "slopes": d[at + 1 :],
        "weights": a + 0 * d[at + 1 :],
        "size": abs(a) * d[at + 1 :],
    }.get(way, a * d[at + 1 :])
    first = {
        "no b": d[at],
        "a": a * d[at],
        "a too": a * b * d[at],
        "no slope": b,
        "nothing": 1.0,
        "x": xs[at - 1] * d[at],
    }.get(enters, b * d[at])
    return first * (later.sum() if way == "sum" else np.prod(later))
