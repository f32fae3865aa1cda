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
    "in_chunks": [
        ("range(0, len(xs), n)", "[0]", "that is what the first chunk gives"),
        ("min(start + n, len(xs)), start, -1", "len(xs), start, -1", "at the end of the sequence"),
        ("        handed = 0.0\n", "        handed = 0.0 if start == 0 else handed\n", "into the end of the next one"),
        ("    h = scalar.run(a, 0.0, xs)\n", "    h = scalar.run(a, 0.0, xs)\n    n = len(xs)\n", "whole gradient"),
        ("    h = scalar.run(a, 0.0, xs)\n", "    h = scalar.run(a, 0.0, xs)\n    n = 1\n", "you cut at every step"),
        ("    h = scalar.run(a, 0.0, xs)\n", "    h = scalar.run(a, 0.0, xs)\n    n += 1\n", "n + 1 steps"),
        (
            "        handed = 0.0\n",
            "        handed = 0.0\n        h = [0.0] * start + [*scalar.run(a, 0.0, xs[start : start + n])]\n",
            "the state starts from 0 in each chunk",
        ),
        ("(1 + handed)", "(handed or 1)", "only the loss at the end of each chunk"),
        ("return total", "return total / len(xs)", "the mean over the steps"),
        ("return total", "return total / -(-len(xs) // n)", "the mean over the chunks"),
        ("range(0, len(xs), n)", "range(0, len(xs) // n * n, n)", "shorter chunk is left out"),
        ("h[t - 1]", "h[t]", "the state before it"),
        ("h[t] ** 2", "np.tanh(h[t]) ** 2", "tanh twice"),
        ("h[t] ** 2", "h[t - 1] ** 2", "off by one step"),
        (" * (1 - h[t] ** 2)", "", "the slope of tanh is missing"),
        ("a * dz", "dz", "weight is missing on the way"),
        ("a * dz", "a * dz * (1 - h[t] ** 2)", "one slope too many"),
        ("a * dz", "a * dz * (1 - h[t - 1] ** 2)", "when its own turn comes"),
        ("handed = a * dz", "handed += a * dz", "made anew at each step"),
        ("(1 + handed)", "(h[t] + handed)", "is 1, not h_t"),
        ("h[t - 1]", "xs[t - 1]", "met by the weight of the input"),
        ("handed = 0.0", "handed = 1.0", "begin with 0"),
        ("range(0, len(xs), n)", "range(0, len(xs) - n, n)", "the last chunk is left out"),
        ("range(min(start + n, len(xs)), start, -1)", "range(min(start + n, len(xs)) - 1, start, -1)", "last step of"),
        ("range(min(start + n, len(xs)), start, -1)", "range(min(start + n, len(xs)) - 1, start - 1, -1)", "t - 1 is"),
        ("return total", "return -total", "right but for the sign"),
        (
            "",
            "h = scalar.run(a, 0.0, xs)\ntotal = 0.0\nfor end in range(1, len(xs) + 1):\n    carried = 1.0\n"
            "    for t in range(end, max(0, end - n), -1):\n        total += carried * (1 - h[t] ** 2) * h[t - 1]\n"
            "        carried *= a * (1 - h[t] ** 2)\nreturn total",
            "that is a window of n - 1",
        ),
    ],
    "delay_line": [
        ("k=-1", "k=1", "is yours transposed"),
        ("k=-1", "k=0", "is yours transposed"),
        ("return np.eye(lag + 1, k=-1)", "return np.roll(np.eye(lag + 1), 1, axis=0)", "comes round again"),
        ("k=-1)", "k=-1) + np.eye(lag + 1)", "keeps what it had"),
        ("k=-1)", "k=-1) / 2 + np.eye(lag + 1) / 2", "smeared out"),
        ("k=-1)", "k=-1) * 0.9", "a tenth away"),
        ("k=-1)", "k=-1) * -1", "turns the sign"),
        ("return np.eye(lag + 1, k=-1)", "return np.tril(np.ones((lag + 1, lag + 1)), -1)", "short cuts"),
        ("return np.eye(lag + 1, k=-1)", "return np.ones((lag + 1, lag + 1))", "hears all units"),
        ("k=-1", "k=-2", "skips a unit"),
        ("k=-1)", "k=-1) + np.eye(lag + 1, k=1)", "to and fro"),
        ("k=-1)", "k=-1) * lag", "multiplies by lag"),
        (
            "return np.eye(lag + 1, k=-1)",
            "W = np.eye(lag + 1, k=-1)\n    W[-1, -1] = 1\n    return W",
            "one unit keeps",
        ),
        ("return np.eye(lag + 1, k=-1)", "return np.eye(lag, k=-1)", "shape"),
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
    "in_chunks": [
        "def f(a, xs, n):\n    h, g, total = 0.0, 0.0, 0.0\n    for t, x in enumerate(xs):\n"
        "        if t % n == 0:\n            g = 0.0\n        new = np.tanh(a * h + x)\n"
        "        g = (1 - new**2) * (h + a * g)\n        h = new\n        total += g\n    return total",
    ],
    "delay_line": [
        "def f(lag):\n    W = np.zeros((lag + 1, lag + 1))\n    W[range(1, lag + 1), range(lag)] = 1\n    return W"
    ],
    "mended": ["def f(a, xs, n):\n    return np.tanh(a * f(a, xs[:-1], n) + xs[-1]) if len(xs) else 0.0"],
}
