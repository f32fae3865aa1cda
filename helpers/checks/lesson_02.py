"""Checks for the exercises of lesson 02. The truth comes from other means than the ones asked for."""

import numpy as np

from helpers import linear
from helpers.checks import judge


def length(function):
    """Exercise 2.1: length(W, h, t) -> the length of W^t h."""
    rng = np.random.default_rng(0)
    cases = [{"W": rng.normal(size=(n, n)), "h": rng.normal(size=n), "t": t} for n in (2, 3, 4) for t in (0, 1, 2, 7)]

    def truth(W, h, t):
        for _ in range(t):
            h = [sum(w * x for w, x in zip(row, h, strict=True)) for row in W]
        return np.hypot.reduce(h)

    def wrong(formula):
        return lambda W, h, t: np.linalg.norm(formula(W, h, t))

    return judge(
        function,
        cases,
        truth,
        [
            (
                wrong(lambda W, h, t: W**t @ h),
                "W**t takes the power of every entry. Multiply by W again and again, or use matrix_power.",
            ),
            (
                wrong(lambda W, h, t: h @ np.linalg.matrix_power(W, t)),
                "that is the transposed matrix at work: h @ W is W.T @ h. The state is multiplied from the left.",
            ),
            (
                wrong(lambda W, h, t: np.linalg.matrix_power(W, t + 1) @ h),
                "one step too many: after 0 steps the vector is h itself.",
            ),
            (
                wrong(lambda W, h, t: np.linalg.eig(W)[1] @ (np.linalg.eigvals(W) ** t * h)),
                "V⁻¹ is missing: V D^t h treats the entries of h as if they were its parts along the eigenvectors.",
            ),
        ],
        "However you did it, t steps are t products.",
    )


def hump(function):
    """Exercise 2.2: hump(W, T) -> the largest of the norms of W^t for t = 0, …, T."""
    rng = np.random.default_rng(1)
    cases = [{"W": linear.non_normal(0.9, 0.0, d), "T": T} for d in (0.0, 1.0, 5.0) for T in (3, 60)]
    cases += [{"W": rng.normal(size=(n, n)) * 0.8 / np.sqrt(n), "T": 20} for n in (2, 4, 8, 8)]

    def truth(W, T):
        return (10 ** linear.log10_power_norms(W, T)).max()

    def over(W, T, ord=2, first=0):
        return max(np.linalg.norm(np.linalg.matrix_power(W, t), ord) for t in range(first, T + 1))

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda W, T: over(W, T, ord="fro"),
                "that is the Frobenius norm (numpy's default for a matrix). The most that W^t stretches is the norm 2.",
            ),
            (
                lambda W, T: max(np.linalg.norm(W**t, 2) for t in range(T + 1)),
                "W**t takes the power of every entry. Multiply by W again and again, or use matrix_power.",
            ),
            (
                lambda W, T: over(W, T, first=T),
                "that is the last norm, ‖W^T‖. The largest one may lie on the way.",
            ),
            (
                lambda W, T: over(W, T, first=1),
                "t = 0 is missing: W^0 is the identity, so the answer is never below 1.",
            ),
            (
                lambda W, T: over(W, T - 1),
                "off by one: range(T) ends at T - 1, but T itself is asked for too.",
            ),
            (
                lambda W, T: max(1.0, linear.spectral_norm(W) ** T),
                "that is the bound σ_max^T. The powers need not reach it.",
            ),
        ],
        "Eigenvalues alone would have told you nothing about it.",
    )


def safe_gain(function):
    """Exercise 2.3: safe_gain(X, gamma) -> the gain g below which gradients surely vanish, W = g X."""
    rng = np.random.default_rng(2)
    cases = [{"X": rng.normal(size=(n, n)), "gamma": gamma} for n in (2, 3, 5, 10) for gamma in (1.0, 0.25, 0.5)]

    def truth(X, gamma):
        return 1 / (gamma * np.sqrt(np.linalg.eigvalsh(X.T @ X).max()))

    return judge(
        function,
        cases,
        truth,
        [
            (
                lambda X, gamma: 1 / (gamma * linear.spectral_radius(X)),
                "you use the spectral radius. With a nonlinearity it promises nothing; the condition is on σ_max.",
            ),
            (
                lambda X, gamma: 1 / (gamma * np.linalg.norm(X)),
                "you use the Frobenius norm. It is safe too, but a larger gain is: the condition is on σ_max.",
            ),
            (
                lambda X, gamma: 1 / np.linalg.norm(X, 2),
                "γ is missing. The slopes are at most γ, so the weights may be larger by 1/γ.",
            ),
            (
                lambda X, gamma: gamma / np.linalg.norm(X, 2),
                "γ is on the wrong side. Solve γ g σ_max(X) = 1 for g.",
            ),
        ],
        "Below this gain no input and no state can make the gradient survive.",
    )


def mended(function):
    """The bug of lesson 02: mended(W, slopes) -> the norm of the product of the Jacobians, last step on the left."""
    rng = np.random.default_rng(3)
    cases = [{"W": rng.normal(size=(n, n)), "slopes": rng.uniform(size=(T, n))} for n in (2, 3, 4) for T in (1, 2, 5)]

    def product(jacobians, join):
        p = next(jacobians)
        for J in jacobians:
            p = join(p, J)
        return np.linalg.norm(p, 2)

    return judge(
        function,
        cases,
        lambda W, slopes: 10 ** linear.log10_product_norms(slopes[:, :, None] * W)[-1],
        [
            (
                lambda W, slopes: product((np.diag(s) @ W for s in slopes), np.multiply),
                "this is still the answer of the code with the bug. What does *= do to two arrays?",
            ),
            (
                lambda W, slopes: product((np.diag(s) @ W for s in slopes), np.matmul),
                "now they are matrix products, but in the wrong order. Step 2 acts on what step 1 did: J_2 @ J_1.",
            ),
            (
                lambda W, slopes: product((W @ np.diag(s) for s in slopes), lambda p, J: J @ p),
                "the slopes belong to the left of W: they come after the weights, J = diag(slope) @ W.",
            ),
        ],
        "The bug is mended.",
    )
