"""Checks for the exercises of lesson 01. The references are held against finite differences in the tests."""

import math
from functools import partial

import numpy as np

from helpers.checks import judge, unit
from helpers.checks.logs import LOG_BY_START, log_by_start
from helpers.checks.slips import SLOPE, eighths, turned


def gradient(function):
    """Exercise 1.1: gradient(a, b, c, h_0, xs) -> dh_T/dh_0."""
    rng = np.random.default_rng(0)
    cases = [
        {"a": a, "b": b, "c": c, "h_0": h_0, "xs": eighths(rng.normal(scale=0.4, size=T))}
        for T, a, b, c, h_0 in (
            (1, 0.75, 0.5, 0.25, 0.5),
            (1, -6.0, 0.5, 0.0, -0.125),
            (2, -1.25, -0.75, 0.125, 0.25),
            (3, 1.5, 1.25, -0.25, -0.5),
            (4, -0.75, 0.5, -0.125, 0.375),
            (5, 1.25, -0.5, 0.25, -0.25),
            (6, -1.5, 0.75, 0.125, 0.5),
        )
    ]
    cases.append({"a": 2.5, "b": 0.5, "c": 0.0, "h_0": 2.0**-7, "xs": np.zeros(3)})  # well above 5

    def answer(a, b, c, h_0, xs, biases="right", start="right", apply="right", inputs="right", **knobs):
        b, c = {"no b": (1.0, c), "no c": (b, 0.0), "swapped": (c, b), "neither": (1.0, 0.0)}.get(biases, (b, c))
        return unit.by_start(a, unit.run(a, h_0, xs, b, c, start, apply, inputs), **knobs)

    def of(formula):
        return lambda a, b, c, h_0, xs: formula(a, b, unit.run(a, h_0, xs, b, c))

    knobs = unit.BY_START | unit.RUN
    knobs["biases"] = {
        "no b": "b is missing in the states: h_t = tanh(a h_{t-1} + b x_t + c).",
        "no c": "c is missing in the states: h_t = tanh(a h_{t-1} + b x_t + c).",
        "neither": "b and c are missing in the states: h_t = tanh(a h_{t-1} + b x_t + c).",
        "swapped": "b and c are swapped: b belongs to the input. scalar.run takes (a, h_0, xs, b, c).",
    }
    mistakes = [
        (
            of(lambda a, b, h: a ** (len(h) - 1)),
            "this is a^T. The slope of tanh is missing: 1 - h_t² at every step.",
        ),
        (of(lambda a, b, h: unit.by_weight(a, h)), "that is dh_T/da. The derivative by the start h_0 is asked for."),
        *(
            (of(quotient), "a quotient of states is no derivative. How does h_T change if h_0 *changes* a little?")
            for quotient in (lambda a, b, h: (h[-1] - h[0]) / h[0], lambda a, b, h: h[-1] / h[0])
        ),
        (
            partial(answer, apply="linear", slope="twice"),
            "tanh is missing in the states: each step begins at h_{t-1} = tanh(...), the value after tanh.",
        ),
        (of(lambda a, b, h: h[-1]), "that is the state h_T. Its derivative by h_0 is asked for."),
        *(
            (of(product), "you multiply by b. From state to state the weight is a alone; b belongs to the input.")
            for product in (
                lambda a, b, h: np.prod(b * (1 - h[1:] ** 2)),
                lambda a, b, h: np.prod(a * b * (1 - h[1:] ** 2)),
            )
        ),
        *turned(answer, knobs),
    ]
    return judge(function, cases, answer, mistakes, "Your product of local slopes agrees with finite differences.")


def log_gradient(function):
    """Exercise 1.2: log_gradient(a, states) -> log10 |dh_T/dh_0|, also where the gradient is no float any more."""
    rng = np.random.default_rng(1)
    cases = [
        {"a": a, "states": eighths(0.9 * np.tanh(rng.normal(size=T + 1)))}
        for T, a in ((1, 0.75), (2, -1.5), (5, 2.5), (5, -0.375), (40, 1.25), (400, -2.25), (3000, 0.5), (4000, -0.75))
    ]
    cases.append({"a": 3.0, "states": eighths(rng.uniform(-0.4, 0.4, size=1201))})  # far beyond 1e308

    def scale(a, states):
        return np.abs(np.log10(np.abs(unit.factors(a, states)))).sum()

    def truth(a, states):
        return math.fsum(math.log10(abs(a)) + math.log10((1 - h) * (1 + h)) for h in states[1:].tolist())

    praise = "1e-1500 is no float, but its logarithm is an ordinary number."
    return judge(function, cases, truth, turned(log_by_start, LOG_BY_START), praise, scale=scale)


