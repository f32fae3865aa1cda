"""Checks for the exercises of lesson 09."""

import math

import numpy as np

from helpers.checks import directions, judge, shares, skips
from helpers.checks.slips import ZERO, eighths, turned


def count_ways(function):
    """Exercise 9.1: count_ways(T, d) -> the number of ways over T steps with single steps and skips of d."""
    cases = [{"T": T, "d": d} for T in (1, 2, 3, 5, 6, 13, 20, 80) for d in (2, 3, 5, 7)]

    def several(term):
        """The sum over the number m of skips, as far as T allows."""
        return lambda T, d: sum(term(T, d, m) for m in range(T // d + 1))

    right = several(lambda T, d, m: math.comb(T - m * (d - 1), m))
    mistakes = [
        *turned(skips.ways, skips.WAYS),
        (lambda T, d: T // d + 1, "that is how many different numbers of skips there are. Each has several ways."),
        (lambda T, d: T // d, "that is how many skips fit in at most. Count the ways, those with fewer skips as well."),
        (lambda T, d: 2 ** (T // d), skips.WAYS["first"]["blocked"]),
        (lambda T, d: 2 ** max(0, T - d + 1), "a skip uses up d steps, so its start is no free choice at every step."),
        (lambda T, d: 2 ** max(0, T - d), "a skip uses up d steps, so its start is no free choice at every step."),
        (lambda T, d: right(T, d) - 1, "one is missing: the way without any skip counts too."),
        (lambda T, d: right(T, d) + 1, "one too many: there is one way without any skip."),
        (several(lambda T, d, m: math.comb(T, m)), "a skip uses up d steps: m skips leave T - m (d - 1) links in all."),
        (
            several(lambda T, d, m: math.comb(max(0, T - m * d), m)),
            "count the links: with m skips there are m of them and T - m d single steps, and any m may be the skips.",
        ),
        (
            lambda T, d: 1 + max(0, T - d + 1),
            "those are the ways with one skip at most. There may be several skips.",
        ),
        (lambda T, d: max(0, T - d + 1), "those are the places for one skip. There may be several, or none."),
        (lambda T, d: 0, "start with 1: one way leads from h_0 to h_0, that of no step at all."),
        (lambda T, d: T + max(0, T - d + 1), "you count the links of the picture. Count the ways along them."),
        (lambda T, d: T // d + T % d, "that is how many links the shortest way has. Count the ways."),
        (skips.all_lengths, "a link is a single step or a skip of exactly d. You allow all lengths up to d."),
        (
            lambda T, d: (right(T, d) + 2**31) % 2**32 - 2**31,
            "right, but for T = 80 the number is too large for 32 bits: leave out the dtype.",
        ),
        (lambda T, d: T * d, "the way's last link is a step or a skip: add the ways that lead to where it starts."),
        (lambda T, d: d ** (T // d), "the way's last link is a step or a skip: add the ways that lead to its start."),
        (
            lambda T, d: math.comb(T, T // d),
            "that is for one number of skips, and a skip uses up d steps. Count all numbers of skips.",
        ),
        (
            lambda T, d: math.comb(T - T // d * (d - 1), T // d),
            "those are the ways with as many skips as possible. Those with fewer count as well.",
        ),
        (lambda T, d: 1, "that is the way of single steps alone."),
        (lambda T, d: T + 1, "each of the T steps may be the end of a skip or not: the number grows much faster."),
        (lambda T, d: int(T % d == 0), "those are the ways of skips alone. Single steps are mixed with them."),
    ]

    def met(T, d):
        return {"the ways over 0, 1, 2, … steps": [right(t, d) for t in range(T + 1)]}

    praise = "Over 80 steps a skip of 2 already gives 3.7e16 ways."
    return judge(function, cases, right, mistakes, praise, 1e-9, via=met)


def gradient(function):
    """Exercise 9.2: gradient(a, b, d, states) -> dh_T/dh_0 of h_t = tanh(a h_{t-1} + b h_{t-d})."""

    def run(h_0, a, b, d, T):
        states = [h_0]
        for t in range(1, T + 1):
            states.append(math.tanh(a * states[-1] + (b * states[t - d] if t >= d else 0)))
        return np.array(states)

    settings = (
        *((1, 2, 0.5, 0.75, 0.5), (2, 2, 0.5, -1.25, 0.75), (3, 2, -0.75, 1.25, 0.5), (5, 2, 0.75, 0.5, -0.875)),
        *((5, 3, 1.5, -0.75, 0.25), (6, 4, 0.75, 1.25, -0.5), (12, 5, 1.25, -0.5, 0.5), (20, 7, 0.75, 0.625, 0.375)),
        (9, 3, 1.5, 0.875, 1 / 128),  # well above 5
    )
    cases = [{"a": a, "b": b, "d": d, "states": run(h_0, a, b, d, T)} for T, d, a, b, h_0 in settings]

    def s(states):
        return 1 - states[1:] ** 2

    many = "you add two ways. There are many more: single steps and skips in any order."
    mistakes = [
        *turned(skips.gradient, skips.GRADIENT),
        (
            lambda a, b, d, states: skips.gradient(a, b, d, states * 0),
            "that is the linear unit. The slope 1 - h_t² is missing.",
        ),
        (
            lambda a, b, d, states: np.prod((a + b) * (1 - states[1:] ** 2)),
            skips.WAYS["back"]["one"],
        ),
        (
            lambda a, b, d, states: np.sum(a * (1 - states[1:] ** 2)),
            "you add the factors of the steps. Along a way they are multiplied, and the ways are added.",
        ),
        (
            lambda a, b, d, states: (a + (b if len(states) > d else 0)) * (1 - states[-1] ** 2),
            "that is what the last step passes on. Carry the derivative from h_0 through all steps.",
        ),
        (lambda a, b, d, states: np.prod(a * s(states)) + np.prod(b * s(states)[d - 1 :]), many),
        (lambda a, b, d, states: np.prod(a * s(states)) + np.prod(b * s(states)[d - 1 :: d]), many),
        (
            lambda a, b, d, states: np.prod(s(states)) * (a ** len(states[1:]) + b ** (len(states[1:]) // d)),
            many,
        ),
        (
            lambda a, b, d, states: s(states)[-1] * (a * states[-2] + (b * states[-1 - d] if len(states) > d else 0)),
            "you go on with the states. Go on with their derivatives by h_0: that of h_0 is 1.",
        ),
        (lambda a, b, d, states: a + b, "that is the slope of what stands in the tanh, for one step. Carry it on."),
        (lambda a, b, d, states: states[-1], "that is the last state. Its derivative by h_0 is asked for."),
        (
            lambda a, b, d, states: states[-1] / states[0],
            "that is a quotient of states. The derivative is asked for, which the slopes of tanh make smaller.",
        ),
    ]

    def met(a, b, d, states):
        so_far = [skips.gradient(a, b, d, states[: t + 1]) for t in range(1, len(states))]
        return {"slopes": s(states), "the derivatives of h_1, h_2, … by h_0": so_far}

    praise = "The sum over all ways, each with its slopes."
    return judge(function, cases, skips.gradient, mistakes, praise, scale=skips.size, via=met)


def choose_skip(function):
    return "todo"


def leak(function):
    """Exercise 9.3: leak(share, T) -> n with (1 - n)^T = share."""
    cases = [{"share": share, "T": T} for T in (2, 10, 50, 1000) for share in (0.125, 0.5, 0.875)]

    def size(share, T):
        return max(0.01, shares.leak(share, T))  # 1 less a number near 1: single precision keeps so much of it

    def met(share, T):
        return {"kept in a step": shares.each(share, T)}

    mistakes = [(lambda share, T: 0.0, ZERO), *turned(shares.leak, shares.LEAK, {"{T}": "T", "{share}": "`share`"})]
    praise = "To keep half of a gradient over 50 steps, n may be 0.014 at most."
    return judge(function, cases, shares.leak, mistakes, praise, scale=size, via=met)


def mended(function):
    """The bug of lesson 09: mended(w, u, xs) -> (T, 2), row t with what both directions know at step t."""
    rng = np.random.default_rng(1)
    cases = [
        {"w": w, "u": u, "xs": eighths(rng.normal(size=T)) + 1 / 16}
        for T, w, u in ((2, 0.75, 1.0), (3, -1.25, 0.5), (5, 1.125, 1.5), (9, -0.5, 0.75))
    ]

    mistakes = [
        (
            lambda w, u, xs: directions.both(w, u, xs)[::-1],
            "all rows are turned round, the forward half too. Row 0 belongs to the first word, in both halves.",
        ),
        *turned(directions.both, directions.HALVES),
    ]
    praise = "The bug is mended: row t holds what both directions know at step t."
    return judge(function, cases, directions.both, mistakes, praise)
