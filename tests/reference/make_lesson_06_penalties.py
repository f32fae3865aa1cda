"""Does a penalty on the recurrent weights, or a normalisation, cure a gradient that vanishes? (lesson 06)

    python tests/reference/make_lesson_06_penalties.py FILE [task …]      (FILE is written after every run)

updates: per task and contender, per seed the updates until the mean of the last ten losses was at most the task's
target, 0: not within its budget. search: the same for the seeds of a search and every learning rate and λ; taken, the
(rate, λ) with the smallest sum, a failure counting as the budget. elsewhere: at other rates. All: PyTorch's default
start unless the name says otherwise, Adam, batches of 32, the gradient of loss and penalty clipped together at norm 1.
"""

import json
import os
import sys

import numpy as np

from helpers import bptt, layer_norm, losses, model, regularise, rnn, tasks, train

RATES, LAMBDAS, B = (1e-3, 3e-3, 1e-2, 3e-2), (0.01, 0.1, 1.0), 32


def blind(rng, T, B):
    """The latch with answers that have nothing to do with the class: nothing can be learned."""
    return tasks.latch(rng, T, B)[0], rng.choice([-1.0, 1.0], (B, 1))


TASKS = {  # draw, length, inputs, units, outputs, loss, target, budget
    "latch 40": (tasks.latch, 40, 1, 16, 1, losses.squared_error, 0.25, 3000),
    "blind 40": (blind, 40, 1, 16, 1, losses.squared_error, 0.25, 3000),
    "latch 100": (tasks.latch, 100, 1, 16, 1, losses.squared_error, 0.25, 3000),
    "order 50": (tasks.temporal_order, 50, 6, 32, 4, losses.cross_entropy, 0.1, 5000),
}


def omega(cell, params, trace, dstates):
    return regularise.omega(cell, params, trace, dstates)[1]


def soft(cell, params, *_):
    return regularise.soft_orthogonality(params.W_hh)[1]


def decay(cell, params, *_):
    return regularise.decay(params.W_hh)[1]


TANH, NORMED, ORTHOGONAL = rnn.make(), layer_norm, {"recurrent": "orthogonal", "gain": 1.25}
CONTENDERS = {  # cell, start, penalty, first update without it, first update with the loss, clipped without it
    "none": (TANH, {}, None),
    "Ω": (TANH, {}, omega),
    "Ω, first 30 updates only": (TANH, {}, omega, 30),
    "60 updates of Ω alone, then none": (TANH, {}, omega, 60, 60),
    "soft orthogonality": (TANH, {}, soft),
    "soft orthogonality, first 30 updates only": (TANH, {}, soft, 30),
    "soft orthogonality, loss clipped alone": (TANH, {}, soft, 10**9, 0, True),
    "L2 .001": (TANH, {}, decay),
    "L2 .01": (TANH, {}, decay),
    "none, Ω's rate": (TANH, {}, None),
    "L2 .001, Ω's rate": (TANH, {}, decay),
    "L2 .01, Ω's rate": (TANH, {}, decay),
    "decoupled from Adam, L2 .01, Ω's rate": (TANH, {}, None),
    "layer normalisation": (NORMED, {}, None),
    "layer normalisation, orthogonal start": (NORMED, ORTHOGONAL | {"gain": 1.0}, None),
    "orthogonal start, gain 1.25": (TANH, ORTHOGONAL, None),
    "orthogonal start, gain 1.25, L2 .001": (TANH, ORTHOGONAL, decay),
    "orthogonal start, gain 1.25, L2 .01": (TANH, ORTHOGONAL, decay),
    "orthogonal start, gain 1.25, L2 .1": (TANH, ORTHOGONAL, decay),
}
# λ that is not searched:
FIXED = {name: float(name.split("L2 ")[1].split(",")[0]) for name in CONTENDERS if "L2" in name}
LIKE = {  # takes rate and λ of this one, so that one thing alone changes
    "Ω, first 30 updates only": "Ω",
    "60 updates of Ω alone, then none": "Ω",
    "soft orthogonality, first 30 updates only": "soft orthogonality",
    "soft orthogonality, loss clipped alone": "soft orthogonality",
    **{name: name.split(", L2")[0] if name.startswith("orth") else "none" for name in FIXED},
    **{name: "Ω" for name in CONTENDERS if name.endswith("Ω's rate")},
}
ELSEWHERE = (3e-3, 1e-2, 3e-2, 6e-2)  # rates at which "none" has its three seeds on "order 50" as well
SEEDS = {"latch 40": 10, "latch 100": 5, "order 50": 3}  # from 500
SOME = "none", "Ω", "soft orthogonality", "orthogonal start, gain 1.25", "Ω, first 30 updates only"
LATCH = dict.fromkeys(CONTENDERS, "search")
AGAIN = {name: "search" if name == "soft orthogonality" else () for name in LATCH if "L2" not in name}
PLAN = {  # per task: {contender: "search", () as in the latch of 40 steps}, seeds of the search, its λ
    "latch 40": (LATCH, (900, 901), LAMBDAS),
    "latch 100": (AGAIN, (900,), LAMBDAS),
    "order 50": (dict.fromkeys(SOME, "search"), (900,), LAMBDAS[1:2]),
}


