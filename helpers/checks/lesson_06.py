"""Checks for the exercises of lesson 06."""

import math

import numpy as np

from helpers.checks import depth, judge, slips
from helpers.checks.matrices import norm
from helpers.checks.slips import eighths, turned
from helpers.checks.starts import GAIN, ORTHOGONAL


def gain_of(function):
    """Exercise 6.1: gain_of(W) -> the gain of a Gaussian start with the same variance."""
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


def factor_per_step(function):
    """Exercise 6.2: factor_per_step(norms) -> the geometric mean factor of the steps between them."""
    rng = np.random.default_rng(1)
    cases = [
        {"norms": np.array(norms)} for norms in ([0.125, 2.0], [4.0, 1.0], [0.5, 6.0, 2.0], [2.0, 0.5, 0.375, 0.25])
    ]
    cases += [{"norms": eighths(1 + np.exp(rng.normal(size=T + 1)))} for T in (5, 20, 100)]
    cases.append({"norms": 1.5 * 2.0 ** -np.arange(30)})

    def answer(norms, root="right", whole="right"):
        T = len(norms) - 1
        q = {"right": norms[-1] / norms[0], "upside": norms[0] / norms[-1], "last": norms[-1], "first": norms[0]}.get(
            whole, norms[-1] / norms[min(1, T)]
        )
        q = {"difference": norms[-1] - norms[0], "before": norms[-2] / norms[0]}.get(whole, q)
        if root == "floor":
            return q ** (1 // T)
        n = {"T + 1": T + 1, "T - 1": T - 1, "square": 2}.get(root, T)
        return {"none": q, "divided": q / T, "T + 1 divided": q / (T + 1), "times": q**T}.get(
            root, q ** (1 / n) if n else q
        )

    knobs = {
        "root": {
            "T + 1": "off by one: between T + 1 norms there are T steps.",
            "T - 1": "off by one: len(norms) is T + 1, so there is one step less than norms, not two.",
            "none": "that is the factor of all steps together. Take the T-th root.",
            "divided": "you divide by the number of steps. Factors multiply, so take the T-th root: ** (1 / T), with "
            "brackets.",
            "T + 1 divided": "you divide by the number of norms. Factors multiply: take the T-th root for T steps.",
            "square": slips.SQUARE_ROOT,
            "floor": slips.FLOOR,
            "times": "you take the power T. It is the T-th root that leads to one step.",
        },
        "whole": {
            "upside": "upside down: lag 0 comes first, the last norm last.",
            "last": "the first norm is not 1: divide by it.",
            "first": "only the first norm is in your answer. By what must it be multiplied to give the last?",
            "second": "you begin at norms[1]. The first norm is norms[0].",
            "before": "the last norm is norms[-1]; yours ends one earlier.",
            "difference": "you take the difference of the norms. A factor is a quotient.",
        },
    }
    mistakes = [
        (
            lambda norms: np.mean(norms[1:] / norms[:-1]),
            "that is the arithmetic mean of the factors. Factors multiply.",
        ),
        (lambda norms: np.median(norms[1:] / norms[:-1]), "that is the median of the factors. Factors multiply."),
        (
            lambda norms: np.diff(np.log(norms)).mean(),
            "that is the logarithm of the factor. exp leads back.",
        ),
        (
            lambda norms: np.exp(np.polyfit(np.arange(len(norms)), np.log(norms), 1)[0]),
            "that is the slope of a line through all norms. The factor from the first to the last is asked for.",
        ),
        (
            lambda norms: np.exp(np.log(norms).mean()),
            "that is the mean of the norms. The factors *between* them are asked for.",
        ),
        (
            lambda norms: norms[1:].sum() / norms[:-1].sum(),
            "a quotient of sums is no mean factor. Only the first norm and the last count.",
        ),
        (lambda norms: norms[-1] / norms[-2], "that is the factor of the last step alone."),
        (lambda norms: norms[1] / norms[0], "that is the factor of the first step alone."),
        (
            lambda norms: norms[-1] / norms[0] ** (1 / (len(norms) - 1)),
            "brackets: the root is taken of the whole quotient, not of norms[0] alone.",
        ),
        (
            lambda norms: norms[-1] ** (1 / (len(norms) - 1)) / norms[0],
            "brackets: the root is taken of the whole quotient, not of norms[-1] alone.",
        ),
        (
            lambda norms: (norms[-1] - norms[0]) / (len(norms) - 1),
            "that is the mean change per step. A factor is a quotient, and its steps multiply.",
        ),
        (
            lambda norms: math.exp(math.log10(answer(norms))),
            slips.POWERS["exp"],
        ),
        (
            lambda norms: 10 ** math.log(answer(norms)),
            slips.POWERS["ten"],
        ),
        *turned(answer, knobs),
    ]

    def truth(norms):
        return math.exp((math.log(norms[-1]) - math.log(norms[0])) / (len(norms) - 1))

    return judge(function, cases, truth, mistakes, "A geometric mean.")


def horizon(function):
    """Exercise 6.3: horizon(rate, least) -> the first whole n with rate**n < least."""
    cases = [{"rate": rate, "least": least} for rate, least in depth.pairs()]

    mistakes = [
        (lambda rate, least, f=formula, way=way: depth.steps(rate, least, f, way), said)
        for formula, way, said in depth.mistakes(depth.FIRST)
    ]
    praise = "At a factor of 0.577 a thousandth is reached after 13 steps."
    return judge(function, cases, lambda rate, least: depth.largest(rate, least) + 1, mistakes, praise)


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
