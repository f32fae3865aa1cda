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
# The same where the powers of a matrix are measured, and where a condition is on σ_max.
HUMP = {
    "fro": NORM["fro"],
    "radius": "that is ρ, by eigenvalues: ρ(W^t) is ρ^t, and has no hump. The norm goes by singular values.",
} | {kind: said for kind, said in NORM.items() if kind not in ("fro", "radius")}
SAFE = {
    "radius": "you use the spectral radius. With a nonlinearity it promises nothing; the condition is on σ_max.",
    "signed": "you use the largest eigenvalue. With a nonlinearity it promises nothing; the condition is on σ_max.",
    "fro": "you use the Frobenius norm. It is safe too, but a larger gain is: the condition is on σ_max.",
    "one": "you use the largest column sum. The condition is on σ_max.",
    "inf": "you use the largest row sum. The condition is on σ_max.",
    "entry": "you use the largest entry. The condition is on σ_max.",
    "smallest": "you use the smallest singular value. For gradients to vanish surely, even the largest must be small.",
    "square": "you use σ_max². It is its root, σ_max, that one step stretches by.",
    "mean": "you take the mean of the singular values. The condition is on the largest.",
    "root": "no root: np.linalg.norm(X, 2) is σ_max itself.",
    "all": "you add the singular values. The condition is on the largest.",
    "determinant": "the determinant is no criterion: one direction may grow where the volume shrinks. Use σ_max.",
}
LENGTHS = {
    "right": np.linalg.norm,
    "sizes": lambda v: np.abs(v).sum(),
    "largest": lambda v: np.abs(v).max(),
    "square": lambda v: v @ v,
    "mean": lambda v: np.sqrt(np.mean(v**2)),
    "sum": np.sum,
    "first": lambda v: v[0],
}
LENGTH = {
    "sizes": "you add the sizes of the entries. A length is the root of the sum of their squares.",
    "largest": "that is the largest entry. A length is the root of the sum of the squares.",
    "square": "the root is missing: a length is the root of the sum of the squares.",
    "mean": "that is the root of the *mean* square. A length is the root of the sum.",
    "sum": "you add the entries. A length is the root of the sum of their squares.",
    "first": "that is the first entry alone. The length of the whole vector is asked for.",
}
ENTRIES = "W**t takes the power of every entry. Multiply by W again and again, or use matrix_power."


def norm(M, kind="right"):
    """The norm of M (n,n); kind: one of NORMS."""
    return NORMS[kind](M)


def by_eigenvalues(W, t, part="right"):
    """V D^t V⁻¹ (n,n), as numpy's eig gives it, for a defective W too; part: one way to get it wrong."""
    values, V = np.linalg.eig(W)
    if part == "real values":
        return (V.real * values.real**t) @ np.linalg.inv(V).real
    back = {"no V⁻¹": np.eye(len(W)), "Vᵀ": V.T, "only D": np.eye(len(W))}
    left = np.eye(len(W)) if part == "only D" else V
    return (left * values**t) @ (back[part] if part in back else np.linalg.inv(V))


# What people take for W^t h.
STEPS = {
    "right": (lambda W, h, t: power(W, t) @ h, ""),
    "entries": (lambda W, h, t: W**t @ h, ENTRIES),
    "turned": (
        lambda W, h, t: h @ power(W, t),
        "that is the transposed matrix at work: h @ W is W.T @ h. The state is multiplied from the left.",
    ),
    "more": (lambda W, h, t: power(W, t + 1) @ h, "one step too many: after 0 steps the vector is h itself."),
    "less": (lambda W, h, t: power(W, t - 1) @ h if t else h, "one step too few: W^t is t products, not t - 1."),
    "spread": (
        lambda W, h, t: np.ravel(W**t * h) if t else h,
        "W * h multiplies entry by entry and makes a matrix. One step is W @ h.",
    ),
    "once": (lambda W, h, t: W @ h, "that is a single step. t of them are asked for."),
    "times": (lambda W, h, t: t * (W @ h), "you multiply by t. Every step multiplies by W once more."),
    "none": (lambda W, h, t: h, "W is missing: that is the length of h."),
    "doubled": (
        lambda W, h, t: power(W, 2 ** min(t, 7)) @ h,
        "W = W @ W squares what you have: after t times that is W^(2^t). Multiply by the first W each time.",
    ),
    "no V⁻¹": (
        lambda W, h, t: by_eigenvalues(W, t, "no V⁻¹") @ h,
        "V⁻¹ is missing: V D^t h treats the entries of h as if they were its parts along the eigenvectors.",
    ),
    "Vᵀ": (
        lambda W, h, t: by_eigenvalues(W, t, "Vᵀ") @ h,
        "V.T is V⁻¹ only where the eigenvectors are at right angles. Here they need not be.",
    ),
    "only D": (
        lambda W, h, t: by_eigenvalues(W, t, "only D") @ h,
        "the eigenvectors are missing: eigenvalues act on the parts of h along them, not on its entries.",
    ),
    "real values": (
        lambda W, h, t: by_eigenvalues(W, t, "real values") @ h,
        "you drop the imaginary parts too early. Only V D^t V⁻¹ as a whole is real.",
    ),
}


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
