"""The starts of lesson 06 on the latch, and how far back a gain reaches; writes lesson_06.json beside this file.

    python tests/reference/make_lesson_06.py [race | far | rates | map | store …]

16 units, Adam, batches of 32, clipped at 1; learned: the mean of ten losses was at most 0.25. Updates until then, 0:
not within 3000.
race: 40 steps, per start the log10 of the gradient left at the first step before training ("left", ten seeds), the
updates for every learning rate on two seeds ("search"), and at the rate with the smallest sum, a failure counting as
3000, for ten other seeds ("updates"). far: the same rate at 100 steps, five seeds. rates: for two of the starts, 40
steps and every rate, ten seeds. map: for Gaussian starts, per learning rate, gain and length, five seeds.
store: what the lesson shows of these tables and of lesson_06_left.json and lesson_06_penalties.json, in helpers/stored.
"""

import json
import sys
from functools import partial
from pathlib import Path

import numpy as np
from runs import SEEDS, TUNING, Table, learned, left

from helpers import model, rnn, tasks, train

H, UPDATES, TARGET = 16, 3000, 0.25
STARTS = {
    "PyTorch's default": ("tanh", "pytorch", 1.0),
    "Gaussian 1": ("tanh", "gaussian", 1.0),
    "Gaussian 1.25": ("tanh", "gaussian", 1.25),
    "Gaussian 1.5": ("tanh", "gaussian", 1.5),
    "orthogonal 1": ("tanh", "orthogonal", 1.0),
    "orthogonal 1.25": ("tanh", "orthogonal", 1.25),
    "identity": ("tanh", "identity", 1.0),
    "ReLU, Gaussian √2": ("relu", "gaussian", 2**0.5),
    "ReLU, identity": ("relu", "identity", 1.0),
}
RATES = 1e-3, 3e-3, 1e-2, 3e-2, 1e-1
GAINS = 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0
LENGTHS = 5, 10, 20, 40, 80
MAP_RATES = 3e-3, 3e-2
HERE = Path(__file__).parent
SHOWN = "PyTorch's default", "Gaussian 1", "orthogonal 1", "orthogonal 1.25"
TOLD = (
    "none, Ω's rate",
    "L2 .001, Ω's rate",
    "L2 .01, Ω's rate",
    "Ω",
    "60 updates of Ω alone, then none",
    "soft orthogonality",
)


def begin(rng, activation, recurrent, gain):
    cell = rnn.make(activation)
    return cell, model.init(rng, cell, 1, H, 1, recurrent=recurrent, gain=gain)


def learn(seed, start, T, rate, updates=UPDATES):
    return learned(seed, partial(begin_at, start=start), tasks.latch, T, rate, updates, TARGET)


def begin_at(rng, start):
    return begin(rng, *start)


def first(seed, start):
    return left(seed, partial(begin_at, start=start), tasks.latch, 40)


def taken(table, name):
    """The learning rate with the smallest sum of updates on the two seeds of the search."""
    tried = table.kept["race"][name]["search"]
    return min(RATES, key=lambda rate: sum(u or UPDATES for u in tried[f"{rate:g}"]))


def race(table):
    for name, start in STARTS.items():
        table.runs("race", name, "left", seeds=SEEDS, one=partial(first, start=start))
        for rate in RATES:
            table.runs(
                "race", name, "search", f"{rate:g}", seeds=TUNING, one=partial(learn, start=start, T=40, rate=rate)
            )
        rate = table.kept["race"][name]["rate"] = taken(table, name)
        table.runs("race", name, "updates", seeds=SEEDS, one=partial(learn, start=start, T=40, rate=rate))


def far(table):
    for name, start in STARTS.items():
        one = partial(learn, start=start, T=100, rate=taken(table, name))
        table.runs("far", name, seeds=SEEDS[:5], one=one)


def rates(table):
    for name in "PyTorch's default", "orthogonal 1.25":
        for rate in RATES:
            one = partial(learn, start=STARTS[name], T=40, rate=rate)
            table.runs("rates", name, f"{rate:g}", seeds=SEEDS, one=one)


def map_(table):
    for rate in MAP_RATES:
        for gain in GAINS:
            for T in LENGTHS:
                one = partial(learn, start=("tanh", "gaussian", gain), T=T, rate=rate)
                table.runs("map", f"{rate:g}", gain, T, seeds=SEEDS[:5], one=one)


def losses(name, rate, seed=SEEDS[0]):
    """Of one run of the race, thinned to three digits."""
    rng = np.random.default_rng(seed)
    cell, weights = begin_at(rng, STARTS[name])
    run = train.fit(
        weights,
        lambda weights, step: model.last_step(cell, weights, *tasks.latch(rng, 40, 32)),
        train.adam(rate),
        UPDATES,
        max_norm=1,
        target=TARGET,
        progress=False,
    )
    return run.losses.round(3).tolist()


def store(table):
    rows = table.kept["race"]
    names = sorted(rows, key=lambda name: np.median(rows[name]["left"]))
    write(
        "06_starts",
        left={name: round(float(np.median(rows[name]["left"])), 2) for name in names},
        rate={name: rows[name]["rate"] for name in names},
        updates={40: {name: rows[name]["updates"] for name in names}, 100: {n: table.kept["far"][n] for n in names}},
        rates=table.kept["rates"],
        curves={name: losses(name, rows[name]["rate"]) for name in SHOWN},
    )
    kept = table.kept["map"]
    found = {rate: [[row[str(T)] for T in LENGTHS] for row in kept[rate].values()] for rate in kept}
    write("06_reach", gains=GAINS, lengths=LENGTHS, updates=found)
    penalties, after = (json.loads((HERE / f"lesson_06_{name}.json").read_text()) for name in ("penalties", "left"))
    results = {name: row["updates"] for name, row in penalties["latch 40"].items() if name in TOLD}
    curves = {name: row for name, row in after["curves"].items() if name != "layer normalisation"}
    write("06_penalties", updates=after["updates"], left=curves, results=results)


def write(name, **content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    table = Table(HERE / "lesson_06.json")
    parts = {"race": race, "far": far, "rates": rates, "map": map_, "store": store}
    for name in sys.argv[1:] or parts:
        parts[name](table)
