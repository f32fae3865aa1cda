"""An LSTM with knobs: one step, and the backward sweep of a layer."""

import itertools

import numpy as np

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
STEP = {
    "order": ORDER,
    "gate": {
        "tanh": "the gates i, f and o go through the logistic function, not through tanh.",
        "opposite": "a sign: the logistic function is 1 / (1 + e^-z), with a minus.",
        "hard": "that is the hard sigmoid of some libraries. The gates here are logistic: 1 / (1 + e^-z).",
        "brackets": "brackets: the logistic function is 1 / (1 + e^-z), not 1 / 1 + e^-z.",
        "bare": "the gates need the logistic function: z itself may be negative or larger than 1.",
        "o bare": "the output gate needs the logistic function too: o = σ(z_o).",
        "f bare": "the forget gate needs the logistic function too: f = σ(z_f).",
        "i bare": "the input gate needs the logistic function too: i = σ(z_i).",
        "o tanh": "o is a gate: it goes through the logistic function, not through tanh.",
        "f tanh": "f is a gate: it goes through the logistic function, not through tanh.",
        "i tanh": "i is a gate: it goes through the logistic function, not through tanh.",
    },
    "candidate": {
        "gate": "g is a tanh, not a gate: it may be negative.",
        "bare": "g goes through tanh before it is written.",
    },
    "keep": {
        "less": "a forget gate of 1 keeps all of c; yours keeps 1 - f.",
        "all": "the forget gate is missing: of the old c only the share f is kept.",
        "rest": "you keep 1 - i, as a GRU does. An LSTM has a forget gate of its own.",
        "plus": "f is a share of the old c: multiplied by it, not added to it.",
        "tanh": "the old c is kept as it is. It goes through tanh only where it is shown.",
        "nothing": "the old c is missing: the new one keeps a share of it and adds to that.",
    },
    "write": {
        "all": "the input gate is missing: of g only the share i is written.",
        "rest": "you write 1 - f, as a GRU does. An LSTM has an input gate of its own.",
        "nothing": "nothing is written: the share i of g is added to what is kept.",
        "less": "an input gate of 1 writes all of g; yours writes 1 - i.",
        "times": "what is kept and what is written are added, not multiplied.",
        "f too": "the forget gate acts on the old c alone: what is written now is not forgotten.",
    },
    "show": {
        "c": "that is c_t. The output gate decides what is shown.",
        "o c": "c_t goes through tanh before it is shown.",
        "tanh": "the output gate is missing: it shows a share of tanh(c_t).",
        "old": "you show the old cell. What is shown is the new one.",
        "logistic": "what is shown is the tanh of c_t; you take the logistic function.",
        "less": "an output gate of 1 shows all; yours shows 1 - o.",
        "inside": "the output gate stands outside of the tanh: a share of tanh(c_t), not the tanh of a share.",
        "plus": "o is a share: tanh(c_t) is multiplied by it, not added to it.",
        "c plus": "o is a share of tanh(c_t): multiplied by it, not added to c_t.",
        "o": "that is the output gate. It shows a share of tanh(c_t).",
    },
}


def step(z, c, order=GATES, gate="right", candidate="tanh", keep="f", write="i", show="right"):
    """h_t from z (4,…), the sums of i, f, g and o, and the old cell c."""
    z_i, z_f, z_g, z_o = (z[GATES.index(name)] for name in order)
    squash = {
        "tanh": np.tanh,
        "opposite": lambda x: logistic(-x),
        "hard": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
        "brackets": lambda x: 1 + np.exp(-x),
        "bare": lambda x: x,
    }
    i, f, o = (squash.get(gate.removeprefix(n + " "), logistic)(x) for n, x in zip("ifo", (z_i, z_f, z_o), strict=True))
    g = {"tanh": np.tanh, "gate": logistic, "bare": lambda x: x}[candidate](z_g)
    kept = {"less": 1 - f, "all": 1, "rest": 1 - i, "nothing": 0}.get(keep, f) * (np.tanh(c) if keep == "tanh" else c)
    kept = f + c if keep == "plus" else kept
    written = {"i": i, "all": 1, "rest": 1 - f, "nothing": 0, "less": 1 - i, "times": i, "f too": i * f}[write] * g
    new = kept * written if write == "times" else kept + written
    shown = {"c": new, "o c": o * new, "tanh": np.tanh(new), "old": o * np.tanh(c), "logistic": o * logistic(new)}
    shown |= {"less": (1 - o) * np.tanh(new), "inside": np.tanh(o * new), "o": o}
    shown |= {"plus": o + np.tanh(new), "c plus": o + new}
    return shown.get(show, o * np.tanh(new))


