"""Lesson 02: wrong answers with words of the sentence each must get, and other right ones."""

EIGEN = "d, V = np.linalg.eig(W)\n"

WRONG = {
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
    "worst_start": [
        ("Vt[0]", "Vt[:, 0]", "column of Vt"),
        ("Vt[0]", "Vt[-1]", "grows least"),
        ("[2]\n    return Vt[0]", "[0]\n    return Vt[:, 0]", "takes the longest one to"),
        ("[2]\n    return Vt[0]", "[0]\n    return Vt[0]", "row of U"),
        ("np.linalg.matrix_power(W, t)", "W", "a single step"),
        ("np.linalg.matrix_power(W, t)", "W**t", "power of every entry"),
        ("(W, t)", "(W, t + 1)", "one step too many"),
        ("(W, t)", "(W, t - 1)", "one step too few"),
        ("(W, t)", "(W.T, t)", "takes the longest one to"),
        ("Vt[0]", "np.linalg.matrix_power(W, t) @ Vt[0]", "W^t h"),
        ("Vt[0]", "np.linalg.norm(np.linalg.matrix_power(W, t), 2) * Vt[0]", "not of length 1"),
        ("Vt[0]", "Vt[0] / max(abs(Vt[0]))", "largest entry is 1"),
        ("", EIGEN + "return V[:, np.argmax(abs(d))]", "eigenvector of the largest"),
        ("", "return np.eye(len(W))[np.argmax(np.linalg.norm(np.linalg.matrix_power(W, t), axis=0))]", "the axes"),
        ("Vt[0]", "np.linalg.eigh(Vt.T @ Vt)[1]", "array of shape"),
        (
            "",
            "A = np.linalg.matrix_power(W, t)\nreturn np.linalg.eigh(A.T @ A)[1][-1]",
            "eigh gives them as columns",
        ),
    ],
    "design": [
        ("G / (h_2**2 - h_1**2), h_1", "G / (h_2**2 - h_1**2), h_2", "always 0"),
        ("h_2**2 - h_1**2", "h_1**2 - h_2**2", "the sign"),
        ("h_2**2 - h_1**2", "h_2 - h_1", "0.9 times"),
        ("0.0, 0.9", "0.0, 0.5", "w = 20 is not allowed"),
        ("0.0, 0.9", "0.0, 1.0", "is not allowed"),
        ("0.0, 0.9", "0.9, 0.9", "ZeroDivisionError"),
        ("G / (h_2**2 - h_1**2), h_1, h_2", "h_1, h_2, G / (h_2**2 - h_1**2)", "order is w, h_1, h_2"),
        ("G / (h", "abs(G) / (h", "right for G above 0"),
        ("G / (h_2**2 - h_1**2)", "8.0", "is 2, yours is 6.48"),
        ("G / (h_2**2 - h_1**2), h_1, h_2", "G / (h_2**2 - h_1**2)", "an array of shape (3,)"),
    ],
    "mended": [
        ("np.diag(slope) @ W @ p", "p * (np.diag(slope) @ W)", "code with the bug"),
        ("np.diag(slope) @ W @ p", "p @ np.diag(slope) @ W", "wrong order"),
        ("np.diag(slope) @ W @ p", "W @ np.diag(slope) @ p", "the first step is right"),
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
    "hump": [
        "def f(W, T):\n    return max(np.linalg.norm(np.linalg.matrix_power(W, t), 2) for t in reversed(range(T + 1)))",
        "def f(W, T):\n    P, norms = np.eye(len(W)), []\n    for t in range(T + 1):\n"
        "        norms.append(np.linalg.svd(P)[1][0])\n        P = P @ W\n    return max(norms)",
    ],
    "worst_start": [
        "def f(W, t):\n    A = np.linalg.matrix_power(W, t)\n    return np.linalg.eigh(A.T @ A)[1][:, -1]",
        "def f(W, t):\n    A = np.linalg.matrix_power(W, t)\n    h = np.ones(len(W)) + 0.1 * np.arange(len(W))\n"
        "    for _ in range(3000):\n        h = A.T @ (A @ h)\n        h = -h / np.linalg.norm(h)\n    return h",
    ],
    "design": [
        "def f(G):\n    w = 9.5\n    return w, *((0, (G / w) ** 0.5) if G > 0 else ((-G / w) ** 0.5, 0))",
        "def f(G):\n    return [-G / 0.8, np.sqrt(0.81), -0.1]",
    ],
    "mended": [
        "def f(W, slopes):\n    p = np.eye(len(W))\n    for s in slopes:\n        p = s[:, None] * (W @ p)\n"
        "    return np.linalg.svd(p)[1].max()",
        "def f(W, slopes):\n    p = np.eye(len(W))\n    for s in slopes[::-1]:\n        p = p @ np.diag(s) @ W\n"
        "    return np.linalg.norm(p, 2)",
    ],
}
