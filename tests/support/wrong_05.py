"""Lesson 05: wrong answers with words of the sentence each must get, and other right ones."""

CUT = "np.clip(g * factor, -limit, limit)"
OWN = "[g * (limit / max(np.linalg.norm(g), limit)) for g in (dW, db)]"
COSINE = "before @ after / (np.linalg.norm(before) * np.linalg.norm(after))"
NORM = "np.sqrt(np.sum(dW**2) + np.sum(db**2))"

WRONG = {
    "memory": [
        ("return ", "return 1 + 0 * ", "your answer is always 1"),
        ("(1 - beta2) * G**2 / g**2", "G**2 / g**2", "weight 1 - β₂; that is missing"),
        ("(1 - beta2) * G**2 / g**2", "(1 - beta2) * G / g", "squares, both"),
        ("/ -np.log(beta2)", "/ np.log(beta2)", "a sign: β₂ is below 1"),
        ("/ -np.log(beta2)", "/ (1 - beta2)", "close for a β₂ near 1"),
        (" / -np.log(beta2)", "", "divide by -ln β₂"),
        ("/ -np.log(beta2)", "* -np.log(beta2)", "instead of multiplying"),
        ("return np.log", "return np.log10", "the natural one is asked for"),
        ("(1 - beta2) * G**2 / g**2", "beta2 * G**2 / g**2", "not β₂"),
        (" / g**2", "", "In yours g² is missing"),
        ("", "return (1 - beta2) * G**2", "share right after the explosion"),
        ("", "return np.ceil(np.log((1 - beta2) * G**2 / g**2) / -np.log(beta2))", "rounded up"),
        ("", "return 1 / (1 - beta2)", "so long is the mean"),
    ],
    "cut_on_the_way": [
        ("factors[::-1]", "factors", "the last factor comes first"),
        (CUT, "g * factor", "nothing is cut"),
        ("", "return np.clip(np.prod(factors), -limit, limit)", "you cut once, at the end"),
        (CUT, "np.clip(g, -limit, limit) * factor", "Multiply first, then cut"),
        (CUT, "g * np.clip(factor, -limit, limit)", "you cut the factors"),
        (CUT, "np.minimum(g * factor, limit)", "at -limit"),
        (CUT, "min(abs(g * factor), limit)", "the sign is lost"),
        ("g = 1.0", "g = limit", "begins with 1"),
        (CUT, "g * factor if abs(g * factor) <= limit else 0.0", "not set to 0"),
        (CUT, "limit * np.sign(g * factor)", "as large as the limit"),
    ],
    "turned_by": [
        ("np.degrees(np.arccos(min(1.0, cosine)))", "np.arccos(min(1.0, cosine))", "in radians"),
        ("np.degrees(np.arccos(min(1.0, cosine)))", "cosine", "cosine of the angle"),
        ("np.arccos(min(1.0, cosine))", "cosine", "np.arccos is missing"),
        ("", "return 0.0", "right for one norm"),
        (OWN, "[np.clip(g, -limit, limit) for g in (dW, db)]", "entry by entry"),
        ("(np.linalg.norm(before) * np.linalg.norm(after))", "np.linalg.norm(before) ** 2", "divide by both lengths"),
        (f"cosine = {COSINE}", "cosine = np.clip(before @ after, -1, 1)", "no cosine yet"),
        ("np.arccos", "np.arcsin", "arccos"),
        ("min(1.0, cosine)", "cosine", "a hair larger than 1"),
        ("return np.degrees(np.arccos(min(1.0, cosine)))", "return np.linalg.norm(before - after)", "the distance"),
        (OWN, "[g * limit / max(np.linalg.norm(g), 1e-300) for g in (dW, db)]", "short arrays are made longer"),
        (OWN, "[dW * (limit / max(np.linalg.norm(dW), limit)), db]", "only dW is clipped"),
        (OWN, OWN.replace("norm(g)", "norm(g, 2)"), "largest singular value"),
    ],
    "wall": [
        ("steepness ** (1 / T)", "steepness ** (1 // T)", "rounds down"),
        ("steepness ** (1 / T)", "steepness**0.5", "the T-th root"),
        ("steepness ** (1 / T)", "(1.01 * steepness) ** (1 / T)", "within 2 %"),
        ("steepness ** (1 / T)", "steepness", "its T-th root"),
        ("steepness ** (1 / T)", "steepness / T", "you divide by T"),
        ("steepness ** (1 / T)", "steepness ** (1 / (T + 1))", "off by one"),
        ("(y * (1 - y))", "(1 - np.tanh(x) ** 2)", "slope of tanh"),
        ("(y * (1 - y))", "0.25", "you took ¼"),
        (" / (y * (1 - y))", "", "slope of the logistic function is missing"),
        ("x - w * y", "w * y - x", "the sign of b"),
        ("x - w * y", "-w * y", "the state stays at x"),
        ("x - w * y", "0.5 - w * y", "stays at ½"),
        ("x - w * y", "x - w * x", "it is w σ(x)"),
        ("[w, x - w * y]", "[x - w * y, w]", "b stands first"),
        ("", "return 4.0", "must return an array of shape (2,)"),
    ],
    "mended": [
        ("scale = limit / max(norm, limit)", "scale = 1.0", "code with the bug"),
        ("limit / max(norm, limit)", "limit / max(lr * norm, limit)", "you clip the step"),
        ("limit / max(norm, limit)", "limit / norm", "made longer"),
        ("limit / max(norm, limit)", "1 / max(norm, 1)", "whatever the limit"),
        (NORM, "np.linalg.norm(dW) + np.linalg.norm(db)", "you add two norms"),
        (NORM, "np.linalg.norm(dW)", "dW alone"),
        (NORM, "(np.linalg.norm(dW) + np.linalg.norm(db)) / 2", "the mean of two norms"),
        (NORM, "abs(np.sum(dW) + np.sum(db))", "signs cancel"),
        (NORM, "(np.sum(dW**2) + np.sum(db**2))", "root is missing"),
        ("limit / max(norm, limit)", "(limit / max(norm, limit)) ** 2", "clipped twice"),
        ("W - lr * scale * dW).ravel(), b - lr", "W + lr * scale * dW).ravel(), b + lr", "a sign"),
        ("W - lr * scale * dW).ravel(), b - lr", "W - scale * dW).ravel(), b - 1", "learning rate is missing"),
        ("", "return dW, db", "must return an array of shape (9,)"),
    ],
}

