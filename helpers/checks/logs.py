"""The logarithm of the gradient of one unit, with knobs: which logarithm, and what is added."""

import numpy as np

from helpers.checks import unit
from helpers.checks.slips import SLOPE

LOGS = {
    "natural": (np.log, "that is the natural logarithm; the powers of ten need log10."),
    "two": (np.log2, "that is the logarithm to base 2; the powers of ten need log10."),
}
LOG_BY_START = {
    "slope": SLOPE,
    "weight": {k: said for k, said in unit.BY_START["weight"].items() if k != "size"}  # the size is asked for
    | {
        "missing": "a is missing: every factor is a (1 - h_t²).",
        "once": "a once only. Every factor is a (1 - h_t²), so the logarithm of a is added at every step.",
    },
    "steps": unit.BY_START["steps"],
    "log": {setting: sentence for setting, (_, sentence) in LOGS.items()},
    "join": {
        "at once": "right for short runs, but your product leaves the range of floats before the logarithm. "
        "Add logs instead.",
        "signed": "right for a > 0; for a < 0 you take the logarithm of a negative number. The size is asked for.",
        "sum": "you add the factors before the logarithm. The log of a *product* is the sum of logs.",
        "sizes": "you take the size of each logarithm. It is each factor whose size belongs inside the logarithm.",
        "outside": "the size belongs inside: of each factor, before its logarithm. A logarithm may be negative.",
        "mean": "that is the mean. The logarithm of the whole product is the sum.",
        "product": "you multiply the logarithms. The log of a product is their sum.",
        "last": "that is the factor of the last step alone. Every step has one.",
    },
}


def log_by_start(a, states, log="right", join="right", **knobs):
    """log10 |dh_T/dh_0| from the states (T+1,)."""
    take = np.log10 if log == "right" else LOGS[log][0]
    f = unit.factors(a, states, **knobs)
    return {
        "right": lambda: take(np.abs(f)).sum(),
        "at once": lambda: take(np.abs(np.prod(f))),
        "signed": lambda: take(f).sum(),
        "sum": lambda: take(np.abs(f.sum())),
        "sizes": lambda: np.abs(take(np.abs(f))).sum(),
        "outside": lambda: np.abs(take(f).sum()),
        "mean": lambda: take(np.abs(f)).mean(),
        "product": lambda: np.prod(take(np.abs(f))),
        "last": lambda: take(np.abs(f[-1])),
    }[join]()
