"""Checks for the exercises of lesson 03. The truth comes from finite differences, or from closed forms."""

import math

import numpy as np

from helpers import gradcheck, scalar
from helpers.checks import judge
from helpers.checks.matrices import judge_matrix


def total_derivative(function):
    """Exercise 3.1: total_derivative(a, h_0, xs) -> dh_T/da of h_t = tanh(a h_{t-1} + x_t)."""
    rng = np.random.default_rng(0)
    cases = [
        {"a": float(rng.uniform(0.5, 1.8)), "h_0": float(rng.uniform(0.2, 0.8)), "xs": rng.normal(scale=0.4, size=T)}
        for T in (1, 2, 2, 3, 3, 4, 5, 6)
    ]

    def truth(a, h_0, xs):
        return gradcheck.numeric_gradient(lambda weight: scalar.run(weight, h_0, xs)[-1], a)

    def wrong(formula):
        return lambda a, h_0, xs: formula(a, scalar.run(a, h_0, xs))

    def carried(a, h, first=0, slopes=True, meets=1):
        dh = 0.0
        for t in range(1, len(h)):
            dh = ((1 - h[t - first] ** 2) if slopes else 1.0) * (h[t - meets] + a * dh)
        return dh

    return judge(
        function,
        cases,
        truth,
        [
            (
                wrong(lambda a, h: (1 - h[-1] ** 2) * h[-2]),
                "that is the direct derivative of the last step. The weight was used in the steps before it too.",
            ),
            (
                wrong(lambda a, h: np.sum((1 - h[1:] ** 2) * h[:-1])),
                "you add the direct derivatives, but do not carry the early ones through the later steps.",
            ),
            (
                wrong(lambda a, h: np.prod(a * (1 - h[1:] ** 2))),
                "that is dh_T/dh_0. The derivative by the weight a is asked for.",
            ),
            (
                wrong(lambda a, h: carried(a, h, slopes=False)),
                "the slope of tanh is missing: 1 - h_t² at every step.",
            ),
            (
                wrong(lambda a, h: carried(a, h, meets=0)),
                "off by one. The weight meets the state before the step, h_{t-1}: keep it until dh is made.",
            ),
            (
                wrong(lambda a, h: carried(a, h, first=1)),
                "off by one step. The slope of the step from h_{t-1} to h_t is 1 - h_t², not 1 - h_{t-1}².",
            ),
        ],
        "Direct parts, each carried to the end: the total derivative.",
        tolerance=1e-5,
    )


def recurrent_gradient(function):
    """Exercise 3.2: recurrent_gradient(W, states, direct) -> dL/dW (H,H)."""
    rng = np.random.default_rng(1)
    cases, numeric = [], {}
    for T, H in ((1, 2), (2, 2), (3, 3), (4, 2), (5, 4), (6, 3)):
        W, xs, direct = rng.normal(size=(H, H)), rng.normal(size=(T, H)) / 2, rng.normal(size=(T, H))
        h_0 = rng.normal(size=H) / 2

        def run(W, xs=xs, h_0=h_0):
            states = [h_0]
            for x in xs:
                states.append(np.tanh(W @ states[-1] + x))
            return np.array(states)

        cases.append({"W": W, "states": run(W), "direct": direct})
        numeric[T] = gradcheck.numeric_gradient(lambda W, run=run, d=direct: float(np.sum(d * run(W)[1:])), W)

    def sweep(W, states, direct, back=np.transpose, meets=0, carry=True, slope=1, slopes=True):
        dW, handed = np.zeros_like(W), np.zeros(len(W))
        for t in reversed(range(len(direct))):
            delta = (direct[t] + handed) * ((1 - states[t + slope] ** 2) if slopes else 1)
            dW += np.outer(delta, states[t + meets])
            handed = back(W) @ delta * carry
        return dW

    def wrong(**slip):
        return lambda W, states, direct: sweep(W, states, direct, **slip)

    return judge_matrix(
        function,
        cases,
        lambda W, states, direct: numeric[len(direct)],
        [
            (wrong(back=np.asarray), "you hand back W @ delta. On the way back it is W.T @ delta."),
            (wrong(meets=1), "off by one. delta_t meets the state before the step, h_{t-1}, not h_t."),
            (
                wrong(carry=False),
                "only the direct parts are there. Each step also hands W.T @ delta to the one before.",
            ),
            (wrong(slope=0), "off by one. The slope of the step that arrives at h_t is 1 - h_t²."),
            (wrong(slopes=False), "the slope is missing: delta = (direct + handed back) times (1 - h_t²)."),
            (
                lambda W, states, direct: sweep(W, states, direct).T,
                "transposed. Rows of W are outputs, so delta comes first: np.outer(delta, state).",
            ),
        ],
        "Your sweep agrees with finite differences.",
    )


def central_difference(function):
    """Exercise 3.3: central_difference(loss, w, eps). The truth is in closed form, e.g. cos(w) sin(eps)/eps."""
    cases = [
        {"loss": loss, "w": w, "eps": eps} for loss in (np.sin, np.exp) for w in (0.3, 1.2) for eps in (0.5, 0.1, 0.01)
    ]

    def truth(loss, w, eps):
        return math.cos(w) * math.sin(eps) / eps if loss is np.sin else math.exp(w) * math.sinh(eps) / eps

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda loss, w, eps: (loss(w + eps) - loss(w)) / eps,
                "that is the forward difference. Its error falls only with eps; look to both sides of w.",
            ),
            (
                lambda loss, w, eps: (loss(w + eps) - loss(w - eps)) / eps,
                "twice too large: the two points are 2 eps apart.",
            ),
            (
                lambda loss, w, eps: loss(w + eps) - loss(w - eps) / (2 * eps),
                "brackets: the whole difference is divided, not its second half.",
            ),
            (
                lambda loss, w, eps: (loss(w - eps) - loss(w + eps)) / (2 * eps),
                "the sign is wrong: the value at w + eps comes first.",
            ),
        ],
        "Its error falls with the square of the step.",
    )


def mended(function):
    """The bug of lesson 03: mended(deltas, s) -> the sum of δ_t s_{t-1}^T, where the state before step 0 is zero."""
    rng = np.random.default_rng(2)
    cases = [{"deltas": rng.normal(size=(T, 3)), "s": np.tanh(rng.normal(size=(T, 3)))} for T in (1, 2, 3, 5)]

    return judge_matrix(
        function,
        cases,
        lambda deltas, s: deltas[1:].T @ s[:-1],
        [
            (
                lambda deltas, s: sum(np.outer(deltas[t], s[t - 1]) for t in range(len(s))),
                "this is still the answer of the code with the bug. What is s[t - 1] for t = 0?",
            ),
            (lambda deltas, s: deltas.T @ s, "now each delta meets the state after its step, not before."),
            (
                lambda deltas, s: s[:-1].T @ deltas[1:],
                "transposed. Rows of W are outputs, so delta comes first: np.outer(delta, state).",
            ),
        ],
        "The first step meets the zero state and adds nothing.",
    )
