"""Does a network know the order of its tokens? Two of them trade places, and the output at the end is compared."""

import itertools

import numpy as np

from helpers.checks.attended import softmax

SWAPS = {
    "pairs": {
        "last too": "you swap the last token too. It is the one that asks: another question gets another answer, "
        "whether the order counts or not.",
        "with the last": "you swap the first token with the last. The last one asks: another question gets another "
        "answer, whether the order counts or not.",
        "neighbours, last": "you swap neighbours, the last token among them. Any two may trade places, but for the "
        "last, which asks.",
        "first": "you swap the first two tokens only. The answer is the largest change of all pairs.",
        "neighbours": "you swap neighbours only. Any two tokens may trade places, but for the last.",
        "with the first": "you swap the first token with each other one. Any two may trade places, but for the last.",
        "ends": "you swap the two ends only. The answer is the largest change of all pairs.",
        "reversed": "you turn the whole order round. Two tokens trade places, the others stay.",
        "rolled": "you move all tokens on by one. Two tokens trade places, the others stay.",
        "rolled back": "you move all tokens on by one. Two tokens trade places, the others stay.",
        "missing one": "off by one: the token before the last is never swapped.",
    },
    "change": {
        "signed": "a change may be negative: the largest *size* is asked for.",
        "norm": "the output has several numbers. You take the length of the change; the largest entry is asked for.",
        "sum": "you add up the output before you compare. Changes of its numbers can cancel there.",
        "of norms": "you compare lengths of outputs. An output can turn without a change of length.",
        "mean": "you take the mean over the numbers of the output. The largest change is asked for.",
        "first": "you compare the first number of the output alone.",
        "relative": "you divide by the size of the output. The change itself is asked for.",
        "of maxima": "you compare the largest numbers of two outputs. What is the largest change of one number?",
        "squared": "you square the changes. Their size is asked for.",
    },
    "over": {
        "mean": "you take the mean over the pairs. The largest change is asked for.",
        "sum": "you add up the changes of all pairs. The largest one is asked for.",
        "smallest": "you take the smallest change of all pairs. The largest one is asked for.",
        "last": "you return the change of the last pair. Keep the largest.",
    },
    "how": {
        "doubled": "after your swap both tokens are the same. `xs[i], xs[j] = xs[j], xs[i]` writes row i before row i "
        "has been copied, as rows of numpy are views.",
        "doubled, other": "after your swap both tokens are the same. The rows of numpy are views: the second is "
        "written from the first, which is no longer what it was.",
        "kept": "you don't undo a swap before the next one. Begin each time with the order that was given.",
        "kept, other": "you don't undo a swap before the next one. Begin each time with the order that was given.",
        "nothing": "your answer is always 0: is f called with the tokens that have changed places, and again without?",
        "columns": "you swap columns, the numbers within each token. A token is a row.",
    },
}


def change(f, xs, pairs="all", change="largest", over="largest", how="rows"):
    """The largest change of a number of f(xs) when two tokens but the last trade places. xs (T,D), f(xs) (M,)."""
    T = len(xs)
    last = {"last too": T, "missing one": T - 2}.get(pairs, T - 1)
    chosen = {
        "with the last": [(0, T - 1)],
        "neighbours, last": [(i, i + 1) for i in range(T - 1)],
        "first": [(0, 1)],
        "neighbours": [(i, i + 1) for i in range(T - 2)],
        "with the first": [(0, j) for j in range(1, T - 1)],
        "ends": [(0, T - 2)],
        "reversed": ["reversed"],
        "rolled": ["rolled"],
        "rolled back": ["rolled back"],
    }.get(pairs, list(itertools.combinations(range(xs.shape[1] if how == "columns" else last), 2)))
    if how == "kept, other":
        chosen = sorted(chosen, key=lambda pair: pair[::-1])
    found, now, before = [] if chosen else [0.0], xs, f(xs)
    for pair in chosen:
        now = traded(now if how.startswith("kept") else xs, pair, how)
        found.append(_size(f(now), before, change))
    return {"mean": np.mean, "sum": np.sum, "smallest": np.min, "last": lambda sizes: sizes[-1]}.get(over, np.max)(
        found
    )


def traded(xs, pair, how="rows"):
    """xs with two rows exchanged; or all of them but the last turned round or moved on."""
    out = xs.copy()
    if isinstance(pair, str):
        out[:-1] = out[-2::-1] if pair == "reversed" else np.roll(out[:-1], 1 if pair == "rolled" else -1, 0)
        return out
    i, j = pair
    if how == "nothing":
        return out
    if how == "columns":
        out[:, [i, j]] = xs[:, [j, i]]
    elif how in ("doubled", "doubled, other"):
        out[[i, j]] = xs[j if how == "doubled" else i]
    else:
        out[[i, j]] = xs[[j, i]]
    return out


def _size(after, before, change):
    moved = after - before
    forms = {
        "signed": lambda: np.max(moved),
        "norm": lambda: np.linalg.norm(moved),
        "sum": lambda: abs(np.sum(moved)),
        "of norms": lambda: abs(np.linalg.norm(after) - np.linalg.norm(before)),
        "mean": lambda: np.mean(np.abs(moved)),
        "first": lambda: abs(moved[0]),
        "relative": lambda: np.max(np.abs(moved)) / np.max(np.abs(before)),
        "of maxima": lambda: abs(np.max(after) - np.max(before)),
        "squared": lambda: np.max(moved**2),
    }
    return forms.get(change, lambda: np.max(np.abs(moved)))()


def mean(xs):
    """All tokens count alike: blind."""
    return np.mean(xs, 0)


def one_query(xs):
    """The last token asks, with keys and values that are the inputs: blind."""
    xs = np.asarray(xs)
    return softmax(xs @ xs[-1]) @ xs


def recency(xs):
    """The last token asks, and what lies further back counts less."""
    xs = np.asarray(xs)
    return softmax(xs @ xs[-1] - 0.5 * np.arange(len(xs))[::-1]) @ xs


def two_causal_layers(xs):
    """Each token takes the mean of all up to its own, twice."""
    means = np.cumsum(xs, 0) / np.arange(1, len(xs) + 1)[:, None]
    return np.mean(np.tanh(means), 0)


def recurrent(xs):
    """A tanh network whose weights are those of a turn."""
    h = np.zeros(len(xs[0]))
    for x in xs:
        h = np.tanh(np.roll(h, 1) * 0.75 + x)
    return h
