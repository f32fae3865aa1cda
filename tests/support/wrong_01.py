"""Lesson 01: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "by_input": [
        ("return b *", "return", "enters the state h_k with the weight b"),
        ("return b *", "return a *", "where the input enters. Its weight is b"),
        ("states[k + 1 :]", "states[k:]", "one factor too many"),
        ("b * (1 - states[k] ** 2)", "b", "at which the input enters"),
        ("b * (1 - states[k] ** 2) *", "", "One link is missing"),
        ("b * (1 - states[k] ** 2)", "xs[k - 1] * (1 - states[k] ** 2)", "Its *change* is asked for"),
        ("states[k + 1 :]", "states[1:]", "go back to h_0"),
        ("return b * (1 - states[k] ** 2) * np.prod(a *", "return b * np.prod(a *", "at which the input enters"),
        ("* np.prod(a * (1 - states[k + 1 :] ** 2))", "", "from h_k to h_T are missing"),
        ("states[k + 1 :]", "states[k + 1 : -1]", "the last step is missing"),
        ("np.prod(a *", "np.prod(", "the weight is missing on the way"),
        ("(1 - states[k + 1 :] ** 2)", "np.ones(len(xs) - k)", "slopes are missing on the way"),
        ("np.prod(a *", "np.prod(abs(a) *", "take the size of a"),
        ("np.prod", "np.sum", "multiplies them"),
        ("xs, b, c)", "xs)", "b and c are missing"),
        ("xs, b, c)", "xs, b)", "c is missing"),
        ("xs, b, c)", "xs, c, b)", "swapped"),
        ("(a, h_0,", "(a, 0.0,", "starts from 0"),
        ("", "return np.prod(a * (1 - scalar.run(a, h_0, xs, b, c)[1:] ** 2))", "that is dh_T/dh_0"),
        ("= scalar.run(a, h_0, xs, b, c)", "= np.tanh(scalar.run(a, h_0, xs, b, c))", "tanh twice"),
        ("", "return b * a ** (len(xs) - k)", "slopes of tanh are missing"),
        ("", "return scalar.run(a, h_0, xs, b, c)[-1]", "that is the state h_T"),
        (
            "states = scalar.run(a, h_0, xs, b, c)",
            "states = scalar.run(a, h_0, xs, b, c)\n    k = k - 1",
            "x_k leads to h_k",
        ),
    ],
    "peak": [
        ("n, h = 0,", "n, h = 1,", "off by one"),
        ("math.tanh(a * h_0)", "h_0", "slope at h_0"),
        ("return n", "return n - 1", "off by one: one step more"),
        ("a * (1 - h**2) > 1", "h < 1 - 1 / a", "below 1 - 1/a"),
        ("a * (1 - h**2) > 1", "h**2 < 1 / a and n < 1500", "border is √(1/a)"),
        ("1 - h**2", "1 - math.tanh(h) ** 2", "tanh twice"),
        ("(1 - h**2)", "(1 - h)", "the square is missing"),
        ("1 - h**2", "h * (1 - h)", "slope of the logistic"),
        ("a * (1 - h**2) > 1", "1 - h**2 > 0.5 and n < 1500", "fallen to one half"),
        ("", "return math.floor(math.log(math.sqrt(1 - 1 / a) / h_0, a))", "let the unit run"),
        ("", "return max(0, math.log(math.sqrt(1 - 1 / a) / h_0, a))", "let the unit run"),
        ("return n", "return h", "Not yet"),
        (
            "return n",
            "g, h = 1.0, h_0\n    for _ in range(n):\n        h = math.tanh(a * h)\n        g *= a * (1 - h**2)\n"
            "    return g",
            "size of the largest gradient",
        ),
        ("a * (1 - h**2) > 1", "n < 1000", "always 1000"),
    ],
    "design": [
        ("", "return factor", "the bit is lost"),
        ("", "return 1 / factor", "1 / a is not the factor"),
        ("", "return 2 - factor", "right only in the limit"),
        ("", "return (3 - factor) / 2", "to first order"),
        ("return a", "return h", "state h* in which the unit settles"),
        ("return a", "return a * h", "that is a h*"),
        ("a * (1 - h**2) > factor", "1 - h**2 > factor", "at which the *slope* is that"),
        ("(1 - h**2) > factor", "(1 - math.tanh(h) ** 2) > factor", "always 50"),
        ("(1 - h**2) > factor", "(1 - h) > factor", "Not yet"),
        ("(1 - h**2) > factor", "(1 - h**2) > factor**2", "the square of the factor"),
        ("(1 - h**2) > factor", "(1 - h**2) > math.sqrt(factor)", "two steps together"),
        ("range(3000)", "range(1)", "a single step"),
        ("return a", "return round(a, 2)", "rounded"),
        ("return a", "return -a", "right but for the sign"),
        ("(a, high) if a", "(low, a) if a", "Not yet"),
    ],
    "mended": [
        ("1 - states[1:] ** 2", "1 - np.tanh(states[1:]) ** 2", "code with the bug"),
        ("1 - states[1:] ** 2", "1 - states[:-1] ** 2", "now it is off by one"),
        ("1 - states[1:] ** 2", "1 - states ** 2", "one factor too many"),
        ("1 - states[1:] ** 2", "1 - states[1:-1] ** 2", "last step is missing"),
        ("a * slopes", "slopes", "a is missing"),
        ("np.prod(a * slopes)", "a * np.prod(slopes)", "a once only"),
        ("np.prod", "np.sum", "you add the factors"),
        ("1 - states[1:] ** 2", "1 - states[1:]", "square is missing"),
        ("1 - states[1:] ** 2", "1 - np.arctanh(states[1:]) ** 2", "1 - z_t²"),
        ("1 - states[1:] ** 2", "1 - np.tanh(states[:-1]) ** 2", "Not yet"),
        ("np.prod(a * slopes)", "a * slopes", "must return one number"),
    ],
}

RIGHT = {
    "by_input": [
        "def f(a, b, c, h_0, xs, k):\n    def last(x):\n        h = h_0\n"
        "        for t, x_t in enumerate(xs, start=1):\n"
        "            h = np.tanh(a * h + b * (x if t == k else x_t) + c)\n        return h\n"
        "    return last(xs[k - 1] + 1e-30j).imag / 1e-30",
        "def f(a, b, c, h_0, xs, k):\n    h, g = h_0, 0.0\n    for t, x in enumerate(xs, start=1):\n"
        "        h = math.tanh(a * h + b * x + c)\n        g = (1 - h * h) * (a * g + (b if t == k else 0))\n"
        "    return g",
    ],
    "peak": [
        "def f(a, h_0):\n    from helpers import scalar\n    states = scalar.run(a, h_0, np.zeros(1000))\n"
        "    return scalar.log10_gradient(scalar.factors(a, states)).argmax()",
        "def f(a, h_0):\n    best, n, g, h = 1.0, 0, 1.0, h_0\n    for t in range(1, 400):\n"
        "        h = math.tanh(a * h)\n"
        "        g *= a * (1 - h * h)\n        if g > best:\n            best, n = g, t\n    return n",
    ],
    "design": [
        "def f(factor):\n    low, high = 1e-6, 20.0\n    for _ in range(80):\n"
        "        z = (low + high) / 2\n"
        "        low, high = (z, high) if 2 * z / math.sinh(2 * z) > factor else (low, z)\n    return z / math.tanh(z)",
        "def f(factor):\n    from helpers import scalar\n    low, high = 1.0, 100.0\n    for _ in range(60):\n"
        "        a = (low + high) / 2\n        if a * (1 - scalar.fixed_point(a) ** 2) > factor:\n            low = a\n"
        "        else:\n            high = a\n    return a",
    ],
    "mended": [
        "def f(a, states):\n    p = 1\n    for h in states[1:]:\n        p = p * a * (1 - h**2)\n    return p",
        "def f(a, states):\n    return math.prod(a * (1 + h) * (1 - h) for h in reversed(states[1:].tolist()))",
    ],
}
