"""Ways of links of several lengths: how many there are, and the skip that keeps the shortest ones short, with knobs."""

import math

WAYS = {
    "order": {
        "any": "you count ways by how many links of each length they have. The order counts: 1 + 5 and 5 + 1 are two.",
    },
    "start": {
        0: "always 0. Start with 1, the way without links over 0 steps, and let links begin there: t ≥ d.",
        2: "twice too many: over 0 steps there is one way, not two.",
    },
    "use": {
        "first": "only the first of the lengths comes in. A link may have any of them.",
        "last": "only the last of the lengths comes in. A link may have any of them.",
        "largest": "only the largest of the lengths comes in. A link may have any of them.",
        "up to": "a link has one of the given lengths. You allow all lengths up to the largest.",
        "and 1": "you allow single steps as well. Only the given lengths are allowed.",
        "again": "you allow single steps as well. Only the given lengths are allowed.",
        "longer": "off by one: each of your links is a step too long. Over t steps the last one starts at t - d.",
        "shorter": "off by one: each of your links is a step too short. Over t steps the last one starts at t - d.",
        "not last": "the last of the lengths is left out.",
        "not first": "the first of the lengths is left out.",
    },
    "steps": {
        -1: "off by one: the way has T steps, yours T - 1.",
        1: "off by one: the way has T steps, yours T + 1.",
    },
    "whole": {
        "early": "off by one: a link of length d comes from d steps earlier; where there is none, nothing is added.",
        "sum": "you add the ways over all numbers of steps up to T. Those over T are asked for.",
        "links": "those are the links of the picture, or the places of one link. Count the ways along several of them.",
        "fewest": "that is how few links a way can have. How many ways there are is asked for.",
        "kinds": "a link of length d uses up d steps, so ways have different numbers of links: no power of one number.",
        "32 bits": "right, but for T = 80 the number is too large for 32 bits: leave out the dtype.",
    },
}


def ways(T, lengths, order="counts", start=1, use="all", steps=0, whole="ways"):
    """How many ways lead over T steps in links of these lengths."""
    lengths, T = [int(d) for d in lengths], T + steps
    lengths = {
        "first": lengths[:1],
        "last": lengths[-1:],
        "largest": [max(lengths)],
        "up to": range(1, max(lengths) + 1),
        "and 1": sorted({1, *lengths}),
        "again": [*lengths, 1],
        "longer": [d + 1 for d in lengths],
        "shorter": [d - 1 for d in lengths if d > 1],
        "not last": lengths[:-1],
        "not first": lengths[1:],
    }.get(use, lengths)
    if whole in ("links", "fewest", "kinds"):
        return {"links": _links, "fewest": _fewest, "kinds": _kinds}[whole](T, lengths)
    count = [start] + [0] * T
    if order == "any":
        for d in lengths:
            for t in range(d, T + 1):
                count[t] += count[t - d]
    else:
        for t in range(1, T + 1):
            count[t] = sum(count[max(t - d, 0)] for d in lengths if t >= d or whole == "early")
    if whole == "32 bits":
        return (count[T] + 2**31) % 2**32 - 2**31
    return sum(count) if whole == "sum" else count[T]


def _links(T, lengths):
    return sum(max(0, T - d + 1) for d in lengths)


def _kinds(T, lengths):
    return len(lengths) ** (T // max(lengths))


def _fewest(T, lengths):
    least = [0] + [math.inf] * T
    for t in range(1, T + 1):
        least[t] = min((least[t - d] + 1 for d in lengths if t >= d), default=math.inf)
    return least[T] if math.isfinite(least[T]) else 0


CHOSEN = {
    "each": {
        "skips": "the single steps are missing: what the skips leave over is walked step by step.",
        "rest": "the skips are links too: they and the single steps are counted.",
        "up": "what is left over after the skips is walked in single steps, each a link; you count it as one.",
        "share": "that is the longest skip allowed. lag / d is no number of links: take skips, then single steps.",
        "nearest": "a skip can't be cut short, nor go too far and come back: as many as fit, then single steps.",
        "one": "a way may take several skips, not one at most.",
    },
    "over": {
        "sum": "that is best in the mean of the lags. Even the lag that is worst off should have few links.",
        "min": "you look at the lag that is best off. The one that is worst off decides.",
        "first": "only the first lag comes in. The one that is worst off decides.",
        "last": "only the last lag comes in. The one that is worst off decides.",
        "longest": "only the longest lag comes in. A shorter one may be worse off.",
    },
    "pick": {
        "last": "right, but of equals the shortest is asked for.",
        "most": "that is the worst skip: the fewest links are wanted.",
        "links": "that is how many links the worst lag has. The length of the skip is asked for.",
        "place": "that is a place in a list. The length of the skip is asked for.",
    },
    "to": {
        "one less": "the skip may have `longest` steps too: range(2, longest) ends before it.",
        "lags": "a skip need not be one of the lags. Try every length from 2 to `longest`.",
        "from 1": "a skip has 2 steps or more.",
        "from 3": "a skip of 2 steps counts too.",
        "least": "a skip may be longer than the shortest lag; that lag then walks.",
    },
}


def chosen(lags, longest, each="right", over="max", pick="first", to="longest"):
    """The skip, from 2 to `longest`, with the fewest links for the lag that is worst off."""
    lags = [int(lag) for lag in lags]
    lengths = {
        "one less": range(2, longest),
        "from 1": range(1, longest + 1),
        "from 3": range(3, longest + 1),
        "lags": [lag for lag in sorted(lags) if lag <= longest],
        "least": range(2, max(2, min(longest, *lags, longest)) + 1),
    }.get(to, range(2, longest + 1))
    count = {
        "skips": lambda lag, d: lag // d,
        "rest": lambda lag, d: lag % d,
        "up": lambda lag, d: -(-lag // d),
        "share": lambda lag, d: lag / d,
        "nearest": lambda lag, d: min(lag // d + lag % d, lag // d + 1 + d - lag % d),
        "one": lambda lag, d: 1 + lag - d if lag >= d else lag,
    }.get(each, lambda lag, d: lag // d + lag % d)
    joined = {
        "sum": sum,
        "min": min,
        "first": lambda links: links[0],
        "last": lambda links: links[-1],
        "longest": lambda links: links[lags.index(max(lags))],
    }.get(over, max)
    score = {d: joined([count(lag, d) for lag in lags]) for d in lengths}
    best = min(score, key=score.get)
    return {
        "last": lambda: min(score, key=lambda d: (score[d], -d)),
        "most": lambda: max(score, key=score.get),
        "links": lambda: score[best],
        "place": lambda: best - 2,
    }.get(pick, lambda: best)()
