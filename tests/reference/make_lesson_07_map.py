"""Forget bias and recurrent gain of lesson 07, on the latch; writes lesson_07_map.json beside this file.

    python tests/reference/make_lesson_07_map.py

For each setting and seed the updates until the mean of ten losses was at most 0.25, or 0 if that did not happen within
UPDATES; "left": log10 of the gradient left at the start, see runs.left. 16 units, batches of 32, Adam 3e-3,
clipped at 1, orthogonal recurrent weights times the gain, all biases 0 but those named. About twenty minutes.
"""

import sys
from pathlib import Path

import numpy as np
from runs import SEEDS, TUNING, Table, learned, left

from helpers import gru, lstm, model, rnn, tasks

BIASES, GAINS, H, UPDATES = (0, 1, 2, 3, 5), (0.5, 1, 2, 4, 8), 16, 1500


def lstm_start(bias, gain, b_i=0.0, b_o=0.0, gains=None):
    """start(rng) of an LSTM. gains: one for each block i, f, g, o instead of `gain`."""

    def start(rng):
        params, readout = model.init(rng, lstm, 1, H, 1, recurrent="orthogonal", forget_bias=bias)
        params.W_hh[:] *= np.repeat(gains or [gain] * 4, H)[:, None]
        params.b_h[:H], params.b_h[3 * H :] = b_i, b_o
        return lstm, (params, readout)

    return start


def gru_start(bias, gain):
    return lambda rng: (
        gru,
        model.init(rng, gru, 1, H, 1, recurrent="orthogonal", gain=gain, update_bias=bias),
    )


def tanh_start(gain):
    return lambda rng: (rnn, model.init(rng, rnn, 1, H, 1, recurrent="orthogonal", gain=gain))


def latch(seed, start, T=40, lr=3e-3, updates=UPDATES, **more):
    return learned(seed, start, tasks.latch, T, lr, updates, 0.25, **more)


def without_detours(cell, weights, xs, ys):
    """As model.last_step, but the recurrent weights are not trained."""
    loss, (grads, readout) = model.last_step(cell, weights, xs, ys)
    return loss, (grads._replace(W_hh=0 * grads.W_hh), readout)


CONTROLS = {  # what is changed against forget bias 0, gain 1; each has its own row
    "gain 4 through g alone": lstm_start(0, 1, gains=[1, 1, 4, 1]),
    "gain 4 through i, f and o alone": lstm_start(0, 1, gains=[4, 4, 1, 4]),
    "gain 1, input and output gate open (3)": lstm_start(0, 1, 3, 3),
    "gain 1, output gate open (3)": lstm_start(0, 1, 0, 3),
    "gain 4, input and output gate nearly closed (-1)": lstm_start(0, 4, -1, -1),
    **{f"tanh, gain {gain:g}": tanh_start(gain) for gain in (0.25, 0.5, 1, 2)},
}


def both(table, *keys, start, T=40, seeds=SEEDS, **how):
    """The gradient left (ten seeds) and the updates (`seeds`)."""
    table.runs(*keys, "left", seeds=SEEDS, one=lambda seed: left(seed, start, tasks.latch, T))
    table.runs(*keys, "updates", seeds=seeds, one=lambda seed: latch(seed, start, T=T, **how))


def lstm_map(table):
    for bias in BIASES:
        for gain in GAINS:
            both(table, "LSTM", bias, gain, start=lstm_start(bias, gain), seeds=SEEDS[:5])


def headlines(table):
    """Ten seeds where a sentence rests on the setting."""
    for bias, gain in (0, 1), (0, 4), (1, 1), (3, 1):
        both(table, "LSTM", bias, gain, start=lstm_start(bias, gain))
    both(table, "bias 0, gain 2, 4000 updates", start=lstm_start(0, 2), updates=4000)


def controls(table):
    for name, start in CONTROLS.items():
        both(table, "controls", name, start=start, seeds=SEEDS[:5])
    both(table, "controls", "gain 1, T = 10", start=lstm_start(0, 1), T=10)
    for bias in 3, 5:  # W_hh = 0 for ever: the direct path alone
        both(table, "no detours", bias, start=lstm_start(bias, 0), seeds=SEEDS[:3], gradient=without_detours)
    for lr in 1e-3, 1e-2, 3e-2:
        both(table, "bias 0, gain 1, other learning rates", f"{lr:g}", start=lstm_start(0, 1), seeds=TUNING, lr=lr)


def pytorch(rng):
    """PyTorch's own start: recurrent weights of gain 0.577, every bias the sum of two draws around 0."""
    return lstm, model.init(rng, lstm, 1, H, 1)


def rates(table):
    """Is a failure one of the learning rate?"""
    for lr in 1e-2, 3e-2:
        both(table, "bias 0, gain 1, ten seeds", f"{lr:g}", start=lstm_start(0, 1), lr=lr)
    for lr in 3e-3, 1e-2, 3e-2:
        both(table, "PyTorch's default", f"{lr:g}", start=pytorch, lr=lr)


def long(table):
    for bias in 1, 3:
        both(table, "T = 100", bias, 1, start=lstm_start(bias, 1), T=100, seeds=SEEDS[:5])


def gru_map(table):
    """The gradient alone."""
    for bias in BIASES[:4]:
        for gain in GAINS:
            both(table, "GRU", bias, gain, start=gru_start(bias, gain), seeds=())


if __name__ == "__main__":
    for part in sys.argv[1:] or ("lstm_map", "headlines", "controls", "rates", "long", "gru_map"):
        globals()[part](Table(Path(__file__).with_name("lesson_07_map.json")))
