"""Solutions to the exercises of lesson 00."""

import math


def share(r, subject, verb):
    """Exercise 0.1: one factor r for each step from the verb back to the subject."""
    return r ** (verb - subject)


def reach(r, least):
    """Exercise 0.2: r**n >= least means n log r >= log least; log r is negative, so n
    <= log least / log r."""
    return math.floor(math.log(least) / math.log(r))
