"""Solutions to the exercises of lesson 10."""

import numpy as np


def share_of_is(logits, i, a):
    """Exercise 10.1: e^l_i / (e^l_i + e^l_a), divided by e^l_i, so that nothing
    overflows."""
    return 1 / (1 + np.exp(logits[a] - logits[i]))


def window_needed(words):
    """Exercise 10.2: the loss stands at the last word, the subject at place 1."""
    return (len(words) - 1) - 1


def top_chance(p, temperature):
    """Exercise 10.3: divide the logits log p by the temperature, then make chances of
    them again."""
    scaled = p ** (1 / temperature)
    return scaled.max() / scaled.sum()


def mended(token_losses, mask):
    """The bug: `mean` divides by all entries, also by the filling. Divide by the words
    that count."""
    return (token_losses * mask).sum() / mask.sum()
