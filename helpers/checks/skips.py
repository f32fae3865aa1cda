"""The gradient of a unit with skips, h_t = tanh(a h_{t-1} + b h_{t-d}), with knobs."""

import math

import numpy as np

from helpers.checks.slips import SLOPE, slopes

BACK = {
    "one less": "a skip reaches back d steps; yours reaches back d - 1.",
    "one more": "a skip reaches back d steps; yours reaches back d + 1.",
    "two": "that is the answer for d = 2, whatever d is.",
    "one": "your skip uses up one step. It uses up d steps: it comes from h_{t-d}.",
    "shifted": "off by one: a skip into h_t comes from h_{t-d}, yours from h_{t-d+1}.",
}


def came_from(t, back, d, first):
    """The step from which a skip arrives at step t, or None."""
    start = t - {"d": d, "one less": d - 1, "one more": d + 1, "two": 2, "one": 1, "shifted": d - (t >= d)}[back]
    allowed = {"late": start > 0, "very late": start >= d, "blocked": t % d == 0 and start >= 0, "before": True}
    return max(start, 0) if allowed.get(first, start >= 0) else None


GRADIENT = {
    "slope": SLOPE,
    "on": {
        "single": "the skip passes the tanh too: multiply it by the slope 1 - h_t² as well.",
        "skip": "the single steps pass the tanh too: multiply them by the slope 1 - h_t² as well.",
        "extra": "a slope too many: what is carried from h_{t-1} holds the slope 1 - h_{t-1}² already.",
        "each": "the slope belongs to h_t, where both arrows arrive, once: (1 - h_t²) (…), not a slope for every step "
        "that the skip leaves out.",
    },
    "arrows": {
        "single": "that is the way of single steps alone. The ways with skips are missing.",
        "skips": "those are the ways of skips alone. The single steps are missing.",
        "own slope": "the skip meets the slope at which it arrives, 1 - h_t², not the one from which it starts.",
        "mean": "two arrows lead into h_t: what comes along them is added. You take the mean.",
        "times": "two arrows lead into h_t: what comes along them is added, not multiplied.",
    },
    "weights": {
        "no a": "the weight a is missing: the arrow from h_{t-1} has the factor a.",
        "no b": "the weight b is missing: the arrow from h_{t-d} has the factor b.",
        "swapped": "a and b are swapped: a belongs to h_{t-1}, b to h_{t-d}.",
        "sizes": "you take the sizes of a and b. A negative weight turns the sign.",
    },
    "back": BACK,
    "first": {
        "late": "off by one: h_d already reads h_0, so a skip may come from there.",
        "blocked": "a skip may start at any step, not only at multiples of d.",
        "before": "before step d no skip arrives yet: it would come from before h_0.",
    },
    "carry": {
        "sum": "you add the derivatives of all states by h_0. That of the last is asked for.",
        "h_0": "the derivative starts with 1: dh_0/dh_0, not h_0.",
        "zero": "the derivative starts with 1: dh_0/dh_0, not 0.",
    },
    "steps": {
        "no last": "the last step is missing: from h_0 to h_T there are T steps.",
        "no first": "the first step is missing: from h_0 to h_T there are T steps.",
    },
}


def gradient(
    a,
    b,
    d,
    states,
    slope="right",
    on="both",
    arrows="both",
    weights="right",
    back="d",
    first="right",
    steps="right",
    carry="right",
):
    """dh_T/dh_0 from the states h_0 … h_T."""
    s = slopes(states, slope)
    a, b = {"no a": (1, b), "no b": (a, 1), "swapped": (b, a), "sizes": (abs(a), abs(b))}.get(weights, (a, b))
    g = [1.0, 1.0] if steps == "no first" else [1.0]
    for t in range(len(g), len(states) - (steps == "no last")):
        start = came_from(t, back, d, first)
        single = a * g[t - 1] * (s[t - 1] if on != "skip" else 1) * (1 - states[t - 1] ** 2 if on == "extra" else 1)
        by_skip = 0.0 if start is None else b * g[min(start, t - 1)]
        if on == "each" and start is not None:
            by_skip *= math.prod(s[start:t])
        elif arrows == "own slope" and start is not None:
            by_skip *= 1 - states[start] ** 2
        elif on != "single":
            by_skip *= s[t - 1]
        joined = {"single": single, "skips": by_skip}
        if start is not None:
            joined |= {"mean": (single + by_skip) / 2, "times": single * by_skip}
        g.append(joined.get(arrows, single + by_skip))
    return {"sum": sum(g), "h_0": states[0] * g[-1], "zero": 0.0}.get(carry, g[-1])


def size(a, b, d, states):
    """What `gradient` sums, with absolute values: the scale on which rounding errors are small."""
    return gradient(abs(a), abs(b), d, np.abs(states))
