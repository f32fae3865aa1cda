"""One unit of a GRU, h_t = u h_{t-1} + (1 - u) n, with knobs: its derivative, and a run."""

import math

import numpy as np

from helpers.checks.gates import logistic

PATHS = {
    "own": {
        "other": "right for the other convention, h_t = (1 - u) h + u n. Here u keeps: h_t = u h + (1 - u) n.",
        "missing": "the direct path is missing: h_t = u h + ... has the factor u by h itself.",
        "one": "the direct path has the factor u, not 1.",
    },
    "update": {
        "missing": "the path through the update gate is missing: u depends on h as well.",
        "sign": "a sign is wrong: in h_t = u h + (1 - u) n the update gate has the factor h - n.",
        "plus": "a sign is wrong: in h_t = u h + (1 - u) n the update gate has the factor h - n.",
        "h": "in the path through u the candidate is missing: 1 - u, which stands before n, depends on u too.",
        "n": "in the path through u the old state is missing: u stands before h and, as 1 - u, before n.",
        "no slope": "in the path through u its slope is missing: u (1 - u).",
        "value": "in the path through u half of the slope is missing: it is u (1 - u).",
        "tanh": "u is logistic: its slope is u (1 - u), not 1 - u².",
        "half w": "in the path through u the weight w_u belongs to both parts, that of h and that of n.",
        "no w": "in the path through u its weight is missing: u depends on h by way of w_u.",
    },
    "reset": {
        "missing": "the path through the reset gate is missing: n depends on r, and r on h.",
        "no slope": "in the path through r its slope is missing: r (1 - r).",
        "value": "in the path through r half of the slope is missing: it is r (1 - r).",
        "tanh": "r is logistic: its slope is r (1 - r), not 1 - r².",
        "no w": "in the path through r the weight w_r is missing.",
        "no w_n": "in the path through r the weight w_n is missing: r stands before w_n h.",
        "no h": "in the path through r the state is missing: r stands before w_n h.",
        "outside": "the path through r leads into n too: it needs the share 1 - u and the slope 1 - n².",
        "no slope of n": "the path through r leads into n too: it needs the slope 1 - n².",
        "no share": "the path through r leads into n too, so it needs the share 1 - u.",
        "extra r": "in the path through r there is an r too much: r itself is differentiated there.",
    },
    "candidate": {
        "missing": "the direct path into n is missing: n contains r w_n h, and h stands there too.",
        "no r": "in the path through n the reset gate is missing: n contains r w_n h.",
        "no w_n": "in the path through n its weight is missing: n contains r w_n h.",
    },
    "slope": {
        "missing": "the slope of tanh is missing: the paths through n have the factor 1 - n².",
        "logistic": "n is a value of tanh: its slope is 1 - n², not n (1 - n).",
        "square": "the square is missing in the slope of tanh: 1 - n².",
        "twice": "tanh twice. n is a value of tanh already, so its slope is 1 - n².",
        "of z": "you take the slope 1 - z² of what tanh is applied to. It is 1 - n², of what comes out.",
        "plus": "a sign in the slope of tanh: it is 1 minus n².",
    },
    "share": {
        "missing": "the paths through n get the share 1 - u: that is what stands before n.",
        "u": "the paths through n get the share 1 - u, what stands before n; you take u.",
    },
    "reads": {
        "no a": "the gates and n need a_r, a_u and a_n: they stand inside σ and tanh.",
        "no r": "the reset gate is missing in n itself: n = tanh(a_n + r w_n h).",
        "r around": "r stands before w_n h alone, not before a_n: n = tanh(a_n + r w_n h).",
        "no w": "the weights are missing in the gates: r = σ(a_r + w_r h), and so on.",
    },
    "left": {
        "gates": "the paths through the two gates are missing: u and r depend on h as well.",
        "n": "the paths through n are missing: n contains r w_n h, and both r and h depend on h.",
        "others": "this is u, the direct path alone. Three more lead through u, n, r.",
    },
}


