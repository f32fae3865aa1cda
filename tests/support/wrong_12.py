"""Lesson 12: wrong answers with words of the sentence each must get, and other right ones."""

LAYER = "np.linspace(-np.log(shortest), -np.log(longest), n)"

WRONG = {
    "layer": [
        ("", "return -np.log(np.linspace(shortest, longest, n))", "the *memories* are evenly spaced"),
        ("", "return np.geomspace(shortest, longest, n)", "those are the memories"),
        ("", "return np.log(np.geomspace(shortest, longest, n))", "the sign"),
        ("", "return np.exp(-1 / np.geomspace(shortest, longest, n))", "those are the sizes"),
        ("", "return 1 / np.geomspace(shortest, longest, n)", "One more logarithm"),
        ("np.log", "np.log10", "base 10"),
        ("longest), n)", "longest), n, endpoint=False)", "the longest memory is missing"),
        ("-np.log(shortest), -np.log(longest)", "-np.log(longest), -np.log(shortest)", "longest memory comes first"),
        (
            "",
            "sizes = np.linspace(np.exp(-1 / shortest), np.exp(-1 / longest), n)\nreturn np.log(-np.log(sizes))",
            "sizes |λ| are evenly spaced",
        ),
        ("", "m = np.geomspace(shortest, longest, n)\nreturn np.log(-np.log(1 - 1 / m))", "close for long memories"),
        ("", "return -np.log(shortest * (longest / shortest) ** np.arange(n))", "n - 1 factors between"),
        ("", "return -np.log(np.geomspace(shortest, longest, n)[::-1])", "longest memory comes first"),
        ("", "return np.log(np.log(2) / np.geomspace(shortest, longest, n))", "one half after a memory"),
        (LAYER, "-np.log(shortest)", "must return an array of shape"),
    ],
    "by_weight": [
        ("dh = h + lam * dh\n        h = lam * h + x", "h = lam * h + x\n        dh = h + lam * dh", "the *old* state"),
        ("return dh", "return h", "that is h_T itself"),
        ("h + lam * dh", "h", "the last step's direct part"),
        ("h + lam * dh", "h + dh", "one λ is missing"),
        ("h + lam * dh", "x + lam * dh", "not the input"),
        ("for x in xs", "for x in xs[:-1]", "the last step is missing"),
        ("for x in xs", "for x in xs[1:]", "the first step is missing"),
        ("for x in xs", "for x in xs[::-1]", "in reverse order"),
        ("", "n = np.arange(len(xs))\nreturn np.sum(n * lam**n * xs[::-1])", "one power of λ too many"),
        ("", "n = np.arange(len(xs))\nreturn np.sum(lam ** (n - 1.0) * xs[::-1])", ""),
        ("", "return len(xs) * lam ** (len(xs) - 1)", "λ^T differentiated"),
        ("", "return lam ** len(xs)", "through time"),
        ("lam * dh", "lam**2 * dh", "once λ for every step"),
        ("h = lam * h + x", "h = h + x", "one λ is missing"),
        ("lam * dh", "abs(lam) * dh", "not its size"),
    ],
    "blame": [
        ("    return whole", "    return whole - arriving", "what arrives at h_t itself"),
        ("factors[t + 1] * whole", "factors[t] * whole", "*next* step"),
        ("factors[t + 1] * whole", "whole", "factors are missing"),
        ("factors[t + 1] * whole", "abs(factors[t + 1]) * whole", "size of the factors"),
        ("* whole[t + 1]", "* arriving[t + 1]", "*whole* gradient"),
        ("whole[t] +=", "whole[t] =", "directly is missing"),
        ("whole[t] +=", "whole[t] -=", "a sign"),
        ("", "return arriving.copy()", "direct part alone"),
        ("return whole", "return whole[::-1]", "turn the answer round"),
        ("-1, -1)", "0, -1)", "first state is missing"),
        (
            "",
            "h, out = 0.0, []\nfor f, x in zip(factors, arriving):\n    h = f * h + x\n    out.append(h)\nreturn out",
            "forwards",
        ),
        ("", "return np.cumsum(arriving[::-1])[::-1]", "factors are missing"),
        ("whole = arriving.copy()", "whole = arriving", "changes the arguments"),
        ("whole = arriving.copy()", "whole = np.append(arriving[:-1], 0)", "last state is missing"),
        ("return whole", "return factors * whole", "factors[t] on top"),
        ("return whole", "return whole[0]", "must return an array of shape (1,)"),
        ("return whole", "return sum(whole)", "must return an array of shape (1,)"),
    ],
    "mended": [
        ("abs(lam) ** 2", "lam**2", "your γ is complex"),
        ("np.sqrt(1 - abs(lam) ** 2)", "np.sqrt(1 - abs(lam) ** 2) * abs(np.cos(theta))", "no part in a variance"),
        ("np.sqrt(1 - abs(lam) ** 2)", "abs(np.sqrt(1 - lam**2))", "code with the bug"),
        ("np.sqrt(1 - abs(lam) ** 2)", "1 - abs(lam)", "constant input"),
        ("np.sqrt(1 - abs(lam) ** 2)", "1 - abs(lam) ** 2", "take the root"),
        ("abs(lam) ** 2", "abs(lam)", "square is missing"),
        ("abs(lam)", "lam.real", "real part alone"),
        ("1 - abs", "1 + abs", "a sign"),
        ("np.sqrt(1 - abs(lam) ** 2)", "np.sqrt(1 - lam**2)", "complex"),
        ("np.sqrt(1 - abs(lam) ** 2)", "np.sqrt(1 - lam**2).real", "complex root"),
        ("np.sqrt(1 - abs(lam) ** 2)", "abs(1 - lam)", "|1 - λ|"),
        ("np.exp(-np.exp(nu) + 1j * theta)", "np.exp(-nu)", "exp is missing"),
        ("return np.sqrt", "return 1 / np.sqrt", "upside down"),
    ],
}

