"""Lesson 00: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "share": [
        ("verb - subject", "verb - subject - 1", "words between"),
        ("verb - subject", "verb - subject + 1", "count both words"),
        ("verb - subject", "subject - verb", "exponent is negative"),
        ("** (verb", "* (verb", "that is a power"),
        ("** (verb", "/ (verb", "that is a power"),
        ("(verb - subject)", "verb", "beginning of the sentence"),
        ("verb - subject", "verb + subject", "how far they are apart"),
        ("(verb - subject)", "1", "a single step"),
        ("return r", "return 1 - r", "the part that is lost"),
        ("return r", "return (1 - r)", "not the share that is lost"),
        ("", "return (verb - subject) ** r", "swapped"),
        ("", "return 1 - (1 - r) * (verb - subject)", "subtract the same amount"),
        ("", "return sum(r**k for k in range(verb - subject + 1))", "left at the end"),
        ("return r", "return -r", "right but for the sign"),
        ("** (verb - subject)", "* (subject - verb)", "two things"),
        ("** (verb", "^ (verb", "A power is written **"),
        ("", "return r + verb - subject", "9 of 9 cases are wrong"),
    ],
    "reach": [
        ("math.floor", "math.ceil", "off by one"),
        ("math.floor(math.log(least) / math.log(r))", "math.log(least) / math.log(r)", "right before rounding"),
        ("math.floor", "round", "nearest"),
        ("math.log(least) / math.log(r)", "math.log(r) / math.log(least)", "upside down"),
        ("", "n = 0\nwhile r**n >= least:\n    n += 1\nreturn n", "off by one"),
        ("", "n = 0\nwhile r ** (n + 1) > least:\n    n += 1\nreturn n", "at least means ≥"),
        ("math.log(r))", "math.log(r)) - 1", "one step more"),
        ("math.log(least) / math.log(r)", "-math.log(least)", "r is missing"),
        ("math.log(least) / math.log(r)", "least / r", "as if n steps were n * r"),
        ("math.log(least) /", "math.log10(least) /", "different bases"),
        ("math.log(least) /", "-math.log(least) /", "both logarithms are negative"),
        ("math.floor(math.log(least) / math.log(r))", "int((1 - least) / (1 - r))", "the same *share*"),
        ("", "return 0", "always 0"),
        ("math.floor(math.log(least) / math.log(r))", "math.floor(math.log(least)) / math.log(r)", "brackets"),
        ("", "n = 0\nwhile r > least:\n    r = r * r\n    n += 1\nreturn n", "squares what is left"),
    ],
}

RIGHT = {
    "share": [
        "def f(r, subject, verb):\n    left = 1\n    for _ in range(subject, verb):\n        left *= r\n"
        "    return left",
        "def f(r, subject, verb):\n    return 1 if verb == subject else r * f(r, subject, verb - 1)",
        "def f(r, subject, verb):\n    return math.exp((verb - subject) * math.log(r))",
    ],
    "reach": [
        "def f(r, least):\n    n = 0\n    while r ** (n + 1) >= least:\n        n += 1\n    return n",
        "def f(r, least):\n    return np.floor(np.log10(least) / np.log10(r))",
        "def f(r, least):\n    return f(r, least / r) + 1 if least <= r else 0",
        "def f(r, least):\n    return int(math.log(least, r))",
    ],
}