SWEEP = {
    "carry": {
        "no dc": "c's own way back is missing: dc gets what the later c hands back *and* what comes through h_t. "
        "Add the two; an = where a += belongs loses one.",
        "no dh": "h's way back is missing: dh gets the step's own part *and* what the later gates hand back. "
        "Add the two; an = where a += belongs loses one.",
        "only c": "what comes through h_t is missing in dc: h_t depends on c_t.",
    },
    "tanh": {
        "missing": "the slope of the tanh that shows c_t is missing: 1 - tanh²(c_t).",
        "of c": "c_t is no value of tanh: its slope is 1 - tanh²(c_t), not 1 - c_t².",
        "twice": "tanh twice. The slope is 1 - tanh²(c_t).",
        "no o": "the output gate is missing on the way from h_t to c_t.",
    },
    "keep": {
        "previous": "off by one step. From c_t to c_{t-1} the factor is f_t, the gate of the step in between.",
        "missing": "the forget gate is missing: from c_t to c_{t-1} the factor is f_t.",
        "i": "from c_t to c_{t-1} the factor is the forget gate, not the input gate.",
    },
    "meets": {"after": "off by one. The forget gate meets the cell before the step, c_{t-1}."},
    "slope": {
        "missing": "the slopes of the gates are missing: i (1 - i), and so on.",
        "tanh": "the gates are logistic: their slopes are i (1 - i), and so on, not 1 - i².",
        "g": "g is a value of tanh: its slope is 1 - g².",
    },
    "back": {
        "W": "on the way back each block of W is transposed.",
        "three": "the output gate reads h too: all four blocks hand something back.",
        "own": "each gate hands back through its own block of W.",
    },
}


def swept(W, gates, c, direct, carry="both", tanh="right", keep="f", meets="before", slope="right", back="W.T"):
    """∂L/∂z of the four sums at all steps, (T,4,H), of a layer z_t = W h_{t-1} + …

    W (4,H,H), gates (T,4,H) the values of i, f, g and o, c (T+1,H), direct (T,H) the ∂⁺L/∂h_t of the losses.
    """
    dz, handed, dc = np.zeros_like(gates), 0, 0
    for t in reversed(range(len(gates))):
        i, f, g, o = gates[t]
        shown = np.tanh(c[t + 1])
        dh = direct[t] + (0 if carry == "no dh" else handed)
        flat = {"right": 1 - shown**2, "missing": 1, "of c": 1 - c[t + 1] ** 2, "twice": 1 - np.tanh(shown) ** 2}
        by_c = dh * (1 if tanh == "no o" else o) * flat.get(tanh, 1 - shown**2)
        dc = {"no dc": by_c, "only c": dc + by_c * (t == len(gates) - 1)}.get(carry, dc + by_c)
        own = {"right": (lambda y: y * (1 - y)), "missing": np.ones_like, "tanh": lambda y: 1 - y**2}
        flat = own.get(slope, own["right"])
        met = c[t] if meets == "before" else c[t + 1]
        bend = g * (1 - g) if slope == "g" else 1 - g**2
        dz[t] = dc * g * flat(i), dc * met * flat(f), dc * i * bend, dh * shown * flat(o)
        used = {"W": W, "W.T": W.mT, "three": W.mT * [[[1]], [[1]], [[1]], [[0]]], "own": W.mT[::-1]}[back]
        handed = (used @ dz[t][..., None]).sum(0)[:, 0]
        dc = dc * {"f": f, "previous": gates[t - 1][1], "missing": 1, "i": i}[keep]
    return dz
