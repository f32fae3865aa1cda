"""Solutions to the exercises of lesson 00."""

import math


def left(shares, subject, verb):
    """Exercise 0.2: one factor for each step, from shares[verb - 1] back to
    shares[subject]."""
    return math.prod(shares[subject:verb])


def reach(r, least):
    """Exercise 0.3: r**n >= least means n <= log least / log r. The quotient may miss
    a whole number by a rounding error, so the powers themselves decide."""
    n = max(0, math.floor(math.log(least) / math.log(r)) - 1)
    while r ** (n + 1) >= least:
        n += 1
    return n


def band(n, least, most):
    """Exercise 0.4: the farthest word decides, and its share is multiplied n times."""
    return least ** (1 / n), most ** (1 / n)
