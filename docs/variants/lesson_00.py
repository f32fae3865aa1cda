"""Lesson 00: two ways to keep, blame on its way, how far it gets, and the shares that let it arrive."""

import math
from fractions import Fraction

import numpy as np

from helpers.checks.slips import POWERS
from variants import Pencil, Variant, entry


def pencil(rng):
    to = int(rng.choice([10, 20, 30]))
    x, y = sorted(to + 8 * rng.choice([-3, -2, -1, 1, 2, 3], 2, replace=False))
    near, far = (int(place) for place in rng.permutation([0, 10, 20])[:2])
    same = near + rng.choice([-4, -3, -2, -1, 1, 2, 3, 4], 2, replace=False)
    other = far + int(rng.choice([-3, -1, 2, 4]))
    a, b = (to + (start - to) / 8 for start in (x, y))
    return Pencil(
        f"**0.1 · With pencil: two ways to keep.** (a) At each step a state goes half of the way to {to}. Two runs "
        f"start at {x} and at {y}. How far apart are they after three steps? Divide by their distance at the start: "
        "which derivative is this? (b) Another state jumps at each step to the nearest of the three numbers 0, 10 and "
        f"20. Runs start at {same[0]}, {same[1]} and {other}. Which starts can you still tell apart after three steps? "
        f"(c) What is $\\partial h_3/\\partial h_0$ in (b) at {same[0]}, and what does that say about keeping and "
        "about learning?",
        f"(a) At {a:g} and {b:g}, so {b - a:g} apart; {b - a:g}/{y - x} = 1/8, which is ∂h_3/∂h_0 = 0.5³.\n"
        f"(b) {same[0]} and {same[1]} go to {near}, {other} goes to {far}: {other} can be told from the others for "
        "ever, the other two never again.\n"
        "(c) 0: a nudge there changes nothing. What it has to tell apart is kept, and no gradient comes back.",
        points=3,
    )


def shares_of(rng, n):
    return rng.choice([4, 5, 6, 7, 9, 10, 11, 12, 13], n) / 8


NUMBERED = "Words are numbered 0, 1, 2, …; "
LOST = "that is what is lost. What is left is asked for."
FRONT = "you multiply from the front. The gradient starts at the verb, and goes back."
ADDED = "you add the shares of the way. Each step passes on a share of what is left: multiply."


def both_verbs(rng):
    solution = """\
def from_verbs(shares, subject, verbs):
    return sum(np.prod(shares[subject:verb]) for verb in verbs)"""

    def truth(shares, subject, verbs):
        left, verbs = 0.0, list(verbs)
        for word in range(max(verbs), subject, -1):
            left = (left + verbs.count(word)) * shares[word - 1]
        return left

    ways = (4, 0, [2, 3]), (5, 1, [2, 4]), (6, 1, [3, 4]), (8, 2, [4, 7]), (9, 3, [5, 6, 8]), (12, 1, [2, 6, 10])
    return Variant(
        "**0.2 · One subject, several verbs.** *The writer sits down, thinks and writes*: all verbs hang on one "
        f"subject. {NUMBERED}`shares[k]` is the share that the step from word $k+1$ back to word $k$ passes on. From "
        "each of the words `verbs`, all of them behind the word `subject`, a gradient of 1 goes back. Return the sum "
        "of what is left of them at `subject`.",
        solution,
        truth,
        [{"shares": shares_of(rng, n), "subject": subject, "verbs": np.array(verbs)} for n, subject, verbs in ways],
        [
            ("shares[subject:verb]", "shares[subject : verb - 1]",
             "off by one: the first step back, from a verb, is missing. It has the number verb - 1."),
            ("shares[subject:verb]", "shares[subject + 1 : verb]",
             "off by one: the step that arrives at the subject is missing. It has the number of the subject."),
            ("shares[subject:verb]", "shares[subject + 1 : verb + 1]",
             "off by one: the way from a verb begins with shares[verb - 1]."),
            ("shares[subject:verb]", "shares[subject : verb + 1]",
             "one step too many: the first step back, from a verb, has the number verb - 1."),
            ("shares[subject:verb]", "shares[max(subject - 1, 0) : verb]",
             "one step too many: the way ends at the subject, with the share that has its number."),
            ("np.prod(shares[subject:verb])", "shares[subject] ** (verb - subject)",
             "you take one share for all steps. Each step has its own."),
            ("np.prod(shares[subject:verb])", "(1 - np.prod(shares[subject:verb]))", LOST),
            ("shares[subject:verb]", "shares[:verb]", "you go back to the first word. The way ends at the subject."),
            ("np.prod(shares[subject:verb])", "np.sum(shares[subject:verb])", ADDED),
            ("in verbs", "in verbs[-1:]", "that is what the last verb sends. The others send their own."),
            ("in verbs", "in verbs[:1]", "that is what the first verb sends. The others send their own."),
            ("sum(np.prod(shares[subject:verb]) for verb in verbs)",
             "np.prod([np.prod(shares[subject:verb]) for verb in verbs])",
             "you multiply what the verbs send. Gradients that meet are added."),
            ("np.prod(shares[subject:verb]) for verb in verbs",
             "np.prod(shares[a:b]) for a, b in zip([subject, *verbs], verbs)",
             "you let a verb send to the verb before it. Each of them sends to the subject."),
            ("sum(np.prod(shares[subject:verb]) for verb in verbs)",
             "sum(np.cumprod([np.prod(shares[subject:verb]) for verb in verbs]))",
             "what the verb before has sent is still in the product. Each verb begins with 1."),
            ("for verb in verbs)", "for verb in verbs) / len(verbs)", "that is the mean. The sum is asked for."),
        ],
        "Along a way shares multiply; where ways meet, gradients add.",
    )  # fmt: skip


