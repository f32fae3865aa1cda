"""The backward sweep of an LSTM layer, with knobs."""

import itertools

import numpy as np

from helpers.checks.slips import eighths

GATES = "ifgo"


def logistic(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def _mixed(order):
    """What to say to somebody who takes the block order[k] for the k-th of i, f, g, o."""
    taken = [(mine, own) for mine, own in zip(order, GATES, strict=True) if mine != own]
    if len(taken) == 2:
        return f"{taken[0][1]} and {taken[1][1]} are swapped. The four stand in the order i, f, g, o."
    return f"the four are mixed up: you take {', '.join(f'{mine} for {own}' for mine, own in taken)}."


ORDER = {order: _mixed(order) for order in itertools.permutations(GATES) if order != tuple(GATES)}
WRITTEN = {
    order: "the rows of your answer are in another order than i, f, g, o: each gate's sum has its own row."
    for order in ORDER
}
SWEEP = {
    "carry": {
        "no dc": "c's own way back is missing: dc gets what the later c hands back *and* what comes through h_t. "
        "Add the two; an = where a += belongs loses one.",
        "no dh": "h's way back is missing: dh gets the step's own part *and* what the later gates hand back. "
        "Add the two; an = where a += belongs loses one.",
        "only c": "what comes through h_t is missing in dc: h_t depends on c_t.",
        "no way": "what comes through h_t is missing in dc: h_t depends on c_t.",
        "nothing": "nothing is carried from step to step: neither what the later c nor what the later gates hand back.",
        "piles up": "dh of the later step is still in dh. What is carried is what the gates handed back, no more.",
    },
    "tanh": {
        "missing": "the slope of the tanh that shows c_t is missing: 1 - tanh²(c_t).",
        "of c": "c_t is no value of tanh: its slope is 1 - tanh²(c_t), not 1 - c_t².",
        "twice": "tanh twice. The slope is 1 - tanh²(c_t).",
        "no o": "the output gate is missing on the way from h_t to c_t.",
        "before": "off by one: h_t shows the new cell, c[t + 1], and the slope is the one there.",
    },
    "keep": {
        "previous": "off by one step. From c_t to c_{t-1} the factor is f_t, the gate of the step in between.",
        "missing": "the forget gate is missing: from c_t to c_{t-1} the factor is f_t.",
        "i": "from c_t to c_{t-1} the factor is the forget gate, not the input gate.",
        "o": "from c_t to c_{t-1} the factor is the forget gate, not the output gate.",
    },
    "meets": {
        "after": "off by one. The forget gate meets the cell before the step, c_{t-1}.",
        "g": "the forget gate multiplies the old cell, so dz_f has c_{t-1} in it, not g.",
        "nothing": "the forget gate multiplies the old cell, so dz_f has c_{t-1} in it.",
        "tanh": "the forget gate multiplies the old cell itself, not its tanh.",
    },
    "slope": {
        "missing": "the slopes of the gates are missing: i (1 - i), and so on.",
        "tanh": "the gates are logistic: their slopes are i (1 - i), and so on, not 1 - i².",
        "g": "g is a value of tanh: its slope is 1 - g².",
        "no g": "the slope of g is missing: 1 - g².",
        "tanh of g": "g is a value of tanh already: its slope is 1 - g², not 1 - tanh²(g).",
        "twice": "`gates` holds values, after σ and tanh: the slope is i (1 - i), without another σ.",
    },
    "written": {
        "c": "the input gate multiplies the candidate, so dz_i has g in it, not c.",
        "nothing": "the input gate multiplies the candidate, so dz_i has g in it.",
        "no i": "the candidate is multiplied by the input gate, so dz_g has i in it.",
    },
    "show": {
        "c": "the output gate multiplies tanh(c_t), not c_t itself.",
        "h": "the output gate's sum gets dh · tanh(c_t) times its slope; you took h_t, which has o in it already.",
        "old": "off by one: the output gate shows the new cell, c[t + 1].",
        "dc": "the output gate's sum hears of dh, not of dc: o multiplies only what is shown.",
        "nothing": "the output gate multiplies tanh(c_t), so dz_o has that in it.",
    },
    "back": {
        "W": "on the way back each block of W is transposed.",
        "three": "the output gate reads h too: all four blocks hand something back.",
        "own": "each gate hands back through its own block of W.",
        "g alone": "all four blocks of W hand something back, not g's alone.",
        "no W": "what the gates hand back to h goes through W, block by block, transposed.",
    },
    "losses": {
        "last": "`direct` has a row for every step, and each is added to dh; you use the last alone.",
        "late": "off by one: direct[t] belongs to the h that step t shows.",
    },
    "way": {"forwards": "the direction: the sweep goes from the last step to the first."},
    "order": ORDER,
    "rows": WRITTEN,
}


def swept(
    W, gates, c, direct, carry="both", tanh="right", keep="f", meets="before", slope="right", written="g",
    show="tanh", back="W.T", losses="all", way="backwards", order=tuple(GATES), rows=tuple(GATES),
):  # fmt: skip
    """∂L/∂z of the four sums at all steps, (T,4,H), of a layer z_t = W h_{t-1} + …

    W (4,H,H), gates (T,4,H) the values of i, f, g and o, c (T+1,H), direct (T,H) the ∂⁺L/∂h_t of the losses.
    """
    T = len(gates)
    gates = gates[:, [order.index(name) for name in GATES]]  # the block that is taken for i, f, g, o
    W = W[[order.index(name) for name in GATES]]
    direct = {"last": direct * (np.arange(T) == T - 1)[:, None], "late": np.roll(direct, 1, 0)}.get(losses, direct)
    if losses == "late":
        direct[0] = 0
    dz, handed, dc, dh = np.zeros_like(gates), 0, 0, 0
    for t in range(T) if way == "forwards" else reversed(range(T)):
        i, f, g, o = gates[t]
        shown, before = np.tanh(c[t + 1]), np.tanh(c[t])
        dh = direct[t] + (0 if carry in ("no dh", "nothing") else handed) + (dh if carry == "piles up" else 0)
        flat = {"missing": 1, "of c": 1 - c[t + 1] ** 2, "twice": 1 - np.tanh(shown) ** 2, "before": 1 - before**2}
        by_c = dh * (1 if tanh == "no o" else o) * flat.get(tanh, 1 - shown**2)
        dc = {"no dc": by_c, "nothing": by_c, "only c": dc + by_c * (t == T - 1), "no way": dc + 0 * by_c}.get(
            carry, dc + by_c
        )
        sigma = {"missing": np.ones_like, "tanh": lambda y: 1 - y**2, "twice": lambda y: _slope(logistic(y))}
        flat = sigma.get(slope, _slope)
        met = {"after": c[t + 1], "g": g, "nothing": 1, "tanh": before}.get(meets, c[t])
        bend = {"g": g * (1 - g), "no g": 1, "tanh of g": 1 - np.tanh(g) ** 2}.get(slope, 1 - g**2)
        opened = {"c": c[t + 1], "h": o * shown, "old": before, "nothing": 1}.get(show, shown)
        wrote = {"c": c[t], "nothing": 1}.get(written, g)
        sums = (
            dc * wrote * flat(i),
            dc * met * flat(f),
            dc * (1 if written == "no i" else i) * bend,
            (dc if show == "dc" else dh) * opened * flat(o),
        )
        dz[t] = sums
        parts = {"three": (1, 1, 1, 0), "g alone": (0, 0, 1, 0)}.get(back, (1, 1, 1, 1))
        used = {"W": W, "own": W.mT[::-1], "no W": np.eye(len(f)) + 0 * W}.get(back, W.mT)
        handed = np.einsum("k,kab,kb->a", parts, used, dz[t])
        dc = dc * {"previous": gates[t - 1][1], "missing": 1, "i": i, "o": o}.get(keep, f)
    return dz[:, [GATES.index(name) for name in (order if order != tuple(GATES) else rows)]]


def _slope(y):
    return y * (1 - y)


def size(W, gates, c, direct):
    """The largest sum of absolute values that `swept` adds up."""
    return swept(*map(np.abs, (W, gates, c, direct))).max()


def layer(rng, T, H, gain=1.0):
    """A case for `swept`: weights, the values of the gates, a cell that these have made, and direct derivatives."""
    gates = np.clip(eighths(rng.uniform(size=(T, 4, H))), 0.125, 0.875)
    gates[:, 2] = eighths(rng.uniform(-0.9, 0.9, (T, H)))
    c = [eighths(rng.normal(size=H))]
    for i, f, g, _ in gates:
        c.append(f * c[-1] + i * g)
    W, direct = eighths(gain * rng.normal(size=(4, H, H))), eighths(2 * rng.normal(size=(T, H)))
    return {"W": W, "gates": gates, "c": np.array(c), "direct": direct}
