"""Checks for the exercises of lesson 07."""

import numpy as np

from helpers.checks import detours, gates, judge, shares
from helpers.checks.slips import eighths, turned


def step(function):
    """Exercise 7.1: step(z_i, z_f, z_g, z_o, c) -> h_t of one unit."""
    rng = np.random.default_rng(0)
    names = "z_i", "z_f", "z_g", "z_o", "c"
    values = [[1.0, 2.0, -1.0, 0.5, 0.25], [-2.0, 3.0, 1.5, 1.0, -1.5], [0.5, 2.5, -0.75, -0.25, 6.0]]
    values += eighths(rng.normal(scale=1.5, size=(9, 5))).tolist()
    cases = [dict(zip(names, row, strict=True)) for row in values]

    def answer(z_i, z_f, z_g, z_o, c, **knobs):
        return gates.step((z_i, z_f, z_g, z_o), c, **knobs)

    def met(c, **z):
        i, f, g, o = (gates.logistic(z[f"z_{name}"]) if name != "g" else np.tanh(z["z_g"]) for name in "ifgo")
        return {"i": i, "f": f, "g": g, "o": o, "new c": f * c + i * g}

    return judge(function, cases, answer, turned(answer, gates.STEP), "Keep, write, show.", via=met)


def bias_for(function):
    """Exercise 7.2: bias_for(share, steps) -> the forget bias with which `share` is left after `steps` steps."""
    cases = [{"share": share, "steps": steps} for steps in (2, 10, 100) for share in (0.125, 0.5, 0.875)]

    def answer(share, steps, each="right", bias="right"):
        return shares.bias(shares.each(share, steps, each), bias)

    mistakes = [
        *turned(answer, {"each": shares.EACH, "bias": shares.BIAS}, {"{T}": "`steps`", "{share}": "`share`"}),
        (
            lambda share, steps: shares.bias(share) / steps,
            "take the root of the share first, then look for its bias.",
        ),
        (
            lambda share, steps: np.sign(shares.bias(share)) * abs(shares.bias(share)) ** (1 / steps),
            "the root is taken of the share, not of the bias.",
        ),
        (lambda share, steps: shares.bias(share) * steps, "take the root of the share first, then look for its bias."),
        (
            lambda share, steps: gates.logistic(share) ** steps,
            "you put the share into σ. It is a power of the gate already, and the gate is σ of the bias.",
        ),
        (lambda share, steps: np.log(steps), "that is a memory of about `steps` steps, whatever the share."),
    ]

    def met(share, steps):
        return {"gate": shares.each(share, steps)}

    return judge(function, cases, answer, mistakes, "Half is left after 100 steps with a bias of 4.97.", via=met)


def by_detours(function):
    """Exercise 7.3: by_detours(jacobians) -> dc_T/dc_0 of one unit without its direct path."""
    rng = np.random.default_rng(1)
    cases = [{"jacobians": eighths(rng.normal(scale=0.9, size=(T, 2, 2)))} for T in (2, 2, 3, 3, 4, 6)]
    cases.append({"jacobians": eighths(rng.normal(scale=2.5, size=(5, 2, 2)))})

    praise = "For one or many units: what a product of gates leaves out."
    return judge(
        function,
        cases,
        detours.detours,
        detours.MISTAKES,
        praise,
        scale=lambda jacobians: detours.detours(np.abs(jacobians), direct="added"),
        via=lambda jacobians: {"the whole derivative": detours.detours(jacobians, direct="kept")},
    )


def mended(function):
    """The bug of lesson 07: mended(b, value) -> biases in the order i, f, g, o with b_f = value."""
    rng = np.random.default_rng(2)
    cases = [{"b": eighths(rng.normal(size=4 * H)), "value": value} for H in (1, 2, 5) for value in (1.0, 3.0)]

    def answer(b, value, block="f", others="kept", how="set"):
        H = len(b) // 4
        spare = {"all": slice(None), "to the end": slice(H, None), "to f": slice(2 * H), "one": slice(H, H + 1)}
        spare |= {
            "late": slice(H + 1, 2 * H),
            "third": slice(len(b) // 3, 2 * len(b) // 3),
            "two": slice(H, 3 * H),
            "rest": slice(2 * H, None),
        }
        spare |= {"early": slice(max(0, H - 1), 2 * H), "short": slice(H, 2 * H - 1), "long": slice(H, 2 * H + 1)}
        spare |= {"first two": slice(1, 2), "every fourth": slice(1, None, 4)}
        where = spare.get(block) or slice("ifgo".index(block) * H, ("ifgo".index(block) + 1) * H)
        out = {"kept": b, "zero": 0 * b, "one": 0 * b + 1}[others].copy()
        sets = {"set": value, "half": value / 2, "add": b[where] + value, "times": b[where] * value, "minus": -value}
        sets["gate"] = 1 / (1 + np.exp(-value))
        out[where] = sets.get(how, 0)
        return out

    knobs = {
        "block": {
            "g": "this is still the answer of the code with the bug. Which block is f's?",
            "i": "that is the input gate's block. Which of the four is f's?",
            "o": "that is the output gate's block. Which of the four is f's?",
            "all": "all biases are set now; only the forget gate's should be.",
            "to the end": "the block has an end too: what stands after f's stays as it was.",
            "to f": "the block begins after i's: what stands before stays as it was.",
            "one": "only the first unit's bias is set. The block has one for every unit.",
            "first two": "only the entry [1] is set. Each gate has a block, with an entry for every unit.",
            "late": "off by one: f's block begins right after i's H entries, at place H.",
            "early": "off by one: i's block has H entries, the places 0 to H - 1.",
            "short": "off by one: f's block ends before place 2 H, and Python leaves out the end of a slice by itself.",
            "long": "off by one: f's block ends before place 2 H.",
            "third": "there are four blocks, one for each of i, f, g, o.",
            "rest": "you set the blocks of g and o. Which one is f's?",
            "two": "you set two blocks. Which one is f's?",
            "every fourth": "you take every fourth entry. The gates stand in blocks, one after the other.",
        },
        "others": {
            "zero": "the other biases are 0 now. They should stay as they were.",
            "one": "the other biases are 1 now. They should stay as they were.",
        },
        "how": {
            "add": "set the bias to `value`; you add it to what was there.",
            "half": "you set half of `value`. That is for a library with two bias vectors; here there is one.",
            "times": "set the bias to `value`; you multiply what was there by it.",
            "minus": "a sign: set the bias to `value`. A positive one opens the gate.",
            "gate": "set the bias itself to `value`; you set it to the gate that follows from it.",
            "cleared": "the bias is set to 0; it should be `value`.",
        },
    }
    return judge(function, cases, answer, turned(answer, knobs), "The bug is mended.")
