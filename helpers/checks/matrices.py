"""Norms and powers of matrices, with what people take for them."""

import numpy as np

power = np.linalg.matrix_power

NORMS = {
    "right": lambda M: np.linalg.norm(M, 2),
    "fro": lambda M: np.linalg.norm(M),
    "one": lambda M: np.linalg.norm(M, 1),
    "inf": lambda M: np.linalg.norm(M, np.inf),
    "entry": lambda M: np.abs(M).max(),
    "radius": lambda M: np.abs(np.linalg.eigvals(M)).max(),
    "signed": lambda M: np.linalg.eigvals(M).real.max(),
    "smallest": lambda M: np.linalg.norm(M, -2),
    "square": lambda M: np.linalg.norm(M, 2) ** 2,
    "root": lambda M: np.sqrt(np.linalg.norm(M, 2)),
    "all": lambda M: np.linalg.norm(M, "nuc"),
    "mean": lambda M: np.linalg.norm(M, "nuc") / len(M),
    "determinant": lambda M: np.abs(np.linalg.det(M)),
}
NORM = {
    "fro": "that is the Frobenius norm (numpy's default for a matrix). The most that it stretches is the norm 2.",
    "one": "that is the largest column sum. The most that it stretches a vector is the norm 2.",
    "inf": "that is the largest row sum. The most that it stretches a vector is the norm 2.",
    "entry": "that is the largest entry. The most that it stretches a vector is the norm 2.",
    "radius": "that is the spectral radius, by eigenvalues. A norm goes by singular values.",
    "signed": "that is the largest eigenvalue. A norm goes by singular values.",
    "smallest": "that is the smallest singular value. The norm is the largest.",
    "square": "that is the square: the largest singular value is the root of an eigenvalue of MᵀM.",
    "mean": "that is the mean of the singular values. The norm is the largest.",
    "root": "no further root: np.linalg.norm(M, 2) is the largest singular value itself.",
    "all": "that is the sum of all singular values. The norm is the largest.",
    "determinant": "the determinant is the product of all eigenvalues: it says nothing of the largest stretch.",
}
# The same where the powers of a matrix are measured.
HUMP = {
    "fro": NORM["fro"],
    "radius": "that is ρ, by eigenvalues: ρ(W^t) is ρ^t, and has no hump. The norm goes by singular values.",
} | {kind: said for kind, said in NORM.items() if kind not in ("fro", "radius")}
ENTRIES = "W**t takes the power of every entry. Multiply by W again and again, or use matrix_power."


def norm(M, kind="right"):
    """The norm of M (n,n); kind: one of NORMS."""
    return NORMS[kind](M)


def by_eigenvalues(W, t):
    """V D^t V⁻¹ (n,n), as numpy's eig gives it, for a defective W too."""
    values, V = np.linalg.eig(W)
    return (V * values**t) @ np.linalg.inv(V)


WORST = {
    "left": "that is where W^t takes the longest one to, a column of U. The start is a row of Vt.",
    "column": "that is a column of Vt. The start that grows most is a row: h meets Vt first, row by row.",
    "row": "that is a row of U. The start that grows most is a row of Vt.",
    "smallest": "that start grows least: svd gives the singular values in falling order.",
    "eigen": "that is the eigenvector of the largest eigenvalue. Others grow more: the singular vectors tell.",
    "first": "eigenvectors, in no order, are not the answer. Others grow more: the singular vectors tell.",
    "values": "those are the singular values, by how much it grows. The direction is asked for.",
    "end": "you return W^t h. The start h itself is asked for.",
    "stretched": "the right direction, but not of length 1: it is multiplied by the singular value.",
    "largest 1": "the right direction, but its largest entry is 1. Its length has to be.",
    "eigh": "that is a row of the eigenvectors. eigh gives them as columns, the largest last: [:, -1].",
    "axis": "that is the best of the axes (1, 0, …), (0, 1, …). Starts between them may grow more.",
}
WHICH = {
    "once": "you look at W, at a single step. The start that grows most in t steps belongs to the matrix W^t.",
    "entries": ENTRIES,
    "more": "one step too many: the matrix is W^t, with t products.",
    "less": "one step too few: the matrix is W^t, with t products.",
    "back": "that is the worst start of Wᵀ: going backwards. Use W^t itself.",
}