RIGHT = {
    "layer": [
        "def f(shortest, longest, n):\n    return -np.log(np.geomspace(shortest, longest, n))",
        "def f(shortest, longest, n):\n    return np.log(-np.log(np.exp(-1 / np.geomspace(shortest, longest, n))))",
        "def f(shortest, longest, n):\n    step = np.log(longest / shortest) / (n - 1)\n"
        "    return [-np.log(shortest) - k * step for k in range(n)]",
    ],
    "by_weight": [
        "def f(lam, xs):\n    n = np.arange(len(xs))\n    return np.sum(n[1:] * lam ** (n[1:] - 1.0) * xs[::-1][1:])",
        "def f(lam, xs):\n    hs = [0.0]\n    for x in xs:\n        hs.append(lam * hs[-1] + x)\n"
        "    g, total = 1.0, 0.0\n    for h in hs[-2::-1]:\n        total += g * h\n        g *= lam\n    return total",
    ],
    "blame": [
        "def f(factors, arriving):\n    out, g = [], 0.0\n"
        "    for f, x in zip(np.append(factors[1:], 0)[::-1], arriving[::-1]):\n"
        "        g = x + f * g\n        out.append(g)\n    return out[::-1]",
        "def f(factors, arriving):\n    if len(factors) == 1:\n        return arriving\n"
        "    rest = f(factors[1:], arriving[1:])\n    return np.append(arriving[0] + factors[1] * rest[0], rest)",
        "def f(factors, arriving):\n    T = len(factors)\n    return [sum(arriving[s] * np.prod(factors[t + 1 : s + 1])"
        " for s in range(t, T)) for t in range(T)]",
    ],
    "mended": [
        "def f(nu, theta):\n    return np.sqrt(1 - np.exp(-2 * np.exp(nu)))",
        "def f(nu, theta):\n    lam = np.exp(-np.exp(nu) + 1j * theta)\n    return np.sqrt(1 - lam * np.conj(lam))",
    ],
}
