"""What people take for the smallest window with which every noun is taught by the loss of the next one."""

import numpy as np


def smallest(nouns):
    """The longest way from a noun's loss, one step before it, to the noun before; nouns: their places."""
    return int(np.diff(nouns).max()) - 1


MISTAKES = [
    (
        lambda nouns: np.diff(nouns).max(),
        "off by one: the loss of a noun stands one step *before* it, so it is a step nearer to the noun before.",
    ),
    (
        lambda nouns: np.diff(nouns).max() - 2,
        "off by one: between the two nouns there are so many words, but the noun's own step must be inside as well.",
    ),
    (lambda nouns: np.diff(nouns).max() + 1, "off by two: the loss of a noun stands one step *before* it."),
    (
        lambda nouns: np.diff(nouns).min() - 1,
        "that is enough for the nearest two nouns alone. *Every* noun shall be taught: the longest way counts.",
    ),
    (
        lambda nouns: np.diff(nouns).min(),
        "two things.\n1. That is for the nearest two nouns alone; the longest way counts.\n2. Off by one: a loss "
        "stands one step before its noun.",
    ),
    (
        lambda nouns: np.diff(nouns).mean() - 1,
        "that is the mean of the ways. One of them is longer, and is not covered.",
    ),
    (
        lambda nouns: np.diff(nouns).mean(),
        "that is the mean of the distances. The longest way counts, and from the loss.",
    ),
    (
        lambda nouns: nouns[-1] - nouns[0],
        "that is the way of the verb's loss back to the subject. Here the next noun shall teach, step by step.",
    ),
    (
        lambda nouns: nouns[-1] - nouns[0] - 1,
        "that is the way from the last noun's loss to the subject. Only the noun *before* need be reached.",
    ),
    (lambda nouns: nouns[-1], "that reaches the first word from the last noun. Only the noun before need be reached."),
    (lambda nouns: nouns[-1] - 1, "that reaches back to the first word. Only the noun *before* need be reached."),
    (
        lambda nouns: nouns[1] - nouns[0] - 1,
        "right for the first two nouns. Later ones may stand farther apart: the longest way counts.",
    ),
    (
        lambda nouns: nouns[-1] - nouns[-2] - 1,
        "right for the last two nouns. Earlier ones may stand farther apart: the longest way counts.",
    ),
    (
        lambda nouns: max(int(np.diff(nouns).max()) - 1, nouns[-1] - nouns[-2]),
        "you let the verb's loss reach the noun before the last. It need not: the last noun's own loss does.",
    ),
    (lambda nouns: np.diff(nouns).sum() - 1, "you add the ways up. A window is as long as the longest of them."),
    (lambda nouns: len(nouns), "that is how many nouns there are. How many *steps* is it from a loss to a noun?"),
    (lambda nouns: len(nouns) - 1, "those are the phrases. How many *steps* is it from a loss to a noun?"),
    (lambda nouns: np.median(np.diff(nouns)) - 1, "that is the median of the ways. The longest one counts."),
    (lambda nouns: 1 - np.diff(nouns).max(), "the sign: a window is a number of steps back, and positive."),
    (lambda nouns: np.argmax(np.diff(nouns)), "that is the place of the longest way. Its length is asked for."),
]
