"""Checks of exercises that ask for an array: `judge` compares numbers, so each array is weighed into one."""

import numpy as np

from helpers.checks import judge


def judge_matrix(function, cases, truth, mistakes=(), praise="", tolerance=1e-6):
    """As `judge`, for functions that return an array of the shape that truth(**case) has.

    What is compared is one weighted sum of the entries, with random weights between 1 and 2: two arrays that
    differ agree in it only by accident. Another shape becomes part of the verdict.
    """

    def weighed(answer):
        def one_number(**case):
            given = answer(**case)
            if given is None:
                return None
            shape = np.shape(truth(**case))
            try:
                given = np.asarray(given, dtype=float)
            except (TypeError, ValueError):  # a tuple of arrays of different shapes
                raise ValueError(f"the answer must be one array of shape {shape}") from None
            if given.shape != shape:
                raise ValueError(f"the answer must have shape {shape}, but yours has {given.shape}")
            return float(np.sum(np.random.default_rng(0).uniform(1, 2, shape) * given))

        return one_number

    verdict = judge(
        weighed(function) if callable(function) else function,
        cases,
        weighed(truth),
        [(weighed(mistake), advice) for mistake, advice in mistakes],
        praise,
        tolerance,
    )
    message = verdict.message.replace("the answer is", "a weighted sum of all entries is")
    return verdict._replace(message=message.replace("Your function stopped with ValueError: the answer", "The answer"))
