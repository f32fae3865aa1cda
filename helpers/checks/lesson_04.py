"""Checks for the exercises of lesson 04."""

import math

import numpy as np

from helpers import gradcheck, scalar
from helpers.checks import judge


def truncated(function):
    """Exercise 4.1: truncated(a, h_0, xs, k) -> the part of dh_T/da from the uses at steps T, T-1, …, T-k."""
    rng = np.random.default_rng(0)
    cases = [
        {
            "a": float(rng.uniform(0.6, 1.6)),
            "h_0": float(rng.uniform(0.2, 0.8)),
            "xs": rng.normal(scale=0.4, size=T),
            "k": k,
        }
        for T, k in ((1, 0), (3, 0), (3, 1), (4, 2), (5, 2), (5, 4), (6, 3), (4, 9))
    ]

    def truth(a, h_0, xs, k):
        """Only the weight of the last k + 1 steps is moved."""
        start = max(0, len(xs) - k - 1)
        h = scalar.run(a, h_0, xs)[start]
        return gradcheck.numeric_gradient(lambda weight: scalar.run(weight, h, xs[start:])[-1], a)

    def wrong(reach, slopes=True, carry=True, meets=1):
        def answer(a, h_0, xs, k):
            h, total, carried = scalar.run(a, h_0, xs), 0.0, 1.0
            for t in range(len(xs), max(0, len(xs) - reach(len(xs), k)), -1):
                slope = 1 - h[t] ** 2 if slopes else 1.0
                total += carried * slope * h[t - meets]
                carried *= a * slope if carry else 1.0
            return total

        return answer

    return judge(
        function,
        cases,
        truth,
        [
            (wrong(lambda T, k: k), "off by one. A window of k keeps k + 1 uses: the output's own step counts too."),
            (wrong(lambda T, k: T), "that is the whole gradient. Stop after the use at step T - k."),
            (
                wrong(lambda T, k: k + 1, carry=False),
                "the direct parts are right, but each must be carried to step T: times a (1 - h²) per step between.",
            ),
            (
                wrong(lambda T, k: k + 1, meets=0),
                "off by one. The weight at step t meets the state before it, h_{t-1}.",
            ),
            (wrong(lambda T, k: k + 1, slopes=False), "the slope of tanh is missing: 1 - h_t² at every step."),
        ],
        "The window keeps what finite differences say it should.",
        tolerance=1e-5,
    )


def kept_pairs(function):
    """Exercise 4.2: kept_pairs(T, n) -> how many pairs (loss, use) chunks of n steps keep."""
    cases = [{"T": T, "n": n} for T, n in ((6, 2), (6, 3), (7, 3), (10, 4), (5, 1), (4, 9), (20, 6), (12, 12))]
    return judge(
        function,
        cases,
        lambda T, n: sum(t // n == i // n for t in range(T) for i in range(t + 1)),
        [
            (
                lambda T, n: sum(min(t, n - 1) + 1 for t in range(T)),
                "that is what a window of n - 1 keeps. In chunks, the first steps of each chunk reach back less far.",
            ),
            (
                lambda T, n: T // n * (n * (n + 1) // 2),
                "right when n divides T; the last, shorter chunk keeps pairs as well.",
            ),
            (
                lambda T, n: math.ceil(T / n) * (n * (n + 1) // 2),
                "right when n divides T; the last chunk is shorter and keeps fewer pairs.",
            ),
            (
                lambda T, n: sum(t // n == i // n for t in range(T) for i in range(T)),
                "a loss reaches only uses before it and its own: half of the square, with the diagonal.",
            ),
            (
                lambda T, n: sum(t // n == i // n for t in range(T) for i in range(t)),
                "the diagonal is missing: each loss reaches the use at its own step.",
            ),
        ],
        "Counted as the chunks keep them.",
    )


def safe_window(function):
    """Exercise 4.3: safe_window(influences) -> the smallest k from which on the truncated sum has the right sign."""
    rng = np.random.default_rng(1)
    cases = [{"influences": rng.normal(size=n)} for n in (3, 5, 8, 12, 20, 30)]
    cases += [{"influences": np.array(values)} for values in ([1.0, 2.0], [2.0, -5.0, 1.0], [-1.0, 3.0, -4.0, 6.0])]

    def truth(influences):
        signs = [math.copysign(1, math.fsum(influences[: k + 1])) for k in range(len(influences))]
        return next(k for k in range(len(signs)) if all(sign == signs[-1] for sign in signs[k:]))

    def first(influences):
        sums = np.cumsum(influences)
        return np.flatnonzero(sums * sums[-1] > 0)[0]

    return judge(
        function,
        cases,
        truth,
        [
            (
                first,
                "that is where the sign is right for the first time; it may turn again. From there on it must stay.",
            ),
            (lambda influences: truth(influences) + 1, "off by one: a window of k keeps the influences 0, 1, …, k."),
            (lambda influences: truth(influences) - 1, "off by one: at this k the sign is still wrong."),
            (
                lambda influences: max(np.flatnonzero(influences * np.sum(influences) <= 0), default=-1) + 1,
                "you look at the sign of each influence. What counts is the sign of their sum up to k.",
            ),
        ],
        "From this window on the truncated gradient points the right way.",
    )


def mended(function):
    """The bug of lesson 04: mended(a, xs, n) -> the last state of a run in chunks; the state must not be reset."""
    rng = np.random.default_rng(2)
    cases = [
        {"a": float(rng.uniform(0.8, 1.5)), "xs": rng.normal(scale=0.5, size=T), "n": n}
        for T, n in ((4, 2), (6, 3), (7, 3), (9, 4), (5, 9))
    ]

    def run(a, xs, h=0.0):
        for x in xs:
            h = math.tanh(a * h + x)
        return h

    return judge(
        function,
        cases,
        lambda a, xs, n: scalar.run(a, 0.0, xs)[-1],
        [
            (
                lambda a, xs, n: run(a, xs[(len(xs) - 1) // n * n :]),
                "this is still the answer of the code with the bug: each chunk starts from 0.",
            ),
            (lambda a, xs, n: run(a, xs[: len(xs) // n * n]), "the last, shorter chunk is left out."),
            (lambda a, xs, n: run(a, xs[:n]), "only the first chunk is run."),
        ],
        "The state crosses the border between chunks; only the gradient stops there.",
    )
