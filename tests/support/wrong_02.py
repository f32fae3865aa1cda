"""Lesson 02: wrong answers with words of the sentence each must get, and other right ones."""

EIGEN = "d, V = np.linalg.eig(W)\nreturn np.linalg.norm("

WRONG = {
    "length": [
        ("", "return np.linalg.norm(W**t @ h)", "power of every entry"),
        ("W @ h", "h @ W", "transposed matrix at work"),
        ("range(t)", "range(t + 1)", "one step too many"),
        ("range(t)", "range(t - 1)", "one step too few"),
        ("range(t)", "range(1)", "that is a single step"),
        ("", "return np.linalg.norm(t * (W @ h))", "you multiply by t"),
        ("np.linalg.norm(h)", "np.abs(h).sum()", "sizes of the entries"),
        ("np.linalg.norm(h)", "h @ h", "root is missing"),
        ("np.linalg.norm(h)", "np.linalg.norm(h, np.inf)", "largest entry"),
        ("np.linalg.norm(h)", "sum(h)", "you add the entries"),
        ("np.linalg.norm(h)", "h", "must return one number"),
        ("h = W @ h", "W = W @ W", "that is the length of h"),
        ("return np.linalg.norm(h)", "return np.linalg.norm(h) / np.sqrt(len(h))", "*mean* square"),
        ("", EIGEN + "V @ np.diag(d**t) @ h)", "V⁻¹ is missing"),
        ("", EIGEN + "V @ np.diag(d**t) @ np.linalg.inv(V) @ h)", "not for a defective W"),
        ("", EIGEN + "V @ np.diag(d**t) @ V.T @ h)", "V.T is V⁻¹ only"),
        ("", EIGEN + "d**t * h)", "eigenvectors are missing"),
        ("", "return max(abs(np.linalg.eigvals(W))) ** t * np.linalg.norm(h)", "ρ^t"),
        ("", "return np.linalg.norm(W, 2) ** t * np.linalg.norm(h)", "is a bound"),
        ("", "return np.linalg.norm(np.linalg.matrix_power(W, t), 2) * np.linalg.norm(h)", "not the product"),
        ("", "return np.linalg.norm(np.linalg.matrix_power(W, t), 2)", "h is missing"),
    ],
    "hump": [
        ("W @ power", "W * power", "only the diagonal is left"),
        ("np.eye(len(W)), 1.0", "np.ones_like(W), 1.0", "ones on the diagonal"),
        ("np.linalg.norm(power, 2)", "np.linalg.norm(power)", "Frobenius"),
        ("", "return max(np.linalg.norm(W**t, 2) for t in range(T + 1))", "power of every entry"),
        ("np.eye(len(W)), 1.0", "np.eye(len(W)), 0.0", "t = 0 is missing"),
        ("max(largest, np.linalg.norm(power, 2))", "np.linalg.norm(power, 2)", "that is the last norm"),
        ("range(T)", "range(T - 1)", "off by one"),
        ("range(T)", "range(T + 1)", "stop at T"),
        ("", "return max(1, np.linalg.norm(W, 2) ** T)", "that is the bound"),
        ("np.linalg.norm(power, 2)", "max(abs(np.linalg.eigvals(power)))", "has no hump"),
        ("np.linalg.norm(power, 2)", "np.linalg.norm(power, 1)", "column sum"),
        ("np.linalg.norm(power, 2)", "np.linalg.norm(power, np.inf)", "row sum"),
        ("np.linalg.norm(power, 2)", "np.linalg.norm(power, -2)", "smallest singular"),
        ("W @ power", "W", "‖W‖"),
        (
            "",
            "return int(np.argmax([np.linalg.norm(np.linalg.matrix_power(W, t), 2) for t in range(T + 1)]))",
            "step t",
        ),
        ("power = W @ power", "pass", "the norm of W^0"),
        (
            "largest = max(largest, np.linalg.norm(power, 2))",
            "largest += np.linalg.norm(power, 2)",
            "you add the norms",
        ),
    ],
    "safe_gain": [
        ("np.linalg.norm(X, 2)", "max(abs(np.linalg.eigvals(X)))", "spectral radius"),
        ("np.linalg.norm(X, 2)", "np.linalg.norm(X)", "Frobenius"),
        ("(gamma * np.linalg.norm(X, 2))", "np.linalg.norm(X, 2)", "γ is missing"),
        ("1 / (gamma * np.linalg.norm(X, 2))", "gamma / np.linalg.norm(X, 2)", "wrong side"),
        ("(gamma * np.linalg.norm(X, 2))", "gamma * np.linalg.norm(X, 2)", "brackets"),
        ("np.linalg.norm(X, 2)", "np.linalg.norm(X, -2)", "smallest singular"),
        ("np.linalg.norm(X, 2)", "max(np.linalg.eigvalsh(X.T @ X))", "σ_max²"),
        ("1 / (gamma * np.linalg.norm(X, 2))", "np.linalg.norm(X, 2)", "that is σ_max(X)"),
        ("1 / (gamma * np.linalg.norm(X, 2))", "1 / gamma", "X is missing"),
        ("np.linalg.norm(X, 2)", "abs(np.linalg.det(X))", "determinant"),
        ("1 / (", "(", "that is the bound on one step"),
    ],
    "mended": [
        ("np.diag(slope) @ W @ p", "p * (np.diag(slope) @ W)", "code with the bug"),
        ("np.diag(slope) @ W @ p", "p @ np.diag(slope) @ W", "wrong order"),
        (
            "",
            "p = W @ np.diag(slopes[0])\nfor s in slopes[1:]:\n    p = W @ np.diag(s) @ p\nreturn np.linalg.norm(p, 2)",
            "left of W",
        ),
        ("np.linalg.norm(p, 2)", "np.linalg.norm(p)", "Frobenius"),
        ("np.linalg.norm(p, 2)", "max(abs(np.linalg.eigvals(p)))", "spectral radius"),
        ("", "return np.linalg.norm(np.linalg.matrix_power(W, len(slopes)), 2)", "slopes are missing"),
        ("np.diag(slopes[0]) @ W", "np.eye(len(W))", "first step is missing"),
        ("np.diag(slope) @ W @ p", "np.diag(slope) @ W", "last step alone"),
        ("slopes[1:]", "slopes[1:-1]", "last step is missing"),
        ("", "return np.prod([np.linalg.norm(np.diag(s) @ W, 2) for s in slopes])", "multiply the norms"),
        ("np.linalg.norm(p, 2)", "p", "must return one number"),
    ],
}

