"""Checks for the exercises of lesson 03. The truth comes from finite differences, or from closed forms."""

import math

import numpy as np

from helpers import gradcheck
from helpers.checks import judge, sweeps, unit
from helpers.checks.slips import eighths, turned


def total_derivative(function):
    """Exercise 3.1: total_derivative(a, h_0, xs) -> dh_T/da of h_t = tanh(a h_{t-1} + x_t)."""
    rng = np.random.default_rng(0)
    cases = [
        {"a": a, "h_0": h_0, "xs": eighths(rng.normal(scale=0.4, size=T))}
        for T, a, h_0 in (
            (1, 0.75, 0.5),
            (2, -1.25, 0.25),
            (3, 1.5, -0.75),
            (4, 0.5, 0.5),
            (5, 1.5, 0.25),
            (6, -0.75, 0.5),
        )
    ]
    cases.append({"a": 1.015625, "h_0": 0.125, "xs": np.zeros(60)})  # well above 5

    def truth(a, h_0, xs):
        return gradcheck.numeric_gradient(lambda weight: unit.run(weight, h_0, xs)[-1], a)

    def answer(a, h_0, xs, start="right", apply="right", inputs="right", **knobs):
        return unit.by_weight(a, unit.run(a, h_0, xs, start=start, apply=apply, inputs=inputs), **knobs)

    def scale(a, h_0, xs):
        return unit.by_weight_size(a, unit.run(a, h_0, xs))

    mistakes = [
        *turned(answer, unit.BY_WEIGHT | unit.RUN),
        (
            lambda a, h_0, xs: unit.by_start(a, unit.run(a, h_0, xs)),
            "that is dh_T/dh_0. The derivative by the weight a is asked for.",
        ),
        (lambda a, h_0, xs: unit.run(a, h_0, xs)[-1], "that is the state h_T. Its derivative by a is asked for."),
    ]
    praise = "Direct parts, each carried to the end: the total derivative."
    return judge(function, cases, truth, mistakes, praise, scale=scale)


def recurrent_gradient(function):
    """Exercise 3.2: recurrent_gradient(W, states, direct) -> dL/dW (H,H)."""
    rng = np.random.default_rng(1)
    cases = [
        {
            "W": eighths(gain * rng.normal(size=(H, H))),
            "states": eighths(np.tanh(rng.normal(size=(T + 1, H))) * 0.9),
            "direct": eighths(size * rng.normal(size=(T, H))),
        }
        for T, H, gain, size in ((1, 2, 1, 1), (2, 2, 1, 1), (3, 3, 1, 1), (4, 2, 1, 20), (5, 4, 1, 1), (7, 3, 1.5, 4))
    ]
    mistakes = turned(sweeps.gradient, sweeps.SWEEP)
    return judge(
        function, cases, sweeps.gradient, mistakes, "Your sweep agrees with finite differences.", scale=sweeps.size
    )


