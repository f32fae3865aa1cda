"""Checks for the exercises of lesson 05."""

import math

import numpy as np

from helpers import gradcheck, train
from helpers.checks import judge
from helpers.checks.matrices import judge_matrix

# Short and long gradients of two arrays.
_rng = np.random.default_rng(0)
GRADIENTS = [
    {"dW": _rng.normal(scale=size, size=(3, 2)), "db": _rng.normal(scale=size, size=3), "limit": limit}
    for size in (0.05, 0.5, 3.0, 100.0)
    for limit in (0.5, 1.0, 4.0)
]


def clip_factor(function):
    """Exercise 5.1: clip_factor(dW, db, limit) -> the number that clipping by norm multiplies both arrays by."""

    def truth(dW, db, limit):
        (clipped, _), _ = train.clip_by_norm((dW, db), limit)
        return clipped[0, 0] / dW[0, 0]

    def norm(dW, db):
        return np.sqrt(np.sum(dW**2) + np.sum(db**2))

    return judge(
        function,
        GRADIENTS,
        truth,
        [
            (
                lambda dW, db, limit: limit / norm(dW, db),
                "for a short gradient your number is above 1 and makes it longer. Clipping only shortens.",
            ),
            (
                lambda dW, db, limit: min(1, limit / np.linalg.norm(dW)),
                "that is the norm of dW alone. The norm is over all entries of both arrays together.",
            ),
            (
                lambda dW, db, limit: min(1, limit / (np.linalg.norm(dW) + np.linalg.norm(db))),
                "you add two norms. Add the squares of all entries first, then take the root.",
            ),
            (
                lambda dW, db, limit: min(1, limit / norm(dW, db) ** 2),
                "the root is missing: you divide by the sum of the squares.",
            ),
            (
                lambda dW, db, limit: min(1, limit / (norm(dW, db) + 1e-6)),
                "that is PyTorch's version, shorter by a hair; here leave out the 1e-6.",
            ),
        ],
        "One number for the whole network: the direction stays.",
    )


def steepness(function):
    """Exercise 5.2: steepness(w, x, T) -> dx_T/dx_0 of x <- w σ(x) + b at a fixed point x."""
    cases = [{"w": w, "x": x, "T": T} for w in (2.0, 4.0, 5.0, 7.0) for x in (-1.0, 0.5, 2.0) for T in (1, 2, 10, 50)]

    def sigma(x):
        return 1 / (1 + math.exp(-x))

    def slope(x):
        return sigma(x) * (1 - sigma(x))

    return judge(
        function,
        cases,
        lambda w, x, T: (w * gradcheck.numeric_gradient(sigma, x)) ** T,
        [
            (
                lambda w, x, T: float(w) ** T,
                "this is w^T. The slope of the logistic function is missing at every step.",
            ),
            (lambda w, x, T: (w / 4) ** T, "you took ¼, the largest slope. At x it is smaller."),
            (lambda w, x, T: (w * slope(0.5)) ** T, "you took the slope at ½. The state stays at x here."),
            (lambda w, x, T: w * slope(x), "this is a single factor. There are T of them."),
            (lambda w, x, T: T * w * slope(x), "you added T equal factors. A chain multiplies them."),
            (lambda w, x, T: slope(x) ** T, "the weight is missing: each factor is w times the slope."),
            (
                lambda w, x, T: (w * (1 - math.tanh(x) ** 2)) ** T,
                "this is the slope of tanh. The unit here is logistic: σ' = σ (1 - σ).",
            ),
            (lambda w, x, T: (w * slope(x)) ** (T - 1), "off by one: from x_0 to x_T there are T steps."),
            (lambda w, x, T: (w * x * (1 - x)) ** T, "the slope is y (1 - y) at y = σ(x), not at y = x."),
            (
                lambda w, x, T: (w * slope(sigma(x))) ** T,
                "one σ too many: the slope at x is y (1 - y) with y = σ(x).",
            ),
        ],
        "Where this is above 1 the fixed point repels, and a wall grows with every further step.",
        tolerance=1e-5,
    )


def turned_by(function):
    """Exercise 5.3: turned_by(g, limit) -> the angle in degrees by which clipping by value turns g."""
    rng = np.random.default_rng(1)
    cases = [{"g": rng.normal(size=n) * 3 + 0.1, "limit": limit} for n in (2, 3, 10, 100) for limit in (0.5, 1.0, 2.0)]

    def truth(g, limit):
        (cut,) = train.clip_by_value((g,), limit)
        u, v = g / np.linalg.norm(g), cut / np.linalg.norm(cut)
        return math.degrees(2 * math.atan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))

    def cosine(g, limit):
        cut = np.clip(g, -limit, limit)
        return g @ cut / np.linalg.norm(g) / np.linalg.norm(cut)

    return judge(
        function,
        cases,
        truth,
        [
            (lambda g, limit: math.acos(cosine(g, limit)), "that is the angle in radians; degrees are asked for."),
            (cosine, "that is the cosine of the angle. np.arccos gives the angle, in radians."),
            (
                lambda g, limit: 0.0,
                "that is right for clipping by norm. Clipping by value cuts every entry on its own.",
            ),
        ],
        "With many entries there are nearly only directions that are turned.",
        tolerance=1e-5,
    )


def mended(function):
    """The bug of lesson 05: clip_gradients(dW, db, limit) -> all entries of the clipped gradient, as one vector."""

    def by_itself(dW, db, limit):
        return np.concatenate([g.ravel() * min(1, limit / np.linalg.norm(g)) for g in (dW, db)])

    def always(dW, db, limit):
        g = np.concatenate([dW.ravel(), db.ravel()])
        return g * limit / np.linalg.norm(g)

    def truth(dW, db, limit):
        (dW, db), _ = train.clip_by_norm((dW, db), limit)
        return np.concatenate([dW.ravel(), db.ravel()])

    return judge_matrix(
        function,
        GRADIENTS,
        truth,
        [
            (by_itself, "this is still the answer of the code with the bug. How many norms are there?"),
            (always, "now gradients shorter than the limit are made longer. Clipping only shortens."),
            (
                lambda dW, db, limit: np.clip(np.concatenate([dW.ravel(), db.ravel()]), -limit, limit),
                "that is clipping by value, which turns the gradient. Clipping by norm is asked for.",
            ),
        ],
        "The bug is mended.",
    )
