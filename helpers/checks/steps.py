"""The step of a central difference whose error is at most M ε²/6 + u L / ε, with knobs."""

import numpy as np

from helpers.checks.slips import turned


def best(u, L, M, three=3, power=1 / 3, left=""):
    """The ε at which it is smallest; left: one of "u", "L", "M" that is left out."""
    u, L, M = (1.0 if name == left else value for name, value in (("u", u), ("L", L), ("M", M)))
    return np.sign(three) * np.abs(three * u * L / M) ** power


STEP = {
    "three": {
        6: "that is where the two parts are equal. The sum is smallest where one falls as fast as the other rises: "
        "where its derivative is 0.",
        1: "a factor of 3 is lost: the derivative of M ε²/6 is M ε/3.",
        1 / 3: "the 3 stands on the wrong side: M ε/3 = u L / ε².",
        1.5: "a factor of 2 is lost: the derivative of M ε²/6 is M ε/3, not M ε (2/3).",
        2: "the derivative of M ε²/6 is M ε/3, not M ε/2.",
        1 / 2: "the 1/6 is lost: the derivative of M ε²/6 is M ε/3.",
        -3: "a sign: where the derivative is 0, M ε/3 = +u L / ε².",
    },
    "power": {
        1: "that is ε³. Take the cube root.",
        1 / 2: "a square root, as for the forward difference. Here ε times ε² stands together: a cube root.",
        1 / 4: "the fourth root is one too many: M ε/3 times ε² makes ε³.",
        2 / 3: "that is ε². Take the root of it.",
        3: "the third power is taken: a cube root is the power 1/3, in brackets.",
        -1 / 3: "upside down: a larger rounding error asks for a larger step.",
    },
    "left": {
        "u": "u is missing: with fewer digits in the loss the step must be larger.",
        "L": "L is missing: the rounding error is u times the size of the loss.",
        "M": "M is missing: the more the loss bends, the smaller the step.",
    },
}


def error(u, L, M, step):
    """The sum itself."""
    return M * step**2 / 6 + u * L / step


MISTAKES = [
    *turned(best, STEP),
    (
        lambda u, L, M: error(u, L, M, best(u, L, M)),
        "that is the error at the best step. The step itself is asked for.",
    ),
    (
        lambda u, L, M: 2 * (u * L / M) ** 0.5,
        "that is the best step of the forward difference, of 2 u L / ε and M ε / 2.",
    ),
    (lambda u, L, M: (3 * u * L) ** (1 / 3) / M, "M stands outside the root. It belongs below, inside it."),
    (lambda u, L, M: (3 * u * L / M) ** 1 / 3, "brackets: ** 1 / 3 takes the power 1 and divides by 3."),
    (
        lambda u, L, M: u ** (1 / 3),
        "that is the rule of thumb, the cube root of u. L and M are known here: use them.",
    ),
    (lambda u, L, M: u**0.5, "the root of u is a rule of thumb for the forward difference."),
]
