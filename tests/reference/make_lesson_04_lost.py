"""How long does a memory last under training? For lesson 04; writes lesson_04_lost.json beside this file.

    python tests/reference/make_lesson_04_lost.py

The echo of lag 8, orthogonal start, everything else as in make_lesson_04_memory.py. Training begins with the best
readout of the untrained states, so it begins solved. An entry for each seed from 500 on: the updates until the mean of
ten losses has risen to 0.5 (half of guessing), or 0: not within the updates in the row's name. "jumps": longer runs
with the whole gradient, which go on long after the loss is tiny.
"""

import numpy as np
from make_lesson_04_memory import learn
from tables import Table


def lost(seed, way, steps, **options):
    """The update at which it was lost, or 0."""
    losses = learn(seed, "orthogonal", 8, way, steps=steps, fitted=True, target=None, **options).losses
    mean = np.convolve(losses, np.ones(10) / 10, "valid")
    late = np.flatnonzero(mean >= 0.5)
    return int(late[0]) + 10 if len(late) else 0


def jumps(seed, steps=30_000, **options):
    """With the whole gradient: [update at which it was lost, updates until the mean was at most 0.1 again], as often
    as that happens; the second is 0 where it was not back by the end."""
    losses = learn(seed, "orthogonal", 8, "whole", steps=steps, fitted=True, target=None, **options).losses
    mean, found, since = np.convolve(losses, np.ones(10) / 10, "valid"), [], None
    for at, loss in enumerate(mean, start=10):
        if since is None and loss >= 0.5:
            since = at
        elif since is not None and loss <= 0.1:
            found.append([since, at - since])
            since = None
    return found + ([[since, 0]] if since else [])


def main():
    table = Table(__file__)
    for way, steps, seeds, options in (
        ("window of 4", 3000, 10, {}),
        ("chunks of 5", 3000, 10, {}),
        ("window of 4", 9000, 5, {"share": 0.3}),
        ("window of 4", 18_000, 10, {"share": 0.1}),
        ("window of 4", 3000, 10, {"noise": True}),
        ("whole", 9000, 10, {}),
        ("window of 4", 9000, 3, {"sgd": 0.03}),
        ("whole", 9000, 3, {"sgd": 0.03}),
    ):
        table.per_seed(
            f"{way}, {options}, {steps} updates",
            range(500, 500 + seeds),
            lambda s, a=(way, steps), o=options: lost(s, *a, **o),
        )
    for options in {}, {"sgd": 0.03}:
        table.per_seed(f"jumps, {options}, 30000 updates", range(500, 505), lambda s, o=options: jumps(s, **o))


if __name__ == "__main__":
    main()
