"""Gradients through attention before any training; writes lesson_11_start.json beside this file (minutes).

    python tests/reference/make_lesson_11_start.py

"by lag": log10 ‖∂(u·h_T)/∂x_j‖ for a random unit vector u, inputs N(0,1), D = 4, 16 units: the median over 20 seeds, at
the lags 1, T/2 and T - 1; kept as logs all the way. "flat", of the lags 1 to T - 1: largest over smallest norm in one
sequence, the same in batches of 32, the far half over the near half, T times the norm, medians. "Q, smaller": all its
weights over √3, the size of PyTorch's. "keys": the largest weight of 100 keys and the norm of diag(a) - aaᵀ, q and k
from N(0,1)^d, without and with √d, medians of 200. "depth": stacks of blocks, T = 32, d = 32, weights N(0,1/d), inputs
N(0,1), loss at the last token with ‖∂L/∂X_L‖ = 1, medians of 10 seeds: log10 of the norm of ∂L/∂X_0, of its parts at
the first, middle and last token, of ∂L/∂(W_q, W_k) and ∂L/∂W_v of the first and the last layer; and the spread
‖X - mean token‖/‖X‖ after every layer. gain: a factor for W_q and W_k. "toy": ten scores, the value at one of them
is wanted, but another has the largest score by a margin β: updates until the squared error is below 0.01, and the
first gradient by the right score.
"""

import numpy as np
from tables import Table

from helpers import bptt, deep, gru, lstm, rnn, train

D, H = 4, 16
RECURRENT = {
    "tanh": (rnn, {}),
    "LSTM": (lstm, {}),
    "GRU": (gru, {}),
    "tanh, orthogonal": (rnn, {"recurrent": "orthogonal"}),
    "LSTM, chrono": (lstm, {"chrono": True}),
    "GRU, chrono": (gru, {"chrono": True}),
}
HOPS = {
    "Q": deep.one_query(),
    "Q, smaller": deep.one_query(),
    "R": deep.stack(rnn, deep.one_query(beside=True)),
    "R, LSTM": deep.stack(lstm, deep.one_query(beside=True)),
    "self-attention, 2 pre-LN blocks": deep.stack(
        deep.embedding(), deep.block("pre"), deep.block("pre"), deep.normalise()
    ),
}


def unit(rng, n):
    u = rng.normal(size=n)
    return u / np.linalg.norm(u)


def recurrent_by_lag(name, T, seed):
    """log10 norms by lag, (T,), of a recurrent cell: step by step back, at norm 1 beside its logarithm."""
    cell, options = RECURRENT[name]
    rng = np.random.default_rng(seed)
    params = cell.init(rng, D, H, **{key: T if key == "chrono" else value for key, value in options.items()})
    trace = bptt.run(cell, params, rng.normal(size=(T, 1, D)))
    params, slopes = cell.by_gate(params), cell.slopes(cell.by_gate(params), trace)
    ds, log10, result = np.zeros((1, 1, cell.STATE * H)), 0.0, []
    ds[..., :H] = unit(rng, H)
    for t in reversed(range(T)):
        ds, dz = bptt.back(cell, params, slopes[:, t : t + 1], ds)
        result.append(log10 + np.log10(np.linalg.norm(np.einsum("gh,ghd->d", dz[:, 0, 0], params.W_xh))))
        norm = np.linalg.norm(ds)
        ds, log10 = ds / norm, log10 + np.log10(norm)
    return np.array(result)


def hop_by_lag(name, T, seed, B=1):
    """log10 norms by lag, (T,), of a network with attention; over a batch, the root of the mean square."""
    net, rng = HOPS[name], np.random.default_rng(seed)
    params = net.init(rng, D, H)
    if name == "Q, smaller":
        params = train.tree_map(lambda W: W / 3**0.5, params)
    trace = bptt.run(net, params, rng.normal(size=(T, B, D)))
    dys = np.zeros(trace.ys.shape)
    dys[-1] = unit(rng, dys.shape[2])
    dxs = bptt.backward(net, params, trace, dys).inputs[::-1]
    return np.log10(np.linalg.norm(dxs, axis=(1, 2)) / B**0.5)


