"""The tables of lesson 09, ten seeds each; prints what is kept in lesson_09.json (about ten minutes).

    python tests/reference/make_lesson_09.py > tests/reference/lesson_09.json

latch: for each network and length, per seed the updates until the mean of the last ten losses was at most 0.25, or 0
if that did not happen within 500 (leaky: 1000). words: the accuracy for each gap from 1 to 8 after training on gaps
1 to 6. far: the accuracy of two directions after training on one gap. next_word: see `next_word`.
"""

import json
import sys

import numpy as np

from helpers import agreement, deep, losses, model, rnn, tasks, train

SEEDS = range(10)
WORDS = "the movie was terribly exciting boring and long new loud short red .".split()
PLAIN = rnn.make()


def leaky(alpha):
    """The cell h_t = (1 - alpha) h_{t-1} + alpha tanh(z_t)."""

    def step(params, cache, s, s_next):
        rnn.step(params, cache, s, s_next)
        s_next[:] = (1 - alpha) * s + alpha * s_next

    def slopes(params, trace):
        return alpha * (1 - np.tanh(trace.caches) ** 2)

    def step_back(params, slopes, ds, dz):
        return (1 - alpha) * ds + rnn.step_back(params, slopes, ds, dz)

    return PLAIN._replace(step=step, slopes=slopes, step_back=step_back)


NETWORKS = {
    "one layer": (PLAIN, (40, 100)),
    "two layers": (deep.stack(PLAIN, PLAIN), (40,)),
    "residual layer on top": (deep.stack(PLAIN, deep.residual(PLAIN)), (40,)),
    "two layers, dense": (deep.dense(PLAIN, PLAIN), (40,)),
    "two directions": (deep.bidirectional(PLAIN), (40,)),
    "leaky, new 0.1": (leaky(0.1), (40,)),
    "skip of 5": (deep.skip(PLAIN, 5), (40, 100)),
    "skip of 13": (deep.skip(PLAIN, 13), (40, 100)),
    "skip of 20": (deep.skip(PLAIN, 20), (40, 100)),
    "skip of 39": (deep.skip(PLAIN, 39), (40, 100)),
}


def latch(seed, net, T, steps=500, H=16, B=32):
    """The updates until the latch task of T steps is solved, or 0."""
    rng = np.random.default_rng(seed)
    start = model.init(rng, net, 1, H, 1)

    def gradient(weights, step):
        return model.last_step(net, weights, *tasks.latch(rng, T, B))

    result = train.fit(start, gradient, train.adam(3e-3), steps, max_norm=1, target=0.25, progress=False)
    return len(result.losses) if result.stopped.startswith("Reached") else 0


def terribly(rng, B, gaps):
    """B sentences "the movie was terribly … exciting …": tokens (T,B), and good (B,), 1 for exciting.

    gaps: fewest and most steps from "terribly" to the word that decides.
    """
    gap, good = rng.integers(gaps[0], gaps[1] + 1, B), rng.integers(0, 2, B)
    tokens = rng.integers(6, 12, (5 + gaps[1], B))
    tokens[:4] = np.arange(4)[:, None]
    tokens[3 + gap, np.arange(B)] = np.where(good, 4, 5)
    return tokens, good


def learn(seed, net, gaps, steps=300, ask=3, H=16, B=32, **start):
    """Train on sentences, with the question at step `ask`; a train.Training."""
    rng = np.random.default_rng(seed)
    weights = model.init(rng, net, len(WORDS), H, 2, **start)

    def gradient(weights, step):
        tokens, good = terribly(rng, B, gaps)
        asked = np.zeros(tokens.shape, bool)
        asked[ask] = True
        return model.every_step(net, weights, np.eye(len(WORDS))[tokens], np.broadcast_to(good, tokens.shape), asked)

    return train.fit(weights, gradient, train.adam(1e-2), steps, max_norm=1, target=0.01, progress=False)


def accuracy(net, weights, gap, ask=3, n=500):
    """The share of n new sentences of this gap that are read rightly."""
    tokens, good = terribly(np.random.default_rng(99), n, (gap, gap))
    answers = model.answers(net, weights, np.eye(len(WORDS))[tokens])[ask]
    return float((answers.argmax(1) == good).mean())


ONE_HOT = np.eye(len(agreement.WORDS))


def learn_next_word(seed, net, steps=150, H=32, B=32):
    """Train a language model on sentences like "the writer of the books is here ."; a train.Training."""
    rng = np.random.default_rng(seed)
    weights = model.init(rng, net, len(ONE_HOT), H, len(ONE_HOT))

    def gradient(weights, step):
        s = tasks.agreement(rng, B, phrases=(0, 1))
        return model.every_step(net, weights, losses.embed(ONE_HOT, s.tokens), s.targets, s.mask)

    return train.fit(weights, gradient, train.adam(1e-2), steps, max_norm=1, progress=False)


def next_word(net, weights, B=300):
    """The loss per word of new sentences: with the whole sentence in sight, and with the words so far only."""
    s = tasks.agreement(np.random.default_rng(99), B, phrases=(0, 1))
    xs = losses.embed(ONE_HOT, s.tokens)
    seen = model.every_step(net, weights, xs, s.targets, s.mask)[0]
    alone = np.array([model.answers(net, weights, xs[: t + 1])[-1] for t in range(len(xs))])
    return seen, losses.cross_entropy(alone, s.targets, s.mask)[0]


def say(*words):
    print(*words, file=sys.stderr, flush=True)


def main():
    two = deep.bidirectional(PLAIN)
    words, far, race, next_words = {}, {}, {}, {}
    for name, net, ask in (
        ("one direction", PLAIN, 3),
        ("one direction, asked at the end", PLAIN, -1),
        (
            "two directions",
            two,
            3,
        ),
    ):
        trained = [learn(seed, net, (1, 6), ask=ask).params for seed in SEEDS]
        words[name] = [[accuracy(net, weights, gap, ask) for gap in range(1, 9)] for weights in trained]
        say(name, words[name])
    for name, net in ("one direction", PLAIN), ("two directions", two):
        next_words[name] = [[round(x, 3) for x in next_word(net, learn_next_word(seed, net).params)] for seed in SEEDS]
        say(name, next_words[name])
    for start in ("pytorch", "orthogonal"):
        far[start] = {}
        for gap in (10, 20, 40, 80):
            trained = [learn(seed, two, (gap, gap), 400, recurrent=start).params for seed in SEEDS]
            far[start][gap] = [accuracy(two, weights, gap) for weights in trained]
            say(start, gap, far[start][gap])
    for name, (net, lengths) in NETWORKS.items():
        race[name] = {T: [latch(seed, net, T, 1000 if "leaky" in name else 500) for seed in SEEDS] for T in lengths}
        say(name, race[name])
    print(json.dumps({"words": words, "next_word": next_words, "far": far, "latch": race}))


if __name__ == "__main__":
    main()
