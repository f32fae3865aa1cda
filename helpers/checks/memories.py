"""What people take for weights that halve the gradient by unit j in lags[j] steps, at the slope slopes[j]."""

import math
from functools import partial

import numpy as np

from helpers.checks.slips import FLOOR, turned

RATE = {
    "right": lambda n: 0.5 ** (1 / n),
    "e": lambda n: np.exp(-1 / n),
    "grows": lambda n: 2 ** (1 / n),
    "power": lambda n: 0.5**n,
    "floor": lambda n: 0.5 ** (1 // n),
    "divided": lambda n: 0.5 / n,
    "linear": lambda n: 1 - 0.5 / n,
    "one step": lambda n: 0.5 + 0 * n,
    "root": lambda n: 0.5 ** (1 / np.maximum(n - 1, 1)),
    "late": lambda n: 0.5 ** (1 / (n + 1)),
    "tenth": lambda n: 0.1 ** (1 / n),
    "logarithm": lambda n: math.log(0.5) / n,
    "1/n": lambda n: 1 / n,
}
SLOPE = {
    "right": lambda slopes: 1 / slopes,
    "missing": lambda slopes: 1.0,
    "multiplied": lambda slopes: slopes,
    "first": lambda slopes: 1 / slopes[0],
    "mean": lambda slopes: 1 / slopes.mean(),
}
SHAPE = {
    "right": np.diag,
    "rows": lambda w: np.tile(w, (len(w), 1)),
    "columns": lambda w: np.tile(w, (len(w), 1)).T,
    "reverse": lambda w: np.diag(w[::-1]),
}
KNOBS = {
    "rate": {
        "e": "yours falls to 1/e, not to one half, in that many steps: ½ ** (1 / n).",
        "grows": "yours grows: 2 ** (1 / n) doubles. Halved is ½ ** (1 / n).",
        "power": "you take the power n. Factors multiply, so one step is the n-th *root* of ½.",
        "floor": FLOOR.replace("T", "n"),
        "divided": "½ / n is no n-th root: factors multiply, they don't add. Take ½ ** (1 / n).",
        "linear": "you take the same amount away at every step. Factors multiply: ½ ** (1 / n).",
        "one step": "yours is halved in a single step. In n steps each takes the n-th root of ½.",
        "root": "off by one: n steps are n factors.",
        "late": "off by one: n steps are n factors.",
        "tenth": "that is a tenth after n steps. One half is asked for.",
        "logarithm": "that is the logarithm of the factor. exp leads back.",
        "1/n": "1 / n is not the n-th root of ½: ½ ** (1 / n).",
    },
    "slope": {
        "missing": "a step back multiplies by the weight *and* the slope; the slope is missing.",
        "multiplied": "you multiply by the slope. The step does that already, so the weight has to make up for it.",
        "first": "each unit has its own slope; yours uses the first one for all.",
        "mean": "each unit has its own slope; yours uses the mean.",
    },
    "shape": {
        "rows": "every unit hears all units. Alone means: only the diagonal is not 0.",
        "columns": "every unit hears all units. Alone means: only the diagonal is not 0.",
        "reverse": "in the reverse order: unit j belongs to lags[j].",
    },
}


def weights(lags, slopes, rate="right", slope="right", shape="right"):
    """W (H,H) from lags (H,) and slopes (H,), with knobs."""
    return SHAPE[shape](RATE[rate](lags) * SLOPE[slope](slopes))


def mistakes():
    """(wrong weights, sentence)"""
    both = partial(turned, weights, KNOBS)
    return [
        *both(),
        (
            lambda lags, slopes: np.diag(0.5 ** (1 / lags)) + 1 - np.eye(len(lags)),
            "beside the diagonal yours is 1. Alone means 0 there.",
        ),
        (
            lambda lags, slopes: np.diag((0.5 / slopes) ** (1 / lags)),
            "brackets: every step divides by the slope anew, so it stands outside the root.",
        ),
    ]
