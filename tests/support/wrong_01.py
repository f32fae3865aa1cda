"""Lesson 01: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "gradient": [
        ("", "return a ** len(xs)", "this is a^T"),
        ("1 - states[1:] ** 2", "1 - np.tanh(states[1:]) ** 2", "tanh twice"),
        ("1 - states[1:] ** 2", "1 - np.arctanh(states[1:]) ** 2", "1 - z_t²"),
        ("(1 - states[1:] ** 2)", "states[1:] * (1 - states[1:])", "slope of the logistic"),
        ("1 - states[1:] ** 2", "1 - states[:-1] ** 2", "off by one step"),
        ("1 - states[1:] ** 2", "1 - states ** 2", "one factor too many"),
        ("a * (1", "(1", "a is missing"),
        ("np.prod(a * (1 - states[1:] ** 2))", "a * np.prod(1 - states[1:] ** 2)", "a once only"),
        ("np.prod", "np.sum", "you add the factors"),
        ("np.prod(a * (1 - states[1:] ** 2))", "a * (1 - states[-1] ** 2)", "last step alone"),
        ("xs, b, c)", "xs)", "b and c are missing"),
        ("xs, b, c)", "xs, b)", "c is missing"),
        ("xs, b, c)", "xs, c, b)", "swapped"),
        ("(a, h_0,", "(a, 0.0,", "starts from 0"),
        ("a * (1 - states[1:] ** 2)", "b * (1 - states[1:] ** 2)", "you multiply by b"),
        ("np.prod(a * (1 - states[1:] ** 2))", "states[-1]", "that is the state h_T"),
        ("np.prod(a *", "np.prod(abs(a) *", "size"),
        ("xs, b, c)", "np.zeros(len(xs)), b, c)", "inputs are missing"),
        ("np.prod(a * (1 - states[1:] ** 2))", "a * (1 - states[1:] ** 2)", "must return one number"),
    ],
    "log_gradient": [
        ("np.log10(np.abs(a * (1 - states[1:] ** 2)))", "np.log10(a * (1 - states[1:] ** 2) + 0j)", "complex"),
        ("np.log10", "np.log", "natural logarithm"),
        ("np.log10", "np.log2", "base 2"),
        ("", "return np.log10(abs(np.prod(a * (1 - states[1:] ** 2))))", "range"),
        ("np.abs(a * (1 - states[1:] ** 2))", "a * (1 - states[1:] ** 2)", "negative number"),
        ("a * (1", "(1", "a is missing"),
        ("1 - states[1:] ** 2", "1 - states[:-1] ** 2", "off by one step"),
        ("1 - states[1:] ** 2", "1 - states ** 2", "one factor too many"),
        ("1 - states[1:] ** 2", "1 - np.tanh(states[1:]) ** 2", "tanh twice"),
        (".sum()", ".mean()", "that is the mean"),
        (".sum()", ".prod()", "multiply the logarithms"),
        (
            "np.log10(np.abs(a * (1 - states[1:] ** 2)))",
            "np.abs(np.log10(np.abs(a * (1 - states[1:] ** 2))))",
            "inside",
        ),
        ("(1 - states[1:] ** 2))).sum()", "(1 - states[1:] ** 2).sum()))", "before the log"),
        ("np.abs(a * (1 - states[1:] ** 2))", "1 - states[1:] ** 2", "a is missing"),
    ],
    "settled_factor": [
        ("math.tanh(a * h)", "math.tanh(h)", "weight is missing in the run"),
        ("h = math.tanh(a * h)", "h = math.sqrt(1 - 1 / a)", "always 1"),
        ("5000", "50", "not settled after 50 steps"),
        ("", "return a", "factor at h = 0"),
        ("h = 0.5", "h = 0.0", "factor at h = 0"),
        ("return a * (1 - h**2)", "return h", "that is the state h*"),
        ("a * (1 - h**2)", "1 - h**2", "a is missing"),
        ("1 - h**2", "1 - math.tanh(h) ** 2", "tanh twice"),
        ("1 - h**2", "1 - math.tanh(a * h)", "square is missing"),
        ("5000", "100", "not settled after 100 steps"),
        ("5000", "1", "not settled after 1 step,"),
        ("", "return a * (1 - math.tanh(a) ** 2)", "not settled after 1 step,"),
        ("1 - h**2", "h * (1 - h)", "logistic"),
        ("", "return math.tanh(a)", "state after one step"),
        ("1 - h**2", "1 + h**2", "a sign in the slope"),
        ("return a * (1 - h**2)", "return 1 / (a * (1 - h**2))", "upside down"),
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
    "gradient": [
        "def f(a, b, c, h_0, xs):\n    g, h = 1.0, h_0\n    for x in xs:\n        h = math.tanh(a * h + b * x + c)\n"
        "        g *= a * (1 - h * h)\n    return g",
        "def f(a, b, c, h_0, xs):\n    if not len(xs):\n        return 1.0\n    z = a * h_0 + b * xs[0] + c\n"
        "    return a / math.cosh(z) ** 2 * f(a, b, c, math.tanh(z), xs[1:])",
        "def f(a, b, c, h_0, xs):\n    def last(h):\n        for x in xs:\n            h = np.tanh(a * h + b * x + c)\n"
        "        return h\n    return last(h_0 + 1e-30j).imag / 1e-30",
    ],
    "log_gradient": [
        "def f(a, states):\n    return sum(math.log10(abs(a) * (1 - h * h)) for h in reversed(states[1:]))",
        "def f(a, states):\n    n = len(states) - 1\n    return n * math.log10(abs(a)) + np.log1p(-states[1:]**2).sum()"
        " / math.log(10)",
        "def f(a, states):\n    from helpers import scalar\n"
        "    return scalar.log10_gradient(scalar.factors(a, states))[-1]",
    ],
    "settled_factor": [
        "def f(a):\n    from helpers import scalar\n    return a * (1 - scalar.fixed_point(a) ** 2)",
        "def f(a):\n    h = -1.0\n    for _ in range(3000):\n        h = np.tanh(a * h)\n    return a - a * h**2",
        "def f(a):\n    h = 1.0\n    while abs(math.tanh(a * h) - h) > 1e-14:\n        h = math.tanh(a * h)\n"
        "    return a / math.cosh(a * h) ** 2",
    ],
    "mended": [
        "def f(a, states):\n    p = 1\n    for h in states[1:]:\n        p = p * a * (1 - h**2)\n    return p",
        "def f(a, states):\n    return math.prod(a * (1 + h) * (1 - h) for h in reversed(states[1:].tolist()))",
    ],
}
