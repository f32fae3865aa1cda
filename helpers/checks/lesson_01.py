"""Checks for the exercises of lesson 01; the truth comes from other means than the formula asked for."""

import math

import numpy as np

from helpers import gradcheck, scalar
from helpers.checks import judge


def gradient(function):
    """Exercise 1.1: gradient(a, b, c, h_0, xs) -> dh_T/dh_0."""
    rng = np.random.default_rng(0)
    cases = [
        {
            "a": float(rng.uniform(-2, 2)),
            "b": float(rng.normal()),
            "c": float(rng.normal(scale=0.3)),
            "h_0": float(rng.uniform(-0.5, 0.5)),
            "xs": rng.normal(scale=0.5, size=T),
        }
        for T in (1, 2, 3, 3, 4, 4, 5, 5, 6, 6)
    ]

    def truth(a, b, c, h_0, xs):
        return gradcheck.numeric_gradient(lambda start: scalar.run(a, start, xs, b, c)[-1], h_0)

    def wrong(formula):
        return lambda a, b, c, h_0, xs: formula(a, scalar.run(a, h_0, xs, b, c))

    return judge(
        function,
        cases,
        truth,
        [
            (
                wrong(lambda a, h: a ** (len(h) - 1)),
                "this is a^T. The slope of tanh is missing: 1 - h_t² at every step.",
            ),
            (
                wrong(lambda a, h: np.prod(a * (1 - h[:-1] ** 2))),
                "off by one step. The slope of the step from h_{t-1} to h_t is 1 - h_t², not 1 - h_{t-1}².",
            ),
            (
                wrong(lambda a, h: np.prod(1 - h[1:] ** 2)),
                "a is missing. The inner derivative of tanh(a h + ...) with respect to h is a, at every step.",
            ),
            (
                wrong(lambda a, h: np.prod(a * (1 - np.tanh(h[1:]) ** 2))),
                "tanh twice. h_t is a value of tanh already, so the slope is 1 - h_t², not 1 - tanh(h_t)².",
            ),
            (
                wrong(lambda a, h: np.sum(a * (1 - h[1:] ** 2))),
                "you add the factors. The chain rule multiplies them.",
            ),
        ],
        "Your product of local slopes agrees with finite differences.",
        tolerance=1e-5,  # central differences have about this in hand when the gradient is small
    )


def log_gradient(function):
    """Exercise 1.2: log_gradient(a, states) -> log10 |dh_T/dh_0|, also where the gradient is no float any more."""
    rng = np.random.default_rng(1)
    cases = []
    for T in (1, 5, 40, 400, 3000, 5000):
        for a in (float(rng.uniform(0.3, 2.5)), float(rng.uniform(-2.5, -0.3))):
            xs = rng.normal(scale=0.8, size=T)
            cases.append({"a": a, "states": scalar.run(a, 0.3, xs)})

    def truth(a, states):
        return math.fsum(math.log10(abs(a * (1 - h) * (1 + h))) for h in states[1:].tolist())

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda a, states: np.log(np.abs(a * (1 - states[1:] ** 2))).sum(),
                "that is the natural logarithm; the powers of ten need log10.",
            ),
            (
                lambda a, states: np.log10(np.abs(np.prod(a * (1 - states[1:] ** 2)))),
                "right for short runs, but your product underflows to 0 before the logarithm. Add logs instead.",
            ),
            (
                lambda a, states: np.log10(a * (1 - states[1:] ** 2)).sum(),
                "right for a > 0; for a < 0 you take the logarithm of a negative number. The size is asked for.",
            ),
            (
                lambda a, states: np.log10(1 - states[1:] ** 2).sum(),
                "a is missing: every factor is a (1 - h_t²).",
            ),
        ],
        "1e-1500 is no float, but its logarithm is an ordinary number.",
    )


def settled_factor(function):
    """Exercise 1.3: settled_factor(a) -> the factor a (1 - h*²) where the unit without input settles, for a > 1."""
    cases = [{"a": a} for a in (1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)]

    def settled(a):
        return scalar.run(a, 0.5, np.zeros(2000))[-1]

    def truth(a):
        return gradcheck.numeric_gradient(lambda h: math.tanh(a * h), settled(a))

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda a: a,
                "that is the factor at h = 0. The unit does not stay there: let it run from h_0 > 0.",
            ),
            (
                settled,
                "that is the state h* in which the unit settles; the factor of a step there is asked for.",
            ),
            (lambda a: 1 - settled(a) ** 2, "a is missing: the factor is a (1 - h*²)."),
            (
                lambda a: a * (1 - math.tanh(settled(a)) ** 2),
                "tanh twice. h* is a value of tanh already, so the slope there is 1 - h*².",
            ),
        ],
        "Below 1 for every a > 1: where the unit settles, gradients vanish.",
        tolerance=1e-5,
    )


def mended(function):
    """The bug of lesson 01: mended(a, states) must give the product of the factors, as its name says."""
    weights = np.random.default_rng(2).uniform(0.5, 2, size=5).tolist()
    cases = [{"a": a, "states": scalar.run(a, 0.2, np.zeros(T))} for a, T in zip(weights, (1, 2, 3, 5, 8), strict=True)]
    return judge(
        function,
        cases,
        lambda a, states: math.prod(a * (1 - h**2) for h in states[1:].tolist()),
        [
            (
                lambda a, states: np.prod(a * (1 - np.tanh(states[1:]) ** 2)),
                "this is still the answer of the code with the bug. What is stored in `states`: z_t or h_t?",
            ),
            (
                lambda a, states: np.prod(a * (1 - states[:-1] ** 2)),
                "now it is off by one: the first slope is that of h_1, not that of h_0.",
            ),
        ],
        "The bug is mended.",
    )
