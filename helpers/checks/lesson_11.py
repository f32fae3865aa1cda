"""Checks for the exercises of lesson 11."""

import numpy as np

from helpers.checks import attended, judge, masks, swaps
from helpers.checks.slips import eighths, turned


def hop_back(function):
    """Exercise 11.2: hop_back(q, K, V, scale, g) -> ∂L/∂q, ∂L/∂K, ∂L/∂V one below the other, (1+2T,H)."""
    rng = np.random.default_rng(0)
    cases = []
    for T, H, scale in ((2, 1, 0.5), (2, 2, 1.0), (3, 2, 0.25), (4, 2, 2.0), (3, 4, 0.5), (6, 3, 0.75)):
        q, K, V, g = (eighths(rng.normal(size=shape)) for shape in (H, (T, H), (T, H), H))
        cases.append({"q": q, "K": K, "V": V + 0.0625, "scale": scale, "g": g + 0.0625})

    def met(q, K, V, scale, g):
        a = attended.weights(q, K, scale)
        return {"a": a, "v̄": a @ V, "∂L/∂s": attended.scores(q, K, V, scale, g)}

    mistakes = turned(attended.back, attended.BACK)
    praise = "One factor a_j, whatever the lag; and the gradients by all scores add up to 0."
    return judge(function, cases, attended.back, mistakes, praise, scale=attended.size, via=met)


def largest_change(function):
    """Exercise 11.3: largest_change(f, xs) -> the largest change of a number of f(xs) when two tokens trade places."""
    rng = np.random.default_rng(1)
    cases = []
    for f, T, D in (
        (swaps.recurrent, 3, 2),
        (swaps.mean, 3, 2),
        (swaps.one_query, 4, 2),
        (swaps.two_causal_layers, 4, 3),
        (swaps.recency, 5, 2),
        (swaps.recurrent, 5, 3),
        (swaps.recency, 6, 3),
        (swaps.two_causal_layers, 7, 2),
    ):
        cases.append({"f": f, "xs": eighths(rng.normal(size=(T, D)))})

    def met(f, xs):
        return {"f(xs)": f(xs), "f after swapping the tokens 0 and 1": f(swaps.traded(xs, (0, 1)))}

    mistakes = turned(swaps.change, swaps.SWAPS)
    praise = "0, but for rounding, for what is blind to order: the mean, and one query."
    return judge(function, cases, swaps.change, mistakes, praise, scale=lambda f, xs: np.abs(f(xs)).max(), via=met)


MARGIN = {
    "root": {
        "missing": "that is the margin of the scores. They are q·k divided by √d; how large must q·k be?",
        "divided": "you divide by √d. The scores are divided by it, so q·k must be larger.",
        "d": "you multiply by d. The scores are q·k / √d.",
    },
    "others": {
        "all": "the weight that is left goes to the tokens that are *not* marked: T - marks of them.",
        "one": "T - 1 is the number of others for one mark. Here several are marked.",
        "each": "you give 1 - share to every other token. All of them together get it.",
    },
    "marks": {
        "missing": "several tokens are marked, and share what they get. How much must each of them have?",
        "times": "you multiply by the number of marks. The more there are, the less each must have.",
        "each": "you give the share to every mark. All of them together shall get it.",
    },
    "odds": {
        "share": "what the others get is missing: they share 1 - share.",
        "inverse": "upside down: the marked ones get `share`, the others 1 - share.",
        "of one": "the others get 1 - share, not 1 less what one mark gets.",
        "rest": "the marked ones get `share`, not 1.",
    },
    "counts": {
        "none": "that compares all marked tokens together with all others together. Softmax compares one with one.",
    },
    "log": {
        "missing": "that is the ratio of two weights. Softmax makes e^s of a score s: take the logarithm.",
        "log10": "softmax has powers of e, so it is the natural logarithm.",
        "plus 1": "a 1 too many in the logarithm: it is that of a ratio of two weights.",
        "log2": "softmax has powers of e, so it is the natural logarithm.",
    },
}


def margin_for(function):
    """Exercise 11.4: margin_for(share, marks, T, d) -> how far q·k of the marked tokens must be above the rest."""
    cases = [
        {"share": share, "marks": marks, "T": T, "d": d}
        for share, marks, T, d in (
            (0.5, 1, 3, 4),
            (0.75, 2, 10, 16),
            (0.875, 2, 100, 9),
            (0.625, 3, 50, 64),
            (0.9375, 4, 1000, 16),
            (0.5, 3, 300, 25),
        )
    ]

    def answer(share, marks, T, d, root="times", others="rest", marked="shared", odds="right", counts="right", log="e"):
        got = share * marks if marked == "each" else share
        ratio = {
            "share": got,
            "inverse": (1 - got) / got,
            "rest": 1 / (1 - got),
            "of one": got / (1 - got / marks),
        }.get(odds, got / (1 - got))
        if counts == "right":
            ratio *= {"all": T, "one": T - 1, "each": 1}.get(others, T - marks)
            ratio /= {"missing": 1, "times": 1 / marks}.get(marked, marks)
        forms = {"missing": lambda x: x, "log10": np.log10, "log2": np.log2, "plus 1": np.log1p}
        size = forms.get(log, np.log)(ratio)
        return size * {"missing": 1, "divided": 1 / np.sqrt(d), "d": d}.get(root, np.sqrt(d))

    def met(share, marks, T, d):
        return {"weight of a marked token": share / marks, "weight of another": (1 - share) / (T - marks)}

    knobs = {("marked" if knob == "marks" else knob): table for knob, table in MARGIN.items()}
    praise = "Ten times as long takes a margin larger by about √d ln 10, no more."
    known = "that is the margin for two marks and nine tenths of the weight. Marks and share are given here."
    length = "that is a margin that grows with T, but the same whatever the share and the marks."
    mistakes = [
        *turned(answer, knobs),
        (lambda share, marks, T, d: np.sqrt(d) * np.log(4.5 * (T - 2)), known),
        (lambda share, marks, T, d: np.log(4.5 * (T - 2)), known),
        (lambda share, marks, T, d: np.sqrt(d) * np.log(T), length),
        (lambda share, marks, T, d: np.log(T), length),
    ]
    return judge(function, cases, answer, mistakes, praise, via=met)


def mended(function):
    """The bug of lesson 11: mended(s) -> the weights (T,T), where no token looks at a later one."""
    rng = np.random.default_rng(2)
    cases = [
        {"s": eighths(rng.normal(scale=scale, size=(T, T)))} for T, scale in ((2, 1), (3, 1), (3, 2), (4, 1), (6, 2))
    ]
    mistakes = turned(masks.masked, masks.MASK)

    def met(s):
        return {"sum of the e^s a row may see": np.sum(np.exp(s) * np.tri(len(s)), 1)}

    return judge(function, cases, masks.masked, mistakes, "The bug is mended.", via=met)
