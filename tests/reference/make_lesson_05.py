"""The rescue of lesson 05, five seeds of each setting; prints the table kept in lesson_05.json (a few minutes).

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

from helpers import bptt, losses, rnn, tasks, train

T, H, B, STEPS, SEEDS = 100, 32, 32, 2000, 5
SETTINGS = {"Adam": train.adam(1e-3), "SGD": train.sgd(1e-2)}


def learn(seed, update, limit, T=T, B=B, H=H, steps=STEPS):
    """Train one network; a train.Training."""
    rng, cell = np.random.default_rng(seed), rnn.make("relu")
    start = cell.init(rng, 2, H, "identity"), losses.init_readout(rng, H, 1)

    def gradient(params, step):
        xs, ys = tasks.adding(rng, T, B)
        trace = bptt.run(cell, params[0], xs)
        loss, dys = losses.squared_error(losses.read(params[1], trace.states[-1]), ys)
        dreadout, dh_T = losses.read_back(params[1], trace.states[-1], dys)
        dhs = np.zeros((T, B, H))
        dhs[-1] = dh_T
        return loss, (bptt.backward(cell, params[0], trace, dhs)[0], dreadout)

    return train.fit(start, gradient, update, steps, limit, target=0.01, progress=False)


def summary(result):
    """(updates until solved, 0 or -1; log10 of the largest finite gradient norm)."""
    steps = len(result.losses) if result.stopped.startswith("Reached") else -result.stopped.startswith("Diverged")
    return int(steps), round(float(np.log10(np.nanmax(result.norms))), 1)


if __name__ == "__main__":
    table = {}
    for name, update in SETTINGS.items():
        for limit in 1, None:
            with contextlib.redirect_stdout(io.StringIO()):  # `fit` says why it stopped
                found = [summary(learn(seed, update, limit)) for seed in range(SEEDS)]
            steps, norms = zip(*found, strict=True)
            table[f"{name}, {'clipped at 1' if limit else 'not clipped'}"] = {"updates": steps, "log10_norm": norms}
            print(name, limit, steps, norms, file=sys.stderr)
    print(json.dumps(table, indent=1))
