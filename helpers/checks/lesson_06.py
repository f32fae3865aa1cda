"""Checks for the exercises of lesson 06."""

import math

import numpy as np

from helpers.checks import fairness, judge, memories
from helpers.checks.matrices import norm
from helpers.checks.slips import eighths
from helpers.checks.starts import GAIN, ORTHOGONAL


def gain_of(function):
    """Exercise 6.2: gain_of(W) -> the gain of a Gaussian start with the same variance."""
    rng = np.random.default_rng(0)
    cases = []
    for H, gain in ((2, 1), (3, 1), (4, 2), (7, 12), (30, 3), (100, 20)):  # the mean of all entries is exactly 0
        half = eighths(gain * rng.normal(size=H * H // 2) / np.sqrt(H) + 0.125)
        entries = rng.permutation([*half, *-half, *[0.0] * (H % 2)])
        cases.append({"W": entries.reshape(H, H)})
    flat = eighths(rng.uniform(-1, 1, 18))
    cases.append({"W": np.append(flat, -flat).reshape(6, 6)})

    mistakes = [(lambda W, form=form: form(W, len(W)), said) for form, said in GAIN.values()]
    mistakes += [
        (
            lambda W: np.std(W) * len(W) ** 0.5 / math.sqrt(3),
            "√3 belongs to a uniform draw's width. From the variance of the entries it doesn't come in.",
        ),
        (
            lambda W: np.std(W) * math.sqrt(3 * len(W)),
            "√3 belongs to a uniform draw's width. From the variance of the entries it doesn't come in.",
        ),
        (
            lambda W: norm(W) / math.sqrt(len(W)),
            "np.linalg.norm(W, 2) is the largest singular value; its own gain is 2. Use the mean of all squares.",
        ),
        (
            lambda W: np.linalg.norm(W, axis=1).mean(),
            "that is the mean length of a row: close for large H. Take the mean of all *squares*.",
        ),
        (lambda W: np.std(W) * W.size, "you multiplied by the number of entries. The entries are g / √H; solve for g."),
        (lambda W: np.std(W) * math.sqrt(W.size), "H is the number of rows, not of entries: one root of H."),
    ]

    def truth(W):
        return math.sqrt(math.fsum((W * W).ravel()) / len(W))

    return judge(function, cases, truth, mistakes, "For PyTorch's default you get about 0.577.")


def half_lives(function):
    """Exercise 6.3: half_lives(lags, slopes) -> W (H,H): unit j on its own, its gradient halved in lags[j] steps."""
    rng = np.random.default_rng(1)
    cases = [
        {"lags": np.array(lags), "slopes": np.array(slopes)}
        for lags, slopes in (
            ([1.0, 2.0], [1.0, 0.5]),
            ([2.0, 1.0], [0.5, 0.25]),
            ([4.0, 40.0, 10.0], [0.5, 1.0, 0.75]),
        )
    ]
    cases += [
        {"lags": rng.integers(1, 100, H).astype(float), "slopes": eighths(rng.uniform(0.25, 1, H))} for H in (4, 6)
    ]
    return judge(
        function, cases, memories.weights, memories.mistakes(), "A start with a memory of its own for every unit."
    )


def best_rate(function):
    """Exercise 6.4: best_rate(rates, updates, budget) -> the rate with the smallest mean, a failure (0) as budget."""
    rates = np.array([0.001, 0.003, 0.01, 0.03])
    tables = [
        ([[0, 0], [0, 0], [2327, 652], [92, 803]], 3000),  # PyTorch's start in this lesson
        ([[71, 72], [28, 40], [19, 14], [29, 12]], 3000),
        ([[900, 880], [40, 0], [300, 340], [0, 0]], 1000),
        ([[0, 120], [130, 250], [0, 0], [90, 500]], 600),
        ([[500, 520, 540], [400, 410, 0], [600, 100, 620], [700, 50, 900]], 1000),
        ([[300, 300, 400], [250, 0, 260], [900, 900, 100], [0, 0, 80]], 3000),
        ([[0, 0, 0], [700, 800, 0], [650, 0, 640], [0, 610, 0]], 2000),
        ([[1800, 1850, 1900, 1790], [0, 30, 40, 50], [0, 0, 20, 30], [0, 0, 0, 10]], 2000),
        ([[600, 620, 610, 590], [0, 10, 20, 10], [0, 0, 20, 30], [0, 0, 0, 0]], 1000),
        ([[100, 0, 110], [250, 200, 300], [210, 400, 500], [90, 0, 0]], 500),
    ]
    cases = [
        {"rates": rates[order], "updates": np.array(table)[order], "budget": budget}
        for n, (table, budget) in enumerate(tables)
        for order in [np.roll(np.arange(4), n)]
    ]
    praise = "Chosen like this for every contender, on seeds that are not used again, a comparison is fair."
    return judge(function, cases, fairness.best, fairness.MISTAKES, praise)


def mended(function):
    """The bug of lesson 06: orthogonal(A, gain) -> a matrix whose singular values are all `gain`."""
    rng = np.random.default_rng(2)
    cases = [
        {"A": eighths(rng.normal(size=(n, n))), "gain": gain}
        for n, gain in ((2, 0.5), (2, 0.5), (2, 3.0), (4, 1.0), (4, 1.0), (5, 0.75), (16, 2.0), (16, 2.0))
    ]

    view = ("QᵀQ (Q: what you return)", lambda Q: Q.T @ Q)
    return judge(
        function,
        cases,
        lambda A, gain: gain**2 * np.eye(len(A)),
        ORTHOGONAL,
        "The bug is mended.",
        view=view,
        distinct=True,
    )
