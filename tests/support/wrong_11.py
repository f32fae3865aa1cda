"""Lesson 11: wrong answers with words of the sentence each must get, and other right ones."""

FORWARDS = "h, out = 0.0, []\nfor f, x in zip(factors, arriving):\n    h = f * h + x\n    out.append(h)\nreturn out"
STEP = "(1 - h**2) * (W @ v)"

WRONG = {
    "nu_for": [
        ("", "return -math.exp(1 / memory)", "the inverse of exp is ln"),
        ("", "return math.log(1 / (memory * math.e))", "once too often"),
        ("", "x = math.exp(-1 / memory)\nreturn math.log(x / (1 - x))", "the bias of a gate"),
        ("", "return math.log(math.expm1(1 / memory))", "turns softplus around"),
        ("", "return math.log(1 - math.exp(-1 / memory))", "close for long memories"),
        ("-math.log(memory)", "math.log(memory)", "the sign"),
        ("-math.log(memory)", "math.exp(-1 / memory)", "that is |λ|"),
        ("-math.log(memory)", "-1 / memory", "One more logarithm"),
        ("-math.log(memory)", "1 / memory", "that is exp ν"),
        ("math.log(memory)", "math.log10(memory)", "base 10"),
        ("-math.log(memory)", "math.log(-math.log(1 - 1 / memory))", "close for long memories"),
        ("-math.log(memory)", "math.log(-math.log(0.5) / memory)", "one half"),
        ("-math.log(memory)", "math.exp(-memory)", "not |λ| = e^-memory"),
        ("-math.log(memory)", "-memory", "logarithm is missing"),
        ("math.log(memory)", "math.log(memory - 1)", "off by one"),
        ("math.log(memory)", "math.log(2 * memory)", "square of the response"),
        ("-math.log(memory)", "math.log(1 - 1 / memory)", "one logarithm is missing"),
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
    "exponent_of": [
        ("(len(states) - 1)", "states.shape[1]", "the number of units"),
        ("total + math.log(length)", "total + math.log(abs(np.sum(v)) / math.sqrt(len(v)))", "the part of v along"),
        ("v, total = v / length, total + math.log", "total = total + np.log", "never made short again"),
        ("", "return np.log(abs(np.linalg.eigvals(W)).max())", "W's largest eigenvalue"),
        ("", "return np.log(np.linalg.norm(W, 2))", "W's largest singular value"),
        ("states[1:]:", "states[:0:-1]:", "in reverse order"),
        ("length = np.linalg.norm(v)", "v = v / np.linalg.norm(v)\n        length = np.linalg.norm(v)", "always 0"),
        (STEP, "W @ v", "slopes are missing"),
        ("states[1:]", "states[:-1]", "off by one"),
        ("1 - h**2", "1 - np.tanh(h) ** 2", "tanh twice"),
        ("(1 - h**2)", "h * (1 - h)", "logistic"),
        ("W @ v", "W.T @ v", "transposed"),
        (STEP, "W @ ((1 - h**2) * v)", "slopes act after W"),
        ("math.log(length)", "math.log10(length)", "natural logarithms"),
        ("np.ones(len(W)) / math.sqrt(len(W))", "np.ones(len(W))", "length 1 at the start"),
        (" / (len(states) - 1)", "", "divide by the number"),
        ("(len(states) - 1)", "len(states)", "T + 1 rows"),
        ("states[1:]:", "states:", "one step too many"),
        ("v / length, total + math.log(length)", "v, math.log(length)", "math domain error"),
        ("v / length, total + math.log(length)", "v / length, math.log(length)", "only the last step is in your sum"),
        ("", "return np.mean([np.log(np.linalg.norm(np.diag(1 - h**2) @ W, 2)) for h in states[1:]])", "a bound"),
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
    "nu_for": [
        "def f(memory):\n    return np.log(1 / memory)",
        "def f(memory):\n    return np.log(-np.log(np.exp(-1 / memory)))",
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
    "exponent_of": [
        "def f(W, states):\n    v, total = np.ones(len(W)) / len(W) ** 0.5, 0\n    for h in states[1:]:\n"
        "        v = np.diag(1 - h * h) @ W @ v\n        total += np.log(v @ v) / 2\n        v = v / np.sqrt(v @ v)\n"
        "    return total / len(states[1:])",
        "def f(W, states):\n    from helpers import linear\n    P, log = np.ones((len(W), 1)) / len(W) ** 0.5, []\n"
        "    for h in states[1:]:\n        P, R = np.linalg.qr((1 - h * h)[:, None] * (W @ P))\n"
        "        log.append(np.log(abs(R[0, 0])))\n    return np.mean(log)",
    ],
    "mended": [
        "def f(nu, theta):\n    return math.sqrt(1 - math.exp(-2 * math.exp(nu)))",
        "def f(nu, theta):\n    lam = np.exp(-np.exp(nu) + 1j * theta)\n    return np.sqrt(1 - lam * np.conj(lam))",
    ],
}
