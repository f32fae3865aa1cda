"""Checks for the exercises of lesson 10."""

import numpy as np

from helpers.checks import chances, judge, masked
from helpers.checks.slips import eighths, turned


def share_of_is(function):
    """Exercise 10.1: share_of_is(logits, i, a) -> P(word i), given that the next word is i or a."""
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


def window_needed(function):
    """Exercise 10.2: window_needed(words) -> the smallest window that lets the verb's loss reach the subject."""
    texts = (
        "the writer",
        "the writer of the books",
        "the men near the old wig",
        "the key of the new red cabinets",
        "the teachers",
        "the old",
        "the writer near the writer",
        "the movie with the keys behind the small good book",
    )
    cases = [{"words": text.split()} for text in texts]

    def after(words, word):
        return len(words) - words.index(word) if word in words else 0

    mistakes = [
        (
            lambda words: len(words) - 1,
            "off by one: the verb's loss belongs to the step that reads the last word, and the subject is at place 1.",
        ),
        (lambda words: len(words), "off by two: places count from 0, and the loss stands at the last word."),
        (lambda words: len(words) + 1, "off by three: the loss stands at the last word, at place len(words) - 1."),
        (lambda words: len(words) - 3, "off by one: the subject's own step must be inside. A window k reaches t - k."),
        (lambda words: max(0, len(words) - 3), "off by one: the subject's own step must be inside."),
        (lambda words: max(1, len(words) - 2), "right but for a subject just before the verb. Its own step is lag 0."),
        (lambda words: len(words) // 2, "every word is a step, not only the nouns."),
        (lambda words: len(" ".join(words)), "you count characters. Here a word is a step."),
        (lambda words: len(words[1]), "that is how long the subject is written. How many steps back is it?"),
        (lambda words: 1 - len(words), "count back from the last word to the subject; and a lag is positive."),
        (lambda words: 2 - len(words), "the sign: the subject comes before the last word, and a lag is positive."),
        (lambda words: 1, "that is the subject's place. How far is it from the last word?"),
        (lambda words: len(set(words)) - 2, "a word that comes twice makes two steps: count all."),
        (lambda words: len(words) - 2 - 2 * words.count("the"), "articles are words too: each is a step."),
        (lambda words: len(words) - words.count("the") - 1, "articles are words too: each is a step."),
        (lambda words: words.count("the"), "those are the articles. Every word is a step."),
        (
            lambda words: words.index(words[-1]) - 1,
            "right, but for a last word that came before: `index` finds the first of them.",
        ),
        (lambda words: after(words[2:], "the"), "you count from a noun in between. The subject is at place 1."),
    ]

    def met(words):
        return {"the last word's place": len(words) - 1, "the subject's place": 1}

    praise = "For “the writer of the books” a window of 3."
    return judge(function, cases, lambda words: len(words) - 2, mistakes, praise, via=met)


def top_chance(function):
    """Exercise 10.3: top_chance(p, temperature) -> the largest probability after p was made hotter or colder."""
    rng = np.random.default_rng(1)
    small = [0.25, 0.75], [0.125, 0.5, 0.375], [0.125, 0.25, 0.0625, 0.5625]
    cases = [{"p": np.array(p), "temperature": t} for p in small for t in (0.5, 2.0, 4.0)]
    for t in (0.25, 0.75, 1.0, 1.5):
        p = np.floor(rng.dirichlet(np.full(9, 0.5)) * 256) / 256 + 1 / 1024
        p[4] += 1 - p.sum()
        cases.append({"p": p, "temperature": t})

    mistakes = [
        (lambda p, temperature: p.max() / temperature, "it is the logits that are divided, not the chances."),
        (
            lambda p, temperature: p.max() / np.sum(p ** (1 / temperature)),
            "the largest is made hotter or colder too: above as in the sum below.",
        ),
        (
            lambda p, temperature: p.max() ** (1 / temperature),
            "the chances no longer sum to 1: divide by the sum of all of them, made hotter or colder.",
        ),
        (
            lambda p, temperature: np.log(p.max()) / temperature,
            "that is the logit, divided. Make chances of all of them.",
        ),
        *turned(chances.hottest, chances.HEAT),
    ]

    def met(p, temperature):
        return {"the logits": np.log(p), "divided": np.log(p) / temperature}

    return judge(
        function,
        cases,
        chances.hottest,
        mistakes,
        "Cold makes the favourite a certainty, heat makes all alike.",
        via=met,
    )


def mended(function):
    """The bug of lesson 10: sentence_loss(token_losses, mask) -> the mean over the words that count."""
    rng, cases = np.random.default_rng(2), []
    for lengths in ((2, 1), (1, 3), (3, 9), (5, 6, 7), (2, 2, 12, 4)):
        T = max(lengths)
        losses = eighths(rng.gamma(2, 1, (T, len(lengths)))) + 0.125
        losses[0, 0] = 0.0  # a word that was certain
        cases.append({"token_losses": losses, "mask": np.arange(T)[:, None] < lengths})

    mistakes = [
        (
            lambda token_losses, mask: masked.mean(token_losses, mask, "all"),
            "this is still the answer of the code with the bug. By how many words does it divide?",
        ),
        (lambda token_losses, mask: token_losses.mean(), "now the filling counts as if it were words."),
        (lambda token_losses, mask: token_losses[~mask].mean(), masked.LOSS["summed"]["filling"]),
        (
            lambda token_losses, mask: ((token_losses * mask).sum(0) / mask.sum(0)).mean(),
            "a mean of means: words of short sentences count more. Divide once, by all words.",
        ),
        (
            lambda token_losses, mask: ((token_losses * mask).sum(1) / mask.sum(1)).mean(),
            "a mean of means: words at late steps, where few sentences go on, count more. Divide once, by all words.",
        ),
        (
            lambda token_losses, mask: ((token_losses * mask).sum(0) / mask.sum(0)).sum(),
            "you add the means of the sentences. Divide once, by all words.",
        ),
        (
            lambda token_losses, mask: np.median(token_losses[mask]),
            "that is the median. The mean of all words is asked for.",
        ),
        (
            lambda token_losses, mask: token_losses[mask.all(1)].mean(),
            "only the steps are counted at which all sentences go on. Every word counts.",
        ),
        (
            lambda token_losses, mask: token_losses[-1][mask[-1]].mean(),
            "that is the loss of the last step alone. Every word counts.",
        ),
        (
            lambda token_losses, mask: np.nan,
            "your answer is nan: with one nan among the numbers, their sum is nan. Leave the filling out of the sum.",
        ),
        (lambda token_losses, mask: token_losses[mask].max(), "that is the largest loss. The mean is asked for."),
        *turned(masked.mean, masked.LOSS),
    ]
    return judge(function, cases, masked.mean, mistakes, "The bug is mended.")
