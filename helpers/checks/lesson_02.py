"""Checks for the exercises of lesson 02. The truth comes from other means than the ones asked for."""

import numpy as np

from helpers import linear
from helpers.checks import judge, matrices
from helpers.checks.matrices import NORM, by_eigenvalues, norm, power, product
from helpers.checks.slips import eighths, turned

DEFECTIVE = np.array([[0.5, 1.0], [0.0, 0.5]])
TURNING = np.array([[0.0, -1.25], [1.0, 0.5]])  # complex eigenvalues of size above 1


def length(function):
    """Exercise 2.1: length(W, h, t) -> the length of W^t h."""
    rng = np.random.default_rng(0)
    cases = [
        {"W": eighths(rng.normal(size=(n, n))), "h": eighths(rng.normal(size=n) + 0.1), "t": t}
        for n in (2, 3, 4)
        for t in (0, 1, 2, 7)
    ]
    cases += [{"W": DEFECTIVE, "h": np.array([0.5, -1.0]), "t": t} for t in (3, 5)]
    cases.append({"W": TURNING, "h": np.array([1.0, -0.5]), "t": 4})

    def truth(W, h, t):
        for _ in range(t):
            h = [sum(w * x for w, x in zip(row, h, strict=True)) for row in W]
        return np.hypot.reduce(h)

    def answer(W, h, t, steps="right", length="right"):
        return matrices.LENGTHS[length](matrices.STEPS[steps][0](W, h, t))

    knobs = {"steps": {k: said for k, (_, said) in matrices.STEPS.items() if said}, "length": matrices.LENGTH}
    mistakes = [
        (
            lambda W, h, t: np.linalg.norm(by_eigenvalues(W, t) @ h),
            "right, but not for a defective W: it lacks eigenvectors, and V⁻¹ is no use. What does the network do "
            "at every step?",
        ),
        (
            lambda W, h, t: 1.0 if t else np.linalg.norm(h),
            "you make h as long as 1 on the way, and its length is lost. Multiply only.",
        ),
        (lambda W, h, t: float(len(h)), "len counts the entries. The length of a vector is np.linalg.norm(h)."),
        (lambda W, h, t: norm(power(W, t)), "h is missing. The length of the vector W^t h is asked for."),
        (
            lambda W, h, t: norm(W) ** t * np.linalg.norm(h),
            "σ_max^t ‖h‖ is a bound. The vector itself is multiplied by W, t times.",
        ),
        (
            lambda W, h, t: norm(W, "radius") ** t * np.linalg.norm(h),
            "you take ρ^t for what W^t does. That is its growth in the long run alone; follow the vector.",
        ),
        *(
            (
                lambda W, h, t, kind=kind: norm(power(W, t), kind) * np.linalg.norm(h),
                "the norm of a product is not the product of the norms. Make the vector W^t h first.",
            )
            for kind in ("right", "fro")
        ),
        *turned(answer, knobs),
    ]

    def scale(W, h, t):
        return np.linalg.norm(power(np.abs(W), t) @ np.abs(h))

    return judge(function, cases, truth, mistakes, "However you did it, t steps are t products.", scale=scale)


def hump(function):
    """Exercise 2.2: hump(W, T) -> the largest of the norms of W^t for t = 0, …, T."""
    rng = np.random.default_rng(1)
    cases = [{"W": np.array([[0.875, d], [0.0, 0.875]]), "T": T} for d in (0.0, 1.0, -5.0) for T in (1, 3, 60)]
    cases += [{"W": eighths(rng.normal(size=(n, n)) * 0.8 / np.sqrt(n)), "T": T} for n, T in ((2, 4), (4, 20), (8, 9))]
    cases += [{"W": eighths(rng.normal(size=(3, 3)) * 1.5), "T": 4}, {"W": TURNING, "T": 5}]

    def truth(W, T):
        return (10 ** linear.log10_power_norms(W, T)).max()

    mistakes = [
        (lambda W, T: max(1.0, norm(W) ** T), "that is the bound σ_max^T. The powers need not reach it."),
        (lambda W, T: max(1.0, norm(W)), matrices.OVER["one"]),
        (lambda W, T: norm(W, "radius") ** T, "that is ρ^T, the fate in the long run. The norms may rise before."),
        (
            lambda W, T: max(norm(by_eigenvalues(W, t)) for t in range(T + 1)),
            "right, but not for a defective W, which lacks eigenvectors: V⁻¹ is no use. Multiply by W at every step.",
        ),
        *(
            (
                lambda W, T, k=k: max(norm(power(W, 2**t)) for t in range(k, T + k)),
                "W = W @ W squares what you have. Keep W, and multiply the last power by it at every step.",
            )
            for k in (0, 1)
        ),
        (
            lambda W, T: max(np.linalg.norm(power(W, t).sum(1)) for t in range(T + 1)),
            "you follow one vector. The norm of the matrix is the most that *any* vector is stretched.",
        ),
        (
            lambda W, T: 1.0,
            "your answer is always 1, the norm of W^0. Does your matrix change on the way, and is it the largest "
            "stretch that you take?",
        ),
        (
            lambda W, T: max(1.0, np.abs(np.diag(W)).max() ** T),
            "W * P multiplies entry by entry: of the identity only the diagonal is left. A matrix product is W @ P.",
        ),
        (
            lambda W, T: max(1.0, *(norm(power(W, t) @ np.ones_like(W)) for t in range(1, T + 1))),
            "you begin with ones everywhere. W^0 is np.eye, ones on the diagonal.",
        ),
        *((lambda W, T, k=k: max(1.0, matrices.highest(W, T, k, "first")), said) for k, said in matrices.HUMP.items()),
        *turned(matrices.highest, matrices.HIGHEST),
    ]
    return judge(function, cases, truth, mistakes, "Eigenvalues alone would have told you nothing about it.")


