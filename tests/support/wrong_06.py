"""Lesson 06: wrong answers with words of the sentence each must get, and other right ones."""

ROOT = "np.sqrt(np.mean(W**2) * len(W))"

WRONG = {
    "gain_of": [
        ("", "return np.mean(W) * np.sqrt(len(W))", "as the mean of the entries is"),
        ("", "return abs(np.linalg.eigvals(W)).max() * np.sqrt(len(W))", "by the spectral radius"),
        ("", "return abs(np.linalg.det(W)) ** (1 / len(W))", "by the determinant"),
        ("", "return np.linalg.norm(W)", "the root of H that belongs there"),
        ("", "return np.std(W)", "Solve for g"),
        ("", "return np.sqrt((W**2).sum())", "the root of H that belongs there"),
        ("np.sqrt(np.mean(W**2) * len(W))", "np.mean(W**2) * len(W)", "square of the gain"),
        (ROOT, "np.std(W) / np.sqrt(len(W))", "you divided by √H"),
        (ROOT, "np.linalg.svd(W)[1][0]", "largest singular value"),
        (ROOT, "max(abs(np.linalg.eigvals(W)))", "spectral radius"),
        (ROOT, "np.abs(W).mean() * np.sqrt(len(W))", "mean size"),
        (ROOT, "np.abs(W).max() * np.sqrt(len(W))", "largest entry"),
        (ROOT, "np.std(W, ddof=1) * np.sqrt(len(W))", "ddof=1"),
        (ROOT, "np.var(W)", "g² / H"),
        (ROOT, "np.var(W) * np.sqrt(len(W))", "a root is missing"),
        (ROOT, "np.mean(W) * np.sqrt(len(W))", "always 0"),
        (ROOT, "np.std(W, axis=1) * np.sqrt(len(W))", "must return one number"),
    ],
    "factor_per_step": [
        ("1 / (len", "1 // (len", "// rounds down"),
        ("", "return np.mean(norms[1:]) / np.mean(norms[:-1])", "a quotient of sums"),
        ("", "return np.exp(np.log10(norms[-1] / norms[0]) / (len(norms) - 1))", "a power of 10 that does"),
        ("", "return 10 ** (np.log(norms[-1] / norms[0]) / (len(norms) - 1))", "it is exp that does"),
        ("(len(norms) - 1)", "len(norms)", "off by one: between"),
        ("(len(norms) - 1)", "(len(norms) - 2 or 1)", "not two"),
        ("(norms[-1] / norms[0])", "(norms[0] / norms[-1])", "upside down"),
        ("", "return np.mean(norms[1:] / norms[:-1])", "arithmetic mean"),
        (" ** (1 / (len(norms) - 1))", "", "all steps together"),
        ("(1 / (len(norms) - 1))", "1 / (len(norms) - 1)", "with brackets"),
        ("(norms[-1] / norms[0])", "norms[-1]", "is not 1"),
        ("(norms[-1] / norms[0])", "norms[-1] / norms[0]", "brackets"),
        ("(norms[-1] / norms[0])", "(norms[-1] / norms[1])", "begin at norms[1]"),
        ("(norms[-1] / norms[0])", "(norms[-1] - norms[0])", "Not yet"),
        ("", "return np.mean(np.diff(np.log(norms)))", "exp leads back"),
        ("", "return norms[-1] / norms[-2]", "last step alone"),
        ("", "return (norms[-1] - norms[0]) / (len(norms) - 1)", "mean change per step"),
        ("", "return norms[1:] / norms[:-1]", "must return one number"),
    ],
    "horizon": [
        ("math.log(least) / math.log(rate)", "math.log(1 - least) / math.log(1 - rate)", "not those of 1 less them"),
        ("math.floor(math.log(least) / math.log(rate)) + 1", "math.log(least) / math.log(rate)", "must be whole"),
        (" + 1", "", "rounded down"),
        (" + 1", " + 2", "one step earlier"),
        ("math.floor(math.log(least) / math.log(rate)) + 1", "math.ceil(math.log(least) / math.log(rate))", "exactly"),
        ("math.floor(math.log(least) / math.log(rate)) + 1", "round(math.log(least) / math.log(rate))", "nearest"),
        ("math.log(least) / math.log(rate)", "math.log(rate) / math.log(least)", "upside down"),
        ("math.log(least) / math.log(rate)", "-math.log(least)", "rate is missing"),
        ("math.log(least) / math.log(rate)", "math.log(least / rate)", "difference of two"),
        ("math.log(least) /", "math.log10(least) /", "different bases"),
        ("math.log(least) /", "-math.log(least) /", "both logarithms are negative"),
        ("", "n = 0\nwhile rate**n > least:\n    n += 1\nreturn n", "exactly"),
    ],
    "mended": [
        ("gain * Q", "gain * Q / np.sqrt(len(Q))", "code with the bug"),
        ("gain * Q", "Q", "the gain is missing"),
        ("gain * Q", "gain * np.eye(len(A))", "depend on all arguments"),
        ("gain * Q", "gain * np.linalg.qr(np.random.default_rng(0).normal(size=A.shape))[0]", "depend on all"),
        ("gain * Q", "gain * A / np.sqrt(len(A))", "Gaussian start"),
        ("gain * Q", "gain * A", "A times the gain"),
        ("gain * Q", "gain * A / max(abs(np.linalg.eigvals(A)))", "spectral radius"),
        ("gain * Q", "gain * A / np.linalg.norm(A, 2)", "largest singular value"),
        ("gain * Q", "gain * A / np.linalg.norm(A, axis=0)", "not right angles"),
        ("gain * Q", "gain * Q * np.sqrt(len(Q))", "multiply by √H"),
        ("gain * Q", "gain * Q / len(Q)", "divide by H"),
        ("Q, _ =", "_, Q =", "the R of"),
        ("gain * Q", "gain**2 * Q", "the gain once only"),
        ("gain * Q", "2 * gain * Q", "QᵀQ"),
        ("", "return A[0]", "must return an array of shape (2, 2), but it returned an array of shape (2,)"),
        ("", "return np.linalg.qr(A)", "must return an array of shape (2, 2)"),
    ],
}

