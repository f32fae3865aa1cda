"""What a network holds of its inputs, for lesson 04; writes lesson_04_memory.json beside this file (five minutes).

    python tests/reference/make_lesson_04_memory.py

The echo task (say what was heard some steps ago; sequences of 20 steps, batches of 16, tanh, 24 units, Adam, clipped
at 1). From the same starts: the readout alone is trained and the recurrent weights stay frozen; all weights are
trained with a window of 4 or in chunks of 5, which reach 4 steps back; all with the whole gradient. A row for each
start before training and each way after 2000 updates, an entry for each seed from 500 on: `held`. "Cell x 0.1": the
weights of the cell have a tenth of the readout's learning rate. "Random directions": the cell gets a random direction
as long as its gradient. How long a memory lasts: make_lesson_04_lost.py; what is learned: make_lesson_04_learned.py.
"""

import numpy as np
from tables import Table

from helpers import bptt, losses, rnn, tasks, train
from helpers.params import Params

H, T, B, STEPS = 24, 20, 16, 3000
STARTS = {"orthogonal": "orthogonal", "random": "gaussian", "default": "pytorch", "identity": "identity"}
WAYS = {"frozen": {}, "window of 4": {"window": 4}, "chunks of 5": {"chunk": 5}, "whole": {}}


def two_rates(lr, share, optimiser=train.adam):
    """An optimiser with rate lr for the readout and share · lr for the weights of the cell."""
    outer, inner = optimiser(lr), optimiser(share * lr)

    def update(weights, grads, state=None):
        states = (None, None) if state is None else state
        params, first = inner(weights[0], grads[0], states[0])
        readout, second = outer(weights[1], grads[1], states[1])
        return (params, readout), (first, second)

    return update


def learn(seed, start, lag, way, lr=1e-2, share=1.0, steps=STEPS, noise=False, fitted=False, target=0.1, sgd=None):
    """Train one network to say what it heard `lag` steps ago; a train.Training.

    noise: the cell gets a random direction of the gradient's length instead of its gradient. fitted: training begins
    with the best readout of the untrained states. sgd: the learning rate of plain SGD, which then takes Adam's place.
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

    rate, optimiser = (lr, train.adam) if sgd is None else (sgd, train.sgd)
    update = two_rates(rate, 0 if way == "frozen" else share, optimiser)
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


def held(params, noise=0.01):
    """The share of an input's variance that the best linear readout finds 0 … 19 steps later (1 all, 0 nothing), 20 to
    39 steps into sequences to which it was not fitted. The states get some noise: what stands in their last digits
    alone does not count (from the identity a readout without noise has weights of 1e10)."""
    rng = np.random.default_rng(77)
    xs = rng.choice([-1.0, 1.0], (2 * T, 400, 1))
    hs = bptt.run(rnn, params, xs).states[T + 1 :]
    hs = hs + noise * rng.standard_normal(hs.shape)
    hs = np.concatenate((hs, np.ones((T, 400, 1))), axis=2)
    known, new = hs[:, :200].reshape(-1, H + 1), hs[:, 200:].reshape(-1, H + 1)
    shares = []
    for lag in range(T):
        heard = xs[T - lag : 2 * T - lag]
        best = np.linalg.lstsq(known, heard[:, :200].ravel(), rcond=None)[0]
        shares.append(max(0.0, 1 - float(np.mean((new @ best - heard[:, 200:].ravel()) ** 2))))
    return shares


def after(seed, start, way=None, lag=8, steps=2000, **options):
    """`held` of one network, before training (way None) or after it, with two digits."""
    if way is None:
        params = rnn.init(np.random.default_rng(seed), 1, H, STARTS[start])
    else:
        params = learn(seed, start, lag, way, steps=steps, target=None, **options).params[0]
    return [round(share, 2) for share in held(params)]


def main(seeds=10):
    table, drawn = Table(__file__), range(500, 500 + seeds)
    for start in STARTS:
        table.per_seed(f"{start}, untrained", drawn, lambda s, start=start: after(s, start))
    for name, (way, options) in {
        "window of 4": ("window of 4", {}),
        "chunks of 5": ("chunks of 5", {}),
        "whole": ("whole", {}),
        "random directions": ("window of 4", {"noise": True}),
        "window of 4, cell x 0.1": ("window of 4", {"share": 0.1}),
        "whole, for lag 4": ("whole", {"lag": 4}),
    }.items():
        table.per_seed(f"after 2000 updates, {name}", drawn, lambda s, w=way, o=options: after(s, "orthogonal", w, **o))


if __name__ == "__main__":
    main()
