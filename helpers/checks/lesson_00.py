"""Checks for the exercises of lesson 00."""

import math

import numpy as np

from helpers.checks import depth, judge
from helpers.checks.slips import turned

STEPS = {
    "no last": (
        lambda s, v: slice(s, v - 1),
        "off by one: the first step back, from the verb, is missing. It has the number verb - 1.",
    ),
    "no first": (
        lambda s, v: slice(s + 1, v),
        "off by one: the step that arrives at the subject is missing. It has the number of the subject.",
    ),
    "one more": (
        lambda s, v: slice(s, v + 1),
        "off by one: shares[verb] belongs to a step from the word after the verb. It is not on the way.",
    ),
    "one before": (
        lambda s, v: slice(max(s - 1, 0), v),
        "off by one: shares[subject - 1] belongs to a step beyond the subject.",
    ),
    "later": (
        lambda s, v: slice(s + 1, v + 1),
        "off by one: shares[k] is passed on from word k + 1 to word k, so the way begins with shares[verb - 1].",
    ),
    "all": (lambda s, v: slice(None), "you take the steps of the whole sentence, not of the way from verb to subject."),
    "to verb": (lambda s, v: slice(v), "you go back to the first word. The way ends at the subject."),
    "from subject": (lambda s, v: slice(s, None), "you begin at the end of the sentence. The way begins at the verb."),
    "count": (lambda s, v: slice(v - s), "the right number of steps, but those at the beginning of the sentence."),
}
JOIN = {
    "sum": (np.sum, "you add the shares. Each step passes on a share of what is left: multiply."),
    "mean": (np.mean, "that is the mean share. Each step passes on a share of what is left: multiply."),
    "min": (np.min, "that is the smallest share alone. Every step takes its share of what is left."),
    "mean power": (
        lambda p: np.mean(p) ** len(p),
        "you take the mean share for every step. The product of different numbers is not a power of their mean.",
    ),
    "one power": (lambda p: p[-1] ** len(p), "you take one share for all steps. Each step has its own."),
    "first power": (lambda p: p[0] ** len(p), "you take one share for all steps. Each step has its own."),
    "last": (lambda p: p[-1], "that is what a single step passes on. How many steps are there?"),
    "first": (lambda p: p[0], "that is what a single step passes on. How many steps are there?"),
    "lost": (lambda p: 1 - np.prod(p), "that is the part that is lost. What is left is asked for."),
    "rest": (lambda p: np.prod(1 - p), "a share is what is passed on, not what is lost."),
    "divides": (lambda p: 1 / np.prod(p), "you divide by each share. What is passed on is multiplied by it."),
    "number": (len, "that is the number of steps. What is left of the gradient is asked for."),
}


def left(function):
    """Exercise 0.2: left(shares, subject, verb) -> the part of the gradient that reaches the subject."""
    rng = np.random.default_rng(0)
    cases = [
        {"shares": rng.integers(5, 15, size=n) / 8, "subject": subject, "verb": verb}
        for n, subject, verb in ((4, 1, 2), (4, 0, 2), (6, 1, 4), (7, 2, 6), (9, 3, 7), (12, 1, 10), (15, 5, 14))
    ]

    def answer(shares, subject, verb, steps="right", join="right"):
        way = STEPS[steps][0](subject, verb) if steps != "right" else slice(subject, verb)
        return (JOIN[join][0] if join != "right" else np.prod)(shares[way])

    knobs = {
        name: {setting: sentence for setting, (_, sentence) in table.items()}
        for name, table in (("steps", STEPS), ("join", JOIN))
    }
    praise = "One factor for each step: with equal shares this product is a power."
    return judge(
        function, cases, lambda shares, subject, verb: math.prod(shares[subject:verb]), turned(answer, knobs), praise
    )