def all_words(rng):
    solution = """\
def left_at_all(shares, verb):
    left = np.ones(verb + 1)
    for k in range(verb, 0, -1):
        left[k - 1] = left[k] * shares[k]
    return left"""

    def truth(shares, verb):
        return [math.prod(shares[word + 1 : verb + 1]) for word in range(verb + 1)]

    return Variant(
        f"**0.2 · What each word gets.** {NUMBERED}here `shares[k]` is the share that word $k$ passes on, to the word "
        "before it, number $k-1$ (`shares[0]` leads nowhere). A gradient of 1 starts at the word `verb`. Return what "
        "is left of it at each of the words 0, 1, …, `verb`, an array (verb + 1,).",
        solution,
        truth,
        [
            {"shares": shares_of(rng, n), "verb": verb}
            for n, verb in ((4, 2), (5, 4), (3, 1), (8, 5), (12, 9), (15, 14))
        ],
        [
            ("* shares[k]", "* shares[k - 1]", "off by one: what word k passes on is shares[k]."),
            ("return left", "return left[::-1]", "turned round: the word 0 comes first, the verb last."),
            ("left[k] * ", "", "those are the shares of single steps. Each takes its share of what is left."),
            ("left[k] * shares[k]", "left[k] + shares[k]", ADDED),
            ("* shares[k]", "* shares[verb]", "you take one share for all steps. Each word has its own."),
            ("* shares[k]", "* (1 - shares[k])", "a share is what is passed on, not what is lost."),
            ("    return left", "    return 1 - left", LOST),
            ("return left", "return left * (np.arange(verb + 1) > 0)",
             "word 0 gets something too: what word 1 passes on. Only `shares[0]` leads nowhere."),
            ("return left", "return left * shares[: verb + 1]",
             "one share too many: what word k itself passes on doesn't change what is left at word k."),
            ("return left", "return left * (np.arange(verb + 1) < verb)", "at the verb all is left: 1, and not 0."),
            ("return left", "return np.cumprod(shares[: verb + 1])", FRONT),
            ("return left", "return np.cumprod([1.0, *shares[:verb]])", FRONT),
            ("return left", "return np.cumprod([1.0, *shares[1 : verb + 1]])", FRONT),
            ("return left", "return left * np.prod(shares[verb + 1 :])",
             "you begin at the last word of all. The gradient starts at the word `verb`."),
        ],
        "What is far from the verb has all shares in between in its product.",
    )  # fmt: skip


