"""Checks for the exercises of lesson 07; the truth comes from other means than the answer asked for."""

import math

import numpy as np

from helpers import bptt, lstm
from helpers.checks import judge
from helpers.params import Params


def step(function):
    """Exercise 7.1: step(z_i, z_f, z_g, z_o, c) -> h_t of one unit."""
    rng = np.random.default_rng(0)
    names = "z_i", "z_f", "z_g", "z_o", "c"
    cases = [dict(zip(names, rng.normal(scale=1.5, size=5).tolist(), strict=True)) for _ in range(10)]

    def truth(z_i, z_f, z_g, z_o, c):
        one_unit = Params(np.zeros((4, 1)), np.zeros((4, 1)), np.array([z_i, z_f, z_g, z_o]))
        return bptt.run(lstm, one_unit, np.zeros((1, 1, 1)), np.array([[0.0, c]])).states[1, 0, 0]

    def wrong(formula):
        def answer(z_i, z_f, z_g, z_o, c):
            i, f, o, no_g = (1 / (1 + math.exp(-z)) for z in (z_i, z_f, z_o, z_g))
            return formula(i, f, math.tanh(z_g), o, c, no_g)

        return answer

    return judge(
        function,
        cases,
        truth,
        [
            (wrong(lambda i, f, g, o, c, _: f * c + i * g), "that is c_t. The output gate decides what is shown."),
            (wrong(lambda i, f, g, o, c, _: o * (f * c + i * g)), "c_t goes through tanh before it is shown."),
            (wrong(lambda i, f, g, o, c, _: o * math.tanh(i * c + f * g)), "input and forget gate are swapped."),
            (wrong(lambda i, f, g, o, c, no_g: o * math.tanh(f * c + i * no_g)), "g is a tanh, not a gate."),
            (wrong(lambda i, f, g, o, c, _: o * math.tanh((1 - f) * c + i * g)), "a forget gate of 1 keeps all of c."),
        ],
        "Keep, write, show.",
    )


def bias_for(function):
    """Exercise 7.2: bias_for(share, steps) -> the forget bias with which `share` is left after `steps` steps."""
    cases = [{"share": share, "steps": steps} for share in (0.1, 0.5, 0.9) for steps in (2, 10, 100)]

    def truth(share, steps):  # bisection: σ(b)^steps rises with b
        low, high = -40.0, 40.0
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if -steps * math.log1p(math.exp(-middle)) < math.log(share) else (low, middle)
        return low

    def logit(p):
        return math.log(p / (1 - p))

    return judge(
        function,
        cases,
        truth,
        [
            (lambda share, steps: share ** (1 / steps), "that is the gate. Which bias b makes σ(b) equal to it?"),
            (lambda share, steps: logit(share), "that is the bias for a single step."),
            (lambda share, steps: logit(share) / steps, "take the root of the share first, then look for its bias."),
            (lambda share, steps: logit(share**steps), "upside down: share = gate^steps, so gate = share^(1/steps)."),
            (lambda share, steps: -logit(share ** (1 / steps)), "the sign: a positive bias opens a gate."),
            (
                lambda share, steps: math.log(share ** (1 / steps)),
                "that is log σ(b). Solve 1 / (1 + e^-b) = gate for b.",
            ),
            (lambda share, steps: math.log(steps - 1), "that is a memory of `steps` steps, whatever the share."),
        ],
        "Half is left after 100 steps with a bias of 4.97.",
        tolerance=1e-5,
    )


def by_detours(function):
    """Exercise 7.3: by_detours(jacobians) -> dc_T/dc_0 of one unit without its direct path."""
    rng = np.random.default_rng(1)
    cases = [{"jacobians": rng.normal(scale=0.7, size=(T, 2, 2))} for T in (2, 2, 3, 3, 4, 6)]

    def product(jacobians, order=-1):
        return np.linalg.multi_dot(list(jacobians)[::order])

    def truth(jacobians):  # what arrives at c when the path may not stay in c all the time
        h, c, c_only = 0.0, 1.0, 1.0
        for (hh, hc), (ch, cc) in jacobians.tolist():
            h, c, c_only = hh * h + hc * c, ch * h + cc * c, cc * c_only
        return c - c_only

    return judge(
        function,
        cases,
        truth,
        [
            (lambda jacobians: product(jacobians)[1, 1], "that is the whole derivative. Subtract the direct path."),
            (lambda jacobians: np.prod(jacobians[:, 1, 1]), "that is the direct path, which is to be left out."),
            (
                lambda jacobians: product(jacobians, 1)[1, 1] - np.prod(jacobians[:, 1, 1]),
                "the order: the last step stands on the left, J_T ⋯ J_2 J_1.",
            ),
            (
                lambda jacobians: product(jacobians)[0, 0] - np.prod(jacobians[:, 0, 0]),
                "that is the entry of h by h. c comes second: [1, 1].",
            ),
            (
                lambda jacobians: np.prod(jacobians, axis=0)[1, 1] - np.prod(jacobians[:, 1, 1]),
                "you multiplied entry by entry. Jacobians multiply as matrices: @.",
            ),
            (lambda jacobians: np.prod(jacobians[:, 1, 1]) - product(jacobians)[1, 1], "the sign: whole less direct."),
        ],
        "For one or many units: what a product of gates leaves out.",
    )


def mended(function):
    """The bug of lesson 07: open_forget_gate(b, value) -> biases in the order i, f, g, o with b_f = value."""
    rng = np.random.default_rng(2)
    cases = [{"b": rng.normal(size=4 * H), "value": value} for H in (1, 2, 5) for value in (1.0, 3.0)]

    def block(b, k):
        return np.arange(len(b)) // (len(b) // 4) == k

    mistakes = [
        (lambda b, value: np.where(block(b, 2), value, b), "this is still the code with the bug. Which block is f's?"),
        (lambda b, value: np.where(block(b, 0), value, b), "that is the input gate. f is the second of i, f, g, o."),
        (lambda b, value: np.where(block(b, 3), value, b), "that is the output gate. f is the second of i, f, g, o."),
        (lambda b, value: b + value * block(b, 1), "set the bias to `value`; you add it to what was there."),
        (lambda b, value: np.full_like(b, value), "all biases are set now; only the forget gate's should be."),
    ]
    return judge(function, cases, lambda b, value: np.where(block(b, 1), value, b), mistakes, "The bug is mended.")
