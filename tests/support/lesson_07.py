"""A second LSTM for the tests of lesson 07, from its equations, also for complex numbers. Not a test module."""

import math

import numpy as np

from helpers import lstm, params


def sigma(z):
    return 1 / (1 + np.exp(-z))


def run(p, xs, h, c):
    """h_T, c_T, and all forget gates (T,H), from the equations of section 1; also for complex numbers."""
    gates = []
    for x in xs:
        i, f, g, o = np.split(p.W_xh @ x + p.W_hh @ h + p.b_h, 4)
        gates.append(sigma(f))
        c = sigma(f) * c + sigma(i) * np.tanh(g)
        h = sigma(o) * np.tanh(c)
    return h, c, np.array(gates)


def exact_and_direct(p, xs, h, c):
    """Sizes of ∂c_T/∂c_0, by complex steps, and of the product of the forget gates."""
    H = len(c)
    columns = [run(p, xs, h.astype(complex), c + 1e-200j * np.eye(H)[j])[1].imag / 1e-200 for j in range(H)]
    gates = run(p, xs, h, c)[2].prod(axis=0)
    return math.sqrt(np.sum(np.square(columns)) / H), math.sqrt(np.mean(gates**2))


def scaled(scale, b_f):
    """The network of Figure 7.2."""
    base = lstm.init(np.random.default_rng(0), 1, 8, "orthogonal")
    return params.Params(base.W_xh, scale * base.W_hh, np.repeat([0, b_f, 0, 0], 8))


def fresh(b_f, gain, T, H=16, **options):
    """(exact, direct) of the lesson's draw: with complex steps."""
    options = options or {"forget_bias": b_f}
    p = lstm.init(np.random.default_rng(0), 1, H, "orthogonal", gain, **options)
    noise = np.random.default_rng(100).standard_normal((100, 1))[:T]
    return exact_and_direct(p, noise, np.zeros(H), np.zeros(H))