def safe_gain(function):
    """Exercise 2.3: safe_gain(X, gamma) -> the gain g below which gradients surely vanish, W = g X."""
    rng = np.random.default_rng(2)
    cases = [{"X": eighths(rng.normal(size=(n, n))), "gamma": gamma} for n in (2, 3, 5, 10) for gamma in (1, 0.25, 0.5)]
    cases += [{"X": X, "gamma": 0.25} for X in (DEFECTIVE, np.array([[0.125, 0.0], [-0.25, 0.125]]))]

    def truth(X, gamma):
        return 1 / (gamma * np.sqrt(np.linalg.eigvalsh(X.T @ X).max()))

    def answer(X, gamma, size="right", slope="right"):
        slopes = {"right": 1 / gamma, "missing": 1, "wrong side": gamma, "square": 1 / gamma**2, "minus": 1 - gamma}
        return slopes[slope] / norm(X, size)

    knobs = {
        "size": matrices.SAFE,
        "slope": {
            "missing": "γ is missing. The slopes are at most γ, so the weights may be larger by 1/γ.",
            "wrong side": "γ is on the wrong side. Solve γ g σ_max(X) = 1 for g.",
            "square": "γ once only: one step has one slope and one W.",
            "minus": "the bound on one step is a product, γ times σ_max(W); nothing is subtracted.",
        },
    }
    mistakes = [
        (lambda X, gamma: norm(X), "that is σ_max(X). For which g is γ g σ_max(X) just 1?"),
        (lambda X, gamma: gamma * norm(X), "that is the bound on one step for g = 1. For which g is it just 1?"),
        (lambda X, gamma: norm(X) / gamma, "brackets: 1 / γ * σ_max multiplies by σ_max. Divide by both."),
        (lambda X, gamma: 1 / gamma, "X is missing: W = g X stretches by up to g σ_max(X)."),
        (
            lambda X, gamma: 1 / (2 * gamma),
            "that holds for a large Gaussian X on average. This X has a σ_max of its own.",
        ),
        *turned(answer, knobs),
    ]
    praise = "Below this gain no input and no state can make the gradient survive."
    return judge(function, cases, truth, mistakes, praise)


def mended(function):
    """The bug of lesson 02: mended(W, slopes) -> the norm of the product of the Jacobians, last step on the left."""
    rng = np.random.default_rng(3)
    cases = [
        {"W": eighths(gain * rng.normal(size=(n, n))), "slopes": eighths(rng.uniform(0.1, 1, size=(T, n)))}
        for n, T, gain in ((2, 1, 1), (2, 2, 1), (2, 4, 3), (3, 1, 1), (3, 2, 2), (4, 2, 1), (3, 5, 1), (4, 5, 2))
    ]

    def truth(W, slopes):
        return 10 ** linear.log10_product_norms(slopes[:, :, None] * W)[-1]

    def answer(W, slopes, size="right", **knobs):
        return norm(product(W, slopes, **knobs), size)

    knobs = {
        "join": {
            "entries": "this is still the answer of the code with the bug. What does *= do to two arrays?",
            "order": "now they are matrix products, but in the wrong order. Step 2 acts on what step 1 did: J_2 @ J_1.",
            "sum": "you add the Jacobians. The chain rule multiplies them.",
        },
        **matrices.PRODUCT,
        "size": NORM,
    }
    mistakes = [
        (
            lambda W, slopes: np.prod([norm(s[:, None] * W) for s in slopes]),
            "you multiply the norms of the steps. That is a bound; multiply the matrices, then take the norm.",
        ),
        (
            lambda W, slopes: norm(slopes.prod(0)[:, None] * power(W, len(slopes))),
            "all slopes apart from all W: matrices can't change places. Every step is diag(slope) @ W.",
        ),
        (
            lambda W, slopes: norm(np.eye(len(W)) + product(W, slopes, join="sum")),
            "you add the Jacobians. The chain rule multiplies them.",
        ),
        *turned(answer, knobs),
    ]

    def scale(W, slopes):
        return norm(product(np.abs(W), slopes))

    return judge(function, cases, truth, mistakes, "The bug is mended.", scale=scale)
