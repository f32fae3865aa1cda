"""Lesson 11: layers of means, ways back through a hop, tests of a network's order, margins, and masks."""

import math
from fractions import Fraction

import numpy as np

from helpers.checks.slips import eighths
from variants import MEND, STEP, WILD, Pencil, Variant, entry

ROWS = (("1/4", "1/4", "1/2"), ("1/2", "1/4", "1/4"), ("1/6", "1/2", "1/3"), ("1/2", "1/6", "1/3"))


def pencil(rng):
    p = Fraction(str(rng.choice(["1/2", "1/4", "1/3"])))
    last = [Fraction(w) for w in ROWS[rng.integers(len(ROWS))]]
    A = np.array([[1, 0, 0], [1 - p, p, 0], last], object)
    q, L = last[2], 1
    while q**L >= Fraction(1, 1000):
        L += 1
    two = (A @ A)[2]
    a = rng.permutation(np.array([2, 1, 1])) * Fraction(1, 4)
    v, g = rng.permutation([-4, 4, 8, 12])[:3].tolist(), int(rng.choice([-1, 1, 2]))
    mean = sum(a * v)

    def said(numbers):
        return ", ".join(map(str, numbers))

    return Pencil(
        "**11.1 · Ways and weights, with a pencil.** Three tokens. In a layer, token 1 sees itself alone; token 2 "
        f"becomes {1 - p} of token 1 and {p} of itself; token 3 becomes {last[0]} of token 1, {last[1]} of token 2 "
        f"and {q} of itself. (a) After two such layers, with which weights is what token 3 becomes made of the three "
        "tokens? (b) The loss looks at token 3 alone, and its gradient there is 1. What arrives at the input of token "
        "3 through $L$ layers, and from which $L$ on is it less than a thousandth? (c) Two layers again, but the "
        "second *adds* what it takes to the token (a residual connection). Which weights now? (d) Back to a single "
        f"query, with weights {said(a)}, values {said(v)} and $g = {g}$. What are the gradients by the scores?",
        f"(a) {said(two)}: the last row of A².\n(b) ({q})^L: a single way leads from it to the end. From L = {L} on.\n"
        f"(c) {said(two + A[2])}: the last row of (I + A) A = A + A².\n"
        f"(d) v̄ = {mean}, so {said(g * x * (y - mean) for x, y in zip(a, v, strict=True))}; together 0.",
        points=4,
    )  # fmt: skip


def parts_of(T):
    """Which rows of (dq, dK, dV) are whose."""
    return {"∂L/∂q": (0, 1), "∂L/∂K": (1, 1 + T), "∂L/∂V": (1 + T, 1 + 2 * T)}


