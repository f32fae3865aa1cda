"""Checks for the exercises of lesson 00."""

import math

import numpy as np

from helpers.checks import judge


def share(function):
    """Exercise 0.1: share(r, subject, verb) -> the part of the gradient that reaches the subject."""
    rng = np.random.default_rng(0)
    cases = [
        {
            "r": float(rng.uniform(0.2, 1.5)),
            "subject": int(subject),
            "verb": int(subject + rng.integers(2, 15)),
        }
        for subject in rng.integers(0, 6, size=12)
    ]

    def truth(r, subject, verb):
        return math.prod(r for _ in range(subject, verb))

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda r, subject, verb: r ** (verb - subject - 1),
                "off by one. You count the words between; count the steps from word to word.",
            ),
            (
                lambda r, subject, verb: r ** (subject - verb),
                "your exponent is negative. Going back takes verb - subject steps.",
            ),
            (
                lambda r, subject, verb: r * (verb - subject),
                "you multiply by the number of steps. Each step multiplies by r once more: that is a power.",
            ),
        ],
        "Every step multiplies by r once more, so the distance is an exponent.",
    )


def reach(function):
    """Exercise 0.2: reach(r, least) -> the largest number of steps after which r**n is still at least `least`."""
    rng = np.random.default_rng(1)
    cases = [
        {"r": round(float(rng.uniform(0.3, 0.97)), 3), "least": float(10.0 ** -rng.integers(2, 12))} for _ in range(12)
    ]

    def truth(r, least):
        n = 0
        while r ** (n + 1) >= least:
            n += 1
        return n

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda r, least: math.ceil(math.log(least) / math.log(r)),
                "off by one. That is the first step at which it is too small; the one before is asked for.",
            ),
            (
                lambda r, least: math.log(least) / math.log(r),
                "right before rounding. A number of steps is whole; which way must it be rounded?",
            ),
            (
                lambda r, least: math.floor(math.log(r) / math.log(least)),
                "upside down. From r**n = least follows n log(r) = log(least); solve for n.",
            ),
        ],
        "Ten times less to go on with buys only a few more words: the reach grows with a logarithm.",
    )
