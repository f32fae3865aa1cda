"""Checks for the exercises of lesson 08."""

import math

import numpy as np

from helpers.checks import gru_unit, judge, shares
from helpers.checks.gates import logistic
from helpers.checks.slips import eighths, turned

SIZE = {
    "blocks": {
        1: "that is one block, the size of a tanh cell. A GRU has three.",
        2: "you counted two blocks, for the gates. The candidate n has weights as well.",
        4: "that is PyTorch's LSTM, with four blocks. A GRU has r, u and n.",
    },
    "biases": {
        0: "the biases are missing.",
        1: "that is the size of our GRU. How many bias vectors has PyTorch's?",
        3: "you counted three biases in every block. There are two.",
        "one block": "the biases of one block only: each of the three has two.",
        "numbers": "a bias is a vector: each block has H numbers on either side, not one.",
        "D": "a bias has one number for every unit, H, also on the input's side.",
    },
    "weights": {
        "no state": "the weights for the state are missing: H of them in every row.",
        "no input": "the weights for the input are missing: D of them in every row.",
        "square": "the input's matrix has H rows and D columns, not D rows and D columns.",
        "twice H": "the state's matrix of a block has H rows and H columns: H H numbers, not 2 H.",
        "shared": "each block has its own weights for the input; you counted them once.",
        "shared state": "each block has its own weights for the state; you counted them once.",
    },
    "more": {
        "readout": "you counted a readout as well. The GRU alone is asked for.",
        "state": "you counted the initial state as well. It is not learned.",
    },
}


def pytorch_size(function):
    """Exercise 8.1: pytorch_size(D, H) -> how many numbers a torch.nn.GRU of one layer learns."""
    cases = [{"D": D, "H": H} for D, H in ((1, 1), (1, 2), (3, 2), (2, 32), (10, 20), (7, 3), (300, 512))]

    def answer(D, H, blocks=3, biases=2, weights="right", more=""):
        special = {"one block": 2 * H / blocks, "numbers": 2, "D": H + D}
        matrices = {"no state": H * D, "no input": H * H, "square": D * D + H * H, "twice H": H * D + 2 * H}
        matrices |= {"shared": H * D / blocks + H * H, "shared state": H * D + H * H / blocks}
        each = matrices.get(weights, H * D + H * H) + (special[biases] if biases in special else biases * H)
        return blocks * each + {"readout": H + 1, "state": H}.get(more, 0)

    return judge(function, cases, answer, turned(answer, SIZE), "For D = 2 and H = 32 it is 3456.", tolerance=1e-9)


def slope(function):
    """Exercise 8.2: slope(h, w_r, w_u, w_n, a_r, a_u, a_n) -> ∂h_t/∂h_{t-1} of a GRU with one unit."""
    rng = np.random.default_rng(0)
    names = "h", "w_r", "w_u", "w_n", "a_r", "a_u", "a_n"
    values = [[0.5, 1.0, -1.0, 2.0, 0.5, 0.25, -0.5], [-0.75, -2.0, 1.5, -1.0, 0.25, 1.0, 0.5]]
    values += [[6.0, -0.25, -8.0, 0.5, 1.0, 48.0, -1.0], [0.25, 2.0, 3.0, 24.0, 0.0, -1.0, -3.0]]  # well above 5
    values += eighths(rng.normal(scale=(1, 2, 2, 2, 1, 1, 0.5), size=(8, 7))).tolist()
    cases = [dict(zip(names, row, strict=True)) for row in values]

    def answer(**case):
        return sum(gru_unit.paths(**case))

    def after(h, a_r, a_u, a_n, w_r, w_u, w_n):
        u = logistic(a_u + w_u * h)
        return u * h + (1 - u) * np.tanh(a_n + logistic(a_r + w_r * h) * w_n * h)

    mistakes = [
        (
            lambda **case: gru_unit.paths(**case)[0],
            "this is u, the direct path alone. Three more lead through u, n, r.",
        ),
        (
            lambda **case: sum(gru_unit.paths(**case)[1:]),
            gru_unit.PATHS["own"]["missing"],
        ),
        (
            lambda **case: sum(np.array(gru_unit.paths(**case))[[0, 2]]),
            "the paths through the two gates are missing: u and r depend on h as well.",
        ),
        (
            lambda **case: sum(gru_unit.paths(**case)[:2]),
            "the paths through n are missing: n contains r w_n h, and both r and h depend on h.",
        ),
        (
            lambda **case: math.prod(gru_unit.paths(**case)),
            "you multiply the four paths. Paths side by side are added.",
        ),
        (after, "that is h_t itself. Its derivative by h is asked for."),
        *turned(answer, gru_unit.PATHS),
    ]
    praise = "Four paths, and all of them agree with finite differences."
    return judge(function, cases, answer, mistakes, praise, scale=lambda **case: np.abs(gru_unit.paths(**case)).sum())


