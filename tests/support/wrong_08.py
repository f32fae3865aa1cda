"""Lesson 08: wrong answers with words of the sentence each must get, and other right ones."""

UPDATE = "(h - n) * u * (1 - u) * w_u"
RESET = "w_n * h * r * (1 - r) * w_r"

WRONG = {
    "slope": [
        ("a_r + w_r", "w_r", "a_r is missing"),
        ("math.tanh(a_n + r", "math.tanh(r", "a_n is missing"),
        (f"return u + {UPDATE} + through_n", "return u", "the direct path alone"),
        (f"u + {UPDATE}", "u", "through the update gate is missing"),
        (f"r * w_n + {RESET}", "r * w_n", "through the reset gate is missing"),
        (f"return u + {UPDATE}", "return u", "through the update gate is missing"),
        ("return u + ", "return ", "the direct path is missing"),
        ("(h - n)", "(n - h)", "factor h - n"),
        ("(h - n)", "h", "the candidate is missing"),
        ("u * (1 - u) * w_u", "w_u", "its slope is missing"),
        ("u * (1 - u) * w_u", "u * (1 - u)", "by way of w_u"),
        ("u * (1 - u) * w_u", "(1 - u**2) * w_u", "not 1 - u²"),
        ("(1 - n**2) * ", "", "slope of tanh is missing"),
        ("(1 - n**2)", "n * (1 - n)", "not n (1 - n)"),
        ("(1 - n**2)", "(1 - math.tanh(n) ** 2)", "tanh twice"),
        ("(1 - n**2)", "(1 - (a_n + r * w_n * h) ** 2)", "1 - z²"),
        ("(1 - u) * (1 - n**2)", "(1 - n**2)", "get the share 1 - u"),
        ("(1 - u) * (1 - n**2)", "u * (1 - n**2)", "you take u"),
        ("r * w_n + w_n", "w_n + w_n", "the reset gate is missing: n contains"),
        ("r * (1 - r) * w_r", "w_r", "its slope is missing"),
        ("r * (1 - r) * w_r", "r * (1 - r)", "w_r is missing"),
        (RESET, "h * r * (1 - r) * w_r", "w_n is missing"),
        (RESET, "w_n * r * (1 - r) * w_r", "the state is missing"),
        (
            "",
            "s = lambda z: 1 / (1 + math.exp(-z))\nr, u = s(a_r + w_r * h), s(a_u + w_u * h)\n"
            "n = math.tanh(a_n + r * w_n * h)\nd = r * w_n + w_n * h * r * (1 - r) * w_r\n"
            "return 1 - u + (n - h) * u * (1 - u) * w_u + u * (1 - n * n) * d",
            "other convention",
        ),
        (f"return u + {UPDATE} + through_n", "return u * h + (1 - u) * n", "h_t itself"),
        (f"u + {UPDATE} + through_n", "u + (1 - u) * (1 - n**2) * r * w_n", "through the two gates are missing"),
    ],
    "memory_bias": [
        ('return bias if keeps == "u" else -bias', 'if keeps == "u":\n        return bias', "keeps = '1-u'"),
        ('bias if keeps == "u" else -bias', "bias", "u must be small"),
        ('keeps == "u"', 'keeps != "u"', "swapped"),
        ('bias if keeps == "u" else -bias', "-bias", "u must be large"),
        ("else -bias", "else 1 - bias", "not the bias"),
        ("least ** (1 / T)", "least", "a single step"),
        ("least ** (1 / T)", "least**T", "upside down"),
        ("least ** (1 / T)", "1 - (1 - least) / T", "straight line"),
        ("least ** (1 / T)", "(1 - least) ** (1 / T)", "what is lost"),
        ("least ** (1 / T)", "least / T", "a root is needed"),
        ("math.log(kept / (1 - kept))", "kept / (1 - kept)", "last logarithm"),
        ("math.log(kept / (1 - kept))", "math.log(kept)", "one part more"),
        ("math.log(kept", "math.log10(kept", "log10"),
        ("math.log(kept / (1 - kept))", "math.log((1 - kept) / kept)", "conventions are swapped"),
        ("", "return least ** (1 / T)", "that is the gate"),
        ("", "k = least ** (1 / T)\nreturn k if keeps == 'u' else 1 - k", "that is u"),
        (
            "",
            "k = (least if keeps == 'u' else 1 - least) ** (1 / T)\nreturn math.log(k / (1 - k))",
            "still `least`",
        ),
    ],
    "units": [
        ("(H + 1) * (D + H + 2)", "(H + 1) * (D + H + 1)", "the bias is missing"),
        ("D + H + 2", "D + H + 3", "two biases in every block"),
        ("D + H + 2", "H + 2", "weights for the input are missing"),
        ("(D + H + 2)", "(D + 1)", "The size grows with H²"),
        ("(D + H + 2)", "(H + 1)", "the state's weights alone"),
        ("(D + H + 2)", "(D + 3)", "not 2 H"),
        ("blocks * ", "", "`blocks` is not used"),
        ("blocks * ", "4 * ", "right for an LSTM"),
        ("blocks * ", "3 * ", "right for a GRU"),
        ("blocks * ", "blocks**2 * ", "come in once"),
        ("<= numbers", "< numbers", "at most means <="),
        ("return H", "return H + 1", "1 too large"),
        ("return H", "return H - 1", "one unit too few"),
        ("return H", "return blocks * H * (D + H + 1)", "How many *units*"),
        ("return H", "return numbers - blocks * H * (D + H + 1)", "left over"),
        ("", "return (((D + 1) ** 2 + 4 * numbers / blocks) ** 0.5 - D - 1) / 2", "units is whole"),
        ("", "return round((((D + 1) ** 2 + 4 * numbers / blocks) ** 0.5 - D - 1) / 2)", "the nearest size"),
        ("", "return -int(-((((D + 1) ** 2 + 4 * numbers / blocks) ** 0.5 - D - 1) / 2) // 1)", "one unit too many"),
        ("", "return int((numbers / blocks) ** 0.5)", "the state's weights alone"),
        ("", "return numbers // (blocks * (D + 33))", "32 units stand in your formula"),
        ("", "return numbers // (blocks * (D + 1))", "grows with H²"),
    ],
    "mended": [
        ("u * h + (1 - u) * n", "(1 - u) * h + u * n", "code with the bug"),
        ("np.exp(-b_u)", "np.exp(b_u)", "code with the bug"),
        ("(1 - u) * n", "u * n", "keeps and writes"),
        (" + (1 - u) * n", "", "nothing new is written"),
        ("(1 - u) * n", "n", "not weighted"),
        ("u * h +", "h +", "old state is not weighted"),
        ("u * h + ", "", "nothing is kept"),
        ("1 / (1 + np.exp(-b_u))", "b_u", "not b_u itself"),
        ("1 / (1 + np.exp(-b_u))", "np.tanh(b_u)", "not its tanh"),
        ("h = h_0", "h = 0.0", "starts from 0"),
        ("in candidates:", "in candidates[1:]:", "first candidate is left out"),
        ("in candidates:", "in candidates[::-1]:", "backwards"),
        ("u * h +", "u * h_0 +", "begins from h_0 again"),
        ("    for n in candidates:\n        h = u", "    for n in candidates:\n        return u", "only one step"),
    ],
}

