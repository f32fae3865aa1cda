"""How many pairs of a loss and a use chunks keep, and what people take for it."""

import math


def half(n):
    """The pairs in a chunk of n steps."""
    return n * (n + 1) // 2


def inside(T, n, own=1):
    """The pairs that chunks of n steps keep; without the diagonal, if own is 0."""
    return sum(t // n == i // n for t in range(T) for i in range(t + own))


PAIRS = [
    (
        lambda T, n: sum(min(t, n - 1) + 1 for t in range(T)),
        "that is what a window of n - 1 keeps. In chunks, the first steps of each chunk reach back less far.",
    ),
    (
        lambda T, n: sum(min(t, n) + 1 for t in range(T)),
        "that is what a window of n keeps. In chunks, the first steps of each chunk reach back less far.",
    ),
    (lambda T, n: T // n * half(n), "right when n divides T; the last, shorter chunk keeps pairs as well."),
    (
        lambda T, n: math.ceil(T / n) * half(n),
        "right when n divides T; the last chunk is shorter and keeps fewer pairs.",
    ),
    (lambda T, n: T / n * half(n), "right when n divides T; a number of chunks is whole, and the last is shorter."),
    (lambda T, n: T // n * half(n) + T % n, "the last chunk of m steps keeps 1 + 2 + … + m pairs, not m."),
    (
        lambda T, n: sum(t // n == i // n for t in range(T) for i in range(T)),
        "a loss reaches only uses before it and its own: half of the square, with the diagonal.",
    ),
    (
        lambda T, n: inside(T, n, own=0),
        "the diagonal is missing: each loss reaches the use at its own step.",
    ),
    (
        lambda T, n: T // n * n * (n - 1) + T % n * (T % n - 1),
        "you count each pair of two steps twice, and none of a step with itself. A loss reaches uses before it, and "
        "the one at its own step.",
    ),
    (lambda T, n: n * half(T // n), "chunks of n steps: T // n is how many there are, n is how long they are."),
    (lambda T, n: half(T), "those are all pairs. Chunks keep only those inside one chunk."),
    (lambda T, n: T * n, "each loss reaches back to the start of its chunk only, n steps at most."),
    (lambda T, n: half(T) - T // n * half(n) - half(T % n), "those are the pairs that the chunks cut."),
]
