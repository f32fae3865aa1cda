"""Checks for the exercises of lesson 04."""

import math

import numpy as np

from helpers import gradcheck
from helpers.checks import chunks, judge, unit
from helpers.checks.slips import eighths, turned


def truncated(function):
    """Exercise 4.1: truncated(a, h_0, xs, k) -> the part of dh_T/da from the uses at steps T, T-1, …, T-k."""
    rng = np.random.default_rng(0)
    cases = [
        {"a": a, "h_0": h_0, "xs": eighths(rng.normal(scale=0.4, size=T)), "k": k}
        for T, k, a, h_0 in (
            *((1, 0, 0.75, 0.5), (3, 0, -1.5, 0.25), (3, 1, 1.25, -0.5), (4, 2, 0.5, 0.75)),
            *((4, 9, 0.75, 0.25), (5, 4, 1.5, 0.25), (8, 2, -0.75, 0.75), (9, 5, 1.25, 0.5)),
        )
    ]
    cases.append({"a": 1.015625, "h_0": 0.125, "xs": np.zeros(60), "k": 50})  # well above 5

    def truth(a, h_0, xs, k):
        """Only the weight of the last k + 1 steps is moved."""
        start = max(0, len(xs) - k - 1)
        h = unit.run(a, h_0, xs)[start]
        return gradcheck.numeric_gradient(lambda weight: unit.run(weight, h, xs[start:])[-1], a)

    def answer(a, h_0, xs, k, start="right", apply="right", inputs="right", **knobs):
        return unit.by_weight(a, unit.run(a, h_0, xs, start=start, apply=apply, inputs=inputs), k, **knobs)

    def cut_state(a, h, xs, k):
        return unit.by_weight(a, unit.run(a, h, xs[max(0, len(xs) - k - 1) :]))

    border = "at the window's border. Only the gradient is cut; the state goes on."

    def scale(a, h_0, xs, k):
        return unit.by_weight_size(a, unit.run(a, h_0, xs), k)

    mistakes = [
        *turned(answer, unit.BY_WEIGHT | unit.RUN | {"uses": unit.WINDOW}),
        (lambda a, h_0, xs, k: unit.by_weight(a, unit.run(a, h_0, xs[: k + 1])), unit.WINDOW["early"]),
        (
            lambda a, h_0, xs, k: unit.by_weight(a, unit.run(a, h_0, xs), k, meets=np.array(xs)),
            "the weight a meets the state before it, h_{t-1}; x_t is met by the weight of the input.",
        ),
        (lambda a, h_0, xs, k: cut_state(a, 0.0, xs, k), f"the state starts from 0 {border}"),
        (lambda a, h_0, xs, k: cut_state(a, h_0, xs, k), f"the state starts from h_0 again {border}"),
        (
            lambda a, h_0, xs, k: unit.by_start(a, unit.run(a, h_0, xs)[-min(k + 1, len(xs)) - 1 :]),
            "that is the derivative by the state before the window. The one by the weight a is asked for.",
        ),
    ]
    praise = "The window keeps what finite differences say it should."
    return judge(function, cases, truth, mistakes, praise, scale=scale)


def kept_pairs(function):
    """Exercise 4.2: kept_pairs(T, n) -> how many pairs (loss, use) chunks of n steps keep."""
    cases = [{"T": T, "n": n} for T, n in ((5, 1), (6, 2), (6, 3), (7, 3), (10, 4), (4, 9), (20, 6), (12, 12), (9, 8))]

    return judge(function, cases, chunks.inside, chunks.PAIRS, "Counted as the chunks keep them.")


