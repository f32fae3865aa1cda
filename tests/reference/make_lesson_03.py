"""What forward mode costs: writes lesson_03.json (half a minute, with nothing else running).

    OMP_NUM_THREADS=1 python tests/reference/make_lesson_03.py

Real-time recurrent learning of W (H,H) of h_t = tanh(W h_{t-1} + x_t) against run and sweep of the library, T = 100,
one sequence: how many times as long (processor time, the least of some rounds in turns), and how many numbers each
keeps.
"""

import json
import time
from pathlib import Path

import numpy as np

from helpers import bptt, gradcheck, rnn
from helpers.params import Params

T, ROUNDS, FEW = 100, 40, 8


def forwards(W, inputs, direct):
    """dL/dW, carried along with the states: P[i, j, k] = dh_i/dW_jk."""
    H = len(W)
    h, P, dW, unit = np.zeros(H), np.zeros((H, H, H)), np.zeros((H, H)), np.arange(H)
    for x, dh in zip(inputs, direct, strict=True):
        P = np.tensordot(W, P, 1)
        P[unit, unit] += h
        h = np.tanh(W @ h + x)
        P *= (1 - h**2)[:, None, None]
        dW += np.tensordot(dh, P, 1)
    return dW


def backwards(W, inputs, direct):
    """The same by run and sweep, with inputs that are added to z as they are."""
    params = Params(np.eye(len(W)), W, np.zeros(len(W)))
    trace = bptt.run(rnn, params, inputs[:, None])
    return bptt.backward(rnn, params, trace, direct[:, None]).params.W_hh


def measured(H):
    """A row of the table; H: units."""
    rng = np.random.default_rng(H)
    problem = rng.normal(size=(H, H)) / np.sqrt(H), rng.normal(size=(T, H)), rng.normal(size=(T, H))
    seconds = {forwards: [], backwards: []}
    for _ in range(ROUNDS if H < 64 else FEW):
        for way in seconds:
            start = time.process_time()
            way(*problem)
            seconds[way].append(time.process_time() - start)
    times = {way: min(values) for way, values in seconds.items()}
    return {
        "H": H,
        "kept": [H**3, T * H],
        "milliseconds": [round(1e3 * times[way], 3) for way in seconds],
        "ratio": round(times[forwards] / times[backwards], 1),
        "error": gradcheck.relative_error(forwards(*problem), backwards(*problem)),
    }


if __name__ == "__main__":
    rows = [measured(H) for H in (8, 16, 32, 64)]
    text = json.dumps({"T": T, "rows": rows}, indent=1) + "\n"
    Path(__file__).with_name("lesson_03.json").write_text(text, encoding="utf-8")
