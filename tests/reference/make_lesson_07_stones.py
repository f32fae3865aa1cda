"""Shorter sequences as stepping stones (lesson 07), on the latch; writes lesson_07_stones.json beside this file.

    python tests/reference/make_lesson_07_stones.py

An LSTM of 16 units, orthogonal weights of gain 1, forget bias 0, and each update from a batch of 32 sequences of one
length, which is drawn anew: uniformly from `low` to 40, or 10 and 40 in turn by a coin. Adam 3e-3, clipped at 1. For
each of five seeds the updates until the mean loss of ten fresh batches of 40 steps is at most 0.25, looked at after
every ten; 0: not within 3000. About three minutes.
"""

from pathlib import Path

import numpy as np
from make_lesson_07_map import lstm_start
from runs import SEEDS, Table

from helpers import bptt, losses, model, tasks, train

LENGTHS = {  # how the length of a batch is drawn
    "40 alone": lambda rng: 40,
    "10 alone": lambda rng: 10,
    "10 or 40": lambda rng: rng.choice([10, 40]),
    **{f"{low} to 40": lambda rng, low=low: rng.integers(low, 41) for low in (5, 10, 20, 30)},
}


def reached(seed, lengths, updates=3000, target=0.25):
    """The updates until 40 steps are learned."""
    rng, other = np.random.default_rng(seed), np.random.default_rng(seed + 1000)
    cell, weights = lstm_start(0, 1)(rng)
    run, adam = weights, train.adam(3e-3)

    def gradient(weights, step):
        return model.last_step(cell, weights, *tasks.latch(rng, int(LENGTHS[lengths](rng)), 32))

    for done in range(10, updates + 1, 10):
        run = train.fit(run, gradient, adam, 10, 1, progress=False)
        if loss_at(cell, run.params, other) <= target:
            return done
    return 0


def loss_at(cell, weights, rng, T=40, batches=10):
    """The mean loss of fresh batches of T steps."""
    params, readout = weights
    xs, ys = tasks.latch(rng, T, 32 * batches)
    hs = bptt.outputs(cell, bptt.run(cell, params, xs))
    return losses.squared_error(losses.read(readout, hs[-1]), ys)[0]


def main():
    table = Table(Path(__file__).with_name("lesson_07_stones.json"))
    for lengths in LENGTHS:
        table.runs(lengths, seeds=SEEDS[:5], one=lambda seed, lengths=lengths: reached(seed, lengths))


if __name__ == "__main__":
    main()