def whole(rng, made, ties):
    """Cases: the ties, where a power is just the number asked for, and five in which none is near it."""
    cases, counts = [], []
    while len(cases) < 5:
        case, steps = made(rng)
        up = len(cases) % 2  # to the nearest number that is, too
        if 0.1 < steps % 1 - up / 2 < 0.4 and 1 <= steps < 300 and int(steps) not in counts:
            cases.append(case)
            counts.append(int(steps))
    return cases[:2] + [ties[i] for i in rng.permutation(len(ties))] + cases[2:]


def exploded(rng):
    solution = """\
def explodes_after(r, most):
    n = 0
    while r**n <= most:
        n += 1
    return n"""
    body = solution.partition("\n")[2]

    def truth(r, most):
        n, left = 0, Fraction(1)
        while left <= Fraction(most):
            n, left = n + 1, left * Fraction(r)
        return n

    def made(rng):
        r, most = (
            float(rng.choice([1.0625, 1.125, 1.25, 1.375, 1.625, 1.75])),
            float(rng.choice([2, 5, 10, 30, 100, 1e4])),
        )
        return {"r": r, "most": most}, math.log(most) / math.log(r)

    ties = [{"r": 2.0, "most": 8.0}, {"r": 1.5, "most": 2.25}, {"r": 2.0, "most": 2.0}]
    return Variant(
        "**0.3 · When has it burst?** For a share $r$ above 1: after how many steps is more than `most` there for the "
        "first time? That is, return the smallest number of steps $n$ for which $r^n>$ `most` (`most` is above 1).",
        solution,
        truth,
        whole(rng, made, ties),
        [
            ("<= most", "< most", "right, but where r**n is exactly `most`: more means >, so that n isn't enough."),
            ("return n", "return n - 1", "off by one: after so many steps it isn't above yet."),
            ("return n", "return n + 1", "off by one: one step earlier it is above already."),
            (body, "    return np.log(most) / np.log(r)",
             "right before rounding. A number of steps is whole; which way must it be rounded?"),
            (body, "    return np.round(np.log(most) / np.log(r))",
             "rounded to the nearest whole number. Sometimes that is a step too few."),
            (body, "    return np.floor(np.log(r) / np.log(most)) + 1",
             "upside down: solve n log(r) = log(most) for n."),
            (body, "    return np.floor(np.log(most)) + 1", "r is missing: log(most) must be divided by log(r)."),
            (body, "    return np.floor(np.log10(most) / np.log(r)) + 1", "the two logarithms have different bases."),
            (body, "    return np.floor((most - 1) / (r - 1)) + 1",
             "you add the same amount at every step. Here each step multiplies."),
            (body, "    return np.log(most) / np.log(r) + 1",
             "right before rounding. A number of steps is whole: round before you add 1, and which way?"),
            (body, "    return np.floor(np.log2(most)) + 1", "r is missing: that is for r = 2."),
            (body, "    return np.floor(most / r) + 1", "that is for most = n r. It is r to the power of n."),
            (body, "    return np.ceil(np.log(most) / np.log(r)) + 1",
             "rounded up, and one more: unless r**n is exactly `most`, one step earlier it is above already."),
            (body, "    return most ** (1 / r)",
             "a root of `most`: that is for most = n**r. It is r to the power of n."),
            ("return n", "return r**n", "that is how much is there by then. The number of steps is asked for."),
        ],
        "Ten times more needs only a few steps: a burst comes soon.",
    )  # fmt: skip


NO_Q = "q is missing: after one step q is left, and then each step takes its share."


