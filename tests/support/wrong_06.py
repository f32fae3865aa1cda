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
    "half_lives": [
        ("0.5 ** (1 / lags)", "np.exp(-1 / lags)", "1/e"),
        ("0.5 ** (1 / lags)", "2 ** (1 / lags)", "yours grows"),
        ("0.5 ** (1 / lags)", "0.5 ** lags", "power n"),
        ("0.5 ** (1 / lags)", "0.5 / lags", "no n-th root"),
        ("0.5 ** (1 / lags)", "0.5 ** (1 // lags)", "// rounds down"),
        ("0.5 ** (1 / lags)", "0.5", "a single step"),
        (" / slopes", "", "the slope is missing"),
        (" / slopes", " * slopes", "you multiply by the slope"),
        (" / slopes", " / slopes[0]", "its own slope"),
        (" / slopes", " / slopes.mean()", "its own slope"),
        ("np.diag(0.5 ** (1 / lags) / slopes)", "0.5 ** (1 / lags) / slopes", "of shape (2, 2)"),
        ("np.diag(0.5 ** (1 / lags) / slopes)", "np.diag((0.5 / slopes) ** (1 / lags))", "outside the root"),
        ("0.5 ** (1 / lags) / slopes", "(0.5 ** (1 / lags) / slopes)[::-1]", "unit j belongs"),
        ("np.diag(0.5 ** (1 / lags) / slopes)", "0.5 ** (1 / lags) / slopes * np.ones((len(lags), 1))", "Alone means"),
        ("0.5 ** (1 / lags) / slopes", "0.5 ** (1 / (lags + 1))", "two things"),
    ],
    "best_rate": [
        ("np.where(updates == 0, budget, updates)", "updates", "not learned"),
        ("np.where(updates == 0, budget, updates)", "np.where(updates == 0, 3000, updates)", "use the argument"),
        ("np.where(updates == 0, budget, updates)", "np.where(updates == 0, 2 * budget, updates)", "not as twice"),
        ("counted.mean(axis=1)", "np.median(counted, axis=1)", "the median"),
        ("counted.mean(axis=1)", "counted.max(axis=1)", "slowest seed"),
        ("", "return rates[np.argmin([min([u for u in r if u] or [9e9]) for r in updates])]", "luckiest seed"),
        ("", "return rates[np.argmax((updates > 0).sum(axis=1))]", "you count the seeds"),
        ("", "return rates[np.argmin([sum(r) / max(1, sum(r > 0)) or 9e9 for r in updates])]", "successes alone"),
        ("rates[np.argmin(counted.mean(axis=1))]", "np.argmin(counted.mean(axis=1))", "the place of the rate"),
        ("rates[np.argmin(counted.mean(axis=1))]", "counted.mean(axis=1).min()", "smallest mean itself"),
        ("np.argmin", "np.argmax", "largest mean"),
        ("counted.mean(axis=1)", "counted[:, 0]", "first seed alone"),
        ("mean(axis=1)", "mean(axis=0)", "Not yet"),
        ("rates[np.argmin(counted.mean(axis=1))]", "rates", "must return one number"),
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
        "    return np.sqrt(s / len(W))",
    ],
    "half_lives": [
        "def f(lags, slopes):\n    return np.eye(len(lags)) * np.exp(np.log(0.5) / lags) / slopes",
        "def f(lags, slopes):\n    W = np.zeros((len(lags), len(lags)))\n    for j in range(len(lags)):\n"
        "        W[j, j] = 2 ** (-1 / lags[j]) / slopes[j]\n    return W",
    ],
    "best_rate": [
        "def f(rates, updates, budget):\n    sums = [sum(u or budget for u in row) for row in updates]\n"
        "    return rates[sums.index(min(sums))]",
        "def f(rates, updates, budget):\n"
        "    return min(zip([sum(u if u else budget for u in r) for r in updates], rates))[1]",
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
