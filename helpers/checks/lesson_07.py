"""Checks for the exercises of lesson 07."""

import numpy as np

from helpers.checks import detours, gates, judge, shares
from helpers.checks.slips import eighths, turned


def sweep(function):
    """Exercise 7.3: sweep(W, gates, c, direct) -> ∂L/∂z of the four sums at all steps, (T,4,H)."""
    rng = np.random.default_rng(0)
    cases = [gates.layer(rng, T, H) for T, H in ((1, 1), (1, 2), (2, 1), (2, 2), (3, 2), (5, 3), (7, 2))]
    cases[4]["direct"][:-1] = 0  # a loss at the end alone

    def met(W, gates, c, direct):
        return {"dh at the last step": direct[-1], "dc": direct[-1] * gates[-1, 3] * (1 - np.tanh(c[-1]) ** 2)}

    whole = {knob: table for knob, table in gates.SWEEP.items() if knob in ("order", "rows")}
    parts = {knob: table for knob, table in gates.SWEEP.items() if knob not in whole}
    mistakes = [*turned(gates.swept, whole, pairs=False), *turned(gates.swept, parts)]
    praise = "dh and dc carried, each added to what its step brings."
    return judge(function, cases, gates.swept, mistakes, praise, scale=gates.size, via=met)


PART = {
    "missing": "the detour is missing: the factor at rest is σ(b) + gain / 4.",
    "whole": "you take the whole gain off. The detour goes through two half-open gates: gain / 4.",
    "half": "you take half of the gain off. The detour goes through two gates, each half open: gain / 4.",
}


def bias_for(function):
    """Exercise 7.4: bias_for(share, steps, gain) -> the forget bias at which `share` is left after `steps` steps of
    the factor σ(b) + gain / 4."""
    gains = iter((0.25, 0.375, 0.125, 0.25, 0.125, 0.375, 0.375, 0.25, 0.125))
    cases = [
        {"share": share, "steps": steps, "gain": next(gains)} for steps in (2, 10, 100) for share in (0.125, 0.5, 0.875)
    ]

    def answer(share, steps, gain, each="right", bias="right", detour="quarter"):
        taken = {"missing": 0, "whole": gain, "half": gain / 2}.get(detour, gain / 4)
        return shares.bias(shares.each(share, steps, each) - taken, bias)

    said = {"{T}": "`steps`", "{share}": "`share`"}
    mistakes = [
        *turned(answer, {"each": shares.EACH, "bias": shares.BIAS, "detour": PART}, said),
        (
            lambda share, steps, gain: shares.bias((share - gain / 4) ** (1 / steps)),
            "take the root of the share first: a step's factor is a sum, its power is not.",
        ),
        (
            lambda share, steps, gain: shares.bias(shares.each(share, steps)) - gain / 4,
            "the detour is taken off the factor, not off the bias.",
        ),
        (
            lambda share, steps, gain: shares.bias(share - gain / 4) / steps,
            "take the root of the share first, then look for its bias.",
        ),
        (
            lambda share, steps, gain: shares.bias(share) / steps,
            "take the root of the share first, then look for its bias; and the detour is missing.",
        ),
        (lambda share, steps, gain: np.log(steps), "that is a memory of about `steps` steps, whatever the share."),
        (lambda share, steps, gain: np.log(steps - 1), "that is a memory of `steps` steps, whatever the share."),
        (
            lambda share, steps, gain: shares.each(share, steps) - gain / 4,
            "that is the gate. Which bias b makes σ(b) equal to it? Turn σ around.",
        ),
    ]

    def met(share, steps, gain):
        return {"factor": shares.each(share, steps), "gate": shares.each(share, steps) - gain / 4}

    praise = "An open gate and a detour share the work."
    return judge(function, cases, answer, mistakes, praise, via=met)


def by_detours(function):
    """Exercise 7.2: by_detours(jacobians) -> dc_T/dc_0 of one unit without its direct path."""
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
            "minus": "a sign: set the bias to `value`. A positive one opens the gate.",
            "gate": "set the bias itself to `value`; you set it to the gate that follows from it.",
            "cleared": "the bias is set to 0; it should be `value`.",
        },
    }
    return judge(function, cases, answer, turned(answer, knobs), "The bug is mended.")
