"""The direct path and the detours of a fresh LSTM (lesson 07); writes lesson_07_paths.json beside this file.

    python tests/reference/make_lesson_07_paths.py

No training; some seconds. Sizes are root mean squares over the units of c (1 at lag 0), in the order least, median,
largest over 20 draws of weights and of inputs N(0,1). Orthogonal recurrent weights times the gain, all biases 0 but
the forget gate's. "rest" is the factor of one step at rest (h = c = 0) along an eigenvector of W_hg with eigenvalue
+gain: σ(b_f) + gain / 4.
"""

import json
import math
from pathlib import Path

import numpy as np
from runs import SEEDS

from helpers import bptt, lstm

DRAWS = range(SEEDS[0], SEEDS[0] + 20)


def exact_and_direct(seed, bias, gain, T, H=16):
    """The sizes of ∂c_T/∂c_0 and of the product of the forget gates."""
    rng = np.random.default_rng(seed)
    params = lstm.init(rng, 1, H, "orthogonal", gain, forget_bias=bias)
    trace = bptt.run(lstm, params, rng.standard_normal((T, 1, 1)))
    wanted = np.zeros((T, H, 2 * H))
    wanted[-1, :, H:] = np.eye(H)  # copy j of the sequence asks about unit j of c_T
    copies = bptt.Trace(*(np.repeat(part, H, axis=-2) for part in trace))
    exact = bptt.backward(lstm, params, copies, wanted).states[0, :, H:]
    direct = np.prod(trace.caches[1, :, 0], axis=0)
    return np.sqrt(np.sum(exact**2) / H), np.sqrt(np.mean(direct**2))


def spread(values):
    return [float(f"{x:.2g}") for x in (np.min(values), np.median(values), np.max(values))]


def entry(bias, gain, T, H=16):
    exact, direct = np.array([exact_and_direct(seed, bias, gain, T, H) for seed in DRAWS]).T
    return {"exact": spread(exact), "direct": spread(direct), "quotient": spread(exact / direct)}


def main():
    table = {"rest": {}, "units, bias 5, gain 1, T 100": {}}
    for T in 23, 40, 100:
        for bias in 0, 1, 2, 3, 5:
            for gain in 0.5, 1, 2, 4, 8:
                table[f"bias {bias}, gain {gain}, T {T}"] = entry(bias, gain, T)
                table["rest"][f"bias {bias}, gain {gain}"] = round(1 / (1 + math.exp(-bias)) + gain / 4, 3)
    for H in 8, 16, 32, 64:
        table["units, bias 5, gain 1, T 100"][H] = entry(5, 1, 100, H)["exact"]
    path = Path(__file__).with_name("lesson_07_paths.json")
    path.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
