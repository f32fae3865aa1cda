"""Checks for the exercises of lesson 12; the truth comes from other means than the formula asked for."""

import math

import numpy as np

from helpers.checks import judge, lru
from helpers.checks.carried import ANSWER, BACK, answer, back
from helpers.checks.lru import GAMMA
from helpers.checks.slips import eighths, turned


def layer(function):
    """Exercise 12.2: layer(shortest, longest, n) -> the ν (n,) of units whose memories grow by equal factors."""
    cases = [
        {"shortest": low, "longest": high, "n": n}
        for low, high, n in ((2.0, 200.0, 3), (1.5, 96.0, 7), (10.0, 1000.0, 2), (4.0, 2.0**20, 10), (3.0, 100.0, 4))
    ]

    def truth(shortest, longest, n):
        sizes = [math.log(math.exp(math.log(shortest) + k * math.log(longest / shortest) / (n - 1))) for k in range(n)]
        return -np.array(sizes)

    praise = "Equal steps in ν are equal factors in the memory: that is why one learning rate suits them all."
    return judge(function, cases, truth, turned(lru.layer, lru.MEMORY), praise)


def by_weight(function):
    """Exercise 12.3: by_weight(lam, xs) -> dh_T/dλ of h_t = λ h_{t-1} + x_t, h_0 = 0."""
    rng = np.random.default_rng(2)
    cases = [
        {"lam": lam, "xs": eighths(rng.normal(size=T))}
        for lam, T in ((0.5, 2), (0.5, 3), (-0.75, 4), (0.75, 5), (1.25, 6), (0.875, 40), (0.5, 1))
    ]

    def truth(lam, xs):  # the sum of the text
        n = np.arange(1, len(xs))
        return float(np.sum(n * lam ** (n - 1.0) * xs[::-1][1:]))

    def powers(shape):
        def made(lam, xs):
            n = np.arange(1, len(xs))
            return float(np.sum(shape(lam, n) * xs[::-1][1:]))

        return made

    mistakes = [
        (
            lambda lam, xs: float(np.sum(lam ** np.arange(len(xs)) * xs[::-1])),
            "that is h_T itself, not its derivative: λ meets the old state, not the input.",
        ),
        (powers(lambda lam, n: n * lam**n), "one power of λ too many: λⁿ differentiated is n λⁿ⁻¹."),
        (
            powers(lambda lam, n: lam ** (n - 1.0)),
            "that is h_{T-1}, the last step's direct part: λ has acted before too. (In the sum, the n is missing.)",
        ),
        (powers(lambda lam, n: (n + 1) * lam**n), "n is one too large: the last input is multiplied by λ⁰."),
        (lambda lam, xs: lam ** len(xs), "that is ∂h_T/∂h_0, through time. By the *weight* is asked for."),
        (lambda lam, xs: len(xs) * lam ** (len(xs) - 1), "λ^T differentiated: what all the inputs put in is missing."),
        *turned(answer, ANSWER),
    ]

    def scale(lam, xs):
        return answer(abs(lam), np.abs(xs)) or 1.0

    praise = "Forward mode: two numbers carried along, no step stored."
    return judge(function, cases, truth, mistakes, praise, scale=scale)


def blame(function):
    """Exercise 12.4: blame(factors, arriving) -> the whole gradient by every state of h_t = factors_t h_{t-1} + b_t."""
    rng = np.random.default_rng(0)
    cases = [
        {"factors": eighths(rng.uniform(-1, 1, T)), "arriving": eighths(rng.normal(size=T) * size)}
        for T, size in ((1, 1), (2, 1), (3, 1), (5, 8), (8, 1), (50, 1))
    ]
    cases.append({"factors": np.array([0.75, 0.0, -0.5, 0.5]), "arriving": np.array([1.0, 2.0, 0.0, 4.0])})

    def truth(factors, arriving):  # all states at once: (1 - S) h = b, where S holds the factors below its diagonal
        return np.linalg.solve((np.eye(len(factors)) - np.diag(factors[1:], -1)).T, arriving)

    def forwards(factors, arriving):
        return back(np.append(0, factors[:0:-1]), arriving[::-1])[::-1]

    mistakes = [
        (lambda factors, arriving: arriving, "that is the direct part alone. h_t acts on all later states too."),
        (forwards, "this runs forwards, like the states. A gradient comes from later steps: begin at the last."),
        (
            lambda factors, arriving: forwards(factors, arriving)[::-1],
            "this runs forwards, and is turned round then. The arrays must be turned round before the scan too.",
        ),
        (
            lambda factors, arriving: truth(factors, arriving)[::-1],
            "right, but the last step stands first: turn the answer round once more.",
        ),
        (
            lambda factors, arriving: arriving + factors * np.append(0, arriving[:-1]),
            "a state gets from the step after it, t + 1, not from the one before.",
        ),
        (
            lambda factors, arriving: truth(factors, arriving) - arriving,
            "right for what later states hand back; what arrives at h_t itself is missing.",
        ),
        (
            lambda factors, arriving: factors * truth(factors, arriving),
            "multiplied by factors[t] on top: that is the gradient by h_{t-1}. What arrives at a step has no factor.",
        ),
        (
            lambda factors, arriving: arriving * np.cumprod(factors),
            "each state gets from *all* later ones. Begin at the last: what it has, times a factor, goes to the one "
            "before.",
        ),
        (lambda factors, arriving: factors * arriving, "every state gets from *all* later ones, and what arrives too."),
        (lambda factors, arriving: np.cumsum(arriving), "that is a sum from the first step on. Begin at the last."),
        (
            lambda factors, arriving: np.cumprod(factors[::-1])[::-1],
            "that is a product of the factors alone. What arrives at every state is missing.",
        ),
        (
            lambda factors, arriving: np.append(np.cumprod(factors[:0:-1])[::-1], 1) * arriving[-1],
            "that comes from the loss of the last step alone: what arrives at the other states directly is missing.",
        ),
        *turned(back, BACK),
    ]

    def scale(factors, arriving):
        return back(np.abs(factors), np.abs(arriving)).max() or 1.0

    praise = "Forwards the states, backwards the gradients: with a scan neither has to wait for T steps."
    return judge(function, cases, truth, mistakes, praise, scale=scale)


def mended(function):
    """The bug of lesson 12: mended(nu, theta) -> γ that keeps the variance of the state at 1."""
    cases = [{"nu": nu, "theta": theta} for nu in (-4.0, -1.0, 0.5) for theta in (0.0, 0.25, 1.5, 3.0)]

    def truth(nu, theta):
        powers = np.exp((-np.exp(nu) + 1j * theta) * np.arange(3000))  # the response that γ = 1 gives
        return 1 / np.linalg.norm(powers)

    return judge(function, cases, truth, GAMMA, "The bug is mended.")
