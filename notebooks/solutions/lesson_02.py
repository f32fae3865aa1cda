"""Solutions to the exercises of lesson 02."""

import numpy as np


def hump(W, T):
    """Exercise 2.2: keep the power of the step before, multiply once more, remember the
    largest norm."""
    power, largest = np.eye(len(W)), 1.0
    for _ in range(T):
        power = W @ power
        largest = max(largest, np.linalg.norm(power, 2))
    return largest


def worst_start(W, t):
    """Exercise 2.3: W^t = U diag(s) Vt. Vt only turns; the s stretch, the first the
    most; so the start that Vt turns onto the first axis, its row 0."""
    Vt = np.linalg.svd(np.linalg.matrix_power(W, t))[2]
    return Vt[0]


def design(G):
    """Exercise 2.4: a step multiplies by w (h_2² - h_1²). With h* = (0, 0.9) that is
    0.81 w, and w = G / 0.81 is at most 9.9 in size."""
    h_1, h_2 = 0.0, 0.9
    return G / (h_2**2 - h_1**2), h_1, h_2


def mended(W, slopes):
    """The bug: `*=` multiplies entry by entry. The chain rule needs matrix products,
    the later step on the left."""
    p = np.diag(slopes[0]) @ W
    for slope in slopes[1:]:
        p = np.diag(slope) @ W @ p
    return np.linalg.norm(p, 2)
