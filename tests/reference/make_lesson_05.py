"""The rescue of lesson 05, ten seeds with Adam, five with SGD; prints the table kept in lesson_05.json (ten minutes).

    python tests/reference/make_lesson_05.py > tests/reference/lesson_05.json

A ReLU network that starts with the identity learns to add (tasks.adding, T = 100), with clipping and without.
For each seed: the number of updates until the mean of the last ten losses fell to 0.01; 0 if it did not within
STEPS; -1 if a number left the float range on the way. Beside it the largest gradient norm met.
"""

import contextlib
import io
import json
import sys

import numpy as np

from helpers import model, rnn, tasks, train

T, H, B, STEPS = 100, 32, 32, 2000
SETTINGS = {"Adam": (train.adam(1e-3), 10), "SGD": (train.sgd(1e-2), 5)}  # each with its number of seeds


def learn(seed, update, limit, T=T, B=B, H=H, steps=STEPS):
    """Train one network; a train.Training."""
    rng, relu = np.random.default_rng(seed), rnn.make("relu")
    start = model.init(rng, relu, 2, H, 1, recurrent="identity")

    def gradient(weights, step):
        return model.last_step(relu, weights, *tasks.adding(rng, T, B))

    return train.fit(start, gradient, update, steps, limit, target=0.01, progress=False)


def summary(result):
    """(updates until solved, 0 or -1; log10 of the largest finite gradient norm)."""
    steps = len(result.losses) if result.stopped.startswith("Reached") else -result.stopped.startswith("Diverged")
    return int(steps), round(float(np.log10(np.nanmax(result.norms))), 1)


if __name__ == "__main__":
    table = {}
    for name, (update, seeds) in SETTINGS.items():
        for limit in 1, None:
            with contextlib.redirect_stdout(io.StringIO()):  # `fit` says why it stopped
                found = [summary(learn(seed, update, limit)) for seed in range(seeds)]
            steps, norms = zip(*found, strict=True)
            table[f"{name}, {'clipped at 1' if limit else 'not clipped'}"] = {"updates": steps, "log10_norm": norms}
            print(name, limit, steps, norms, file=sys.stderr)
    print(json.dumps(table, indent=1))
