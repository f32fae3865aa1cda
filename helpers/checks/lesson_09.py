"""Checks for the exercises of lesson 09."""

import math

import numpy as np

from helpers import gradcheck, scalar
from helpers.checks import judge


def count_ways(function):
    """Exercise 9.1: count_ways(T, d) -> the number of ways over T steps with single steps and skips of d."""
    cases = [{"T": T, "d": d} for T in (1, 2, 5, 6, 13, 20, 80) for d in (2, 3, 5, 7)]

    def recursion(T, d, late=0):
        ways = [1]
        for t in range(1, T + 1):
            ways.append(ways[-1] + (ways[t - d] if t >= d + late else 0))
        return ways[T]

    return judge(
        function,
        cases,
        lambda T, d: sum(math.comb(T - m * (d - 1), m) for m in range(T // d + 1)),
        [
            (lambda T, d: recursion(T, d, late=1), "off by one: h_d already reads h_0, so a skip may come from there."),
            (lambda T, d: T // d + 1, "that is how many different numbers of skips there are. Each has several ways."),
            (lambda T, d: 2 ** (T // d), "skips may start at any step, not only at multiples of d."),
            (lambda T, d: recursion(T, 2), "that is the answer for d = 2, whatever d is."),
            (lambda T, d: 2**T, "that would be two choices at every step; but a skip uses up d steps."),
            (lambda T, d: recursion(T, d) - 1, "one is missing: the way without any skip counts too."),
        ],
        "Over 80 steps a skip of 2 already gives 3.7e16 ways.",
        tolerance=1e-9,
    )


def gradient(function):
    """Exercise 9.2: gradient(a, b, d, states) -> dh_T/dh_0 of h_t = tanh(a h_{t-1} + b h_{t-d})."""
    rng = np.random.default_rng(0)

    def run(h_0, a, b, d, T):
        states = [h_0]
        for t in range(1, T + 1):
            states.append(math.tanh(a * states[-1] + (b * states[t - d] if t >= d else 0)))
        return np.array(states)

    cases = []
    for T, d in ((1, 2), (2, 2), (5, 2), (6, 3), (7, 5), (12, 4), (20, 7)):
        a, b = (float(v) for v in rng.uniform(0.4, 1.3, 2))
        cases.append({"a": a, "b": b, "d": d, "states": run(float(rng.uniform(0.3, 0.9)), a, b, d, T)})

    def truth(a, b, d, states):
        T = len(states) - 1
        return gradcheck.numeric_gradient(lambda h_0: run(h_0, a, b, d, T)[-1], float(states[0]))

    def wrong(single=1, skip=1, late=0, slopes=True):
        """The recursion with the slope of h_{t - late}, on the single steps, the skips, or neither."""

        def answer(a, b, d, states):
            g = [1.0]
            for t in range(1, len(states)):
                slope = 1 - states[t - late] ** 2 if slopes else 1.0
                g.append(a * g[-1] * slope**single + (b * g[t - d] * slope**skip if t >= d else 0))
            return g[-1]

        return answer

    return judge(
        function,
        cases,
        truth,
        [
            (wrong(slopes=False), "that is the linear unit. The slope 1 - h_t² is missing."),
            (wrong(skip=0), "the skip passes the tanh too: multiply it by the slope 1 - h_t² as well."),
            (wrong(single=0), "the single steps pass the tanh too: multiply them by the slope 1 - h_t² as well."),
            (wrong(late=1), "off by one step: the slope belongs to the state at which the arrows arrive."),
            (
                lambda a, b, d, states: np.prod(a * (1 - states[1:] ** 2)),
                "that is the way of single steps alone. The ways with skips are missing.",
            ),
            (
                lambda a, b, d, states: np.prod((a + b) * (1 - states[1:] ** 2)),
                "you let the skip reach back one step. It reaches back d steps.",
            ),
        ],
        "The sum over all ways, each with its slopes.",
        tolerance=1e-5,
    )


def leak(function):
    """Exercise 9.3: leak(share, T) -> n with (1 - n)^T = share."""
    cases = [{"share": share, "T": T} for share in (0.01, 0.1, 0.5, 0.9) for T in (2, 10, 50, 1000)]
    return judge(
        function,
        cases,
        lambda share, T: -math.expm1(math.log(share) / T),
        [
            (lambda share, T: share ** (1 / T), "that is what is kept, 1 - n. The new part n is asked for."),
            (lambda share, T: 1 / T, "that leaves about 1/e, whatever `share` says."),
            (lambda share, T: (1 - share) / T, "a straight line; but shares multiply from step to step."),
            (lambda share, T: -math.log(share) / T, "close for a small n: (1 - n)^T is only nearly e^(-n T)."),
            (lambda share, T: 1 - share**T, "upside down: take the T-th root, not the T-th power."),
        ],
        "To keep half of a gradient over 50 steps, n may be 0.014 at most.",
    )


def mended(function):
    """The bug of lesson 09: mended(w, u, xs) -> (T, 2), row t with what both directions know at step t."""
    rng = np.random.default_rng(1)
    cases = [
        {"w": float(rng.uniform(-1.2, 1.2)), "u": float(rng.uniform(0.5, 1.5)), "xs": rng.normal(size=T)}
        for T in (1, 2, 3, 5, 9)
    ]

    def as_number(make):
        """An array is compared through one number: a sum in which every entry has a weight of its own."""

        def number(w, u, xs):
            answer = make(w, u, xs)
            if answer is None:
                return None
            rows = np.asarray(answer, dtype=float)
            if rows.shape != (len(xs), 2):
                raise ValueError(f"the answer must have shape ({len(xs)}, 2), but it has {rows.shape}")
            return float(np.sum(rows * np.sqrt(2 + np.arange(rows.size)).reshape(rows.shape)))

        return number

    def ways(there, back, swap=False):
        """Each half: is its input turned round, is its output?"""

        def make(w, u, xs):
            halves = [
                scalar.run(w, 0.0, xs[::-1] if turn_in else xs, u)[1:][:: -1 if turn_out else 1]
                for turn_in, turn_out in ((there, back) if not swap else (back, there))
            ]
            return np.stack(halves, axis=1)

        return as_number(make)

    plain, right, forgotten, outputs = (False, False), (True, True), (True, False), (False, True)
    return judge(
        as_number(function),
        cases,
        ways(plain, right),
        [
            (ways(plain, forgotten), "this is still the answer of the code with the bug. What is in row 0 of `back`?"),
            (ways(plain, outputs), "now the backward layer reads forwards. Turn its input round, and its output too."),
            (ways(plain, plain), "both halves now run forwards."),
            (ways(plain, right, swap=True), "right, but the forward half comes first."),
            (ways(outputs, right), "you turned both halves round. The forward half was right."),
        ],
        "The bug is mended: row t holds what both directions know at step t.",
    )
