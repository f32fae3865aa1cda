"""Sentences in which a verb agrees with a distant subject: "the writer of the old books is here ."

    the NOUN (PREPOSITION the ADJECTIVE* NOUN)* VERB END .

The first noun is the subject; nouns between it and the verb are attractors (Linzen, Dupoux & Goldberg 2016).
"""

from typing import NamedTuple

import numpy as np

from helpers import expect


class Language(NamedTuple):
    """The words of sentences like these. singular, plural: nouns, the same ones in the same order. verbs: the form
    after a singular subject, and the one after a plural one. the: the word before every noun phrase."""

    singular: tuple
    plural: tuple
    prepositions: tuple
    adjectives: tuple
    verbs: tuple
    ends: tuple
    the: str = "the"

    @property
    def words(self):
        """All words, in the order of their numbers; the full stop comes last."""
        nouns = *self.singular, *self.plural
        return (self.the, *nouns, *self.prepositions, *self.adjectives, *self.verbs, *self.ends, ".")

    @property
    def turned(self):
        """noun -> the same noun in the other number."""
        return dict(zip(self.singular + self.plural, self.plural + self.singular, strict=True))


ENGLISH = Language(
    singular=("writer", "book", "friend", "key", "cabinet", "man", "wig", "movie"),
    plural=("writers", "books", "friends", "keys", "cabinets", "men", "wigs", "movies"),
    prepositions=("of", "near", "behind", "with"),
    adjectives=("old", "new", "red", "small", "good", "terrible"),
    verbs=("is", "are"),
    ends=("here", "gone", "exciting"),
)


def language(**words):
    """A Language: ENGLISH with some kinds of words replaced, each a text with spaces or a list of words:
    language(singular="dog cat", plural="dogs cats", verbs="sleeps sleep").

    Raises ValueError for a kind of word that there is not; for none at all, capitals or blanks in a word, a word that
    stands twice; unless there are as many plural nouns as singular ones, two verbs, and one `the`.
    """
    chosen = {kind: _listed(expect.one_of("a kind of word", kind, Language._fields), words[kind]) for kind in words}
    made = Language(**ENGLISH._asdict() | {"the": (ENGLISH.the,)} | chosen)
    for kind, count in ("plural", len(made.singular)), ("verbs", 2), ("the", 1):
        if len(getattr(made, kind)) != count:
            raise ValueError(f"{kind} must be {count} words, but got {len(getattr(made, kind))}. {_WANTED[kind]}")
    made = made._replace(the=made.the[0])
    twice = [word for i, word in enumerate(made.words) if word in made.words[:i]]
    if twice:
        raise ValueError(
            f"every word must stand once, but {twice[0]!r} stands twice. Take another word for one of them."
        )
    return made


_WANTED = {
    "plural": "Give the plural of every noun of singular, in the same order.",
    "verbs": "Give the form after a singular subject and the one after a plural one.",
    "the": "Give the one word that stands before every noun phrase.",
}


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


def sentences(rng, B, phrases=(1, 3), adjectives=(0, 2), agree=0.9, language=ENGLISH):
    """B random Sentences. phrases: how many prepositional phrases stand between subject and verb, adjectives:
    how many words describe the noun in each; both a number or a pair (fewest, most). agree: the probability,
    0 to 1, that an attractor has the subject's number. language: a Language, whose words are drawn. ValueError.
    """
    rng, B = expect.generator(rng), expect.whole("B", B, 1)
    phrases, adjectives = _range("phrases", phrases), _range("adjectives", adjectives)
    agree = expect.number("agree", agree, 0, 1)
    drawn = [_sentence(rng, _known(language), phrases, adjectives, agree) for _ in range(B)]
    T = max(len(words) for words, _ in drawn) - 1
    tokens = np.full((T + 1, B), len(language.words) - 1)  # full stops
    for b, (words, _) in enumerate(drawn):
        tokens[: len(words), b] = encode(words, language)
    lengths = np.array([len(words) for words, _ in drawn])
    mask = np.arange(T)[:, None] < lengths - 1
    return Sentences(tokens[:-1], tokens[1:], mask, lengths - 4, np.array([plural for _, plural in drawn]))


def encode(words, language=ENGLISH):
    """The numbers of words, given as a list or as a text with spaces; capitals are read as small letters. ValueError
    for a word that the Language doesn't have."""
    words, known = words.split() if isinstance(words, str) else words, _known(language).words
    if not isinstance(words, list | tuple):
        raise ValueError(f"words must be a text or a list of words, but got {words!r}. Put them in quotation marks.")
    for word in words:
        if not isinstance(word, str) or word.lower() not in known:
            raise ValueError(f"words must come from the language, but got {word!r}. Pick among {', '.join(known)}.")
    return np.array([known.index(word.lower()) for word in words], dtype=int)


def decode(tokens, language=ENGLISH):
    """The text of numbers (T,)."""
    words = _known(language).words
    return " ".join(words[i] for i in expect.indices("tokens", tokens, ("T",), len(words)))


def _sentence(rng, language, phrases, adjectives, agree):
    """The words of one sentence, and whether its subject is plural."""
    plural = bool(rng.integers(2))
    nouns = language.singular, language.plural
    words = [language.the, _pick(rng, nouns[plural])]
    for _ in range(rng.integers(phrases[0], phrases[1] + 1)):
        described = [_pick(rng, language.adjectives) for _ in range(rng.integers(adjectives[0], adjectives[1] + 1))]
        attractor = _pick(rng, nouns[plural if rng.uniform() < agree else not plural])
        words += [_pick(rng, language.prepositions), language.the, *described, attractor]
    return [*words, language.verbs[plural], _pick(rng, language.ends), "."], plural


def _pick(rng, words):
    return words[rng.integers(len(words))]


def _range(name, value):
    low, high = value if isinstance(value, tuple) and len(value) == 2 else (value, value)
    low = expect.whole(name, low)
    return low, expect.whole(name, high, low)


def _listed(kind, given):
    """The words of a kind, as a tuple; or ValueError."""
    words = given.split() if isinstance(given, str) else given
    if not isinstance(words, list | tuple) or not words:
        raise ValueError(f'{kind} must be words, but got {given!r}. Write them with spaces: {kind}="one another".')
    for word in words:
        if not isinstance(word, str) or word.split() != [word] or word != word.lower():
            raise ValueError(f"{kind} must be words in small letters without blanks, but got {word!r}. Write it so.")
    return tuple(words)


def _known(language):
    if not isinstance(language, Language):
        raise ValueError(
            f"language must be a Language, but got {type(language).__name__}. Make one with agreement.language."
        )
    return language
