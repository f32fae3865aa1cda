"""Where one unit without input goes: how long its gradient grows, and its weight by the factor where it settles; with
knobs for the slips."""

import math

import numpy as np

from helpers.checks import unit

GROWTH = {
    "one more": "off by one: you count the first step that shrinks too, or take the slope at h_{t-1}, not at h_t.",
    "from h_0": "off by one: you begin with the slope at h_0. The first step leads to h_1, and has the slope there.",
    "one less": "off by one: one step more still grows the gradient.",
    "other root": "your border is √(1/a). From a (1 - h²) = 1 follows h² = 1 - 1/a.",
    "twice": "tanh twice. h_t is a value of tanh already, so the slope is 1 - h_t², not 1 - tanh(h_t)².",
    "of z": "you take 1 - z² of z = a h, what tanh is applied to. The slope is 1 - h_t², of what comes out.",
    "square": "the square is missing: the factor is a (1 - h²), so it is h² that must be below 1 - 1/a.",
    "logistic": "h (1 - h) is the slope of the logistic function. This unit has tanh, whose slope is 1 - h_t².",
    "half": "you stop where the slope has fallen to one half. The factor is a times the slope, and its border is 1.",
    "below 1": "that is when the gradient has fallen below 1 again. Where is it *largest*?",
    "size": "that is the size of the largest gradient. After how many steps it is reached is asked for.",
    "log": "that is log10 of the largest gradient. After how many steps it is reached is asked for.",
    "state": "that is the state at the peak. After how many steps it is reached is asked for.",
    "straight": "you count as if the state were h_0 a^n all the time. tanh slows it down: let the unit run.",
    "settled": "that is when the state has settled. The gradient is largest long before.",
}
STRAIGHT = {
    "down": math.floor,
    "up": math.ceil,
    "near": round,
    "raw": float,
    "down from 0": lambda n: max(0, math.floor(n)),
    "up from 0": lambda n: max(0, math.ceil(n)),
    "near from 0": lambda n: max(0, round(n)),
    "raw from 0": lambda n: max(0, n),
}
GROWTH |= {f"straight {way}": GROWTH["straight"] for way in STRAIGHT}


def peak(a, h_0, slip="right"):
    """The number of steps after which |dh_n/dh_0| is largest, for a > 1 and h_0 > 0."""
    h = unit.run(a, h_0, np.zeros(1500))
    logs = np.append(0.0, np.cumsum(np.log10(np.abs(unit.factors(a, h)) + 1e-300)))
    n, edge = int(logs.argmax()), math.sqrt(1 - 1 / a)
    straight = math.log(edge / h_0) / math.log(a)

    def first(ends):  # the steps before the first that ends the growth
        return float(np.append(ends, True).argmax())

    ways = {
        "right": lambda: n,
        "one more": lambda: n + 1,
        "one less": lambda: n - 1,
        "from h_0": lambda: first(a * (1 - h[:-1] ** 2) < 1),
        "other root": lambda: first(h[1:] > math.sqrt(1 / a)),
        "twice": lambda: first(a * (1 - np.tanh(h[1:]) ** 2) < 1),
        "of z": lambda: first(a * (1 - (a * h[:-1]) ** 2) < 1),
        "square": lambda: first(a * (1 - h[1:]) < 1),
        "logistic": lambda: first(a * h[1:] * (1 - h[1:]) < 1),
        "half": lambda: first(1 - h[1:] ** 2 < 0.5),
        "below 1": lambda: first(logs[1:] < 0) + 1,
        "size": lambda: 10 ** logs[n],
        "log": lambda: logs[n],
        "state": lambda: h[n],
        "straight": lambda: straight,
        "settled": lambda: first(np.abs(np.diff(h)) < 1e-6),
    } | {f"straight {way}": lambda rounded=rounded: rounded(straight) for way, rounded in STRAIGHT.items()}
    return ways[slip]()


WEIGHT = {
    "same": "with this weight, below 1, the unit settles at 0 from both sides: the bit is lost. Which weight above 1 "
    "has this factor?",
    "upside down": "1 / a is not the factor: the slope at h* depends on a too.",
    "mirror": "2 - factor: right only in the limit of a factor near 1, and even there not quite. Let the unit run.",
    "near": "that is right for a factor near 1 alone, to first order. Let the unit run, and search.",
    "state": "that is the state h* in which the unit settles. Its weight a is asked for.",
    "z": "that is a h*, what tanh is applied to. The weight a itself is asked for.",
    "slope": "that is the weight at which the *slope* is that. The factor is a times the slope.",
    "twice": "tanh twice: h* is a value of tanh already, so the factor is a (1 - h*²).",
    "square": "the square is missing in the slope: 1 - h*², not 1 - h*.",
    "two": "you give two steps together this factor. One step is asked for.",
    "root": "you give one step the square of the factor.",
    "one step": "you take the factor after a single step from 1. Let the unit settle first.",
}


def fixed(a):
    """h* > 0 with tanh(a h*) = h*, for a > 1."""
    return _falling(lambda h: math.tanh(a * h) - h, 0, 1e-9, 1.0)


def weight(factor, slip="right"):
    """The weight a > 1 at whose fixed point h* > 0 a step has this factor."""

    def by(form, target):  # z = a h* gives a and h*, and all these fall with z
        z = _falling(lambda z: form(z / math.tanh(z), math.tanh(z)), target, 1e-6, 30.0)
        return z / math.tanh(z)

    a = by(_factor, factor)
    ways = {
        "right": lambda: a,
        "same": lambda: factor,
        "upside down": lambda: 1 / factor,
        "mirror": lambda: 2 - factor,
        "near": lambda: (3 - factor) / 2,
        "state": lambda: fixed(a),
        "z": lambda: a * fixed(a),
        "slope": lambda: by(lambda a, h: 1 - h * h, factor),
        "twice": lambda: by(lambda a, h: a * (1 - math.tanh(h) ** 2), factor),
        "square": lambda: by(lambda a, h: a * (1 - h), factor),
        "two": lambda: by(_factor, math.sqrt(factor)),
        "root": lambda: by(_factor, factor**2),
        "one step": lambda: _falling(lambda a: a * (1 - math.tanh(a) ** 2), factor, 1.0, 30.0),
    }
    return ways[slip]()


def _factor(a, h):
    return a * (1 - h * h)


def _falling(form, target, low, high):
    """Where form falls to target, between low and high."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if form(middle) > target else (low, middle)
    return middle
