"""The last states of sentences that are filled up to one length, with knobs."""

import numpy as np

LAST = {
    "row": {
        "filling": "that is the last row of the batch: for a short sentence the state after its filling. Take a row "
        "for each sentence.",
        "before": "off by one: that is the state before the last word. Row 0 is the start; after n words it is row n.",
        "beyond": "off by one: that is the state after one word of filling. After n words it is row n.",
        "start": "those are the states before the first word.",
        "first": "those are the states after the first word.",
        "longest": "one row for all, that of the longest sentence. Every sentence has its own.",
        "shortest": "one row for all, that of the shortest sentence. Every sentence has its own.",
        "first sentence": "one row for all, that of the first sentence. Every sentence has its own.",
        "reversed": "you count the rows from the end: after n words it is row n, from the start.",
        "filled": "that is as many rows from the end as there are words of filling. After n words it is row n.",
    },
    "columns": {
        "0": "the rows are right, but all from the first sentence. Row and column belong together: two arrays.",
        "reversed": "the rows are right, but the sentences are in the wrong order.",
    },
    "mean": {
        "of words": "that is the mean of the states after all words. The last one is asked for.",
        "of all": "that is the mean of all rows. The last state of each sentence is asked for.",
        "sum": "that is the sum of the states after all words. The last one is asked for.",
        "largest": "that is the largest of the states after all words, unit by unit. The last one is asked for.",
    },
}


def last(states, lengths, row="own", columns="own", mean="no"):
    """The states (B,H) after the last words; states (T+1,B,H), lengths (B,)."""
    T, B = len(states) - 1, len(lengths)
    n = np.asarray(lengths).astype(int)
    rows = {
        "filling": np.full(B, T),
        "before": n - 1,
        "beyond": np.minimum(n + 1, T),
        "start": 0 * n,
        "first": 0 * n + 1,
        "longest": np.full(B, n.max()),
        "shortest": np.full(B, n.min()),
        "first sentence": np.full(B, n[0]),
        "reversed": T - n,
        "filled": T - n + 1,
    }.get(row, n)
    which = {"0": np.zeros(B, int), "reversed": np.arange(B)[::-1]}.get(columns, np.arange(B))
    forms = {
        "of words": lambda b: states[1 : rows[b] + 1, which[b]].mean(0),
        "of all": lambda b: states[:, which[b]].mean(0),
        "sum": lambda b: states[1 : rows[b] + 1, which[b]].sum(0),
        "largest": lambda b: states[1 : rows[b] + 1, which[b]].max(0),
    }
    return np.array([forms.get(mean, lambda b: states[rows[b], which[b]])(b) for b in range(B)])
