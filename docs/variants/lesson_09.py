"""Lesson 09: ways that are counted otherwise, other skips beside tanh, other designs of a skip, and two directions."""

import math

import numpy as np

from variants import MEND, STEP, WILD, Pencil, Variant, edited


def away(rng, shape, most=8):
    """Eighths of either sign, none of them 0."""
    return rng.choice([-1, 1], shape) * rng.integers(1, most, shape) / 8


def telling(draw, solution, slips):
    """Cases, drawn until they tell all slips from the solution and from one another; the first two differ."""
    while True:
        cases = draw()
        right, *wrong = (
            [np.asarray(edited(solution, *pair)(**case)).tolist() for case in cases]
            for pair in [("def", "def"), *(slip[:2] for slip in slips)]
        )
        if right[0] != right[1] and len(set(map(str, [right, *wrong]))) == len(slips) + 1:
            return cases


def pencil(rng):
    lag, d, D = [(25, 8, 6), (29, 9, 7), (33, 8, 10), (41, 10, 13), (50, 12, 16), (27, 13, 8)][rng.integers(6)]
    a, b = [(0.5, 0.7), (0.6, 0.6), (0.8, 0.5), (0.3, 0.9), (0.4, 0.8)][rng.integers(5)]
    n, v, L = int(rng.integers(3, 7)), int(rng.integers(2, 5)), int(rng.choice([2, 3]))
    j = float(rng.choice([-0.5, -0.2, 0.1, 0.5]))
    links = {skip: (lag // skip, lag % skip) for skip in (d, D)}
    (m, r), (M, R) = links[d], links[D]
    gain = math.hypot(a, b)
    return Pencil(
        "**9.1 · Ways, with a pencil.**\n"
        "\n"
        f"1. The lag that matters is {lag}. How few links has a way with skips of {d}, and one with skips of {D}? How "
        f"many ways with skips of {d} have so few?\n"
        f"2. A unit has $a = {a:g}$, $b = {b:g}$ and a skip of 4; a network with many linear units has independent "
        f"random matrices of gains {a:g} and {b:g}. In which does the gradient grow, in which does it vanish?\n"
        f"3. Two layers of one linear unit each: weight 0.5 in time, in both, and {v} from the lower to the upper. "
        f"How many ways lead from the lower unit to the upper one {n} steps later, and what do they carry together?\n"
        f"4. A stack of {L} residual layers, $x + F(x)$, each with a Jacobian ${j:g}\\,I$ of $F$. What is left of a "
        "gradient after all of them? And how much of it comes along the ways that go past exactly one layer, and "
        "through the others?",
        f"1. {m} skips and {r} steps: {m + r} links; {M} and {R}: {M + R}. The skips may be any {m} of the {m + r} "
        f"links: {math.comb(m + r, m)} ways.\n"
        f"2. In the unit it grows: a + b = {a + b:g}. In the network the effective gain is √({a * a:.2g} + "
        f"{b * b:.2g}) = {gain:.3g}, so it vanishes.\n"
        f"3. {n + 1} ways, for the step up may come at any of {n + 1} times: {n + 1} · {v} · 0.5^{n} = "
        f"{(n + 1) * v * 0.5**n:.4g}.\n"
        f"4. {1 + j:g}^{L} = {(1 + j) ** L:.4g}. Each of the {L} such ways goes through {L - 1} of the layers: "
        f"together {L} · ({j:g})^{L - 1} = {L * j ** (L - 1):.4g}.",
        points=4,
    )


ALL = "ways[t - d] for d in lengths if t >= d"
FAST = "It must be fast for $T = 80$, so you can't list them."


def exactly(rng):
    solution = f"""\
def ways_with(T, lengths, links):
    ways = [1] + [0] * T
    for _ in range(links):
        ways = [sum({ALL}) for t in range(T + 1)]
    return ways[T]"""

    def truth(T, lengths, links):
        hears = sum(np.eye(T + 1, k=-d) for d in lengths)
        return np.linalg.matrix_power(hears, links)[T, 0]

    loop = f"    for _ in range(links):\n        ways = [sum({ALL}) for t in range(T + 1)]\n"
    slips = [
        (loop, f"    for t in range(1, T + 1):\n        ways[t] = sum({ALL})\n", "you count ways with any number of "
         "links. "
         "Those with exactly `links` are asked for."),
        ("return ways[T]", "return len(lengths) ** links", "you count all rows of so many links. Together they have "
         "to be "
         "T steps long."),
        (ALL, "ways[(t - d) % (T + 1)] for d in lengths", "with t < d you take an entry from the end of the list, as "
         "ways[t - d] is. No way comes from before h_0."),
        ("return ways[T]", "return sum(ways)", "you count rows of so many links up to any length. They have to end at "
         "T."),
        ("range(links)", "range(links - 1)", "off by one: your ways have one link too few."),
        ("range(links)", "range(links + 1)", "off by one: your ways have one link too many."),
        ("in lengths", "in lengths[:1]", "only the first of the lengths comes in. A link may have any of them."),
        ("in lengths", "in sorted({1, *lengths})", "you allow single steps as well. Only the given lengths are "
         "allowed."),
        (f"sum({ALL})", f"ways[t] + sum({ALL})", "your ways may also wait without a link, so shorter ones come in, "
         "too."),
    ]  # fmt: skip

    def draw():
        cases = []
        for lengths, m in (([1, 3], 4), ([1, 2, 5], 3), ([2, 5], 6), ([3, 1], 9), ([1, 5, 12], 7), ([2, 3], 30)):
            cases.append({"T": int(rng.choice(lengths, m).sum()), "lengths": lengths, "links": m})
        return [
            *cases,
            {"T": 9, "lengths": [2, 4], "links": 3},
            {"T": 80, "lengths": [1, 2], "links": 50},
            {"T": 5, "lengths": [1, 3, 5], "links": 3},
            {"T": 6, "lengths": [2, 1, 3], "links": 3},
        ]

    return Variant(
        "**9.2 · How many ways of so many links?** A network has links of several lengths, say 1, 5 and 12 steps. "
        "Return the number of ways over `T` steps that have exactly `links` links; `lengths` is a list. A way is a "
        f"row of links: their order counts. {FAST}",
        solution,
        truth,
        telling(draw, solution, slips),
        slips,
        "Summed over all numbers of links it would be all ways.",
    )


def past(rng):
    solution = f"""\
def ways_past(T, lengths, k):
    ways = [1]
    for t in range(1, T + 1):
        ways.append(sum({ALL}) if t != k else 0)
    return ways[T]"""

    def truth(T, lengths, k):
        hears = sum(np.eye(T + 1, k=-d) for d in lengths)
        hears[k] = 0
        return np.linalg.inv(np.eye(T + 1) - hears)[T, 0]

    slips = [
        (" if t != k else 0", "", "those are all ways. The ones through h_k are to be left out."),
        (" if t != k else 0)\n    return ways[T]", ")\n    return ways[T] - ways[T - k]", "several ways lead to "
         "h_k, and each of them goes on in ways[T - k] ways."),
        (" if t != k else 0)\n    return ways[T]", ")\n    return ways[T] - ways[k] - ways[T - k]", "each way "
        "to h_k can "
         "be joined with each from there to h_T: multiply."),
        ("t != k", "t != k - 1", "off by one: you leave out the ways through the state before."),
        ("t != k", "t != k + 1", "off by one: you leave out the ways through the state after."),
        (" if t != k else 0)\n    return ways[T]", ")\n    return ways[k] * ways[T - k]", "those are the ways through "
         "h_k. The ones that go past it are asked for."),
        (" if t != k else 0)\n    return ways[T]", ")\n    return ways[T] - ways[k]", "there are ways[k] ways to h_k, "
         "and "
         "each of them goes on to h_T in several ways."),
        ("in lengths", "in lengths[:1]", "only the first of the lengths comes in. A link may have any of them."),
        ("in lengths", "in sorted({1, *lengths})", "you allow single steps as well. Only the given lengths are "
         "allowed."),
    ]  # fmt: skip

    def draw():
        sizes = ([1, 3], 6), ([2, 1, 5], 7), ([2, 5], 14), ([3, 1], 9), ([1, 5, 12], 30), ([3, 2], 23), ([1, 2], 80)
        return [{"T": T, "lengths": lengths, "k": int(rng.integers(1, T))} for lengths, T in (*sizes, ([1], 5))]

    return Variant(
        "**9.2 · Past a state.** A network has links of several lengths, say 1, 5 and 12 steps. Return the number of "
        f"ways from $h_0$ to $h_T$ that do *not* lead through $h_k$, with $0 < k < T$; `lengths` is a list. {FAST}",
        solution,
        truth,
        telling(draw, solution, slips),
        slips,
        "Where no way leads in, none leads out.",
    )


TWICE = "tanh twice: h_t is a value of tanh already."
SLOPES = [
    ("1 - states[t] ** 2", "1 - states[t - 1] ** 2", "off by one step: the slope of the step to h_t is 1 - h_t²."),
    ("1 - states[t] ** 2", "1 - np.tanh(states[t]) ** 2", TWICE),
]
SETTINGS = (3, 2), (4, 3), (5, 2), (6, 4), (9, 3), (14, 5), (2, 2)
MANY = "The sum over all ways, each with what its links carry."


def by_input(rng):
    solution = """\
def by_word_with_skip(a, b, d, states, k):
    by_x = [0.0] * k + [1 - states[k] ** 2]
    for t in range(k + 1, len(states)):
        arrows = a * by_x[t - 1] + (b * by_x[t - d] if t >= d else 0.0)
        by_x.append((1 - states[t] ** 2) * arrows)
    return by_x[-1]"""

    def truth(a, b, d, states, k):
        h = [complex(states[0])]
        for t in range(1, len(states)):
            x = np.arctanh(states[t]) - a * states[t - 1] - b * (states[t - d] if t >= d else 0)
            skip = b * h[t - d] if t >= d else 0
            h.append(np.tanh(a * h[-1] + skip + x + (STEP * 1j if t == k else 0)))
        return h[-1].imag / STEP

    def case(T, d, k):
        a, b = away(rng, 2, 13).tolist()
        return {"a": a, "b": b * 1.25, "d": d, "states": away(rng, T + 1), "k": k}

    begins = "by_x = [0.0] * k + [1 - states[k] ** 2]"
    skip = " + (b * by_x[t - d] if t >= d else 0.0)"
    return Variant(
        "**9.3 · A word and a skip.** Now with tanh and an input: $h_t = \\tanh(a\\,h_{t-1} + b\\,h_{t-d} + "
        "x_t)$ with $d\\ge2$. From the states $h_0, \\dots, h_T$ of a run (an array of length $T+1$; the states "
        "before $h_0$ were 0) return $dh_T/dx_k$, for a $k$ from 1 to $T$.",
        solution,
        truth,
        [case(T, d, k) for (T, d), k in zip((*SETTINGS, (4, 2)), (1, 1, 2, 1, 4, 3, 1, 4), strict=True)],
        [
            ("+ [1 - states[k] ** 2]", "+ [1.0]", "the slope of the step at which the input enters is missing."),
            (skip, "", "that is along single steps alone. The skip is missing."),
            ("a * by_x[t - 1] + ", "", "that is along skips alone. The single steps are missing."),
            ("(1 - states[t] ** 2) * arrows", "arrows", "the slope of tanh is missing in the steps after k."),
            ("(1 - states[t] ** 2) * arrows", "(1 - states[t] ** 2) * a * by_x[t - 1]" + skip, "both arrows into h_t "
             "pass "
             "the tanh: the skip is multiplied by the slope, too."),
            ("b * by_x[t - d]", "b * by_x[t - d + 1]", "off by one: the skip into h_t comes from h_{t-d}."),
            ("b * by_x[t - d]", "by_x[t - d]", "the weight b is missing: the arrow from h_{t-d} has the factor b."),
            ("a * by_x[t - 1]", "by_x[t - 1]", "the weight a is missing: the arrow from h_{t-1} has the factor a."),
            ("    by_x = [0.0]", "    k = k - 1\n    by_x = [0.0]", "off by one: x_k enters h_k, not h_{k-1}."),
            (begins, "by_x = [0.0] * k + [1 - np.tanh(states[k]) ** 2]\n    states = np.tanh(states)", TWICE),
            (begins, "k -= 1\n    by_x = [0.0] * k + [1.0]", "that is the derivative by h_{k-1}. x_k enters the sum of "
             "step k with the weight 1, not by way of the old state."),
            ("return by_x[-1]", "return sum(by_x)", "you add the derivatives of all states. That of h_T is asked for."),
            *SLOPES,
        ],
        MANY,
    )  # fmt: skip


def beside(rng):
    solution = """\
def gradient_beside(a, b, d, states):
    by_h_0 = [1.0]
    for t in range(1, len(states)):
        old, by_old = (states[t - d], by_h_0[t - d]) if t >= d else (0.0, 0.0)
        slope = 1 - (states[t] - b * old) ** 2
        by_h_0.append(slope * a * by_h_0[t - 1] + b * by_old)
    return by_h_0[-1]"""

    def truth(a, b, d, states):
        h = [complex(states[0], STEP)]
        for t in range(1, len(states)):
            skip, old = (b * h[t - d], b * states[t - d]) if t >= d else (0, 0)
            x = np.arctanh(states[t] - old) - a * states[t - 1]
            h.append(np.tanh(a * h[-1] + x) + skip)
        return h[-1].imag / STEP

    def case(T, d):
        a, b = float(away(rng, (), 13)) * 1.25, float(rng.choice([-0.75, -0.5, 0.5, 0.75]))
        states = [float(away(rng, ()))]
        for t in range(1, T + 1):
            states.append(float(away(rng, ())) + (b * states[t - d] if t >= d else 0.0))
        return {"a": a, "b": b, "d": d, "states": np.array(states)}

    sums = "slope * a * by_h_0[t - 1] + b * by_old"
    return Variant(
        "**9.3 · A skip beside the tanh.** Now the skip goes past the tanh, and there is an input: $h_t = "
        "\\tanh(a\\,h_{t-1} + x_t) + b\\,h_{t-d}$ with $d\\ge2$. From the states $h_0, \\dots, h_T$ of a run (an "
        "array of length $T+1$; the states before $h_0$ were 0) return $dh_T/dh_0$. (You need not know the inputs.)",
        solution,
        truth,
        [case(T, d) for T, d in SETTINGS],
        [
            ("(states[t] - b * old)", "states[t]", "h_t is no value of tanh here: b h_{t-d} was added to it. The "
             "slope is "
             "1 - tanh(...)²."),
            ("(states[t] - b * old)", "(states[t] + b * old)", "a sign: what comes out of tanh is h_t *minus* b "
             "h_{t-d}."),
            ("(states[t] - b * old)", "np.tanh(states[t] - b * old)", "tanh twice: h_t - b h_{t-d} is a value of "
             "tanh."),
            (sums, "slope * (a * by_h_0[t - 1] + b * by_old)", "the skip goes past the tanh, so its slope isn't on "
             "it."),
            (sums, "a * by_h_0[t - 1] + b * by_old", "the slope of tanh is missing on the single steps."),
            ("(states[t] - b * old)", "np.tanh(a * states[t - 1])", "the input is missing: tanh(a h_{t-1} + x_t) "
             "is h_t - b h_{t-d}."),
            ("(states[t] - b * old)", "(states[t] - b * states[t - d])", "states[t - d] with t < d is an entry "
            "from the "
             "end. The states before h_0 were 0."),
            (" + b * by_old", "", "that is along single steps alone. The skip is missing."),
            ("slope * a * by_h_0[t - 1] + ", "", "that is along skips alone. The single steps are missing."),
            ("+ b * by_old", "+ by_old", "the weight b is missing: the arrow from h_{t-d} has the factor b."),
            ("slope * a *", "slope *", "the weight a is missing: the arrow from h_{t-1} has the factor a."),
            ("t >= d", "t > d", "off by one: h_d already reads h_0, so a skip may come from there."),
            ("[1.0]", "[states[0]]", "the derivative starts with 1: dh_0/dh_0, not h_0."),
        ],
        MANY,
    )  # fmt: skip


def fewest(lag, d):
    """The fewest links of a way over so many steps, of single steps and skips of d, by trying each link."""
    least = [0]
    for t in range(1, lag + 1):
        least.append(1 + min(least[t - link] for link in (1, d) if link <= t))
    return least[lag]


LINKS = "lag // d + lag % d"
EACH = [
    (LINKS, "lag // d", "the single steps are missing: what the skips leave over is walked step by step."),
    (LINKS, "lag % d", "the skips are links too: they and the single steps are counted."),
    (LINKS, "-(-lag // d)", "what is left over after the skips is walked in single steps, each a link."),
    (LINKS, "(1 + lag - d if lag >= d else lag)", "a way may take several skips, not one at most."),
]


def several(rng, most=40):
    """One to four lags."""
    return np.sort(rng.choice(np.arange(2, most), int(rng.integers(1, 5)), replace=False)).tolist()


def by_use(rng):
    solution = f"""\
def skip_for_use(lags, uses, longest):
    def links(d):
        return sum(use * ({LINKS}) for lag, use in zip(lags, uses))

    return min(range(2, longest + 1), key=links)"""

    def truth(lags, uses, longest):
        total = [np.dot(uses, [fewest(lag, d) for lag in lags]) for d in range(2, longest + 1)]
        return 2 + int(np.argmin(total))

    found = "return min(range(2, longest + 1), key=links)"
    slips = [
        *EACH,
        ("use * (", "1 * (", "`uses` is not used: a lag that matters three times as often counts three times."),
        ("sum(use", "max(use", "the links of all uses are added here; you look at the largest part alone."),
        (f"sum(use * ({LINKS})", f"max(1 * ({LINKS})", "you look at the lag that is worst off. Here all uses are "
         "added."),
        ("longest + 1", "longest", "the skip may have `longest` steps too: range(2, longest) ends before it."),
        (found, "return min(range(longest, 1, -1), key=links)", "right, but of equals the shortest is asked for."),
        (found, "return max(range(2, longest + 1), key=links)", "that is the worst skip: the fewest links are wanted."),
        (found, "return min(map(links, range(2, longest + 1)))", "that is the number of links. The skip's length is "
         "asked."),
        (found, "return min(lags[uses.index(max(uses))], longest)", "that is the lag used most. Another length may "
         "serve "
         "all together better."),
    ]  # fmt: skip

    def draw():
        cases = []
        for _ in range(12):
            lags = several(rng)
            uses = rng.integers(1, 10, len(lags)).tolist()
            cases.append({"lags": lags, "uses": uses, "longest": int(rng.integers(4, 30))})
        return sorted(cases, key=lambda case: len(case["lags"]) not in (2, 3))

    return Variant(
        "**9.4 · Design a skip for its uses.** You know which lags matter in your data, say 7, 14 and 31 days, and "
        "how often each does: `uses` has a number for each of `lags`, say 5, 2 and 1. You may build in one skip, of "
        "2 to `longest` steps, beside the single steps. For every use the gradient takes a way of as few links as "
        "there is. Return the length of the skip with which these are the fewest links in all; of equals the "
        "shortest.",
        solution,
        truth,
        telling(draw, solution, slips),
        slips,
        "A lag that matters often may spoil the best length of all others.",
    )


def short_enough(rng):
    solution = f"""\
def shortest_skip(lags, most):
    for d in range(2, max(lags) + 2):
        if max({LINKS} for lag in lags) <= most:
            return d
    return 0"""

    def truth(lags, most):
        return next((d for d in range(2, 60) if all(fewest(lag, d) <= most for lag in lags)), 0)

    slips = [
        *EACH,
        ("<= most", "< most", "a way of exactly `most` links is short enough: at most means <=."),
        ("range(2, max", "range(1, max", "a skip of 1 is a single step. Take one of 2 or more, also where none is "
         "needed."),
        ("<= most", "== most", "ways of fewer links are short enough, too."),
        (f"max({LINKS}", f"sum({LINKS}", "you add the links of all lags. Each has a way of its own."),
        (f"max({LINKS}", f"min({LINKS}", "one of the lags is served. All of them should be."),
        ("for lag in lags", "for lag in lags[-1:]", "only the last lag comes in. A shorter one may be worse off."),
        ("return 0", "return max(lags)", "where no skip will do 0 is asked for."),
        ("range(2, max(lags) + 2)", "range(max(lags) + 1, 1, -1)", "that is the longest that will do. The shortest is "
         "asked for."),
        ("range(2, max(lags) + 2)", "sorted(lag for lag in lags if lag > 1)", "a skip need not be one of the lags. Try "
         "every length from 2 on."),
        ("return d", f"return max({LINKS} for lag in lags)", "that is how many links the worst lag has. The length of "
         "the skip is asked for."),
    ]  # fmt: skip

    def draw():
        cases = []
        for i in range(12):
            lags = several(rng)
            least = min(max(fewest(lag, d) for lag in lags) for d in range(2, max(lags) + 1))
            cases.append({"lags": lags, "most": max(1, least + int(rng.integers(0, 4) if i < 9 else -1))})
        cases.sort(key=lambda case: len(case["lags"]) not in (2, 3))
        return [*cases, {"lags": [4, 6], "most": int(rng.integers(6, 9))}]  # short as they are

    return Variant(
        "**9.4 · Design a short skip.** You know which lags matter in your data, say 7, 14 and 31 days, and may "
        "build in one skip, of 2 steps or more, beside the single steps. A skip of $d$ has to keep $d$ states in "
        "memory, so it should be short; but each of the lags shall have a way of at most `most` links. Return the "
        "shortest length with which each has one, and 0 if there is none.",
        solution,
        truth,
        telling(draw, solution, slips),
        slips,
        "As many skips as fit, then single steps, for each of the lags.",
    )


RUN = """\
    def run(words):
        states = [0.0]
        for x in words:
            states.append(np.tanh(w * states[-1] + u * x))
        return np.array(states)
"""
UNITS = "with one unit each way, $h = \\tanh(w\\,h_{\\text{before}} + u\\,x)$, each starting from 0"


def read(w, u, words):
    """The state after these words."""
    h = 0.0
    for x in words:
        h = math.tanh(w * h + u * x)
    return h


def sentences(rng):
    return [
        {"w": float(rng.choice([-1.25, -0.75, 0.75, 1.25])), "u": float(rng.choice([0.5, 1.0, 1.5])), "xs": x / 8}
        for x in (rng.choice([-1, 1], T) * rng.choice(np.arange(1, 16), T, replace=False) for T in (3, 4, 2, 5, 9))
    ]


def ends(rng):
    solution = f"""\
def mended_ends(w, u, xs):
{RUN}
    there = run(xs)[1:]
    back = run(xs[::-1])[1:][::-1]
    return np.array([there[-1], back[0]])"""

    return Variant(
        f"{WILD}A network with two directions, {UNITS}, reads a sentence `xs`. Rows of `there` and `back` belong to "
        "the same words, first word first. The function shall return what each direction says when it has read the "
        "*whole* "
        'sentence, the forward half first. Its author reports: "I may change any word but the last, and the backward '
        'half '
        f'doesn\'t move."{MEND}',
        solution,
        lambda w, u, xs: [read(w, u, xs), read(w, u, xs[::-1])],
        sentences(rng),
        [
            ("back[0]", "back[-1]", "this is still the answer of the code with the bug. Which words has back[-1] "
             "read?"),
            ("run(xs[::-1])[1:][::-1]", "run(xs)[1:][::-1]", "both halves read forwards now."),
            ("[there[-1], back[0]]", "[back[0], there[-1]]", "the forward half comes first."),
            ("[there[-1], back[0]]", "[there[0], back[0]]", "the forward half was right. At its first row it has read "
             "one "
             "word."),
            ("back[0]", "back.mean()", "one state of the backward half has read the whole sentence: no mean is "
             "needed."),
            ("back[0]", "back[1]", "off by one: the backward half reads the first word last, and you leave it out."),
            ("run(xs[::-1])", "run(there[::-1])", "the backward half reads the sentence, not the forward half's "
             "states."),
        ],
        "The bug is mended.",
        bug=("both_ends", "back[0]", "back[-1]"),
    )  # fmt: skip


def gaps(rng):
    solution = f"""\
def mended_gaps(w, u, xs):
{RUN}
    there = run(xs)[:-1]
    back = run(xs[::-1])[:-1][::-1]
    return np.stack([there, back], axis=1)"""

    right = "run(xs[::-1])[:-1][::-1]"
    return Variant(
        f"{WILD}A network shall guess a word from all the others: it has two directions, {UNITS}. Row $t$ of the "
        "answer, (T, 2), should hold what the forward unit knows from the words before word $t$, and the backward "
        "unit from the "
        'words after it. Its author reports: "It guesses every word rightly, also in sentences of nonsense."'
        f"{MEND}",
        solution,
        lambda w, u, xs: [[read(w, u, xs[:t]), read(w, u, xs[:t:-1])] for t in range(len(xs))],
        sentences(rng),
        [
            (right, "run(xs[::-1])[1:][::-1]", "this is still the answer of the code with the bug. Which words has the "
             "backward half of row 0 read?"),
            (right, "run(xs[::-1])[:-1]", "the backward half's states come last word first. Turn them round."),
            (right, "run(xs)[:-1]", "both halves read forwards now."),
            (right, "run(xs)[1:][::-1]", "the backward half has to read the words from the end, not only to be "
             "turned."),
            (right, "run(xs)[1:]", "your backward half reads forwards. It has to begin at the last word."),
            ("[:-1]", "[1:]", "both halves of row t have read word t. It is the one to be guessed."),
            ("run(xs)[:-1]", "run(xs)[1:]", "now the forward half of row t has read word t. It was right."),
            ("[there, back]", "[back, there]", "the forward half comes first."),
            (right, "run(there[::-1])[:-1][::-1]", "the backward half reads the words, not the forward half's states."),
        ],
        "The bug is mended: no row has read its own word.",
        bug=("around_each", right, "run(xs[::-1])[1:][::-1]"),
    )  # fmt: skip


EXERCISES = {
    "9.1": [pencil],
    "9.2": [exactly, past],
    "9.3": [by_input, beside],
    "9.4": [by_use, short_enough],
    "bug": [ends, gaps],
}
