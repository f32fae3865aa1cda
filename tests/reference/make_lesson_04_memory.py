"""Frozen, truncated, whole, for lesson 04; writes lesson_04_memory.json beside this file (about three minutes).

    python tests/reference/make_lesson_04_memory.py

The echo task (say what was heard some steps ago; sequences of 20 steps, batches of 16, tanh, 24 units, Adam, clipped
at 1). From the same starts: the readout alone is trained and the recurrent weights stay frozen; all weights are
trained with a window of 4 or in chunks of 5, which reach 4 steps back; all with the whole gradient. Rows "memory": how
well the best linear readout of the states says what was heard 0, 1, … 19 steps ago, the share of the variance (1 all,
0 nothing), mean of three seeds. "Cell x 0.1": the weights of the cell have a tenth of the readout's learning rate.
"Random directions": the cell gets a random direction as long as its gradient. Rows "curve": the losses of seed 500,
means of ten updates. How long a memory lasts: make_lesson_04_lost.py; what is learned: make_lesson_04_learned.py.
"""

import numpy as np
from tables import Table

from helpers import bptt, losses, rnn, tasks, train
from helpers.params import Params

H, T, B, STEPS = 24, 20, 16, 3000
STARTS = {"orthogonal": "orthogonal", "random": "gaussian", "default": "pytorch", "identity": "identity"}
WAYS = {"frozen": {}, "window of 4": {"window": 4}, "chunks of 5": {"chunk": 5}, "whole": {}}


def two_rates(lr, share):
    """Adam with rate lr for the readout and share · lr for the weights of the cell."""
    outer, inner = train.adam(lr), train.adam(share * lr)

    def update(weights, grads, state=None):
        states = (None, None) if state is None else state
        params, first = inner(weights[0], grads[0], states[0])
        readout, second = outer(weights[1], grads[1], states[1])
        return (params, readout), (first, second)

    return update


def learn(seed, start, lag, way, lr=1e-2, share=1.0, steps=STEPS, noise=False, fitted=False, target=0.1):
    """Train one network to say what it heard `lag` steps ago; a train.Training.

    noise: the cell gets a random direction of the gradient's length instead of its gradient. fitted: training begins
    with the best readout of the untrained states.
    """
    rng = np.random.default_rng(seed)
    weights = rnn.init(rng, 1, H, STARTS[start]), losses.init_readout(rng, H, 1)
    restless = np.random.default_rng(seed + 10_000)
    if fitted:
        weights = weights[0], best_readout(weights[0], lag, restless)

    def gradient(weights, _):
        xs, ys, mask = tasks.echo(rng, T, B, lag)
        trace = bptt.run(rnn, weights[0], xs)
        hs = bptt.outputs(rnn, trace)
        loss, dys = losses.squared_error(losses.read(weights[1], hs), ys, mask)
        d_readout, dhs = losses.read_back(weights[1], hs, dys)
        grads = bptt.backward(rnn, weights[0], trace, dhs, **WAYS[way]).params
        return loss, (astray(restless, grads) if noise else grads, d_readout)

    update = two_rates(lr, 0 if way == "frozen" else share)
    return train.fit(weights, gradient, update, steps, max_norm=1, target=target, progress=False)


def astray(rng, grads):
    """A random direction, each array as long as it was."""
    drawn = [rng.normal(size=g.shape) for g in grads]
    return Params(*(d * np.linalg.norm(g) / np.linalg.norm(d) for d, g in zip(drawn, grads, strict=True)))


def states_and_echoes(params, lag, rng, sequences=200):
    """States and a column of ones (n, H+1), and what was heard `lag` steps before (n,), 20 steps into a sequence on."""
    xs, ys, _ = tasks.echo(rng, 2 * T, sequences, lag)
    hs = bptt.run(rnn, params, xs).states[T + 1 :].reshape(-1, H)
    return np.column_stack((hs, np.ones(len(hs)))), ys[T:].ravel()


def best_readout(params, lag, rng):
    """The readout with the least squared error, on 200 sequences."""
    solution = np.linalg.lstsq(*states_and_echoes(params, lag, rng), rcond=None)[0]
    return losses.Readout(solution[None, :H], solution[H:])


def decoded(params, lag, seed=77):
    """1 - (squared error of the best linear readout) on sequences it was not fitted to, at least 0."""
    rng = np.random.default_rng(seed)
    readout = best_readout(params, lag, rng)
    states, echoes = states_and_echoes(params, lag, rng)
    return max(0.0, 1 - float(np.mean((losses.read(readout, states[:, :H])[:, 0] - echoes) ** 2)))


def memory(start, way=None, lag=8, steps=2000, seeds=(500, 501, 502), **options):
    """decoded by lag, 0 to 19, mean over the seeds: before training (way None), or after `steps` updates."""
    rows = []
    for seed in seeds:
        if way is None:
            params = rnn.init(np.random.default_rng(seed), 1, H, STARTS[start])
        else:
            params = learn(seed, start, lag, way, steps=steps, target=None, **options).params[0]
        rows.append([decoded(params, j) for j in range(T)])
    return np.mean(rows, axis=0).round(2).tolist()


def main():
    table = Table(__file__)
    for start in STARTS:
        table.once(f"memory, {start}, untrained", lambda start=start: memory(start))
    trained = {
        "frozen": ("frozen", {}),
        "window of 4": ("window of 4", {}),
        "chunks of 5": ("chunks of 5", {}),
        "whole": ("whole", {}),
        "window of 4, cell x 0.1": ("window of 4", {"share": 0.1}),
        "random directions": ("window of 4", {"noise": True}),
        "window of 4 from the best readout": ("window of 4", {"fitted": True}),
        "whole from the best readout": ("whole", {"fitted": True}),
        "random directions from the best readout": ("window of 4", {"fitted": True, "noise": True}),
    }
    for name, (way, options) in trained.items():
        row = f"memory, orthogonal, after 2000 updates for lag 8, {name}"
        table.once(row, lambda way=way, options=options: memory("orthogonal", way, **options))

        def curve(way=way, options=options):
            losses = learn(500, "orthogonal", 8, way, steps=1000, target=None, **options).losses
            return losses.reshape(-1, 10).mean(1).round(3).tolist()

        table.once(f"curve, orthogonal, lag 8, {name}", curve)
    row = "memory, orthogonal, after 10000 updates for lag 8, window of 4, cell x 0.1"
    table.once(row, lambda: memory("orthogonal", "window of 4", steps=10_000, share=0.1))


if __name__ == "__main__":
    main()