def paths(
    h, w_r, w_u, w_n, a_r, a_u, a_n, own="u", update="", reset="", candidate="r", slope="n", share="", reads="", left=""
):
    """The four paths of ∂h_t/∂h_{t-1} of one unit: direct, through u, through n, and through r into n."""
    if reads == "no a":
        a_r = a_u = a_n = 0
    r, u = (logistic(a + (1 if reads == "no w" else w) * h) for a, w in ((a_r, w_r), (a_u, w_u)))
    z = {"no r": a_n + w_n * h, "r around": r * (a_n + w_n * h)}.get(reads, a_n + r * w_n * h)
    n = np.tanh(z)
    bend = {"n": 1 - n * n, "missing": 1, "logistic": n * (1 - n), "square": 1 - n, "plus": 1 + n * n}
    bend |= {"twice": 1 - np.tanh(n) ** 2, "of z": 1 - z * z}
    before_n = {"missing": 1, "u": u}.get(share, 1 - u) if own != "other" else u
    into_n = before_n * bend[slope]
    sharing = {"sign": n - h, "plus": h + n, "h": h, "n": -n}.get(update, h - n if own != "other" else n - h)
    by_u = {"missing": 0, "no slope": w_u, "value": u * w_u, "tanh": (1 - u * u) * w_u, "no w": u * (1 - u)}
    by_r = {"missing": 0, "no slope": w_n * h * w_r, "value": r * w_n * h * w_r, "tanh": w_n * h * (1 - r * r) * w_r}
    factor = {"no w": w_n * h, "no w_n": h * w_r, "no h": w_n * w_r, "extra r": r * w_n * h * w_r}
    if reads == "r around":
        factor[""] = (w_n * h + a_n) * w_r
    through = {"r": r * w_n, "missing": 0, "no r": w_n, "no w_n": r}[candidate]
    direct = {"u": u, "other": 1 - u, "missing": 0, "one": 1}[own]
    if reads == "no r":
        through, reset = w_n, "missing"
    by_r = by_r.get(reset, r * (1 - r) * factor.get(reset, w_n * h * w_r))
    into_r = {"outside": 1, "no slope of n": before_n, "no share": bend[slope]}.get(reset, into_n)
    through_u = sharing * by_u.get(update, u * (1 - u) * w_u)
    if update == "half w":
        through_u = (h * w_u - n) * u * (1 - u)
    four = np.array([direct, through_u, into_n * through, into_r * by_r])
    return four * {"gates": [1, 0, 1, 0], "n": [1, 1, 0, 0], "others": [1, 0, 0, 0]}.get(left, [1, 1, 1, 1])


MIX = {
    "mix": {
        "other": "this is still the answer of the code with the bug. A large b_u makes σ(b_u) large: which part keeps?",
        "both u": "now u keeps and writes; only what is not kept makes room.",
        "both rest": "now 1 - u keeps and writes. The two shares must sum to 1.",
        "keep": "nothing new is written any more: the candidate n is missing.",
        "all n": "the candidate is not weighted: it gets the share 1 - u.",
        "all h": "the old state is not weighted: it keeps the share u.",
        "minus": "a sign: what is kept and what is written are added.",
        "n only": "nothing is kept any more: the old state has the share u, and n the rest.",
        "write": "nothing is kept any more: the old state has the share u.",
    },
    "gate": {
        "bare": "the gate is a logistic function of b_u, not b_u itself.",
        "tanh": "the gate is a logistic function of b_u, not its tanh.",
        "brackets": "brackets: the gate is 1 / (1 + e^-b), not 1 / 1 + e^-b.",
        "twice": "σ is applied twice: u = σ(b_u).",
        "one": "the bias is not used: u = σ(b_u).",
        "all": "you keep everything, whatever the bias. The share that is kept is σ(b_u).",
    },
    "start": {"zero": "the state starts from 0 instead of h_0.", "one": "the state starts from 1 instead of h_0."},
    "steps": {
        "no first": "the first candidate is left out.",
        "no last": "the last candidate is left out.",
        "one": "only one step is made: every candidate is read, one after the other.",
        "mean": "you read the candidates' mean, once. Each is read at its own step, one after the other.",
        "sum": "you read the candidates' sum, once. Each is read at its own step, one after the other.",
        "reverse": "you read the candidates backwards.",
        "start kept": "every step begins from h_0 again. It should begin from the state before it.",
    },
    "candidate": {
        "tanh": "a candidate has gone through tanh already: write it as it is.",
        "around": "there is no tanh around the new state: it is a mean of the old one and the candidate.",
    },
}


def mixed(h_0, candidates, b_u, mix="right", gate="right", start="right", steps="right", candidate="right"):
    """The state after h = u h + (1 - u) n for every candidate n, with u = σ(b_u)."""
    bare = {
        "brackets": 1 + math.exp(-b_u),
        "bare": b_u,
        "tanh": math.tanh(b_u),
        "twice": logistic(logistic(b_u)),
        "one": 0.5,
        "all": 1.0,
    }
    u = bare.get(gate, logistic(b_u))
    read = {"no first": slice(1, None), "no last": slice(-1), "one": slice(1), "reverse": slice(None, None, -1)}
    keep, write = {
        "other": (1 - u, u),
        "both u": (u, u),
        "both rest": (1 - u, 1 - u),
        "keep": (u, 0),
        "all n": (u, 1),
        "all h": (1, 1 - u),
        "minus": (u, u - 1),
        "n only": (0, 1),
        "write": (0, 1 - u),
    }.get(mix, (u, 1 - u))
    first = {"zero": 0.0, "one": 1.0}.get(start, h_0)
    h = first
    once = {"mean": [np.mean(candidates)], "sum": [np.sum(candidates)]}
    for n in once.get(steps, candidates[read.get(steps, slice(None))]):
        read_n = np.tanh(n) if candidate == "tanh" else n
        h = keep * (first if steps == "start kept" else h) + write * read_n
        h = np.tanh(h) if candidate == "around" else h
    return h
