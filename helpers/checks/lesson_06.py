"""Checks for the exercises of lesson 06."""

import math

import numpy as np

from helpers import linear, params
from helpers.checks import judge


def gain_of(function):
    """Exercise 6.1: gain_of(W) -> the gain of a Gaussian start with the same variance."""
    rng = np.random.default_rng(0)
    cases = [
        {"W": params.recurrent_matrix(rng, H, kind, gain)}
        for kind in ("gaussian", "pytorch")
        for H, gain in ((5, 1.0), (30, 0.5), (100, 2.0))
    ]
    return judge(
        function,
        cases,
        lambda W: np.linalg.norm(W) / math.sqrt(len(W)),
        [
            (lambda W: np.std(W), "that is the standard deviation of an entry, g / √H. Solve for g."),
            (lambda W: np.sqrt(np.mean(W**2)), "that is the size of an entry, g / √H. Solve for g."),
            (lambda W: np.linalg.norm(W), "you multiplied by H; it is its root that belongs there."),
            (lambda W: np.mean(W**2) * len(W), "that is the square of the gain."),
            (linear.spectral_radius, "that is the spectral radius: close for large H, but not the gain of the draw."),
            (linear.spectral_norm, "that is the largest singular value, about twice the gain."),
        ],
        "For PyTorch's default you get about 0.577.",
        tolerance=0.02,  # the root of the mean square and the standard deviation both count as right
    )


def factor_per_step(function):
    """Exercise 6.2: factor_per_step(norms) -> the geometric mean factor of the steps between them."""
    rng = np.random.default_rng(1)
    cases = [{"norms": np.exp(np.cumsum(rng.normal(-0.1, 0.3, T + 1)))} for T in (1, 2, 5, 20, 100)]
    return judge(
        function,
        cases,
        lambda norms: math.exp(np.diff(np.log(norms)).mean()),
        [
            (
                lambda norms: (norms[-1] / norms[0]) ** (1 / len(norms)),
                "off by one: between T + 1 norms there are T steps.",
            ),
            (
                lambda norms: (norms[0] / norms[-1]) ** (1 / (len(norms) - 1)),
                "upside down: lag 0 comes first, the last norm last.",
            ),
            (
                lambda norms: np.mean(norms[1:] / norms[:-1]),
                "that is the arithmetic mean of the factors. Factors multiply.",
            ),
            (lambda norms: norms[-1] / norms[0], "that is the factor of all steps together. Take the T-th root."),
            (lambda norms: norms[-1] ** (1 / (len(norms) - 1)), "the first norm is not 1: divide by it."),
        ],
        "A geometric mean.",
    )


def horizon(function):
    """Exercise 6.3: horizon(rate, least) -> the first whole n with rate**n < least."""
    cases = [{"rate": rate, "least": least} for rate in (0.3, 0.577, 0.91, 0.99) for least in (0.5, 1e-3, 1e-7)]

    def truth(rate, least):
        n, size = 0, 1.0
        while size >= least:
            n, size = n + 1, size * rate
        return n

    def real(rate, least):
        return math.log(least) / math.log(rate)

    return judge(
        function,
        cases,
        truth,
        [
            (real, "n must be whole: round it, so that the gradient is below `least`."),
            (lambda rate, least: math.floor(real(rate, least)), "rounded down, the gradient is still above `least`."),
            (lambda rate, least: math.ceil(1 / real(rate, least)), "upside down: log(least) / log(rate)."),
            (lambda rate, least: math.ceil(-math.log(least)), "the rate is missing: divide by log(rate)."),
        ],
        "At a factor of 0.577 a thousandth is reached after 13 steps.",
    )


def mended(function):
    """The bug of lesson 06: orthogonal(A, gain) -> a matrix whose singular values are all `gain`."""
    rng = np.random.default_rng(2)
    cases = [{"A": rng.normal(size=(n, n)), "gain": gain} for n in (2, 5, 16) for gain in (0.5, 1.0, 2.0)]

    def compared(make):
        """A matrix is compared through one number: its extreme singular values, if it depends on A."""

        def number(A, gain):
            Q = make(A, gain)
            if Q is None:
                return None
            if np.shape(Q) != A.shape:
                raise ValueError(f"the answer must have shape {A.shape}, but yours has {np.shape(Q)}")
            same = np.allclose(Q, make(A[::-1].copy(), gain))
            return -1.0 if same else float(np.linalg.norm(Q, 2) + 10 * np.linalg.norm(Q, -2))

        return number

    verdict = judge(
        compared(function) if callable(function) else function,
        cases,
        lambda A, gain: 11 * gain,
        [
            (
                compared(lambda A, gain: gain * np.linalg.qr(A)[0] / math.sqrt(len(A))),
                "this is still the answer of the code with the bug. How long is a column of Q?",
            ),
            (
                compared(lambda A, gain: np.linalg.qr(A)[0]),
                "the gain is missing.",
            ),
            (lambda A, gain: -1.0, "the answer has to depend on A, so that every draw gives another matrix."),
            (
                compared(lambda A, gain: gain * A / math.sqrt(len(A))),
                "that is a Gaussian start; its singular values differ. Orthogonal weights are asked for.",
            ),
        ],
        "The bug is mended.",
    )
    said = "the largest singular value plus ten times the smallest is"
    return verdict._replace(message=verdict.message.replace("the answer is", said))
