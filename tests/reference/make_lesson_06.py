"""The latch race and the trainability map of lesson 06; prints the tables kept in lesson_06.json (about 15 minutes).

    python tests/reference/make_lesson_06.py > tests/reference/lesson_06.json

race: for each start and length, per seed the updates until the mean of the last ten losses was at most 0.25, or 0
if that did not happen within 1000. map: the share of five seeds down to 0.05 within 300 updates, over
gain and length. default: for PyTorch's default start and short sequences, the updates until 0.05, 0: not within 300.
"""

import json

import numpy as np

from helpers import model, rnn, tasks, train

H, B = 16, 32
STARTS = {
    "tanh, PyTorch's default": ("tanh", "pytorch", 1.0),
    "tanh, Gaussian 1": ("tanh", "gaussian", 1.0),
    "tanh, Gaussian 1.5": ("tanh", "gaussian", 1.5),
    "tanh, orthogonal": ("tanh", "orthogonal", 1.0),
    "tanh, identity": ("tanh", "identity", 1.0),
    "ReLU, Gaussian √2": ("relu", "gaussian", 2**0.5),
    "ReLU, identity": ("relu", "identity", 1.0),
}
GAINS = [0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0]
LENGTHS = [5, 10, 20, 40, 80, 160]
SEEDS = {40: 10, 100: 8}  # of the race, by length


def learn(seed, T, activation, recurrent, gain, steps=1000, target=0.25):
    """Train one network on the latch task; a train.Training."""
    rng, cell = np.random.default_rng(seed), rnn.make(activation)
    start = model.init(rng, cell, 1, H, 1, recurrent=recurrent, gain=gain)

    def gradient(weights, step):
        return model.last_step(cell, weights, *tasks.latch(rng, T, B))

    return train.fit(start, gradient, train.adam(3e-3), steps, max_norm=1, target=target, progress=False)


def solved_after(result):
    """The updates it took, or 0."""
    return len(result.losses) if result.stopped.startswith("Reached") else 0


if __name__ == "__main__":
    race = {
        name: {T: [solved_after(learn(seed, T, *start)) for seed in range(seeds)] for T, seeds in SEEDS.items()}
        for name, start in STARTS.items()
    }
    share = [
        [np.mean([solved_after(learn(s, T, "tanh", "gaussian", g, 300, 0.05)) > 0 for s in range(5)]) for T in LENGTHS]
        for g in GAINS
    ]
    start = STARTS["tanh, PyTorch's default"]
    default = {T: [solved_after(learn(s, T, *start, 300, 0.05)) for s in range(10)] for T in (5, 8, 10, 12, 15, 20)}
    table = {"race": race, "map": {"gains": GAINS, "lengths": LENGTHS, "share": share}, "default": default}
    print(json.dumps(table, indent=1))
