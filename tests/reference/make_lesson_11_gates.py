"""What length costs cells with gates, for lesson 11's comparison; writes lesson_11_gates.json beside this file.

    python tests/reference/make_lesson_11_gates.py [part ...]

Per task, cell, length and learning rate, and per seed, the updates until the mean of ten losses was at most 0.01
(adding, 32 units) or 0.25 (latch, 16 units), or 0 if that did not happen within 5000. Batches of 32, Adam, clipped at
1. The starts: PyTorch's for adding, and for the latch gates for memories of 1 to T steps (chrono), tanh orthogonal. The
learning rates are those of 1e-3, 3e-3, 1e-2, 3e-2, 1e-1 with the fewest updates on two seeds that are not used again:
the first four stand in lesson_08_lengths.json (T = 20 and 50, and 40), the last here ("search"). The GRU's is the last,
so 3e-1 was tried, too: adding is not learned with it, the latch at T = 40 is, in fewer updates. Rows that
lesson_08_lengths.json has with the same rate are not run again. Hours; the parts are search, gru, latch, gru_1000,
lstm, slower.
"""

import sys
from functools import partial
from pathlib import Path

from runs import SEEDS, TUNING, Table, learned

from helpers import gru, lstm, model, rnn, tasks

CELLS = {"tanh": rnn, "LSTM": lstm, "GRU": gru}
TASKS = {"adding": (tasks.adding, 2, 32, 0.01), "latch": (tasks.latch, 1, 16, 0.25)}  # task, inputs, units, target
RATES = {"adding": {"LSTM": 3e-2, "GRU": 1e-1}, "latch": {"tanh": 3e-2, "LSTM": 3e-3, "GRU": 1e-1}}


def begin(rng, task, name, T):
    _, D, H, _ = TASKS[task]
    options = {} if task == "adding" else {"recurrent": "orthogonal"} if name == "tanh" else {"chrono": T}
    return CELLS[name], model.init(rng, CELLS[name], D, H, 1, **options)


def learn(seed, task, name, T, lr, updates=5000):
    batches, _, _, target = TASKS[task]
    return learned(seed, partial(begin, task=task, name=name, T=T), batches, T, lr, updates, target)


def row(table, task, name, T, seeds=10, lr=None):
    lr = lr or RATES[task][name]
    one = partial(learn, task=task, name=name, T=T, lr=lr)
    table.runs(task, name, T, f"{lr:g}", seeds=SEEDS[:seeds], one=one)


def search(table):
    for task, T in ("adding", 20), ("adding", 50), ("latch", 40):
        for name in "GRU", "LSTM", "tanh":
            for lr in (1e-1, 3e-1) if name == "GRU" else (1e-1,) if T < 50 else ():
                one = partial(learn, task=task, name=name, T=T, lr=lr, updates=2000)
                table.runs("search", task, name, T, f"{lr:g}", seeds=TUNING, one=one)


def gru_adding(table):
    for T in 10, 30, 100, 300:
        row(table, "adding", "GRU", T)


def gru_1000(table):
    row(table, "adding", "GRU", 1000, 3)


def latch(table):
    for name in "GRU", "LSTM", "tanh":
        for T in 10, 30, 100:
            row(table, "latch", name, T, 10 if T < 100 or name != "tanh" else 3)
    row(table, "latch", "GRU", 300, 2)  # none in 5000: the search's rate is too high here
    row(table, "latch", "GRU", 300, 3, 3e-2)
    row(table, "latch", "LSTM", 300, 2)


def lstm_adding(table):
    row(table, "adding", "LSTM", 300, 3)


def slower(table):
    """The rate of lesson 08 for the GRU."""
    row(table, "adding", "GRU", 100, 10, 3e-2)
    row(table, "adding", "GRU", 300, 3, 3e-2)


PARTS = {
    "search": search,
    "gru": gru_adding,
    "latch": latch,
    "gru_1000": gru_1000,
    "lstm": lstm_adding,
    "slower": slower,
}


def main(parts):
    table = Table(Path(__file__).with_name("lesson_11_gates.json"))
    for part in parts or PARTS:
        PARTS[part](table)


if __name__ == "__main__":
    main(sys.argv[1:])
