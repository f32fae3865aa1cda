"""Checks for the exercises of lesson 05."""

import math

import numpy as np

from helpers.checks import judge, turns, walls
from helpers.checks.clipping import CLIP, KEPT, WAY, arrives, clipped, gradients, kept, norms
from helpers.checks.slips import eighths, turned


def memory(function):
    """Exercise 5.1: memory(G, g, beta2) -> updates until an explosion's share in a running mean of squares is g²."""
    cases = [
        {"G": G, "g": g, "beta2": beta2}
        for G, g in ((100.0, 1.0), (3000.0, 8.0), (1e6, 0.5))
        for beta2 in (0.999, 0.99, 0.9, 0.5)
    ]
    mistakes = [
        *turned(kept, KEPT),
        (lambda G, g, beta2: math.ceil(kept(G, g, beta2)), "right, but rounded up. Return all digits."),
        (
            lambda G, g, beta2: (1 - beta2) * G * G,
            "that is the share right after the explosion. After how many updates is it down to g²?",
        ),
        (
            lambda G, g, beta2: 1 / (1 - beta2),
            "so long is the mean, whatever G is. A larger explosion stays longer in it: when is its share down to g²?",
        ),
    ]
    praise = "100 times the usual size: 2302 updates at β₂ = 0.999, 66 at 0.9."
    return judge(function, cases, kept, mistakes, praise)


def cut_on_the_way(function):
    """Exercise 5.2: cut_on_the_way(factors, limit) -> what arrives at h_0 when every step back ends with a cut."""
    rng = np.random.default_rng(0)
    cases = [
        {"factors": eighths(rng.uniform(-4, 4, T)), "limit": limit}
        for T, limit in ((1, 8.0), (1, 0.5), (2, 1.0), (3, 2.0), (4, 1.0), (5, 0.5), (8, 4.0), (12, 2.0))
    ]
    cases += [
        {"factors": np.array([0.125, 8.0, 3.0]), "limit": 2.0},
        {"factors": np.array([8.0, 0.125, -3.0]), "limit": 2.0},
        {"factors": np.array([0.5, 0.75, -0.5, 0.25]), "limit": 1.0},
    ]
    praise = "Nothing grows any more, and the order of the factors matters now: this is no derivative of h_T."
    return judge(function, cases, arrives, turned(arrives, WAY), praise)


def turned_by(function):
    """Exercise 5.3: turned_by(dW, db, limit) -> degrees by which clipping each array by its own norm turns both."""
    cases = [
        *gradients(),
        {"dW": np.array([[30.0, 40.0]]), "db": np.array([2.0]), "limit": 1.0},
        {"dW": np.array([[3.0, -4.0]]), "db": np.zeros(2), "limit": 1.0},
        {"dW": np.array([[0.625]]), "db": np.array([0.125]), "limit": 1.0},  # rounding makes its cosine larger than 1
    ]

    def truth(dW, db, limit):
        return turns.angle(clipped(dW, db, math.inf), clipped(dW, db, limit, norm="own"))

    praise = "A large array loses its lead over a small one: the step goes another way."
    # A cosine near 1 knows an angle only to the root of its rounding error: 1e-6 degrees, 0.03 in single precision.
    return judge(function, cases, truth, turns.mistakes(), praise, scale=lambda dW, db, limit: 500.0)


def wall(function):
    """Exercise 5.4: wall(x, steepness, T) -> [w, b]: x <- w σ(x) + b stays at x, and dx_T/dx_0 is `steepness`."""
    cases = [
        {"x": x, "steepness": steepness, "T": T}
        for x, steepness, T in (
            (0.5, 1000.0, 50),
            (0.5, 1000.0, 500),
            (-1.0, 8.0, 3),
            (2.5, 0.25, 2),
            (0.25, 3.0, 1),
            (1.5, 1e6, 20),
        )
    ]
    praise = "Ten times the steps, and a hardly larger weight makes the same wall."
    return judge(function, cases, walls.weights, turned(walls.weights, walls.KNOBS), praise)


def mended(function):
    """The bug of lesson 05: update(W, b, dW, db, lr, limit) -> all entries of the new W and b, as one vector."""
    rng = np.random.default_rng(2)
    cases = [
        {"W": eighths(rng.normal(size=case["dW"].shape)), "b": eighths(rng.normal(size=case["db"].shape))}
        | {key: case[key] for key in ("dW", "db")}
        | {"lr": lr, "limit": case["limit"]}
        for case, lr in zip(gradients(), (0.5, 0.125, 0.25) * 4, strict=False)
    ]

    def answer(W, b, dW, db, lr, limit, sign=-1, rate="right", **knobs):
        step = clipped(dW, db, limit, **knobs) * {"right": lr, "missing": 1.0, "twice": lr * lr}[rate]
        return np.concatenate([W.ravel(), b]) + sign * step

    def step_clipped(W, b, dW, db, lr, limit):
        return answer(W, b, lr * dW, lr * db, 1.0, limit)

    def weights_clipped(W, b, dW, db, lr, limit):
        new = answer(W, b, dW, db, lr, math.inf)
        return new * min(1, limit / np.linalg.norm(new))

    def by_value(W, b, dW, db, lr, limit):
        return answer(W, b, np.clip(dW, -limit, limit), np.clip(db, -limit, limit), lr, math.inf)

    mistakes = [
        (
            lambda W, b, dW, db, lr, limit: answer(W, b, dW, db, lr, math.inf),
            "these are the weights of the code with the bug: they have moved by the whole gradient.",
        ),
        (
            lambda W, b, dW, db, lr, limit: answer(W, b, dW, db, lr, limit / math.sqrt(2), norm="own"),
            "each array has a norm of its own, with a smaller limit. How many norms are there?",
        ),
        (step_clipped, "you clip the step, lr times the gradient. The limit is for the gradient."),
        (weights_clipped, "you clip the weights. The limit is for the gradient."),
        (by_value, "that is clipping by value, which turns the gradient. Clipping by norm is asked for."),
        (
            lambda W, b, dW, db, lr, limit: clipped(dW, db, limit),
            "that is the clipped gradient. The new weights are asked for.",
        ),
        (
            lambda W, b, dW, db, lr, limit: (
                np.concatenate([W.ravel(), b]) - lr * clipped(dW, db, limit) * min(1, limit / norms(dW, db)[0])
            ),
            "clipped twice: the factor is multiplied in two times.",
        ),
        *turned(
            answer,
            {
                "sign": {1: "a sign: the step goes against the gradient."},
                "rate": {
                    "missing": "the learning rate is missing.",
                    "twice": "the learning rate is multiplied in twice.",
                },
            }
            | CLIP,
        ),
    ]
    return judge(function, cases, answer, mistakes, "First the gradient is clipped, then the weights move.")
