"""Checks for the exercises of lesson 03. The truth comes from finite differences, or from closed forms."""

from itertools import pairwise

import numpy as np

from helpers import gradcheck
from helpers.checks import judge, steps, sweeps, unit
from helpers.checks.slips import eighths, turned


def total_derivative(function):
    """Exercise 3.2: total_derivative(a, h_0, xs) -> dh_T/da of h_t = tanh(a h_{t-1} + x_t)."""
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

    def carried(a, h_0, xs, inner, dh=0.0):
        h = unit.run(a, h_0, xs)
        for before, after in pairwise(h):
            dh = (1 - after**2) * inner(before, dh)
        return dh

    def scale(a, h_0, xs):
        return unit.by_weight_size(a, unit.run(a, h_0, xs))

    mistakes = [
        *turned(answer, unit.BY_WEIGHT | unit.RUN),
        (
            lambda a, h_0, xs: unit.by_start(a, unit.run(a, h_0, xs)),
            "that is dh_T/dh_0. The derivative by the weight a is asked for.",
        ),
        (
            lambda a, h_0, xs: unit.by_weight(a, h := unit.run(a, h_0, xs)) + unit.by_start(a, h),
            "the derivative starts from 1. It starts from 0: h_0 does not depend on a.",
        ),
        (
            lambda a, h_0, xs: carried(a, h_0, xs, lambda h, dh: a + dh),
            "the product rule: the derivative of a h_{t-1} by a is h_{t-1} + a times the derivative of h_{t-1}.",
        ),
        (
            lambda a, h_0, xs: carried(a, h_0, xs, lambda h, dh: h * dh, 1.0),
            "you multiply the uses. Each use of the weight adds something; what came before is carried on.",
        ),
        (lambda a, h_0, xs: unit.run(a, h_0, xs)[-1], "that is the state h_T. Its derivative by a is asked for."),
    ]
    praise = "Direct parts, each carried to the end: the total derivative."
    return judge(function, cases, truth, mistakes, praise, scale=scale)


def recurrent_gradient(function):
    """Exercise 3.3: recurrent_gradient(W, states, direct) -> dL/dW (H,H)."""
    rng = np.random.default_rng(1)
    cases = [
        {
            "W": eighths(gain * rng.normal(size=(H, H))),
            "states": eighths(np.tanh(rng.normal(size=(T + 1, H))) * 0.9),
            "direct": eighths(size * rng.normal(size=(T, H))),
        }
        for T, H, gain, size in ((1, 2, 1, 1), (2, 2, 1, 1), (3, 3, 1, 1), (4, 2, 1, 20), (5, 4, 1, 1), (7, 3, 1.5, 4))
    ]
    swept, outer = sweeps.swept, sweeps.outer
    mistakes = [
        (
            lambda W, states, direct: np.outer(swept(W, states, direct)[0], states[0]),
            "that is the use at step 1 alone: add the uses of all steps, with +=.",
        ),
        (
            lambda W, states, direct: outer(swept(W, states[:-1], direct[:-1]), states[:-1]),
            "the last step is missing: the sweep begins at the last row of direct.",
        ),
        (
            lambda W, states, direct: outer(
                swept(W, np.vstack([states[:1], states[:0:-1]]), direct[::-1])[::-1], states
            ),
            "the direction: the sweep goes from the last step to the first, and hands back to the one before.",
        ),
        (
            lambda W, states, direct: np.full_like(W, np.sum(swept(W, states, direct) * states[:-1])),
            "an inner product is one number. Each entry of W has its own: the outer product of delta and the state.",
        ),
        *turned(sweeps.gradient, sweeps.SWEEP),
    ]
    return judge(
        function, cases, sweeps.gradient, mistakes, "Your sweep agrees with finite differences.", scale=sweeps.size
    )


def best_step(function):
    """Exercise 3.4: best_step(u, L, M) -> the ε at which M ε²/6 + u L / ε is smallest."""
    cases = [
        {"u": u, "L": L, "M": M}
        for u, L, M in (
            (6e-8, 15.46, 47.7),
            (1.1e-16, 15.46, 47.7),
            (6e-8, 2.5, 0.75),
            (4e-3, 1.5, 6.0),
            (1e-10, 400.0, 12.5),
            (1.1e-16, 0.125, 3000.0),
        )
    ]

    praise = "Curvature and rounding, in balance: a cube root, and so a third of the digits is lost."
    return judge(function, cases, steps.best, steps.MISTAKES, praise)


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
        (
            lambda deltas, s: deltas.T @ np.vstack([s[-1:], 0 * s[:1], s])[: len(s)],
            "with the zero row in front, the state before step t stands at t, not at t - 1.",
        ),
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
