"""The echo grid of lesson 04: which lags are learned with which window; writes lesson_04.json beside this file.

    python tests/reference/make_lesson_04.py [seeds]

For each initialiser, window k and lag from k - 1 to k + 3: in how many of the seeds 0, 1, … a tanh network of 24
units learned to say what it heard that many steps ago (the mean of ten losses reached 0.1 within 1500 updates;
guessing costs 1). About two minutes a seed on one core; everything else is as in the lesson.
"""

import json
import sys
from pathlib import Path

import numpy as np

from helpers import bptt, losses, rnn, tasks, train
from helpers.params import Params

WINDOWS, BEYOND, INITIALISERS = (1, 2, 4, 6, 8), (-1, 0, 1, 2, 3), ("identity", "pytorch")


def learned(lag, window, seed, recurrent="identity", updates=1500, only_readout=False):
    """Does the network learn the echo of `lag` when its gradient is cut off after `window` steps? only_readout: the
    recurrent weights stay as they were drawn."""
    rng = np.random.default_rng(seed)
    weights = rnn.init(rng, 1, 24, recurrent), losses.init_readout(rng, 24, 1)

    def gradient(weights, _):
        xs, ys, mask = tasks.echo(rng, 20, 16, lag)
        trace = bptt.run(rnn, weights[0], xs)
        hs = bptt.outputs(rnn, trace)
        loss, dys = losses.squared_error(losses.read(weights[1], hs), ys, mask)
        d_readout, dhs = losses.read_back(weights[1], hs, dys)
        grads = bptt.backward(rnn, weights[0], trace, dhs, window=window)[0]
        return loss, (Params(*(0 * grad for grad in grads)) if only_readout else grads, d_readout)

    done = train.fit(weights, gradient, train.adam(0.01), updates, max_norm=1, target=0.1, progress=False)
    return done.stopped.startswith("Reached")


def memory(seeds):
    """How many networks with an orthogonal start learn lag 8: training the readout alone, and all weights with the
    whole gradient (sequences have 20 steps) and with a window of 4."""
    drawn = range(500, 500 + seeds)
    alone = sum(learned(8, 4, seed, "orthogonal", 1500, only_readout=True) for seed in drawn)
    whole, cut = (sum(learned(8, window, seed, "orthogonal", 6000) for seed in drawn) for window in (19, 4))
    return {"seeds": seeds, "readout": alone, "whole": whole, "window 4": cut}


def main(seeds):
    solved = {name: np.zeros((len(WINDOWS), len(BEYOND)), int) for name in INITIALISERS}
    for seed in range(seeds):
        for name in INITIALISERS:
            solved[name] += [[learned(k + more, k, seed, name) for more in BEYOND] for k in WINDOWS]
        grids = {name: grid.tolist() for name, grid in solved.items()}
        stored = {"windows": WINDOWS, "beyond": BEYOND, "seeds": seed + 1, "solved": grids, "memory": memory(seed + 1)}
        Path(__file__).with_name("lesson_04.json").write_text(json.dumps(stored) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