def memory_bias(function):
    """Exercise 8.3: memory_bias(T, least, keeps) -> the b_u with which the direct path passes `least` over T steps."""
    cases = [
        {"T": T, "least": least, "keeps": keeps}
        for T in (2, 20, 100)
        for least in (0.125, 0.375, 0.875)
        for keeps in ("u", "1-u")
    ]

    def answer(T, least, keeps, each="right", bias="right", convention="right"):
        kept = shares.each(least, T, each)
        if convention == "other share":
            return shares.bias(kept if keeps == "u" else shares.each(1 - least, T, each), bias)
        if convention == "other root":
            return shares.bias(kept if keeps == "u" else 1 - shares.each(1 - least, T, each), bias)
        b = shares.bias(kept, bias)
        turns = {"right": keeps != "u", "ignored": False, "swapped": keeps == "u", "always": True}
        if convention in turns:
            return -b if turns[convention] else b
        return b if keeps == "u" else {"one less": 1 - b, "inverse": 1 / b, "log": math.log(1 - kept)}[convention]

    knobs = {
        "convention": {
            "ignored": "right where u keeps. Where 1 - u keeps, u must be small.",
            "swapped": "the two conventions are swapped, or the sign is: where u keeps, a large bias keeps.",
            "always": "right where 1 - u keeps. Where u keeps, u must be large.",
            "one less": "right where u keeps. Where 1 - u does, it is the gate that becomes 1 - u, not the bias.",
            "inverse": "right where u keeps. Where 1 - u does, the gate is 1 - u: what does that do to the bias?",
            "log": "right where u keeps. Where 1 - u does, σ is turned around as well, for the gate 1 - p.",
            "other share": "right where u keeps. Where 1 - u does, the share left is still `least`: first its root, "
            "then 1 less that.",
            "other root": "right where u keeps. Where 1 - u does, the share left is still `least`: first its root, "
            "then 1 less that.",
        },
        "each": shares.EACH,
        "bias": shares.BIAS,
    }
    mistakes = [
        *turned(answer, knobs, {"{T}": "T", "{share}": "`least`"}),
        (
            lambda T, least, keeps: shares.each(least, T) if keeps == "u" else 1 - shares.each(least, T),
            "that is u. Which bias b makes σ(b) equal to it? Turn σ around.",
        ),
        (
            lambda T, least, keeps: (1 if keeps == "u" else -1) * shares.bias(least) / T,
            "take the root of the share first, then look for its bias.",
        ),
    ]
    return judge(function, cases, answer, mistakes, "A tenth over 100 steps needs a gate of 0.977, a bias of 3.8.")


MIX = {
    "mix": {
        "other": "this is still the answer of the code with the bug. A large b_u makes σ(b_u) large: which part keeps?",
        "both u": "now u keeps and writes; only what is not kept makes room.",
        "both rest": "now 1 - u keeps and writes. The two shares must sum to 1.",
        "keep": "nothing new is written any more: the candidate n is missing.",
        "all n": "the candidate is not weighted: it gets the share 1 - u.",
        "all h": "the old state is not weighted: it keeps the share u.",
        "minus": "a sign: what is kept and what is written are added.",
        "write": "nothing is kept any more: the old state has the share u.",
    },
    "gate": {
        "bare": "the gate is a logistic function of b_u, not b_u itself.",
        "tanh": "the gate is a logistic function of b_u, not its tanh.",
        "twice": "σ is applied twice: u = σ(b_u).",
        "one": "the bias is not used: u = σ(b_u).",
        "all": "you keep everything, whatever the bias. The share that is kept is σ(b_u).",
    },
    "start": {"zero": "the state starts from 0 instead of h_0.", "one": "the state starts from 1 instead of h_0."},
    "steps": {
        "no first": "the first candidate is left out.",
        "no last": "the last candidate is left out.",
        "one": "only one step is made: every candidate is read, one after the other.",
        "reverse": "you read the candidates backwards.",
        "start kept": "every step begins from h_0 again. It should begin from the state before it.",
    },
    "candidate": {"tanh": "a candidate has gone through tanh already: write it as it is."},
}


def mended(function):
    """The bug of lesson 08: mended(h_0, candidates, b_u) -> the state at the end, where a large b_u remembers."""
    rng = np.random.default_rng(1)
    cases = [
        {"h_0": h_0, "candidates": eighths(rng.uniform(-1, 1, T)), "b_u": b}
        for T, h_0 in ((2, 1.0), (3, -0.5), (10, 8.0))
        for b in (-2.0, 1.0, 4.0)
    ]

    def answer(h_0, candidates, b_u, mix="right", gate="right", start="right", steps="right", candidate="right"):
        bare = {"bare": b_u, "tanh": math.tanh(b_u), "twice": logistic(logistic(b_u)), "one": 0.5, "all": 1.0}
        u = bare.get(gate, logistic(b_u))
        read = {"no first": slice(1, None), "no last": slice(-1), "one": slice(1), "reverse": slice(None, None, -1)}
        keep, write = {
            "other": (1 - u, u),
            "both u": (u, u),
            "both rest": (1 - u, 1 - u),
            "keep": (u, 0),
            "all n": (u, 1),
            "all h": (1, 1 - u),
            "minus": (u, u - 1),
            "write": (0, 1 - u),
        }.get(mix, (u, 1 - u))
        first = {"zero": 0.0, "one": 1.0}.get(start, h_0)
        h = first
        for n in candidates[read.get(steps, slice(None))]:
            h = keep * (first if steps == "start kept" else h) + write * (np.tanh(n) if candidate == "tanh" else n)
        return h

    return judge(function, cases, answer, turned(answer, MIX), "The bug is mended.")