def safe_window(function):
    """Exercise 4.3: safe_window(influences) -> the smallest k from which on the truncated sum has the right sign."""
    rng = np.random.default_rng(1)
    fixed = [1.0, 2.0], [2.0, -5.0, 1.0], [-1.0, 3.0, -4.0, 6.0], [-2.0, -1.0, 4.0, -3.0], [3.0, -4.0, 2.0, -9.0, 10.0]
    cases = [{"influences": np.array(values)} for values in fixed]
    cases += [{"influences": eighths(rng.normal(size=n)) + 1 / 64} for n in (5, 8, 12, 20, 30)]

    def truth(influences):
        signs = [math.copysign(1, math.fsum(influences[: k + 1])) for k in range(len(influences))]
        return next(k for k in range(len(signs)) if all(sign == signs[-1] for sign in signs[k:]))

    def wrong(sums):
        return np.flatnonzero(sums * sums[-1] <= 0)

    def after(where):
        return max(where, default=-1) + 1

    mistakes = [
        (
            lambda influences: np.flatnonzero(np.cumsum(influences) * np.sum(influences) > 0)[0],
            "that is where the sign is right for the first time; it may turn again. From there on it must stay.",
        ),
        (
            lambda influences: truth(influences) + (truth(influences) > 0),
            "off by one: a window of k keeps the influences 0, 1, …, k.",
        ),
        (lambda influences: truth(influences) - 1, "off by one: at this k the sign is still wrong."),
        (
            lambda influences: max(wrong(np.cumsum(influences)), default=0),
            "off by one: that is the last window at which the sign is still wrong.",
        ),
        (
            lambda influences: after(np.flatnonzero(influences * np.sum(influences) <= 0)),
            "you look at the sign of each influence. What counts is the sign of their sum up to k.",
        ),
        (
            lambda influences: after(np.flatnonzero(np.cumsum(influences) <= 0)),
            "you look where the sum is positive. It must have the sign of the whole, which may be negative.",
        ),
        (
            lambda influences: len(influences) - 1 - after(wrong(np.cumsum(influences[::-1]))),
            "you sum from the longest lag. Lag 0 comes first: the sum grows with the window.",
        ),
        (
            lambda influences: after(wrong(np.cumsum(influences[::-1]))),
            "you sum from the longest lag. Lag 0 comes first: the sum grows with the window.",
        ),
        (
            lambda influences: len(wrong(np.cumsum(influences))),
            "you count the wrong windows. A later one may be wrong.",
        ),
        (
            lambda influences: len(influences) - truth(influences),
            "that is how many windows have the right sign from there to the end. Which k is the first of them?",
        ),
        (
            lambda influences: np.argmax(np.abs(np.cumsum(influences)) >= abs(np.sum(influences)) / 2),
            "you look for a half of the whole. The sign alone is asked for, and from there on.",
        ),
        (lambda influences: len(influences) - 1, "that is safe, but not the smallest: it is the whole gradient."),
        (
            lambda influences: np.abs(influences).argmax(),
            "that is the largest influence. The sign of the sum is asked.",
        ),
        (
            lambda influences: np.flatnonzero(np.cumsum(influences) * influences[0] > 0)[0],
            "you compare with the sign of lag 0. Compare with the sign of the whole.",
        ),
    ]
    return judge(function, cases, truth, mistakes, "From this window on the truncated gradient points the right way.")


def mended(function):
    """The bug of lesson 04: mended(a, xs, n) -> the last state of a run in chunks; the state must not be reset."""
    rng = np.random.default_rng(2)
    cases = [
        {"a": a, "xs": eighths(rng.normal(scale=0.5, size=T)), "n": n}
        for T, n, a in ((4, 2, 1.25), (6, 3, -1.5), (7, 3, 0.75), (9, 4, 1.5), (5, 9, -0.75), (8, 1, 1.0))
    ]

    def last(a, xs, h=0.0, **knobs):
        return unit.run(a, h, xs, **knobs)[-1]

    def borders(a, xs, n, skip=0, double=0):
        """A run whose chunks overlap by `double` steps, or leave `skip` out."""
        return last(a, [x for s in range(0, len(xs), n) for x in xs[max(0, s - double) : s + n - skip]])

    def handed(a, xs, n, h=0.0):
        for s in range(0, len(xs), n):
            h = last(a, xs[s : s + n], a * h)
        return h

    mistakes = [
        (
            lambda a, xs, n: last(a, xs[(len(xs) - 1) // n * n :]),
            "this is still the answer of the code with the bug: each chunk starts from 0.",
        ),
        (lambda a, xs, n: last(a, xs[: len(xs) // n * n]), "the last, shorter chunk is left out."),
        (lambda a, xs, n: last(a, xs[:n]), "only the first chunk is run."),
        (lambda a, xs, n: last(a, xs[-n:]), "only the last n steps are run. Those before them left a state behind."),
        (handed, "a stands before h in every step already: the state goes over the border as it is."),
        (lambda a, xs, n: borders(a, xs, n, skip=1), "the last step of each chunk is left out."),
        (lambda a, xs, n: borders(a, xs, n, double=1), "the last step of each chunk is run twice."),
        (lambda a, xs, n: last(a, xs[::n]), "one step of each chunk is run; all of its steps are asked for."),
        (lambda a, xs, n: last(a, xs[:-1]), "the last step is missing."),
        (lambda a, xs, n: last(a, xs[::-1]), "you read the inputs backwards. Only a gradient goes that way."),
        (lambda a, xs, n: last(0, xs), "each step starts from 0 now: it never sees the state before it."),
        *turned(lambda a, xs, n, **knobs: last(a, xs, **knobs), {"apply": unit.RUN["apply"]}),
    ]
    praise = "The state crosses the border between chunks; only the gradient stops there."
    return judge(function, cases, lambda a, xs, n: last(a, xs), mistakes, praise)
