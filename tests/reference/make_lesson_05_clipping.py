"""Thresholds, optimisers and Adam's memory, for lesson 05; writes lesson_05_clipping.json (about half an hour).

    python tests/reference/make_lesson_05_clipping.py

A ReLU network that starts with the identity learns to add (tasks.adding): 32 units, T = 50, batches of 16. A row for
each setting, an entry for each seed from 500 on: the updates until the mean of ten losses was at most 0.01 (always
answering 1 costs 0.167); 0: not within the row's updates; -1: a number left the float range. Learning rates were
chosen on the seeds 900 and 901 (rows "rate").
"""

import contextlib
import io

import numpy as np
from tables import Table, updates

from helpers import model, rnn, tasks, train

H, SEEDS, LIMITS = 32, range(500, 510), (0.1, 1, 3, 10, 30, 100, 1000, None)


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


def skipping(update, limit):
    """`update`, which leaves out every gradient that is longer than `limit`."""

    def choosing(params, grads, state=None):
        return (params, state) if train.global_norm(grads) > limit else update(params, grads, state)

    return choosing
