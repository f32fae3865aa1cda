"""What each task promises of its sequences."""

import numpy as np
import pytest

from helpers import agreement, tasks


def rng():
    return np.random.default_rng(0)


@pytest.mark.parametrize("T", [2, 7, 100])
def test_adding(T):
    xs, ys = tasks.adding(rng(), T, 500)
    numbers, markers = xs[:, :, 0], xs[:, :, 1]
    assert xs.shape == (T, 500, 2) and ys.shape == (500, 1)
    assert set(np.unique(markers)) <= {0, 1} and 0 <= numbers.min() and numbers.max() < 1
    assert np.all(markers[: T // 2].sum(0) == 1) and np.all(markers[T // 2 :].sum(0) == 1)
    assert ys[:, 0] == pytest.approx((numbers * markers).sum(0))
    assert np.mean((ys - 1) ** 2) == pytest.approx(1 / 6, rel=0.15)


def test_latch():
    xs, ys = tasks.latch(rng(), 30, 1000)
    assert np.array_equal(xs[0], ys) and set(np.unique(ys)) == {-1, 1} and abs(ys.mean()) < 0.1
    assert xs[1:].std() == pytest.approx(1, abs=0.02)


def test_temporal_order():
    xs, ys = tasks.temporal_order(rng(), 50, 400)
    tokens = xs.argmax(2)
    assert np.all(xs.sum(2) == 1) and set(np.unique(ys)) == {0, 1, 2, 3}
    for b in range(400):
        where = np.flatnonzero(tokens[:, b] < 2)
        assert len(where) == 2 and 5 <= where[0] < 10 and 20 <= where[1] < 25
        assert ys[b] == 2 * tokens[where[0], b] + tokens[where[1], b]


def test_copy():
    xs, ys, mask = tasks.copy(rng(), 7, 20, symbols=3, letters=4)
    tokens = xs.argmax(2)
    assert xs.shape == (13, 20, 6) and np.array_equal(mask.sum(0), [3] * 20)
    assert np.array_equal(ys[-3:], tokens[:3]) and np.all(ys[:-3] == 4) and mask[-3:].all()
    assert tokens[:3].max() < 4 and np.all(tokens[9] == 5) and np.all(np.delete(tokens[3:], 6, 0) == 4)


def test_echo():
    xs, ys, mask = tasks.echo(rng(), 20, 8, 6)
    assert np.array_equal(ys[6:], xs[:-6]) and np.all(ys[:6] == 0) and set(np.unique(xs)) == {-1, 1}
    assert mask[6:].all() and not mask[:6].any()


def test_zen_is_not_printed(capsys):
    assert tasks.zen().startswith("The Zen of Python, by Tim Peters")
    assert capsys.readouterr().out == ""
    tokens, targets, alphabet = tasks.text_batch(rng(), tasks.zen(), 10, 4)
    assert np.array_equal(tokens[1:], targets[:-1])
    assert "".join(alphabet[i] for i in tokens[:, 0]) in tasks.zen()


def test_agreement_sentences():
    assert len(agreement.ENGLISH.words) == len(set(agreement.ENGLISH.words)) == 33
    s = tasks.agreement(rng(), 2000)
    assert np.array_equal(s.tokens[1:], s.targets[:-1])
    assert np.all(agreement.encode("of near behind with")[None] > 0)
    verbs = s.targets[s.verb, np.arange(2000)]
    assert np.array_equal(verbs, agreement.encode("is are")[s.plural.astype(int)])
    agrees, phrases, adjectives = [], [], []
    for b in range(2000):
        words = agreement.decode(s.tokens[: s.verb[b] + 1, b]).split()
        nouns = [w in agreement.ENGLISH.plural for w in words if w in agreement.ENGLISH.turned]
        assert words[0] == "the" and nouns[0] == s.plural[b]
        agrees += [n == nouns[0] for n in nouns[1:]]
        phrases.append(len(nouns) - 1)
        adjectives.append(sum(w in agreement.ENGLISH.adjectives for w in words) / phrases[-1])
        counted = s.mask[:, b].sum()
        assert agreement.ENGLISH.words[s.targets[counted - 1, b]] == "." and counted == s.verb[b] + 3
    assert np.mean(agrees) == pytest.approx(0.9, abs=0.02)
    assert set(phrases) == {1, 2, 3} and np.mean(adjectives) == pytest.approx(1, abs=0.05)


def test_agreement_at_a_fixed_distance():
    s = tasks.agreement(rng(), 50, phrases=2, adjectives=3, agree=0)
    assert np.all(s.verb == 1 + 2 * 6)
    assert agreement.decode(agreement.encode("The writer of the books")) == "the writer of the books"
    s = tasks.agreement(rng(), 5, phrases=0)
    assert np.all(s.verb == 1)


def test_sentences_in_words_of_ones_own():
    pets = agreement.language(singular="dog cat", plural=["dogs", "cats"], verbs="sleeps sleep", the="this")
    assert pets.words[:5] == ("this", "dog", "cat", "dogs", "cats") and len(set(pets.words)) == len(pets.words) == 21
    assert pets.turned["cats"] == "cat" and pets.adjectives == agreement.ENGLISH.adjectives
    s = tasks.agreement(rng(), 200, language=pets)
    verbs = s.targets[s.verb, np.arange(200)]
    assert np.array_equal(verbs, agreement.encode("sleeps sleep", pets)[s.plural.astype(int)])
    first = agreement.decode(s.tokens[:2, 0], pets)
    assert first in {"this dog", "this cat", "this dogs", "this cats"}
    assert agreement.decode(agreement.encode("This cats", pets), pets) == "this cats"
    assert s.tokens.max() == 20 and np.all(s.tokens[~s.mask] == 20)  # filled up with full stops


def test_the_same_seed_draws_the_same():
    for draw in (
        lambda r: tasks.adding(r, 9, 3),
        lambda r: tasks.latch(r, 9, 3),
        lambda r: tasks.temporal_order(r, 10, 3),
        lambda r: tasks.copy(r, 9, 3),
        lambda r: tasks.echo(r, 9, 3, 2),
        lambda r: tasks.agreement(r, 9),
    ):
        for a, b in zip(draw(rng()), draw(rng()), strict=True):
            assert np.array_equal(a, b)


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: tasks.adding(0, 5, 1), "rng must be a numpy random Generator"),
        (lambda: tasks.adding(rng(), 1, 1), "T must be a whole number at least 2"),
        (lambda: tasks.latch(rng(), 5, 0), "B must be a whole number at least 1"),
        (lambda: tasks.temporal_order(rng(), 9, 1), "T must be a whole number at least 10"),
        (lambda: tasks.copy(rng(), 5, 1, symbols=0), "symbols must be a whole number at least 1"),
        (lambda: tasks.echo(rng(), 5, 1, 5), "lag must be a whole number between 0 and 4"),
        (lambda: tasks.text_batch(rng(), "short", 5, 1), "more than T = 5 characters, but got 5 characters"),
        (lambda: tasks.text_batch(rng(), 3, 5, 1), "text must be a str .* but got int"),
        (lambda: tasks.agreement(rng(), 1, phrases=(3, 1)), "phrases must be a whole number at least 3"),
        (lambda: tasks.agreement(rng(), 1, adjectives=-1), "adjectives must be a whole number at least 0"),
        (lambda: tasks.agreement(rng(), 1, agree=2), "agree must be between 0"),
        (lambda: agreement.encode("the dog"), "words must come from the language, but got 'dog'"),
        (lambda: agreement.sentences(rng(), 1, language="English"), "language must be a Language, but got str. Make"),
        (lambda: agreement.language(nouns="dog"), "a kind of word must be one of 'singular'.* but got 'nouns'"),
        (lambda: agreement.language(singular="dog", plural="dogs cats"), "plural must be 1 words, but got 2. Give the"),
        (lambda: agreement.language(verbs="is"), "verbs must be 2 words, but got 1. Give the form after"),
        (lambda: agreement.language(the="the a"), "the must be 1 words, but got 2"),
        (lambda: agreement.language(ends="old"), "every word must stand once, but 'old' stands twice"),
        (lambda: agreement.language(ends="Here"), "ends must be words in small letters without blanks, but got 'Here'"),
        (lambda: agreement.language(ends=["over there"]), "without blanks, but got 'over there'"),
        (lambda: agreement.language(ends=""), "ends must be words, but got ''. Write them with spaces"),
        (lambda: agreement.decode([40]), "tokens must lie between 0 and 32"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
