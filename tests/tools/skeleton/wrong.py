"""Lesson NN: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "half_life": [
        (" / ", " * ", "Solve r**n = 1/2"),
        ("0.5", "2", "but for the sign"),
        ("", "return math.log(r) / math.log(0.5)", "upside down"),
        ("", "return math.floor(math.log(0.5) / math.log(r))", "rounded down"),
        ("", "return round(math.log(0.5) / math.log(r), 2)", "right, but rounded"),
        ("math.log(r)", "math.log10(r)", "but for the logarithm"),
        ("", "return 0.5 / r", "cases are wrong"),
        ("return ", "", "forget `return`"),
    ],
    "powers": [
        ("T + 1", "T", "an array of shape"),
        ("np.arange(T + 1)", "np.arange(1, T + 2)", "off by one"),
        (" ** ", " * ", "take a power"),
        ("return ", "return 1.0 / ", "upside down"),
        ("return ", "return -", "but for the sign"),
        ("return r ** np.arange(T + 1)", "return (r ** np.arange(T + 1))[::-1]", "reverse order"),
        ("", "return abs(r) ** np.arange(T + 1)", "you return its size"),
        ("", "return r**T", "one number"),
    ],
}

RIGHT = {
    "half_life": ["def f(r):\n    return math.log2(0.5) / math.log2(r)"],
    "powers": ["def f(r, T):\n    return [r**n for n in range(T + 1)]"],
}
