"""Slips that are made again and again, and what to say to somebody who makes one. A sentence stands here once.

A reference is a function with keyword arguments that are knobs: at their start values it gives the right answer. A
table has, for each knob, the settings that make a slip, and their sentences. `turned` makes the wrong answers of it.
"""

import itertools
import math
from functools import partial

import numpy as np

# The slopes of tanh at the steps 1 … T, from all states h_0 … h_T (rows); "right", and what people take for it.
SLOPES = {
    "right": lambda h: 1 - h[1:] ** 2,
    "missing": lambda h: np.ones_like(h[1:]),
    "previous": lambda h: 1 - h[:-1] ** 2,
    "twice": lambda h: 1 - np.tanh(h[1:]) ** 2,
    "of z": lambda h: 1 - np.arctanh(h[1:]) ** 2,
    "logistic": lambda h: h[1:] * (1 - h[1:]),
    "square": lambda h: 1 - h[1:],
    "tanh": lambda h: 1 - np.tanh(h[1:]),
    "plus": lambda h: 1 + h[1:] ** 2,
    "of tanh": lambda h: h[1:],
}
SLOPE = {
    "missing": "the slope of tanh is missing: 1 - h_t² at every step.",
    "previous": "off by one step. The slope of the step from h_{t-1} to h_t is 1 - h_t², not 1 - h_{t-1}².",
    "twice": "tanh twice. h_t is a value of tanh already, so the slope is 1 - h_t², not 1 - tanh(h_t)².",
    "of z": "you take 1 - z_t² of z_t, what tanh is applied to. The slope is 1 - h_t², of what comes out.",
    "logistic": "h (1 - h) is the slope of the logistic function. This unit has tanh, whose slope is 1 - h_t².",
    "square": "the square is missing in the slope: 1 - h_t², not 1 - h_t.",
    "tanh": "tanh twice, and no square: h_t is a value of tanh already, and the slope is 1 - h_t².",
    "plus": "a sign in the slope: it is at most 1, so 1 minus the square of h_t.",
    "of tanh": "you multiply by h_t itself. What belongs there is the slope of tanh at this step.",
}


def eighths(values):
    """`values` rounded to eighths: short to print, and exact in single precision too."""
    return np.round(np.asarray(values, float) * 8) / 8 + 0.0  # no -0


def slopes(h, kind="right"):
    """The slopes of tanh at the steps 1 … T, (T,…), from the states h (T+1,…); kind: one of SLOPES."""
    return SLOPES[kind](np.asarray(h, float))


ZERO = "your answer is always 0. (Is there a division with //, or a rounding? 1 // 2 is 0.)"
FLOOR = "1 // T is 0, unless T is 1: // rounds down. A root needs 1 / T."
SQUARE_ROOT = "that is the square root. T steps need the T-th root."
POWERS = {
    "exp": "exp leads back from the natural logarithm. From log10 it is a power of 10 that does.",
    "ten": "a power of 10 leads back from log10. From the natural logarithm it is exp that does.",
}
TWO = "two things."  # begins the sentence about two slips together


def turned(reference, knobs, words=(), pairs=True):
    """(function, sentence) for every slip: each knob turned alone, then any two together.

    reference: takes a case and the knobs. knobs: {knob: {setting: sentence}}. words: {word: the exercise's word}.
    """

    def said(sentence):
        for word, own in dict(words).items():
            sentence = sentence.replace(word, own)
        return sentence

    for knob, table in knobs.items():
        for setting, sentence in table.items():
            yield partial(reference, **{knob: setting}), said(sentence)
    for (one, first), (other, second) in itertools.combinations(knobs.items(), 2) if pairs else ():
        for (a, sentence_a), (b, sentence_b) in itertools.product(first.items(), second.items()):
            yield partial(reference, **{one: a, other: b}), said(f"{TWO}\n1. {sentence_a}\n2. {sentence_b}")


