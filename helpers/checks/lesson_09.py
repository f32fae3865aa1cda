"""Checks for the exercises of lesson 09."""

import math

import numpy as np

from helpers.checks import directions, judge, links, skips
from helpers.checks.slips import eighths, turned


def count_ways(function):
    """Exercise 9.2: count_ways(T, lengths) -> the number of ways over T steps in links of these lengths."""
    several = [1, 2], [1, 3], [2, 5], [3, 1], [1, 5, 12], [7, 2, 3]
    cases = [{"T": T, "lengths": lengths} for T in (1, 2, 5, 6, 13, 20, 80) for lengths in several]

    def single(T, lengths):
        """The formula of section 1, for the last length and single steps."""
        d = lengths[-1]
        return sum(math.comb(T - m * (d - 1), m) for m in range(T // d + 1))

    mistakes = [
        *turned(links.ways, links.WAYS),
        (
            single,
            "that is section 1's formula for a single skip. Here there are several lengths, and 1 need not be one.",
        ),
        (lambda T, lengths: T + 1, "each step may be the end of a link or not: the number grows much faster."),
        (lambda T, lengths: len(lengths) ** T, "a link of length d uses up d steps, so there are not T free choices."),
        (lambda T, lengths: 2**T, "a link of length d uses up d steps, so there are not T free choices."),
        (lambda T, lengths: sum(T // d for d in lengths), "that is how many links of each length fit. Count the ways."),
    ]

    def met(T, lengths):
        return {"the ways over 0, 1, 2, … steps": [links.ways(t, lengths) for t in range(T + 1)]}

    praise = "Over 80 steps lengths of 1 and 2 already give 3.7e16 ways."
    return judge(function, cases, links.ways, mistakes, praise, 1e-9, via=met)


def gradient(function):
    """Exercise 9.3: gradient(a, b, d, states) -> dh_T/dh_0 of h_t = tanh(a h_{t-1} + b h_{t-d})."""

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
            skips.BACK["one"],
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
    """Exercise 9.4: choose_skip(lags, longest) -> the skip with the fewest links for the lag that is worst off."""
    cases = [
        {"lags": lags, "longest": longest}
        for lags, longest in (
            *(
                ([1], 4),
                ([2, 1], 3),
                ([6, 4], 5),
                ([9], 9),
                ([10, 5], 8),
                ([24], 24),
                ([39, 2], 30),
                ([7, 14], 14),
                ([14, 7], 10),
            ),
            *(([7, 14, 31], 31), ([31, 14, 7], 40), ([5, 12], 12), ([12, 18], 20), ([4, 30], 20), ([2, 3, 25], 25)),
            *(([10, 20, 35], 30), ([6, 10, 15], 15), ([60, 3, 11], 40), ([13, 29, 8], 12), ([100, 48], 50)),
        )
    ]

    def met(lags, longest):
        counted = [max(lag // d + lag % d for lag in lags) for d in range(2, longest + 1)]
        return {"links of the lag that is worst off, for skips of 2, 3, …": counted}

    mistakes = [
        *turned(links.chosen, links.CHOSEN),
        (lambda lags, longest: math.gcd(*lags), "the greatest common divisor leaves no rest, but may be too small."),
        (lambda lags, longest: min(max(lags), longest), "the longest lag is served by that. The others walk."),
        (lambda lags, longest: min(lags), "the shortest lag is served by that. The others walk what is left over."),
        (
            lambda lags, longest: round(math.sqrt(max(lags))),
            "√T balances skips and steps only where the lag is unknown.",
        ),
    ]
    praise = "For 7, 14 and 31 days it is a skip of 6: none of the lags fits it, and none has more than 6 links."
    return judge(function, cases, links.chosen, mistakes, praise, via=met)


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
