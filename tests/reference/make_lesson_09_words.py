"""Who reads "terribly" rightly (lesson 09), ten seeds each; writes lesson_09_words.json beside this file (two minutes).

    python tests/reference/make_lesson_09_words.py

For each network and seed the share of 500 new sentences read rightly, for each gap from 1 to 8, after training on gaps
1 to 6: 16 units a direction, batches of 32, Adam 1e-2, clipped at 1, at most 300 updates.
"""

import json
from pathlib import Path

import numpy as np

from helpers import deep, model, rnn, train

WORDS = "the movie was terribly exciting boring and long new loud short red .".split()
NETWORKS = {  # network, and the step at which it is asked
    "one direction": (rnn, 3),
    "one direction, asked at the end": (rnn, -1),
    "two directions": (deep.bidirectional(rnn), 3),
}


def terribly(rng, B, gaps):
    """B sentences "the movie was terribly … exciting …": tokens (T,B), and good (B,), 1 for exciting.

    gaps: fewest and most steps from "terribly" to the word that decides.
    """
    gap, good = rng.integers(gaps[0], gaps[1] + 1, B), rng.integers(0, 2, B)
    tokens = rng.integers(6, 12, (5 + gaps[1], B))
    tokens[:4] = np.arange(4)[:, None]
    tokens[3 + gap, np.arange(B)] = np.where(good, 4, 5)
    return tokens, good


def learn(seed, net, ask, steps=300, H=16, B=32):
    """Train on sentences with gaps of 1 to 6, with the question at step `ask`; a train.Training."""
    rng = np.random.default_rng(seed)
    weights = model.init(rng, net, len(WORDS), H, 2)

    def gradient(weights, step):
        tokens, good = terribly(rng, B, (1, 6))
        asked = np.zeros(tokens.shape, bool)
        asked[ask] = True
        return model.every_step(net, weights, np.eye(len(WORDS))[tokens], np.broadcast_to(good, tokens.shape), asked)

    return train.fit(weights, gradient, train.adam(1e-2), steps, max_norm=1, target=0.01, progress=False)


def accuracy(net, weights, gap, ask, n=500):
    """The share of n new sentences of this gap that are read rightly."""
    tokens, good = terribly(np.random.default_rng(99), n, (gap, gap))
    answers = model.answers(net, weights, np.eye(len(WORDS))[tokens])[ask]
    return float((answers.argmax(1) == good).mean())


def shares(seed, name):
    net, ask = NETWORKS[name]
    weights = learn(seed, net, ask).params
    return [accuracy(net, weights, gap, ask) for gap in range(1, 9)]


def main():
    table = {name: [shares(seed, name) for seed in range(10)] for name in NETWORKS}
    Path(__file__).with_name("lesson_09_words.json").write_text(json.dumps(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
