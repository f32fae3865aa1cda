"""The training of lesson 10, and what a truncated gradient learns (about five minutes).

    python tests/reference/make_lesson_10.py > tests/reference/lesson_10.json

window: for each cell and window, for each of ten seeds the per cent of right verbs after 2000 updates, learning rate
1e-2, after 0, 1, …, 8 nouns of the other number than the subject, for sentences with exactly three adjectives in every
phrase.
"""

import json
import sys

import numpy as np

from helpers import agreement, gru, losses, lstm, model, rnn, train

CELLS = {"tanh": (rnn, {}), "LSTM": (lstm, {"forget_bias": 1.0}), "GRU": (gru, {})}
V, H, SEEDS, NOUNS = len(agreement.ENGLISH.words), 32, 10, 8
IS, ARE = agreement.encode("is are")
ONE_HOT = np.eye(V)
WINDOWS = {"tanh": (2, 3, 4, 5, 30), "LSTM": (2, 5, 30), "GRU": (2, 5, 30)}  # 30: longer than any sentence


def learn(name, seed, data, updates, lr, B, **truncation):
    """Train a language model on Sentences; its weights every 50 updates, {updates: weights}."""
    cell, options = CELLS[name]
    rng, kept = np.random.default_rng(seed), {}
    start = model.init(rng, cell, V, H, V, **options)

    def gradient(weights, step):
        if step % 50 == 0:
            kept[step] = weights
        b = rng.integers(0, data.tokens.shape[1], B)
        words, targets, mask = (a[: data.verb[b].max() + 3, b] for a in data[:3])
        return model.every_step(cell, weights, ONE_HOT[words], targets, mask, **truncation)

    result = train.fit(start, gradient, train.adam(lr), updates, max_norm=1, progress=False)
    return kept | {len(result.losses): result.params}


def verbs(name, weights, text):
    """P(is) and P(are) after a text."""
    logits = model.answers(CELLS[name][0], weights, ONE_HOT[agreement.encode(text)][:, None])
    return losses.softmax(logits[-1, 0])[[IS, ARE]]


def hard_accuracy(name, weights, test, adjectives):
    """The share of right verbs after 0, 1, … of the nouns of `test`, Sentences with `adjectives` in each phrase."""
    nouns = np.arange(1, test.verb[0] + 1, 3 + adjectives)
    logits = model.answers(CELLS[name][0], weights, ONE_HOT[test.tokens[: test.verb[0] + 1]])[nouns]
    return ((logits[..., ARE] > logits[..., IS]) == test.plural).mean(1)


def easy_data():
    return agreement.sentences(np.random.default_rng(0), 6000)


def far_data():
    return agreement.sentences(np.random.default_rng(0), 6000, adjectives=3)


def hard_test(adjectives, B=200):
    return agreement.sentences(np.random.default_rng(1), B, NOUNS, adjectives, agree=0.0)


def windows(name, k):
    """Per cent of right verbs, of each seed, see above."""
    data, test, rows = far_data(), hard_test(3), []
    for seed in range(SEEDS):
        kept = learn(name, seed, data, 2000, 1e-2, 8, window=k)
        rows.append((100 * hard_accuracy(name, kept[2000], test, 3)).round().astype(int).tolist())
        print("window", name, k, seed, rows[-1], file=sys.stderr, flush=True)
    return rows


if __name__ == "__main__":
    print(json.dumps({"window": {name: {k: windows(name, k) for k in ks} for name, ks in WINDOWS.items()}}))