def central_difference(function):
    """Exercise 3.3: central_difference(loss, w, eps). The truth is in closed form, e.g. cos(w) sin(eps)/eps."""
    cases = [
        {"loss": loss, "w": w, "eps": eps}
        for loss in (np.sin, np.exp, np.abs)
        for w in (-1.25, 0.375, 2.5)
        for eps in (0.5, 0.125, 1 / 64)
    ]

    def truth(loss, w, eps):
        if loss is np.abs:  # the kink may lie between the two points
            return math.copysign(min(1, abs(w) / eps), w)
        return math.cos(w) * math.sin(eps) / eps if loss is np.sin else math.exp(w) * math.sinh(eps) / eps

    mistakes = [
        (
            lambda loss, w, eps: (loss(w + eps) - loss(w)) / eps,
            "that is the forward difference. Its error falls only with eps; look to both sides of w.",
        ),
        (
            lambda loss, w, eps: (loss(w) - loss(w - eps)) / eps,
            "that is the backward difference. Its error falls only with eps; look to both sides of w.",
        ),
        (
            lambda loss, w, eps: (loss(w + eps) - loss(w - eps)) / eps,
            "twice too large: the two points are 2 eps apart.",
        ),
        (
            lambda loss, w, eps: (loss(w + eps) - loss(w - eps)) / 2 * eps,
            "brackets: / 2 * eps divides by 2 and then multiplies by eps.",
        ),
        (
            lambda loss, w, eps: loss(w + eps) - loss(w - eps) / (2 * eps),
            "brackets: the whole difference is divided, not its second half.",
        ),
        (lambda loss, w, eps: loss(w + eps) - loss(w - eps), "that is the difference. Divide it by the distance."),
        (
            lambda loss, w, eps: (loss(w + eps / 2) - loss(w - eps / 2)) / eps,
            "the step is eps to each side, w + eps and w - eps; yours is half of it.",
        ),
        (
            lambda loss, w, eps: (loss(w + eps) - 2 * loss(w) + loss(w - eps)) / eps**2,
            "that is the second derivative. For the first, the loss at w isn't needed.",
        ),
        (
            lambda loss, w, eps: (loss(w + eps) + loss(w - eps)) / (2 * eps),
            "a sign: the two values are subtracted.",
        ),
        (
            lambda loss, w, eps: (loss(w - eps) - loss(w + eps)) / (2 * eps),
            "the sign is wrong: the value at w + eps comes first.",
        ),
        (
            lambda loss, w, eps: abs(loss(w + eps) - loss(w - eps)) / (2 * eps),
            "right but for the sign: where the loss falls, its derivative is negative.",
        ),
        (
            lambda loss, w, eps: (loss(w + 1e-5) - loss(w - 1e-5)) / 2e-5,
            "your step is fixed. Use the argument eps.",
        ),
    ]
    return judge(
        function,
        cases,
        truth,
        mistakes,
        "Its error falls with the square of the step.",
        scale=lambda loss, w, eps: (abs(loss(w + eps)) + abs(loss(w - eps))) / (2 * eps),
    )


def mended(function):
    """The bug of lesson 03: mended(deltas, s) -> the sum of δ_t s_{t-1}^T, where the state before step 0 is zero."""
    rng = np.random.default_rng(2)
    cases = [
        {"deltas": eighths(3 * rng.normal(size=(T, H))), "s": eighths(np.tanh(rng.normal(size=(T, H))))}
        for T, H in ((1, 2), (2, 2), (3, 3), (5, 3), (6, 2))
    ]

    def answer(deltas, s, **knobs):
        return sweeps.outer(deltas, np.vstack([np.zeros_like(s[:1]), s]), **knobs)

    def wrapped(deltas, s, turned=False):
        return sweeps.outer(deltas, np.vstack([s[-1:], s]), turned=turned)

    mistakes = [
        (wrapped, "this is still the answer of the code with the bug. What is s[t - 1] for t = 0?"),
        (
            lambda deltas, s: sweeps.outer(deltas, np.vstack([s[:1], s])),
            "the state before the first step is zero, not s[0].",
        ),
        *turned(
            answer,
            {"turned": sweeps.TURNED, "meets": {"after": "now each delta meets the state after its step, not before."}},
        ),
        *turned(wrapped, {"turned": {True: "transposed, and still with the bug: what is s[t - 1] for t = 0?"}}),
        (lambda deltas, s: deltas[1:].T @ s[1:], "each delta meets the state after its step, not before."),
        (lambda deltas, s: deltas[:-1].T @ s[:-1], "off by one: s[t - 1] meets deltas[t], not deltas[t - 1]."),
        (
            lambda deltas, s: deltas[:-1].T @ s[1:],
            "the two are swapped: the state is the earlier one, s[t - 1] meets deltas[t].",
        ),
        (lambda deltas, s: deltas[2:].T @ s[1:-1], "one step too many is left out: deltas[1] meets s[0]."),
        (
            lambda deltas, s: np.outer(deltas[-1], s[-2] if len(s) > 1 else 0 * s[0]),
            "that is the last step alone. Add those of all steps.",
        ),
        (lambda deltas, s: deltas[1:].T @ s[:-1] / len(s), "that is the mean over the steps. The sum is asked for."),
    ]
    return judge(
        function,
        cases,
        answer,
        mistakes,
        "The first step meets the zero state and adds nothing.",
        scale=lambda deltas, s: (np.abs(deltas).T @ np.abs(s)).max(),
    )
