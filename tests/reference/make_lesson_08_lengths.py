"""How the updates until learned grow with the length, and whether the first gradient tells them (lesson 08); writes
lesson_08_lengths.json beside this file.

    python tests/reference/make_lesson_08_lengths.py

Per setting and seed the updates until the mean of ten losses was at most 0.01 (adding, 32 units) or 0.25 (latch, 16
units), or 0 if that did not happen within the updates allowed; "left": log10 of the gradient left at the start, see
runs.left. Batches of 32, Adam, clipped at 1. The learning rates are those of the four tried, 1e-3, 3e-3, 1e-2 and
3e-2, with the fewest updates on two seeds that are not used again ("search").
"""

import sys
from functools import partial
from pathlib import Path

from runs import SEEDS, TUNING, Table, learned, left

from helpers import gru, lstm, model, rnn, tasks

CELLS = {"tanh": rnn, "LSTM": lstm, "GRU": gru}
STARTS = {  # PyTorch's, and one that remembers: the same but for the recurrent weights or one gate's bias
    "default": {name: {} for name in CELLS},
    "memory": {"tanh": {"recurrent": "orthogonal"}, "LSTM": {"forget_bias": 3.0}, "GRU": {"update_bias": 3.0}},
}
TASKS = {  # task, inputs, units, target
    "adding": (tasks.adding, 2, 32, 0.01),
    "latch": (tasks.latch, 1, 16, 0.25),
}
LRS = 1e-3, 3e-3, 1e-2, 3e-2


BUDGET = {"tanh": 15000, "LSTM": 5000, "GRU": 5000}
RATES = {"tanh": 1e-2, "LSTM": 3e-2, "GRU": 3e-2}  # found by "search"; for tanh and T from 30 on, 3e-3
LATCH_RATES = {"tanh": 3e-2, "LSTM": 3e-3, "GRU": 3e-2}


def begin(rng, name, start, D, H):
    return CELLS[name], model.init(rng, CELLS[name], D, H, 1, **STARTS[start][name])


def learn(seed, task, name, start, T, lr, updates, units=None):
    batches, D, H, target = TASKS[task]
    H = units or H
    return learned(seed, partial(begin, name=name, start=start, D=D, H=H), batches, T, lr, updates, target)


def first(seed, task, name, start, T):
    batches, D, H, _ = TASKS[task]
    return left(seed, partial(begin, name=name, start=start, D=D, H=H), batches, T)


def search(table, T, lrs=LRS, cells=CELLS, updates=5000):
    for name in cells:
        for lr in lrs:
            how = {"task": "adding", "name": name, "start": "default", "T": T, "lr": lr, "updates": updates}
            table.runs("search", "adding", name, T, f"{lr:g}", seeds=TUNING, one=partial(learn, **how))


def beyond(table):
    """Rates beyond the four, for the two cells whose best was the last of them."""
    for T in 20, 50:
        search(table, T, (6e-2, 1e-1), ["LSTM", "GRU"])


def search_latch(table):
    for name in CELLS:
        for start, updates in ("memory", 1500), ("default", 1000):
            for lr in LRS:
                how = {"task": "latch", "name": name, "start": start, "T": 40, "lr": lr, "updates": updates}
                table.runs("search", "latch", name, start, f"{lr:g}", seeds=TUNING, one=partial(learn, **how))


def runs(table, task, name, start, T, lr, updates, seeds=SEEDS):
    keys = task, name, start, T
    table.runs(*keys, "left", seeds=SEEDS, one=partial(first, task=task, name=name, start=start, T=T))
    how = {"task": task, "name": name, "start": start, "T": T, "lr": lr, "updates": updates}
    table.runs(*keys, "updates", seeds=seeds, one=partial(learn, **how))


def lengths(table):
    """PyTorch's start, adding; fewer seeds where a run takes long."""
    for T in 10, 20, 30, 50, 100:
        for name in reversed(CELLS):
            seeds = SEEDS[: {50: 3, 100: 1}.get(T, 10)] if name == "tanh" else SEEDS[: {100: 5}.get(T, 10)]
            lr = 3e-3 if name == "tanh" and T >= 30 else RATES[name]
            runs(table, "adding", name, "default", T, lr, BUDGET[name], seeds)


