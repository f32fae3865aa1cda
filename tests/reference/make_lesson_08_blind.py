"""How a plain network learns the latch from a start without a gradient (lesson 08); writes lesson_08_blind.json beside
this file.

    python tests/reference/make_lesson_08_blind.py

tanh, PyTorch's start, 16 units, T = 40, batches of 32, Adam, clipped at 1. "blind": after so many updates on classes
drawn at random, which teach nothing: log10 of the gradient left (see runs.left) and the radius of W_hh, per seed.
"updates", T = 100: until the mean of ten losses was at most 0.25; 0: not within 3000. Two minutes.
"""

from functools import partial
from pathlib import Path

import numpy as np
from runs import SEEDS, Table, learned, left

from helpers import model, rnn, tasks, train


def start(rng):
    return rnn, model.init(rng, rnn, 1, 16, 1)


def blind(seed, lr, updates, T=40):
    """(gradient left, radius) after training on random classes."""
    rng = np.random.default_rng(seed)
    cell, weights = start(rng)

    def gradient(weights, _):
        xs, _ = tasks.latch(rng, T, 32)
        return model.last_step(cell, weights, xs, rng.choice([-1.0, 1.0], (32, 1)))

    weights = train.fit(weights, gradient, train.adam(lr), updates, 1, progress=False).params
    radius = np.abs(np.linalg.eigvals(weights[0].W_hh)).max()
    return left(seed, lambda rng: (cell, weights), tasks.latch, T), round(float(radius), 2)


def main():
    table = Table(Path(__file__).with_name("lesson_08_blind.json"))
    for lr in 3e-3, 1e-2, 3e-2:
        for updates in 1, 30, 100:
            table.runs("blind", f"{lr:g}", updates, seeds=SEEDS, one=partial(blind, lr=lr, updates=updates))
    for lr in 3e-3, 3e-2:
        how = {"start": start, "task": tasks.latch, "T": 100, "lr": lr, "updates": 3000, "target": 0.25}
        table.runs("updates, T = 100", f"{lr:g}", seeds=SEEDS[:5], one=partial(learned, **how))


if __name__ == "__main__":
    main()