def reach(function):
    """Exercise 0.3: reach(r, least) -> the largest number of steps after which r**n is still at least `least`."""
    cases = [{"r": r, "least": least} for r, least in depth.pairs()]

    mistakes = [
        (
            lambda r, least, f=formula, way=way: depth.steps(r, least, f, way),
            said.replace("rate - 1", "r - 1").replace("a rate near", "an r near").replace("rate", "r"),
        )
        for formula, way, said in depth.mistakes(depth.LARGEST)
    ]
    mistakes.append(
        (
            lambda r, least: math.floor(math.log(least)) / math.log(r),
            "brackets: round the quotient of the logarithms, not one of them.",
        )
    )
    praise = "Ten times less to go on with buys only a few more words: the reach grows with a logarithm."
    return judge(function, cases, lambda r, least: depth.largest(r, least), mistakes, praise)


ROOT = {
    "power": (
        lambda x, n: x**n,
        "you raise to the power of n. Asked is the share that, raised to n, leaves that much.",
    ),
    "divided": (lambda x, n: x / n, "you divide by n. The share is multiplied with itself n times: take a root."),
    "straight": (
        lambda x, n: 1 + (x - 1) / n,
        "you change the same amount at every step. Each step multiplies: take a root.",
    ),
    "first order": (
        lambda x, n: 1 + math.log(x) / n,
        "that is right for shares near 1 alone. The share itself is a root.",
    ),
    "square root": (lambda x, n: math.sqrt(x), "that is the square root, for n = 2. The n-th root is asked for."),
    "log": (
        lambda x, n: math.log(x) / n,
        "that is the logarithm of the share. Take it back with exp: e to that power.",
    ),
    "log10": (lambda x, n: math.log10(x) / n, "that is log10 of the share. Take it back: 10 to that power."),
    "mixed": (
        lambda x, n: math.exp(math.log10(x) / n),
        "log10 goes with powers of 10, the natural logarithm with exp: you mix the two.",
    ),
    "one more": (lambda x, n: x ** (1 / (n + 1)), "off by one: there are n steps, not n + 1."),
    "one less": (lambda x, n: x ** (1 / max(n - 1, 1)), "off by one: there are n steps, not n - 1."),
    "whole": (lambda x, n: x, "that is what should be left after n steps. What must a single step pass on?"),
    "minus": (lambda x, n: x ** (-1 / n), "upside down: a share below 1 leaves less than 1."),
}
ORDER = {
    "turned": "turned round: the lowest share comes first.",
    "mirror": "the highest share is not 1 / the lowest unless `most` is 1 / `least`.",
    "least": "both from `least`: the highest share follows from `most`.",
    "most": "both from `most`: the lowest share follows from `least`.",
    "around": "the two are not equally far from 1: take the n-th root of each.",
}


def band(function):
    """Exercise 0.4: band(n, least, most) -> the lowest and the highest share that n steps allow, an array (2,)."""
    steps, least = (1, 2, 3, 5, 7, 20, 100, 1000), (0.5, 0.25, 0.125, 0.375, 0.125, 0.125, 0.0625, 0.5)
    most = 2.0, 2.25, 4.0, 8.0, 16.0, 10.0, 10.0, 1.5
    cases = [dict(zip(("n", "least", "most"), case, strict=True)) for case in zip(steps, least, most, strict=True)]

    def answer(n, least, most, root="right", order="right"):
        take = ROOT[root][0] if root != "right" else lambda x, n: x ** (1 / n)
        low, high = take(least, n), take(most, n)
        return {
            "turned": (high, low),
            "mirror": (low, 1 / low),
            "least": (low, low),
            "most": (high, high),
            "around": (low, 2 - low),
        }.get(order, (low, high))

    knobs = {"root": {setting: sentence for setting, (_, sentence) in ROOT.items()}, "order": ORDER}
    praise = "Over 100 steps only a narrow band around 1 is left: a share must be 1, or nearly."
    return judge(function, cases, answer, turned(answer, knobs), praise)
