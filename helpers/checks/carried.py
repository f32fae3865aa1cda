"""What is carried along a chain, with knobs: a gradient back through single numbers, a vector forward by Jacobians."""

import math

import numpy as np

from helpers.checks.slips import SLOPE, slopes

BACK = {
    "factor": {
        "own": "off by one: h_t is multiplied by the factor of the *next* step, factors[t + 1].",
        "before": "off by one, the other way: h_t is multiplied by the factor of the *next* step, factors[t + 1].",
        "missing": "the factors are missing: every step back multiplies by its λ.",
        "size": "you take the size of the factors. A negative one turns the sign.",
        "divided": "you divide by the factor. On the way back it multiplies too.",
        "square": "the factor once only, not its square.",
    },
    "carry": {
        "direct": "the next state passes on its *whole* gradient, not only what arrives there directly.",
        "all": "what is carried is multiplied as a whole, but what arrives at this step is not: it has no factor.",
        "minus": "a sign: what the next state passes on is added.",
        "only": "what arrives at a step directly is missing: add it to what the next state passes on.",
    },
    "ends": {
        "last": "the last state is missing: it gets what arrives there.",
        "first": "the first state is missing: go back to t = 0.",
        "early": "off by one: the state before the last, T - 2, gets from the last one too.",
        "late": "the answer is shifted by one place: entry t belongs to h_t.",
    },
}


def back(factors, arriving, factor="right", carry="right", ends="right"):
    """dL/dh_t (T,) of h_t = factors_t h_{t-1} + b_t, from what arrives directly, with knobs."""
    T, whole = len(factors), np.array(arriving, float)
    for t in range(T - 3 if ends == "early" else T - 2, -1, -1):
        f = {
            "own": factors[t],
            "before": factors[t - 1],
            "missing": 1.0,
            "size": abs(factors[t + 1]),
            "divided": 1 / factors[t + 1] if factors[t + 1] else np.inf,
            "square": factors[t + 1] ** 2,
        }.get(factor, factors[t + 1])
        whole[t] = {
            "direct": arriving[t] + f * arriving[t + 1],
            "all": f * (arriving[t] + whole[t + 1]),
            "minus": arriving[t] - f * whole[t + 1],
            "only": f * whole[t + 1],
        }.get(carry, arriving[t] + f * whole[t + 1])
    return {
        "last": lambda: back(factors, np.append(arriving[:-1], 0), factor, carry),
        "first": lambda: np.append(arriving[:1], whole[1:]) if T > 1 else whole,
        "late": lambda: np.append(whole[1:], 0),
    }.get(ends, lambda: whole)()


GROWTH = {
    "slope": SLOPE
    | {
        "missing": "the slopes are missing: 1 - h_t² for every unit and step.",
        "previous": "off by one: the step to h_t has the slopes 1 - h_t².",
    },
    "step": {
        "turned": "transposed: forward the step is diag(1 - h²) W.",
        "after": "the slopes act after W: (1 - h²) * (W @ v).",
        "back": "transposed: that is the way of a gradient. Here v goes forward: the slopes act after W.",
        "no W": "W is missing in the step: (1 - h²) * (W @ v).",
        "linear": "W twice: a step multiplies by it once.",
    },
    "length": {
        "one": "a length is the root of the sum of the squares; np.linalg.norm of the vector gives it.",
        "mean": "you take the mean size of the entries. A length is the root of the sum of the squares.",
        "largest": "that is by the largest entry. Take the length of v, the root of the sum of the squares.",
        "shadow": "that is the part of v along (1, …, 1)/√n. Take the whole length of v.",
        "square": "you take the logarithm of the squared length: half of it is right.",
    },
    "total": {
        "sum": "divide by the number of steps.",
        "last": "that is the growth of the last step alone. Take the mean over all steps.",
        "last / T": "only the last step is in your sum. Add the logarithm of every step: total + log, or +=.",
        "T + 1": "off by one: states has T + 1 rows, but there are T steps.",
        "factor": "that is the mean factor of a step. Its logarithm is asked for, added up step by step.",
        "no log": "you add lengths. The logarithms of the lengths are added.",
        "mean factor": "you average the factors and then take the logarithm. Take the mean of the *logarithms*.",
        "log10": "nats are natural logarithms; you took log10.",
        "log2": "nats are natural logarithms; you took log2.",
        "units": "you divide by the number of units. Divide by the number of steps, T.",
        "kept": "you add log of the whole length at every step, but v is never made short again: that counts the first "
        "steps many times.",
    },
    "start": {
        "ones": "the vector must have length 1 at the start too: (1, …, 1)/√n.",
        "first unit": "v begins as (1, …, 1)/√n, not as (1, 0, …, 0).",
        "n": "divide (1, …, 1) by √n, not by n.",
        "state": "v is a direction of its own, (1, …, 1)/√n. It doesn't begin at a state.",
    },
    "steps": {
        "reversed": "the steps come in reverse order. v goes forward: the first step is the first.",
        "more": "one step too many: the first one leads to states[1].",
        "less": "the last step is missing: it leads to states[-1].",
        "late": "the first step is missing: it leads to states[1].",
    },
}


def growth(W, states, slope="right", step="right", length="right", total="right", start="right", steps="right"):
    """The mean log growth per step of a vector that goes through all Jacobians, with knobs."""
    n = len(W)
    v = {"ones": np.ones(n), "n": np.ones(n) / n, "first unit": np.eye(n)[0], "state": states[0]}.get(
        start, np.ones(n) / math.sqrt(n)
    )
    T, d, logs = len(states) - 1, slopes(states, slope), []
    if steps == "more":
        d = slopes(np.vstack([states[:1], states]), slope)
    size = {
        "one": lambda v: np.abs(v).sum(),
        "largest": lambda v: np.abs(v).max(),
        "square": lambda v: v @ v,
        "mean": lambda v: np.abs(v).mean(),
        "shadow": lambda v: abs(v.sum()) / math.sqrt(n),
    }.get(length, np.linalg.norm)
    if steps == "reversed":
        d = d[::-1]
    for s in d[slice(steps == "late", T - 1 if steps == "less" else None)]:
        v = {
            "turned": lambda s, v: W.T @ v * s,
            "after": lambda s, v: W @ (s * v),
            "back": lambda s, v: W.T @ (s * v),
            "no W": lambda s, v: s * v,
            "linear": lambda s, v: s * (W @ (W @ v)),
        }.get(step, lambda s, v: s * (W @ v))(s, v)
        logs.append(np.log(size(v)))
        v = v if total == "kept" else v / (math.sqrt(v @ v) if length in ("square", "mean", "shadow") else size(v))
    return {
        "sum": np.sum,
        "last": lambda logs: logs[-1],
        "last / T": lambda logs: logs[-1] / T,
        "units": lambda logs: np.sum(logs) / n,
        "T + 1": lambda logs: np.sum(logs) / (T + 1),
        "factor": lambda logs: math.exp(np.sum(logs) / T),
        "no log": lambda logs: np.exp(logs).sum() / T,
        "mean factor": lambda logs: math.log(np.exp(logs).sum() / T),
        "log10": lambda logs: np.sum(logs) / T / math.log(10),
        "log2": lambda logs: np.sum(logs) / T / math.log(2),
    }.get(total, lambda logs: np.sum(logs) / T)(logs)
