"""Checks for the exercises of lesson 02. The truth comes from other means than the ones asked for."""

import numpy as np

from helpers import linear
from helpers.checks import judge, matrices, reading
from helpers.checks.matrices import NORM, by_eigenvalues, norm, power, product
from helpers.checks.slips import eighths, turned

DEFECTIVE = np.array([[0.5, 1.0], [0.0, 0.5]])
TURNING = np.array([[0.0, -1.25], [1.0, 0.5]])  # complex eigenvalues of size above 1


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


def worst_start(function):
    """Exercise 2.3: worst_start(W, t) -> the h of length 1, (n,), for which W^t h is longest; -h is right too.

    All cases have a real largest eigenvalue, so that its eigenvector can be told from the answer.
    """
    rng = np.random.default_rng(203)
    cases = [{"W": np.array([[0.875, 2.0], [0.0, 0.5]]), "t": t} for t in (1, 2, 8)]
    cases += [{"W": eighths(rng.normal(size=(n, n)) + np.eye(n)), "t": t} for n in (2, 3, 5) for t in (1, 3, 6)]
    cases.append({"W": DEFECTIVE, "t": 3})

    def truth(W, t):
        A = power(W, t)
        return matrices.upright(np.linalg.eigh(A.T @ A)[1][:, -1])

    knobs = {"vector": matrices.WORST, "matrix": matrices.WHICH}
    mistakes = turned(matrices.worst, knobs)
    view = "the start, with its largest entry made positive", matrices.upright
    praise = "No start of length 1 is longer after these steps: its length is then the norm of W^t."
    return judge(function, cases, truth, mistakes, praise, view=view, scale=lambda W, t: 1.0, distinct=True)


def design(function):
    """Exercise 2.4: design(G) -> w, h_1, h_2 of a two-unit network whose gradient is multiplied by G a step."""
    cases = [{"G": G} for G in (2.0, 1.0, -1.0, 0.5, -2.5, 5.0, -6.0, 7.0, 8.0, -8.0)]

    def step(numbers):
        """What a step at the fixed point multiplies by, three times: the eigenvalue of the Jacobian that is not 0."""
        w, h = numbers[0], numbers[1:]
        if np.any(np.abs(h) > 0.95 + 1e-9):
            raise reading.Unfit(
                f"The state ({h[0]:.4g}, {h[1]:.4g}) is not allowed: h_1 and h_2 lie between -0.95 and 0.95. The order "
                "is w, h_1, h_2."
            )
        if abs(w) > 10 + 1e-9:
            raise reading.Unfit(
                f"w = {w:.4g} is not allowed: it lies between -10 and 10. Take states that differ more in size, so "
                "that a smaller weight will do."
            )
        J = (1 - h**2)[:, None] * w * np.array([[1, 1], [-1, -1]])
        return np.full(3, np.trace(J))

    def network(G, change=0.81):
        return np.array([G / change, 0.0, 0.9])

    mistakes = [
        (
            lambda G: network(abs(G)),
            "right for G above 0. Where G is negative, either w is, or h_1 is the larger one in size.",
        ),
        (lambda G: network(-G), "the sign: a step multiplies by w (h_2² - h_1²), in this order."),
    ]
    praise = "Its ρ is 0, and a gradient at its fixed point is multiplied by whatever you choose."
    return judge(
        function,
        cases,
        lambda G: np.full(3, G),
        mistakes,
        praise,
        view=("what a step multiplies by", step),
        scale=lambda G: abs(G),
        distinct=True,
    )


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
            lambda W, slopes: norm(product(W, slopes[1:], jacobian="turned") @ (slopes[0][:, None] * W)),
            "the first step is right, in the loop the slopes are on the wrong side: they belong to the left of W.",
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
