"""Stored races for figures that show a training before it is run: means of ten losses, one every ten updates; writes
curves.json beside this file.

    python tests/reference/make_curves.py

07: the latch, T = 40, orthogonal weights. 08: the race of the lesson (adding, T = 40). 09: the latch, T = 40,
PyTorch's start. Seed 0; a curve that ends early reached the target. Under a minute.
"""

import json
from functools import partial
from pathlib import Path

import make_lesson_07_map as lesson_07
import make_lesson_09_skips as lesson_09
import numpy as np

from helpers import gru, lstm, model, rnn, tasks, train


def adder(rng, cell, **options):
    return cell, model.init(rng, cell, 2, 32, 1, **options)


SKIPS = (
    "one layer",
    "one layer, W_hh x 1.41",
    "one layer, W_hh x 2",
    "skip of 13",
    "skip of 13, both matrices / 1.41",
    "skip of 20",
)
RACES = {  # lesson: task, target, updates; for each curve start(rng) and the learning rate
    "07": (
        (tasks.latch, 0.05, 400),
        {
            "tanh, PyTorch's default": (lesson_09.start, 3e-3),
            "tanh, orthogonal": (lesson_07.tanh_start(1), 3e-3),
            "LSTM, forget bias 0, gain 1": (lesson_07.lstm_start(0, 1), 3e-3),
            "LSTM, forget bias 0, gain 4": (lesson_07.lstm_start(0, 4), 3e-3),
            "LSTM, forget bias 3, gain 1": (lesson_07.lstm_start(3, 1), 3e-3),
        },
    ),
    "08": (
        (tasks.adding, 0.01, 1000),
        {
            "tanh": (partial(adder, cell=rnn), 3e-3),
            "ReLU, identity": (partial(adder, cell=rnn.make("relu"), recurrent="identity"), 1e-3),
            "LSTM, bias 1": (partial(adder, cell=lstm, forget_bias=1.0), 1e-2),
            "GRU": (partial(adder, cell=gru), 1e-2),
        },
    ),
    "09": (
        (tasks.latch, 0.05, 400),
        {name: (lesson_09.SKIPS[name][0], 3e-3) for name in SKIPS},
    ),
}


def curve(start, task, lr, updates, target, T=40, seed=0):
    rng = np.random.default_rng(seed)
    cell, weights = start(rng)

    def gradient(weights, _):
        return model.last_step(cell, weights, *task(rng, T, 32))

    losses = train.fit(weights, gradient, train.adam(lr), updates, 1, target, progress=False).losses
    return [round(float(losses[n : n + 10].mean()), 4) for n in range(0, len(losses) - 9, 10)]


def main():
    table = {}
    for lesson, ((task, target, updates), racers) in RACES.items():
        table[lesson] = {name: curve(start, task, lr, updates, target) for name, (start, lr) in racers.items()}
    Path(__file__).with_name("curves.json").write_text(json.dumps(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
