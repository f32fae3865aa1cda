"""Lesson 09: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "count_ways": [
        ("", "return sum(T // d for d in lengths)", "how many links of each length fit"),
        (
            "",
            "ways = [1] + [0] * T\nfor d in lengths:\n    for t in range(d, T + 1):\n        ways[t] += ways[t - d]\n"
            "return ways[T]",
            "The order counts",
        ),
        ("ways = [1]", "ways = [0]", "Start with 1"),
        ("ways = [1]", "ways = [2]", "twice too many"),
        ("in lengths", "in lengths[:1]", "only the first of the lengths"),
        ("in lengths", "in lengths[-1:]", "only the last of the lengths"),
        ("in lengths", "in [max(lengths)]", "only the largest of the lengths"),
        ("in lengths", "in range(1, max(lengths) + 1)", "all lengths up to the largest"),
        ("in lengths", "in {1, *lengths}", "you allow single steps as well"),
        ("in lengths", "in [1, lengths[-1]]", "section 1's formula"),
        ("t >= d", "t > d", "t ≥ d"),
        ("range(1, T + 1)", "range(T)", "a step too long"),
        ("ways.append(", "ways.append(ways[t - 1] + ", "allow single steps"),
        ("return ways[T]", "return np.array(ways).astype(np.int32)[T]", "too large for 32 bits"),
        ("return ways[T]", "return ways[T - 1]", "T steps, yours T - 1"),
        ("return ways[T]", "return sum(ways)", "over all numbers of steps"),
        ("return ways[T]", "return ways[T + 1]", "stopped with IndexError"),
        ("return ways[T]", "return ways", "must return one number"),
        (
            "",
            "if T < 1:\n    return int(T == 0)\nreturn sum(count_ways(T - d, lengths) for d in lengths)",
            "Stopped after 200,000 calls",
        ),
        ("", "return len(lengths) ** T", "uses up d steps"),
        (
            "",
            "from math import comb\nd = lengths[-1]\nreturn sum(comb(T - m * (d - 1), m) for m in range(T // d + 1))",
            "section 1's formula",
        ),
        (
            "",
            "ways = [0] + [99999] * T\nfor t in range(1, T + 1):\n"
            "    ways[t] = min([ways[t - d] + 1 for d in lengths if t >= d], default=99999)\n"
            "return ways[T] if ways[T] < 99999 else 0",
            "how few links",
        ),
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
    "choose_skip": [
        ("lag // d + lag % d", "lag // d", "the single steps are missing"),
        ("lag // d + lag % d", "lag % d", "the skips are links too"),
        ("lag // d + lag % d", "-(-lag // d)", "you count it as one"),
        ("lag // d + lag % d", "lag / d", "longest skip allowed"),
        ("lag // d + lag % d", "(1 + lag - d if lag >= d else lag)", "several skips"),
        ("max(", "sum(", "the lag that is worst off should"),
        ("max(", "min(", "best off"),
        ("in lags", "in lags[:1]", "only the first lag"),
        ("in lags", "in [max(lags)]", "only the longest lag"),
        ("longest + 1", "longest", "ends before it"),
        ("return min(range(2, longest + 1), key=worst)", "return max(range(2, longest + 1), key=worst)", "worst skip"),
        (
            "return min(range(2, longest + 1), key=worst)",
            "return min(map(worst, range(2, longest + 1)))",
            "how many links",
        ),
        (
            "return min(range(2, longest + 1), key=worst)",
            "return min(range(longest, 1, -1), key=worst)",
            "of equals the",
        ),
        ("", "from math import gcd\nreturn gcd(*lags)", "leaves no rest"),
        ("range(2,", "range(1,", "2 steps or more"),
        ("range(2,", "range(3,", "a skip of 2 steps"),
        ("", "return longest", "longest skip allowed"),
        ("range(2, longest + 1)", "[lag for lag in sorted(lags) if lag <= longest]", "one of the lags"),
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
        "def f(T, lengths):\n    w = np.zeros(T + max(lengths))\n    w[0] = 1\n    for t in range(1, T + 1):\n"
        "        w[t] = sum(w[t - d] for d in lengths)\n    return w[T]",
        "def f(T, lengths):\n    w = [1] + [0] * T\n    for t in range(T):\n        for d in lengths:\n"
        "            if t + d <= T:\n                w[t + d] += w[t]\n    return w[T]",
    ],
    "gradient": [
        "def f(a, b, d, states):\n    g = [0.0] * (d - 1) + [1.0]\n    for h in states[1:]:\n"
        "        g.append((1 - h * h) * (a * g[-1] + b * g[-d]))\n    return g[-1]",
        "def f(a, b, d, states):\n    h = [states[0] + 1e-30j]\n    for t in range(1, len(states)):\n"
        "        h.append(np.tanh(a * h[-1] + (b * h[t - d] if t >= d else 0)))\n    return h[-1].imag / 1e-30",
    ],
    "choose_skip": [
        "def f(lags, longest):\n    d = np.arange(2, longest + 1)\n    lags = np.array(lags)[:, None]\n"
        "    return d[np.argmin((lags // d + lags % d).max(0))]",
    ],
    "mended": [
        "def f(w, u, xs):\n    rows = [[0, 0] for _ in xs]\n    for k, order in enumerate((1, -1)):\n        h = 0\n"
        "        for t in range(len(xs))[::order]:\n            h = rows[t][k] = np.tanh(w * h + u * xs[t])\n"
        "    return rows",
    ],
}
