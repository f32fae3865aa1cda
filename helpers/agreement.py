"""Sentences in which a verb agrees with a distant subject: "the writer of the old books is here ."

    the NOUN (PREPOSITION the ADJECTIVE* NOUN)* VERB END .

The first noun is the subject; nouns between it and the verb are attractors (Linzen, Dupoux & Goldberg 2016).
"""

from typing import NamedTuple

import numpy as np

from helpers import expect

SINGULAR = ("writer", "book", "friend", "key", "cabinet", "man", "wig", "movie")
PLURAL = ("writers", "books", "friends", "keys", "cabinets", "men", "wigs", "movies")
PREPOSITIONS = ("of", "near", "behind", "with")
ADJECTIVES = ("old", "new", "red", "small", "good", "terrible")
VERBS = ("is", "are")
ENDS = ("here", "gone", "exciting")
WORDS = ("the", *SINGULAR, *PLURAL, *PREPOSITIONS, *ADJECTIVES, *VERBS, *ENDS, ".")
NUMBER = {word: i for i, word in enumerate(WORDS)}


class Sentences(NamedTuple):
    """tokens (T,B), the words so far; targets (T,B), the words that follow; mask (T,B), True inside a
    sentence; verb (B,), the step whose target is the verb; plural (B,), True where the verb is "are".

    Shorter sentences are filled up with full stops, which the mask leaves out.
    """

    tokens: np.ndarray
    targets: np.ndarray
    mask: np.ndarray
    verb: np.ndarray
    plural: np.ndarray


def sentences(rng, B, phrases=(1, 3), adjectives=(0, 2), agree=0.9):
    """B random Sentences. phrases: how many prepositional phrases stand between subject and verb, adjectives:
    how many words describe the noun in each; both a number or a pair (fewest, most). agree: the probability,
    0 to 1, that an attractor has the subject's number. Raises ValueError.
    """
    rng, B = expect.generator(rng), expect.whole("B", B, 1)
    phrases, adjectives = _range("phrases", phrases), _range("adjectives", adjectives)
    agree = expect.number("agree", agree, 0, 1)
    drawn = [_sentence(rng, phrases, adjectives, agree) for _ in range(B)]
    T = max(len(words) for words, _ in drawn) - 1
    tokens = np.full((T + 1, B), NUMBER["."])
    for b, (words, _) in enumerate(drawn):
        tokens[: len(words), b] = encode(words)
    lengths = np.array([len(words) for words, _ in drawn])
    mask = np.arange(T)[:, None] < lengths - 1
    return Sentences(tokens[:-1], tokens[1:], mask, lengths - 4, np.array([plural for _, plural in drawn]))


def encode(words):
    """The numbers of words, given as a list or as a text with spaces; capitals are read as small letters."""
    words = words.split() if isinstance(words, str) else words
    if not isinstance(words, list | tuple):
        raise ValueError(f"words must be a text or a list of words, but got {words!r}. Put them in quotation marks.")
    for word in words:
        if not isinstance(word, str) or word.lower() not in NUMBER:
            raise ValueError(f"words must come from WORDS, but got {word!r}. Pick among {', '.join(WORDS)}.")
    return np.array([NUMBER[word.lower()] for word in words], dtype=int)


def decode(tokens):
    """The text of numbers (T,)."""
    return " ".join(WORDS[i] for i in expect.indices("tokens", tokens, ("T",), len(WORDS)))


def _sentence(rng, phrases, adjectives, agree):
    """The words of one sentence, and whether its subject is plural."""
    plural = bool(rng.integers(2))
    words = ["the", _noun(rng, plural)]
    for _ in range(rng.integers(phrases[0], phrases[1] + 1)):
        described = [_pick(rng, ADJECTIVES) for _ in range(rng.integers(adjectives[0], adjectives[1] + 1))]
        attractor = _noun(rng, plural if rng.uniform() < agree else not plural)
        words += [_pick(rng, PREPOSITIONS), "the", *described, attractor]
    return [*words, VERBS[plural], _pick(rng, ENDS), "."], plural


def _noun(rng, plural):
    return _pick(rng, PLURAL if plural else SINGULAR)


def _pick(rng, words):
    return words[rng.integers(len(words))]


def _range(name, value):
    low, high = value if isinstance(value, tuple) and len(value) == 2 else (value, value)
    low = expect.whole(name, low)
    return low, expect.whole(name, high, low)
