"""Training: clipping, two optimisers, and the loop. Weights and gradients are trees: an array, or a (named)
tuple of trees; a gradient has the structure of its weights.

An optimiser is a pure function update(params, grads, memory) -> (params, memory), with memory None at first.
"""

import math
from typing import NamedTuple

import numpy as np
from tqdm.std import tqdm  # a line of text: unlike the widget it leaves nothing behind in a saved notebook

from helpers import expect
from helpers.bptt import Overflow


class Training(NamedTuple):
    """params: the last finite weights; losses and norms: one per step, the norms before clipping, nan if not
    reached; stopped: a sentence that says why training ended; memory: the optimiser's, for going on."""

    params: object
    losses: np.ndarray
    norms: np.ndarray
    stopped: str
    memory: object = None


def clip_by_norm(grads, limit):
    """Rescale the whole gradient to norm `limit` if it is longer; (grads, norm before). Pascanu, Mikolov &
    Bengio 2013, algorithm 1. (PyTorch divides by norm + 1e-6 instead, so its result is a little shorter.)

    The norm is over all entries of all arrays together. limit: above 0. Raises ValueError.
    """
    limit = expect.number("limit", limit, np.finfo(float).tiny)
    norm = global_norm(grads)
    return tree_map(lambda g: g * g.dtype.type(limit / norm) if norm > limit else g.copy(), grads), norm


def clip_by_value(grads, limit):
    """Every entry of the gradient cut off at ±limit; this bends its direction. limit: above 0."""
    limit = expect.number("limit", limit, np.finfo(float).tiny)
    return tree_map(lambda g: np.clip(expect.array("grads", g, np.shape(g)), -limit, limit), grads)


def global_norm(grads):
    """The 2-norm of all entries together, a float; ValueError if one is not finite."""
    arrays = [expect.array("grads", g, np.shape(g)).astype(float) for g in leaves(grads)]
    largest = max((np.abs(g).max(initial=0) for g in arrays), default=0)
    if largest == 0:
        return 0.0
    return float(largest * math.sqrt(sum(np.sum((g / largest) ** 2) for g in arrays)))


def sgd(lr, momentum=0.0):
    """v ← momentum v + g, p ← p - lr v: stochastic gradient descent, with momentum as in PyTorch."""
    lr, momentum = expect.number("lr", lr, 0), expect.number("momentum", momentum, 0, 1)

    def update(params, grads, memory=None):
        v = grads if memory is None else tree_map(lambda v, g: momentum * v + g, memory, grads)
        return tree_map(lambda p, v: (p - lr * v).astype(p.dtype), params, v), v

    return update


def adam(lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam (Kingma & Ba 2015, algorithm 1): steps of about lr, whatever the size of the gradient."""
    lr, eps = expect.number("lr", lr, 0), expect.number("eps", eps, 0)
    beta1, beta2 = expect.number("beta1", beta1, 0, 1 - 1e-12), expect.number("beta2", beta2, 0, 1 - 1e-12)

    def update(params, grads, memory=None):
        n, m, v = (0, tree_map(np.zeros_like, params), tree_map(np.zeros_like, params)) if memory is None else memory
        n += 1
        m = tree_map(lambda m, g: beta1 * m + (1 - beta1) * g, m, grads)
        v = tree_map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, grads)

        def step(p, m, v):
            m_hat, v_hat = m / (1 - beta1**n), v / (1 - beta2**n)
            return (p - lr * m_hat / (np.sqrt(v_hat) + eps)).astype(p.dtype)

        return tree_map(step, params, m, v), (n, m, v)

    return update


def fit(params, gradient, update, steps, limit=None, target=None, progress=True):
    """Train: `gradient(params, step) -> (loss, grads)`, then clip, then `update`; at most `steps` times.

    params: weights to begin with, or the Training of an earlier call, to go on where it ended. limit: clip by
    this norm. target: stop when the mean of the last ten losses is at or below it.
    Interrupting (KeyboardInterrupt, the notebook's stop button) keeps what was learned. Divergence, a loss,
    gradient or weight that is not finite, ends training with a sentence that says at which step and what to
    try; `params` are then the last finite ones. Returns a Training. Raises ValueError for bad arguments.
    """
    steps = expect.whole("steps", steps, 1)
    limit = None if limit is None else expect.number("limit", limit, np.finfo(float).tiny)
    target = None if target is None else expect.number("target", target)
    before = params if isinstance(params, Training) else Training(params, (), (), "")
    params, losses, norms, _, memory = before
    losses, norms, first = list(losses), list(norms), len(losses)
    stopped = f"Finished all {steps} steps."
    bar = _Bar(range(first, first + steps), disable=not progress, leave=False, mininterval=0.2)
    try:
        for step in bar:
            with np.errstate(over="ignore", invalid="ignore"):
                loss, grads = gradient(params, step)
                losses.append(float(loss))
                norms.append(_norm_or_nan(grads))
                if not math.isfinite(losses[-1] + norms[-1]):
                    raise Overflow(f"the loss is {losses[-1]:.3g}, the gradient's norm {norms[-1]:.3g}")
                if limit is not None:
                    grads, _ = clip_by_norm(grads, limit)
                moved, remembered = update(params, grads, memory)
            if not all(np.isfinite(p).all() for p in leaves(moved)):
                raise Overflow("the weights are no longer finite")
            params, memory = moved, remembered
            recent = losses[-10:]
            bar.set_postfix_str(f"loss {sum(recent) / len(recent):.3g}", refresh=False)
            if target is not None and len(recent) == 10 and sum(recent) / 10 <= target:
                stopped = f"Reached the target: mean loss {sum(recent) / 10:.3g} after {step + 1} steps."
                break
    except KeyboardInterrupt:
        stopped = f"Interrupted in step {step}; the weights are those after {step} updates."
    except expect.NotFinite as reason:  # an Overflow, or a number in between that a function of ours refused
        if step == first and not isinstance(reason, Overflow):
            raise  # nothing was trained yet: it was the data
        stopped = (
            f"Diverged at step {step}: {reason}. The weights are the last finite ones. "
            "Try a smaller learning rate, clipping (limit=1), or smaller initial weights."
        )
    finally:
        bar.close()
    if progress or stopped.startswith("Diverged"):
        print(stopped)
    return Training(params, np.array(losses), np.array(norms), stopped, memory)


class _Bar(tqdm):
    """tqdm's bar without the thread that watches it: Python in the browser has none, and tqdm warns of that."""

    monitor_interval = 0


def leaves(tree):
    """The arrays of a tree, in order."""
    return [leaf for part in tree for leaf in leaves(part)] if isinstance(tree, tuple) else [tree]


def tree_map(function, *trees):
    """function(array, …) over the arrays of trees of one structure, in the structure of the first."""
    first = trees[0]
    if not isinstance(first, tuple):
        shapes = {np.shape(tree) if not isinstance(tree, tuple) else type(tree).__name__ for tree in trees}
        if len(shapes) > 1:
            raise ValueError(f"grads must have the shapes of params, but got {shapes}. Check the gradient.")
        return function(*(np.asarray(tree) for tree in trees))
    if any(type(tree) is not type(first) or len(tree) != len(first) for tree in trees):
        names = ", ".join(type(tree).__name__ for tree in trees)
        raise ValueError(f"grads must have the structure of params, but got {names}. Return the same type.")
    parts = [tree_map(function, *parts) for parts in zip(*trees, strict=True)]
    return type(first)(*parts) if hasattr(first, "_fields") else tuple(parts)


def _norm_or_nan(grads):
    return global_norm(grads) if all(np.isfinite(g).all() for g in leaves(grads)) else math.nan
