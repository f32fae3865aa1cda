"""A window that ends one step before the subject: what can still be learned, and from what (lesson 10).

    python tests/reference/make_lesson_10_window.py FILE      (about 5 minutes; FILE is written after every run)

Sentences "the N of the A A A M": exactly one phrase with three adjectives, so the verb's loss, at M, stands 6 steps
from the subject N. agree: the share of sentences whose M has the subject's number. At .5 M tells nothing, and only the
verb's own loss can teach the rule; at .9 the loss that predicts M, 5 steps from N, teaches to carry N's number.
Per cent of 200 test sentences with M of the other number whose verb is right, after 3000 updates, tanh, B = 8, whole
gradient or window k. long: the same after 9000 updates. rates: the same for other learning rates.
"""

import json
import sys

import numpy as np
from make_lesson_10 import ARE, IS, ONE_HOT, learn

from helpers import agreement, model, rnn

RATE, SEEDS = 3e-3, range(500, 510)


def sentences(seed, B, agree):
    return agreement.sentences(np.random.default_rng(seed), B, phrases=1, adjectives=3, agree=agree)


TEST = sentences(1, 200, 0.0)


def right(weights):
    """Per cent of TEST, at the step that predicts the verb."""
    last = TEST.verb[0]
    logits = model.answers(rnn, weights, ONE_HOT[TEST.tokens[: last + 1]])[last]
    return round(100 * float(np.mean((logits[:, ARE] > logits[:, IS]) == TEST.plural)))


def run(seed, k, agree, updates=3000, rate=RATE):
    truncation = {} if k is None else {"window": k}
    return right(learn("tanh", seed, sentences(0, 6000, agree), updates, rate, 8, **truncation)[updates])


if __name__ == "__main__":
    path, table = sys.argv[1], {}

    def add(group, key, *runs):
        for seed, *how in runs:
            table.setdefault(group, {}).setdefault(key, []).append(run(seed, *how))
            with open(path, "w", encoding="utf-8") as file:
                json.dump(table, file)

    for agree, k, seeds in (0.5, None, 10), (0.5, 5, 10), (0.9, 5, 10), (0.5, 6, 5), (0.9, 2, 5):
        add("window", f"agree {agree}, k {k or 'all'}", *((seed, k, agree) for seed in SEEDS[:seeds]))
    for k, rate in (5, 1e-3), (5, 1e-2), (None, 1e-3), (None, 1e-2):
        add("rates", f"k {k or 'all'}, {rate}", (900, k, 0.5, 3000, rate))
    add("long", "agree 0.5, k 5", *((seed, 5, 0.5, 9000) for seed in SEEDS[:3]))
