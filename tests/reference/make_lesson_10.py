"""The ten-seed tables of lesson 10: who says "is", and what a truncated gradient learns (about ten minutes).

    python tests/reference/make_lesson_10.py > tests/reference/lesson_10.json

says: for each cell and seed one letter per 50 updates, "i" where P(is) > P(are) after "The writer of the books",
else "a". left: for each cell and seed, at each of CHECKPOINTS, log10 of the share of a verb's gradient that arrives
at the subject of LONG, 15 steps back. hard: the share of right verbs where all nouns after the subject have the
other number: at each of CHECKPOINTS, the mean of ten seeds after 0, 1, …, 8 of those nouns. window: for each cell
and window, for each seed the same shares in percent after 2000 updates, for sentences with exactly three adjectives
in every phrase. control: the same for tanh and a window of 5, where other nouns tell nothing about the subject.
"""

import json
import sys

import numpy as np

from helpers import agreement, bptt, flow, gru, losses, lstm, model, rnn, train

CELLS = {"tanh": (rnn, {}), "LSTM": (lstm, {"forget_bias": 1.0}), "GRU": (gru, {})}
V, H, SEEDS, NOUNS = len(agreement.WORDS), 32, 10, 8
IS, ARE = (agreement.NUMBER[verb] for verb in ("is", "are"))
ONE_HOT = np.eye(V)
CHECKPOINTS = (0, 500, 900, 1500, 3000)
LONG = "The friend with the old red wigs behind the small new cabinets near the old good men"
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


def gradient_left(name, weights, tokens, verb):
    """log10 of the norm of the gradient of the verb's loss at every word, over that at the last word."""
    cell, (params, readout) = CELLS[name][0], weights
    trace = bptt.run(cell, params, ONE_HOT[tokens][:, None])
    hs = bptt.outputs(cell, trace)
    dhs = np.zeros_like(hs)
    dys = losses.cross_entropy(losses.read(readout, hs[-1]), [verb])[1]
    dhs[-1] = losses.read_back(readout, hs[-1], dys)[1]
    logs = flow.log10_gradient_norms(bptt.backward(cell, params, trace, dhs)[1])[1:]
    return logs - logs[-1]


def hard_accuracy(name, weights, test, adjectives):
    """The share of right verbs after 0, 1, … of the nouns of `test`, Sentences with `adjectives` in each phrase."""
    nouns = np.arange(1, test.verb[0] + 1, 3 + adjectives)
    logits = model.answers(CELLS[name][0], weights, ONE_HOT[test.tokens[: test.verb[0] + 1]])[nouns]
    return ((logits[..., ARE] > logits[..., IS]) == test.plural).mean(1)


def easy_data():
    return agreement.sentences(np.random.default_rng(0), 6000)


def far_data(agree=0.9):
    return agreement.sentences(np.random.default_rng(0), 6000, adjectives=3, agree=agree)


def hard_test(adjectives, B=200):
    return agreement.sentences(np.random.default_rng(1), B, NOUNS, adjectives, agree=0.0)


def race(name):
    """(says, left, hard) of one cell, see above."""
    data, test, says, left, hard = easy_data(), hard_test(1), [], [], []
    for seed in range(SEEDS):
        kept = learn(name, seed, data, CHECKPOINTS[-1], 1.5e-3, 8)
        chances = [verbs(name, kept[u], "The writer of the books") for u in sorted(kept)]
        says.append("".join("i" if p_is > p_are else "a" for p_is, p_are in chances))
        words = agreement.encode(LONG)
        left.append([round(float(gradient_left(name, kept[u], words, IS)[1]), 2) for u in CHECKPOINTS])
        hard.append([hard_accuracy(name, kept[u], test, 1) for u in CHECKPOINTS])
        print("race", name, seed, says[-1], left[-1], file=sys.stderr, flush=True)
    return says, left, np.mean(hard, 0).round(2).tolist()


def windows(name, k, agree=0.9):
    """The shares in percent, of each seed, see above."""
    data, test, rows = far_data(agree), hard_test(3), []
    for seed in range(SEEDS):
        kept = learn(name, seed, data, 2000, 1e-2, 8, window=k)
        rows.append((100 * hard_accuracy(name, kept[2000], test, 3)).round().astype(int).tolist())
        print("window", name, k, agree, seed, rows[-1], file=sys.stderr, flush=True)
    return rows


if __name__ == "__main__":
    races = {name: race(name) for name in ("tanh", "LSTM")}
    table = {
        "says": {name: says for name, (says, _, _) in races.items()},
        "left": {name: left for name, (_, left, _) in races.items()},
        "hard": {name: hard for name, (_, _, hard) in races.items()},
        "window": {name: {k: windows(name, k) for k in ks} for name, ks in WINDOWS.items()},
        "control": windows("tanh", 5, agree=0.5),
    }
    print(json.dumps(table))