RIGHT = {
    "slope": [
        "def f(h, w_r, w_u, w_n, a_r, a_u, a_n):\n    h = h + 1e-30j\n    r, u = 1 / (1 + np.exp(-a_r - w_r * h)), "
        "1 / (1 + np.exp(-a_u - w_u * h))\n    return (u * h + (1 - u) * np.tanh(a_n + r * w_n * h)).imag / 1e-30",
    ],
    "memory_bias": [
        "def f(T, least, keeps):\n    p = least ** (1 / T)\n    u = p if keeps == 'u' else 1 - p\n"
        "    return -np.log(1 / u - 1)",
    ],
    "units": [
        "def f(numbers, D, blocks):\n    return int((((D + 1) ** 2 + 4 * (numbers // blocks)) ** 0.5 - D - 1) // 2)",
        "def f(numbers, D, blocks):\n    return max(H for H in range(999) if blocks * H * (D + H + 1) <= numbers)",
    ],
    "mended": [
        "def f(h_0, candidates, b_u):\n    z = 1 / (1 + np.exp(b_u))\n    for n in candidates:\n"
        "        h_0 = (1 - z) * h_0 + z * n\n    return h_0",
        "def f(h_0, candidates, b_u):\n    u, T = 1 / (1 + np.exp(-b_u)), len(candidates)\n"
        "    return u**T * h_0 + (1 - u) * np.dot(candidates, u ** np.arange(T)[::-1])",
    ],
}
