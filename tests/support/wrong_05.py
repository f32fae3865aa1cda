"""Lesson 05: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "clip_factor": [
        (
            "norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))",
            "norm = (np.linalg.norm(dW) + np.linalg.norm(db)) / 2",
            "the mean of two norms",
        ),
        ("norm = np.sqrt(np.sum(dW**2) + np.sum(db**2))", "norm = abs(np.sum(dW) + np.sum(db))", "signs cancel"),
        ("", "return min(limit, np.sqrt(np.sum(dW**2) + np.sum(db**2)))", "the norm after clipping"),
        ("min(1.0, limit / norm)", "limit / norm", "Clipping only shortens"),
        (" + np.sum(db**2)", "", "dW alone"),
        ("np.sum(dW**2) + ", "", "db alone"),
        ("np.sqrt(np.sum(dW**2) + np.sum(db**2))", "np.linalg.norm(dW) + np.linalg.norm(db)", "you add two norms"),
        ("np.sqrt(np.sum(dW**2) + np.sum(db**2))", "np.sum(dW**2) + np.sum(db**2)", "root is missing"),
        ("np.sqrt(np.sum(dW**2) + np.sum(db**2))", "np.hypot(np.linalg.norm(dW, 2), np.linalg.norm(db))", "singular"),
        ("np.sqrt(np.sum(dW**2) + np.sum(db**2))", "max(np.abs(dW).max(), np.abs(db).max())", "largest entry"),
        ("limit / norm", "limit / (norm + 1e-6)", "PyTorch's"),
        ("min(1.0, limit / norm)", "min(1.0, norm / limit)", "upside down"),
        ("min(1.0, limit / norm)", "max(1.0, limit / norm)", "other way round"),
        ("min(1.0, limit / norm)", "min(1.0, 1 / norm)", "whatever the limit"),
        ("return min(1.0, limit / norm)", "return norm", "that is the norm"),
    ],
    "steepness": [
        ("(w * y * (1 - y)) ** T", "(w * y) ** T * (1 - y)", "brackets"),
        ("return (w * y * (1 - y)) ** T", "return T * np.log10(abs(w) * y * (1 - y))", "that is log10 of the answer"),
        ("return (w * y * (1 - y)) ** T", "return (w * y * (1 - y)) ** T * 1.003**T", "within 2 %"),
        ("np.exp(-x)", "np.exp(-w * x)", "the slope at w x"),
        ("w * y * (1 - y)", "w", "slope of the logistic function is missing"),
        ("w * y * (1 - y)", "w / 4", "you took ¼"),
        ("np.exp(-x)", "np.exp(-0.5)", "slope at ½"),
        ("y * (1 - y)", "(1 - np.tanh(x) ** 2)", "slope of tanh"),
        ("y * (1 - y)", "x * (1 - x)", "not at y = x"),
        ("w * y", "y", "weight is missing"),
        ("** T", "** (T - 1)", "off by one"),
        ("** T", "", "single factor"),
        ("** T", "* T", "added T equal factors"),
        ("(1 - y)", "(1 + y)", "a sign in the slope"),
        ("(w * y * (1 - y)) ** T", "w * (y * (1 - y)) ** T", "raised to the power T too"),
        ("w * y * (1 - y)", "w * y", "σ(x) is the value"),
    ],
    "turned_by": [
        ("np.clip(g, -limit, limit)", "np.clip(g, 0, limit)", "not at 0"),
        ("min(1.0, cosine)", "cosine", "a hair larger than 1"),
        (
            "",
            "c = np.clip(g, -limit, limit)\nreturn abs(np.degrees(np.arctan2(g[1], g[0]) - np.arctan2(c[1], c[0])))",
            "right for two entries",
        ),
        ("np.degrees(np.arccos(min(1.0, cosine)))", "np.arccos(min(1.0, cosine))", "in radians"),
        ("np.degrees(np.arccos(min(1.0, cosine)))", "cosine", "cosine of the angle"),
        ("np.arccos(min(1.0, cosine))", "cosine", "np.arccos is missing"),
        ("", "return 0.0", "right for clipping by norm"),
        ("(np.linalg.norm(g) * np.linalg.norm(cut))", "np.linalg.norm(g) ** 2", "divide by both lengths"),
        ("np.clip(g, -limit, limit)", "np.minimum(g, limit)", "at -limit"),
        ("np.clip(g, -limit, limit)", "np.sign(g)", "you take all signs"),
        ("", "return np.linalg.norm(g - np.clip(g, -limit, limit))", "that is the distance"),
        (
            "cosine = g @ cut / (np.linalg.norm(g) * np.linalg.norm(cut))",
            "cosine = np.clip(g @ cut, -1, 1)",
            "no cosine yet",
        ),
        ("np.arccos", "np.arcsin", "arccos"),
    ],
    "mended": [
        (
            "",
            "limit /= 2**0.5\nparts = [g.ravel() * min(1, limit / np.linalg.norm(g)) for g in (dW, db)]\n"
            "return np.concatenate(parts)",
            "with a smaller limit",
        ),
        (
            "",
            "s = min(1, limit / np.hypot(np.linalg.norm(dW), np.linalg.norm(db)))\nreturn dW * s, db * s",
            "a tuple of arrays of shapes (3, 2) and (3,)",
        ),
        (
            "",
            "return np.concatenate([g.ravel() * min(1, limit / np.sqrt(np.sum(g**2))) for g in (dW, db)])",
            "code with the bug",
        ),
        ("min(1, limit / np.linalg.norm(g))", "limit / np.linalg.norm(g)", "made longer"),
        ("return g * min(1, limit / np.linalg.norm(g))", "return np.clip(g, -limit, limit)", "by value"),
        ("np.linalg.norm(g))", "(np.linalg.norm(g) + 1e-6))", "PyTorch's"),
        ("np.linalg.norm(g))", "(g @ g))", "root is missing"),
        ("np.linalg.norm(g))", "(np.linalg.norm(dW) + np.linalg.norm(db)))", "you add two norms"),
        ("[dW.ravel(), db.ravel()]", "[db.ravel(), dW.ravel()]", "db stands first"),
        ("[dW.ravel(), db.ravel()]", "[dW.T.ravel(), db.ravel()]", "in another order"),
        ("np.linalg.norm(g))", "np.linalg.norm(dW))", "dW alone"),
        ("", "return dW, db", "must return an array of shape (9,)"),
        ("", "return dW", "returned an array of shape (3, 2)"),
    ],
}

RIGHT = {
    "clip_factor": [
        "def f(dW, db, limit):\n    n = sum(x**2 for x in [*dW.ravel(), *db]) ** 0.5\n"
        "    return limit / n if n > limit else 1",
    ],
    "steepness": [
        "def f(w, x, T):\n    return 1.0 if T == 0 else w / (2 + np.exp(x) + np.exp(-x)) * f(w, x, T - 1)",
        "def f(w, x, T):\n    from helpers.activations import logistic\n"
        "    y = logistic(x)\n    return (w * y * (1 - y)) ** T",
    ],
    "turned_by": [
        "def f(g, limit):\n    u, v = g / np.linalg.norm(g), np.clip(g, -limit, limit)\n    v = v / np.linalg.norm(v)\n"
        "    return 2 * np.degrees(np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))",
    ],
    "mended": [
        "def f(dW, db, limit):\n    g = [*dW.flat, *db]\n"
        "    n = sum(x * x for x in g) ** 0.5\n    return [x * min(1, limit / n) for x in g]"
    ],
}