def learn(task, name, seed, rate, strength, budget=None, watch=lambda step, weights: None):
    """Train once; a train.Training. watch(step, weights) sees the weights before every update."""
    draw, T, D, H, V, loss, target, limit = TASKS[task]
    cell, start, penalty, until, begin, alone = (*CONTENDERS[name], *(10**9, 0, False)[len(CONTENDERS[name]) - 3 :])
    rng = np.random.default_rng(seed)

    def gradient(weights, step):
        watch(step, weights)
        (params, readout), (xs, ys) = weights, draw(rng, T, B)
        trace = bptt.run(cell, params, xs)
        hs = bptt.outputs(cell, trace)
        value, dys = loss(losses.read(readout, hs[-1]), ys)
        dhs = np.zeros_like(hs)
        dreadout, dhs[-1] = losses.read_back(readout, hs[-1], dys)
        grads, dstates, _ = bptt.backward(cell, params, trace, dhs)
        if step < begin:
            grads, dreadout = train.tree_map(np.zeros_like, (grads, dreadout))
        if alone:
            grads, dreadout = train.clip_by_norm((grads, dreadout), 1)[0]
        if penalty and step < until:
            grads = grads._replace(W_hh=grads.W_hh + strength * penalty(cell, params, trace, dstates))
        return value, (grads, dreadout)

    update = decoupled(rate, strength) if name.startswith("decoupled") else train.adam(rate)
    weights, how = model.init(rng, cell, D, H, V, **start), dict(max_norm=None if alone else 1, target=target)
    return train.fit(weights, gradient, update, budget or limit, **how, progress=False)


def decoupled(rate, strength):
    """Adam, and beside it a decay of W_hh that Adam does not scale (AdamW; Loshchilov & Hutter 2019)."""
    adam = train.adam(rate)

    def update(weights, grads, state=None):
        (params, readout), state = adam(weights, grads, state)
        return (params._replace(W_hh=params.W_hh - rate * strength * decay(None, weights[0])), readout), state

    return update


def solved_after(result):
    return len(result.losses) if result.stopped.startswith("Reached") else 0


def search(task, name, table):
    """(rate, λ) for a contender, after the trials that this takes, kept in table[task][name]["search"]."""
    contenders, tuning, lambdas = PLAN[task]
    if name in LIKE:
        rate, strength = table[task][LIKE[name]]["taken"]
        return rate, FIXED.get(name, strength)
    if contenders[name] != "search":
        return table["latch 40"][name]["taken"]
    tried = table[task][name]["search"] = {
        f"{rate} {strength}": [solved_after(learn(task, name, seed, rate, strength)) for seed in tuning]
        for rate in RATES
        for strength in (lambdas if CONTENDERS[name][2] else (0.0,))
    }
    best = min(tried, key=lambda key: sum(u or TASKS[task][7] for u in tried[key]))
    return [float(x) for x in best.split()]


if __name__ == "__main__":
    path, wanted = sys.argv[1], sys.argv[2:] or PLAN
    whole = json.load(open(path, encoding="utf-8")) if os.path.exists(path) else {}
    for task in wanted:
        table = whole.setdefault(task, {})
        for name in PLAN[task][0]:
            if len(table.get(name, {}).get("updates", [])) == SEEDS[task]:
                continue
            table[name] = row = {}
            row["taken"], row["updates"] = search(task, name, whole), []
            for seed in range(500, 500 + SEEDS[task]):
                row["updates"].append(solved_after(learn(task, name, seed, *row["taken"])))
                with open(path, "w", encoding="utf-8") as file:
                    json.dump(whole, file, indent=1)
    none = whole.get("order 50", {}).get("none", {})
    if none and "elsewhere" not in none:
        none["elsewhere"] = {
            str(rate): [solved_after(learn("order 50", "none", seed, rate, 0.0)) for seed in range(500, 503)]
            for rate in ELSEWHERE
        }
        with open(path, "w", encoding="utf-8") as file:
            json.dump(whole, file, indent=1)
