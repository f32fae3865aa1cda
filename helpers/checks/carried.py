"""What is carried along a chain of single numbers, with knobs: a gradient back, a derivative by the weight forward."""

import numpy as np

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


ANSWER = {
    "state": {
        "new": "the *old* state belongs there: h_t = λ h_{t-1} + x_t, differentiated by the λ in it, gives h_{t-1}. "
        "Update the derivative before h, or keep the old h.",
        "input": "differentiate λ h_{t-1} by λ: that is the old state, not the input.",
        "start": "your answer is always 0: the state moves on, h = λ h + x, and its derivative is a sum, h + λ dh.",
        "no λ": "one λ is missing: the state is h = λ h + x, and its derivative dh = h + λ dh, with the old h.",
        "one": "differentiate λ h_{t-1} by λ: the old state stands there, not 1.",
        "both": "x is added to λ h_{t-1}, without a λ: its derivative by λ is 0.",
        "began": "the state begins at h_0 = 0.",
    },
    "carry": {
        "direct": "that is the last step's direct part alone. λ has acted before too: h_{t-1} depends on it.",
        "sum": "one λ is missing: the state is h = λ h + x, and its derivative dh = h + λ dh, with the old h.",
        "squared": "once λ for every step, not twice.",
        "state": "λ multiplies the *derivative* of the old state, not the state.",
        "size": "λ itself, not its size: a negative one turns the sign.",
        "crossed": "λ is in the wrong place: h_{t-1} stands alone, and the old derivative is multiplied by λ.",
        "slope": "no slope is needed: this unit is linear, without tanh.",
    },
    "steps": {
        "less": "the last step is missing: all entries of xs.",
        "late": "the first step is missing: all entries of xs.",
        "reversed": "the entries of xs in reverse order: the last one comes last.",
        "all": "the derivatives of all states are added up. That of the last one is asked for.",
        "mean": "the mean over the steps. The derivative of the last state is asked for.",
    },
}


def answer(lam, xs, state="right", carry="right", steps="right"):
    """dh_T/dλ of h_t = λ h_{t-1} + x_t from h_0 = 0, with knobs."""
    xs = {"less": xs[:-1], "late": xs[1:], "reversed": xs[::-1]}.get(steps, xs)
    h, dh, found = float(state == "began"), 0.0, []
    for x in xs:
        new = h + x if state == "no λ" else h if state == "start" else lam * h + x
        own = {"new": new, "input": x, "one": 1.0, "both": h + x}.get(state, h)
        dh = {
            "direct": own,
            "sum": own + dh,
            "squared": own + lam**2 * dh,
            "state": own + lam * own,
            "size": own + abs(lam) * dh,
            "crossed": lam * own + dh,
            "slope": (1 - np.tanh(new) ** 2) * (own + lam * dh),
        }.get(carry, own + lam * dh)
        h = np.tanh(new) if carry == "slope" else new
        found.append(dh)
    return {"all": np.sum(found), "mean": np.mean(found or [0.0])}.get(steps, dh)