RIGHT = {
    "length": [
        "def f(W, h, t):\n    return np.sqrt(np.sum((np.linalg.matrix_power(W, t) @ h) ** 2))",
        "def f(W, h, t):\n    return f(W, W.dot(h), t - 1) if t else sum(x * x for x in h) ** 0.5",
        "def f(W, h, t):\n    return np.linalg.norm(h if not t else np.linalg.multi_dot([*[W] * t, h]))",
    ],
    "hump": [
        "def f(W, T):\n    return max(np.linalg.norm(np.linalg.matrix_power(W, t), 2) for t in reversed(range(T + 1)))",
        "def f(W, T):\n    P, norms = np.eye(len(W)), []\n    for t in range(T + 1):\n"
        "        norms.append(np.linalg.svd(P)[1][0])\n        P = P @ W\n    return max(norms)",
    ],
    "safe_gain": [
        "def f(X, gamma):\n    return 1 / gamma / np.linalg.svd(X, compute_uv=False)[0]",
        "def f(X, gamma):\n    return 1 / (gamma * np.sqrt(np.max(np.linalg.eigvals(X @ X.T).real)))",
    ],
    "mended": [
        "def f(W, slopes):\n    p = np.eye(len(W))\n    for s in slopes:\n        p = s[:, None] * (W @ p)\n"
        "    return np.linalg.svd(p)[1].max()",
        "def f(W, slopes):\n    p = np.eye(len(W))\n    for s in slopes[::-1]:\n        p = p @ np.diag(s) @ W\n"
        "    return np.linalg.norm(p, 2)",
    ],
}
