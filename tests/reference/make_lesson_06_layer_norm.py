"""Layer normalisation in lesson 06: what it does to the gradient and to the latch; writes lesson_06_layer_norm.json.

    python tests/reference/make_lesson_06_layer_norm.py

The cell is h_t = tanh(n_t), where n_t is z_t = W_xh x_t + W_hh h_{t-1} + b shifted and scaled to mean 0 and mean
square 1 over the units. (The bias is inside, so PyTorch's random biases stay in n; "Gaussian 0.577" is that start
without them.) Rows "left": log10 of what is left of a gradient 40 steps back, 32 units, one input N(0,1), median of 20
draws. The other rows: updates until the latch is learned (mean of ten losses at most 0.25), seeds from 500 on, 0: not
within 2000; everything else as in make_lesson_06_race.py. "Busy": sequences start from a small random state.
"""

import numpy as np
from tables import Table, updates

from helpers import bptt, flow, losses, model, rnn, tasks, train

EPS, GAINS = 1e-5, (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


def normalised(z):
    """z (..., H) with mean 0 and mean square 1 over the units, and what it was divided by (..., 1)."""
    centred = z - z.mean(-1, keepdims=True)
    scale = np.sqrt(np.mean(centred**2, -1, keepdims=True) + EPS)
    return centred / scale, scale


def step(params, cache, s, s_next):
    z = cache[0]
    z += s @ params.W_hh[0].T
    np.tanh(normalised(z)[0], out=s_next)


def slopes(params, trace):
    """tanh' at n, n itself and 1/scale, for every step: (3,T,B,H)."""
    n, scale = normalised(trace.caches[0])
    return np.stack((1 - trace.states[1:] ** 2, n, np.broadcast_to(1 / scale, n.shape)))


def step_back(params, slopes, ds, dz):
    slope, n, inverse = slopes
    dn = ds * slope
    dz[0] = (dn - dn.mean(-1, keepdims=True) - n * np.mean(dn * n, -1, keepdims=True)) * inverse
    return dz[0] @ params.W_hh[0]


CELLS = {"plain": rnn.make(), "normalised": rnn.make()._replace(step=step, slopes=slopes, step_back=step_back)}


def left(cell, gain, recurrent="gaussian", lag=40, H=32, draws=20, inputs=1.0):
    """Median over the draws of log10 ‖∂L/∂h_10‖ / ‖∂L/∂h_{10+lag}‖, for a random ∂L/∂h at the end."""
    found = []
    for seed in range(500, 500 + draws):
        rng = np.random.default_rng(seed)
        params = rnn.init(rng, 1, H, recurrent, gain)
        params = params._replace(W_xh=inputs * params.W_xh)
        trace = bptt.run(cell, params, rng.normal(size=(10 + lag, 1, 1)))
        dhs = np.zeros((10 + lag, 1, H))
        dhs[-1] = rng.normal(size=H)
        norms = flow.log10_gradient_norms(bptt.backward(cell, params, trace, dhs).states)
        found.append(norms[10] - norms[-1])
    return round(float(np.median(found)), 2)


def learn(seed, T, cell, recurrent, gain, busy=False, lr=3e-3, steps=2000):
    """Train one network on the latch; busy: it starts from a random state, U(-0.1,0.1), instead of 0."""
    rng = np.random.default_rng(seed)
    start = model.init(rng, cell, 1, 16, 1, recurrent=recurrent, gain=gain)

    def gradient(weights, step):
        xs, ys = tasks.latch(rng, T, 32)
        trace = bptt.run(cell, weights[0], xs, rng.uniform(-0.1, 0.1, (32, 16)) if busy else None)
        hs = bptt.outputs(cell, trace)
        loss, dys = losses.squared_error(losses.read(weights[1], hs[-1]), ys)
        dhs = np.zeros_like(hs)
        d_readout, dhs[-1] = losses.read_back(weights[1], hs[-1], dys)
        return loss, (bptt.backward(cell, weights[0], trace, dhs).params, d_readout)

    return train.fit(start, gradient, train.adam(lr), steps, max_norm=1, target=0.25, progress=False)


def main():
    table = Table(__file__)
    for name, cell in CELLS.items():
        table.once(f"left, {name}, Gaussian {GAINS}", lambda cell=cell: [left(cell, gain) for gain in GAINS])
        table.once(f"left, {name}, default", lambda cell=cell: left(cell, 1.0, "pytorch"))
    starts = {
        "default": ("pytorch", 1.0),
        "Gaussian 0.577": ("gaussian", 3**-0.5),
        "Gaussian 0.5": ("gaussian", 0.5),
        "Gaussian 1": ("gaussian", 1.0),
    }
    starts |= {"Gaussian 4": ("gaussian", 4.0), "orthogonal 1.25": ("orthogonal", 1.25)}
    for start, (recurrent, gain) in starts.items():
        for name, cell in CELLS.items():
            for busy in (False, True) if start in ("Gaussian 0.5", "orthogonal 1.25") else (False,):
                table.per_seed(
                    f"{name}, {start}{', busy' if busy else ''}, T = 40",
                    range(500, 505 if busy else 510),
                    lambda s, a=(40, cell, recurrent, gain, busy): updates(learn(s, *a)),
                )


if __name__ == "__main__":
    main()
