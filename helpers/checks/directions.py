"""A unit that reads forwards beside one that reads backwards, with knobs."""

import numpy as np

from helpers.checks import unit

HALVES = {
    "join": {
        "swapped": "right, but the forward half comes first.",
        "whole": "row t's backward half has read the words from t on, not all: each row has a state of its own.",
        "sum": "the two halves stand side by side, each as it is: don't add them.",
        "back twice": "the backward half stands in both columns.",
    },
    "there": {
        (True, True): "you turned the forward half round. It was right.",
        (False, True): "you turned the forward half's states round. They were right.",
        (True, False): "the forward half reads its input from the end now. It was right.",
    },
    "back": {
        (True, False): "this is still the answer of the code with the bug. What is in row 0 of `back`?",
        (False, True): "now the backward layer reads forwards. Turn its input round, and its output too.",
        (False, False): "both columns hold states of the forward direction now.",
    },
    "start": {
        "last": "the backward layer starts from 0 too, before the last word; yours from the forward layer's end."
    },
    "rows": {
        "rolled on": "the backward half is shifted by a row. Turn it round, and leave it there.",
        "rolled back": "the backward half is shifted by a row. Turn it round, and leave it there.",
        "before": "off by one: row t holds the states after word t was read, without h_0.",
        "after": "off by one: the backward half of row t has read word t too.",
    },
    "weights": {
        "swapped": "w and u are swapped: w stands before the state, u before the input.",
        "no u": "the weight u of the input is missing.",
    },
    "reads": {"states": "the backward layer reads the sentence, not the states of the forward layer."},
    "apply": unit.RUN["apply"],
}


def half(w, u, xs, way, rows, apply, start=0.0):
    """The states of one direction, in the order of the rows."""
    turn_in, turn_out = way
    h = unit.run(w, start, xs[::-1] if turn_in else xs, u, apply=apply)
    return (h[:-1] if rows == "before" or (rows == "after" and turn_in) else h[1:])[:: -1 if turn_out else 1]


def both(
    w,
    u,
    xs,
    there=(False, False),
    back=(True, True),
    rows="right",
    join="side",
    weights="right",
    reads="xs",
    apply="right",
    start="zero",
):
    """(T,2): row t with what both directions know at step t."""
    w, u = {"swapped": (u, w), "no u": (w, 1.0)}.get(weights, (w, u))
    one = half(w, u, xs, there, rows, apply)
    two = half(w, u, one if reads == "states" else xs, back, rows, apply, one[-1] if start == "last" else 0.0)
    two = np.roll(two, {"rolled on": 1, "rolled back": -1}.get(rows, 0))
    columns = {"swapped": (two, one), "sum": (one + two, one + two), "back twice": (two, two)}
    columns["whole"] = one, np.full(len(two), two[0])
    return np.stack(columns.get(join, (one, two)), axis=1)
