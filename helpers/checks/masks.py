"""The weights of attention that a causal mask leaves, with knobs."""

import numpy as np

COLUMNS = "the columns add up to 1. Softmax goes over the tokens that are looked at, along a row."
ALL = "all weights together add up to 1. Each row has a softmax of its own."
FIRST = "off by one: token i doesn't see itself, and the first token, left with nothing, sees all."
MASK = {
    "mask": {
        "after": "this is still the answer of the code with the bug. What is each row divided by?",
        "zero": "a score of 0 is no ban: e⁰ is 1. Which score gives the weight 0?",
        "none": "nothing is masked: later tokens have weights too.",
        "again": "softmax twice, and in the second one a weight of 0 counts as e⁰ = 1.",
        "own 1": "half mended: a token in the future is out of the sum now, but its own weight is not 0.",
    },
    "sees": {
        "next": "off by one: token i sees token i + 1 too.",
        "before": "off by one: token i doesn't see itself, and the first token sees nothing.",
        "before, all": FIRST,
        "before, even": FIRST,
        "future": "the mask is the wrong way round: row i is the token that looks, and it may look at columns 0 … i.",
        "future, less": "the mask is the wrong way round: what it lets through is what it should hide.",
    },
    "axis": {
        "columns": COLUMNS,
        "columns, rows' largest": COLUMNS,
        "columns, rows' largest of all": COLUMNS,
        "columns, at last": COLUMNS,
        "all": ALL,
        "all, rows' largest": ALL,
        "all, rows' largest of all": ALL,
        "columns' largest": "from a row of scores you may take off one number, the same for all its columns. You take "
        "off another one in each column.",
    },
    "size": {
        "exp": "the rows don't add up to 1: the sum they are divided by is missing.",
        "log": "those are the logarithms of the weights.",
        "mean": "each row is divided by the number of tokens it sees, not by the sum of its e^s.",
        "even": "you make up for what is masked as if all scores were equal. Divide each row by its own sum.",
        "linear": "exp is missing: softmax divides e^s by the sum of all e^s.",
    },
}


def masked(s, mask="before", sees="own", axis="rows", size="right"):
    """The weights (T,T) of scores s (T,T), where row i may look at the columns 0 … i."""
    T = len(s)
    now, before = np.tri(T) > 0, np.tri(T, k=-1) > 0
    seen = {"next": np.tri(T, k=1) > 0, "before": before, "future": now.T, "future, less": ~now}.get(sees, now)
    if sees in ("before, all", "before, even"):
        seen, s = np.vstack((now[-1:], before[1:])), np.vstack(((s if sees == "before, all" else 0 * s)[:1], s[1:]))
    along = 0 if axis.startswith("columns,") or axis == "columns" else None if axis.startswith("all") else 1
    shown = np.where(seen, s, -np.inf)
    largest = {"rows' largest": shown.max(1, keepdims=True), "rows' largest of all": s.max(1, keepdims=True)}
    largest["columns' largest"] = shown.max(0)
    e = s if size == "linear" else np.exp(s - largest.get(axis.split(", ")[-1], 0))
    kept = {"after": e, "none": e, "zero": np.where(seen, e, 1.0)}.get(mask, e * seen)
    total = {"exp": 1.0, "mean": seen.sum(1, keepdims=True)}.get(size, kept.sum(along, keepdims=True))
    a = {"after": e * seen, "own 1": e}.get(mask, kept) / total
    if mask == "again":
        a = np.exp(e * seen / e.sum(1, keepdims=True))
        a /= a.sum(1, keepdims=True)
    if size == "even":
        a = e * seen / e.mean(1, keepdims=True) / seen.sum(1, keepdims=True)
    if axis == "columns, at last":
        a = e * seen / e.sum(1, keepdims=True)
        a /= a.sum(0)
    return np.log(a) if size == "log" else a