def behind_gap(rng):
    solution = """\
def reach_from_gap(q, r, least):
    n = 1
    while q * r**n >= least:
        n += 1
    return n"""
    body = solution.partition("\n")[2]

    def truth(q, r, least):
        n, left = 1, Fraction(q)
        while left * Fraction(r) >= Fraction(least):
            n, left = n + 1, left * Fraction(r)
        return n

    def made(rng):
        q, r = float(rng.choice([0.375, 0.625, 1.25, 1.5, 1.75])), float(rng.choice([0.5, 0.625, 0.75, 0.875, 0.9375]))
        least = float(rng.choice([0.25, 0.125, 0.1, 0.01, 1e-4]))
        return {"q": q, "r": r, "least": least}, math.log(least / q) / math.log(r)

    ties = [{"q": 0.5, "r": 0.5, "least": 0.0625}, {"q": 0.75, "r": 0.5, "least": 0.09375}]
    return Variant(
        "**0.3 · How far back from the gap?** The first step back, from the gap, is of another kind than the others: "
        "it passes on the share `q`, and every later step the share `r`, below 1. What is the largest number of steps, "
        "the first one counted, after which at least `least` is left? (`q` itself is not below `least`.)",
        solution,
        truth,
        whole(rng, made, ties),
        [
            (">= least", "> least",
             "right, but where just `least` is left: at least means ≥, so that step counts too."),
            ("return n", "return n - 1", "off by one: the first step counts too."),
            ("return n", "return n + 1", "off by one: after so many steps it is too little."),
            ("q * r**n", "r**n", NO_Q),
            (body, "    return np.floor(np.log(least) / np.log(r) + 1e-9)", NO_Q),
            ("return n", "return q * r ** (n - 1)", "that is how much is left then. The number of steps is asked for."),
            (body, "    return np.log(least / q) / np.log(r) + 1",
             "right before rounding. A number of steps is whole; which way must it be rounded?"),
            (body, "    return np.ceil(np.log(least / q) / np.log(r)) + 1",
             "rounded up: after so many steps it is too little."),
            (body, "    return np.floor(np.log(least * q) / np.log(r)) + 1",
             "q is on the wrong side: from q r^(n-1) = least follows r^(n-1) = least / q."),
            (body, "    return np.floor(np.log(least) / np.log(q * r)) + 1", "q acts once, at the first step alone."),
            (body, "    return np.floor(np.log(least) / np.log(q * r))", "q acts once, at the first step alone."),
            (body, "    return np.round(np.log(least / q) / np.log(r)) + 1",
             "rounded to the nearest whole number. Sometimes that is a step too many."),
            (body, "    return np.floor((q - least) / (1 - r)) + 1",
             "you take the same amount away at every step. Here each step multiplies."),
            (body, "    return np.floor(np.log(least / r) / np.log(q)) + 1",
             "the shares are swapped: q belongs to the first step, r to all later ones."),
            (body, "    return np.floor(np.log10(least / q) / np.log(r)) + 1",
             "the two logarithms have different bases."),
        ],
        "The first step moves the border a little; how far it is, r decides.",
    )  # fmt: skip


BRACKETS = "brackets: 1 / n - 1 takes 1 away from 1 / n."
DIVIDED = "you divide by n - 1. The steps multiply: a root. (** 1 / (n - 1) without brackets divides too.)"
SQUARE = "you take the square root, whatever `n`. Which root it must be depends on the number of steps."
CAPPED = "you stop at 1. What may arrive is `most`, and that is above 1."
NEAR_1 = "that is right for shares near 1 alone. The share itself is a root."
LOWEST_HIGHEST = {"the lowest share": entry(0), "the highest share": entry(1)}


def root(steps, wanted):
    """The share that so many steps turn into what is wanted, by bisection."""
    low, high = 0.0, 1e4
    for _ in range(100):
        share = (low + high) / 2
        low, high = (share, high) if math.prod([share] * steps) < wanted else (low, share)
    return share


def bounds(rng):
    """(n, least, most) of the cases."""
    least = rng.permutation([0.5, 0.25, 0.125, 0.375, 0.0625, 0.1, 0.2]).tolist()
    most = rng.permutation([2.0, 4.0, 8.0, 1.5, 16.0, 10.0, 3.0]).tolist()
    return zip((3, 6, 2, 4, 8, 51, 201), least, most, strict=True)


