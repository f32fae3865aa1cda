"""Checks for the exercises of lesson 05."""

import math

import numpy as np

from helpers.checks import judge
from helpers.checks.clipping import CLIP, clipped, factor, gradients, norms
from helpers.checks.slips import LOGISTIC, LOGISTIC_SLOPE, eighths, turned

INSIDE = "you took the slope at w x. The step is w σ(x) + b: w stands before σ, not inside."


def clip_factor(function):
    """Exercise 5.1: clip_factor(dW, db, limit) -> the number that clipping by norm multiplies both arrays by."""

    def answer(dW, db, limit, norm="all", how="right"):
        return factor(norms(dW, db, norm)[0], limit, how)

    mistakes = [
        (
            lambda dW, db, limit: norms(dW, db)[0],
            "that is the norm. The number that both are multiplied by is asked for.",
        ),
        (
            lambda dW, db, limit: min(norms(dW, db)[0], limit),
            "that is the norm after clipping. The number that both are multiplied by is asked for.",
        ),
        *turned(answer, CLIP),
    ]
    return judge(function, gradients(), answer, mistakes, "One number for the whole network: the direction stays.")


def steepness(function):
    """Exercise 5.2: steepness(w, x, T) -> dx_T/dx_0 of x <- w σ(x) + b at a fixed point x."""
    cases = [{"w": w, "x": x, "T": T} for w in (2.0, 5.0, -6.5) for x in (-1.0, 0.25, 2.5) for T in (1, 2, 7, 20)]

    def answer(w, x, T, slope="right", weight="right", steps="right"):
        y = 1 / (1 + math.exp(-x))
        each = LOGISTIC[slope](x, y) * {"right": w, "missing": 1.0, "size": abs(w), "inside": 1.0}[weight]
        if weight == "inside":
            return w * each**T
        counted = {"right": T, "one less": T - 1, "one more": T + 1, "once": 1}
        return T * each if steps == "added" else each ** counted[steps]

    knobs = {
        "slope": LOGISTIC_SLOPE,
        "weight": {
            "missing": "the weight is missing: each factor is w times the slope.",
            "inside": "the weight belongs to every factor, so it is raised to the power T too.",
            "size": "you take the size of w. A negative weight turns the sign at every step.",
        },
        "steps": {
            "once": "this is a single factor. There are T of them.",
            "added": "you added T equal factors. A chain multiplies them.",
            "one less": "off by one: from x_0 to x_T there are T steps.",
            "one more": "off by one: from x_0 to x_T there are T steps.",
        },
    }
    praise = "Where this is above 1 the fixed point repels, and a wall grows with every further step."

    def bracket(w, x, T, first, second):
        y = 1 / (1 + math.exp(-x))
        return (w * y) ** (T if first else 1) * (1 - y) ** (T if second else 1)

    brackets = "brackets: the power T is that of the whole factor, w y (1 - y)."
    mistakes = [
        *turned(answer, knobs),
        *((lambda w, x, T, p=p: bracket(w, x, T, *p), brackets) for p in ((1, 0), (0, 1))),
        (lambda w, x, T: (w * math.exp(-w * x) / (1 + math.exp(-w * x)) ** 2) ** T, INSIDE),
    ]
    return judge(function, cases, answer, mistakes, praise)


