"""The mean of what a mask lets through, with knobs."""

import numpy as np

LOSS = {
    "counted": {
        "all": "that divides by all entries, also by the filling. How many words are there?",
        "sentences": "that is the loss per sentence. Divide by the number of words, not of sentences.",
        "steps": "you divide by the number of steps. Divide by the number of words, in all sentences.",
        "one": "that is the sum. How many words were there?",
        "not zero": "a word may have a loss of 0 and is a word all the same. Count with the mask, not with the losses.",
        "filling": "you divide by the number of fillings. The mask is True at the words.",
        "both": "mean divides by the number of all entries already, and you divide once more.",
        "times": "mean divides by the number of all entries; you multiply by the words. That is no mean of anything.",
        "share": "the mean over all entries is too small, as many of them are 0. You make it smaller still.",
        "not zero at all": "the losses don't tell which entries are words: filling may have one, a word none.",
        "sentences too": "you divide by the number of words and by that of sentences. The words are enough.",
        "one more": "divide by the number of words, not by one more.",
        "mean length": "you divide by the words of one sentence, in the mean. Divide by the words of all.",
        "one less": "divide by the number of words, not by one less.",
    },
    "summed": {
        "all": "now the filling counts as if it were words.",
        "squares": "that is the root of the mean square. The mean itself is asked for.",
        "filling": "the mask is upside down: it is True at the words and False at the filling.",
    },
}


def mean(token_losses, mask, counted="words", summed="words"):
    """The mean loss of the words, where the mask is True."""
    used = {"all": token_losses, "filling": token_losses * ~mask}.get(summed, token_losses * mask)
    n = {
        "all": mask.size,
        "sentences": mask.shape[1],
        "steps": mask.shape[0],
        "one": 1,
        "not zero": np.count_nonzero(used),
        "filling": mask.size - mask.sum(),
        "one less": mask.sum() - 1,
        "one more": mask.sum() + 1,
        "not zero at all": np.count_nonzero(token_losses),
        "sentences too": mask.sum() * mask.shape[1],
        "mean length": mask.sum(0).mean(),
        "both": mask.size * mask.sum(),
        "times": mask.size / mask.sum(),
        "share": mask.size / mask.mean(),
    }.get(counted, mask.sum())
    if summed == "squares":
        return np.sqrt(np.sum(used**2) / n)
    return used.sum() / n
