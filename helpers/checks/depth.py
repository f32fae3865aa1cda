"""How many whole steps a power rate**n takes to fall to a share, with knobs: the formula, and the way of rounding."""

import math
from fractions import Fraction

FORMULA = {
    "upside": "upside down. From rate**n = least follows n log(rate) = log(least); solve for n.",
    "sign": "the sign: both logarithms are negative, so their quotient is positive.",
    "no rate": "the rate is missing: log(least) must still be divided by log(rate).",
    "difference": "log(a / b) is the difference of two logarithms. Here one logarithm is divided by the other.",
    "quotient": "that is least / rate, as if n steps were n * rate. They are rate**n: solve with logarithms.",
    "product": "you multiply the two logarithms. From n log(rate) = log(least) follows a quotient.",
    "rest": "`least` is what is left, not what is lost: its own logarithm is needed, not that of 1 - least.",
    "rests": "each step leaves the share `rate`, and `least` is left: take their logarithms, not those of 1 less them.",
    "squares": "rate = rate * rate squares what is left. Each step multiplies by the first rate once more.",
    "bases": "the two logarithms have different bases. Take the same one for both.",
    "bases, other way": "the two logarithms have different bases. Take the same one for both.",
    "linear": "you take the same amount away at every step. Here each step takes the same *share* of what is left.",
    "e-folds": "that is right for a rate near 1 alone. The exact one is log(rate), not rate - 1.",
}
RAW = {
    "right": lambda rate, least: math.log(least) / math.log(rate),
    "upside": lambda rate, least: math.log(rate) / math.log(least),
    "sign": lambda rate, least: -math.log(least) / math.log(rate),
    "no rate": lambda rate, least: -math.log(least),
    "difference": lambda rate, least: math.log(least / rate),
    "quotient": lambda rate, least: least / rate,
    "product": lambda rate, least: math.log(least) * math.log(rate),
    "rest": lambda rate, least: math.log(1 - least) / math.log(rate),
    "rests": lambda rate, least: math.log(1 - least) / math.log(1 - rate),
    "squares": lambda rate, least: max(0.0, math.log2(math.log(least) / math.log(rate))),
    "bases": lambda rate, least: math.log10(least) / math.log(rate),
    "bases, other way": lambda rate, least: math.log(least) / math.log10(rate),
    "linear": lambda rate, least: (1 - least) / (1 - rate),
    "e-folds": lambda rate, least: math.log(least) / (rate - 1),
}
ROUNDED = {
    "down": math.floor,
    "up": math.ceil,
    "next": lambda n: math.floor(n) + 1,
    "before": lambda n: math.ceil(n) - 1,
    "nearest": round,
    "half up": lambda n: math.floor(n + 0.5),
    "a decimal": lambda n: round(n, 1),
    "two decimals": lambda n: round(n, 2),
    "two more": lambda n: math.floor(n) + 2,
    "one less": lambda n: math.floor(n) - 1,
    "not": float,
}
LARGEST = {
    "not": "right before rounding. A number of steps is whole; which way must it be rounded?",
    "nearest": "rounded to the nearest whole number. Sometimes that is one step too many; think which way is safe.",
    "half up": "rounded to the nearest whole number. Sometimes that is one step too many; think which way is safe.",
    "a decimal": "a number of steps is whole: round to no decimals; which way?",
    "two decimals": "a number of steps is whole: round to no decimals; which way?",
    "before": "right, but where r**n is exactly `least`: at least means ≥, so that n counts too.",
    "up": "off by one. That is the first step at which it is too small; the one before is asked for.",
    "next": "off by one. That is the first step at which it is too small; the one before is asked for.",
    "one less": "off by one: after one step more there is still enough left.",
}


def mistakes(rounded):
    """(formula, rounding, sentence) of each way to round the right formula; a wrong one is told however rounded."""
    made = [("right", way, said) for way, said in rounded.items()]
    return made + [(formula, way, said) for formula, said in FORMULA.items() for way in ROUNDED]


def steps(rate, least, formula="right", rounded="down"):
    """n from rate**n = least, rounded."""
    return ROUNDED[rounded](RAW[formula](rate, least))


def largest(rate, least):
    """The largest n with rate**n ≥ least, by exact fractions."""
    n, rate, left = 0, Fraction(rate), Fraction(rate)
    while left >= Fraction(least):
        n, left = n + 1, left * rate
    return n


def pairs():
    """(rate, least): exact powers too, also the first, and shares that a single step leaves behind."""
    exact = [(0.5, 0.5), (0.5, 0.125), (0.25, 0.015625), (0.125, 0.015625)]
    return exact + [
        (rate, least) for rate in (0.25, 0.625, 0.875, 0.96875) for least in (0.9375, 0.375, 2.0**-10, 2.0**-33)
    ]
