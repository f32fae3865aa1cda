"""Clipping the gradients dW and db of a network, with knobs: which norm, and what is done with it."""

import math

import numpy as np

from helpers.checks.slips import eighths

NORM = {
    "dW": "that is the norm of dW alone. The norm is over all entries of both arrays together.",
    "db": "that is the norm of db alone. The norm is over all entries of both arrays together.",
    "sum": "you add two norms. Add the squares of all entries first, then take the root.",
    "average": "you take the mean of two norms. Add the squares of all entries first, then take the root.",
    "signed": "you add the entries, so that their signs cancel. The norm is the root of the sum of all squares.",
    "larger": "you take the larger of two norms. The norm is over all entries of both arrays together.",
    "square": "the root is missing: you divide by the sum of the squares.",
    "entry": "you divide by the largest entry. The norm is the root of the sum of all squares.",
    "sizes": "you add the sizes of the entries. The norm is the root of the sum of all squares.",
    "mean": "you take the root of the mean square. The norm is the root of the sum.",
    "spectral": "np.linalg.norm(dW, 2) is the largest singular value. The norm here is over all entries.",
    "own": "each array has a norm of its own. There is one norm, over all entries of both arrays together.",
}
HOW = {
    "always": "for a short gradient your number is above 1 and makes it longer. Clipping only shortens: "
    "gradients shorter than the limit are made longer.",
    "unit": "you divide by the norm only: the length is then 1, whatever the limit.",
    "never longer": "the other way round: long gradients are shortened, short ones are left alone.",
    "upside": "upside down: the limit belongs above, the norm below.",
    "pytorch": "that is PyTorch's version, shorter by a hair; here leave out the 1e-6.",
    "square": "you compare or divide by squares: limit / norm, both not squared.",
    "zero": "a gradient that is too long is shortened, not set to 0.",
    "nothing": "nothing is clipped.",
}
CLIP = {"norm": NORM, "how": HOW}


def norms(dW, db, norm="all"):
    """What is taken for the norm, of dW and of db."""
    both = np.concatenate([np.ravel(dW), np.ravel(db)])
    w, b = np.linalg.norm(np.ravel(dW)), np.linalg.norm(db)
    if norm in ("own", "own spectral"):
        return (w if norm == "own" else np.linalg.norm(dW, 2)), b
    n = {
        "all": np.linalg.norm(both),
        "dW": w,
        "db": b,
        "sum": w + b,
        "average": (w + b) / 2,
        "signed": abs(both.sum()),
        "larger": max(w, b),
        "square": both @ both,
        "entry": np.abs(both).max(),
        "sizes": np.abs(both).sum(),
        "mean": np.sqrt(np.mean(both**2)),
        "spectral": np.hypot(np.linalg.norm(dW, 2), b),
    }[norm]
    return n, n


def factor(norm, limit, how="right"):
    """What a gradient of that norm is multiplied by."""
    if norm == 0:
        return 1.0  # whatever it is multiplied by, it stays 0
    return {
        "right": min(1, limit / norm),
        "always": limit / norm,
        "unit": min(1, 1 / norm),
        "never longer": max(1, limit / norm),
        "upside": min(1, norm / limit),
        "pytorch": min(1, limit / (norm + 1e-6)),
        "square": min(1, (limit / norm) ** 2),
        "zero": float(norm <= limit),
        "nothing": 1.0,
    }[how]


def clipped(dW, db, limit, norm="all", how="right", turn=False):
    """All entries of the clipped gradient, dW's first (or db's, if turned), as one vector."""
    parts = [np.ravel(g) * factor(n, limit, how) for g, n in zip((dW, db), norms(dW, db, norm), strict=True)]
    return np.concatenate(parts[::-1] if turn else parts)


