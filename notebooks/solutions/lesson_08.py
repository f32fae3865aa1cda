"""Solutions to the exercises of lesson 08."""

import math

import numpy as np


def slope(h, w_r, w_u, w_n, a_r, a_u, a_n):
    """Exercise 8.2: the direct path, the path through u, and two through n: directly,
    and through r."""
    r = 1 / (1 + math.exp(-(a_r + w_r * h)))
    u = 1 / (1 + math.exp(-(a_u + w_u * h)))
    n = math.tanh(a_n + r * w_n * h)
    through_n = (1 - u) * (1 - n**2) * (r * w_n + w_n * h * r * (1 - r) * w_r)
    return u + (h - n) * u * (1 - u) * w_u + through_n


def memory_bias(T, least, keeps):
    """Exercise 8.3: the share kept per step is the T-th root of `least`; σ turned
    around gives the bias."""
    kept = least ** (1 / T)
    bias = math.log(kept / (1 - kept))
    return bias if keeps == "u" else -bias


def units(numbers, D, blocks):
    """Exercise 8.4: one unit more, as long as the next size still fits."""
    H = 0
    while blocks * (H + 1) * (D + H + 2) <= numbers:
        H += 1
    return H


def mended(h_0, candidates, b_u):
    """The bug: with a large bias u is near 1, so u has to stand before the old
    state."""
    u = 1 / (1 + np.exp(-b_u))
    h = h_0
    for n in candidates:
        h = u * h + (1 - u) * n
    return h
