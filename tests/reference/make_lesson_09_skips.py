"""Skips and layers on the latch, with their controls (lesson 09); writes lesson_09_skips.json beside this file.

    python tests/reference/make_lesson_09_skips.py

For each network and seed the updates until the mean of ten losses was at most 0.25, or 0 if that did not happen
within UPDATES; "left": log10 of the gradient left at the start, see runs.left. tanh, 16 units, batches of 32,
Adam 3e-3, clipped at 1, PyTorch's start: W_hh and the skip's matrix have entries U(±1/4), so a gain of 0.577 each.
"""

import sys
from functools import partial
from pathlib import Path

import numpy as np
from runs import SEEDS, Table, learned, left

from helpers import deep, model, rnn, tasks

H, UPDATES = 16, 1500
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


def start(rng, net=rnn, single=1.0, skip=1.0, **options):
    """Weights of a network; of one layer or a skip, W_hh times `single` and the skip's matrix times `skip`."""
    params, readout = model.init(rng, net, 1, H, 1, **options)
    if (single, skip) != (1, 1):
        params.W_hh[:] *= single
        params.W_xh[:, 1:] *= skip
    return net, (params, readout)


def skipping(d, factor=1.0):
    return partial(start, net=deep.skip(rnn, d), single=factor, skip=factor)


def one_layer(factor):
    return partial(start, single=factor)


SKIPS = {  # with the lengths T they are run at
    "one layer": (start, (40, 100)),
    "one layer, W_hh x 1.41": (one_layer(2**0.5), (40, 100)),
    "one layer, W_hh x 1.7": (one_layer(1.7), (40, 100)),
    "one layer, W_hh x 2": (one_layer(2.0), (40, 100)),
    "skip of 13": (skipping(13), (40, 100)),
    "skip of 13, both matrices / 1.41": (skipping(13, 0.5**0.5), (40, 100)),
    "skip of 13, both matrices x 1.2": (skipping(13, 1.2), (40, 100)),
    "skip of 5": (skipping(5), (40, 100)),
    "skip of 5, both matrices / 1.41": (skipping(5, 0.5**0.5), (40, 100)),
    "skip of 2": (skipping(2), (40, 100)),
    "skip of 1": (skipping(1), (40, 100)),
    "skip of 1, both matrices / 1.41": (skipping(1, 0.5**0.5), (40,)),
    "skip of 20, both matrices / 1.41": (skipping(20, 0.5**0.5), (40,)),
    **{f"skip of {d}": (skipping(d), (40,)) for d in (39, 20, 19, 16, 14, 12, 10, 3)},
}
RATED = (
    *("one layer", "one layer, W_hh x 1.41", "one layer, W_hh x 2"),
    *("skip of 13, both matrices / 1.41", "skip of 13", "skip of 20"),
)
LAYERS = {
    "two layers": deep.stack(rnn, rnn),
    "residual layer on top": deep.stack(rnn, deep.residual(rnn)),
    "two layers, dense": deep.dense(rnn, rnn),
    "two directions": deep.bidirectional(rnn),
}


def run(table, *keys, start, T=40, seeds=SEEDS, updates=UPDATES, lr=3e-3):
    def latch(seed):
        return learned(seed, start, tasks.latch, T, lr, updates, 0.25)

    table.runs(*keys, "updates", seeds=seeds, one=latch)


def skips(table, T):
    for name, (begin, lengths) in SKIPS.items():
        if T in lengths:
            table.runs(name, T, "left", seeds=SEEDS, one=partial(left, start=begin, task=tasks.latch, T=T))
            run(table, name, T, start=begin, T=T, seeds=SEEDS if T == 40 else SEEDS[:5])


def layers(table):
    orthogonal = {"recurrent": "orthogonal"}
    run(table, "one layer, orthogonal", 40, start=partial(start, **orthogonal))
    for name, net in LAYERS.items():
        run(table, name, 40, start=partial(start, net=net))
        run(table, f"{name}, orthogonal", 40, start=partial(start, net=net, **orthogonal))
    run(table, "leaky, new 0.1", 40, start=partial(start, net=leaky(0.1)))
    for name, net in ("one layer", rnn), ("two layers", LAYERS["two layers"]):
        run(table, f"{name}, 10000 updates", 40, start=partial(start, net=net), seeds=SEEDS[:2], updates=10000)


def rates(table):
    """Other learning rates than 3e-3."""
    for lr in 1e-2, 3e-2:
        for name in RATED:
            run(table, f"{name}, rate {lr:g}", 40, start=SKIPS[name][0], lr=lr)


def layer_rates(table):
    """The layers at ten times the learning rate, PyTorch's start."""
    for name, net in LAYERS.items():
        run(table, f"{name}, rate 0.03", 40, start=partial(start, net=net), lr=3e-2)


def main(parts):
    table = Table(Path(__file__).with_name("lesson_09_skips.json"))
    for part in parts or ("40", "rates", "layers", "layer_rates", "100"):
        if part.isdigit():
            skips(table, int(part))
        else:
            globals()[part](table)


if __name__ == "__main__":
    main(sys.argv[1:])
