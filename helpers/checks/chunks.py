"""The gradient of a unit with a loss at every step, h_1 + … + h_T, cut into chunks, with knobs for the slips."""

import numpy as np

from helpers.checks import unit
from helpers.checks.slips import SLOPE, slopes

KNOBS = {
    "cut": {
        "whole": "that is the whole gradient: nothing is cut. At the end of a chunk nothing is handed back.",
        "window": "that is a window of n - 1: each loss reaches back equally far. In chunks nothing crosses a cut.",
        "one more": "off by one: your chunks have n + 1 steps, or one step of blame crosses each cut.",
        "one less": "off by one: your chunks have n - 1 steps.",
        "from the end": "you count the chunks from the end. The first one begins at step 1; the last may be shorter.",
        "to the end": "each of your sweeps begins at the end of the sequence. A chunk ends n steps after its start.",
        "leaks": "what a chunk hands back at its start goes on into the end of the next one. Begin each sweep with 0.",
        "no end": "the last step of each chunk is missing. A chunk of n steps has n uses of the weight.",
        "every step": "you cut at every step: each loss reaches the use at its own step alone.",
    },
    "state": {
        "reset": "the state starts from 0 in each chunk. Only the gradient is cut; the state goes on.",
        "index": "off by one: step t leads from h[t-1] to h[t], and t goes from 1 to T. At t = 0 the index t - 1 is "
        "-1, the last state.",
    },
    "losses": {
        "last": "that is the gradient of h_T alone. There is a loss at every step.",
        "ends": "yours counts only the loss at the end of each chunk. At each step the loss there, 1, is added to what "
        "is handed back.",
        "mean": "you take the mean over the steps. The losses are added up.",
        "value": "the derivative of the loss h_t by h_t is 1, not h_t.",
        "twice": "each sweep begins with 1 handed back, and adds 1 for the loss as well. At the end of a chunk nothing "
        "is handed back: begin with 0.",
    },
    "pieces": {
        "no last": "the last chunk is left out.",
        "of n": "you divide by n. The losses are added up.",
        "full": "the last, shorter chunk is left out.",
        "last": "that is what the last chunk gives. Add up all of them.",
        "first": "that is what the first chunk gives. Add up all of them.",
        "mean": "you take the mean over the chunks. They add up.",
    },
    "slope": {key: SLOPE[key] for key in ("missing", "previous", "twice", "of z", "logistic", "square", "plus")},
    "meets": {key: unit.BY_WEIGHT["meets"][key] for key in ("after", "bare", "nothing")}
    | {"inputs": "the weight a meets the state before it, h_{t-1}; x_t is met by the weight of the input."},
    "carry": {key: unit.BY_WEIGHT["carry"][key] for key in ("slopes", "weights", "size")}
    | {
        "slope twice": "one slope too many in what is handed back: the slope is in dz = dh (1 - h_t²) already, and a "
        "dz goes back.",
        "slope before": "one slope too many in what is handed back: that of step t-1 comes when its own turn comes.",
        "added": "what is handed back is made anew at each step, a dz; yours is added to that of the step after it.",
    },
}


def gradient(
    a,
    xs,
    n,
    state="right",
    cut="right",
    losses="right",
    pieces="right",
    slope="right",
    meets="before",
    carry="right",
    sizes=False,
):
    """dL/da in chunks of n steps; sizes: of what is added up, the scale on which rounding errors are small."""
    T = len(xs)
    n = {"one more": n + 1, "one less": max(1, n - 1), "every step": 1, "whole": T}.get(cut, n)
    first = T % n - n if cut == "from the end" and T % n else 0
    edges = range(first, T, n)
    starts = [max(0, edge) for edge in edges]
    ends = [min(T, edge + n) for edge in edges]
    h = unit.run(a, 0.0, xs)
    ends = {"to the end": [T] * len(starts), "no end": [end - 1 for end in ends]}.get(cut, ends)
    h = np.append(h[-1], h[:-1]) if state == "index" else h
    parts, handed = [], 0.0
    for start, end in zip(starts, ends, strict=True):
        states = unit.run(a, 0.0, xs[start:end]) if state == "reset" else h[start : end + 1]
        handed = handed if cut == "leaks" else float(losses == "twice")
        inputs = np.array(xs[start:end]) if meets == "inputs" else None
        part, handed = _piece(a, states, losses, slope, meets, carry, sizes, handed, inputs)
        parts.append(part)
    if cut == "window":
        parts = [unit.by_weight(a, h[: t + 1], n - 1, slope=slope, meets=meets, carry=carry) for t in range(1, T + 1)]
    if losses == "last":
        parts = parts[-1:]
    kept = {"last": slice(-1, None), "first": slice(1), "full": slice(T // n), "no last": slice(-1)}.get(
        pieces, slice(None)
    )
    shared = {"mean": len(parts), "of n": n}.get(pieces, 1)
    return sum(parts[kept]) / (T if losses == "mean" else 1) / shared


def _piece(a, h, losses, slope, meets, carry, sizes, handed, inputs):
    """What one chunk with the states h (m+1,) gives, and what its first step hands back."""
    d, total, m = slopes(h, slope), 0.0, len(h) - 1
    met = {
        "before": h[:-1],
        "after": h[1:],
        "nothing": np.ones(m),
        "bare": h[:-1] / np.where(d == 0, 1, d),
        "inputs": inputs,
    }[meets]
    step = {"slopes": d, "weights": np.full(m, a), "size": abs(a) * d, "slope twice": a * d**2}
    step |= {"slope before": a * d * (1 - h[:-1] ** 2)}
    step = step.get("size" if sizes else carry, a * d)
    for t in reversed(range(m)):
        direct = h[t + 1] if losses == "value" else float(losses in ("right", "mean", "twice") or t == m - 1)
        dh = handed + direct
        total += dh * d[t] * (abs(met[t]) if sizes else met[t])
        handed = dh * step[t] + (handed if carry == "added" else 0.0)
    return total, handed