RIGHT = {
    "memory": ["def f(G, g, beta2):\n    return (np.log(1 - beta2) + 2 * np.log(G / g)) / np.log(1 / beta2)"],
    "cut_on_the_way": [
        "def f(factors, limit):\n    if len(factors) == 0:\n        return 1.0\n"
        "    g = f(factors[1:], limit) * factors[0]\n    return max(-limit, min(limit, g))"
    ],
    "turned_by": [
        "def f(dW, db, limit):\n    def own(g):\n        n = np.sqrt(np.sum(g**2))\n"
        "        return g if n <= limit else g * limit / n\n"
        "    u = np.r_[dW.ravel(), db]\n    v = np.r_[own(dW).ravel(), own(db)]\n"
        "    u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)\n"
        "    return 2 * np.degrees(np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))",
    ],
    "wall": [
        "def f(x, steepness, T):\n    w = np.exp(np.log(steepness) / T) * (2 + np.exp(x) + np.exp(-x))\n"
        "    return [w, x - w / (1 + np.exp(-x))]",
    ],
    "mended": [
        "def f(W, b, dW, db, lr, limit):\n    g = np.r_[dW.ravel(), db]\n    n = np.linalg.norm(g)\n"
        "    g = g if n <= limit else g * limit / n\n    return (np.r_[W.ravel(), b] - lr * g).tolist()"
    ],
}
