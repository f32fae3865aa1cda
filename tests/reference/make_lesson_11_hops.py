"""What length costs attention, and which part of it does the work; writes lesson_11_hops.json beside this file.

    python tests/reference/make_lesson_11_hops.py [part ...]

Per contender, task, length and learning rate, and per seed, the updates until the mean of ten losses was at most 0.01
(adding) or 0.25 (latch), or 0 if that did not happen within the updates allowed, 3000 if nothing else is said. Batches
of 32, Adam, clipped at 1. The learning rate is that of 1e-3, 3e-3, 1e-2, 3e-2, 1e-1 with the fewest updates on two
seeds that are not used again ("search": adding at T = 20 and 50, latch at T = 40; budget 2000).

Q: one query over keys and values linear in x_t, 16 numbers each; for the latch beside 16 sinusoids. R: the same query
over the 16 states of a tanh network, read beside the last state. Controls:
  cut         R without a gradient from a step to the one before
  no memory   R with recurrent weights that are zero and stay so
  uniform     R without memory, every step with weight 1/T: a mean of tanh features, no choice
  blind       Q without sinusoids
"early" is adding with both marks in the first half, so that no lag is short; "late" with both in the second. "flagged"
is the latch with a second input that is 1 at the first step: what a mark is to adding.
"""

import sys
from functools import partial
from pathlib import Path

import numpy as np
from runs import SEEDS, TUNING, Table, learned

from helpers import deep, gru, lstm, model, rnn, tasks

RATES = 1e-3, 3e-3, 1e-2, 3e-2, 1e-1
H = 16


