"""What length costs one query that learns by SGD; writes lesson_11_sgd.json beside this file (some minutes).

    python tests/reference/make_lesson_11_sgd.py

Adding as in make_lesson_11_certain.py, by SGD at 0.3, the best of three rates at T = 30 there: per length and seed the
updates until the mean of ten losses was at most 0.01, or 0 if not within 12000.
"""

from functools import partial

from make_lesson_11_certain import Q, fit, reached, start
from tables import Table

from helpers import train


def learn(seed, T):
    return reached(fit(seed, Q, start, T, train.sgd(0.3), 12000))


def main():
    table = Table(__file__)
    for T in 10, 30, 100, 300:
        table.per_seed(f"T = {T}", range(500, 505), partial(learn, T=T))


if __name__ == "__main__":
    main()
