"""Training: clipping, two optimisers, and the loop. Weights and gradients are trees: an array, or a (named)
tuple or a list of trees; a gradient has the structure of its weights. Whole numbers become floats.

An optimiser is a pure function update(params, grads, state) -> (params, state), with state None at first.
"""

import math
from typing import NamedTuple

import numpy as np
from tqdm.std import tqdm  # a line of text: unlike the widget it leaves nothing behind in a saved notebook

from helpers import expect
from helpers.bptt import Overflow


class Training(NamedTuple):
    """params: the last finite weights; losses and norms: one per step, the norms before clipping, nan if not
    reached; stopped: a sentence that says why training ended; optimiser_state: for going on."""

    params: object
    losses: np.ndarray
    norms: np.ndarray
    stopped: str
    optimiser_state: object = None


def clip_by_norm(grads, max_norm):
    """Rescale the whole gradient to norm `max_norm` if it is longer; (grads, norm before). Pascanu, Mikolov &
    Bengio 2013, algorithm 1. (PyTorch divides by norm + 1e-6 instead, so its result is a little shorter.)

    The norm is over all entries of all arrays together. max_norm: above 0. Raises ValueError.
    """
    max_norm = expect.number("max_norm", max_norm, np.finfo(float).tiny)
    norm = global_norm(grads)
    scale = max_norm / norm if norm > max_norm else 1.0
    return tree_map(lambda g: np.multiply(g, scale, dtype=float).astype(g.dtype), grads), norm


def clip_by_value(grads, limit):
    """Every entry of the gradient cut off at ±limit; this bends its direction. limit: above 0."""
    limit = expect.number("limit", limit, np.finfo(float).tiny)
    return tree_map(lambda g: np.clip(expect.array("grads", g, None), -limit, limit), grads)


def global_norm(grads):
    """The 2-norm of all entries together, a float; ValueError if one is not finite."""
    arrays = [expect.array("grads", g, None).astype(float) for g in leaves(grads)]
    largest = max((np.abs(g).max(initial=0) for g in arrays), default=0)
    if largest == 0:
        return 0.0
    return float(largest * math.sqrt(sum(np.sum((g / largest) ** 2) for g in arrays)))


def sgd(lr, momentum=0.0):
    """v ← momentum v + g, p ← p - lr v: stochastic gradient descent, with momentum as in PyTorch."""
    lr, momentum = expect.number("lr", lr, 0), expect.number("momentum", momentum, 0, 1)

    def update(params, grads, state=None):
        v = grads if state is None else tree_map(lambda v, g: momentum * v + g, state, grads)
        return tree_map(lambda p, v: (p - lr * _wide(v)).astype(p.dtype), params, v), v

    return update