def upright(vector):
    """A vector (n,) or its negative, whichever has the largest entry in size positive."""
    largest = vector[np.abs(vector).argmax()]
    return vector * (np.sign(largest) or 1.0)


def worst(W, t, vector="right", matrix="right"):
    """The h of length 1 (n,) for which W^t h is longest."""
    A = {
        "right": lambda: power(W, t),
        "once": lambda: W,
        "entries": lambda: W**t,
        "more": lambda: power(W, t + 1),
        "less": lambda: power(W, t - 1),
        "back": lambda: power(W, t).T,
    }[matrix]()
    U, s, Vt = np.linalg.svd(A)
    values, V = np.linalg.eig(A)
    return {
        "right": Vt[0],
        "left": U[:, 0],
        "column": Vt[:, 0],
        "row": U[0],
        "smallest": Vt[-1],
        "eigen": V[:, np.abs(values).argmax()].real,
        "first": V[:, 0].real,
        "values": s,
        "end": A @ Vt[0],
        "stretched": s[0] * Vt[0],
        "largest 1": Vt[0] / np.abs(Vt[0]).max(),
        "eigh": np.linalg.eigh(A.T @ A)[1][-1],
        "axis": np.eye(len(W))[np.linalg.norm(A, axis=0).argmax()],
    }[vector]


PRODUCT = {
    "jacobian": {
        "turned": "the slopes belong to the left of W: they come after the weights. (slope * W scales columns.)",
        "no slopes": "the slopes are missing: each step is J = diag(slope) @ W.",
        "no W": "W is missing: each step is J = diag(slope) @ W.",
        "Wᵀ": "W is transposed. A step forwards is diag(slope) @ W.",
    },
    "steps": {
        "no first": "the first step is missing: every row of slopes is a step.",
        "no last": "the last step is missing: every row of slopes is a step.",
        "last": "that is the last step alone. Does your product keep what came before?",
        "W": "one W too many: the product begins with the Jacobian of the first step, or with np.eye.",
        "ones": "you begin with ones everywhere. What changes nothing is np.eye, ones on the diagonal.",
        "first": "that is the first step alone. Does your product change in the loop?",
    },
}


def product(W, slopes, join="right", jacobian="right", steps="right"):
    """J_T … J_1 (n,n) of the Jacobians diag(slopes_t) W, from W (n,n) and slopes (T,n)."""
    slopes = {
        "no first": slopes[1:],
        "no last": slopes[: max(1, len(slopes) - 1)],
        "last": slopes[-1:],
        "first": slopes[:1],
    }.get(steps, slopes)
    make = {
        "right": lambda s: np.diag(s) @ W,
        "turned": lambda s: W @ np.diag(s),
        "no slopes": lambda s: W,
        "no W": np.diag,
        "Wᵀ": lambda s: np.diag(s) @ W.T,
    }[jacobian]
    begin = {"W": W, "ones": np.ones_like(W)}.get(steps, np.eye(len(W)))
    p = begin if len(slopes) == 0 else make(slopes[0]) @ begin
    for s in slopes[1:]:
        p = {"right": np.matmul, "entries": np.multiply, "order": lambda J, p: p @ J, "sum": np.add}[join](make(s), p)
    return p


OVER = {
    "first": "t = 0 is missing: W^0 is the identity, so the answer is never below 1.",
    "last": "that is the last norm, ‖W^T‖. The largest one may lie on the way.",
    "less": "off by one: range(T) ends at T - 1, but T itself is asked for too.",
    "more": "off by one: stop at T, not at T + 1.",
    "one": "that is ‖W‖ alone. Its powers may be larger: keep the last power, and multiply it by W.",
}
HIGHEST = {
    "size": HUMP,
    "over": OVER,
    "entries": {True: ENTRIES},
    "pick": {
        min: "that is the smallest norm. The largest one is asked for.",
        np.argmax: "that is the step t at which the norm is largest. The norm itself is asked for.",
        sum: "you add the norms. The largest one is asked for.",
        np.mean: "that is the mean of the norms. The largest one is asked for.",
    },
}


def highest(W, T, size="right", over="right", entries=False, pick=max):
    """The largest norm of W^t for t = 0, …, T."""
    steps = {
        "right": range(T + 1),
        "first": range(1, T + 1),
        "last": [T],
        "less": range(T),
        "more": range(T + 2),
        "one": [1],
    }[over]
    return pick([norm(W**t if entries else power(W, t), size) for t in steps])