def turned_by(function):
    """Exercise 5.3: turned_by(g, limit) -> the angle in degrees by which clipping by value turns g."""
    rng = np.random.default_rng(1)
    cases = [
        {"g": eighths(rng.normal(size=n) * 3 + 0.1), "limit": limit} for n in (2, 3, 10, 100) for limit in (0.5, 2.0)
    ]
    cases += [{"g": np.array([0.25, -0.5]), "limit": 1.0}, {"g": np.array([-3.0, 0.5, 6.0]), "limit": 1.0}]
    cases.append({"g": np.array([0.625, 0.125]), "limit": 1.0})  # rounding makes its cosine larger than 1

    def angle(u, v):
        u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)
        return math.degrees(2 * math.atan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))

    def truth(g, limit):
        return angle(g, np.clip(g, -limit, limit))

    def wrong(formula):
        def answer(g, limit):
            cut = np.clip(g, -limit, limit)
            return formula(g, cut, g @ cut / np.linalg.norm(g) / np.linalg.norm(cut))

        return answer

    def degrees(cosine):
        return math.degrees(math.acos(min(1, max(-1, cosine))))

    mistakes = [
        (
            wrong(lambda g, cut, cosine: math.acos(min(1, cosine))),
            "that is the angle in radians; degrees are asked for.",
        ),
        (
            wrong(lambda g, cut, cosine: cosine),
            "that is the cosine of the angle. np.arccos gives the angle, in radians.",
        ),
        (wrong(lambda g, cut, cosine: math.degrees(cosine)), "that is the cosine in degrees: np.arccos is missing."),
        (
            lambda g, limit: 0.0,
            "that is right for clipping by norm. Clipping by value cuts every entry on its own.",
        ),
        (
            wrong(lambda g, cut, cosine: degrees(g @ cut)),
            "divide by both lengths before you take np.arccos: g · cut is no cosine yet, and cut off at 1 it gives 0.",
        ),
        (
            wrong(lambda g, cut, cosine: degrees(g @ cut / np.linalg.norm(g) ** 2)),
            "divide by both lengths, of g and of the clipped one.",
        ),
        (
            wrong(lambda g, cut, cosine: degrees(g @ cut / np.linalg.norm(cut) ** 2)),
            "divide by both lengths, of g and of the clipped one.",
        ),
        (
            wrong(lambda g, cut, cosine: degrees(g @ cut / (g @ g) / (cut @ cut))),
            "the lengths are squared: their roots belong below.",
        ),
        (
            wrong(lambda g, cut, cosine: degrees(g @ cut / np.linalg.norm(g))),
            "divide by both lengths, of g and of the clipped one.",
        ),
        (lambda g, limit: angle(g, np.minimum(g, limit)), "large negative entries are cut off too, at -limit."),
        (lambda g, limit: angle(g, np.clip(g, 0, limit)), "negative entries are cut off at -limit, not at 0."),
        (
            wrong(lambda g, cut, cosine: math.degrees(math.acos(cosine)) if cosine <= 1 else math.nan),
            "right, but where nothing is cut off: rounding makes the cosine a hair larger than 1. Cut it off at 1.",
        ),
        (
            wrong(lambda g, cut, cosine: abs(math.degrees(math.atan2(g[1], g[0]) - math.atan2(cut[1], cut[0])))),
            "right for two entries. With more of them, the first two do not tell the angle.",
        ),
        (lambda g, limit: angle(g, np.sign(g)), "entries below the limit stay as they are; you take all signs."),
        (wrong(lambda g, cut, cosine: math.degrees(math.asin(min(1, cosine)))), "that is arcsin; the angle is arccos."),
        (wrong(lambda g, cut, cosine: degrees(abs(cosine) ** 2)), "the cosine is squared."),
        (
            wrong(lambda g, cut, cosine: np.linalg.norm(g - cut)),
            "that is the distance. The angle between the two is asked for.",
        ),
        (
            wrong(lambda g, cut, cosine: 180 - degrees(cosine)),
            "the sign of the cosine: both point roughly the same way.",
        ),
    ]
    praise = "With many entries there are nearly only directions that are turned."
    # A cosine near 1 knows an angle only to the root of its rounding error: 1e-6 degrees, 0.03 in single precision.
    return judge(function, cases, truth, mistakes, praise, scale=lambda g, limit: 500.0)


def mended(function):
    """The bug of lesson 05: clip_gradients(dW, db, limit) -> all entries of the clipped gradient, as one vector."""

    def by_value(dW, db, limit):
        return np.clip(clipped(dW, db, math.inf), -limit, limit)

    mistakes = [
        (
            lambda dW, db, limit: clipped(dW, db, limit, norm="own"),
            "this is still the answer of the code with the bug. How many norms are there?",
        ),
        (
            lambda dW, db, limit: clipped(dW, db, limit / math.sqrt(2), norm="own"),
            "each array still has a norm of its own, with a smaller limit. How many norms are there?",
        ),
        (by_value, "that is clipping by value, which turns the gradient. Clipping by norm is asked for."),
        *turned(clipped, CLIP | {"turn": {True: "right, but db stands first: dW comes first, then db."}}),
        (
            lambda dW, db, limit: np.r_[np.ravel(np.transpose(dW)), db] * factor(norms(dW, db)[0], limit),
            "the entries of dW are in another order: row by row, as dW.ravel() gives them.",
        ),
        (
            lambda dW, db, limit: np.r_[np.ravel(dW) * factor(norms(dW, db)[0], limit), db],
            "only dW is clipped. Both arrays are multiplied by the one number.",
        ),
        (
            lambda dW, db, limit: np.r_[np.ravel(dW), db * factor(norms(dW, db)[0], limit)],
            "only db is clipped. Both arrays are multiplied by the one number.",
        ),
    ]
    return judge(function, gradients(), clipped, mistakes, "The bug is mended.")
