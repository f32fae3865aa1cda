"""Checks for the exercises of lesson 01. The references are held against finite differences in the tests."""

import math

import numpy as np

from helpers.checks import judge, settling, unit
from helpers.checks.inputs import BY_INPUT
from helpers.checks.inputs import by_input as by_input_of
from helpers.checks.slips import SLOPE, eighths, turned


def by_input(function):
    """Exercise 1.2: by_input(a, b, c, h_0, xs, k) -> dh_T/dx_k."""
    rng = np.random.default_rng(0)
    cases = [
        {"a": a, "b": b, "c": c, "h_0": h_0, "xs": eighths(rng.normal(scale=0.4, size=T)), "k": k}
        for T, k, a, b, c, h_0 in (
            (2, 1, -1.25, -0.75, 0.125, 0.25),
            (3, 2, 1.5, 1.25, -0.25, -0.5),
            (4, 1, -0.75, 0.5, -0.125, 0.375),
            (5, 2, 1.25, -0.5, 0.25, -0.25),
            (6, 3, -1.5, 0.75, 0.125, 0.5),
            (7, 4, 1.75, 0.5, 0.25, 0.25),
            (6, 6, 1.5, -0.625, 0.25, 0.125),
        )
    ]

    def of(formula):
        return lambda a, b, c, h_0, xs, k: formula(a, b, unit.run(a, h_0, xs, b, c), k)

    def answer(a, b, c, h_0, xs, k, biases="right", **knobs):
        b_run, c = {"no b": (1.0, c), "no c": (b, 0.0), "swapped": (c, b), "neither": (1.0, 0.0)}.get(biases, (b, c))
        if biases in ("no b", "neither", "swapped"):
            return by_input_of(a, b_run, c, h_0, xs, k, **knobs) * (b / b_run if b_run else math.nan)
        return by_input_of(a, b, c, h_0, xs, k, **knobs)

    biases = {
        "no b": "b is missing in the states: h_t = tanh(a h_{t-1} + b x_t + c).",
        "no c": "c is missing in the states: h_t = tanh(a h_{t-1} + b x_t + c).",
        "neither": "b and c are missing in the states: h_t = tanh(a h_{t-1} + b x_t + c).",
        "swapped": "b and c are swapped: b belongs to the input. scalar.run takes (a, h_0, xs, b, c).",
    }
    mistakes = [
        (of(lambda a, b, h, k: unit.by_start(a, h)), "that is dh_T/dh_0. The reaction to the input x_k is asked for."),
        (
            of(lambda a, b, h, k: unit.by_start(a, h[k:])),
            "that is dh_T/dh_k. One link is missing: how h_k reacts to x_k.",
        ),
        (of(lambda a, b, h, k: b * a ** (len(h) - 1 - k)), "the slopes of tanh are missing: 1 - h_t² at every step."),
        (of(lambda a, b, h, k: h[-1]), "that is the state h_T. Its derivative by x_k is asked for."),
        *turned(answer, BY_INPUT | unit.RUN | {"biases": biases}),
    ]

    def size(**case):
        return max(abs(answer(**case)), 1e-3)

    praise = "This is the blame of word k: each word since then has its factor in it."
    return judge(function, cases, answer, mistakes, praise, scale=size)


def peak(function):
    """Exercise 1.3: peak(a, h_0) -> the number of steps after which the gradient of a unit without input is largest."""
    weights = 1.5, 1.5, 2.0, 2.25, 1.125, 1.25, 2.125, 1.5, 1.75, 1.0625, 1.125, 2.25
    starts = 2.0 ** -np.array([0, 2, 4, 3, 3, 6, 10, 10, 20, 5, 30, 100])
    cases = [{"a": a, "h_0": h_0} for a, h_0 in zip(weights, starts.tolist(), strict=True)]
    praise = "From then on every step shrinks the gradient: the state has left the steep part of tanh."
    return judge(function, cases, settling.peak, turned(settling.peak, {"slip": settling.GROWTH}), praise)


def design(function):
    """Exercise 1.4: design(factor) -> the weight a > 1 at whose settled state a step has that factor."""
    cases = [{"factor": factor} for factor in (0.96875, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125, 0.0625, 0.03125)]
    praise = "A factor nearer to 1 keeps more of the gradient, and holds the bit against less noise."
    return judge(function, cases, settling.weight, turned(settling.weight, {"slip": settling.WEIGHT}), praise)


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
