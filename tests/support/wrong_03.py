"""Lesson 03: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "total_derivative": [
        ("1 - h_next**2", "1 - math.tanh(h_next) ** 2", "tanh twice"),
        ("1 - h_next**2", "1 - (a * h + x) ** 2", "1 - z_t²"),
        ("1 - h_next**2", "h_next * (1 - h_next)", "slope of the logistic"),
        ("1 - h_next**2", "1 - h**2", "off by one step"),
        ("(1 - h_next**2) * ", "", "slope of tanh is missing"),
        ("1 - h_next**2", "1 - h_next", "square is missing"),
        ("(h + a * dh)", "(h_next + a * dh)", "keep it until dh is made"),
        ("(h + a * dh)", "(h + dh)", "weight is missing on the way"),
        ("(h + a * dh)", "h", "that is the direct derivative"),
        ("(h + a * dh)", "h + dh", "do not carry"),
        ("(h + a * dh)", "a * dh", "always 0"),
        ("h, dh = h_0", "h, dh = 0.0", "starts from 0"),
        ("return dh", "return -dh", "right but for the sign"),
        ("return dh", "return max(-5, min(5, dh))", "cut off at ±5"),
        ("return dh", "return h", "that is the state h_T"),
        ("1 - h_next**2) * (h + a * dh)", "1 - math.tanh(h_next) ** 2) * (h_next + a * dh)", "two things"),
        ("(h + a * dh)", "(a + dh)", "the product rule"),
        ("(h + a * dh)", "(h * dh if dh else h)", "you multiply the uses"),
        ("h, dh = h_0, 0.0", "h, dh = h_0, 1.0", "starts from 0: h_0 does not"),
        (
            "",
            "h, g = h_0, 1.0\nfor x in xs:\n    h = math.tanh(a * h + x)\n    g *= a * (1 - h * h)\nreturn g",
            "dh_T/dh_0",
        ),
    ],
    "recurrent_gradient": [
        ("states[t + 1] ** 2", "np.tanh(states[t + 1]) ** 2", "tanh twice"),
        ("states[t + 1] ** 2", "states[t] ** 2", "off by one step"),
        ("(1 - states[t + 1] ** 2)", "states[t + 1] * (1 - states[t + 1])", "slope of the logistic"),
        (" * (1 - states[t + 1] ** 2)", "", "slope of tanh is missing"),
        ("states[t])", "states[t - 1])", "at t = 0 it is -1"),
        ("states[t])", "states[t + 1])", "off by one"),
        ("np.outer(delta, states[t])", "np.outer(states[t], delta)", "transposed"),
        ("W.T @ delta", "W @ delta", "hand back W @ delta"),
        ("W.T @ delta", "0", "only the direct parts"),
        ("W.T @ delta", "delta", "W is missing in what is handed back"),
        ("W.T @ delta", "W.T @ (direct[t] + handed)", "slope is missing in what is handed back"),
        ("handed = W.T @ delta", "handed = handed + W.T @ delta", "not cleared"),
        ("return dW", "return -dW", "right but for the sign"),
        ("return dW", "return np.clip(dW, -5, 5)", "cut off at ±5"),
        ("return dW", "return dW / len(direct)", "no mean is taken"),
        ("W.T @ delta", "np.clip(W.T @ delta, -1, 1)", "inside the sweep"),
        ("reversed(range(len(direct)))", "reversed(range(max(0, len(direct) - 4), len(direct)))", "after the last 4"),
        ("(direct[t] + handed)", "((direct[t] if t == len(direct) - 1 else 0) + handed)", "only the loss of the last"),
        ("handed = W.T @ delta", "handed = W.T @ delta if t % 3 else 0 * delta", "detached every 3 steps"),
        (
            "dW += np.outer(delta, states[t])\n        handed = W.T @ delta",
            "dW += np.outer(states[t], delta)\n        handed = delta @ W.T",
            "rows of W are inputs",
        ),
        ("dW += ", "dW = ", "step 1 alone"),
        ("reversed(range(len(direct)))", "reversed(range(len(direct) - 1))", "the last step is missing"),
        ("reversed(range(len(direct)))", "range(len(direct))", "from the last step to the first"),
        ("np.outer(delta, states[t])", "delta @ states[t]", "an inner product"),
        (
            "(direct[t] + handed) * (1 - states[t + 1] ** 2)",
            "direct[t] + handed * (1 - states[t + 1] ** 2)",
            "direct too",
        ),
        ("return dW", "return dW[0]", "must return an array of shape (2, 2)"),
    ],
    "best_step": [
        ("3 * u", "6 * u", "two parts are equal"),
        ("3 * u", "u", "factor of 3 is lost"),
        ("(3 * u * L / M) ** (1 / 3)", "3 * u * L / M", "Take the cube root"),
        ("(1 / 3)", "0.5", "a cube root"),
        ("(1 / 3)", "1 / 3", "brackets"),
        (" * L", "", "L is missing"),
        (" / M", "", "M is missing"),
        ("3 * u * L / M", "M / (3 * u * L)", "larger step"),
        ("", "e = (3 * u * L / M) ** (1 / 3)\nreturn M * e * e / 6 + u * L / e", "error at the best step"),
        ("", "return u ** (1 / 3)", "rule of thumb"),
        ("", "return 2 * (u * L / M) ** 0.5", "forward difference"),
        ("", "return 1e-5", "always"),
    ],
    "mended": [
        ("range(1, len(s))", "range(len(s))", "code with the bug"),
        ("s[t - 1])", "s[t])", "after its step"),
        ("np.outer(deltas[t], s[t - 1])", "np.outer(s[t - 1], deltas[t])", "transposed"),
        ("", "z = np.vstack([0 * s[:1], s])\nreturn deltas.T @ z[[-1, *range(len(s) - 1)]]", "zero row in front"),
        ("", "return deltas[1:].T @ s[:-1] / len(s)", "that is the mean"),
        ("range(1, len(s))", "range(2, len(s))", "one step too many is left out"),
        ("", "return deltas[:-1].T @ s[1:]", "the two are swapped"),
        ("", "return deltas[:-1].T @ s[:-1]", "not deltas[t - 1]"),
        ("", "return deltas.T @ np.vstack([s[:1], s[:-1]])", "zero, not s[0]"),
        ("", "return sum(np.outer(deltas[t], s[t - 1]) for t in range(1, len(s)))", "returned one number"),
    ],
}

RIGHT = {
    "total_derivative": [
        "def f(a, h_0, xs):\n    def d(t):\n        if t == 0:\n            return h_0, 0.0\n        h, dh = d(t - 1)\n"
        "        n = np.tanh(a * h + xs[t - 1])\n        return n, (1 - n * n) * (h + a * dh)\n"
        "    return d(len(xs))[1]",
        "def f(a, h_0, xs):\n    e = 1e-20\n    h = h_0\n    for x in xs:\n        h = np.tanh((a + 1j * e) * h + x)\n"
        "    return h.imag / e",
    ],
    "recurrent_gradient": [
        "def f(W, states, direct):\n    back = 0 * direct\n    for t in range(len(direct) - 1, -1, -1):\n"
        "        up = direct[t] if t == len(direct) - 1 else direct[t] + back[t + 1] @ W\n"
        "        back[t] = up / np.cosh(np.arctanh(states[t + 1])) ** 2\n"
        "    return np.einsum('ti,tj->ij', back, states[:-1])",
    ],
    "best_step": ["def f(u, L, M):\n    return np.cbrt(3 * u / M * L)"],
    "mended": ["def f(deltas, s):\n    return (deltas.T @ np.vstack([0 * s[0], s[:-1]])).tolist()"],
}