# The same for the logistic function at z, and its value y = σ(z). The sentences call z x.
LOGISTIC = {
    "right": lambda z, y: y * (1 - y),
    "missing": lambda z, y: 1.0,
    "quarter": lambda z, y: 0.25,
    "half": lambda z, y: 1 / (2 + math.exp(0.5) + math.exp(-0.5)),
    "tanh": lambda z, y: 1 - math.tanh(z) ** 2,
    "of z": lambda z, y: z * (1 - z),
    "twice": lambda z, y: 1 / (2 + math.exp(y) + math.exp(-y)),
    "value": lambda z, y: y,
    "rest": lambda z, y: 1 - y,
    "square": lambda z, y: 1 - y**2,
    "plus": lambda z, y: y * (1 + y),
    "tanh of z": lambda z, y: 1 - z**2,
}
LOGISTIC_SLOPE = {
    "missing": "the slope of the logistic function is missing at every step.",
    "quarter": "you took ¼, the largest slope. At x it is smaller.",
    "half": "you took the slope at ½. The state stays at x here.",
    "tanh": "this is the slope of tanh. The unit here is logistic: σ' = σ (1 - σ).",
    "of z": "the slope is y (1 - y) at y = σ(x), not at y = x.",
    "twice": "one σ too many: the slope at x is y (1 - y) with y = σ(x).",
    "value": "σ(x) is the value. Its slope, y (1 - y), is asked for.",
    "rest": "half of the slope is missing: it is y times (1 - y).",
    "square": "that is 1 - y², as for tanh. The slope of the logistic function is y (1 - y).",
    "plus": "a sign in the slope: it is y times (1 - y).",
    "tanh of z": "that is 1 - x². The unit here is logistic: σ' = σ (1 - σ), at σ(x).",
}


FACTORS = {
    -1: "right but for the sign.",
    2: "twice too large.",
    1 / 2: "half of what it should be.",
    math.log(10): "right but for the logarithm: yours is the natural one, log10 is asked for.",
    1 / math.log(10): "right but for the logarithm: yours is log10, the natural one is asked for.",
    math.pi / 180: "that is in radians; degrees are asked for.",
    180 / math.pi: "that is in degrees; radians are asked for.",
}
FORMS = [
    (lambda y: y.mT if y.ndim > 1 and y.shape[-1] == y.shape[-2] else math.nan, "right, but transposed."),
    (lambda y: y[::-1] if y.ndim else math.nan, "right, but in the reverse order: turn it round once more."),
    (np.abs, "right but for the sign where it is negative: you return its size."),
    (lambda y: 1 / y, "upside down: yours is 1 / the answer."),
    (np.square, "that is the square of the answer."),
    (lambda y: np.sqrt(np.abs(y)), "that is the root of the answer."),
    (np.floor, "rounded down to a whole number; the number itself is asked for."),
    *((lambda y, n=n: np.round(y, n), "right, but rounded. Return all digits.") for n in range(7)),
    (lambda y: np.log10(np.abs(y)), "that is log10 of the answer; the number itself is asked for."),
    (lambda y: np.log(np.abs(y)), "that is the logarithm of the answer; the number itself is asked for."),
    (np.exp, "that is e to the power of the answer."),
    (np.negative, "right but for the sign."),
]


def common(answers, right, allowed):
    """What to say about answers that are right but for one thing, the same in all cases; or None."""
    pairs = list(zip(answers, right, allowed, strict=True))
    if all(np.shape(a) == r.shape and np.all(np.abs(a) <= size) for a, r, size in pairs):
        return ZERO

    constant = answers[0] if np.ndim(answers[0]) == 0 else np.nan
    if np.isfinite(constant) and all(np.all(a == constant) for a in answers) and len({r.tobytes() for r in right}) > 1:
        return f"your answer is always {constant:.4g}, whatever the arguments."
    if all(np.isnan(a).all() for a in answers):
        return (
            "your answer is nan, not a number: a logarithm or root of something negative, 0 / 0, or a sum that has "
            "a nan in it. See the brackets."
        )
    if all(np.isinf(a).all() for a in answers):
        return "your answer is infinite: you divide by 0, or take the logarithm of 0. See the brackets."

    def all_are(form):
        return all(np.all(np.abs(a - form(r)) <= np.maximum(size, 1e-9 * np.abs(form(r)))) for a, r, size in pairs)

    for form, sentence in FORMS:
        if all_are(form):
            return sentence
    got, true = (np.concatenate([np.ravel(x) for x in list_]) for list_ in (answers, right))
    if not np.isfinite(got).all():
        return None
    limit = np.abs(got).max()
    uncut = set(true[np.abs(true) < limit].tolist())
    if np.count_nonzero(np.abs(true) > limit) and len(uncut) > 1 and all_are(lambda y: np.clip(y, -limit, limit)):
        return f"right, but cut off at ±{limit:.4g}. Clipping is no part of this answer."
    largest = np.abs(true).argmax()
    factor, shift = got[largest] / true[largest], got[largest] - true[largest]
    if len(set(true.tolist())) > 2 and all(
        np.all(np.abs(a - factor * r) <= size * max(1, abs(factor))) for a, r, size in pairs
    ):
        known = next((f for f in FACTORS if math.isclose(f, factor, rel_tol=1e-6)), None)
        return FACTORS.get(known, f"every answer is {factor:.7g} times what it should be.")
    if all_are(lambda y: y + shift):
        return f"every answer is {abs(shift):.7g} too {'large' if shift > 0 else 'small'}."
    return None
