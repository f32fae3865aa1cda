"""One unit of a GRU, h_t = u h_{t-1} + (1 - u) n, and the four paths of its derivative, with knobs."""

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
}


def paths(h, w_r, w_u, w_n, a_r, a_u, a_n, own="u", update="h - n", reset="r", candidate="r", slope="n", share="u-"):
    """The four paths of ∂h_t/∂h_{t-1} of one unit: direct, through u, through n, and through r into n."""
    r, u = logistic(a_r + w_r * h), logistic(a_u + w_u * h)
    z = a_n + r * w_n * h
    n = np.tanh(z)
    bend = {"n": 1 - n * n, "missing": 1, "logistic": n * (1 - n), "square": 1 - n, "plus": 1 + n * n}
    bend |= {"twice": 1 - np.tanh(n) ** 2, "of z": 1 - z * z}
    before_n = {"u-": 1 - u, "missing": 1, "u": u}[share] if own != "other" else u
    into_n = before_n * bend[slope]
    sharing = {"sign": n - h, "plus": h + n, "h": h, "n": -n}.get(update, h - n if own != "other" else n - h)
    by_u = {"missing": 0, "no slope": w_u, "value": u * w_u, "tanh": (1 - u * u) * w_u, "no w": u * (1 - u)}
    by_r = {"missing": 0, "no slope": w_n * h * w_r, "value": r * w_n * h * w_r, "tanh": w_n * h * (1 - r * r) * w_r}
    factor = {"no w": w_n * h, "no w_n": h * w_r, "no h": w_n * w_r, "extra r": r * w_n * h * w_r}
    through = {"r": r * w_n, "missing": 0, "no r": w_n, "no w_n": r}[candidate]
    direct = {"u": u, "other": 1 - u, "missing": 0, "one": 1}[own]
    by_r = by_r.get(reset, r * (1 - r) * factor.get(reset, w_n * h * w_r))
    return direct, sharing * by_u.get(update, u * (1 - u) * w_u), into_n * through, into_n * by_r
