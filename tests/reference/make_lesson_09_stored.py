"""What lesson 09 shows of its tables, written to helpers/stored.

    python tests/reference/make_lesson_09_stored.py

09_skips, of lesson_09_skips.json: "networks" by name, that with least gradient first: the fewest links over the 39
steps, "left", the median of log10 of the gradient left there before training, and the updates until learned; "rates"
and "layers": updates at other learning rates, and from orthogonal weights; "curves": the losses of seed 500.
09_words: lesson_09_words.json.
"""

import json
from pathlib import Path

import make_lesson_09_skips as skips
import numpy as np

from helpers import model, tasks, train

HERE = Path(__file__).parent
LAG = 39
ROWS = {  # as the lesson calls them, and the length of the skip
    "one layer": ("one layer", 1),
    "skip of 1": ("skip of 1", 1),
    "one layer, W_hh × √2": ("one layer, W_hh x 1.41", 1),
    "skip of 20": ("skip of 20", 20),
    "skip of 2": ("skip of 2", 2),
    "skip of 5, equal gain": ("skip of 5, both matrices / 1.41", 5),
    "one layer, W_hh × 1.7": ("one layer, W_hh x 1.7", 1),
    "skip of 3": ("skip of 3", 3),
    "skip of 5": ("skip of 5", 5),
    "skip of 13, equal gain": ("skip of 13, both matrices / 1.41", 13),
    "one layer, W_hh × 2": ("one layer, W_hh x 2", 1),
    "skip of 13": ("skip of 13", 13),
    "skip of 19": ("skip of 19", 19),
    "skip of 39": ("skip of 39", 39),
}
RACERS = "one layer", "skip of 20", "one layer, W_hh × 2", "skip of 13, equal gain"
LAYERS = "one layer", "two layers", "residual layer on top", "two layers, dense", "two directions"
RATES = {"0.003": "", "0.01": ", rate 0.01", "0.03": ", rate 0.03"}


def table(name):
    return json.loads((HERE / f"lesson_09_{name}.json").read_text(encoding="utf-8"))


def write(name, **content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def losses(name, seed=500, updates=600):
    """The losses of a run until it is learned, or so many of them."""
    rng = np.random.default_rng(seed)
    net, weights = skips.SKIPS[ROWS[name][0]][0](rng)

    def gradient(weights, step):
        return model.last_step(net, weights, *tasks.latch(rng, 40, 32))

    run = train.fit(weights, gradient, train.adam(3e-3), updates, 1, target=0.25, progress=False)
    return run.losses.round(3).tolist()


def main():
    kept = table("skips")
    networks = {}
    for name, (row, d) in ROWS.items():
        entry = kept[row]["40"]
        left = round(float(np.median(entry["left"])), 2)
        networks[name] = {"links": LAG // d + LAG % d, "left": left, "updates": entry["updates"]}
    networks = dict(sorted(networks.items(), key=lambda item: item[1]["left"]))
    rates = {
        name: {rate: kept[ROWS[name][0] + said]["40"]["updates"] for rate, said in RATES.items()}
        for name, (row, _) in ROWS.items()
        if row in skips.RATED
    }
    layers = {
        name: {said: kept[name + key]["40"]["updates"] for said, key in
               (("0.003", ""), ("0.03", ", rate 0.03"), ("orthogonal", ", orthogonal"))}
        for name in LAYERS
    }  # fmt: skip
    curves = {name: losses(name) for name in RACERS}
    write("09_skips", networks=networks, rates=rates, layers=layers, curves=curves)
    write("09_words", **table("words"))


if __name__ == "__main__":
    main()
