"""What a training log shows when a gradient explodes and when it vanishes, for lesson 05; writes lesson_05_log.json.

    python tests/reference/make_lesson_05_log.py

Rows "explodes": the network of make_lesson_05_clipping.py without clipping, Adam 3e-3, 1000 updates, seeds from 500 on:
[the largest norm over the median of the norms before it, as log10; the largest loss, as log10]. Rows "latch": tanh, 16
units, T = 40, Adam 3e-3, the start "default" (never learns here) and "orthogonal 1.25" (does): over the first 20
updates, the median of the whole gradient's norm and the log10 of the norm of its part from lags of 30 and more.
"""

import numpy as np
from make_lesson_05_clipping import adam
from make_lesson_05_clipping import learn as adding
from tables import Table

from helpers import bptt, losses, model, rnn, tasks, train


def explosion(seed):
    """How far the largest norm stands above those before it, and the largest loss, in powers of ten."""
    result = adding(seed, train.adam(3e-3), steps=1000)
    norms = result.norms[np.isfinite(result.norms)]
    at = int(norms.argmax())
    return [
        round(float(np.log10(norms[at] / np.median(norms[: at + 1]))), 1),
        round(float(np.log10(result.losses.max())), 1),
    ]


def silence(seed, recurrent, gain, T=40, far=30, updates=20):
    """[median norm of the gradient by the cell's weights, median log10 of its part from lags of `far` and more]."""
    rng = np.random.default_rng(seed)
    weights, memory, update, rows = (
        model.init(rng, rnn, 1, 16, 1, recurrent=recurrent, gain=gain),
        None,
        train.adam(3e-3),
        [],
    )
    for _ in range(updates):
        xs, ys = tasks.latch(rng, T, 32)
        trace = bptt.run(rnn, weights[0], xs)
        hs = bptt.outputs(rnn, trace)
        _, dys = losses.squared_error(losses.read(weights[1], hs[-1]), ys)
        dhs = np.zeros_like(hs)
        d_readout, dhs[-1] = losses.read_back(weights[1], hs[-1], dys)
        parts = bptt.by_lag(rnn, weights[0], trace, dhs)
        grads = train.tree_map(lambda *p: np.sum(p, axis=0), *parts)
        distant = train.tree_map(lambda *p: np.sum(p, axis=0), *parts[far:])
        rows.append((train.global_norm(grads), np.log10(train.global_norm(distant))))
        weights, memory = update(weights, train.clip_by_norm((grads, d_readout), 1)[0], memory)
    whole, distant = np.median(rows, axis=0)
    return [round(float(whole), 2), round(float(distant), 1)]


def curve(update, limit=None, steps=1500, block=15):
    """Seed 500, for a figure: the mean loss and log10 of the largest norm of each block of updates."""
    result = adding(500, update, limit, steps=steps)
    n = len(result.losses) // block * block
    blocks = (series[:n].reshape(-1, block) for series in (result.losses, np.log10(result.norms)))
    means, largest = next(blocks).mean(1), next(blocks).max(1)
    return {"block": block, "loss": [float(f"{v:.3g}") for v in means], "log10_norm": largest.round(1).tolist()}


def main():
    table = Table(__file__)
    starts = {
        "default": ("pytorch", 1.0),
        "Gaussian 0.577": ("gaussian", 3**-0.5),
        "orthogonal 1.25": ("orthogonal", 1.25),
    }
    for name, start in starts.items():
        table.per_seed(f"latch, {name}", range(500, 510), lambda s, start=start: silence(s, *start))
    for name, update, limit in (
        ("not clipped", train.adam(3e-3), None),
        ("clipped at 1", train.adam(3e-3), 1),
        ("not clipped, beta2 0.9", adam(3e-3, beta2=0.9), None),
    ):
        table.once(f"curve, {name}", lambda update=update, limit=limit: curve(update, limit))
    table.per_seed("explodes", range(500, 510), explosion)


if __name__ == "__main__":
    main()