def by_lag(name, T, seeds=20):
    follow = recurrent_by_lag if name in RECURRENT else hop_by_lag
    runs = np.array([follow(name, T, seed) for seed in range(500, 500 + seeds)])
    at = np.median(runs[:, [1, T // 2, T - 1]], axis=0).round(2).tolist()
    if not name.startswith("Q"):
        return {"lags 1, T/2, T-1": at}
    batches = np.array([follow(name, T, seed, 32) for seed in range(500, 500 + seeds)])
    flat = [np.median(10 ** (r.max(1) - r.min(1))) for r in (runs[:, 1:], batches[:, 1:])]
    far = np.median(10 ** (batches[:, T // 2 :].mean(1) - batches[:, 1 : T // 2].mean(1)))
    flat += [far, np.median(T * (10 ** batches[:, 1:]).mean(1))]
    return {"lags 1, T/2, T-1": at, "flat": [round(float(x), 2) for x in flat]}


def keys(d, n=100, draws=200):
    """[largest weight without √d, with; norm of diag(a) - aaᵀ without, with], medians."""
    rng, result = np.random.default_rng(500), []
    for _ in range(draws):
        s = rng.normal(size=(n, d)) @ rng.normal(size=d)
        weights = [softmax(s), softmax(s / d**0.5)]
        norms = [np.linalg.norm(np.diag(a) - np.outer(a, a)) for a in weights]
        result.append([a.max() for a in weights] + norms)
    return [float(f"{x:.3g}") for x in np.median(result, axis=0)]


def softmax(s):
    e = np.exp(s - s.max())
    return e / e.sum()


def depth(norm, causal, layers, gain=1.0, T=32, d=32, seeds=10, final=False):
    """A dictionary of medians: see above."""
    net, rows = deep.block(norm, causal), []
    nets = [net] * layers + [deep.normalise()] * final
    for seed in range(500, 500 + seeds):
        rng = np.random.default_rng(seed)
        stack = deep.stack(*nets)
        params = tuple(sharper(p, gain) for p in stack.init(rng, d, d))
        trace = bptt.run(stack, params, rng.normal(size=(T, 1, d)))
        dys = np.zeros((T, 1, d))
        dys[-1, 0] = unit(rng, d)
        grads, _, dxs = bptt.backward(stack, params, trace, dys)
        tokens = np.linalg.norm(dxs[:, 0], axis=1)
        first, last = attention_of(grads[0]), attention_of(grads[layers - 1])
        scores = [np.hypot(np.linalg.norm(g.W_q), np.linalg.norm(g.W_k)) for g in (first, last)]
        values = [np.linalg.norm(g.W_v) for g in (first, last)]
        spreads = [spread(trace.xs)] + [spread(part.ys) for part in trace.parts]
        rows.append(np.r_[np.linalg.norm(tokens), tokens[[0, T // 2, -1]], scores, values, spreads])
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log10(np.median(rows, axis=0)), -999).round(2).tolist()
    names = "all", "first", "middle", "last", "W_qk first", "W_qk last", "W_v first", "W_v last"
    return dict(zip(names, logs[:8], strict=True)) | {"spread": logs[8:]}


def sharper(params, gain):
    """W_q and W_k times `gain`, wherever they are nested."""
    if hasattr(params, "W_q"):
        return params._replace(W_q=gain * params.W_q, W_k=gain * params.W_k)
    return params if hasattr(params, "_fields") else tuple(sharper(p, gain) for p in params)


def attention_of(grads):
    """The attention.Params nested in a block's weights."""
    if hasattr(grads, "W_q"):
        return grads
    return next(filter(None, (attention_of(g) for g in grads if isinstance(g, tuple))), None)


def spread(xs):
    xs = xs[:, 0]
    return np.linalg.norm(xs - xs.mean(0)) / np.linalg.norm(xs)


def toy(margin, update, budget=200_000, n=10):
    """(updates until error² < .01, or 0; first gradient by the right score)."""
    s, values = np.zeros(n), np.zeros(n)
    values[0], s[1] = 1, margin
    state, first = None, None
    for step in range(budget):
        a = softmax(s)
        c = a @ values
        if (c - 1) ** 2 < 0.01:
            return step, first
        ds = 2 * (c - 1) * a * (values - c)
        first = float(f"{abs(ds[0]):.2g}") if first is None else first
        s, state = update(s, ds, state)
    return 0, first


def uniform(layers, T=32):
    """Weights of the last token on itself and on the first, through layers of uniform causal averaging."""
    row = np.linalg.matrix_power(np.tri(T) / np.arange(1, T + 1)[:, None], layers)[-1]
    return [float(f"{x:.3g}") for x in (row[-1], row[0])]


def main():
    table = Table(__file__)
    for T in 10, 100, 1000:
        for name in HOPS | RECURRENT:
            if T < 1000 or not name.startswith("self"):
                table.once(f"by lag, {name}, T = {T}", lambda name=name, T=T: by_lag(name, T))
    for d in 4, 64, 1024:
        table.once(f"keys, d = {d}", lambda d=d: keys(d))
    for layers in 1, 2, 4, 8:
        table.once(f"uniform, L = {layers}", lambda layers=layers: uniform(layers))
    for causal in True, False:
        for norm in None, "none", "pre", "post":
            for layers in 1, 2, 4, 8, 16, 32:
                name = f"depth, {'causal' if causal else 'all'}, {norm}, L = {layers}"
                table.once(name, lambda a=(norm, causal, layers): depth(*a))
    for gain in 2.0, 4.0:
        for norm in None, "none", "pre", "post":
            name = f"depth, causal, {norm}, L = 32, W_q and W_k times {gain:g}"
            table.once(name, lambda norm=norm, gain=gain: depth(norm, True, 32, gain))
    for layers in 2, 8, 32:
        table.once(
            f"depth, causal, pre, L = {layers}, and normalise()", lambda L=layers: depth("pre", True, L, final=True)
        )
    for margin in 0, 2, 4, 6, 8, 10, 12, 16, 20, 24:
        table.once(f"toy, Adam, β = {margin}", lambda b=margin: toy(b, train.adam(0.03)))
    for lr in 1.0, 10.0:
        for margin in 0, 2, 4, 6, 8, 10, 12:
            table.once(f"toy, SGD {lr:g}, β = {margin}", lambda b=margin, lr=lr: toy(b, train.sgd(lr)))


if __name__ == "__main__":
    main()
