"""Lesson 00: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "left": [
        ("verb]", "verb - 1]", "from the verb, is missing"),
        ("shares[subject:", "shares[subject + 1:", "arrives at the subject is missing"),
        ("verb]", "verb + 1]", "not on the way"),
        ("shares[subject:verb]", "shares[subject + 1:verb + 1]", "begins with shares[verb - 1]"),
        ("shares[subject:", "shares[max(subject - 1, 0):", "beyond the subject"),
        ("shares[subject:verb]", "shares", "whole sentence"),
        ("shares[subject:verb]", "shares[:verb]", "first word"),
        ("shares[subject:verb]", "shares[subject:]", "end of the sentence"),
        ("math.prod", "sum", "you add the shares"),
        ("", "return shares[subject] ** (verb - subject)", "Each step has its own"),
        ("", "return shares[verb - 1] ** (verb - subject)", "Each step has its own"),
        ("", "return (sum(shares[subject:verb]) / (verb - subject)) ** (verb - subject)", "power of their mean"),
        ("math.prod", "min", "smallest share"),
        ("return ", "return 1 - ", "the part that is lost"),
        ("", "p = 1\nfor k in range(subject, verb):\n    p *= 1 - shares[k]\nreturn p", "not what is lost"),
        ("", "p = 1\nfor k in range(subject, verb):\n    p = shares[k]\nreturn p", "a single step"),
        ("", "p = 0\nfor k in range(subject, verb):\n    p *= shares[k]\nreturn p", "always 0"),
        ("shares[subject:verb]", "shares[verb:subject]", "always 1"),
        ("", "p = 1\nfor k in range(subject, verb):\n    p *= shares[k]", "forget `return`"),
    ],
    "reach": [
        ("", "return math.floor(math.log(least) / math.log(r)) + 1", "off by one"),
        ("", "return math.ceil(math.log(least) / math.log(r))", "off by one"),
        ("", "return math.log(least) / math.log(r)", "right before rounding"),
        ("", "return round(math.log(least) / math.log(r))", "nearest"),
        ("", "return math.floor(math.log(r) / math.log(least))", "upside down"),
        ("", "n = 0\nwhile r**n >= least:\n    n += 1\nreturn n", "off by one"),
        ("", "n = 0\nwhile r ** (n + 1) > least:\n    n += 1\nreturn n", "at least means ≥"),
        ("", "return math.floor(math.log(least) / math.log(r)) - 1", "one step more"),
        ("", "return math.floor(-math.log(least))", "r is missing"),
        ("", "return math.floor(least / r)", "as if n steps were n * r"),
        ("", "return math.floor(math.log10(least) / math.log(r))", "different bases"),
        ("", "return math.floor(-math.log(least) / math.log(r))", "both logarithms are negative"),
        ("", "return int((1 - least) / (1 - r))", "the same *share*"),
        ("", "return 0", "always 0"),
        ("", "return math.floor(math.log(least)) / math.log(r)", "brackets"),
        ("", "n = 0\nwhile r > least:\n    r = r * r\n    n += 1\nreturn n", "squares what is left"),
    ],
    "band": [
        ("", "return least**n, most**n", "you raise to the power of n"),
        ("", "return least / n, most / n", "you divide by n"),
        ("", "return 1 - (1 - least) / n, 1 + (most - 1) / n", "the same amount at every step"),
        ("", "return most ** (1 / n), least ** (1 / n)", "turned round"),
        ("", "return least ** (1 / n), 1 / least ** (1 / n)", "not 1 / the lowest"),
        ("", "return least ** (1 / n), 2 - least ** (1 / n)", "equally far from 1"),
        ("(1 / n), most ** (1 / n)", "(1 / (n + 1)), most ** (1 / (n + 1))", "off by one"),
        ("", "return math.log(least) / n, math.log(most) / n", "Take it back"),
        ("", "return math.exp(math.log10(least) / n), math.exp(math.log10(most) / n)", "you mix the two"),
        ("", "return math.sqrt(least), math.sqrt(most)", "n-th root"),
        ("", "return least ** (1 / n)", "an array of shape (2,)"),
        ("", "return least, most", "What must a single step pass on"),
        ("(1 / n), most ** (1 / n)", "(-1 / n), most ** (-1 / n)", "upside down"),
    ],
}

RIGHT = {
    "left": [
        "def f(shares, subject, verb):\n    left = 1\n    for k in range(verb - 1, subject - 1, -1):\n"
        "        left = left * shares[k]\n    return left",
        "def f(shares, subject, verb):\n    if verb == subject:\n        return 1\n"
        "    return shares[subject] * f(shares, subject + 1, verb)",
        "def f(shares, subject, verb):\n    return np.exp(np.log(shares)[subject:verb].sum())",
    ],
    "reach": [
        "def f(r, least):\n    n = 0\n    while r ** (n + 1) >= least:\n        n += 1\n    return n",
        "def f(r, least):\n    return np.floor(np.log10(least) / np.log10(r))",
        "def f(r, least):\n    return f(r, least / r) + 1 if least <= r else 0",
        "def f(r, least):\n    return int(math.log(least, r))",
    ],
    "band": [
        "def f(n, least, most):\n    return [math.exp(math.log(x) / n) for x in (least, most)]",
        "def f(n, least, most):\n    return 10 ** (np.log10([least, most]) / n)",
    ],
}