def settled_factor(function):
    """Exercise 1.3: settled_factor(a) -> the factor a (1 - h*²) where the unit without input settles, for a > 1."""
    cases = [{"a": a} for a in (1.015625, 1.125, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)]

    def after(n, start):
        def state(a):
            h = start
            for _ in range(n):
                h = math.tanh(a * h)
            return h

        return state

    settled = after(2500, 0.5)

    def answer(a, slope="right", weight="right", state=settled):
        h = state(a)
        return unit.by_start({"missing": 1.0, "square": a * a}.get(weight, a), [h, h], slope=slope)

    def of_tanh(n):  # the run without the weight
        def state(a):
            h = 0.5
            for _ in range(n):
                h = math.tanh(h)
            return h

        return state

    early = {of_tanh(n): "the weight is missing in the run: h = tanh(a h)." for n in (100, 1000, 2000, 5000, 10000)} | {
        after(n, start): f"the unit has not settled after {n} step{'s' * (n > 1)}, least of all for an a just above 1. "
        "Give it a few thousand."
        for n in (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300)
        for start in (0.5, 0.1, 0.01, 1.0, 0.9, 0.2)
    }
    slope = {setting: said for setting, said in SLOPE.items() if setting != "previous"} | {
        "missing": "that is the factor at h = 0. The unit does not stay there: let it run from h_0 > 0.",
        "of tanh": "you multiply by h* itself. What belongs there is the slope of tanh at h*.",
    }
    near = "that is h* by a formula for a near 1. Let the unit run instead: repeat h = tanh(a h)."
    mistakes = [
        (lambda a: 1.0, "your factor is always 1. Where the unit settles it is below 1, and depends on a."),
        (
            lambda a: 0.0,
            "your answer is 0, or nearly. The factor of *one* step at h* is asked for, no product over the run, "
            "and the run needs its tanh.",
        ),
        (partial(answer, state=lambda a: math.sqrt(3 * (a - 1) / a**3)), near),
        (partial(answer, state=lambda a: math.sqrt(max(0, 3 * (a - 1)))), near),
        (settled, "that is the state h* in which the unit settles; the factor of a step there is asked for."),
        (
            lambda a: math.tanh(a),
            "that is a state after one step. Let the unit settle, and take the factor of a step there.",
        ),
        *turned(
            answer,
            {
                "slope": slope,
                "weight": {"missing": "a is missing: the factor is a (1 - h*²).", "square": "a once only, not a²."},
                "state": early,
            },
            {"h_t": "h*", "z_t": "z"},
        ),
    ]

    def truth(a):  # h* is where tanh(a h) = h, by bisection
        low, high = 1e-3, 1.0
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if math.tanh(a * middle) > middle else (low, middle)
        return a / math.cosh(a * low) ** 2

    return judge(function, cases, truth, mistakes, "Below 1 for every a > 1: where the unit settles, gradients vanish.")


def mended(function):
    """The bug of lesson 01: mended(a, states) must give the product of the factors, as its name says."""
    rng = np.random.default_rng(2)
    cases = [
        {"a": a, "states": eighths(0.9 * np.tanh(rng.normal(size=T + 1)))}
        for T, a in ((1, 0.75), (2, -1.25), (3, 1.5), (5, -2.25), (8, 1.75))
    ]
    cases.append({"a": 2.5, "states": eighths([0.25, -0.125, 0.25, 0.125])})  # above 5
    knobs = unit.BY_START | {
        "slope": SLOPE
        | {
            "twice": "this is still the answer of the code with the bug. What is stored in `states`: z_t or h_t?",
            "previous": "now it is off by one: the first slope is that of h_1, not that of h_0.",
        }
    }

    def answer(a, states, **knobs):
        return unit.by_start(a, states, **knobs)

    return judge(function, cases, answer, turned(answer, knobs), "The bug is mended.")
