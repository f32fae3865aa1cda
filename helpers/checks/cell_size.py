"""How many units a cell may have within a number of weights and biases, with knobs."""

import math

UNITS = {
    "row": {
        "no bias": "the bias is missing: a unit has D + H + 1 numbers in every block.",
        "two biases": "you counted two biases in every block, as PyTorch has them. Here a unit has D + H + 1 numbers.",
        "no input": "the weights for the input are missing: a unit has D + H + 1 numbers in every block.",
        "no state": "the weights for the state are missing: H for every unit. The size grows with H².",
        "no input, no bias": "the state's weights alone: a unit has D + H + 1 numbers in every block.",
        "twice H": "the state's matrix of a block has H rows and H columns: H H numbers, not 2 H.",
        "one bias": "a bias is a vector: each block has H of them, not one.",
        "D D": "the input's matrix of a block has H rows and D columns: H D numbers.",
        "readout": "you counted a readout as well. The cell alone is asked for.",
    },
    "of": {
        "one": "`blocks` is not used: a cell has so many blocks, each of the same size.",
        "squared": "the blocks come in once: blocks * H * (D + H + 1) numbers.",
        "four": "that is right for an LSTM, with four blocks. Use `blocks`.",
        "three": "that is right for a GRU, with three blocks. Use `blocks`.",
        "shared": "each block has its own weights for the input; you counted them once.",
    },
    "end": {
        "up": "one unit too many: it needs more numbers than there are. At most `numbers`, so round down.",
        "nearest": "the nearest size may have too many numbers. At most `numbers`, so round down.",
        "less": "a size that takes exactly `numbers` still fits: at most means <=.",
        "before": "one unit too few: the next size still fits.",
        "exact": "a number of units is whole: round down.",
        "numbers": "that is how many numbers such a cell has. How many *units* has it?",
        "left": "that is how many numbers are left over. The units are asked for.",
    },
}


def size(H, D, blocks, row="right", of="right"):
    """How many numbers a cell of H units has."""
    inside = {
        "no bias": H * (D + H),
        "two biases": H * (D + H + 2),
        "no input": H * (H + 1),
        "no state": H * (D + 1),
        "no input, no bias": H * H,
        "twice H": H * D + 3 * H,
        "one bias": H * (D + H) + 1,
        "D D": D * D + H * H + H,
    }.get(row, H * (D + H + 1))
    times = {"one": 1, "squared": blocks**2, "four": 4, "three": 3}.get(of, blocks)
    total = H * D + blocks * H * (H + 1) if of == "shared" else times * inside
    return total + (H + 1 if row == "readout" else 0)


def units(numbers, D, blocks, row="right", of="right", end="right"):
    """The largest number of units with which a cell has at most so many numbers."""

    def fits(H):
        total = size(H, D, blocks, row, of)
        return total < numbers if end == "less" else total <= numbers

    H = 0
    while fits(H + 1):
        H += 1
    this, more = (size(n, D, blocks, row, of) for n in (H, H + 1))
    return {
        "up": H if this == numbers else H + 1,
        "nearest": H + (more - numbers < numbers - this),
        "before": H - 1,
        "exact": (math.sqrt((D + 1) ** 2 + 4 * numbers / blocks) - D - 1) / 2,
        "numbers": this,
        "left": numbers - this,
    }.get(end, H)
