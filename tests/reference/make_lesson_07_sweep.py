"""The LSTM's sweep backwards with one slip at a time (lesson 07); writes lesson_07_sweep.json beside this file.

    python tests/reference/make_lesson_07_sweep.py

On the latch (T = 40, 16 units, orthogonal weights, forget bias 1 or 3), at the start, the medians over ten seeds:
"error", ‖wrong - right‖/‖right‖ over all weights; "cosine" of the two; "left", log10 of what is handed back to step 1
over what came in at step T. And "updates": the updates until the latch is learned with that sweep, forget bias 3,
Adam 3e-3, clipped at 1; 0: not within 1000 (five seeds). About five minutes.
"""

from functools import partial
from pathlib import Path

import numpy as np
from runs import SEEDS, Table, learned

from helpers import bptt, losses, lstm, model, tasks
from helpers.params import Params

H = 16
SLIPS = (
    "none",
    "dc not carried",
    "dh not carried",
    "= for +=",
    "slope of tanh(c) left out",
    "f of the step before",
    "order i, f, o, g",
    "c_t for c_{t-1}",
    "W_hh for its transpose",
)


def sweep(params, xs, hs, cs, gates, dhs, slip="none"):
    """The gradient by the weights, by every h and every c (T+1,B,H). hs, cs (T+1,B,H); gates (4,T,B,H)."""
    W_hh = params.W_hh.reshape(4, H, H)
    grads = Params(*(np.zeros_like(weights) for weights in params))
    all_dh, all_dc = np.zeros_like(hs), np.zeros_like(cs)
    dh_later = dc_later = np.zeros_like(hs[0])
    for t in reversed(range(len(xs))):
        i, f, g, o = gates[:, t]
        tanh_c = np.tanh(cs[t + 1])
        dh = dhs[t] + (0 if slip == "dh not carried" else dh_later)
        slope = 1 if slip == "slope of tanh(c) left out" else 1 - tanh_c**2
        dc = dh * o * slope + (0 if slip == "dc not carried" else dc_later)
        all_dh[t + 1], all_dc[t + 1] = dh, dc
        c_old = cs[t + 1 if slip == "c_t for c_{t-1}" else t]
        dz = [dc * g * i * (1 - i), dc * c_old * f * (1 - f), dc * i * (1 - g**2), dh * tanh_c * o * (1 - o)]
        if slip == "order i, f, o, g":
            dz = [dz[0], dz[1], dz[3], dz[2]]
        rows = np.concatenate(dz, axis=1)
        now = Params(rows.T @ xs[t], rows.T @ hs[t], rows.sum(0))
        grads = now if slip == "= for +=" else Params(*(old + new for old, new in zip(grads, now, strict=True)))
        dh_later = sum(d @ (W.T if slip == "W_hh for its transpose" else W) for d, W in zip(dz, W_hh, strict=True))
        dc_later = dc * (gates[1, max(t - 1, 0)] if slip == "f of the step before" else f)
    all_dh[0], all_dc[0] = dh_later, dc_later
    return grads, all_dh, all_dc


def with_slip(slip):
    """As model.last_step, differentiated by `sweep`; what is handed back comes as a third."""

    def gradient(cell, weights, xs, ys):
        params, readout = weights
        trace = bptt.run(lstm, params, xs)
        hs, cs = lstm.halves(trace.states)
        loss, dys = losses.squared_error(losses.read(readout, hs[-1]), ys)
        dhs = np.zeros_like(hs[1:])
        dreadout, dhs[-1] = losses.read_back(readout, hs[-1], dys)
        grads, *states = sweep(params, xs, hs, cs, trace.caches[:4], dhs, slip)
        return loss, (grads, dreadout), states

    return gradient


def start(bias):
    return lambda rng: (lstm, model.init(rng, lstm, 1, H, 1, recurrent="orthogonal", forget_bias=bias))


def at_first(_, slip, bias):
    """The medians over the seeds: error, cosine, left."""
    found = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        cell, weights = start(bias)(rng)
        batch = tasks.latch(rng, 40, 32)
        right = flat(model.last_step(cell, weights, *batch)[1][0])
        _, (grads, _), (dh, dc) = with_slip(slip)(cell, weights, *batch)
        wrong = flat(grads)
        size = np.sqrt((dh**2).sum((1, 2)) + (dc**2).sum((1, 2)))
        error = np.linalg.norm(wrong - right) / np.linalg.norm(right)
        cosine = wrong @ right / np.linalg.norm(wrong) / np.linalg.norm(right)
        found.append((error, cosine, np.log10(size[1] / size[-1])))
    return [float(f"{x:.2g}") for x in np.median(found, axis=0)]


def flat(params):
    return np.concatenate([part.ravel() for part in params])


def latch(seed, slip):
    def gradient(*given):
        return with_slip(slip)(*given)[:2]

    return learned(seed, start(3), tasks.latch, 40, 3e-3, 1000, 0.25, gradient=gradient)


def main():
    table = Table(Path(__file__).with_name("lesson_07_sweep.json"))
    for bias in 1, 3:
        for slip in SLIPS:
            table.runs(
                "error, cosine, left", f"bias {bias}", slip, seeds=[0], one=partial(at_first, slip=slip, bias=bias)
            )
    for slip in SLIPS:
        table.runs("updates", slip, seeds=SEEDS[:5], one=partial(latch, slip=slip))


if __name__ == "__main__":
    main()
