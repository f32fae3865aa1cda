"""What a weak start costs, and whether the best gain moves with the input; writes lesson_06_price.json.

    python tests/reference/make_lesson_06_price.py [seeds]

The latch as in make_lesson_06_race.py, Adam with 3e-3, seeds from 500 on. Rows "length": updates until learned over
the number of steps (0: not within 12000). Rows "inputs": the input weights times 1/4, 1 or 4, several gains of an
orthogonal start, T = 100 (0: not within 1500); row "critical": the critical gains of the theory for these inputs. Rows
"norm": quartiles, over 20 draws of the weights times 32 sequences, of log10 of the gradient's norm at the start,
T = 80.
"""

import sys

import numpy as np
from make_lesson_06_race import H, learn
from tables import Table, updates

from helpers import model, rnn, tasks, train

GAINS, INPUTS = (1.0, 1.25, 1.6, 2.2), (0.25, 1.0, 4.0)


def factor(g, s, n=4000):
    """Mean field theory: the factor of a gradient per step, tanh, Gaussian or orthogonal weights of gain g, input of
    variance s² into every unit."""
    xi = np.linspace(-8, 8, n)
    weight = np.exp(-(xi**2) / 2) / np.exp(-(xi**2) / 2).sum()
    v = g**2 + s**2
    for _ in range(300):
        v = g**2 * np.sum(weight * np.tanh(np.sqrt(v) * xi) ** 2) + s**2
    return g * np.sqrt(np.sum(weight * (1 - np.tanh(np.sqrt(v) * xi) ** 2) ** 2))


def critical(s):
    """The gain at which that factor is 1."""
    low, high = 1.0, 10.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if factor(middle, s) > 1 else (middle, high)
    return round(low, 2)


def norms(gain, recurrent="gaussian", T=80, draws=20):
    """log10 of the gradient's norm for single sequences: the quartiles."""
    found = []
    for seed in range(500, 500 + draws):
        rng = np.random.default_rng(seed)
        start = model.init(rng, rnn, 1, H, 1, recurrent=recurrent, gain=gain)
        xs, ys = tasks.latch(rng, T, 32)
        found += [train.global_norm(model.last_step(rnn, start, xs[:, [i]], ys[[i]])[1][0]) for i in range(32)]
    return np.log10(np.quantile(found, [0.25, 0.5, 0.75])).round(1).tolist()


def main(seeds=10):
    table = Table(__file__)
    strengths = [times * (1 / (3 * H)) ** 0.5 for times in INPUTS]
    table.once("critical", lambda: [critical(s) for s in strengths])
    for gain in 1.0, 1.25, 2.0, 4.0:
        table.once(f"norm, Gaussian {gain}", lambda gain=gain: norms(gain))
    for inputs in INPUTS:
        for gain in GAINS:
            table.per_seed(
                f"inputs x {inputs}, orthogonal {gain}",
                range(500, 505),
                lambda s, a=(gain, inputs): updates(learn(s, 100, "tanh", "orthogonal", *a, steps=1500)),
            )
    for name, start in {
        "default": ("pytorch", 1.0),
        "Gaussian 0.577": ("gaussian", 3**-0.5),
        "orthogonal 1.25": ("orthogonal", 1.25),
    }.items():
        for T, most in (5, 10), (10, 10), (15, 10), (20, 10), (25, 5), (30, 5):
            if name != "Gaussian 0.577" or T <= 20:
                table.per_seed(
                    f"length, {name}, T = {T}",
                    range(500, 500 + min(seeds, most)),
                    lambda s, T=T, start=start: updates(learn(s, T, "tanh", *start, steps=12_000)),
                )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
