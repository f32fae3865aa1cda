"""One unit, h_t = tanh(a h_{t-1} + b x_t + c), and its gradients by the start and by the weight, with knobs."""

import math

import numpy as np

from helpers.checks.slips import SLOPE, slopes

RUN = {
    "start": {"zero": "the state starts from 0 instead of h_0."},
    "apply": {
        "linear": "tanh is missing in the states themselves: h_t = tanh(...).",
        "logistic": "your states come from the logistic function; this unit has tanh.",
    },
    "inputs": {
        "none": "the inputs are missing: the states depend on x_t, and the slopes on the states.",
        "late": "off by one: the first step reads the first input, xs[0].",
    },
}
APPLY = {"right": np.tanh, "linear": lambda z: z, "logistic": lambda z: 1 / (1 + np.exp(-z))}


def run(a, h_0, xs, b=1.0, c=0.0, start="right", apply="right", inputs="right"):
    """The states h_0 … h_T (T+1,)."""
    h = [h_0 if start == "right" else 0.0]
    xs = {"right": xs, "none": np.zeros(len(xs)), "late": [*xs[1:], 0.0]}[inputs]
    for x in xs:
        h.append(APPLY[apply](a * h[-1] + b * x + c))
    return np.array(h)


BY_START = {
    "slope": SLOPE,
    "weight": {
        "missing": "a is missing. The inner derivative of tanh(a h + ...) with respect to h is a, at every step.",
        "once": "a once only. Every step multiplies by a (1 - h_t²): the weight comes with each slope.",
        "size": "you take the size of a. A negative weight turns the sign at every step.",
        "once more": "a once too often: states has T + 1 entries, but there are T steps.",
        "added": "you add a and the slope. A step multiplies by both.",
    },
    "join": {
        "sum": "you add the factors. The chain rule multiplies them.",
        "sum on 1": "you add the factors. The chain rule multiplies them.",
        "mean": "you take the mean of the factors. The chain rule multiplies them.",
        "last": "that is the factor of the last step alone. Every step has one.",
        "last for all": "you take the last slope for all steps. Every step has a slope of its own.",
    },
    "steps": {
        "one less": "one factor is missing: from h_0 to h_T there are T steps.",
        "no last": "the factor of the last step is missing: from h_0 to h_T there are T steps.",
        "one more": "one factor too many: no step arrives at h_0, so its slope is not in the product.",
        "index -1": "one factor is wrong: at t = 0 the index t - 1 is -1, which Python takes for the last state.",
    },
}


def factors(a, h, slope="right", weight="right", steps="right"):
    """dh_t/dh_{t-1} of the steps from the states h (T+1,): what by_start multiplies."""
    h = np.asarray(h, float)
    d = slopes(h, slope)
    d = {
        "right": d,
        "one less": d[1:],
        "no last": d[:-1],
        "one more": slopes(np.append(h[:1], h), slope),
        "index -1": np.append(d[-1:], slopes(h, slope)[:-1]),
    }[steps]
    if weight == "once":
        return np.append(a, d)
    if weight in ("once more", "added"):
        return d + a if weight == "added" else np.append(a, a * d)
    return d * {"right": a, "missing": 1.0, "size": abs(a)}[weight]


def by_start(a, h, join="right", **knobs):
    """dh_T/dh_0 from the states h (T+1,)."""
    joined = {
        "right": np.prod,
        "sum": np.sum,
        "sum on 1": lambda f: 1 + f.sum(),
        "mean": np.mean,
        "last": lambda f: f[-1],
        "last for all": lambda f: f[-1] ** len(f),
    }[join]
    return joined(factors(a, h, **knobs))


