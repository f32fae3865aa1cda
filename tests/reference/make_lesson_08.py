"""The adding race and the latch of lesson 08; prints the tables kept in lesson_08.json (about a quarter of an hour).

    python tests/reference/make_lesson_08.py [processes] > tests/reference/lesson_08.json

For each setting and length T, per seed: the updates until the mean of the last ten losses was at most 0.01 (adding)
or 0.25 (latch), 0 if that did not happen within the updates allowed. race: the adding problem, 32 units, batches of
32; ten seeds for what the lesson claims, fewer elsewhere. latch: the GRU by the start of its update bias.
"""

import json
import multiprocessing
import sys

import numpy as np

from helpers import gru, lstm, model, rnn, tasks, train

CELLS = {"tanh": (rnn, 3e-3), "ReLU": (rnn.make("relu"), 1e-3), "LSTM": (lstm, 1e-2), "GRU": (gru, 1e-2)}
STARTS = {
    "default": {name: {} for name in CELLS},
    "memory": {
        "tanh": {"recurrent": "orthogonal"},
        "ReLU": {"recurrent": "identity"},
        "LSTM": {"forget_bias": 1.0},
        "GRU": {"update_bias": 1.0},
    },
}
LATCH = {"bias 0": {"update_bias": 0.0}, "chrono": None}
CLAIMED = ("tanh", "default"), ("ReLU", "memory"), ("LSTM", "memory"), ("GRU", "default")  # at T = 100
FIVE = ("tanh", "memory"), ("LSTM", "default")  # five seeds at T = 100


def add(seed, name, start, T, updates=2000, H=32, B=32, lr=None):
    """Train one network to add; a train.Training."""
    cell, usual = CELLS[name]
    rng = np.random.default_rng(seed)
    weights = model.init(rng, cell, 2, H, 1, **STARTS[start][name])

    def gradient(weights, step):
        return model.last_step(cell, weights, *tasks.adding(rng, T, B))

    return train.fit(weights, gradient, train.adam(lr or usual), updates, max_norm=1, target=0.01, progress=False)


def latch(seed, name, T, updates=1000, H=16, B=32):
    """Train one GRU to remember its first input; a train.Training."""
    rng = np.random.default_rng(seed)
    weights = model.init(rng, gru, 1, H, 1, **LATCH[name] or {"chrono": T})

    def gradient(weights, step):
        return model.last_step(gru, weights, *tasks.latch(rng, T, B))

    return train.fit(weights, gradient, train.adam(3e-3), updates, max_norm=1, target=0.25, progress=False)


def settings():
    """(keys in the table, function, its arguments, how many seeds) of everything that is run."""
    for name, start in CLAIMED:
        yield ("race", name, start, 100), add, (name, start, 100), 10
    for name in LATCH:
        yield ("latch", name, 40), latch, (name, 40), 10
    for T in 10, 20, 30, 50:
        yield ("race", "tanh", "default", T), add, ("tanh", "default", T, 3000), 5
    for name in CELLS:
        for start in STARTS:
            for T in 20, 50, 100:
                if (name, start) != ("tanh", "default") and ((name, start) not in CLAIMED or T < 100):
                    yield (
                        ("race", name, start, T),
                        add,
                        (name, start, T),
                        5 if T == 100 and (name, start) in FIVE else 1,
                    )


def one(job):
    """(keys, updates it took or 0) of one seed."""
    keys, function, arguments, seed = job
    result = function(seed, *arguments)
    print(*keys, "seed", seed, result.stopped, file=sys.stderr, flush=True)
    return keys, len(result.losses) if result.stopped.startswith("Reached") else 0


def collected(pairs):
    """{what: {name: ... {T: [updates of each seed]}}} from (keys, updates)."""
    table = {}
    for keys, updates in pairs:
        *path, T = map(str, keys)
        entry = table
        for key in path:
            entry = entry.setdefault(key, {})
        entry.setdefault(T, []).append(updates)
    return table


if __name__ == "__main__":
    jobs = [(keys, function, arguments, seed) for keys, function, arguments, n in settings() for seed in range(n)]
    with multiprocessing.Pool(int(sys.argv[1]) if len(sys.argv) > 1 else 1) as pool:
        print(json.dumps(collected(pool.imap(one, jobs))))
