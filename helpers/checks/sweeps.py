"""The backward sweep of a layer h_t = tanh(W h_{t-1} + x_t), from states (T+1,H) and ∂⁺L/∂h_t (T,H), with knobs."""

import numpy as np

from helpers.checks.slips import SLOPE, slopes

MEETS = {
    "after": "off by one. delta_t meets the state before the step, h_{t-1}, not h_t.",
    "two before": "off by one. delta_t meets the state before the step. With an index t - 1, at t = 0 it is -1: "
    "no error, but the last state.",
    "index -1": "at t = 0 the index t - 1 is -1. Python takes the last state and gives no error.",
    "zero": "the first step is missing: it meets h_0, which is not 0 here.",
}
TURNED = {True: "transposed. Rows of W are outputs, so delta comes first: np.outer(delta, state)."}
SWEEP = {
    "slope": SLOPE,
    "meets": MEETS,
    "turned": TURNED,
    "back": {
        "W": "you hand back W @ delta. On the way back it is W.T @ delta.",
        "rows": "that is right where rows of W are inputs, h @ W. Here rows are outputs, W @ h, throughout.",
        "nothing": "only the direct parts are there. Each step also hands W.T @ delta to the one before.",
        "no W": "W is missing in what is handed back: W.T @ delta, not delta.",
        "no slope": "the slope is missing in what is handed back: carry all of delta back, its slope included.",
        "direct": "what is handed back must be carried on: delta holds all from later steps, not only direct.",
        "adds up": "what was handed back is not cleared: each step replaces it, W.T @ delta, and does not add to it.",
        "sloped": "the slope acts on both parts: delta = (direct + handed back) times (1 - h_t²).",
        "only": "the slope acts on both parts, direct too: delta = (direct + handed back) times (1 - h_t²).",
    },
    "losses": {
        "last": "only the loss of the last step is counted. Every row of direct belongs to a loss.",
        "first": "the loss of the first step is left out.",
        "late": "off by one: row t of direct belongs to row t + 1 of states.",
        "mean": "divided by the number of steps. The losses are added, so no mean is taken.",
    },
    "reach": {
        **{
            n: f"cut off: each loss reaches back through {n} steps only. Nothing is truncated here."
            for n in (2, 3, 4, 5)
        },
        **{-n: f"cut off: your sweep stops after the last {n} step{'s' * (n > 1)}." for n in (1, 2, 3, 4, 5)},
    },
    "chunk": {
        n: f"detached every {n} steps: nothing crosses their border. Nothing is truncated here." for n in (2, 3, 4)
    },
    "clip": {
        (
            where,
            c,
        ): f"clipped at ±{c} inside the sweep. Clip, if at all, the finished gradient; here it is not asked for."
        for where in ("delta", "handed")
        for c in (1, 5, 10)
    },
}


def gradient(W, states, direct, reach=None, losses="all", turned=False, meets="before", back="W.T", **knobs):
    """dL/dW (H,H). reach: a loss reaches back through so many steps; negative: the sweep stops after so many."""
    T = len(direct)
    direct = direct / T if losses == "mean" else direct.copy()
    if losses == "late":
        direct[:-1] = direct[1:]
    direct[{"last": slice(T - 1), "first": slice(1), "late": slice(T - 1, T)}.get(losses, slice(0))] = 0
    outwards = turned != (back == "rows")
    if reach is None or reach < 0:
        return outer(swept(W, states, direct, back=back, stop=T + (reach or -T), **knobs), states, meets, outwards)
    total = 0
    for t, row in enumerate(direct):  # each loss by itself
        alone = np.where(np.arange(T)[:, None] == t, row, 0.0)
        total += outer(swept(W, states, alone, back=back, stop=t + 1 - reach, **knobs), states, meets, outwards)
    return total


def swept(W, states, direct, slope="right", back="W.T", chunk=None, clip=(None, None), stop=0):
    """The deltas ∂L/∂z_t of all steps from `stop` on, (T,H)."""
    d, deltas, handed = slopes(states, slope), np.zeros_like(direct), np.zeros(len(W))
    where, limit = clip
    for t in range(len(direct) - 1, max(0, stop) - 1, -1):
        if chunk and (t + 1) % chunk == 0:
            handed = 0 * handed
        delta = {"sloped": direct[t] * d[t] + handed, "only": direct[t] + handed * d[t]}.get(
            back, (direct[t] + handed) * d[t]
        )
        delta = np.clip(delta, -limit, limit) if where == "delta" else delta
        deltas[t] = delta
        handed = {
            "W": W @ delta,
            "rows": W @ delta,
            "nothing": 0 * delta,
            "no W": delta,
            "no slope": W.T @ (direct[t] + handed),
            "direct": W.T @ (direct[t] * d[t]),
            "adds up": handed + W.T @ delta,
        }.get(back, W.T @ delta)
        handed = np.clip(handed, -limit, limit) if where == "handed" else handed
    return deltas


def outer(deltas, states, meets="before", turned=False):
    """Σ δ_t h_{t-1}ᵀ (H,H) from deltas (T,H) and states (T+1,H)."""
    met = {
        "before": lambda: states[:-1],
        "after": lambda: states[1:],
        "two before": lambda: np.append(states[-1:], states[:-2], axis=0),
        "index -1": lambda: np.append(states[-1:], states[1:-1], axis=0),
        "zero": lambda: np.append(0 * states[:1], states[1:-1], axis=0),
    }[meets]()
    return met.T @ deltas if turned else deltas.T @ met


def size(W, states, direct):
    """What `gradient` sums, with absolute values: the scale on which rounding errors are small."""
    d, handed, total = slopes(states), 0, 0
    for t in reversed(range(len(direct))):
        delta = (np.abs(direct[t]) + handed) * d[t]
        total, handed = total + np.outer(delta, np.abs(states[t])), np.abs(W).T @ delta
    return np.max(total)
