"""Checks for the exercises of lesson 00."""

import math

from helpers.checks import depth, judge
from helpers.checks.slips import turned

COUNTED = {
    "between": (lambda s, v: v - s - 1, "off by one. You count the words between; count the steps from word to word."),
    "both": (lambda s, v: v - s + 1, "off by one. You count both words; count the steps from word to word."),
    "back": (lambda s, v: s - v, "your exponent is negative. Going back takes verb - subject steps."),
    "verb": (lambda s, v: v, "you count from the beginning of the sentence. Count the steps between the two places."),
    "subject": (lambda s, v: s, "the exponent is the place of the subject. Count the steps between the two places."),
    "added": (lambda s, v: s + v, "you add the two places. The number of steps is how far they are apart."),
    "one": (lambda s, v: 1, "that is what a single step passes on. How many steps are there?"),
    "half": (lambda s, v: (v - s) / 2, "half the steps only. Count them on your fingers for places 1 and 5."),
}
LEFT = {
    "times": (
        lambda r, n: r * n,
        "you multiply by the number of steps. Each step multiplies by r once more: that is a power.",
    ),
    "divided": (lambda r, n: r / n, "you divide by the number of steps. Each step multiplies by r: that is a power."),
    "divides": (lambda r, n: r**-n, "you divide by r at every step. What is passed on is multiplied by r."),
    "swapped": (lambda r, n: float(n) ** r, "base and exponent are swapped: r is multiplied with itself."),
    "lost": (lambda r, n: 1 - r**n, "that is the part that is lost. What is left is asked for."),
    "rest": (lambda r, n: (1 - r) ** n, "r is the share that is passed on, not the share that is lost."),
    "linear": (
        lambda r, n: 1 - n * (1 - r),
        "you subtract the same amount at every step. Each step passes on the share r of what is left.",
    ),
    "sum": (
        lambda r, n: sum(r**k for k in range(1, int(n) + 1)),
        "you add what is left after every step. Only what is left at the end is asked for.",
    ),
    "sum with start": (
        lambda r, n: sum(r**k for k in range(int(n) + 1)),
        "you add what is left after every step. Only what is left at the end is asked for.",
    ),
    "squares": (
        lambda r, n: r ** (2**n),
        "what is left is multiplied by itself at every step, which squares it. Multiply by r each time.",
    ),
    "exp": (lambda r, n: math.exp(-r * n), "that is a power of e. The base is r."),
    "grown": (lambda r, n: (1 + r) ** n, "that is growth by r a step. What is passed on is r itself, not 1 + r."),
    "only n": (lambda r, n: n, "that is the number of steps. What is left of the gradient is asked for."),
}


def share(function):
    """Exercise 0.1: share(r, subject, verb) -> the part of the gradient that reaches the subject."""
    cases = [
        {"r": r, "subject": subject, "verb": subject + n}
        for r, subject, n in (
            (0.5, 1, 4),
            (0.25, 0, 2),
            (0.75, 3, 1),
            (0.875, 2, 3),
            (1.25, 5, 9),
            (0.625, 4, 7),
            (1.5, 0, 5),
            (0.125, 2, 5),
            (0.9375, 1, 14),
        )
    ]

    def answer(r, subject, verb, steps="right", left="right"):
        n = COUNTED[steps][0](subject, verb) if steps != "right" else verb - subject
        return LEFT[left][0](r, n) if left != "right" else r**n

    knobs = {
        name: {setting: sentence for setting, (_, sentence) in table.items()}
        for name, table in (("steps", COUNTED), ("left", LEFT))
    }
    praise = "Every step multiplies by r once more, so the distance is an exponent."
    return judge(
        function, cases, lambda r, subject, verb: math.prod([r] * (verb - subject)), turned(answer, knobs), praise
    )


def reach(function):
    """Exercise 0.2: reach(r, least) -> the largest number of steps after which r**n is still at least `least`."""
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
