"""The largest Lyapunov exponents of lesson 12; prints the table kept in lesson_12_chaos.json (about ten minutes).

    python tests/reference/make_lesson_12_chaos.py > tests/reference/lesson_12_chaos.json

h <- tanh(g W h + s u), 200 units, W Gaussian of gain 1, u fresh N(0, 1) noise for every unit and step. mean and
spread (standard deviation) over five networks, each after 300 steps left out, over 1000 steps; in nats per step.
"""

import json
import sys

import numpy as np

from helpers import bptt, flow, params, rnn
from helpers.cell import between

N, NETWORKS, REST, STEPS = 200, 5, 300, 1000
GAINS = [0.5, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0]
STRENGTHS = [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0]


def exponent(seed, g, s, n=N, rest=REST, steps=STEPS):
    """The largest exponent of one network at gain g and input strength s."""
    rng = np.random.default_rng(seed)
    W = params.recurrent_matrix(rng, n, "gaussian", 1.0)
    network = params.Params(s * np.eye(n), g * W, np.zeros(n))
    start = 0.1 * rng.standard_normal((1, n))
    run = bptt.run(rnn, network, rng.standard_normal((rest + steps, 1, n)), start)
    return flow.lyapunov_exponents(rnn, network, between(run, rest, rest + steps))[0]


if __name__ == "__main__":
    mean, spread = [], []
    for s in STRENGTHS:
        found = np.array([[exponent(seed, g, s) for seed in range(NETWORKS)] for g in GAINS])
        mean.append(found.mean(1).round(3).tolist())
        spread.append(found.std(1).round(3).tolist())
        print(f"s = {s}: {mean[-1]}", file=sys.stderr, flush=True)
    print(json.dumps({"gains": GAINS, "strengths": STRENGTHS, "mean": mean, "spread": spread}))