def tanh_slower(table):
    """tanh at T = 20 with the rate of the longer ones: 1e-2, the faster one, leaves a seed behind."""
    how = {"task": "adding", "name": "tanh", "start": "default", "T": 20, "lr": 3e-3, "updates": 15000}
    table.runs("adding, rate 0.003", "tanh", 20, seeds=SEEDS, one=partial(learn, **how))


def starts(table):
    """Both starts, equal seeds and budgets: adding at T = 30, the latch at T = 40."""
    for start in STARTS:
        for name in CELLS:
            runs(table, "latch", name, start, 40, LATCH_RATES[name], 1500)
    for name in reversed(CELLS):
        runs(table, "adding", name, "memory", 30, 3e-3 if name == "tanh" else RATES[name], 15000)


def equal_sizes(table):
    """As many numbers as a GRU of 32 units has, 3360 without the readout: an LSTM of 27 (3240), a tanh of 56 (3304)."""
    for name, units, lr in ("LSTM", 27, 3e-2), ("tanh", 56, 3e-3):
        how = {"task": "adding", "name": name, "start": "default", "T": 30, "lr": lr, "units": units}
        one = partial(learn, **how, updates=BUDGET[name])
        table.runs("adding, equal sizes", name, units, 30, seeds=SEEDS[:5], one=one)


def longer(table):
    """The latch from the default start with more updates: the GRU, and the LSTM at each rate."""
    how = {"task": "latch", "start": "default", "T": 40}
    one = partial(learn, **how, name="GRU", lr=LATCH_RATES["GRU"], updates=6000)
    table.runs("latch, longer", "GRU", "6000", seeds=SEEDS, one=one)
    for lr in LRS[1:]:
        one = partial(learn, **how, name="LSTM", lr=lr, updates=5000)
        table.runs("latch, longer", "LSTM", "5000", f"{lr:g}", seeds=SEEDS[:3], one=one)


def memory_rates(table):
    """Adding from the memory start at other rates than the default start's best."""
    for name, seeds, updates, lrs in (
        ("LSTM", 5, 2000, LRS[1:3]),
        ("GRU", 5, 2000, LRS[1:3]),
        ("tanh", 4, 6000, LRS[::2]),
    ):
        for lr in lrs:
            how = {"task": "adding", "name": name, "start": "memory", "T": 30, "lr": lr, "updates": updates}
            table.runs("adding, memory, other rates", name, f"{lr:g}", seeds=SEEDS[:seeds], one=partial(learn, **how))


def gru_latch(table):
    """Which start of the GRU's update bias holds the latch (16 units, PyTorch's weights else)."""
    for T in 40, 100:
        for bias in (0, 1, 2, 3, 4, 5, "chrono") if T == 40 else (2, 3, 4, 5, "chrono"):
            start = partial(biased, options={"chrono": T} if bias == "chrono" else {"update_bias": bias})
            keys = "GRU latch", T, bias
            table.runs(*keys, "left", seeds=SEEDS, one=partial(left, start=start, task=tasks.latch, T=T))
            how = {
                "start": start,
                "task": tasks.latch,
                "T": T,
                "lr": LATCH_RATES["GRU"],
                "updates": 1500,
                "target": 0.25,
            }
            table.runs(*keys, "updates", seeds=SEEDS[: 10 if T == 40 else 3], one=partial(learned, **how))


def biased(rng, options):
    return gru, model.init(rng, gru, 1, 16, 1, **options)


PARTS = "search", "lengths", "tanh_slower", "starts", "equal_sizes", "gru_latch", "beyond", "longer", "memory_rates"


def main(parts):
    table = Table(Path(__file__).with_name("lesson_08_lengths.json"))
    for part in parts or PARTS:
        if part == "search":
            search(table, 20)
            search(table, 50, LRS[:3], ["tanh"], 15000)
            search(table, 50, LRS[1:], ["LSTM", "GRU"])
            search_latch(table)
        else:
            globals()[part](table)


if __name__ == "__main__":
    main(sys.argv[1:])
