"""A unit x <- w σ(x) + b to order, with knobs: it stays at x, and its derivative over T steps is given."""

import math

import numpy as np

from helpers.checks.slips import FLOOR, LOGISTIC, LOGISTIC_SLOPE, SQUARE_ROOT

EACH = {
    "right": lambda steepness, T: steepness ** (1 / T),
    "whole": lambda steepness, T: steepness,
    "divided": lambda steepness, T: steepness / T,
    "one": lambda steepness, T: 1.0,
    "fewer": lambda steepness, T: steepness ** (1 / max(T - 1, 1)),
    "more": lambda steepness, T: steepness ** (1 / (T + 1)),
    "power": lambda steepness, T: steepness**T,
    "log": lambda steepness, T: math.log(steepness) / T,
    "root": lambda steepness, T: math.sqrt(steepness),
    "floor": lambda steepness, T: steepness ** (1 // T),
}
BIAS = {
    "right": lambda x, w, y: x - w * y,
    "sign": lambda x, w, y: w * y - x,
    "no state": lambda x, w, y: -w * y,
    "half": lambda x, w, y: 0.5 - w * y,
    "of x": lambda x, w, y: x - w * x,
    "value": lambda x, w, y: y - w * y,
    "plus": lambda x, w, y: x + w * y,
    "slope": lambda x, w, y: x - w * y * (1 - y),
    "zero": lambda x, w, y: 0.0,
}
KNOBS = {
    "slope": LOGISTIC_SLOPE,
    "each": {
        "whole": "the whole steepness belongs to T steps. One factor is its T-th root.",
        "divided": "you divide by T. Factors multiply: one of them is the T-th root.",
        "one": "a factor of 1 keeps the length. It has to be the T-th root of the steepness.",
        "fewer": "off by one: from x_0 to x_T there are T steps.",
        "more": "off by one: from x_0 to x_T there are T steps.",
        "power": "the other way round: one factor is the T-th *root* of the steepness.",
        "log": "that is the logarithm of the factor. exp leads back.",
        "root": SQUARE_ROOT,
        "floor": FLOOR,
    },
    "bias": {
        "sign": "w is right; the sign of b is not. x = w σ(x) + b, solved for b.",
        "no state": "w is right. For b you solved 0 = w σ(x) + b; the state stays at x.",
        "half": "w is right. b belongs to a state that stays at ½; here it stays at x.",
        "of x": "w is right. In b there stands w x; it is w σ(x).",
        "value": "w is right. The state stays at x, not at σ(x): x = w σ(x) + b.",
        "plus": "w is right; a sign in b is not: b = x minus w σ(x).",
        "slope": "w is right. b needs the value σ(x), not the slope.",
        "zero": "w is right. b can't be 0: the state has to stay at x.",
    },
    "order": {"turned": "right, but b stands first: w comes first, then b."},
}


def weights(x, steepness, T, slope="right", each="right", bias="right", order="right"):
    """[w, b], (2,)."""
    y = 1 / (1 + math.exp(-x))
    w = EACH[each](steepness, T) / LOGISTIC[slope](x, y)
    found = np.array([w, BIAS[bias](x, w, y)])
    return found[::-1] if order == "turned" else found
