"""What lesson 07 shows of its tables, written to helpers/stored.

    python tests/reference/make_lesson_07_stored.py

07_latch: of lesson_07_map.json, for each gain and bias the median of "left" and the updates of the first five seeds;
controls; "curves": the losses of seed 500. 07_sweep: of lesson_07_sweep.json. 07_stones: of lesson_07_stones.json.
"""

import json
from pathlib import Path

import numpy as np
from make_lesson_07_map import BIASES, GAINS, lstm_start
from runs import SEEDS

from helpers import model, tasks, train

HERE = Path(__file__).parent
CURVES = {  # forget bias, and what the recurrent weights of i, f, g and o are multiplied by
    "bias 0": (0, [1, 1, 1, 1]),
    "bias 0, i f o × 4": (0, [4, 4, 1, 4]),
    "bias 0, g × 4": (0, [1, 1, 4, 1]),
    "bias 3": (3, [1, 1, 1, 1]),
}
CONTROLS = {  # as the lesson calls them: its table's row, and the gates f, i, o and the gain of g at rest
    "bias 0, gain 1": ("LSTM/0/1", 0, 0, 0, 1),
    "gain 4 in i, f, o": ("controls/gain 4 through i, f and o alone", 0, 0, 0, 1),
    "gain 4 in g": ("controls/gain 4 through g alone", 0, 0, 0, 4),
    "i, o open": ("controls/gain 1, input and output gate open (3)", 0, 3, 3, 1),
    "o open": ("controls/gain 1, output gate open (3)", 0, 0, 3, 1),
    "gain 4": ("LSTM/0/4", 0, 0, 0, 4),
    "gain 4, i, o nearly closed": ("controls/gain 4, input and output gate nearly closed (-1)", 0, -1, -1, 4),
}
PLAIN = {f"tanh network, gain {gain:g}": gain for gain in (0.25, 0.5, 1, 2)}


def table(name):
    return json.loads((HERE / f"lesson_07_{name}.json").read_text(encoding="utf-8"))


def row(where):
    """An entry of the map's table: (median of log10 left, updates)."""
    entry = table("map")
    for key in where.split("/"):
        entry = entry[key]
    return round(float(np.median(entry["left"])), 2), entry["updates"]


def losses(bias, gains, seed=500, most=600):
    rng = np.random.default_rng(seed)
    cell, weights = lstm_start(bias, 1, gains=gains)(rng)

    def gradient(weights, step):
        return model.last_step(cell, weights, *tasks.latch(rng, 40, 32))

    run = train.fit(weights, gradient, train.adam(3e-3), most, 1, target=0.25, progress=False)
    return run.losses.round(3).tolist()


def controls():
    """[name, factor of a step at rest, log10 left, updates] for each control."""
    found = []
    for name, (where, *biases, gain) in CONTROLS.items():
        f, i, o = 1 / (1 + np.exp(-np.array(biases, float)))
        found.append([name, round(float(f + i * o * gain), 2), *row(where)])
    return found + [[name, gain, *row(f"controls/tanh, gain {gain:g}")] for name, gain in PLAIN.items()]


def write(name, **content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def latch():
    rows = [[row(f"LSTM/{bias}/{gain}") for bias in BIASES] for gain in GAINS]
    write(
        "07_latch",
        biases=BIASES,
        gains=GAINS,
        left=[[left for left, _ in line] for line in rows],
        updates=[[updates[:5] for _, updates in line] for line in rows],
        controls=controls(),
        curves={name: losses(*start) for name, start in CURVES.items()},
    )


def sweep():
    found = table("sweep")
    first = found["error, cosine, left"]["bias 3"]
    write("07_sweep", slips=[[slip, *first[slip][0][:2], updates] for slip, updates in found["updates"].items()])


if __name__ == "__main__":
    assert SEEDS[0] == 500
    latch()
    sweep()
