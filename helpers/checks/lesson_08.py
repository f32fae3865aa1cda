"""Checks for the exercises of lesson 08."""

import math

import numpy as np

from helpers.checks import cell_size, gru_unit, judge, shares
from helpers.checks.gates import logistic
from helpers.checks.slips import eighths, turned


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
        (lambda **case: sum(gru_unit.paths(**case)[1:]), gru_unit.PATHS["own"]["missing"]),
        (
            lambda **case: math.prod(gru_unit.paths(**case)),
            "you multiply the four paths. Paths side by side are added.",
        ),
        (
            lambda h, w_u, a_u, **rest: w_u * logistic(a_u + w_u * h),
            "u stands before h as it is: the direct path has the factor u. w_u comes in where u is differentiated.",
        ),
        *(
            (
                lambda w_r, w_u, w_n, h, none=none, **rest: answer(
                    h=h, w_r=w_r, w_u=w_u, w_n=w_n, **rest | dict.fromkeys(none, 0.0)
                ),
                f"{' and '.join(none)} {'is' if len(none) == 1 else 'are'} missing where the gates and n are made.",
            )
            for none in (("a_r", "a_u", "a_n"), ("a_r", "a_u"), ("a_r",), ("a_u",), ("a_n",))
        ),
        (after, "that is h_t itself. Its derivative by h is asked for."),
        *turned(answer, gru_unit.PATHS),
    ]

    def met(h, w_r, w_u, w_n, a_r, a_u, a_n):
        names = "direct path", "path through u", "path into n", "path through r"
        r, u = logistic(a_r + w_r * h), logistic(a_u + w_u * h)
        paths = gru_unit.paths(h, w_r, w_u, w_n, a_r, a_u, a_n)
        return {"r": r, "u": u, "n": np.tanh(a_n + r * w_n * h)} | dict(zip(names, paths, strict=True))

    praise = "Four paths, and all of them agree with finite differences."
    return judge(
        function, cases, answer, mistakes, praise, scale=lambda **case: np.abs(gru_unit.paths(**case)).sum(), via=met
    )


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
            lambda T, least, keeps: 1 - shares.each(least, T) if keeps == "u" else shares.each(least, T),
            "that is 1 - u where u is asked for, and the other way round; and it is a gate yet, not its bias.",
        ),
        (
            lambda T, least, keeps: (1 if keeps == "u" else -1) * shares.bias(least) / T,
            "take the root of the share first, then look for its bias.",
        ),
    ]

    def met(T, least, keeps):
        return {"share kept in a step": shares.each(least, T)}

    praise = "A tenth over 100 steps needs a gate of 0.977, a bias of 3.8."
    return judge(function, cases, answer, mistakes, praise, via=met)


def units(function):
    """Exercise 8.4: units(numbers, D, blocks) -> the most units with which a cell has at most so many numbers."""
    sizes = [(12, 1, 1), (45, 1, 3), (3360, 2, 3), (3360, 2, 4), (3360, 2, 1), (4480, 2, 3), (5000, 10, 3)]
    sizes += [(4479, 2, 4), (4481, 2, 4), (4575, 2, 4), (100_000, 300, 4), (5, 3, 1), (20, 4, 4)]
    cases = [dict(zip(("numbers", "D", "blocks"), size, strict=True)) for size in sizes]

    def met(numbers, D, blocks):
        H = cell_size.units(numbers, D, blocks)
        return {f"numbers of a cell of {n} units": cell_size.size(n, D, blocks) for n in (H, H + 1)}

    mistakes = [
        *turned(cell_size.units, cell_size.UNITS),
        (
            lambda numbers, D, blocks: numbers // (blocks * (D + 1)),
            "you leave out the weights for the state: H for each of the H units. The size grows with H².",
        ),
        (
            lambda numbers, D, blocks: numbers // (blocks * (D + 33)),
            "32 units stand in your formula for the state's weights. With H units there are H of them for each.",
        ),
        (
            lambda numbers, D, blocks: int((numbers / blocks) ** 0.5),
            "the root is right for the state's weights alone. A unit has weights for the input and a bias as well.",
        ),
    ]
    praise = "An opponent of the same size: now a race says something about the cell, and not about its numbers."
    return judge(function, cases, cell_size.units, mistakes, praise, tolerance=1e-9, via=met)


def mended(function):
    """The bug of lesson 08: mended(h_0, candidates, b_u) -> the state at the end, where a large b_u remembers."""
    rng = np.random.default_rng(1)
    cases = [
        {"h_0": h_0, "candidates": eighths(rng.uniform(-1, 1, T)), "b_u": b}
        for T, h_0 in ((2, 1.0), (3, -0.5), (10, 8.0))
        for b in (-2.0, 1.0, 4.0)
    ]

    def met(h_0, candidates, b_u):
        return {"u": logistic(b_u), "state after the first step": gru_unit.mixed(h_0, candidates[:1], b_u)}

    return judge(function, cases, gru_unit.mixed, turned(gru_unit.mixed, gru_unit.MIX), "The bug is mended.", via=met)
