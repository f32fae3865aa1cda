"""The race of starts in lesson 06: updates until the latch is learned; writes lesson_06_race.json (about half an hour).

    python tests/reference/make_lesson_06_race.py [seeds]

A row for each start, learning rate and length, an entry for each seed from 500 on: the updates until the mean of the
last ten losses was at most 0.25, or 0: not within 3000 (T = 40) or 2000 (T = 100). 16 units, batches of 32, Adam,
clipped at 1. Every start runs with every learning rate, so that none is favoured by a choice. The stored table has at
most ten seeds at T = 40 and five at T = 100, fewer where most runs take all their updates.
"""

import sys

import numpy as np
from tables import Table, updates

from helpers import model, rnn, tasks, train

H, B, RATES = 16, 32, (3e-3, 1e-2, 3e-2)
KERAS = (6 / (1 + H)) ** 0.5 * H**0.5  # Glorot's inputs U(±√(6/(1+H))), as a multiple of ours, U(±1/√H)
STARTS = {  # activation, recurrent weights, their gain, the inputs' weights times
    "tanh, PyTorch's default": ("tanh", "pytorch", 1.0, 1.0),
    "tanh, PyTorch's default at gain 1.25": ("tanh", "pytorch", 1.25 * 3**0.5, 1.0),
    "tanh, Gaussian 1": ("tanh", "gaussian", 1.0, 1.0),
    "tanh, Gaussian 1.25": ("tanh", "gaussian", 1.25, 1.0),
    "tanh, Gaussian 1.5": ("tanh", "gaussian", 1.5, 1.0),
    "tanh, orthogonal 1": ("tanh", "orthogonal", 1.0, 1.0),
    "tanh, orthogonal 1.25": ("tanh", "orthogonal", 1.25, 1.0),
    "tanh, orthogonal 1.5": ("tanh", "orthogonal", 1.5, 1.0),
    "tanh, orthogonal 2": ("tanh", "orthogonal", 2.0, 1.0),
    "tanh, Keras (orthogonal 1, Glorot's inputs)": ("tanh", "orthogonal", 1.0, KERAS),
    "tanh, orthogonal 1.43, Glorot's inputs": ("tanh", "orthogonal", 1.43, KERAS),
    "tanh, identity 1": ("tanh", "identity", 1.0, 1.0),
    "tanh, identity 1.25": ("tanh", "identity", 1.25, 1.0),
    "ReLU, Gaussian √2 (He)": ("relu", "gaussian", 2**0.5, 1.0),
    "ReLU, identity 1": ("relu", "identity", 1.0, 1.0),
}
FEWER = {"tanh, PyTorch's default": 5, "tanh, identity 1": 2, "tanh, identity 1.25": 2}  # seeds at T = 100
FEWER |= {"ReLU, Gaussian √2 (He)": 0, "ReLU, identity 1": 0}
KERAS_AND_OURS = "tanh, Keras (orthogonal 1, Glorot's inputs)", "tanh, orthogonal 1.43, Glorot's inputs"
AGAIN = [("tanh, PyTorch's default", 3e-2), ("tanh, orthogonal 1.25", 1e-2)]  # with ten other seeds, from 700
AGAIN += [(name, lr) for lr in RATES for name in KERAS_AND_OURS]
HIGHER = [(name, lr) for name, _ in AGAIN[:2] for lr in (6e-2, 1e-1)]  # beyond the three rates, with both tens of seeds
VALLEY = 1.25, 1.6, 2.0  # gains of orthogonal weights with Keras' inputs, rate 3e-3, besides 1 and 1.43
SLOWER = {40: (3e-4, 1e-3), 100: (1e-3,)}  # rates for ReLU, which wants smaller ones; five seeds at T = 100


def learn(seed, T, activation, recurrent, gain, inputs=1.0, lr=3e-3, steps=3000, target=0.25):
    """Train one network on the latch task; a train.Training."""
    rng, cell = np.random.default_rng(seed), rnn.make(activation)
    params, readout = model.init(rng, cell, 1, H, 1, recurrent=recurrent, gain=gain)
    start = params._replace(W_xh=inputs * params.W_xh), readout

    def gradient(weights, step):
        return model.last_step(cell, weights, *tasks.latch(rng, T, B))

    return train.fit(start, gradient, train.adam(lr), steps, max_norm=1, target=target, progress=False)


def curve(start, lr, T=40, steps=600, block=6):
    """Seed 500, for a figure: the mean losses of blocks of updates, without a target."""
    losses = learn(500, T, *start, lr=lr, steps=steps, target=None).losses
    return losses.reshape(-1, block).mean(1).round(3).tolist()


def main(seeds=10):
    table = Table(__file__)
    for name in "tanh, PyTorch's default", "tanh, Gaussian 1", "tanh, orthogonal 1", "tanh, orthogonal 1.25":
        for lr in 3e-3, 3e-2:
            row = f"curve of blocks of 6, {name}, lr {lr}, T = 40"
            table.once(row, lambda name=name, lr=lr: curve(STARTS[name], lr))
    for name, lr in AGAIN:
        row = f"{name}, lr {lr}, T = 40, other seeds"
        table.per_seed(row, range(700, 710), lambda s, name=name, lr=lr: updates(learn(s, 40, *STARTS[name], lr=lr)))
    for name, lr in HIGHER:
        for row, first in (f"{name}, lr {lr}, T = 40", 500), (f"{name}, lr {lr}, T = 40, other seeds", 700):
            table.per_seed(
                row, range(first, first + 10), lambda s, name=name, lr=lr: updates(learn(s, 40, *STARTS[name], lr=lr))
            )
    for gain in VALLEY:
        row = f"tanh, orthogonal {gain}, Glorot's inputs, lr 0.003, T = 40"
        table.per_seed(
            row, range(500, 510), lambda s, gain=gain: updates(learn(s, 40, "tanh", "orthogonal", gain, KERAS))
        )
    for T, steps in (40, 3000), (100, 2000):
        for lr in RATES if T == 40 else RATES[:2]:
            for name, start in STARTS.items():
                n = min(seeds, FEWER.get(name, 10)) if T == 100 else seeds
                table.per_seed(
                    f"{name}, lr {lr}, T = {T}",
                    range(500, 500 + n),
                    lambda s, T=T, steps=steps, lr=lr, start=start: updates(learn(s, T, *start, lr=lr, steps=steps)),
                )
        for lr in SLOWER[T]:
            for name, start in list(STARTS.items())[-2:]:
                table.per_seed(
                    f"{name}, lr {lr}, T = {T}",
                    range(500, 510 if T == 40 else 505),
                    lambda s, T=T, steps=steps, lr=lr, start=start: updates(learn(s, T, *start, lr=lr, steps=steps)),
                )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
