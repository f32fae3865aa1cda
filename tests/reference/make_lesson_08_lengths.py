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


def begin(rng, name, start, D, H):
    return CELLS[name], model.init(rng, CELLS[name], D, H, 1, **STARTS[start][name])


def learn(seed, task, name, start, T, lr, updates):
    batches, D, H, target = TASKS[task]
    return learned(seed, partial(begin, name=name, start=start, D=D, H=H), batches, T, lr, updates, target)


def first(seed, task, name, start, T):
    batches, D, H, _ = TASKS[task]
    return left(seed, partial(begin, name=name, start=start, D=D, H=H), batches, T)


def search(table, T, lrs=LRS, cells=CELLS, updates=5000):
    for name in cells:
        for lr in lrs:
            how = {"task": "adding", "name": name, "start": "default", "T": T, "lr": lr, "updates": updates}
            table.runs("search", "adding", name, T, f"{lr:g}", seeds=TUNING, one=partial(learn, **how))


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


def main(parts):
    table = Table(Path(__file__).with_name("lesson_08_lengths.json"))
    for part in parts or ("search",):
        if part == "search":
            search(table, 20)
            search(table, 50, LRS[:2], ["tanh"], 15000)
            search(table, 50, LRS[1:], ["LSTM", "GRU"])
            search_latch(table)


if __name__ == "__main__":
    main(sys.argv[1:])