def early(rng, T, B):
    """Adding with both marks in the first half."""
    xs, ys = tasks.adding(rng, T // 2, B)
    more, _ = tasks.adding(rng, T - T // 2, B)
    more[:, :, 1] = 0
    return np.concatenate((xs, more)), ys


def late(rng, T, B):
    """Adding with both marks in the second half."""
    xs, ys = early(rng, T, B)
    return np.roll(xs, T - T // 2, axis=0), ys


def flagged(rng, T, B):
    """The latch with a flag at the first step."""
    xs, ys = tasks.latch(rng, T, B)
    return np.concatenate((xs, np.repeat(np.eye(T, 1)[:, None], B, axis=1)), axis=2), ys


TASKS = {  # task, inputs, target
    "adding": (tasks.adding, 2, 0.01),
    "early": (early, 2, 0.01),
    "late": (late, 2, 0.01),
    "latch": (tasks.latch, 1, 0.25),
    "flagged": (flagged, 2, 0.25),
}
OVER = deep.stack(rnn, deep.one_query(beside=True))
NETS = {
    "Q": deep.one_query(),
    "Q, numbered": deep.stack(deep.positions(16), deep.one_query()),
    "R": OVER,
    "R, cut": deep.stack(deep.detached(rnn), deep.one_query(beside=True)),
    "R, no memory": OVER,
    "R, uniform": OVER,
    "GRU": gru,
    "LSTM": lstm,
}


def frozen(name, params, change=np.zeros_like):
    """`params` (or a gradient) with `change` made of what this contender may not use."""
    if name not in ("R, no memory", "R, uniform"):
        return params
    cell, hop = params
    cell = cell._replace(W_hh=change(cell.W_hh))
    if name == "R, uniform":
        hop = hop._replace(W_q=change(hop.W_q), b_q=change(hop.b_q), W_k=change(hop.W_k))
    return cell, hop


def begin(rng, name, D, units=None):
    params, readout = model.init(rng, NETS[name], D, units or (32 if name in ("GRU", "LSTM") else H), 1)
    return NETS[name], (frozen(name, params), readout)


def gradient(name, net, weights, xs, ys):
    value, (grads, readout) = model.last_step(net, weights, xs, ys)
    return value, (frozen(name, grads), readout)


def learn(seed, name, task, T, lr, updates=3000):
    batches, D, target = TASKS[task]
    start = partial(begin, name=name, D=D)
    return learned(seed, start, batches, T, lr, updates, target, gradient=partial(gradient, name))


def best(table, name, task):
    """The learning rate of the search."""
    name = "R" if name.startswith("R") else name
    tried = table.kept["search"][name][task]
    lengths = tried.values()
    sums = {lr: sum(u or 2000 for by_lr in lengths for u in by_lr[lr]) for lr in next(iter(lengths))}
    return float(min(sums, key=sums.get))


def row(table, name, task, T, seeds=10, lr=None, updates=3000):
    lr = lr or best(table, name, task if task == "latch" else "adding")
    one = partial(learn, name=name, task=task, T=T, lr=lr, updates=updates)
    table.runs(name, task, T, f"{lr:g}", seeds=SEEDS[:seeds], one=one)


def search(table):
    for name, task in ("Q", "adding"), ("R", "adding"), ("Q, numbered", "latch"), ("R", "latch"):
        for T in (20, 50) if task == "adding" else (40,):
            for lr in RATES:
                one = partial(learn, name=name, task=task, T=T, lr=lr, updates=2000)
                table.runs("search", name, task, T, f"{lr:g}", seeds=TUNING, one=one)


def q(table):
    for T in 10, 30, 100, 300, 1000:
        row(table, "Q", "adding", T)
        if T < 1000:
            row(table, "Q, numbered", "latch", T)


def where(table):
    """What the latch costs: to find the first step by its number."""
    for T in 10, 30, 100, 300, 1000:
        row(table, "Q", "flagged", T, lr=3e-2)
    for T in 100, 300:
        row(table, "Q, numbered", "latch", T, lr=1e-2)
    row(table, "Q", "latch", 100, 3, 3e-2)


def r(table):
    for T in 10, 30, 100:
        row(table, "R", "adding", T)
        row(table, "R", "latch", T)
    row(table, "R", "adding", 100, lr=1e-2)  # three times slower than the search's, which leaves some seeds behind


def controls(table):
    for lr in 1e-2, None:
        row(table, "R, cut", "adding", 100, lr=lr)
    row(table, "R, cut", "latch", 100)
    row(table, "R, no memory", "adding", 100, 5, 1e-2)
    row(table, "R, no memory", "latch", 100, 2)
    row(table, "R, uniform", "adding", 30, 3, 1e-2)


def halves(table):
    for T in 30, 100, 300:
        for task in "early", "late":
            row(table, "Q", task, T)
    for T in 30, 100:
        for task in "late", "early":
            row(table, "GRU", task, T, 10 if T == 30 else 3, 1e-1)
            row(table, "LSTM", task, T, 3 if T == 30 else 1, 3e-2)
    for T in 40, 100:
        row(table, "GRU", "flagged", T, 3, 3e-2)


def patience(table):
    """The halves again, with more seeds and a budget of three times the slowest success."""
    for task in "late", "early":
        row(table, "GRU", task, 100, 10, 1e-1)
        one = partial(learn, name="LSTM", task=task, T=30, lr=3e-2, updates=9000)
        table.runs("LSTM, 9000", task, 30, "0.03", seeds=SEEDS[:5], one=one)


def long(table):
    row(table, "R", "adding", 300, 5, 1e-2)
    row(table, "R", "latch", 300, 3)
    row(table, "R, cut", "adding", 300, 3, 1e-2)
    row(table, "Q, numbered", "latch", 1000, 2, 1e-2)


PARTS = {
    "search": search,
    "q": q,
    "where": where,
    "r": r,
    "controls": controls,
    "halves": halves,
    "patience": patience,
    "long": long,
}


def main(parts):
    table = Table(Path(__file__).with_name("lesson_11_hops.json"))
    for part in parts or PARTS:
        PARTS[part](table)


if __name__ == "__main__":
    main(sys.argv[1:])
