"""Thresholds, optimisers and Adam's memory, for lesson 05; writes lesson_05_clipping.json (about half an hour).

    python tests/reference/make_lesson_05_clipping.py [seeds]

A ReLU network that starts with the identity learns to add (tasks.adding): 32 units, T = 50, batches of 16. A row for
each setting, an entry for each seed from 500 on: the updates until the mean of ten losses was at most 0.01 (always
answering 1 costs 0.167); 0: not within the row's updates; -1: a number left the float range. Learning rates were
chosen on the seeds 900 and 901 (rows "rate"). Rows of "other draws" have the seeds from 1700 on.
"""

import contextlib
import io
import sys

import numpy as np
from tables import Table, updates

from helpers import model, rnn, tasks, train

H, LIMITS = 32, (1, 3, 10, 58, 1000, None)
OTHERS = range(1700, 1710)


def learn(seed, update, limit=None, T=50, B=16, steps=3000):
    """Train one network; a train.Training."""
    rng, relu = np.random.default_rng(seed), rnn.make("relu")
    start = model.init(rng, relu, 2, H, 1, recurrent="identity")

    def gradient(weights, step):
        return model.last_step(relu, weights, *tasks.adding(rng, T, B))

    with contextlib.redirect_stdout(io.StringIO()):  # `fit` says why it stopped
        return train.fit(start, gradient, update, steps, limit, target=0.01, progress=False)


def adam(lr, mean_limit=None, square_limit=None, beta2=0.999, step_limit=None):
    """Adam that may clip the gradient on its way into the running mean, into the mean of squares, or the step
    that comes out (by its norm)."""

    def clipped(grads, limit):
        return grads if limit is None else train.clip_by_norm(grads, limit)[0]

    def update(params, grads, state=None):
        zeros = train.tree_map(np.zeros_like, params)
        n, m, v = (0, zeros, zeros) if state is None else state
        n += 1
        m = train.tree_map(lambda m, g: 0.9 * m + 0.1 * g, m, clipped(grads, mean_limit))
        v = train.tree_map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, clipped(grads, square_limit))
        step = train.tree_map(lambda m, v: lr * m / (1 - 0.9**n) / (np.sqrt(v / (1 - beta2**n)) + 1e-8), m, v)
        return train.tree_map(np.subtract, params, clipped(step, step_limit)), (n, m, v)

    return update


def each_array(update, limit):
    """`update`, with every array of the gradient clipped by its own norm."""

    def clipping(params, grads, state=None):
        own = train.tree_map(lambda g: train.clip_by_norm((g,), limit)[0][0], grads)
        return update(params, own, state)

    return clipping


def part_of_the_time(lr, first):
    """Adam that clips at 1 the first ten updates only (first is True), or all but these."""
    adam = train.adam(lr)

    def update(params, grads, state=None):
        early = state is None or state[0] < 10
        return adam(params, train.clip_by_norm(grads, 1)[0] if early == first else grads, state)

    return update


def going_on(seed, lr, fresh):
    """1500 updates without clipping, then at most 3000 clipped at 1, Adam's state kept or fresh: the updates of the
    second part; None if the first part learned it."""
    first = learn(seed, train.adam(lr), None, steps=1500)
    if first.stopped.startswith("Reached"):
        return None
    relu, rng, state = rnn.make("relu"), np.random.default_rng(seed + 10_000), first.optimiser_state
    begin = train.Training(first.params, (), (), "", None if fresh else state)

    def gradient(weights, step):
        return model.last_step(relu, weights, *tasks.adding(rng, 50, 16))

    return updates(train.fit(begin, gradient, train.adam(lr), 3000, 1, target=0.01, progress=False))


def end(result):
    """The mean of the last fifty losses; -1 if a number left the float range."""
    return -1 if result.stopped.startswith("Diverged") else float(f"{np.mean(result.losses[-50:]):.3g}")


def norms(result):
    """The average, the median and the largest of the norms."""
    found = np.mean(result.norms), np.median(result.norms), np.max(result.norms)
    return [float(f"{value:.3g}") for value in found]


def main(seeds=10):
    table = Table(__file__)

    for lr in 3e-3, 1e-2, 3e-2, 1e-1, 3e-1:
        for limit in 0.1, 1, 10:
            name = f"loss after 4000 updates, SGD {lr}, limit {limit}, seed 900"
            table.once(name, lambda a=(lr, limit): end(learn(900, train.sgd(a[0]), a[1], steps=4000)))

    def row(name, function, most=10):
        table.per_seed(name, range(500, 500 + min(seeds, most)), function)

    for limit in LIMITS:
        row(f"Adam 0.003, limit {limit}", lambda s, limit=limit: updates(learn(s, train.adam(3e-3), limit)))
    name = "Adam 0.003, limit 1: average, median and largest norm of the first 100 updates"
    row(name, lambda s: norms(learn(s, train.adam(3e-3), 1, steps=100)))
    row("SGD 0.03, limit 1", lambda s: updates(learn(s, train.sgd(0.03), 1, steps=30_000)))
    raw = {
        "clipped on the way into both means": adam(3e-3, 1, 1),
        "clipped into the mean, not into the squares": adam(3e-3, 1, None),
        "clipped into the squares, not into the mean": adam(3e-3, None, 1),
        "not clipped, squares over 10 updates (beta2 0.9)": adam(3e-3, beta2=0.9),
        "not clipped, the step clipped at 0.05": adam(3e-3, step_limit=0.05),
        "only the first ten updates clipped at 1": part_of_the_time(3e-3, True),
        "all but the first ten updates clipped at 1": part_of_the_time(3e-3, False),
        "every array clipped at 1": each_array(train.adam(3e-3), 1),
    }
    for name, update in raw.items():
        row(f"Adam 0.003, {name}", lambda s, update=update: updates(learn(s, update)))
    for fresh in True, False:
        state = "fresh" if fresh else "kept"
        row(f"Adam 0.003, 1500 not clipped, then clipped, state {state}", lambda s, f=fresh: going_on(s, 3e-3, f))
        name = f"Adam 0.003, 1500 not clipped, then clipped, state {state}, other draws"
        table.per_seed(name, OTHERS[:seeds], lambda s, f=fresh: going_on(s, 3e-3, f))
    row("Adam 0.003, limit None, 12000 updates", lambda s: updates(learn(s, train.adam(3e-3), steps=12_000)))
    for limit in 1, 110, None:
        name = f"Adam 0.003, limit {limit}, other draws"
        table.per_seed(name, OTHERS[:seeds], lambda s, c=limit: updates(learn(s, train.adam(3e-3), c)))
    row("Adam 0.003, limit 110", lambda s: updates(learn(s, train.adam(3e-3), 110)))
    for lr, steps in (3e-4, 8000), (1e-2, 3000), (1e-3, 3000):
        for limit in 1, None:
            row(
                f"Adam {lr}, limit {limit}",
                lambda s, a=(lr, limit, steps): updates(learn(s, train.adam(a[0]), a[1], steps=a[2])),
            )
    row(
        "SGD 0.03, every array clipped at 1",
        lambda s: updates(learn(s, each_array(train.sgd(0.03), 1), steps=30_000)),
        1,
    )
    for lr in 1e-3, 3e-3, 1e-2:
        row(f"SGD {lr}, limit None", lambda s, lr=lr: updates(learn(s, train.sgd(lr), steps=10_000)), 1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