def gradients():
    """Short and long gradients of two arrays; one so short that a 1e-6 shows."""
    rng = np.random.default_rng(0)
    cases = [
        {"dW": eighths(rng.normal(scale=size, size=(3, 2))), "db": eighths(rng.normal(scale=size, size=3) + size / 2)}
        for size in (0.5, 3.0, 100.0)
    ]
    short = {"dW": np.full((2, 1), 2.0**-10), "db": np.array([-(2.0**-9)]), "limit": 2.0**-10}
    return [case | {"limit": limit} for limit in (0.5, 2.0, 8.0) for case in cases] + [short]


KEPT = {
    "share": {
        "missing": "the explosion enters the mean with the weight 1 - β₂; that is missing.",
        "old": "the explosion enters with the weight 1 - β₂, not β₂.",
        "root": "the share right after it is (1 - β₂) G², and it has to fall to g²: squares, both.",
        "usual": "solve for the share (1 - β₂) G² β₂ⁿ = g². In yours g² is missing.",
        "both": "g² itself stands on the other side, without the weight 1 - β₂.",
    },
    "rate": {
        "near": "1 / (1 - β₂) is close for a β₂ near 1. From β₂ⁿ exactly: divide by -ln β₂.",
        "sign": "a sign: β₂ is below 1, so its logarithm is negative.",
        "missing": "divide by -ln β₂: the share shrinks by the factor β₂ at every update.",
        "times": "divide by -ln β₂ instead of multiplying.",
        "twice": "β₂ⁿ shrinks the share of G², so n is not halved or doubled once more.",
        "of rest": "the factor at every update is β₂, not 1 - β₂.",
    },
}


def kept(G, g, beta2, share="right", rate="right"):
    """Updates until (1 - beta2) G² beta2^n is g²."""
    gap = {
        "right": (1 - beta2) * (G / g) ** 2,
        "missing": (G / g) ** 2,
        "old": beta2 * (G / g) ** 2,
        "root": (1 - beta2) * G / g,
        "usual": (1 - beta2) * G**2,
        "both": (G / g) ** 2 / (1 - beta2),
    }[share]
    log = -math.log(beta2)
    each = {
        "right": 1 / log,
        "near": 1 / (1 - beta2),
        "sign": -1 / log,
        "missing": 1.0,
        "times": log,
        "twice": 0.5 / log,
        "of rest": -1 / math.log(1 - beta2),
    }[rate]
    return math.log(gap) * each


WAY = {
    "order": {"forwards": "the way back begins at h_T: the last factor comes first."},
    "cut": {
        "end": "you cut once, at the end. Cut after every step back.",
        "before": "you cut before each multiplication. Multiply first, then cut.",
        "factors": "you cut the factors. What is cut is the gradient on its way.",
        "above": "negative gradients are cut off too, at -limit.",
        "size": "the sign is lost: cut to ±limit.",
        "never": "nothing is cut.",
        "zero": "what is too large is cut to ±limit, not set to 0.",
        "sign": "what is small enough stays as it is; yours is always as large as the limit.",
    },
    "begin": {
        "limit": "it begins with 1, not with the limit.",
        "zero steps": "the first step back multiplies too: all T factors count.",
    },
}


def arrives(factors, limit, order="backwards", cut="each", begin="one"):
    """What is left at h_0 of a gradient 1 at h_T, when every step back ends with a cut at ±limit."""
    way = list(factors) if order == "forwards" else list(factors)[::-1]
    g = limit if begin == "limit" else 1.0
    for f in way[1:] if begin == "zero steps" else way:
        if cut == "before":
            g = f * max(-limit, min(limit, g))
            continue
        g = g * (max(-limit, min(limit, f)) if cut == "factors" else f)
        if cut == "each":
            g = max(-limit, min(limit, g))
        elif cut == "above":
            g = min(limit, g)
        elif cut == "size":
            g = min(limit, abs(g))
        elif cut == "zero":
            g = g if abs(g) <= limit else 0.0
        elif cut == "sign":
            g = math.copysign(limit, g)
    return max(-limit, min(limit, g)) if cut == "end" else g