def as_near(rng):
    solution = """\
def fair_shares(n, least, most):
    return np.array([least ** (1 / (n - 1)), most ** (1 / (n - 1))])"""

    def truth(n, least, most):
        return [root(n - 1, least), root(n - 1, most)]

    n, times = int(rng.choice([11, 21, 51])), int(rng.choice([2, 5, 10]))
    found = truth(n, 1 / times, times)
    return Variant(
        "**0.4 · Design a fair network.** You may choose the share of a network, the same at every step. The nearest "
        "noun stands 1 step from the gap, the subject `n` steps (`n` is at least 2). The subject shall get at least "
        "`least` times (below 1) and at most `most` times (above 1) what the nearest noun gets. Return the lowest and "
        f"the highest share that will do. Then say: what are they for `n` = {n}, `least` = 1/{times} and `most` = "
        f"{times}?",
        solution,
        truth,
        [{"n": n, "least": least, "most": most} for n, least, most in bounds(rng)],
        [
            ("(1 / (n - 1))", "(1 / n)",
             "you compare with what starts at the gap. The nearest noun is a step further."),
            ("(1 / (n - 1))", "(1 / (n + 1))",
             "off by one, to the wrong side: how many steps lie between noun and subject?"),
            ("(1 / (n - 1))", "(n - 1)", "you raise to a power. The share, raised to it, must make that much: a root."),
            ("(1 / (n - 1))", "1 / (n - 1)", DIVIDED),
            ("(1 / (n - 1))", "(1 / n - 1)", BRACKETS),
            ("(1 / (n - 1))", "0.5", SQUARE),
            ("[least ** (1 / (n - 1)), most ** (1 / (n - 1))]", "[most ** (1 / (n - 1)), least ** (1 / (n - 1))]",
             "turned round: the lowest share comes first."),
            ("most ** (1 / (n - 1))", "1 / least ** (1 / (n - 1))",
             "the highest share is not 1 / the lowest unless `most` is 1 / `least`."),
            ("least ** (1 / (n - 1))", "most ** (-1 / (n - 1))",
             "that is 1 / the highest share. The lowest follows from `least`: the subject's part over the noun's."),
            ("[least ** (1 / (n - 1)), most ** (1 / (n - 1))]", "[least, most]",
             "that is what the steps between noun and subject make together. The share of each is asked for."),
            ("[least ** (1 / (n - 1)), most ** (1 / (n - 1))]", "np.exp(np.log10([least, most]) / (n - 1))",
             POWERS["exp"]),
            ("[least ** (1 / (n - 1)), most ** (1 / (n - 1))]", "10 ** (np.log([least, most]) / (n - 1))",
             POWERS["ten"]),
            ("most ** (1 / (n - 1))", "1.0", CAPPED),
            ("least ** (1 / (n - 1))", "1 + np.log(least) / (n - 1)", NEAR_1),
            ("most ** (1 / (n - 1))", "1 + np.log(most) / (n - 1)", NEAR_1),
            ("least ** (1 / (n - 1))", "1 - (1 - least) / (n - 1)",
             "you take the same amount away at every step. Each step multiplies: a root."),
            ("most ** (1 / (n - 1))", "1 + (most - 1) / (n - 1)",
             "you add the same amount at every step. Each step multiplies: a root."),
        ],
        "The farther the subject, the nearer to 1 must the share be.",
        parts=LOWEST_HIGHEST,
        words=f"{found[0]:.3f} and {found[1]:.3f}.",
    )  # fmt: skip


