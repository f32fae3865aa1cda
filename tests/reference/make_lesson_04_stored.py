"""What lesson 04 shows of its tables, written to helpers/stored/04_memory.json.

    python tests/reference/make_lesson_04_stored.py

"ways": for seed 500 and each way to train, the losses (means of ten) and the memory by lag after so many updates, as
the lesson's own function makes them; everything as in make_lesson_04_memory.py. "learned" and "lost": the rows of
lesson_04_learned.json and lesson_04_lost.json that the lesson prints, by the names it gives them; 0: not within 3000
updates, and not lost within 9000.
"""

import itertools
import json
from pathlib import Path

import numpy as np
from make_lesson_04_memory import WAYS, B, H, T, held

from helpers import losses, model, rnn, tasks, train

HERE = Path(__file__).parent
WHEN = 0, 10, 20, 50, 100, 200, 500, 1000, 2000
LEARNED = {
    "frozen": "frozen",
    "window of 4": "window of 4",
    "chunks of 5": "chunks of 5",
    "random directions": "window of 4, noise True",
    "window of 4, cell x 0.1": "window of 4, cell x 0.1",
    "whole": "whole",
}
LOST = {
    "window of 4": "window of 4, {}, 3000 updates",
    "chunks of 5": "chunks of 5, {}, 3000 updates",
    "random directions": "window of 4, {'noise': True}, 3000 updates",
    "window of 4, cell x 0.1": "window of 4, {'share': 0.1}, 18000 updates",
    "whole": "whole, {}, 9000 updates",
}


def table(name):
    return json.loads((HERE / f"lesson_04_{name}.json").read_text(encoding="utf-8"))


def trained(way, seed=500, when=WHEN):
    """(losses, means of ten; [(updates, memory by lag), …]) of one way to train."""
    rng, adam = np.random.default_rng(seed), train.adam(0.01)
    run = model.init(rng, rnn, 1, H, 1, recurrent="orthogonal")
    seen = [(0, held(run[0]))]

    def gradient(weights, _):
        return model.every_step(rnn, weights, *tasks.echo(rng, T, B, 8), losses.squared_error, **WAYS[way])

    def update(weights, grads, state):
        moved, state = adam(weights, grads, state)
        return (weights[0], moved[1]) if way == "frozen" else moved, state

    for before, after in itertools.pairwise(when):
        run = train.fit(run, gradient, update, after - before, max_norm=1, progress=False)
        seen.append((after, held(run.params[0])))
    return run.losses.reshape(-1, 10).mean(1), seen


def thinned(losses, seen):
    """The same with three digits, as JSON has them."""
    shares = [[when, [round(float(share), 3) for share in row]] for when, row in seen]
    return [[round(float(loss), 3) for loss in losses], shares]


def main():
    learned, lost = table("learned"), table("lost")
    content = {
        "ways": {way: thinned(*trained(way)) for way in WAYS},
        "learned": {name: learned[f"orthogonal, lag 8, {row}"] for name, row in LEARNED.items()},
        "lost": {name: lost[row] for name, row in LOST.items()},
    }
    text = json.dumps(content, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / "04_memory.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
