"""Angles between a gradient and what clipping makes of it, and what people take for them."""

import math

import numpy as np

from helpers.checks.clipping import NORM, clipped


def angle(u, v):
    """Degrees between u (n,) and v (n,), exact for small angles too."""
    u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)
    return math.degrees(2 * math.atan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))


def degrees(cosine):
    """arccos in degrees, cut off at ±1."""
    return math.degrees(math.acos(min(1, max(-1, cosine))))


def _of(formula, **how):
    """(dW, db, limit) -> formula(g, clipped g, cosine between them)."""

    def answer(dW, db, limit):
        g, cut = clipped(dW, db, math.inf), clipped(dW, db, limit, **how)
        return formula(g, cut, g @ cut / np.linalg.norm(g) / np.linalg.norm(cut))

    return answer


def mistakes():
    """(wrong angle by which clipping array by array turns a gradient, sentence)."""
    own = dict(norm="own")
    both = "divide by both lengths, of the gradient and of the clipped one."
    return [
        (lambda dW, db, limit: 0.0, "that is right for one norm over both arrays. Here each array has its own."),
        (
            lambda dW, db, limit: angle(*(np.clip(clipped(dW, db, math.inf), -c, c) for c in (math.inf, limit))),
            "that is clipping by value, entry by entry. Here each array is clipped by its norm.",
        ),
        (_of(lambda g, cut, cosine: math.acos(min(1, cosine)), **own), "that is in radians; degrees are asked for."),
        (_of(lambda g, cut, cosine: cosine, **own), "that is the cosine of the angle. np.arccos gives the angle."),
        (
            _of(lambda g, cut, cosine: math.degrees(cosine), **own),
            "that is the cosine in degrees: np.arccos is missing.",
        ),
        (
            _of(lambda g, cut, cosine: degrees(g @ cut), **own),
            "divide by both lengths before you take np.arccos: a product of two vectors is no cosine yet.",
        ),
        (_of(lambda g, cut, cosine: degrees(g @ cut / (g @ g)), **own), both),
        (_of(lambda g, cut, cosine: degrees(g @ cut / (cut @ cut)), **own), both),
        (_of(lambda g, cut, cosine: degrees(g @ cut / np.linalg.norm(g)), **own), both),
        (
            _of(lambda g, cut, cosine: degrees(g @ cut / (g @ g) / (cut @ cut)), **own),
            "the lengths are squared: their roots belong below.",
        ),
        (_of(lambda g, cut, cosine: math.degrees(math.asin(min(1, cosine))), **own), "that is arcsin; take arccos."),
        (
            _of(lambda g, cut, cosine: np.linalg.norm(g - cut), **own),
            "that is the distance. The angle between the two is asked for.",
        ),
        (
            _of(lambda g, cut, cosine: math.degrees(math.acos(cosine)) if cosine <= 1 else math.nan, **own),
            "right, but where nothing is cut off: rounding makes the cosine a hair larger than 1. Cut it off at 1.",
        ),
        (
            _of(lambda g, cut, cosine: 180 - degrees(cosine), **own),
            "the sign of the cosine: both point roughly the same way.",
        ),
        (
            _of(lambda g, cut, cosine: degrees(cosine), norm="own", how="unit"),
            "each array gets length 1, whatever the limit. Its length becomes the limit, if it was longer.",
        ),
        (
            _of(lambda g, cut, cosine: degrees(cosine), norm="own", how="always"),
            "short arrays are made longer. Clipping only shortens: the factor is at most 1.",
        ),
        (_of(lambda g, cut, cosine: degrees(cosine), norm="own spectral"), NORM["spectral"]),
        (
            lambda dW, db, limit: angle(np.ravel(dW), np.ravel(dW) * min(1, limit / np.linalg.norm(np.ravel(dW)))),
            "only dW is looked at. The gradient is both arrays together.",
        ),
        (
            lambda dW, db, limit: angle(
                clipped(dW, db, math.inf),
                np.concatenate([np.ravel(dW) * min(1, limit / np.linalg.norm(np.ravel(dW))), db]),
            ),
            "only dW is clipped. Each array is, by its own norm.",
        ),
        (
            lambda dW, db, limit: angle(
                clipped(dW, db, math.inf),
                np.concatenate([np.ravel(dW), db * min(1, limit / max(np.linalg.norm(db), 1e-300))]),
            ),
            "only db is clipped. Each array is, by its own norm.",
        ),
    ]
