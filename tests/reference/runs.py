"""What the tables of lessons 07 to 09 share: a training until learned, the gradient left, and a table that grows."""

import json
from pathlib import Path

import numpy as np

from helpers import bptt, flow, model, train

SEEDS = range(500, 510)  # not used to choose anything
TUNING = 900, 901  # used to choose the learning rates


def learned(seed, start, task, T, lr, updates, target, B=32, gradient=model.last_step, **options):
    """Train one network; the updates until the mean of ten losses was at most `target`, 0: not within `updates`.

    start(rng) -> (cell, weights). Adam, clipped at 1.
    """
    rng = np.random.default_rng(seed)
    cell, weights = start(rng)
    result = train.fit(
        weights,
        lambda weights, step: gradient(cell, weights, *task(rng, T, B)),
        train.adam(lr),
        updates,
        max_norm=1,
        target=target,
        progress=False,
        **options,
    )
    return len(result.losses) if result.stopped.startswith("Reached") else 0


def left(seed, start, task, T, B=32):
    """log10 ‖∂L/∂s_1‖/‖∂L/∂s_T‖ before the first update: what of a gradient of random direction on h_T is left
    T - 1 steps earlier, after the first input."""
    rng = np.random.default_rng(seed)
    cell, (params, _) = start(rng)
    trace = bptt.run(cell, params, task(rng, T, B)[0])
    dhs = np.zeros(bptt.outputs(cell, trace).shape)
    dhs[-1] = rng.standard_normal(dhs.shape[2])
    norms = flow.log10_gradient_norms(bptt.backward(cell, params, trace, dhs).states)
    return round(float(norms[1] - norms[-1]), 2)


class Table:
    """A JSON file that is written anew after every run; what it holds already is not run again."""

    def __init__(self, path):
        self.path = Path(path)
        self.kept = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}

    def runs(self, *keys, seeds, one):
        """At `keys`, the list of one(seed) for every seed."""
        entry = self.kept
        for key in map(str, keys[:-1]):
            entry = entry.setdefault(key, {})
        results = entry.setdefault(str(keys[-1]), [])
        for seed in list(seeds)[len(results) :]:
            results.append(one(seed))
            self.path.write_text(json.dumps(self.kept) + "\n", encoding="utf-8")
        print(self.path.stem, *keys, results, flush=True)
        return results
