"""Losses of adding at T = 100, for a figure; writes lesson_11_curves.json beside this file (a minute or two).

    python tests/reference/make_lesson_11_curves.py

Seed 500, the settings of make_lesson_11_hops.py and make_lesson_11_gates.py, 800 updates without a target: means of
blocks of 8 updates.
"""

from functools import partial

import numpy as np
from make_lesson_11_hops import NETS, begin
from tables import Table

from helpers import model, rnn, tasks, train

RATES = {"Q": 3e-2, "R": 1e-2, "GRU": 1e-1, "LSTM": 3e-2, "tanh": 3e-3}


def curve(name, T=100, updates=800, block=8):
    rng = np.random.default_rng(500)
    net, weights = begin(rng, name, 2) if name in NETS else (rnn, model.init(rng, rnn, 2, 32, 1))

    def gradient(weights, _):
        return model.last_step(net, weights, *tasks.adding(rng, T, 32))

    losses = train.fit(weights, gradient, train.adam(RATES[name]), updates, 1, progress=False).losses
    return losses.reshape(-1, block).mean(1).round(4).tolist()


def main():
    table = Table(__file__)
    for name in RATES:
        table.once(f"{name}, lr {RATES[name]:g}", partial(curve, name))


if __name__ == "__main__":
    main()
