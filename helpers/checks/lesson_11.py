"""Checks for the exercises of lesson 11; the truth comes from other means than the formula asked for."""

import math

import numpy as np

from helpers.checks import judge
from helpers.checks.carried import BACK, GROWTH, back, growth
from helpers.checks.lru import GAMMA, NU
from helpers.checks.slips import eighths, turned


def nu_for(function):
    """Exercise 11.1: nu_for(memory) -> ν such that |λ|**memory is 1/e, where |λ| = exp(-exp ν)."""
    cases = [{"memory": memory} for memory in (1.5, 2.0, 10.0, 99.5, 1000.0, 2.0**20)]

    def truth(memory):
        low, high = -40.0, 40.0  # a larger ν forgets sooner
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (low, middle) if memory * math.exp(middle) > 1 else (middle, high)
        return low

    praise = "So -ν is the logarithm of the memory: a step in ν lengthens it by a percentage, however long it is."
    return judge(function, cases, truth, NU, praise)


def blame(function):
    """Exercise 11.2: blame(factors, arriving) -> the whole gradient by every state of h_t = factors_t h_{t-1} + b_t."""
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


def exponent_of(function):
    """Exercise 11.3: exponent_of(W, states) -> the mean log growth per step of the vector (1, …, 1)/√n."""
    rng, cases = np.random.default_rng(1), []
    for n, gain, T in (
        (1, 1.5, 2),
        (2, 1, 1),
        (2, 1.5, 3),
        (3, 1, 20),
        (4, 2.0**-10, 120),
        (4, 2.0**10, 120),
        (5, 2, 9),
    ):
        W = eighths(1.5 * rng.normal(size=(n, n)) / math.sqrt(n) + 0.125) * gain
        cases.append({"W": W, "states": eighths(0.9 * np.tanh(rng.normal(size=(T + 1, n))))})

    def truth(W, states):  # the whole product as one matrix; its scale apart
        product, log = np.eye(len(W)), 0.0
        for h in states[1:]:
            product = np.diag(1 - h * h) @ W @ product
            size = np.abs(product).max()
            product, log = product / size, log + math.log(size)
        return (log + math.log(np.linalg.norm(product.sum(1) / math.sqrt(len(W))))) / (len(states) - 1)

    def at_once(W, states):
        v = np.ones(len(W)) / math.sqrt(len(W))
        for h in states[1:]:
            v = (1 - h * h) * (W @ v)
        return np.log(np.linalg.norm(v)) / (len(states) - 1)

    def through_tanh(W, states):
        v, total = np.ones(len(W)) / math.sqrt(len(W)), 0.0
        for _ in states[1:]:
            v = np.tanh(W @ v)
            total, v = total + math.log(np.linalg.norm(v)), v / np.linalg.norm(v)
        return total / (len(states) - 1)

    def stretch(size):
        return lambda W, states: np.mean([math.log(size(np.diag(1 - h * h) @ W)) for h in states[1:]])

    mistakes = [
        (
            lambda W, states: 0.0,
            "your growth is always 0. Take the logarithm of the length *before* v is made as long as 1.",
        ),
        (at_once, "right for short runs, but your vector leaves the range of floats: length 1 after each step."),
        (stretch(lambda J: np.linalg.norm(J, 2)), "you take the norm of each Jacobian, a bound. Follow the vector v."),
        (
            stretch(lambda J: np.abs(np.linalg.eigvals(J)).max()),
            "you take the eigenvalues of each Jacobian; those of a product are others. Follow the vector v.",
        ),
        (
            stretch(lambda J: np.linalg.norm(J @ np.ones(len(J)) / math.sqrt(len(J)))),
            "every step begins with (1, …, 1)/√n again. Keep the v that the step before made.",
        ),
        (
            lambda W, states: math.log(np.abs(np.linalg.eigvals(W)).max()),
            "that is the growth without slopes, by W's largest eigenvalue. Follow v through diag(1 - h²) W.",
        ),
        (
            lambda W, states: math.log(np.linalg.norm(W, 2)),
            "that is W's largest singular value, a bound, without slopes. Follow v through diag(1 - h²) W.",
        ),
        (through_tanh, "v is no state: it doesn't go through tanh, but through its slope at h: diag(1 - h²) W."),
        *turned(growth, GROWTH),
    ]

    def scale(W, states):
        v, total = np.ones(len(W)) / math.sqrt(len(W)), 0.0
        for h in states[1:]:
            v = (1 - h * h) * (W @ v)
            total, v = total + abs(math.log(np.linalg.norm(v))), v / np.linalg.norm(v)
        return 1 + total / (len(states) - 1)

    praise = "The same estimate as one vector of Benettin's method."
    return judge(function, cases, truth, mistakes, praise, tolerance=1e-7, scale=scale)


def mended(function):
    """The bug of lesson 11: mended(nu, theta) -> γ that keeps the variance of the state at 1."""
    cases = [{"nu": nu, "theta": theta} for nu in (-4.0, -1.0, 0.5) for theta in (0.0, 0.25, 1.5, 3.0)]

    def truth(nu, theta):
        powers = np.exp((-np.exp(nu) + 1j * theta) * np.arange(3000))  # the response that γ = 1 gives
        return 1 / np.linalg.norm(powers)

    return judge(function, cases, truth, GAMMA, "The bug is mended.")