BY_WEIGHT = {
    "slope": SLOPE,
    "meets": {
        "after": "off by one. The weight at step t meets the state before it, h_{t-1}: keep it until dh is made.",
        "index -1": "off by one: at the first step the index t - 1 is -1, and Python takes the last state.",
        "two before": "off by one. The weight at step t meets h_{t-1}, not h_{t-2}.",
        "zero": "the first use is missing: at step 1 the weight meets h_0, which is not 0.",
        "bare": "the slope of tanh is missing in what each use adds: slope times h_{t-1}.",
        "nothing": "what the weight is multiplied by is missing: each use adds the slope times h_{t-1}.",
    },
    "carry": {
        "nothing": "you add the direct derivatives, but do not carry the early ones through the later steps: "
        "each must be carried to step T, times a (1 - h²) per step between.",
        "slopes": "the weight is missing on the way: each step between multiplies by a (1 - h²).",
        "weights": "the slope of tanh is missing on the way: each step between multiplies by a (1 - h²).",
        "twice": "one step too many on the way: the use at step t is carried through the steps t+1, …, T.",
        "size": "you take the size of a. A negative weight turns the sign at every step.",
    },
    "uses": {
        "own": "that is the direct derivative of the last step. The weight was used in the steps before it too.",
        "first": "that is the use at the first step alone. The weight was used at every step.",
        "four": "cut off after 4 steps: the uses before them are missing.",
        "no last": "the use at the last step is missing.",
        "mean": "you take the mean over the uses. Every use adds its part.",
    },
}
WINDOW = {
    "one less": "off by one. A window of k keeps k + 1 uses: the output's own step counts too.",
    "one more": "off by one. A window of k keeps the uses at T, T-1, …, T-k, and no more.",
    "all": "that is the whole gradient. Stop after the use at step T - k.",
    "early": "those are the first k + 1 uses. The window is counted from the end: T, T-1, …, T-k.",
    "chunk": "that is what chunks of k + 1 steps keep. A window slides: it always reaches back k steps.",
    "beyond": "those are the uses that the window leaves out.",
    "at k": "that is the use at step T - k alone. The window keeps all from there to T.",
    **BY_WEIGHT["uses"],
}


def by_weight(a, h, k=None, slope="right", meets="before", carry="right", uses="right", wanted="weight"):
    """dh_T/da from the states h (T+1,): the uses at T, …, T-k alone, or all."""
    T, d = len(h) - 1, slopes(h, slope)
    k = T if k is None else k
    kept = {
        "one less": range(T - k + 1, T + 1),
        "one more": range(T - k - 1, T + 1),
        "all": range(T + 1),
        "early": range(k + 2),
        "chunk": range((T - 1) // (k + 1) * (k + 1) + 1, T + 1),
        "beyond": range(T - k),
        "at k": range(T - k, T - k + 1),
        "own": range(T, T + 1),
        "first": range(2),
        "four": range(T - 3, T + 1),
        "no last": range(T - k, T),
    }.get(uses, range(T - k, T + 1))
    met = {
        "before": h[:-1],
        "after": h[1:],
        "index -1": [h[-1], *h[1:-1]],
        "zero": [0.0, *h[1:-1]],
        "nothing": h[1:] * 0 + 1,
    }
    met["bare"] = h[:-1] / np.where(d == 0, 1, d)
    met["two before"] = [h[-1], *h[:-2]]
    met = met[meets] if isinstance(meets, str) else meets  # or any array (T,)
    total, carried = 0.0, 1.0
    for t in range(T, 0, -1):
        step = {
            "right": a * d[t - 1],
            "nothing": 1.0,
            "slopes": d[t - 1],
            "weights": a,
            "twice": a * d[t - 1],
            "size": abs(a) * d[t - 1],
        }[carry]
        if t in kept:
            total += carried * (step if carry == "twice" else 1.0) * d[t - 1] * met[t - 1]
        carried *= step
    return total / min(k + 1, T) if uses == "mean" else total


def by_weight_size(a, h, k=None):
    """What `by_weight` sums, with absolute values: the scale on which rounding errors are small."""
    T, d = len(h) - 1, slopes(h)
    ways = np.append(np.cumprod((abs(a) * d)[::-1])[::-1][1:], 1.0)
    return math.fsum((ways * d * np.abs(h[:-1]))[max(0, T - 1 - (T if k is None else k)) :])
