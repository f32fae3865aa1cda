"""How many numbers a layer of PyTorch's GRU learns, with knobs."""

SIZE = {
    "blocks": {
        1: "that is one block, the size of a tanh cell. A GRU has three.",
        2: "you counted two blocks, for the gates. The candidate n has weights as well.",
        4: "that is PyTorch's LSTM, with four blocks. A GRU has r, u and n.",
    },
    "biases": {
        0: "the biases are missing.",
        1: "that is the size of our GRU. How many bias vectors has PyTorch's?",
        "H + 1": "each block has 2 H biases and no more: no number for a pair of biases.",
        3: "you counted three biases in every block. There are two.",
        "one block": "the biases of one block only: each of the three has two.",
        "numbers": "a bias is a vector: each block has H numbers on either side, not one.",
        "D": "a bias has one number for every unit, H, also on the input's side.",
    },
    "weights": {
        "no state": "the weights for the state are missing: H of them in every row.",
        "no input": "the weights for the input are missing: D of them in every row.",
        "square": "the input's matrix has H rows and D columns, not D rows and D columns.",
        "D D": "the state's matrix has H rows and H columns, not D rows and D columns.",
        "twice H": "the state's matrix of a block has H rows and H columns: H H numbers, not 2 H.",
        "all": "a row has D + H weights, and a block has H rows: not D + H of them.",
        "shared": "each block has its own weights for the input; you counted them once.",
        "shared state": "each block has its own weights for the state; you counted them once.",
    },
    "more": {
        "biases": "two more vectors of H than there are: each block has two biases, and that is all.",
        "readout": "you counted a readout as well. The GRU alone is asked for.",
        "state": "H too many: each block has two biases and that is all, and the initial state is not learned.",
    },
}


def size(D, H, blocks=3, biases=2, weights="right", more=""):
    """How many numbers a GRU of PyTorch learns."""
    special = {"H + 1": 2 * H + 1, "one block": 2 * H / blocks, "numbers": 2, "D": H + D}
    matrices = {"no state": H * D, "no input": H * H, "square": D * D + H * H, "twice H": H * D + 2 * H}
    matrices["all"] = (D + H) ** 2
    matrices |= {"D D": H * D + D * D, "shared": H * D / blocks + H * H, "shared state": H * D + H * H / blocks}
    each = matrices.get(weights, H * D + H * H) + (special[biases] if biases in special else biases * H)
    return blocks * each + {"readout": H + 1, "state": H, "biases": 2 * H}.get(more, 0)
