"""What lesson 06 shows of its tables, written to helpers/stored.

    python tests/reference/make_lesson_06_stored.py

06_starts: of lesson_06_race.json, per "steps, learning rate" and start the updates until learned, for 40 steps also at
the best of the three rates, the one with the smallest median ("rate"); "left": the median for ten seeds of log10 of the
gradient left at the first of 40 steps before training; "curves": the losses of seed 500 at the best rate. 06_price: of
lesson_06_price.json. 06_penalties: of lesson_06_penalties.json and lesson_06_left.json.
"""

import json
from functools import partial
from pathlib import Path

import numpy as np
from make_lesson_06_race import RATES, STARTS, H, learn
from runs import SEEDS, left

from helpers import model, rnn, tasks

HERE = Path(__file__).parent
ROWS = {  # as the lesson calls them
    "PyTorch's default": "tanh, PyTorch's default",
    "identity 1": "tanh, identity 1",
    "Keras' default": "tanh, Keras (orthogonal 1, Glorot's inputs)",
    "Keras' at 1.43": "tanh, orthogonal 1.43, Glorot's inputs",
    "Gaussian 1": "tanh, Gaussian 1",
    "orthogonal 1": "tanh, orthogonal 1",
    "PyTorch's at 1.25": "tanh, PyTorch's default at gain 1.25",
    "Gaussian 1.25": "tanh, Gaussian 1.25",
    "orthogonal 1.25": "tanh, orthogonal 1.25",
    "Gaussian 1.5": "tanh, Gaussian 1.5",
    "orthogonal 2": "tanh, orthogonal 2",
}
RACERS = "PyTorch's default", "Gaussian 1", "orthogonal 1", "orthogonal 1.25"
TOLD = {
    "nothing": "none, Ω's rate",
    "L2, λ = .001": "L2 .001, Ω's rate",
    "L2, λ = .01": "L2 .01, Ω's rate",
    "soft orthogonality": "soft orthogonality",
    "Ω": "Ω",
    "60 updates of Ω alone, then nothing": "60 updates of Ω alone, then none",
    "nothing, from orthogonal 1.25": "orthogonal start, gain 1.25",
}
CURVES = {"nothing": "none", "L2, λ = .01": "L2 .01", "soft orth.": "soft orthogonality", "Ω": "Ω"}


def table(name):
    return json.loads((HERE / f"lesson_06_{name}.json").read_text(encoding="utf-8"))


def write(name, **content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def begin(rng, activation, recurrent, gain, inputs):
    params, readout = model.init(rng, rnn, 1, H, 1, recurrent=recurrent, gain=gain)
    return rnn.make(activation), (params._replace(W_xh=inputs * params.W_xh), readout)


def left_of(name):
    """Median over the seeds of log10 of what is left of the gradient after the first of 40 steps."""
    return np.median([left(seed, partial(begin_at, at=STARTS[name]), tasks.latch, 40) for seed in SEEDS])


def begin_at(rng, at):
    return begin(rng, *at)


def starts():
    race = table("race")
    kept = {name: round(float(left_of(row)), 2) for name, row in ROWS.items()}
    kept = {name: kept[name] for name in sorted(kept, key=kept.get)}

    def of(T, rate, name):
        return race[f"{ROWS[name]}, lr {rate}, T = {T}"]

    def middle(rate, name):
        return np.median([u or np.inf for u in of(40, rate, name)])

    rate = {name: min(RATES, key=lambda r: middle(r, name)) for name in kept}
    updates = {"40, best": {name: of(40, rate[name], name) for name in kept}}
    for T, rates in (40, RATES), (100, RATES[:2]):
        updates |= {f"{T}, {r}": {name: of(T, r, name) for name in kept} for r in rates}
    curves = {name: learn(500, 40, *STARTS[ROWS[name]], lr=rate[name]).losses.round(3).tolist() for name in RACERS}
    relu = {f"{r}": race[f"ReLU, identity 1, lr {r}, T = 40"] for r in (3e-4, 1e-3, *RATES)}
    write("06_starts", left=kept, rate=rate, updates=updates, curves=curves, relu=relu)


def price():
    rows, lengths = table("price"), (5, 10, 15, 20, 25, 30)
    names = {"PyTorch's default": "default", "orthogonal 1.25": "orthogonal 1.25"}
    found = {name: [rows[f"length, {row}, T = {T}"] for T in lengths] for name, row in names.items()}
    write("06_price", lengths=lengths, updates=found)


def penalties():
    results, after = table("penalties")["latch 40"], table("left")
    write(
        "06_penalties",
        curves={name: after["curves"][row] for name, row in CURVES.items()},
        updates=after["updates"],
        learned={name: results[row]["updates"] for name, row in TOLD.items()},
    )


if __name__ == "__main__":
    starts()
    price()
    penalties()
