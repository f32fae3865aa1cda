"""Lesson 11: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "hop_back": [
        ("(V - a @ V) @ g", "V @ g", "v̄ is missing"),
        ("a * ((V - a @ V) @ g)", "a * (1 - a) * (V @ g)", "as if each weight had only its own score"),
        ("a * ((V - a @ V) @ g)", "a * (1 - a) * ((V - a @ V) @ g)", "a factor 1 - a_j too many"),
        ("V - a @ V", "V - V.mean(0)", "not the plain mean"),
        ("V - a @ V", "V - V.sum(0)", "the sum of all values"),
        ("V - a @ V", "V - np.sum(a[:, None] * V)", "v̄ is a vector"),
        ("a * ((V - a @ V) @ g)", "(V - a @ V) @ g", "one factor a_j"),
        ("a * ((V - a @ V) @ g)", "a * ((a @ V - V) @ g)", "a sign in ∂L/∂s_j"),
        ("ds = a * ((V - a @ V) @ g)", "ds = np.zeros(len(K))", "as constants"),
        ("a * ((V - a @ V) @ g)", "a**2 * ((V - a @ V) @ g)", "twice in ∂L/∂s_j"),
        ("(V - a @ V) @ g", "(V - a @ V).sum(1)", "is said by g"),
        ("np.exp(scale * (K @ q))", "np.exp(K @ q)", "on the way back you have it"),
        ("e = np.exp(scale * (K @ q))", "scale = 1\n    e = np.exp(K @ q)", "missing in the scores"),
        ("(V - a @ V) @ g", "(V + a @ V) @ g", "v̄ is taken away"),
        ("a * ((V - a @ V) @ g)", "-np.outer(a, a) @ (V @ g)", "v_j is missing"),
        ("a * ((V - a @ V) @ g)", "V @ g", "softmax is passed over"),
        ("    e = np.exp", "    g = np.ones(len(g))\n    e = np.exp", "g is missing"),
        ("np.exp(scale * (K @ q))", "np.exp(scale * (V @ q))", "in the scores"),
        ("a @ V) @ g", "(a[:, None] * V).mean(0)) @ g", "once too often"),
        (
            "",
            "a = np.exp(scale * K @ q)\na /= a.sum()\nds = scale * a[:, None] * (V - a @ V) * g\n"
            "return np.vstack([(ds * K).sum(0), ds * q, np.outer(a, g)])",
            "a score is one number",
        ),
        ("    e = np.exp", "    scale = len(q) ** -0.5\n    e = np.exp", "the scale that is given"),
        ("    e = np.exp", "    scale = 1 / scale\n    e = np.exp", "in the scores and on the way back"),
        ("dq = scale * (ds @ K)\n    dK = scale * ", "dq = ds @ K\n    dK = ", "missing on the way back"),
        ("dq = scale * (ds @ K)", "dq = ds @ K", "the scale is missing in dq"),
        ("dK = scale * ", "dK = ", "the scale is missing in dK"),
        ("ds = a *", "ds = scale * a *", "the scale is there twice"),
        (
            "dq = scale * (ds @ K)\n    dK = scale * ",
            "dq = ds @ K / scale\n    dK = 1 / scale * ",
            "you divide by the scale",
        ),
        ("a = e / e.sum()", "a = e", "don't add up to 1"),
        ("a = e / e.sum()", "a = np.full(len(K), 1 / len(K))", "1 / T for every weight"),
        ("np.outer(a, g)", "np.tile(g / len(K), (len(K), 1))", "g / T"),
        ("np.outer(a, g)", "np.tile(g, (len(K), 1))", "g itself"),
        ("np.outer(a, g)", "np.outer(ds, g)", "the gradient of the score in it"),
        ("np.outer(a, g)", "a[:, None] * V", "has v_j in it"),
        ("scale * (ds @ K)", "scale * (ds @ K) / len(K)", "not a mean"),
        ("(ds @ K)", "(a @ K)", "not times its weight"),
        ("(ds @ K)", "(ds @ V)", "where the keys belong"),
        ("np.outer(ds, q)", "np.outer(a, q)", "has the weight in it"),
        ("np.outer(ds, q)", "ds[:, None] * K", "has k_j in it"),
        (
            "dq = scale * (ds @ K)\n    dK = scale * np.outer(ds, q)",
            "dK = scale * ds[:, None] * K\n    dq = scale * ds.sum() * q",
            "dq and dK are swapped",
        ),
        ("[dq, dK, dV]", "[dq, dV, dK]", "the wrong order"),
        ("[dq, dK, dV]", "[dK, dV, dq]", "the first row"),
        ("np.vstack([dq, dK, dV])", "dq, dK, dV", "a tuple of arrays of shapes"),
        ("np.vstack([dq, dK, dV])", "np.vstack([dq, dV])", "must return an array of shape"),
        ("np.outer(ds, q)", "np.outer(q, ds)", "stopped with ValueError"),
    ],
    "largest_change": [
        ("range(len(xs) - 1)", "range(len(xs))", "you swap the last token too"),
        ("range(len(xs) - 1)", "range(len(xs) - 2)", "the token before the last"),
        ("range(len(xs) - 1)", "range(2)", "the first two tokens only"),
        ("range(j)", "range(max(j - 1, 0), j)", "neighbours only"),
        ("range(j)", "range(min(j, 1))", "with each other one"),
        ("", "swapped = xs[[*range(1, len(xs) - 1), 0, -1]]\nreturn np.abs(f(swapped) - f(xs)).max()", "on by one"),
        ("", "swapped = xs[[*range(len(xs) - 1)][::-1] + [-1]]\nreturn np.abs(f(swapped) - f(xs)).max()", "round"),
        (
            "",
            "swapped = xs.copy()\nswapped[[0, -1]] = xs[[-1, 0]]\nreturn np.abs(f(swapped) - f(xs)).max()",
            "with the last",
        ),
        ("np.abs(f(swapped) - f(xs)).max()", "(f(swapped) - f(xs)).max()", "the largest *size*"),
        ("np.abs(f(swapped) - f(xs)).max()", "np.linalg.norm(f(swapped) - f(xs))", "the length of the change"),
        ("np.abs(f(swapped) - f(xs)).max()", "abs(f(swapped).sum() - f(xs).sum())", "before you compare"),
        (
            "np.abs(f(swapped) - f(xs)).max()",
            "abs(np.linalg.norm(f(swapped)) - np.linalg.norm(f(xs)))",
            "lengths of outputs",
        ),
        ("np.abs(f(swapped) - f(xs)).max()", "np.abs(f(swapped) - f(xs)).mean()", "over the numbers of the output"),
        ("np.abs(f(swapped) - f(xs)).max()", "abs(f(swapped) - f(xs))[0]", "the first number"),
        ("np.abs(f(swapped) - f(xs)).max()", "((f(swapped) - f(xs)) ** 2).max()", "you square"),
        ("max(largest, np.abs(f(swapped) - f(xs)).max())", "largest + np.abs(f(swapped) - f(xs)).max()", "you add up"),
        ("max(largest, np.abs(f(swapped) - f(xs)).max())", "np.abs(f(swapped) - f(xs)).max()", "the last pair"),
        ("swapped[[i, j]] = xs[[j, i]]", "swapped[i], swapped[j] = swapped[j], swapped[i]", "both tokens are the same"),
        ("swapped[[i, j]] = xs[[j, i]]", "swapped[j], swapped[i] = swapped[i], swapped[j]", "both tokens are the same"),
        (
            "swapped[[i, j]] = xs[[j, i]]",
            "swapped = xs\n            swapped[[i, j]] = xs[[j, i]]",
            "changes the arguments",
        ),
        ("swapped[[i, j]] = xs[[j, i]]", "swapped[:, [0, 1]] = xs[:, [1, 0]]", "you swap columns"),
        ("swapped[[i, j]] = xs[[j, i]]", "pass", "your answer is always 0: is f"),
        (
            "",
            "c, most = xs.copy(), 0\nfor j in range(len(xs) - 1):\n    for i in range(j):\n"
            "        c[[i, j]] = c[[j, i]]\n        most = max(most, abs(f(c) - f(xs)).max())\nreturn most",
            "undo a swap",
        ),
        ("f(swapped) - f(xs)).max()", "f(swapped) - f(xs)).max() / np.abs(f(xs)).max()", "size of the output"),
        ("np.abs(f(swapped) - f(xs)).max()", "abs(f(swapped).max() - f(xs).max())", "the largest numbers of two"),
        ("return largest", "return largest < 1e-9", "must return one number"),
        ("return largest", "return f(swapped)", "must return one number"),
    ],
    "margin_for": [
        ("np.sqrt(d) * ", "", "the margin of the scores"),
        ("np.sqrt(d) * np.log(ratio)", "np.log(ratio) / np.sqrt(d)", "you divide by √d"),
        ("np.sqrt(d) * ", "d * ", "you multiply by d"),
        ("(T - marks)", "T", "T - marks of them"),
        ("(T - marks)", "(T - 1)", "one mark"),
        ("share / marks /", "share /", "several tokens are marked"),
        ("share / marks / ", "share * marks / ", "the number of marks"),
        ("((1 - share) /", "(1 /", "what the others get is missing"),
        ("share / marks / ((1 - share)", "(1 - share) / marks / (share", "upside down"),
        ("share / marks / ((1 - share)", "1 / marks / ((1 - share)", "not 1"),
        ("np.log(ratio)", "ratio", "the ratio of two weights"),
        ("np.log(ratio)", "np.log10(ratio)", "the natural logarithm"),
        ("np.log(ratio)", "np.log2(ratio)", "the natural logarithm"),
        ("(1 - share) / (T - marks)", "1 - share", "to every other token"),
        ("1 - share", "1 - share / marks", "what one mark gets"),
        ("np.log(ratio)", "np.log1p(ratio)", "a 1 too many"),
        ("np.log(ratio)", "np.log(4.5 * (T - 2))", "nine tenths"),
        ("np.log(ratio)", "np.log(T)", "whatever the share"),
        ("return np.sqrt(d) * np.log(ratio)", "return -np.sqrt(d) * np.log(ratio)", "but for the sign"),
        ("np.sqrt(d) * np.log(ratio)", "np.log(np.sqrt(d) * ratio)", "cases are wrong"),
        ("np.sqrt(d) * np.log(ratio)", "np.log(share / (1 - share))", "1. that is the margin of the scores"),
    ],
    "mended": [
        ("", "e = np.exp(s)\nreturn e / e.sum(1, keepdims=True) * np.tri(len(s))", "code with the bug"),
        ("-np.inf", "0", "e⁰ is 1"),
        ("-np.inf", "-1e-9", "e⁰ is 1"),
        ("    s = np.where(np.tri(len(s)) > 0, s, -np.inf)\n", "", "nothing is masked"),
        ("np.tri(len(s))", "np.tri(len(s), k=1)", "token i + 1 too"),
        ("np.tri(len(s))", "np.tri(len(s), k=-1)", "sees nothing"),
        ("np.tri(len(s)) > 0, s, -np.inf", "np.tri(len(s), k=-1) > 0, s, -1e9", "sees all"),
        ("np.tri(len(s)) > 0", "np.tri(len(s)).T > 0", "the wrong way round"),
        ("np.tri(len(s)) > 0", "np.tri(len(s)) == 0", "the wrong way round"),
        (
            "return e / e.sum(axis=1, keepdims=True)",
            "return e / e.sum(axis=0, keepdims=True)",
            "the columns add up to 1",
        ),
        ("s - s.max(axis=1, keepdims=True)", "s - s.max(axis=0, keepdims=True)", "another one in each column"),
        ("e.sum(axis=1, keepdims=True)", "e.sum()", "all weights together"),
        (
            "np.exp(s - s.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1, keepdims=True)",
            "np.exp(s)\n    return e / e.sum()",
            "all weights together",
        ),
        (
            "np.exp(s - s.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1, keepdims=True)",
            "np.exp(s)\n    return e",
            "the sum they are divided by is missing",
        ),
        ("e.sum(axis=1, keepdims=True)", "e.sum(axis=1)", "cases are wrong"),
        ("-np.inf", "np.inf", "nan"),
        (
            "",
            "a = np.exp(s) / np.exp(s).sum(1)[:, None] * np.tri(len(s))\nreturn np.exp(a) / np.exp(a).sum(1)[:, None]",
            "softmax twice",
        ),
        ("", "a = np.exp(s) / np.exp(s).sum(1)[:, None] * np.tri(len(s))\nreturn a / a.sum(0)", "the columns add up"),
        (
            "",
            "a = np.exp(s) / np.exp(s).sum(1)[:, None] * np.tri(len(s))\n"
            "return a * len(s) / np.arange(1, len(s) + 1)[:, None]",
            "as if all scores were equal",
        ),
        ("return e / e.sum(axis=1, keepdims=True)", "return (e / e.sum(axis=1, keepdims=True))[-1]", "of shape"),
        ("return e", "return np.exp(e - 1) * 0 + e.T", "cases are wrong"),
    ],
}

RIGHT = {
    "hop_back": [
        "def f(q, K, V, scale, g):\n    s = np.array([scale * sum(q * k) for k in K])\n"
        "    a = np.exp(s - s.max()) / np.exp(s - s.max()).sum()\n    J = np.diag(a) - np.outer(a, a)\n"
        "    ds = J @ (V @ g)\n    return np.concatenate([[scale * K.T @ ds], scale * ds[:, None] * q, "
        "a[:, None] * g])",
        "def f(q, K, V, scale, g):\n    from helpers import attention\n    q, K, V, g = q[None, None], K[:, None], "
        "V[:, None], g[None, None]\n    _, a = attention.attend(q, K, V, scale=scale)\n"
        "    parts = attention.attend_back(q, K, V, a, g, scale)\n    return np.concatenate(parts)[:, 0]",
        "def f(q, K, V, scale, g):\n    e = np.exp(scale * K @ q)\n    a, out = e / np.sum(e), [0 * q]\n"
        "    c = V.T @ a\n"
        "    for j in range(len(K)):\n        ds = a[j] * np.dot(g, V[j] - c)\n"
        "        out[0] = out[0] + ds * scale * K[j]\n"
        "        out.append(ds * scale * q)\n    return out + [a[j] * g for j in range(len(K))]",
    ],
    "largest_change": [
        "def f(f, xs):\n    from itertools import permutations\n    order = list(range(len(xs)))\n    sizes = []\n"
        "    for i, j in permutations(order[:-1], 2):\n        mine = order.copy()\n"
        "        mine[i], mine[j] = j, i\n"
        "        sizes.append(max(abs(f(xs[mine]) - f(xs))))\n    return max(sizes)",
        "def f(f, xs):\n    y, most = f(xs), 0\n    for i in range(len(xs) - 1):\n        "
        "for j in range(len(xs) - 1):\n"
        "            xs[[i, j]] = xs[[j, i]]\n            most = max(most, np.max(np.abs(f(xs) - y)))\n"
        "            xs[[j, i]] = xs[[i, j]]\n    return most",
    ],
    "margin_for": [
        "def f(share, marks, T, d):\n    import math\n"
        "    return math.sqrt(d) * (math.log(share / marks) - math.log((1 - share) / (T - marks)))",
        "def f(share, marks, T, d):\n    return -(d**0.5) * (np.log(1 / share - 1) - np.log(T / marks - 1))",
    ],
    "mended": [
        "def f(s):\n    e = np.exp(s) * np.tri(len(s))\n    return e / e.sum(1, keepdims=True)",
        "def f(s):\n    a = np.exp(s) / np.exp(s).sum(1, keepdims=True) * np.tri(len(s))\n"
        "    return a / a.sum(1, keepdims=True)",
        "def f(s):\n    s = s - 1e9 * (1 - np.tri(len(s)))\n    e = np.exp(s - s.max(1, keepdims=True))\n"
        "    return e / e.sum(1, keepdims=True)",
        "def f(s):\n    a = np.zeros_like(s)\n    for i in range(len(s)):\n        e = np.exp(s[i, : i + 1])\n"
        "        a[i, : i + 1] = e / e.sum()\n    return a",
    ],
}
