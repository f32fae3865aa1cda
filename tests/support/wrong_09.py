"""Lesson 09: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "count_ways": [
        ("", "return T + max(0, T - d + 1)", "the links of the picture"),
        ("", "return T // d + T % d", "the shortest way"),
        ("", "ways = [1]\nfor t in range(T):\n    ways.append(sum(ways[-d:]))\nreturn ways[T]", "a skip of exactly d"),
        ("return ways[T]", "return np.array(ways).astype(np.int32)[T]", "too large for 32 bits"),
        (
            "",
            "if T < 1:\n    return int(T == 0)\nreturn count_ways(T - 1, d) + count_ways(T - d, d)",
            "Stopped after 200,000 calls",
        ),
        ("t >= d", "t > d", "h_d already reads h_0"),
        ("", "return T // d + 1", "different numbers of skips"),
        ("", "return 2 ** (T // d)", "not only at multiples"),
        ("", "return 2**T", "uses up d steps"),
        ("ways[t - d] if t >= d", "ways[t - 2] if t >= 2", "the answer for d = 2"),
        ("return ways[T]", "return ways[T] - 1", "one is missing"),
        ("return ways[T]", "return ways[T + 1]", "stopped with IndexError"),
        ("return ways[T]", "return ways[T - 1]", "Either a step is missing"),
        ("range(1, T + 1)", "range(1, T)", "stopped with IndexError"),
        ("ways[t - d] if t >= d", "ways[t - d + 1] if t >= d - 1", "reaches back d - 1"),
        ("ways[t - d] if t >= d", "ways[t - d - 1] if t > d", "reaches back d + 1"),
        ("", "from math import comb\nreturn sum(comb(T, m) for m in range(T // d + 1))", "uses up d steps"),
        ("", "return 1 + max(0, T - d + 1)", "one skip at most"),
        ("ways[t - d] if t >= d else 0", "ways[max(0, t - d)]", "before h_0"),
        ("return ways[T]", "return ways", "must return one number"),
    ],
    "gradient": [
        (
            "arrows = a * by_h_0[t - 1] + (b * by_h_0[t - d] if t >= d else 0)",
            "arrows = (a * by_h_0[t - 1] + (b * by_h_0[t - d] if t >= d else 0)) / (1 + (t >= d))",
            "You take the mean",
        ),
        ("(1 - states[t] ** 2) * arrows", "arrows", "slope of tanh is missing"),
        ("(1 - states[t] ** 2)", "(1 - states[t - 1] ** 2)", "off by one step"),
        ("states[t] ** 2", "np.tanh(states[t]) ** 2", "tanh twice"),
        ("states[t] ** 2", "np.arctanh(states[t]) ** 2", "1 - z_t²"),
        ("(1 - states[t] ** 2)", "states[t] * (1 - states[t])", "logistic"),
        ("a * by_h_0[t - 1] + (b", "a * by_h_0[t - 1] + 0 * (b", "single steps alone"),
        ("a * by_h_0[t - 1] + ", "", "skips alone"),
        ("t >= d", "t > d", "h_d already reads h_0"),
        ("by_h_0[t - d]", "by_h_0[t - 1]", "cases are wrong"),
        ("by_h_0[t - d]", "by_h_0[t - d + 1]", "from h_{t-d+1}"),
        ("a * by_h_0[t - 1]", "by_h_0[t - 1]", "weight a is missing"),
        ("b * by_h_0[t - d]", "by_h_0[t - d]", "weight b is missing"),
        ("a * by_h_0[t - 1] + (b", "b * by_h_0[t - 1] + (a", "a and b are swapped"),
        (
            "",
            "g = [1.0]\nfor t in range(1, len(states)):\n    s = 1 - states[t] ** 2\n"
            "    g.append(a * s * g[t - 1] + (b * g[t - d] if t >= d else 0))\nreturn g[-1]",
            "the skip passes the tanh too",
        ),
        ("", "return np.prod((a + b) * (1 - states[1:] ** 2))", "uses up one step"),
        ("return by_h_0[-1]", "return states[-1]", "that is the last state"),
        ("return by_h_0[-1]", "return by_h_0", "must return one number"),
        ("return by_h_0[-1]", "return -by_h_0[-1]", "but for the sign"),
    ],
    "leak": [
        ("", "return 1 - 10 ** (np.log(share) / T)", "it is exp that does"),
        ("1 / T", "1 / 2", "the square root"),
        ("", "return (1 - share) ** T", "where n belongs"),
        ("", "return 1 - share ** (1 // T)", "1 // 2 is 0"),
        ("", "return 1 - share ** (1 / T) + 0.001 * np.sin(T)", "were digits lost"),
        ("1 - share ** (1 / T)", "share ** (1 / T)", "what is kept"),
        ("share ** (1 / T)", "share**T", "upside down"),
        ("1 - share ** (1 / T)", "(1 - share) / T", "a straight line"),
        ("1 - share ** (1 / T)", "1 / T", "about 1/e"),
        ("1 - share ** (1 / T)", "-np.log(share) / T", "only nearly"),
        ("share ** (1 / T)", "(1 - share) ** (1 / T)", "what is lost"),
        ("1 - share ** (1 / T)", "1 - share", "a single step"),
        ("1 - share ** (1 / T)", "1 - share / T", "a root is needed"),
        ("1 / T)", "1 / (T - 1))", "off by one"),
        ("1 / T)", "1 / (T + 1))", "off by one"),
        ("share ** (1", "0.5 ** (1", "one half only"),
        ("1 - share ** (1 / T)", "share ** (1 / T) - 1", "but for the sign"),
    ],
    "mended": [
        ("[1:][::-1]", "[1:]", "code with the bug"),
        ("xs[::-1]", "xs", "reads forwards"),
        ("scalar.run(w, 0.0, xs[::-1], u)[1:][::-1]", "scalar.run(w, 0.0, xs, u)[1:]", "of the forward direction now"),
        ("[there, back]", "[back, there]", "comes first"),
        ("[there, back], axis=1)", "[there, back], axis=1)[::-1]", "all rows are turned round"),
        ("0.0, xs, u)[1:]", "0.0, xs, u)[1:][::-1]", "turned the forward half's states"),
        ("[1:]", "[:-1]", "after word t was read"),
        ("[1:][::-1]", "[:-1][::-1]", "has read word t too"),
        ("xs[::-1]", "there[::-1]", "reads the sentence"),
        ("w, 0.0, ", "u, 0.0, ", "cases are wrong"),
        (", u)", ")", "weight u"),
        ("[there, back]", "[there, there]", "of the forward direction now"),
        ("axis=1", "axis=0", "returned an array of shape (2, 3)"),
        ("np.stack([there, back], axis=1)", "np.concatenate([there, back])", "array of shape (2, 2)"),
    ],
}

RIGHT = {
    "count_ways": [
        "def f(T, d):\n    from math import comb\n    return sum(comb(T - m * d + m, m) for m in range(T // d + 1))",
        "def f(T, d):\n    w = np.zeros(T + d)\n    w[0] = 1\n    for t in range(1, T + 1):\n"
        "        w[t] = w[t - 1] + w[t - d]\n    return w[T]",
    ],
    "gradient": [
        "def f(a, b, d, states):\n    g = [0.0] * (d - 1) + [1.0]\n    for h in states[1:]:\n"
        "        g.append((1 - h * h) * (a * g[-1] + b * g[-d]))\n    return g[-1]",
        "def f(a, b, d, states):\n    h = [states[0] + 1e-30j]\n    for t in range(1, len(states)):\n"
        "        h.append(np.tanh(a * h[-1] + (b * h[t - d] if t >= d else 0)))\n    return h[-1].imag / 1e-30",
    ],
    "leak": ["def f(share, T):\n    return -np.expm1(np.log(share) / T)"],
    "mended": [
        "def f(w, u, xs):\n    rows = [[0, 0] for _ in xs]\n    for k, order in enumerate((1, -1)):\n        h = 0\n"
        "        for t in range(len(xs))[::order]:\n            h = rows[t][k] = np.tanh(w * h + u * xs[t])\n"
        "    return rows",
    ],
}
