"""The latch over forget biases, ten seeds each; prints the tables of lesson 07 kept in lesson_07.json.

    python tests/reference/make_lesson_07.py latch defaults > tests/reference/lesson_07.json

For each setting and seed: the updates until the mean of the last ten losses was at most the target, or 0 if that
did not happen. About ten minutes on a quiet core. `adding` as argument runs the adding task instead, for about half
an hour; it has not been run to its end, and the lesson says nothing about it.
"""

import json
import sys

import numpy as np

from helpers import lstm, model, rnn, tasks, train

SEEDS = 10
TASKS = {
    "latch": dict(task=tasks.latch, D=1, H=16, steps=1000, target=0.25, lengths=(40, 100)),
    "adding": dict(task=tasks.adding, D=2, H=32, steps=2500, target=0.01, lengths=(100,)),
}
STARTS = {
    "tanh": (rnn, {"recurrent": "orthogonal"}),
    "LSTM, bias 0": (lstm, {"recurrent": "orthogonal", "forget_bias": 0}),
    "LSTM, bias 1": (lstm, {"recurrent": "orthogonal", "forget_bias": 1}),
    "LSTM, bias 3": (lstm, {"recurrent": "orthogonal", "forget_bias": 3}),
    "LSTM, chrono": (lstm, {"recurrent": "orthogonal", "chrono": None}),
}
WHICH = {"latch": list(STARTS), "adding": ["LSTM, bias 0", "LSTM, bias 1", "LSTM, chrono"]}
DEFAULTS = {"tanh": (rnn, {}), "LSTM": (lstm, {})}  # how PyTorch starts; the latch with T = 40 only


def learn(seed, T, cell, options, task, D, H, steps, target, lengths=None, B=32):
    """Train one network with Adam, learning rate 3e-3, clipped at 1; a train.Training."""
    rng = np.random.default_rng(seed)
    options = {name: T if name == "chrono" else value for name, value in options.items()}
    start = model.init(rng, cell, D, H, 1, **options)

    def gradient(weights, step):
        return model.last_step(cell, weights, *task(rng, T, B))

    return train.fit(start, gradient, train.adam(3e-3), steps, max_norm=1, target=target, progress=False)


def solved_after(result):
    """The updates it took, or 0."""
    return len(result.losses) if result.stopped.startswith("Reached") else 0


def table(name):
    """Updates per start, length and seed."""
    found = {}
    if name == "defaults":
        for start, (cell, options) in DEFAULTS.items():
            found[start] = [solved_after(learn(seed, 40, cell, options, **TASKS["latch"])) for seed in range(SEEDS)]
            print(name, start, found[start], file=sys.stderr, flush=True)
        return found
    for start in WHICH[name]:
        for T in TASKS[name]["lengths"]:
            updates = [solved_after(learn(seed, T, *STARTS[start], **TASKS[name])) for seed in range(SEEDS)]
            found.setdefault(start, {})[str(T)] = updates
            print(name, start, T, updates, file=sys.stderr, flush=True)
    return found


if __name__ == "__main__":
    print(json.dumps({name: table(name) for name in sys.argv[1:] or ["latch", "defaults"]}))
