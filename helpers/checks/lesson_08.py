"""Checks for the exercises of lesson 08."""

import itertools
import math

import numpy as np

from helpers import gradcheck
from helpers.checks import judge


def pytorch_size(function):
    """Exercise 8.1: pytorch_size(D, H) -> how many numbers a torch.nn.GRU of one layer learns."""
    cases = [{"D": D, "H": H} for D, H in ((1, 1), (2, 32), (10, 20), (300, 512), (7, 3))]

    def truth(D, H):
        shapes = [(3 * H, D), (3 * H, H), (3 * H,), (3 * H,)]  # weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0
        return sum(math.prod(shape) for shape in shapes)

    return judge(
        function,
        cases,
        truth,
        [
            (lambda D, H: 3 * H * (D + H + 1), "that is the size of our GRU. How many bias vectors has PyTorch's?"),
            (lambda D, H: 4 * H * (D + H + 2), "that is PyTorch's LSTM, with four blocks. A GRU has r, u and n."),
            (lambda D, H: 2 * H * (D + H + 2), "you counted the two gates. The candidate n has weights as well."),
            (lambda D, H: H * (D + H + 2), "that is one block, the size of a tanh cell. A GRU has three."),
            (lambda D, H: 3 * H * (D + H), "the biases are missing."),
        ],
        "For D = 2 and H = 32 it is 3456.",
        tolerance=1e-9,
    )


def slope(function):
    """Exercise 8.2: slope(h, w_r, w_u, w_n, a_r, a_u, a_n) -> ∂h_t/∂h_{t-1} of a GRU with one unit."""

    def one_unit(h, w_r, w_u, w_n, a_r, a_u, a_n):
        r, u = (1 / (1 + math.exp(-(a + w * h))) for a, w in ((a_r, w_r), (a_u, w_u)))
        return r, u, math.tanh(a_n + r * w_n * h)

    rng = np.random.default_rng(0)
    names = "h", "w_r", "w_u", "w_n", "a_r", "a_u", "a_n"
    scales = 0.5, 2, 2, 2, 1, 1, 0.5
    cases = [dict(zip(names, rng.normal(scale=scales).tolist(), strict=True)) for _ in range(10)]

    def truth(h, **rest):
        def step(h):
            _, u, n = one_unit(h, **rest)
            return u * h + (1 - u) * n

        return gradcheck.numeric_gradient(step, h)

    def partly(update=True, reset=True, sign=1.0, tanh=True):
        def formula(h, w_r, w_u, w_n, a_r, a_u, a_n):
            r, u, n = one_unit(h, w_r, w_u, w_n, a_r, a_u, a_n)
            through_n = r * w_n + reset * w_n * h * r * (1 - r) * w_r
            slope_n = 1 - n * n if tanh else 1
            return u + update * sign * (h - n) * u * (1 - u) * w_u + (1 - u) * slope_n * through_n

        return formula

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda h, **rest: one_unit(h, **rest)[1],
                "this is u, the direct path alone. Three more lead through u, n, r.",
            ),
            (partly(update=False), "the path through the update gate is missing: u depends on h as well."),
            (partly(reset=False), "the path through the reset gate is missing: n depends on r, and r on h."),
            (partly(False, False), "the paths through the two gates are missing: u and r depend on h as well."),
            (partly(sign=-1.0), "a sign is wrong: in h_t = u h + (1 - u) n the update gate has the factor h - n."),
            (partly(tanh=False), "the slope of tanh is missing: the paths through n have the factor 1 - n²."),
        ],
        "Four paths, and all of them agree with finite differences.",
        1e-5,
    )


def memory_bias(function):
    """Exercise 8.3: memory_bias(T, least, keeps) -> the b_u with which the direct path passes `least` over T steps."""
    every = itertools.product((1, 20, 100), (0.1, 0.4, 0.9), ("u", "1-u"))
    cases = [{"T": T, "least": least, "keeps": keeps} for T, least, keeps in every]

    def gate(T, least):
        return least ** (1 / T)

    def logit(p):
        return math.log(p / (1 - p))

    def truth(T, least, keeps):
        low, high = -60.0, 60.0  # by halving: the share kept grows with the bias, or falls with it
        for _ in range(100):
            b = (low + high) / 2
            u = 1 / (1 + math.exp(-b))
            too_low = ((u if keeps == "u" else 1 - u) ** T < least) == (keeps == "u")
            low, high = (b, high) if too_low else (low, b)
        return b

    def signed(keeps):
        return 1 if keeps == "u" else -1

    return judge(
        function,
        cases,
        truth,
        [
            (lambda T, least, keeps: logit(gate(T, least)), "right where u keeps. Where 1 - u keeps, u must be small."),
            (lambda T, least, keeps: -signed(keeps) * logit(gate(T, least)), "the two conventions are swapped."),
            (
                lambda T, least, keeps: signed(keeps) * logit(least),
                "the bias for one step. Take the T-th root.",
            ),
            (lambda T, least, keeps: gate(T, least), "that is the gate. Which bias gives it? Turn σ around."),
        ],
        "A tenth over 100 steps needs a gate of 0.977, a bias of 3.8.",
        tolerance=1e-6,
    )


def mended(function):
    """The bug of lesson 08: mended(h_0, candidates, b_u) -> the state at the end, where a large b_u remembers."""
    rng = np.random.default_rng(1)
    cases = [{"h_0": 1.0, "candidates": rng.uniform(-1, 1, T), "b_u": b} for T in (1, 2, 10) for b in (-2.0, 1.0, 4.0)]

    def run(mix):
        def state(h_0, candidates, b_u):
            h, u = h_0, 1 / (1 + math.exp(-b_u))
            for n in candidates.tolist():
                h = mix(u, h, n)
            return h

        return state

    return judge(
        function,
        cases,
        run(lambda u, h, n: u * h + (1 - u) * n),
        [
            (run(lambda u, h, n: (1 - u) * h + u * n), "this is still the answer of the code with the bug. Who keeps?"),
            (run(lambda u, h, n: u * h + u * n), "now u keeps and writes; only what is not kept makes room."),
            (run(lambda u, h, n: u * h), "nothing new is written any more: the candidate n is missing."),
            (run(lambda u, h, n: u * h + n), "the candidate is not weighted: it gets the share 1 - u."),
        ],
        "The bug is mended.",
    )