def rows(which):
    """A part: it keeps the rows of dq, dK or dV of an answer (1 + 2T, H)."""

    def keep(answer):
        start, end = parts_of(len(answer) // 2)[which]
        at = np.arange(len(answer))[:, None]
        return np.where((at >= start) & (at < end), answer, 0.0)

    return keep


def tokens(rng, T, D):
    """(T,D), no number is 0 and no two are alike."""
    return rng.choice([-1, 1], (T, D)) * (1 + rng.permutation(T * D).reshape(T, D)) / 8


def hops(rng, *shared):
    """Cases of a query that hears something of every value, but not the same. What is in `shared` is left out."""
    cases = []
    for T, H, scale in (2, 1, 0.5), (2, 2, 0.75), (3, 2, 0.25), (4, 2, 2.0), (3, 4, 0.5), (6, 3, 0.75):
        g, V = np.zeros(H), np.zeros((T, H))
        while np.ptp(V @ g) < 0.05:
            g, V = 4 * tokens(rng, 1, H)[0], tokens(rng, T, H)
        case = {"q": tokens(rng, 1, H)[0] + 0.0625, "K": tokens(rng, T, H), "V": V, "scale": scale, "g": g}
        cases.append({name: value for name, value in case.items() if name not in shared})
    return cases


def stepped(loss, *arrays):
    """The derivatives of loss(*arrays) by all entries, one array below the other, each by a complex step."""
    found = []
    for i, array in enumerate(arrays):
        for at in np.ndindex(array.shape):
            moved = [a.astype(complex) for a in arrays]
            moved[i][at] += STEP * 1j
            found.append(loss(*moved).imag / STEP)
    return np.reshape(found, (-1, arrays[-1].shape[-1]))


def answered(s, V, g):
    """g·v̄ for complex numbers too."""
    a = np.exp(s - s.real.max())
    return (a / a.sum()) @ V @ g


SCORES = (
    ("a * ((V - a @ V) @ g)", "a * (V @ g)", "v̄ is missing in ∂L/∂s_j. A score that rises takes weight from all "
     "others."),
    ("a * ((V - a @ V) @ g)", "(V - a @ V) @ g", "the weight is missing in ∂L/∂s_j: one factor a_j."),
    ("a * ((V - a @ V) @ g)", "a * (1 - a) * (V @ g)", "you differentiate softmax as if each weight had only its own "
     "score. All weights depend on all scores."),
    ("V - a @ V", "V - V.mean(0)", "v̄ is the mean with the weights a, not the plain mean over the tokens."),
)  # fmt: skip


def distance(rng):
    solution = """\
def nearest_back(q, K, V, scale, g):
    e = np.exp(-scale * np.sum((K - q) ** 2, axis=1))
    a = e / e.sum()
    ds = a * ((V - a @ V) @ g)
    way = 2 * scale * ds[:, None] * (K - q)
    return np.vstack([way.sum(axis=0), -way, np.outer(a, g)])"""

    def truth(q, K, V, scale, g):
        return stepped(lambda q, K, V: answered(-scale * np.sum((K - q) ** 2, 1), V, g), q, K, V)

    return Variant(
        "**11.2 · The nearest key.** One query `q` (H,), keys `K` (T, H) and values `V` (T, H), a row for each token. "
        "A key fits the better, the nearer it is: $s_j = -\\text{scale}\\cdot\\lVert q - k_j\\rVert^2$, $a = "
        "\\text{softmax}(s)$, $\\bar v = \\sum_j a_j v_j$. From `g` (H,), which is $\\partial L/\\partial\\bar v$, "
        "make $\\partial L/\\partial q$, all $\\partial L/\\partial k_j$ and all $\\partial L/\\partial v_j$. Return "
        "them one below the other, `np.vstack([dq, dK, dV])`, an array (1 + 2T, H). Each of the three is marked by "
        "itself.",
        solution,
        truth,
        hops(rng),
        [
            *SCORES,
            ("way = 2 * scale * ds[:, None] * (K - q)", "way = scale * np.vstack([ds[:, None] * K, -ds[:, None] * "
             "q])[: len(K)]",
             "that is the way back of a product q·k, or a 2 is missing. The score is a *squared* distance: "
             "differentiate that."),
            ("np.sum((K - q) ** 2, axis=1)", "np.sqrt(np.sum((K - q) ** 2, axis=1))", "your run forward has the "
             "distances, not their squares."),
            ("np.exp(-scale", "np.exp(scale", "a sign in the run forward: the nearer a key, the *larger* its score."),
            ("way.sum(axis=0), -way", "scale * ds @ K, scale * np.outer(ds, q)", "that is the way back of a product "
             "q·k. Here the score is a squared distance: differentiate that."),
            ("np.outer(a, g)", "np.tile(g, (len(V), 1))", "∂L/∂v_j has the weight of its token in it: v̄ = Σ a_j v_j."),
            ("np.outer(a, g)", "a[:, None] * V * g", "∂L/∂v_j has v_j in it. v̄ is linear in v_j: what is v_j "
             "multiplied by?"),
            ("2 * scale *", "scale *", "the 2 is missing: a square is differentiated on the way to q and k."),
            ("2 * scale *", "2 *", "the scale is missing on the way back: s_j depends on q and k_j by way of it."),
            ("* (K - q)\n", "* (q - K)\n", "a sign: a value above v̄, along g, wants a larger score, and a score is "
             "larger where the distance is *smaller*."),
            ("way.sum(axis=0)", "way.mean(axis=0)", "∂L/∂q is a sum over the tokens, not a mean."),
            ("np.outer(a, g)", "np.outer(ds, g)", "∂L/∂v_j has the gradient of the score in it. v̄ has v_j in it "
             "times a weight."),
            ("np.outer(a, g)", "np.outer(np.full(len(a), 1 / len(a)), g)", "∂L/∂v_j is g / T in your answer. What "
             "token j gets of g is what it gave to v̄."),
            ("np.outer(a, g)", "a[:, None] * V", "∂L/∂v_j has v_j in it. v̄ is linear in v_j: what is v_j multiplied "
             "by?"),
        ],
        "The factor from a score to v̄ is the same; what is new is behind it.",
        parts={which: rows(which) for which in parts_of(0)},
    )  # fmt: skip


def tied(rng):
    solution = """\
def tied_back(q, V, scale, g):
    e = np.exp(scale * (V @ q))
    a = e / e.sum()
    ds = a * ((V - a @ V) @ g)
    return np.vstack([scale * ds @ V, np.outer(a, g) + scale * np.outer(ds, q)])"""

    def truth(q, V, scale, g):
        return stepped(lambda q, V: answered(scale * (V @ q), V, g), q, V)

    def keep(first):
        return lambda answer: np.where((np.arange(len(answer)) == 0)[:, None] == first, answer, 0.0)

    return Variant(
        "**11.2 · Keys that are values.** One query `q` (H,) asks tokens `V` (T, H), a row for each, which are keys "
        "and values at once: $s_j = \\text{scale}\\cdot q\\cdot v_j$, $a = \\text{softmax}(s)$, $\\bar v = \\sum_j "
        "a_j v_j$. From `g` (H,), which is $\\partial L/\\partial\\bar v$, make $\\partial L/\\partial q$ and all "
        "$\\partial L/\\partial v_j$. Return them one below the other, `np.vstack([dq, dV])`, an array (1 + T, H). "
        "Each of the two is marked by itself.",
        solution,
        truth,
        hops(rng, "K"),
        [
            *SCORES,
            ("a * ((V - a @ V) @ g)", "a * ((a @ V - V) @ g)", "a sign in ∂L/∂s_j: a value above v̄, along g, wants "
             "a larger score."),
            (" + scale * np.outer(ds, q)", "", "a token is a key, too: the way through its score is missing in "
             "∂L/∂v_j."),
            ("np.outer(a, g) + ", "", "a token is a value, too: the way by which v̄ has it in it is missing in "
             "∂L/∂v_j."),
            ("scale * np.outer(ds, q)", "np.outer(ds, q)", "the scale is missing in ∂L/∂v_j: a score depends on v_j "
             "by way of it."),
            ("scale * ds @ V", "ds @ V", "the scale is missing in ∂L/∂q: a score depends on q by way of it."),
            ("scale * ds @ V", "scale * a @ V", "∂L/∂q is a sum of keys, each times the gradient of its score, not "
             "times its weight."),
            ("scale * np.outer(ds, q)", "scale * ds[:, None] * V", "∂L/∂v_j by way of its score has v_j in it. What "
             "is v_j multiplied by in its score?"),
            ("np.exp(scale * (V @ q))", "np.exp(V @ q)", "the scale is missing in the scores that go into softmax."),
            ("[scale * ds @ V,", "[scale * ds @ V / len(V),", "∂L/∂q is a sum over the tokens, not a mean."),
        ],
        "Two ways lead from a token to the answer, and their gradients add up.",
        parts={"∂L/∂q": keep(True), "∂L/∂V": keep(False)},
    )  # fmt: skip


class Net(str):
    """A function, given by its source: it is shown as that."""

    def __call__(self, xs):
        return eval(self, {"np": np})(xs)

    __repr__ = str.__str__


AHEAD = [
    Net("lambda xs: np.tanh(xs) + xs.mean(0) / 2"),
    Net("lambda xs: np.cumsum(xs[::-1], 0)[::-1] / 4"),
    Net("lambda xs: xs / 4 + np.roll(xs, -1, 0)"),
    Net("lambda xs: np.tanh(xs @ xs.T) @ xs"),
]
CAUSAL = Net("lambda xs: xs / 4 + np.tri(len(xs), k=-1) @ xs")


def ahead(rng):
    solution = """\
def largest_leak(f, xs):
    before, largest = f(xs), 0.0
    for j in range(1, len(xs)):
        hidden = xs.copy()
        hidden[j] = 0
        largest = max(largest, np.abs(f(hidden) - before)[:j].max())
    return largest"""

    def truth(f, xs):
        moved = [np.abs(f(xs * (np.arange(len(xs)) != j)[:, None]) - f(xs)).max(1) for j in range(len(xs))]
        return np.triu(np.array(moved).T, 1).max()  # entry (i, j): what hiding j changes at i

    nets = [AHEAD[i] for i in rng.permutation(4)]
    shapes = (3, 2), (4, 2), (5, 2), (5, 3), (4, 2)
    cases = []
    for f, shape in zip([*nets, CAUSAL], shapes, strict=True):
        xs = tokens(rng, *shape)
        least = np.abs(xs).max(1).argmin()
        xs[[1, least]] = xs[[least, 1]]  # hiding the second token isn't what changes most
        cases.append({"f": f, "xs": xs})
    xs = np.abs(tokens(rng, 6, 2))
    xs[2] += 2  # neither the first nor the last matters most, and all changes are negative
    cases.append({"f": AHEAD[2], "xs": xs})
    return Variant(
        "**11.3 · Does it look ahead?** `f` is a network you know nothing about: it takes inputs `xs` (T, D), a row "
        "for each token, and returns its output at *every* token, an array (T, M). Is it causal? To see that, hide "
        "one token: put zeros in its place. Return the largest change, in size, of any number of the output at an "
        "*earlier* token, over all tokens that are hidden, one at a time.",
        solution,
        truth,
        cases,
        [
            ("[:j]", "", "you look at all outputs. The token that is hidden, and later ones, may change; earlier "
             "ones may not."),
            ("[:j]", "[: j + 1]", "off by one: the output at the hidden token itself may change. The ones before it "
             "may not."),
            ("[:j]", "[j:]", "the wrong way round: you look at the token that is hidden and at later ones."),
            ("[:j]", "[:1]", "you look at the first token alone. All that are earlier than the hidden one count."),
            ("np.abs(f(hidden) - before)", "(f(hidden) - before)", "a change may be negative: the largest *size* is "
             "asked for."),
            ("[:j].max()", "[:j].mean()", "you take a mean over outputs. The largest change is asked for."),
            ("max(largest, ", "(largest + ", "you add up over the hidden tokens. The largest change is asked for."),
            ("for j in range(1, len(xs)):\n        hidden = xs.copy()\n",
             "hidden = xs.copy()\n    for j in range(1, len(xs)):\n",
             "you don't undo it before you hide the next one. Hide one token at a time."),
            ("range(1, len(xs))", "range(len(xs) - 1, len(xs))", "you hide the last token only. Any of them may be "
             "seen too early."),
            ("hidden[j] = 0", "hidden[:, j % xs.shape[1]] = 0", "you hide a column, one number of every token. A "
             "token is a row."),
        ],
        "0 for what is causal. It is a test, not a proof.",
    )  # fmt: skip


ORDERED = [
    Net("lambda xs: np.tanh(np.cumsum(xs, 0)).mean(0)"),
    Net("lambda xs: xs.T @ 0.5 ** np.arange(len(xs))[::-1]"),
    Net("lambda xs: np.tanh(xs[-1] + xs[-2]) - xs[0]"),
    Net("lambda xs: np.sin(xs.T @ np.arange(len(xs)))"),
]
BLIND = [Net("lambda xs: np.tanh(xs).mean(0)"), Net("lambda xs: np.tanh(xs @ xs[-1]) @ xs")]


def moved(rng):
    solution = """\
def largest_move(f, xs):
    largest = 0.0
    for j in range(1, len(xs) - 1):
        order = [j, *range(j), *range(j + 1, len(xs))]
        largest = max(largest, np.abs(f(xs[order]) - f(xs)).max())
    return largest"""

    def truth(f, xs):
        return max(
            np.abs(f(np.concatenate([np.roll(xs[: j + 1], 1, axis=0), xs[j + 1 :]])) - f(xs)).max()
            for j in range(len(xs) - 1)
        )

    nets = [ORDERED[i] for i in rng.permutation(4)]
    shapes = (4, 2), (5, 2), (5, 3), (6, 2), (4, 3), (7, 2), (6, 3)
    cases = [
        {"f": f, "xs": tokens(rng, *shape)}
        for f, shape in zip([*nets, BLIND[rng.integers(2)], *nets[:2]], shapes, strict=True)
    ]
    first = tokens(rng, 6, 2)
    first[1] -= 8  # so the first of all moves changes most, and downwards
    last = tokens(rng, 5, 2)
    last[-1] += 8  # so the last token would change most
    cases += [{"f": Net("lambda xs: xs[0] - xs[-1]"), "xs": xs} for xs in (first, last)]
    order = "[j, *range(j), *range(j + 1, len(xs))]"
    return Variant(
        "**11.3 · To the front.** `f` is a network you know nothing about: it takes inputs `xs` (T, D), a row for "
        "each token, and returns its output at the last token, an array (M,). To see whether it knows in which order "
        "things came, let one token move to the front; those that stood before it move on by one place, and the "
        "others stay. Return the largest change, in size, of any number of the output, over all tokens but the last, "
        "which asks and stays where it is.",
        solution,
        truth,
        cases,
        [
            ("len(xs) - 1)", "len(xs))", "you move the last token too. It asks: another question gets another "
             "answer, whether the order counts or not."),
            (order, "[j, *range(1, j), 0, *range(j + 1, len(xs))]", "you let the token trade places with the first "
             "one. It moves to the front, and those before it move on."),
            (order, "[*range(1, j + 1), 0, *range(j + 1, len(xs))]", "you move the first token back. A token from "
             "behind moves to the front."),
            ("range(1, len(xs) - 1)", "range(1, 2)", "you move one token only. The answer is the largest change of "
             "all."),
            ("np.abs(f(xs[order]) - f(xs)).max()", "(f(xs[order]) - f(xs)).max()", "a change may be negative: the "
             "largest *size* is asked for."),
            ("np.abs(f(xs[order]) - f(xs)).max()", "np.linalg.norm(f(xs[order]) - f(xs))", "the output has several "
             "numbers. You take the length of the change; the largest entry is asked for."),
            ("np.abs(f(xs[order]) - f(xs)).max()", "np.abs(f(xs[order]) - f(xs)).mean()", "you take the mean over "
             "the numbers of the output. The largest change is asked for."),
            ("max(largest, ", "(largest + ", "you add up the changes of all moves. The largest one is asked for."),
            ("max(largest, np.abs(f(xs[order]) - f(xs)).max())", "np.abs(f(xs[order]) - f(xs)).max()", "you return "
             "the change of the last move. Keep the largest."),
        ],
        "0, but for rounding, for what is blind to order.",
    )  # fmt: skip


def lengths(rng):
    solution = """\
def longest(share, marks, margin, d):
    ratio = np.exp(margin / np.sqrt(d))
    return marks + marks * ratio * (1 - share) / share"""

    def truth(share, marks, margin, d):
        low, high = float(marks), 1e9  # e^score of a mark: 1; of another token: small
        for _ in range(100):
            T = (low + high) / 2
            got = marks / (marks + (T - marks) * math.exp(-margin / math.sqrt(d)))
            low, high = (T, high) if got > share else (low, T)
        return T

    cases = [
        {"share": float(share), "marks": marks, "margin": float(margin), "d": d}
        for share, marks, margin, d in zip(
            rng.permutation([0.75, 0.875, 0.625, 0.9375, 0.375, 0.25]),
            (2, 3, 1, 4, 2, 5),
            rng.permutation([8, 10, 12, 16, 6, 9]),
            rng.permutation([4, 9, 16, 25, 36, 64]).tolist(),
            strict=True,
        )
    ]
    back = "marks + marks * ratio * (1 - share) / share"
    return Variant(
        "**11.4 · How long may it be?** Of T tokens, `marks` carry what matters. All marked tokens have the same "
        "$q\\cdot k$, and all others have one that is lower by `margin`. The scores are $q\\cdot k/\\sqrt d$. "
        "Together the marked tokens shall have at least the part `share` of the weight. How large may T be at most? "
        "(Return the number for which they have exactly `share`; it need not be whole.) Then say in a sentence how "
        "much more margin it takes for ten times as many tokens without a mark.",
        solution,
        truth,
        cases,
        [
            ("margin / np.sqrt(d)", "margin", "`margin` is one of q·k. The scores are q·k / √d."),
            ("margin / np.sqrt(d)", "margin / d", "you divide by d. The scores are q·k / √d."),
            ("margin / np.sqrt(d)", "margin * np.sqrt(d)", "you multiply by √d. The scores are q·k / √d."),
            ("(1 - share) / share", "share / (1 - share)", "upside down: the marked ones get `share`, the others 1 - "
             "share."),
            ("ratio * (1 - share) / share", "ratio / share", "the others get what is left, 1 - share. Where is it?"),
            (back, back.removeprefix("marks + "), "that is how many tokens have no mark. T is the number of all."),
            ("marks * ratio", "ratio", "that is for one mark. Several are marked, and each has e^s."),
            (back, "marks * ratio * (1 - share) / share / (1 - share)", "you compare the marks with *all* tokens. "
             "Without a mark are T - marks of them, and they share 1 - share."),
            ("np.exp(margin / np.sqrt(d))", "10 ** (margin / np.sqrt(d))", "softmax has powers of e, not of 10."),
            ("np.exp(margin / np.sqrt(d))", "margin / np.sqrt(d)", "that is the margin of the scores. Softmax makes "
             "e^s of a score s."),
        ],
        "It grows like e to the power of the margin.",
        words="√d ln 10 more in q·k (ln 10 in the scores), however many there were: the odds fall to a tenth with ten "
        "times as many others, and e to the margin of the scores makes up for it.",
    )  # fmt: skip


def two_margins(rng):
    solution = """\
def two_margins(first, second, T, d):
    rest = (1 - first - second) / (T - 2)
    return np.sqrt(d) * np.log(np.array([first, second]) / rest)"""

    def truth(first, second, T, d):
        s = np.zeros(T)
        for i in [0, 1] * 50:  # mend one score after the other, until softmax gives what is wanted
            e, share = np.exp(s), (first, second)[i]
            s[i] += math.log(share / (1 - share) * (e.sum() - e[i]) / e[i])
        return math.sqrt(d) * (s[:2] - s[2])

    shares = rng.permutation([(0.5, 0.25), (0.25, 0.625), (0.375, 0.125), (0.125, 0.5), (0.25, 0.375), (0.3125, 0.125)])
    cases = [
        {"first": float(first), "second": float(second), "T": T, "d": d}
        for (first, second), T, d in zip(
            shares,
            rng.permutation([10, 12, 50, 18, 100, 300]).tolist(),
            rng.permutation([4, 9, 16, 25, 36, 64]).tolist(),
            strict=True,
        )
    ]
    return Variant(
        "**11.4 · Two margins.** Of T tokens two carry what matters, one more than the other: the one shall get the "
        "part `first` of the weight, the other the part `second`. All other tokens have the same $q\\cdot k$. The "
        "scores are $q\\cdot k/\\sqrt d$. By how much must $q\\cdot k$ of the two be above that of the others? Return "
        "both margins, `np.array([one, other])`. Each of the two is marked by itself. Then say in a sentence how they "
        "change if the sequence is ten times as long and the two shall get the same parts.",
        solution,
        truth,
        cases,
        [
            ("np.sqrt(d) * np.log", "np.log", "those are the margins of the scores, q·k / √d. How large must q·k be?"),
            ("np.sqrt(d) * np.log", "d * np.log", "you multiply by d. The scores are q·k / √d."),
            ("np.sqrt(d) * np.log", "1 / np.sqrt(d) * np.log", "you divide by √d. The scores are divided by it, so "
             "q·k must be larger."),
            ("(T - 2)", "T", "the weight that is left goes to the tokens that are *not* marked: T - 2 of them."),
            (" / (T - 2)", "", "you give all that is left to every other token. All of them together get it."),
            ("(1 - first - second)", "(1 - np.array([first, second]))", "what is left is 1 - first - second: each of "
             "the two takes its part."),
            ("(1 - first - second)", "1", "the others don't get all: what is left is 1 - first - second."),
            ("np.log(np.array([first, second]) / rest)", "np.array([first, second]) / rest", "those are ratios of "
             "two weights. Softmax makes e^s of a score s: take the logarithm."),
            ("np.log(", "np.log10(", "softmax has powers of e, so it is the natural logarithm."),
            ("[first, second]", "[second, first]", "the two are swapped: the one with the part `first` comes first."),
        ],
        "Only ratios of weights count, and each is e to a difference of scores.",
        parts={"the first": entry(0), "the second": entry(1)},
        words="Both must be larger by √d ln((10 T - 2) / (T - 2)), about √d ln 10, since each of the others gets about "
        "a tenth; the difference of the two stays.",
    )  # fmt: skip


def filled(rng):
    solution = """\
def mended_batch(s, lengths):
    own = np.arange(s.shape[1]) < lengths[:, None]
    e = np.exp(s - s.max(axis=1, keepdims=True)) * own
    return e / e.sum(axis=1, keepdims=True)"""
    end = " * own\n    return e / e.sum(axis=1, keepdims=True)"
    late = "\n    return e / e.sum(axis=1, keepdims=True) * own"

    def truth(s, lengths):
        return [
            [math.exp(row[j]) / sum(map(math.exp, row[:n])) if j < n else 0.0 for j in range(len(row))]
            for row, n in zip(s.tolist(), lengths.tolist(), strict=True)
        ]

    shapes = ([2, 1], 2), ([1, 3], 3), ([3, 2, 4], 4), ([5, 1, 2], 6), ([3, 3], 3), ([2, 4], 7)
    return Variant(
        f"{WILD}A batch of B sentences, filled up to T words. `s` (B, T) holds the scores of one query in each, "
        "`lengths` (B,) how many words it really has. This function shall return the weights of the query, (B, T), "
        "with 0 for the "
        'filling. Its author reports: "The filling has weight 0. And yet a sentence gets another answer in a batch '
        f'with longer ones."{MEND}',
        solution,
        truth,
        [{"s": eighths(rng.normal(size=(len(n), T))), "lengths": rng.permutation(n)} for n, T in shapes],
        [
            (end, late, "this is still the answer of the code with the bug. What is each row divided by?"),
            (" * own", "", "nothing is masked: the filling has weights too."),
            (
                "np.exp(s - s.max(axis=1, keepdims=True)) * own",
                "np.exp(s * own)",
                "a score of 0 is no ban: e⁰ is 1. Which score gives the weight 0?",
            ),
            (
                "np.exp(s - s.max(axis=1, keepdims=True)) * own\n    return e / e.sum(axis=1, keepdims=True)",
                "np.exp(s * own)\n    return e / e.sum(axis=1, keepdims=True) * own",
                "the filling has weight 0 at the end, but its e⁰ = 1 is in the sum that a row is divided by.",
            ),
            ("s - s.max(axis=1, keepdims=True)) * own\n    return e / e.sum(axis=1, keepdims=True)", "s) * own\n    "
             "return e / e.sum(axis=0)", "the columns add up to 1. Each sentence has a softmax of its own, along a "
             "row."),
            ("s - s.max(axis=1, keepdims=True)) * own\n    return e / e.sum(axis=1, keepdims=True)", "s) * own\n    "
             "return e / e.sum()", "all weights together add up to 1. Each row has a softmax of its own."),
            ("return e / e.sum(axis=1, keepdims=True)", "return own / lengths[:, None]", "all words have the same "
             "weight. Where are the scores?"),
            ("return e / e.sum(axis=1, keepdims=True)", "return e", "the rows don't add up to 1: the sum they are "
             "divided by is missing."),
            ("< lengths", "<= lengths", "off by one: a sentence of n words has the places 0 … n - 1."),
            ("e.sum(axis=1, keepdims=True)", "e.sum(axis=0)", "the columns add up to 1. Each sentence has a softmax "
             "of its own, along a row."),
            ("e.sum(axis=1, keepdims=True)", "e.sum()", "all weights together add up to 1. Each row has a softmax of "
             "its own."),
            ("e.sum(axis=1, keepdims=True)", "lengths[:, None]", "each row is divided by the number of words, not by "
             "the sum of its e^s."),
        ],
        "The bug is mended.",
        bug=("weights_of_words", end, late),
    )  # fmt: skip


TOO_LATE = "    return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)"


def window(rng):
    n = int(rng.choice([2, 3]))
    solution = f"""\
def mended_window(s):
    lag = np.arange(len(s))[:, None] - np.arange(len(s))
    s = np.where((lag >= 0) & (lag < {n}), s, -np.inf)
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)"""

    def truth(s):
        a = np.zeros_like(s)
        for i, row in enumerate(s):
            seen = slice(max(0, i + 1 - n), i + 1)
            a[i, seen] = np.exp(row[seen]) / np.exp(row[seen]).sum()
        return a

    seen = f"np.where((lag >= 0) & (lag < {n}), s, -np.inf)"
    sees = "itself and the one before it" if n == 2 else "itself and the two before it"
    return Variant(
        f"{WILD}`s` (T, T) holds scores, a row for each token that looks, a column for each that is looked at. This "
        f"function shall return weights (T, T) with which each token sees only {sees} (as far as there are any). Its "
        "author reports: "
        '"I took the scores of all others away. But the longer my sequence, the less do the tokens see of what is '
        f'near."{MEND}',
        solution,
        truth,
        [{"s": eighths(rng.normal(size=(T, T)))} for T in (4, 4, 5, 2, 7, 3)],
        [
            ("-np.inf", "0.0", "this is still the answer of the code with the bug. Which weight does softmax make of "
             "a score of 0?"),
            (f"lag < {n}", f"lag <= {n}", f"off by one: with itself, a token sees {n} tokens."),
            (f"lag < {n}", f"lag < {n - 1}", f"off by one: with itself, a token sees {n} tokens."),
            ("(lag >= 0) & ", "", "the future is no longer hidden: a lag below 0 is a later token."),
            (f"(lag >= 0) & (lag < {n})", f"abs(lag) < {n}", "you let tokens see as many later ones, too."),
            (
                "np.arange(len(s))[:, None] - np.arange(len(s))",
                "np.arange(len(s)) - np.arange(len(s))[:, None]",
                "the wrong way round: row i is the token that looks, column j the one that is looked at.",
            ),
            *((f"    s = {seen}", f"    own = (lag >= 0) & (lag < {n})\n{late} * own\n    s = {seen}",
               "the weights of the others are taken away too late: each row is divided by a sum that they are in.")
              for late in (TOO_LATE, f"    s = np.where(own, s, 0.0)\n{TOO_LATE}")),
            (f"    s = {seen}", f"    s = np.where((lag >= 0) & (lag < {n}), 0.0, -np.inf)", "all tokens that are seen "
             "have the same weight. Where are the scores?"),
            ("(lag >= 0)", "(lag > 0)", "a token sees itself as well. The first would see nothing: 0 / 0."),
            (f" & (lag < {n})", "", f"only the future is hidden. Of the past a token sees {n - 1} more."),
            ("return e / e.sum(axis=1, keepdims=True)", "return e", "the rows don't add up to 1: the sum they are "
             "divided by is missing."),
            ("    e = np.exp(s - s.max(axis=1, keepdims=True))\n", "    e = np.exp(s)\n    return e / e.sum(axis=0)\n",
             "the columns add up to 1. Softmax goes over the tokens that are looked at, along a row."),
            ("return e / e.sum(axis=1, keepdims=True)", "return e / e.sum(axis=0)", "the columns add up to 1. "
             "Softmax goes over the tokens that are looked at, along a row."),
        ],
        "The bug is mended.",
        bug=("weights_nearby", "-np.inf", "0.0"),
    )  # fmt: skip


EXERCISES = {
    "11.1": [pencil],
    "11.2": [distance, tied],
    "11.3": [ahead, moved],
    "11.4": [lengths, two_margins],
    "bug": [filled, window],
}
