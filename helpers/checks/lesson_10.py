"""Checks for the exercises of lesson 10."""

import numpy as np

from helpers.checks import judge


def share_of_is(function):
    """Exercise 10.1: share_of_is(logits, i, a) -> P(word i), given that the next word is i or a."""
    rng = np.random.default_rng(0)
    cases = [{"logits": rng.normal(0, 3, 33), "i": i, "a": a} for i, a in ((27, 28), (0, 1), (5, 4), (30, 2))]

    def chances(logits):
        e = np.exp(logits - logits.max())
        return e / e.sum()

    return judge(
        function,
        cases,
        lambda logits, i, a: 1 / (1 + np.exp(logits[a] - logits[i])),
        [
            (lambda logits, i, a: chances(logits)[i], "that is its chance among all words. Only two are left here."),
            (lambda logits, i, a: 1 / (1 + np.exp(logits[i] - logits[a])), "that is the chance of the other word."),
            (lambda logits, i, a: logits[i] / (logits[i] + logits[a]), "logits are no chances yet: take exp first."),
            (lambda logits, i, a: chances(logits)[i] / chances(logits)[a], "those are the odds: divide by the sum."),
        ],
        "Nothing but the difference of the two logits counts.",
    )


def window_needed(function):
    """Exercise 10.2: window_needed(words) -> the smallest window that lets the verb's loss reach the subject."""
    texts = ("the writer", "the writer of the books", "the men near the old wig", "the key of the new red cabinets")
    cases = [{"words": text.split()} for text in (*texts, "the movie with the keys behind the small good book")]
    return judge(
        function,
        cases,
        lambda words: len(words) - 2,
        [
            (lambda words: len(words) - 1, "off by one: the verb's loss belongs to the step that reads the last word."),
            (lambda words: len(words), "off by two: places count from 0, and the loss stands at the last word."),
            (
                lambda words: len(words) - 3,
                "off by one: the subject's own step must be inside. A window k reaches t - k.",
            ),
            (lambda words: len(words) // 2, "every word is a step, not only the nouns."),
        ],
        "For “the writer of the books” a window of 3.",
    )


def top_chance(function):
    """Exercise 10.3: top_chance(p, temperature) -> the largest probability after p was made hotter or colder."""
    rng = np.random.default_rng(1)
    cases = [{"p": rng.dirichlet(np.full(9, 0.5)) + 1e-9, "temperature": T} for T in (0.3, 0.7, 1.5, 2.0)]
    for case in cases:
        case["p"] = case["p"] / case["p"].sum()

    def truth(p, temperature):
        logits = np.log(p) / temperature
        e = np.exp(logits - logits.max())
        return (e / e.sum()).max()

    def softmax(z):
        return np.exp(z - z.max()) / np.exp(z - z.max()).sum()

    return judge(
        function,
        cases,
        truth,
        [
            (lambda p, temperature: p.max(), "the temperature is missing."),
            (lambda p, temperature: (p**temperature).max() / (p**temperature).sum(), "upside down: divide by it."),
            (lambda p, temperature: p.max() ** (1 / temperature), "the chances no longer sum to 1: divide by the sum."),
            (lambda p, temperature: softmax(p / temperature).max(), "p are chances, not logits. Take the log first."),
            (lambda p, temperature: p.max() / temperature, "it is the logits that are divided, not the chances."),
        ],
        "Cold makes the favourite a certainty, heat makes all alike.",
    )


def mended(function):
    """The bug of lesson 10: sentence_loss(token_losses, mask) -> the mean over the words that count."""
    rng, cases = np.random.default_rng(2), []
    for lengths in ((3, 9), (5, 6, 7), (2, 2, 12, 4)):
        T = max(lengths)
        cases.append({"token_losses": rng.gamma(2, 1, (T, len(lengths))), "mask": np.arange(T)[:, None] < lengths})
    return judge(
        function,
        cases,
        lambda token_losses, mask: token_losses[mask].sum() / np.count_nonzero(mask),
        [
            (
                lambda token_losses, mask: (token_losses * mask).mean(),
                "this is still the answer of the code with the bug. By how many words does it divide?",
            ),
            (lambda token_losses, mask: token_losses.mean(), "now the filling counts as if it were words."),
            (lambda token_losses, mask: (token_losses * mask).sum(), "that is the sum. How many words were there?"),
            (
                lambda token_losses, mask: ((token_losses * mask).sum(0) / mask.sum(0)).mean(),
                "a mean of means: words of short sentences count more. Divide once, by all words.",
            ),
        ],
        "The bug is mended.",
    )
