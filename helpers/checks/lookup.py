"""The gradient of an embedding, a row for each word of the language, with knobs."""

import numpy as np

ROWS = {
    "twice": {
        "last": "this is still the answer of the code with the bug. What becomes of a word that stands twice?",
        "first": "of a word that stands twice you keep the first. It is used twice, so both add.",
        "mean": "a word that stands twice gets the mean of its gradients. It is used twice, so they add.",
        "largest": "of a word that stands twice you keep the largest. It is used twice, so both add.",
        "once": "a word that stands twice gets nothing now. It is used twice, so its gradients add.",
    },
    "where": {
        "places": "row i is filled with the gradient at place i. It belongs to the word that stands there.",
        "words": "the rows are those of the words that occur, in order. Row i belongs to word i of the language.",
        "shifted": "off by one: word i has row i.",
    },
    "size": {
        "mean": "you divide by the number of words. The gradients of a sum add.",
        "sign": "a sign: the gradient by E is that by x, row by row.",
        "ones": "you count how often a word stands there. Its gradients must be added.",
        "whole": "every row gets the sum of all gradients. A row gets those of its own word.",
    },
}


def gradient(tokens, dxs, V, twice="add", where="tokens", size="right"):
    """∂L/∂E (V,D) of the gradients dxs (T,D) of a loss by the inputs E[tokens]."""
    dE = np.zeros((V, dxs.shape[1]))
    at = np.asarray(tokens).astype(int)
    rows = {"places": np.arange(len(at)), "words": np.unique(at, return_inverse=True)[1], "shifted": (at + 1) % V}
    for word in np.unique(at):
        these = dxs[at == word]
        kept = {
            "last": these[-1],
            "first": these[0],
            "mean": these.mean(0),
            "largest": these.max(0),
            "once": these[0] * (len(these) == 1),
        }.get(twice, these.sum(0))
        row = rows[where][np.flatnonzero(at == word)[0]] if where in rows else word
        dE[row] = kept * (0.0 if size == "ones" else 1.0) + (len(these) if size == "ones" else 0.0)
    if where == "places":
        dE = np.zeros_like(dE)
        dE[: min(V, len(dxs))] = dxs[:V]
    forms = {"mean": lambda: dE / len(at), "sign": lambda: -dE, "whole": lambda: np.zeros_like(dE) + dxs.sum(0)}
    return forms.get(size, lambda: dE)()
