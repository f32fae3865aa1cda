"""What penalties and layer normalisation do to the gradient that is left after 40 steps (lesson 06).

    python tests/reference/make_lesson_06_left.py lesson_06_penalties.json > tests/reference/lesson_06_left.json

left: log10 of the norm of dL/dh_t over that of dL/dh_40, over a batch of 256 latch sequences (t = 0: all 40 steps).
trained: latch of 40 steps, per contender, for the ten SEEDS at each of UPDATES: spectral radius of W_hh, left at t = 0.
curves: medians of the ten SEEDS of left at t = 0, 2, …, 40, at each of UPDATES.
start: at the start, per gain of a Gaussian W_hh, lowest, median and highest of left at t = 0 for ten draws, 32 units:
plain tanh, with layer normalisation, and with layer normalisation where W_xh has the same gain.
shaken: without a penalty, per learning rate, with true answers and with answers that tell nothing ("blind"): medians
of the ten SEEDS of [spectral radius, left at t = 0] at each of UPDATES.
"""

import json
import sys

import numpy as np
from make_lesson_06_penalties import NORMED, RATES, TANH, learn

from helpers import bptt, flow, linear, losses, model, tasks

UPDATES, SEEDS, GAINS = (0, 10, 30, 60, 100, 200), range(500, 510), (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
XS, YS = tasks.latch(np.random.default_rng(7), 40, 256)


def left(cell, weights):
    """log10 of the share of the gradient that is left at h_0 … h_40, (41,)."""
    params, readout = weights
    trace = bptt.run(cell, params, XS)
    hs = bptt.outputs(cell, trace)
    dhs = np.zeros_like(hs)
    dhs[-1] = losses.read_back(readout, hs[-1], losses.squared_error(losses.read(readout, hs[-1]), YS)[1])[1]
    logs = flow.log10_gradient_norms(bptt.backward(cell, params, trace, dhs)[1])
    return logs - logs[-1]


def trained(name, rate, strength, seed, budget, task="latch 40"):
    """(weights at each of UPDATES, the last ones where the target was reached before; the Training)."""
    kept = {}

    def watch(step, weights):
        if step in UPDATES:
            kept[step] = weights

    result = learn(task, name, seed, rate, strength, budget, watch)
    return [kept.get(u, result.params) for u in UPDATES], result


def shaken(task, rate):
    """Medians of [spectral radius, log10 left] at each of UPDATES."""
    runs = [trained("none", rate, 0.0, seed, UPDATES[-1] + 1, task)[0] for seed in SEEDS]
    ends = [[(linear.spectral_radius(w[0].W_hh), left(TANH, w)[0]) for w in weights] for weights in runs]
    return np.median(ends, axis=0).round(2).tolist()


def at_start(cell, gain, input_gain):
    """Lowest, median and highest of ten draws."""
    ends = []
    for seed in SEEDS:
        params, readout = model.init(np.random.default_rng(seed), cell, 1, 32, 1, recurrent="gaussian", gain=gain)
        ends.append(left(cell, (params._replace(W_xh=input_gain * params.W_xh), readout))[0])
    return [round(float(f(ends)), 2) for f in (np.min, np.median, np.max)]


if __name__ == "__main__":
    settings = json.load(open(sys.argv[1], encoding="utf-8"))["latch 40"]
    plain = settings["Ω"]["taken"][0]
    shown = {
        "none": ("none", plain, 0.0),
        "Ω": ("Ω", *settings["Ω"]["taken"]),
        "soft orthogonality": ("soft orthogonality", *settings["soft orthogonality"]["taken"]),
        "L2 .01": ("L2 .01", plain, 0.01),
        "layer normalisation": ("layer normalisation", *settings["layer normalisation"]["taken"]),
    }
    table = {"updates": UPDATES, "trained": {}, "curves": {}}
    for title, (name, rate, strength) in shown.items():
        cell, rows, by_lag = NORMED if name == "layer normalisation" else TANH, [], []
        for seed in SEEDS:
            weights, _ = trained(name, rate, strength, seed, 201)
            lags = [left(cell, w) for w in weights]
            radii = [linear.spectral_radius(w[0].W_hh) for w in weights]
            rows.append([[round(r, 2), round(float(lag[0]), 2)] for r, lag in zip(radii, lags, strict=True)])
            by_lag.append([lag[::2] for lag in lags])
        table["curves"][title] = np.median(by_lag, axis=0).round(2).tolist()
        table["trained"][title] = rows
    table["start"] = {
        str(gain): [
            at_start(TANH, gain, 1),
            at_start(NORMED, gain, 1),
            at_start(NORMED, gain, gain),
        ]
        for gain in GAINS
    }
    table["shaken"] = {f"{task}, {rate}": shaken(task, rate) for task in ("latch 40", "blind 40") for rate in RATES}
    print(json.dumps(table, separators=(",", ":")))