def adam(lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam (Kingma & Ba 2015, algorithm 1): steps of about lr, whatever the size of the gradient."""
    lr, eps = expect.number("lr", lr, 0), expect.number("eps", eps, 0)
    beta1, beta2 = expect.number("beta1", beta1, 0, 1 - 1e-12), expect.number("beta2", beta2, 0, 1 - 1e-12)

    def update(params, grads, state=None):
        n, m, v = (0, *[tree_map(lambda p: np.zeros_like(_wide(p)), params)] * 2) if state is None else state
        n += 1
        grads = tree_map(_wide, grads)
        m = tree_map(lambda m, g: beta1 * m + (1 - beta1) * g, m, grads)
        v = tree_map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, grads)

        def step(p, m, v):
            m_hat, v_hat = m / (1 - beta1**n), v / (1 - beta2**n)
            return (p - lr * m_hat / (np.sqrt(v_hat) + eps)).astype(p.dtype)

        return tree_map(step, params, m, v), (n, m, v)

    return update


def fit(params, gradient, update, steps, max_norm=None, target=None, progress=True):
    """Train: `gradient(params, step) -> (loss, grads)`, then clip, then `update`; at most `steps` times.

    params: weights to begin with, or the Training of an earlier call, to go on where it ended. max_norm:
    clip by this norm. target: stop when the mean of the last ten losses is at or below it.
    Interrupting (KeyboardInterrupt, the notebook's stop button) keeps what was learned. Divergence, a loss,
    gradient or weight that is not finite, ends training with a sentence that says at which step and what to
    try; `params` are then the last finite ones. Returns a Training. Raises ValueError for bad arguments.
    """
    steps = expect.whole("steps", steps, 1)
    max_norm = None if max_norm is None else expect.number("max_norm", max_norm, np.finfo(float).tiny)
    target = None if target is None else expect.number("target", target)
    gradient, update = expect.function("gradient", gradient), expect.function("update", update)
    before = params if isinstance(params, Training) else Training(params, (), (), "")
    params, losses, norms, _, state = before
    params = tree_map(np.asarray, params)
    losses, norms, first = list(losses), list(norms), len(losses)
    stopped = f"Finished all {steps} steps."
    bar = _Bar(range(first, first + steps), disable=not progress, leave=False, mininterval=0.2)
    try:
        for step in bar:
            with np.errstate(over="ignore", under="ignore", invalid="ignore"):
                loss, grads = _pair(gradient(params, step))
                losses.append(loss)
                norms.append(_norm_or_nan(grads))
                if not math.isfinite(losses[-1] + norms[-1]):
                    raise Overflow(f"the loss is {losses[-1]:.3g}, the gradient's norm {norms[-1]:.3g}")
                if max_norm is not None:
                    grads, _ = clip_by_norm(grads, max_norm)
                moved, new_state = expect.pair("update", update(params, grads, state), "params, state")
            if not all(np.isfinite(p).all() for p in leaves(moved)):
                raise Overflow("the weights are no longer finite")
            params, state = moved, new_state
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
            "Try a smaller learning rate, clipping (max_norm=1), or smaller initial weights."
        )
    finally:
        bar.close()
    if progress or stopped.startswith("Diverged"):
        print(stopped)
    return Training(params, np.array(losses), np.array(norms), stopped, state)


class _Bar(tqdm):
    """tqdm's bar without the thread that watches it: Python in the browser has none, and tqdm warns of that."""

    monitor_interval = 0


def leaves(tree):
    """The arrays of a tree, in order."""
    return [leaf for part in tree for leaf in leaves(part)] if _has_parts(tree) else [tree]


def tree_map(function, *trees):
    """function(array, …) over the arrays (of floats) of trees of one structure, in the structure of the first."""
    first = trees[0]
    if not _has_parts(first):
        shapes = {expect.shape(tree) if not _has_parts(tree) else type(tree).__name__ for tree in trees}
        if len(shapes) > 1:
            raise ValueError(f"grads must have the shapes of params, but got {shapes}. Check the gradient.")
        return function(*(_floats(tree) for tree in trees))
    if any(type(tree) is not type(first) or len(tree) != len(first) for tree in trees):
        names = ", ".join(type(tree).__name__ for tree in trees)
        raise ValueError(f"grads must have the structure of params, but got {names}. Return the same type.")
    parts = [tree_map(function, *parts) for parts in zip(*trees, strict=True)]
    return type(first)(*parts) if hasattr(first, "_fields") else type(first)(parts)


def _has_parts(tree):
    """Is this a tree of trees? A list of numbers, or of lists of numbers, is an array."""
    return isinstance(tree, tuple) or (
        isinstance(tree, list) and any(isinstance(part, np.ndarray | tuple) for part in tree)
    )


def _floats(leaf):
    """An array of floats, finite or not (float32 stays float32); ValueError for what is no array of real numbers."""
    if isinstance(leaf, np.ndarray | np.generic) and leaf.dtype.kind == "f":
        return np.asarray(leaf)
    return expect.array("params and grads", leaf, None)


def _wide(a):
    """At least float32: in float16 a step, or the square of a gradient, would be lost before it is added."""
    return a.astype(np.result_type(a, np.float32), copy=False)


def _pair(answer):
    """(loss as a float, grads) of what `gradient` returned, or ValueError."""
    value, grads = expect.pair("gradient", answer, "loss, grads")
    loss = np.asarray(value)
    if loss.ndim or loss.dtype.kind not in "fiu":
        got = f"an array of shape {loss.shape}" if loss.ndim else f"a {loss.dtype.name} number"
        raise ValueError(f"The loss must be one real number, but got {got}. Return its mean, or its real part.")
    return float(loss), grads


def _norm_or_nan(grads):
    return global_norm(grads) if all(np.isfinite(_floats(g)).all() for g in leaves(grads)) else math.nan
