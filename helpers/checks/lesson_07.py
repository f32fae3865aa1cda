"""Checks for the exercises of lesson 07."""

import numpy as np

from helpers.checks import gates, judge, shares
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

    return judge(function, cases, answer, turned(answer, gates.STEP), "Keep, write, show.")


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
        (lambda share, steps: shares.bias(share) ** (1 / steps), "the root is taken of the share, not of the bias."),
        (lambda share, steps: np.log(steps), "that is a memory of about `steps` steps, whatever the share."),
    ]
    return judge(function, cases, answer, mistakes, "Half is left after 100 steps with a bias of 4.97.")


WAYS = {
    "order": {
        "forwards": "the order: the last step stands on the left, J_T ⋯ J_2 J_1.",
        "entries": "you multiplied entry by entry. Jacobians multiply as matrices: @.",
        "sum": "you added the Jacobians. The chain rule multiplies them.",
        "no last": "the last Jacobian is left out of the product.",
        "no first": "the first Jacobian is left out of the product.",
    },
    "steps": {
        "no last": "the last step is left out: there are as many as Jacobians.",
        "no first": "the first step is left out: there are as many as Jacobians.",
    },
    "entry": {
        (0, 0): "you take the entry of h by h. c comes second: [1, 1].",
        (0, 1): "you take the entry [0, 1], h by c. Rows are the new state: c by c is [1, 1].",
        (1, 0): "you take the entry [1, 0], c by h. c by c is [1, 1].",
    },
    "direct": {
        "kept": "that is the whole derivative. Subtract the direct path.",
        "alone": "that is the direct path, which is to be left out. (Jacobians multiplied entry by entry "
        "give it too; they multiply as matrices.)",
        "added": "the direct path is in the whole already: subtract it, don't add it.",
        "sum": "the direct path multiplies the entries [1, 1]; you add them.",
        "last": "the direct path multiplies the entries [1, 1] of all steps, not of the last alone.",
        "first": "the direct path multiplies the entries [1, 1] of all steps, not of the first alone.",
        "of h": "the direct path stays in c: it multiplies the entries [1, 1], not [0, 0].",
        "divided": "you divide the whole by the direct path. It is a part of the sum: subtract it.",
    },
}


def by_detours(function):
    """Exercise 7.3: by_detours(jacobians) -> dc_T/dc_0 of one unit without its direct path."""
    rng = np.random.default_rng(1)
    cases = [{"jacobians": eighths(rng.normal(scale=0.9, size=(T, 2, 2)))} for T in (2, 2, 3, 3, 4, 6)]
    cases.append({"jacobians": eighths(rng.normal(scale=2.5, size=(5, 2, 2)))})

    def product(jacobians, order="right"):
        part = {"no last": jacobians[:-1], "no first": jacobians[1:]}.get(order, jacobians)
        if order in ("entries", "sum"):
            return np.prod(part, axis=0) if order == "entries" else np.sum(part, axis=0)
        whole = np.eye(2)
        for J in part[::-1] if order == "forwards" else part:
            whole = J @ whole
        return whole

    def answer(jacobians, order="right", entry=(1, 1), direct="left out", steps="all"):
        jacobians = {"no last": jacobians[:-1], "no first": jacobians[1:]}.get(steps, jacobians)
        stay, whole = jacobians[:, 1, 1], product(jacobians, order)[entry]
        if direct == "alone":
            return np.prod(stay)
        if direct == "divided":
            return whole / np.prod(stay)
        left = {"kept": 0, "added": -np.prod(stay), "sum": np.sum(stay), "last": stay[-1], "first": stay[0]}
        return whole - (np.prod(jacobians[:, 0, 0]) if direct == "of h" else left.get(direct, np.prod(stay)))

    def through_h(jacobians):
        return jacobians[-1, 1, 0] * np.prod(jacobians[1:-1, 0, 0]) * jacobians[0, 0, 1]

    def leaving_once(jacobians):
        """All ways that leave c once, for as many steps as they like."""
        c, h, back = 1.0, 0.0, 0.0
        for (hh, hc), (ch, cc) in jacobians.tolist():
            c, h, back = cc * c, hh * h + hc * c, cc * back + ch * h
        return back

    def one_step(jacobians):
        """All ways that leave c once, for a single step."""
        c, h, back = 1.0, 0.0, 0.0
        for (_, hc), (ch, cc) in jacobians.tolist():
            c, h, back = cc * c, hc * c, cc * back + ch * h
        return back

    def never_kept(jacobians):
        return product(jacobians * [[1, 1], [1, 0]])[1, 1]

    mistakes = [
        *turned(answer, WAYS),
        (
            through_h,
            "that is the one way that goes to h at once and stays there to the last step. A way may leave c and come "
            "back at any step, and more than once.",
        ),
        (
            one_step,
            "those are the ways that leave c for one step. They may stay in h for longer, and leave it again.",
        ),
        (leaving_once, "those are the ways that leave c once. They may leave it more than once."),
        (
            never_kept,
            "you left out every way that keeps c at any step. Only the one that keeps it at all steps is left out.",
        ),
    ]
    praise = "For one or many units: what a product of gates leaves out."
    return judge(
        function, cases, answer, mistakes, praise, scale=lambda jacobians: answer(np.abs(jacobians), direct="added")
    )


def mended(function):
    """The bug of lesson 07: mended(b, value) -> biases in the order i, f, g, o with b_f = value."""
    rng = np.random.default_rng(2)
    cases = [{"b": eighths(rng.normal(size=4 * H)), "value": value} for H in (1, 2, 5) for value in (1.0, 3.0)]

    def answer(b, value, block="f", others="kept", how="set"):
        H = len(b) // 4
        spare = {"all": slice(None), "to the end": slice(H, None), "to f": slice(2 * H), "one": slice(H, H + 1)}
        spare |= {"first two": slice(1, 2), "every fourth": slice(1, None, 4)}
        where = spare.get(block) or slice("ifgo".index(block) * H, ("ifgo".index(block) + 1) * H)
        out = {"kept": b, "zero": 0 * b, "one": 0 * b + 1}[others].copy()
        out[where] = {"set": value, "half": value / 2, "add": b[where] + value, "times": b[where] * value}.get(how, 0)
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
            "cleared": "the bias is set to 0; it should be `value`.",
        },
    }
    return judge(function, cases, answer, turned(answer, knobs), "The bug is mended.")
