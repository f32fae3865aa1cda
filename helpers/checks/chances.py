"""Softmax, with knobs: the chance of one of two words."""

import numpy as np


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


PAIR = {
    "word": {"other": "that is the chance of the other word."},
    "form": {
        "logits": "logits are no chances yet: take exp first.",
        "odds": "those are the odds, one over the other: divide by the sum of the two.",
        "difference": "that is the difference of the logits. Which function makes a probability of it?",
        "numerator": "that is e to the logit. Divide it by the sum for both words.",
        "half": "the exponentials of the difference must be compared with 1, not with 2.",
        "log": "that is the logarithm of the probability. The probability itself is asked for.",
        "tanh": "that is the tanh of half the difference, the two probabilities' difference.",
        "difference of chances": "you subtract the two probabilities. What share of their sum has word i?",
        "sum": "you add the two probabilities. What share of their sum has word i?",
        "mixed": "both logits go through exp, in the sum too.",
        "minus": "a sign: below stands the sum of the two, not their difference.",
        "own": "the logit of the other word is missing: only the difference of the two counts.",
        "all logits": "logits are no chances yet: take exp first. And only two words are left here.",
        "exp of sum": "a sum of exponentials is not the exponential of the sum: add after exp.",
        "brackets": "brackets: the whole sum stands below, P(i) + P(a).",
        "to the largest": "you divide by the largest. Divide by the sum of the two.",
        "less likely": "that is the chance of the less likely of the two. The one of word i is asked for.",
        "rest": "1 - P(a) holds all the other words. Divide by the chances of the two that are left.",
        "likelier": "that is the chance of the likelier of the two. The one of word i is asked for.",
        "argmax": "that says which word is likelier. How likely it is, is asked for.",
    },
    "base": {
        2.0: "softmax has powers of e, not of 2.",
        10.0: "softmax has powers of e, not of 10.",
    },
    "size": {
        "naive": "e^1000 is more than a float holds, and e^-1000 is 0 to it: before exp, subtract something from both.",
    },
    "over": {
        "all": "that is its chance among all words. Only two are left here.",
        "twice": "softmax twice. Its probabilities are no logits: take the share of the two, without another exp.",
    },
}


def between(logits, i, a, word="i", form="right", base=np.e, over="two", size="any"):
    """The chance of word i, if the next word is i or a."""
    if word == "other":
        i, a = a, i
    z = logits * np.log(base)
    shift = 0 if size == "naive" else z.max()
    if over == "twice":
        z = np.exp(z - shift) / np.exp(z - shift).sum()
        shift = 0
    e = np.exp(z - shift)
    mine, rival = e[i], e[a]
    chance = mine / (e.sum() if over == "all" else mine + rival)
    forms = {
        "logits": z[i] / (z[i] + z[a]),
        "odds": mine / rival,
        "difference": z[i] - z[a],
        "numerator": np.exp(z[i]),
        "half": mine / (2 * mine + rival),
        "log": np.log(chance),
        "tanh": np.tanh((z[i] - z[a]) / 2),
        "difference of chances": (mine - rival) / e.sum(),
        "sum": (mine + rival) / e.sum(),
        "mixed": np.exp(z[i]) / (np.exp(z[i]) + z[a]),
        "minus": mine / (mine - rival),
        "own": np.exp(z[i]) / (1 + np.exp(z[i])) if size == "naive" else 1 / (1 + np.exp(-z[i])),
        "all logits": z[i] / z.sum(),
        "exp of sum": np.exp(z[i]) / np.exp(z[i] + z[a]),
        "rest": mine / (e.sum() - rival),
        "brackets": 1 + rival / e.sum(),
        "to the largest": mine / (e.max() if over == "all" else max(mine, rival)),
        "less likely": min(chance, 1 - chance),
        "likelier": max(chance, 1 - chance),
        "argmax": float(z[i] > z[a]),
    }
    return forms.get(form, chance)
