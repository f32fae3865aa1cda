"""Which lags are learned frozen, truncated and whole, for lesson 04; writes lesson_04_learned.json (half an hour).

    python tests/reference/make_lesson_04_learned.py [seeds]

A row for each start, lag and way of make_lesson_04_memory.py, an entry for each seed from 500 on: the updates until the
mean of ten losses was at most 0.1 (guessing costs 1), or 0: not within 3000. Learning rate 1e-2 where none is named;
"cell x 0.1": the weights of the cell have a tenth of it; "sgd": plain SGD of that rate instead of Adam.
"""

import sys

from make_lesson_04_memory import WAYS, learn
from tables import Table, updates


def main(seeds=10):
    table = Table(__file__)

    def learned(start, lag, way, most=10, **options):
        said = "".join(f", {'cell x' if name == 'share' else name} {value}" for name, value in options.items())
        table.per_seed(
            f"{start}, lag {lag}, {way}{said}",
            range(500, 500 + min(seeds, most)),
            lambda s: updates(learn(s, start, lag, way, **options)),
        )

    for way in WAYS:
        learned("orthogonal", 8, way)
    for lr in 1e-3, 3e-3:
        for way in "frozen", "window of 4", "whole":
            learned("orthogonal", 8, way, most=5, lr=lr)
    for share in 0.3, 0.1, 0.03:
        learned("orthogonal", 8, "window of 4", most=10 if share == 0.1 else 5, share=share)
    learned("orthogonal", 8, "chunks of 5", most=5, share=0.1)
    learned("orthogonal", 8, "window of 4", noise=True)
    for way in "frozen", "window of 4", "whole":
        learned("orthogonal", 8, way, most=3, sgd=0.03)
    for start in "random", "default", "orthogonal":
        for lag in (4, 5, 8):
            for way in WAYS:
                learned(start, lag, way, most=5)
    for start in "random", "default":
        learned(start, 8, "window of 4", most=5, share=0.1)
    for lag in 4, 5:
        for way in "window of 4", "whole":
            learned("identity", lag, way, most=5)
    for options in {"share": 0.1}, {"lr": 1e-3}:
        learned("identity", 5, "window of 4", most=5, **options)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
