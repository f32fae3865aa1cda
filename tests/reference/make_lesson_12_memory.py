"""Lesson 12: does it matter which weight sets a memory? Updates until learned, for every weight, memory and rate.

    python tests/reference/make_lesson_12_memory.py tests/reference/lesson_12_memory.json     (about five minutes)

A unit h_t = λ h_{t-1} + γ x_t is to become like another one that has `memory` steps to 1/e: both read the same noise
N(0, 1), 3 * memory steps from the state 0, 16 sequences, anew for every update. Loss: the mean squared distance of the
states, over the variance that the right one has in the long run. The unit starts at a third of the memory. Adam
without clipping of a single number (its steps are relative), learned = mean of ten losses at most .01. Ten seeds,
500 to 509, used for nothing else; every rate is run and kept, so none is tuned. 0: not within N updates.
"""

import json
import math
import sys

import numpy as np

MEMORIES = [10, 100, 1000]
RATES = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1]
SGD_RATES = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0]
SEEDS, B, N, GOOD, LONG = range(500, 510), 16, 500, 0.01, 3
MOST = 1 - 1e-6  # a size that is kept below 1

# What the weight is: (from λ to the weight, from the weight to λ, dλ/dw from λ and w).
KINDS = {
    "λ": (lambda lam: lam, lambda w: w, lambda lam, w: np.ones_like(w)),
    "ν": (lambda lam: np.log(-np.log(lam)), lambda w: np.exp(-np.exp(w)), lambda lam, w: -lam * np.exp(w)),
    "gate": (
        lambda lam: np.log(lam / (1 - lam)),
        lambda w: 1 / (1 + np.exp(-w)),
        lambda lam, w: lam * (1 - lam),
    ),
}
# name: (kind, whether the input is scaled by γ, whether λ is put back below 1 after every update)
CONTENDERS = {
    "λ": ("λ", False, False),
    "λ, kept below 1": ("λ", False, True),
    "λ, kept below 1, γ": ("λ", True, True),
    "ν": ("ν", False, False),
    "ν, γ": ("ν", True, False),
    "gate, γ": ("gate", True, False),
}


def loss_and_slope(lam, true, xs, scaled):
    """Losses (…,) and their derivatives by λ, for λ (…,) and inputs (T, …, B); forward mode, all at once."""
    lam = lam[..., None]
    gamma, by_lam = (np.sqrt(1 - lam**2), -lam / np.sqrt(1 - lam**2)) if scaled else (1.0, 0.0)
    own = math.sqrt(1 - true**2) if scaled else 1.0
    h = dh = np.zeros(np.broadcast_shapes(lam.shape, xs.shape[1:]))
    other, loss, slope = np.zeros(xs.shape[1:]), 0.0, 0.0
    for x in xs:
        dh = h + lam * dh + by_lam * x
        h = lam * h + gamma * x
        other = true * other + own * x
        gap = h - other
        loss, slope = loss + (gap * gap).mean(-1), slope + 2 * (gap * dh).mean(-1)
    size = len(xs) * (1.0 if scaled else 1 / (1 - true**2))
    return loss / size, slope / size


def race(contender, memory, rates=RATES, seeds=SEEDS, updates=N, start=1 / 3, sgd=False):
    """Updates until learned (rates, seeds), 0 if not."""
    kind, scaled, kept = CONTENDERS[contender]
    to, back, by = KINDS[kind]
    true, all_rates = math.exp(-1 / memory), np.array(rates)[:, None]
    rngs = [np.random.default_rng(seed) for seed in seeds]
    w = np.full((len(rates), len(rngs)), to(np.exp(-1 / (memory * start))))
    first, second, recent = np.zeros_like(w), np.zeros_like(w), np.full((10, *w.shape), np.inf)
    done, on = np.zeros(w.shape, int), np.arange(len(rates))  # on: the rates that still run
    with np.errstate(all="ignore"):
        for n in range(1, updates + 1):
            xs = np.stack([rng.standard_normal((LONG * memory, B)) for rng in rngs], 1)
            lam = back(w[on])
            recent[n % 10, on], slope = loss_and_slope(lam, true, xs[:, None], scaled)
            slope = slope * by(lam, w[on])
            first[on], second[on] = 0.9 * first[on] + 0.1 * slope, 0.999 * second[on] + 0.001 * slope**2
            size = np.sqrt(second[on] / (1 - 0.999**n)) + 1e-8
            w[on] -= all_rates[on] * (slope if sgd else first[on] / (1 - 0.9**n) / size)
            if kept:
                w[on] = np.clip(w[on], -MOST, MOST)
            done[(done == 0) & (np.mean(recent, 0) <= GOOD)] = n
            on = np.flatnonzero(((done == 0) & np.isfinite(w)).any(1))
            if not len(on):
                break
    return done


def runs():
    """(name of the row, arguments of its race). Also, at 10 and 100 steps: plain gradient steps, and a start at three
    times the memory."""
    for memory in MEMORIES:
        for contender in CONTENDERS:
            yield f"{contender}, {memory}", (contender, memory), {}
    for memory in MEMORIES[:2]:
        for contender in "λ", "ν":
            yield f"SGD, {contender}, {memory}", (contender, memory, SGD_RATES), {"sgd": True}
            yield f"from above, {contender}, {memory}", (contender, memory), {"start": 3}


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:  # goes on where it stopped; {} to begin
        table = json.load(file).get("table", {})
    for name, what, how in runs():
        if name not in table:
            table[name] = np.sort(race(*what, **how), 1).tolist()
            print(name, [sum(u > 0 for u in row) for row in table[name]], file=sys.stderr, flush=True)
            with open(sys.argv[1], "w", encoding="utf-8") as file:
                made = {"memories": MEMORIES, "rates": RATES, "sgd_rates": SGD_RATES, "table": table}
                json.dump(made, file, ensure_ascii=False)
