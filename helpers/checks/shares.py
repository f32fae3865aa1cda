"""What is left of a gradient after T steps that each keep the same share, and the bias of a gate, with knobs."""

import math

from helpers.checks.slips import FLOOR, POWERS, SQUARE_ROOT

EACH = {
    "one step": "that is right for a single step. Here {T} of them together leave the share.",
    "power": "upside down: {share} is the power of what one step keeps. Take the root of it.",
    "straight": "a straight line; but shares multiply from step to step.",
    "divided": "you divide the share by the number of steps. Shares multiply, so a root is needed.",
    "one less": "off by one: there are {T} equal factors, not one less.",
    "one more": "off by one: there are {T} equal factors, not one more.",
    "lost": "you take {share} for what is lost. It is what is left.",
    "any": "that leaves about 1/e, whatever {share} says.",
    "half": "that is right for a share of one half only. Use {share}.",
    "floor": FLOOR.replace("T", "{T}"),
    "square root": SQUARE_ROOT.replace("T", "{T}"),
    "exp": POWERS["exp"],
    "ten": POWERS["ten"],
    "nearly": "close where little is lost in a step: (1 - n)^T is only nearly e^(-n T).",
}


def each(share, T, how="right"):
    """What one step keeps, when T of them together keep `share`."""
    return {
        "right": lambda: share ** (1 / T),
        "one step": lambda: share,
        "power": lambda: share**T,
        "straight": lambda: 1 - (1 - share) / T,
        "divided": lambda: share / T,
        "one less": lambda: share ** (1 / (T - 1)),
        "one more": lambda: share ** (1 / (T + 1)),
        "lost": lambda: (1 - share) ** (1 / T),
        "any": lambda: 1 - 1 / T,
        "half": lambda: 0.5 ** (1 / T),
        "floor": lambda: share ** (1 // T),
        "square root": lambda: share**0.5,
        "exp": lambda: math.exp(math.log10(share) / T),
        "ten": lambda: 10 ** (math.log(share) / T),
        "nearly": lambda: 1 + math.log(share) / T,
    }[how]()


BIAS = {
    "gate": "that is the gate. Which bias b makes σ(b) equal to it? Turn σ around.",
    "log": "that is the logarithm of the gate. Solve 1 / (1 + e^-b) = gate for b: there is one part more.",
    "odds": "the last logarithm is missing: that is e^b.",
    "upside down": "the sign: a positive bias opens a gate, so a gate above ½ has one.",
    "log10": "the natural logarithm is needed, since σ has e in it; you take log10.",
    "log2": "the natural logarithm is needed, since σ has e in it; you take log2.",
    "again": "you apply σ to the gate. It is to be turned around: from the gate to its bias.",
    "tanh": "you turn tanh around. The gate is a logistic function of its bias.",
    "minus rest": "that is log(1 - gate). Solve 1 / (1 + e^-b) = gate for b: there is one part more.",
    "plus": "a sign in turning σ around: from 1 + e^-b = 1 / gate, the 1 is subtracted.",
    "rest": "that is -log(1 - gate). Solve 1 / (1 + e^-b) = gate for b: there is one part more.",
}


def bias(gate, how="right"):
    """The b at which σ(b) is `gate`."""
    return {
        "right": lambda: math.log(gate / (1 - gate)),
        "gate": lambda: gate,
        "log": lambda: math.log(gate),
        "odds": lambda: gate / (1 - gate),
        "upside down": lambda: -math.log(gate / (1 - gate)),
        "log10": lambda: math.log10(gate / (1 - gate)),
        "log2": lambda: math.log2(gate / (1 - gate)),
        "again": lambda: 1 / (1 + math.exp(-gate)),
        "tanh": lambda: math.atanh(gate),
        "minus rest": lambda: math.log(1 - gate),
        "plus": lambda: -math.log(1 / gate + 1),
        "rest": lambda: -math.log(1 - gate),
    }[how]()
