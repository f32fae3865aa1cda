"""The derivative dc_T/dc_0 of one LSTM unit without its direct path, from Jacobians (T,2,2), with knobs."""

import numpy as np

from helpers.checks.slips import turned

WAYS = {
    "order": {
        "forwards": "the order: the last step stands on the left, J_T ⋯ J_2 J_1.",
        "entries": "you multiplied entry by entry. Jacobians multiply as matrices: @.",
        "sum": "you added the Jacobians. The chain rule multiplies them.",
        "no last": "the last Jacobian is left out of the product.",
        "no first": "the first Jacobian is left out of the product.",
        "first twice": "the first Jacobian is in the product twice.",
        "last twice": "the last Jacobian is in the product twice.",
    },
    "steps": {
        "no last": "the last step is left out: there are as many as Jacobians.",
        "no first": "the first step is left out: there are as many as Jacobians.",
        "same": "you use one Jacobian for all steps. Every step has its own.",
    },
    "entry": {
        (0, 0): "you take the entry of h by h. c comes second: [1, 1].",
        (0, 1): "you take the entry [0, 1], h by c. Rows are the new state: c by c is [1, 1].",
        (1, 0): "you take the entry [1, 0], c by h. c by c is [1, 1].",
        "row": "you add the row of c. dc_T/dc_0 is one entry of it, [1, 1].",
        "column": "you add the column of c. dc_T/dc_0 is one entry of it, [1, 1].",
        "trace": "you take the trace, which has h by h in it. c by c is [1, 1].",
        "determinant": "you take the determinant. dc_T/dc_0 is one entry of the product, [1, 1].",
    },
    "direct": {
        "other": "you subtract the product's entry of h by h. The direct path multiplies each step's [1, 1].",
        "kept": "that is the whole derivative. Subtract the direct path.",
        "alone": "that is the direct path, which is to be left out. (Jacobians multiplied entry by entry "
        "give it too; they multiply as matrices.)",
        "added": "the direct path is in the whole already: subtract it, don't add it.",
        "sum": "the direct path multiplies the entries [1, 1]; you add them.",
        "last": "the direct path multiplies the entries [1, 1] of all steps, not of the last alone.",
        "first": "the direct path multiplies the entries [1, 1] of all steps, not of the first alone.",
        "of h": "the direct path stays in c: it multiplies the entries [1, 1], not [0, 0].",
        "divided": "you divide the whole by the direct path. It is a part of the sum: subtract it.",
    },
}


def product(jacobians, order="right"):
    """J_T ⋯ J_2 J_1, (2,2)."""
    part = {
        "no last": jacobians[:-1],
        "no first": jacobians[1:],
        "first twice": [jacobians[0], *jacobians],
        "last twice": [*jacobians, jacobians[-1]],
    }.get(order, jacobians)
    if order in ("entries", "sum"):
        return np.prod(part, axis=0) if order == "entries" else np.sum(part, axis=0)
    whole = np.eye(2)
    for J in part[::-1] if order == "forwards" else part:
        whole = J @ whole
    return whole


def detours(jacobians, order="right", entry=(1, 1), direct="left out", steps="all"):
    """The part of dc_T/dc_0 that does not come along the direct path."""
    part = {"no last": jacobians[:-1], "no first": jacobians[1:], "same": [jacobians[0]] * len(jacobians)}
    jacobians = np.array(part.get(steps, jacobians))
    stay, whole = jacobians[:, 1, 1], product(jacobians, order)
    parts = {"row": whole[1].sum(), "column": whole[:, 1].sum(), "trace": np.trace(whole)}
    parts["determinant"] = np.linalg.det(whole)
    other, whole = whole[0, 0], parts[entry] if entry in parts else whole[entry]
    if direct == "alone":
        return np.prod(stay)
    if direct == "divided":
        return whole / np.prod(stay)
    left = {"kept": 0, "added": -np.prod(stay), "sum": np.sum(stay), "last": stay[-1], "first": stay[0]}
    left["other"] = other
    return whole - (np.prod(jacobians[:, 0, 0]) if direct == "of h" else left.get(direct, np.prod(stay)))


def through_h(jacobians):
    """The one way that goes to h at once and stays there to the last step."""
    return jacobians[-1, 1, 0] * np.prod(jacobians[1:-1, 0, 0]) * jacobians[0, 0, 1]


def leaving_once(jacobians):
    """All ways that leave c once, for as many steps as they like."""
    c, h, back = 1.0, 0.0, 0.0
    for (hh, hc), (ch, cc) in jacobians.tolist():
        c, h, back = cc * c, hh * h + hc * c, cc * back + ch * h
    return back


def one_step(jacobians):
    """All ways that leave c once, for a single step."""
    c, h, back = 1.0, 0.0, 0.0
    for (_, hc), (ch, cc) in jacobians.tolist():
        c, h, back = cc * c, hc * c, cc * back + ch * h
    return back


def never_kept(jacobians):
    """All ways that keep c at no step."""
    return product(jacobians * [[1, 1], [1, 0]])[1, 1]


SAME_STEP = (
    "a detour leaves c at one step, [0, 1], and comes back at a later one, [1, 0]; in between it may stay in h. "
    "You let it leave and come back at the same step."
)
MISTAKES = [
    *turned(detours, WAYS),
    (lambda jacobians: np.sum(jacobians[:, 1, 0] * jacobians[:, 0, 1]), SAME_STEP),
    (lambda jacobians: np.prod(jacobians[:, 1, 0] * jacobians[:, 0, 1]), SAME_STEP),
    (
        lambda jacobians: np.linalg.det(product(jacobians)),
        "that is the determinant. dc_T/dc_0 is one entry of the product, and the direct path is a part of it.",
    ),
    (
        lambda jacobians: np.prod(jacobians[:, 0, 0]),
        "that is the way that stays in h all the time. Begin and end in c.",
    ),
    (
        lambda jacobians: product(jacobians)[0, 1] * product(jacobians)[1, 0],
        "you multiply two whole derivatives, as if c went to h over all steps and then back over all of them again.",
    ),
    (
        through_h,
        "that is the one way that goes to h at once and stays there to the last step. A way may leave c and come "
        "back at any step, and more than once.",
    ),
    (
        one_step,
        "those are the ways that leave c for one step. They may stay in h for longer, and leave it again.",
    ),
    (leaving_once, "those are the ways that leave c once. They may leave it more than once."),
    (
        never_kept,
        "you left out every way that keeps c at any step. Only the one that keeps it at all steps is left out.",
    ),
]