def after_first(rng):
    solution = """\
def later_shares(q, n, least, most):
    return np.array([(least / q) ** (1 / (n - 1)), (most / q) ** (1 / (n - 1))])"""

    def truth(q, n, least, most):
        return [root(n - 1, least / q), root(n - 1, most / q)]

    n, times, at = int(rng.choice([11, 21, 51])), int(rng.choice([2, 5, 10])), float(rng.choice([0.75, 1.25]))
    found = truth(at, n, 1 / times, times)
    return Variant(
        "**0.4 · Design the later steps.** The first step back, from the gap, passes on the share `q`. You may choose "
        "the share of all later steps, the same for all. Gaps stand 1 to `n` steps from their subjects (`n` is at "
        "least 2), and at every subject at least `least` (below 1) and at most `most` (above 1) of the gradient shall "
        "arrive. `q` lies between the two. Return the lowest and the highest share of the later steps that will do. "
        f"Then say: what are they for `q` = {at:g}, `n` = {n}, `least` = 1/{times} and `most` = {times}?",
        solution,
        truth,
        [
            {"q": q, "n": n, "least": least, "most": most}
            for q, (n, least, most) in zip(
                rng.permutation([0.75, 1.25, 0.625, 0.875, 1.125, 1.375, 0.5625]).tolist(), bounds(rng), strict=True
            )
        ],
        [
            ("(1 / (n - 1))", "(1 / n)", "off by one: the first step is that of q. How many are left?"),
            ("(1 / (n - 1))", "(1 / (n + 1))", "off by one, to the wrong side: how many steps come after that of q?"),
            ("(1 / (n - 1))", "(n - 1)", "you raise to a power. The share, raised to it, must make that much: a root."),
            ("(1 / (n - 1))", "1 / (n - 1)", DIVIDED),
            ("(1 / (n - 1))", "(1 / n - 1)", BRACKETS),
            ("(1 / (n - 1))", "0.5", SQUARE),
            (" / q", "", "q is missing: the first step has taken its share already."),
            (" / q", " * q", "q is on the wrong side: q times the later steps makes what arrives."),
            (" / q", " - q", "the first step multiplies by q. It takes nothing away."),
            (" / q", " / q**n", "q acts once, at the first step alone."),
            ("[(least / q) ** (1 / (n - 1)), (most / q) ** (1 / (n - 1))]",
             "[(most / q) ** (1 / (n - 1)), (least / q) ** (1 / (n - 1))]",
             "turned round: the lowest share comes first."),
            ("(most / q) ** (1 / (n - 1))", "1 / (least / q) ** (1 / (n - 1))",
             "the highest share is not 1 / the lowest: it follows from `most`."),
            ("[(least / q) ** (1 / (n - 1)), (most / q) ** (1 / (n - 1))]", "[least / q, most / q]",
             "that is what all later steps make together. The share of each is asked for."),
            ("[(least / q) ** (1 / (n - 1)), (most / q) ** (1 / (n - 1))]",
             "np.exp(np.log10(np.array([least, most]) / q) / (n - 1))", POWERS["exp"]),
            ("[(least / q) ** (1 / (n - 1)), (most / q) ** (1 / (n - 1))]",
             "10 ** (np.log(np.array([least, most]) / q) / (n - 1))", POWERS["ten"]),
            ("(least / q) ** (1 / (n - 1))", "(q / most) ** (1 / (n - 1))",
             "that is 1 / the highest share. The lowest follows from `least`, and what is left is divided by q."),
            ("(most / q) ** (1 / (n - 1))", "1.0", CAPPED),
            ("(least / q) ** (1 / (n - 1))", "1 + np.log(least / q) / (n - 1)", NEAR_1),
            ("(most / q) ** (1 / (n - 1))", "1 + np.log(most / q) / (n - 1)", NEAR_1),
            ("[(least / q) ** (1 / (n - 1)), (most / q) ** (1 / (n - 1))]",
             "[least ** (1 / (n - 1)) / q, most ** (1 / (n - 1)) / q]",
             "you divide by q after the root. q acts once, and the root shares it out among all later steps."),
            ("[(least / q) ** (1 / (n - 1)), (most / q) ** (1 / (n - 1))]", "[least ** (1 / n), most ** (1 / n)]",
             "q is missing: the first step has taken its share already. How many steps are left?"),
        ],
        "Whatever the first step does, over many steps only shares near 1 will do.",
        parts=LOWEST_HIGHEST,
        words=f"{found[0]:.3f} and {found[1]:.3f}.",
    )  # fmt: skip


EXERCISES = {
    "0.1": [pencil],
    "0.2": [both_verbs, all_words],
    "0.3": [exploded, behind_gap],
    "0.4": [as_near, after_first],
}