RIGHT = {
    "gain_of": [
        "def f(W):\n    return np.std(W) * np.sqrt(len(W))",
        "def f(W):\n    return np.linalg.norm(W) / len(W) ** 0.5",
        "def f(W):\n    s = 0\n    for row in W:\n        for w in row:\n            s += w * w\n"
        "    return math.sqrt(s / len(W))",
    ],
    "factor_per_step": [
        "def f(norms):\n    return np.exp(np.mean(np.diff(np.log(norms))))",
        "def f(norms):\n    return 10 ** ((np.log10(norms[-1]) - np.log10(norms[0])) / (len(norms) - 1))",
        "def f(norms):\n    p = 1\n    for a, b in zip(norms, norms[1:]):\n        p *= b / a\n"
        "    return p ** (1 / (len(norms) - 1))",
    ],
    "horizon": [
        "def f(rate, least):\n    n, size = 0, 1.0\n    while size >= least:\n        n, size = n + 1, size * rate\n"
        "    return n",
        "def f(rate, least):\n    return 1 + f(rate, least / rate) if least <= rate else 1",
        "def f(rate, least):\n    return next(n for n in range(10**6) if rate**n < least)",
    ],
    "mended": [
        "def f(A, gain):\n    U, _, V = np.linalg.svd(A)\n    return gain * U @ V",
        "def f(A, gain):\n    Q, R = np.linalg.qr(A)\n    return gain * Q * np.sign(np.diag(R))",
        "def f(A, gain):\n    columns = []\n    for v in A.T:\n        for q in columns:\n"
        "            v = v - q @ v * q\n        columns.append(v / np.linalg.norm(v))\n"
        "    return gain * np.array(columns).T",
        "def f(A, gain):\n    return -gain * np.linalg.qr(A)[0].T",
    ],
}
