"""What people take for the best learning rate, of updates until learned (rates, seeds) where 0 is a failure."""

import numpy as np


def _least(score):
    """(rates, updates, budget) -> the rate with the smallest score(updates, budget), the first one of equals."""
    return lambda rates, updates, budget: rates[np.argmin(score(np.asarray(updates, float), budget))]


def _full(updates, budget):
    return np.where(updates == 0, budget, updates)


def _of_successes(updates, budget):
    return [row[row > 0].mean() if (row > 0).any() else np.inf for row in updates]


best = _least(lambda u, budget: _full(u, budget).mean(1))
MISTAKES = [
    (
        _least(lambda u, budget: u.mean(1)),
        "a 0 says *not learned*: yours counts it as the quickest of all. A failure took at least the budget.",
    ),
    (
        _least(_of_successes),
        "the mean of the successes alone: a rate at which one lucky seed learns would win. A failure counts as the "
        "budget.",
    ),
    (
        _least(lambda u, budget: np.where(u == 0, np.inf, u).min(1)),
        "that goes by the luckiest seed. Take the mean over all of them.",
    ),
    (
        _least(lambda u, budget: _full(u, budget).max(1)),
        "that goes by the slowest seed. The mean over all of them is asked for.",
    ),
    (
        _least(lambda u, budget: np.median(_full(u, budget), 1)),
        "that is the median: it doesn't see a failure of one seed in three. Take the mean.",
    ),
    (
        _least(lambda u, budget: (u == 0).sum(1)),
        "you count the seeds that learn; how quickly, you don't look at. Take the mean of the updates.",
    ),
    (
        _least(lambda u, budget: (u == 0).sum(1) * 1e9 + np.where(u == 0, 0, u).sum(1) / np.maximum((u > 0).sum(1), 1)),
        "you go by the number of failures first. Here a failure counts as the budget, no more.",
    ),
    (
        lambda rates, updates, budget: np.argmin(_full(np.asarray(updates), budget).mean(1)),
        "that is the place of the rate in the list. The rate itself is asked for: rates[…].",
    ),
    (
        lambda rates, updates, budget: _full(np.asarray(updates), budget).mean(1).min(),
        "that is the smallest mean itself. The rate that has it is asked for.",
    ),
    (
        _least(lambda u, budget: -_full(u, budget).mean(1)),
        "yours takes the largest mean. The fewest updates are the best.",
    ),
    (
        _least(lambda u, budget: _full(u, 3000).mean(1)),
        "the budget is not always 3000: use the argument.",
    ),
    (
        _least(lambda u, budget: np.where(u == 0, 2 * budget, u).mean(1)),
        "a failure counts as the budget, not as twice the budget.",
    ),
    (
        _least(lambda u, budget: _full(u, budget)[:, 0]),
        "yours looks at the first seed alone.",
    ),
    (lambda rates, updates, budget: max(rates), "yours is always the largest rate."),
    (lambda rates, updates, budget: min(rates), "yours is always the smallest rate."),
]
