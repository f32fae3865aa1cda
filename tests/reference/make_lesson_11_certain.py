"""What a confident mistake costs one query, and what √d does for training; writes lesson_11_certain.json beside this
file (half an hour).

    python tests/reference/make_lesson_11_certain.py

Adding at T = 30, one query, 16 numbers. "margin": the query's bias is chosen so that at the start the marked steps
have scores lower by β: updates until the mean of ten losses was at most 0.01, or 0: not within 3000 (Adam) or 10000
(SGD). The learning rates are those of 1e-3, 3e-3, 1e-2, 3e-2, 1e-1 (Adam) and 0.1, 0.3, 1 (SGD) with the fewest
updates at β = 0 on two seeds that are not used again ("search"). "width": T = 100, d numbers, with and without 1/√d.
Trained at T = 100 ("longer"): the squared error at T = 100, 300, 1000, the mean weight of the two marked steps
together there, and log10 of the gradient's norm by a marked and by another number, medians.
"""

from functools import partial
from pathlib import Path

import numpy as np
from runs import SEEDS, TUNING, Table

from helpers import bptt, deep, model, tasks, train

Q = deep.one_query()
RATES = {"Adam": (1e-3, 3e-3, 1e-2, 3e-2, 1e-1), "SGD": (0.1, 0.3, 1.0)}
BUDGET = {"Adam": 3000, "SGD": 10000}


def start(rng, margin=0.0, d=16):
    params, readout = model.init(rng, Q, 2, d, 1)
    if margin:  # the smallest b_q with b_q·W_k (number, mark) / √d = (0, -margin)
        params = params._replace(b_q=np.linalg.pinv(params.W_k.T) @ (0, -margin * d**0.5))
    return params, readout


def fit(seed, net, weights_of, T, update, updates):
    rng = np.random.default_rng(seed)
    weights = weights_of(rng)

    def gradient(weights, _):
        return model.last_step(net, weights, *tasks.adding(rng, T, 32))

    return train.fit(weights, gradient, update, updates, 1, target=0.01, progress=False)


def reached(result):
    return len(result.losses) if result.stopped.startswith("Reached") else 0


def wrong(seed, name, lr, margin):
    update = train.adam(lr) if name == "Adam" else train.sgd(lr)
    return reached(fit(seed, Q, partial(start, margin=margin), 30, update, BUDGET[name]))


def width(seed, d, scale, lr):
    net = deep.one_query(scale=scale)
    return reached(fit(seed, net, partial(start, d=d), 100, train.adam(lr), 3000))


def longer(seed):
    params, readout = fit(seed, Q, start, 100, train.adam(3e-2), 3000).params
    rng, errors, shares, norms = np.random.default_rng(seed), [], [], []
    for T in 100, 300, 1000:
        xs, ys = tasks.adding(rng, T, 200)
        trace = bptt.run(Q, params, xs)
        errors.append(np.mean((trace.ys[-1] @ readout.W_hy.T + readout.b_y - ys) ** 2))
        marked = xs[:, :, 1] == 1
        shares.append((trace.parts.a[:, 0].T * marked).sum(0).mean())
        dys = np.zeros(trace.ys.shape)
        dys[-1] = readout.W_hy[0]
        norm = np.abs(bptt.backward(Q, params, trace, dys).inputs[:, :, 0])
        norms.append([np.log10(np.median(norm[marked])), np.log10(np.median(norm[~marked]))])
    return [np.round(a, 4).tolist() for a in (errors, shares, norms)]


def search(table, name):
    """The learning rate of the search."""
    for lr in RATES[name]:
        table.runs("search", name, f"{lr:g}", seeds=TUNING, one=partial(wrong, name=name, lr=lr, margin=0))
    tried = table.kept["search"][name]
    return float(min(tried, key=lambda lr: sum(u or BUDGET[name] for u in tried[lr])))


def main():
    table = Table(Path(__file__).with_name("lesson_11_certain.json"))
    table.runs("longer", seeds=SEEDS, one=longer)
    for d in 16, 256:
        for scale in 1.0, None:
            for lr in 1e-2, 3e-2:
                one = partial(width, d=d, scale=scale, lr=lr)
                table.runs("width", d, "without" if scale else "with", f"{lr:g}", seeds=SEEDS[:5], one=one)
    for name, margins in ("Adam", (0, 2, 4, 8, 12, 20)), ("SGD", (0, 2, 4)):
        lr = search(table, name)
        for margin in margins:
            one = partial(wrong, name=name, lr=lr, margin=margin)
            table.runs("margin", name, margin, f"{lr:g}", seeds=SEEDS if name == "Adam" else SEEDS[:3], one=one)


if __name__ == "__main__":
    main()
