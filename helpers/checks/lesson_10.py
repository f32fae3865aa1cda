"""Checks for the exercises of lesson 10."""

import numpy as np

from helpers.checks import chances, judge, lookup, padded, stones
from helpers.checks.slips import eighths, turned


def share_of_is(function):
    """Exercise 10.2: share_of_is(logits, i, a) -> P(word i), given that the next word is i or a."""
    rng = np.random.default_rng(0)
    cases = [
        {"logits": np.array(logits), "i": i, "a": a}
        for logits, i, a in (
            ([1.0, 2.0, -1.0], 0, 1),
            ([0.5, -1.5, 3.0, 0.25], 3, 1),
            ([0.5, -6.0, 3.0, 0.25], 2, 1),
            ([2.0, -1.0, 0.0, 1.0, 1.0], 3, 4),
        )
    ]
    cases += [{"logits": eighths(rng.normal(0, 3, 33)), "i": i, "a": a} for i, a in ((27, 28), (0, 1), (5, 4), (30, 2))]
    large = {"logits": np.array([1000.0, 1001.5, 900.0]), "i": 0, "a": 1}
    small = {"logits": np.array([-1000.0, -1001.5, -1002.0]), "i": 1, "a": 0}
    cases += [large, small]

    mistakes = turned(chances.between, chances.PAIR)

    def met(logits, i, a):
        return {"the difference of the logits": logits[i] - logits[a], "P(other word)": chances.between(logits, a, i)}

    return judge(
        function, cases, chances.between, mistakes, "Nothing but the difference of the two logits counts.", via=met
    )


def last_states(function):
    """Exercise 10.3: last_states(states, lengths) -> (B,H), the state of every sentence after its own last word."""
    rng = np.random.default_rng(1)
    cases = []
    for lengths, H in (([2, 1], 1), ([1, 3, 2], 2), ([4, 2], 3), ([3, 6, 1, 4], 2), ([5, 5, 2], 4)):
        shape = (max(lengths) + 1, len(lengths), H)
        states = eighths(rng.uniform(-1, 1, shape))
        states[0] = 0.0
        cases.append({"states": states, "lengths": np.array(lengths)})
    longer = {
        "states": eighths(rng.uniform(-1, 1, (8, 3, 2))),
        "lengths": np.array([5, 2, 6]),
    }  # part of a larger batch
    praise = "What is filled in behind a sentence no longer counts."
    return judge(function, [*cases, longer], padded.last, turned(padded.last, padded.LAST), praise)


def smallest_window(function):
    """Exercise 10.4: smallest_window(nouns) -> the smallest window with which each noun is taught by the next one."""
    places = (
        [1, 4],
        [1, 7, 13],
        [1, 5, 12],
        [1, 9, 13, 16],
        [1, 4, 10, 15],
        [2, 3],
        [0, 3, 11, 14, 19],
        [1, 8, 12, 17, 21],
    )
    cases = [{"nouns": np.array(nouns)} for nouns in places]

    def met(nouns):
        return {"the losses stand at": nouns[1:] - 1, "the nouns before": nouns[:-1]}

    praise = "With three adjectives in every phrase that is the 5 of Figure 10.5."
    return judge(function, cases, stones.smallest, stones.MISTAKES, praise, via=met)


def mended(function):
    """The bug of lesson 10: embedding_gradient(tokens, dxs, V) -> (V,D)."""
    rng, cases = np.random.default_rng(2), []
    for tokens, V, D in (
        ([0, 1, 0], 2, 1),
        ([0, 1, 2, 0, 3], 4, 1),
        ([2, 2, 1, 0, 2], 5, 2),
        ([4, 1, 4, 3, 3, 0, 4], 6, 3),
        ([1, 5, 2], 7, 2),
    ):
        dxs = eighths(rng.normal(0, 2, (len(tokens), D))) + 0.0625
        cases.append({"tokens": np.array(tokens), "dxs": dxs, "V": V})
    return judge(function, cases, lookup.gradient, turned(lookup.gradient, lookup.ROWS), "The bug is mended.")
