"""Lesson 04: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "truncated": [
        ("h[t - 1]", "xs[t - 1]", "met by the weight of the input"),
        ("return total", "return total / min(k + 1, len(xs))", "the mean over the uses"),
        ("h = scalar.run", "xs = xs[-(k + 1) :]\n    h = scalar.run", "starts from h_0 again"),
        ("len(xs) - k - 1", "len(xs) - k", "keeps k + 1 uses"),
        ("len(xs) - k - 1", "len(xs) - k - 2", "and no more"),
        ("max(0, len(xs) - k - 1)", "0", "that is the whole gradient"),
        ("h[t - 1]", "h[t]", "the state before it"),
        ("        carried *= a * (1 - h[t] ** 2)\n", "", "must be carried"),
        ("carried * (1 - h[t] ** 2) * h[t - 1]", "carried * h[t - 1]", "slope"),
        ("a * (1 - h[t] ** 2)", "a", "slope of tanh is missing on the way"),
        ("a * (1 - h[t] ** 2)", "(1 - h[t] ** 2)", "weight is missing on the way"),
        ("h[t] ** 2", "np.tanh(h[t]) ** 2", "tanh twice"),
        ("h[t] ** 2", "np.arctanh(h[t]) ** 2", "1 - z_t²"),
        ("(1 - h[t] ** 2)", "h[t] * (1 - h[t])", "logistic"),
        ("scalar.run(a, h_0, xs)", "scalar.run(a, 0.0, xs)", "starts from 0"),
        ("range(len(xs), max(0, len(xs) - k - 1), -1)", "range(min(k + 1, len(xs)), 0, -1)", "counted from the end"),
        ("len(xs) - k - 1", "(len(xs) - 1) // (k + 1) * (k + 1)", "what chunks of k + 1 steps keep"),
        ("return total", "return carried", "by the state before the window"),
        ("return total", "return -total", "right but for the sign"),
        ("return total", "return float(np.clip(total, -1, 1))", "cut off at ±1"),
    ],
    "kept_pairs": [
        ("", "q, m = divmod(T, n)\nreturn q * n * (n - 1) + m * (m - 1)", "each pair of two steps twice"),
        ("", "return n * (T // n) * (T // n + 1) // 2", "how long they are"),
        ("", "return sum(min(t, n - 1) + 1 for t in range(T))", "what a window of n - 1"),
        ("", "return sum(min(t, n) + 1 for t in range(T))", "what a window of n keeps"),
        (" + rest * (rest + 1) // 2", "", "the last, shorter chunk keeps"),
        (" + rest * (rest + 1) // 2", " + rest", "not m"),
        ("", "return -(-T // n) * n * (n + 1) // 2", "keeps fewer pairs"),
        ("", "return T / n * n * (n + 1) / 2", "a number of chunks is whole"),
        ("", "return sum(t // n == i // n for t in range(T) for i in range(t))", "the diagonal is missing"),
        ("", "return sum(t // n == i // n for t in range(T) for i in range(T))", "half of the square"),
        ("", "return T * (T + 1) // 2", "those are all pairs"),
        ("", "return T * n", "start of its chunk"),
    ],
    "safe_window": [
        (
            "wrong[-1] + 1 if len(wrong) else 0",
            "len(sums) - 1 - wrong[-1] if len(wrong) else len(sums)",
            "from there to the end",
        ),
        ("", "s = np.cumsum(influences)\nreturn np.argmax(abs(s) >= abs(s[-1]) / 2)", "a half of the whole"),
        ("", "s = np.cumsum(influences)\nreturn np.flatnonzero(s * s[-1] > 0)[0]", "for the first time"),
        ("wrong[-1] + 1", "wrong[-1]", "still wrong"),
        ("wrong[-1] + 1", "wrong[-1] + 2", "off by one"),
        ("wrong[-1] + 1 if len(wrong) else 0", "len(wrong)", "count the wrong windows"),
        ("sums * sums[-1] <= 0", "influences * sums[-1] <= 0", "sign of their sum"),
        ("sums * sums[-1] <= 0", "sums <= 0", "where the sum is positive"),
        ("np.cumsum(influences)", "np.cumsum(influences[::-1])", "from the longest lag"),
        ("", "return len(influences) - 1", "not the smallest"),
        ("", "return int(np.abs(influences).argmax())", "largest influence"),
        ("", "s = np.cumsum(influences)\nreturn np.flatnonzero(s * s[0] > 0)[0]", "sign of lag 0"),
        ("return wrong[-1] + 1 if len(wrong) else 0", "return sums[-1]", "cases are wrong"),
    ],
    "mended": [
        ("", "return scalar.run(a, 0.0, xs[-n:])[-1]", "only the last n steps"),
        ("        for x in xs[start", "        h = a * h\n        for x in xs[start", "over the border as it is"),
        (
            "    h = 0.0\n    for start in range(0, len(xs), n):",
            "    for start in range(0, len(xs), n):\n        h = 0.0",
            "with the bug",
        ),
        ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", "shorter chunk is left out"),
        ("range(0, len(xs), n)", "[0]", "only the first chunk"),
        ("start + n]", "start + n - 1]", "last step of each chunk is left out"),
        ("xs[start : start + n]", "xs[max(0, start - 1) : start + n]", "run twice"),
        ("xs[start : start + n]", "xs[start : start + 1]", "one step of each chunk"),
        ("math.tanh(a * h + x)", "math.tanh(x)", "each step starts from 0"),
        ("math.tanh(a * h + x)", "a * h + x", "tanh is missing"),
        ("", "return scalar.run(a, 0.0, xs)[-2]", "the last step is missing"),
        ("", "return scalar.run(a, 0.0, xs[::-1])[-1]", "backwards"),
        ("return h", "return scalar.run(a, 0.0, xs)", "must return one number"),
    ],
}

RIGHT = {
    "truncated": [
        "def f(a, h_0, xs, k):\n    h = scalar.run(a, h_0, xs)\n    g = 0.0\n"
        "    for t in range(max(1, len(xs) - k), len(xs) + 1):\n        g = (1 - h[t] ** 2) * (h[t - 1] + a * g)\n"
        "    return g",
    ],
    "kept_pairs": ["def f(T, n):\n    return T and min(T, n) * (min(T, n) + 1) // 2 + f(max(0, T - n), n)"],
    "safe_window": [
        "def f(influences):\n    k, s = len(influences) - 1, sum(influences)\n"
        "    while k and sum(influences[:k]) * s > 0:\n        k -= 1\n    return k",
    ],
    "mended": ["def f(a, xs, n):\n    return np.tanh(a * f(a, xs[:-1], n) + xs[-1]) if len(xs) else 0.0"],
}
