"""Does it matter that the answers have a mean? (lesson 08); writes lesson_08_mean.json beside this file.

    python tests/reference/make_lesson_08_mean.py

The latch with answers 0 and 2 in place of -1 and 1 ("latch, raised"), and the adding problem with 1 subtracted from
every sum ("adding, centred"; "far": both marks in the first six steps, see make_lesson_08_near.py). PyTorch's start.
Everything else as there: updates until learned, 0: not within the updates allowed (TASKS); rates of "search" on two
seeds that are not used again.

"blind": log10 of the gradient left (runs.left, on adding over 30 steps, 32 units) after so many updates at 0.03 on
answers that have nothing to do with the numbers: always 1 ("one"), or of mean 0 and the spread of the sums ("spread").
Ten minutes.
"""

from functools import partial
from pathlib import Path

import numpy as np
from make_lesson_08_near import CELLS, RATES, best, far_adding
from runs import SEEDS, TUNING, Table, learned, left

from helpers import model, tasks, train


def shifted(rng, T, B, task, by):
    xs, ys = task(rng, T, B)
    return xs, ys + by


TASKS = {  # task, steps, inputs, units, target, updates allowed
    "latch, raised": (partial(shifted, task=tasks.latch, by=1), 40, 1, 16, 0.25, 1500),
    "adding, centred": (partial(shifted, task=tasks.adding, by=-1), 30, 2, 32, 0.01, 3000),
    "adding, far, centred": (partial(shifted, task=far_adding, by=-1), 30, 2, 32, 0.01, 3000),
}


def begin(rng, name, D, H):
    return CELLS[name], model.init(rng, CELLS[name], D, H, 1)


def learn(seed, task, name, lr, updates=None):
    batches, T, D, H, target, allowed = TASKS[task]
    return learned(seed, partial(begin, name=name, D=D, H=H), batches, T, lr, updates or allowed, target)


ANSWERS = {
    "one": lambda rng, B: np.ones((B, 1)),
    "spread": lambda rng, B: rng.choice([-1.0, 1.0], (B, 1)) / np.sqrt(6),
}


def taught(seed, name, answers, updates, T=30):
    """(cell, weights) after training on answers that teach nothing about the inputs."""
    rng = np.random.default_rng(seed)
    cell, weights = begin(rng, name, 2, 32)

    def gradient(weights, _):
        xs, _ = tasks.adding(rng, T, 32)
        return model.last_step(cell, weights, xs, ANSWERS[answers](rng, 32))

    return cell, train.fit(weights, gradient, train.adam(0.03), updates, 1, progress=False).params


def blind(seed, T=30, **how):
    """What is left of a gradient after such a training."""
    trained = taught(seed, T=T, **how)
    return left(seed, lambda rng: trained, tasks.adding, T)


def main():
    table = Table(Path(__file__).with_name("lesson_08_mean.json"))
    for task, name in [(task, "GRU") for task in TASKS] + [("latch, raised", "LSTM"), ("adding, centred", "LSTM")]:
        found = {}
        for lr in RATES:
            one = partial(learn, task=task, name=name, lr=lr)
            found[f"{lr:g}"] = table.runs("search", task, name, f"{lr:g}", seeds=TUNING, one=one)
        lr = best(found)
        table.runs(task, name, lr, seeds=SEEDS, one=partial(learn, task=task, name=name, lr=float(lr)))
    for name in CELLS:
        for answers in ANSWERS:
            for updates in 30, 100:
                one = partial(blind, name=name, answers=answers, updates=updates)
                table.runs("blind", name, answers, updates, seeds=SEEDS, one=one)


if __name__ == "__main__":
    main()
