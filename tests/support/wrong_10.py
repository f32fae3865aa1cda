"""Lesson 10: wrong answers with words of the sentence each must get, and other right ones."""

WRONG = {
    "share_of_is": [
        ("logits[a] - logits[i]", "logits[i] - logits[a]", "chance of the other word"),
        ("", "e = np.exp(logits - max(logits))\nreturn e[i] / e.sum()", "among all words"),
        ("", "return logits[i] / (logits[i] + logits[a])", "take exp first"),
        ("", "return np.exp(logits[i] - logits[a])", "those are the odds"),
        ("", "return logits[i] - logits[a]", "difference of the logits"),
        ("", "return np.exp(logits[i]) / (np.exp(logits[i]) + np.exp(logits[a]))", "more than a float holds"),
        ("", "e = np.exp(logits)\nreturn e[i] / (e[i] + e[a])", "more than a float holds"),
        (
            "",
            "e = np.exp(logits - max(logits))\ne = np.exp(e / e.sum())\nreturn e[i] / (e[i] + e[a])",
            "softmax twice",
        ),
        ("", "e = np.exp(logits)\nreturn e[i] / e.sum()", "two things"),
        ("", "return np.exp(logits[i]) / np.exp(logits[i] + logits[a])", "add after exp"),
        ("np.exp(", "2 ** (", "not of 2"),
        ("1 / (1 + np.exp(logits[a] - logits[i]))", "-np.log1p(np.exp(logits[a] - logits[i]))", "the logarithm of"),
        ("1 / (1 +", "1 / (2 +", "not with 2"),
        ("", "return float(logits[i] > logits[a])", "which word is likelier"),
        ("", "return 1 - 1 / (1 + np.exp(logits[i]))", "logit of the other word is missing"),
    ],
    "last_states": [
        ("states[lengths, np.arange(len(lengths))]", "states[-1]", "after its filling"),
        ("states[lengths,", "states[lengths - 1,", "before the last word"),
        ("states[lengths,", "states[np.minimum(lengths + 1, len(states) - 1),", "one word of filling"),
        ("states[lengths,", "states[-lengths,", "from the end"),
        ("states[lengths, np.arange(len(lengths))]", "states[lengths]", "of shape"),
        ("states[lengths, np.arange(len(lengths))]", "states[lengths, 0]", "all from the first sentence"),
        ("states[lengths, np.arange(len(lengths))]", "states[max(lengths)]", "that of the longest"),
        ("states[lengths, np.arange(len(lengths))]", "states[min(lengths)]", "that of the shortest"),
        ("states[lengths, np.arange(len(lengths))]", "states[1]", "after the first word"),
        (
            "states[lengths, np.arange(len(lengths))]",
            "np.array([states[1 : n + 1, b].mean(0) for b, n in enumerate(lengths)])",
            "the mean of the states after all words",
        ),
        ("states[lengths, np.arange(len(lengths))]", "states.mean(0)", "mean of all rows"),
        ("np.arange(len(lengths))]", "np.arange(len(lengths))][:, 0]", "of shape"),
        ("states[lengths, np.arange(len(lengths))]", "states[lengths - 1, 0]", "two things"),
    ],
    "smallest_window": [
        ("np.max(np.diff(nouns)) - 1", "np.max(np.diff(nouns))", "one step *before* it"),
        ("np.max(np.diff(nouns)) - 1", "np.max(np.diff(nouns)) - 2", "must be inside"),
        ("np.max(np.diff(nouns)) - 1", "np.min(np.diff(nouns)) - 1", "the longest way counts"),
        ("np.max(np.diff(nouns)) - 1", "np.mean(np.diff(nouns)) - 1", "the mean of the ways"),
        ("np.max(np.diff(nouns)) - 1", "nouns[-1] - nouns[0]", "the verb's loss"),
        ("np.max(np.diff(nouns)) - 1", "nouns[-1] - 1 - nouns[0]", "from the last noun's loss"),
        ("np.max(np.diff(nouns)) - 1", "nouns[1] - nouns[0] - 1", "the first two nouns"),
        ("np.max(np.diff(nouns)) - 1", "nouns[-1] - nouns[-2] - 1", "the last two nouns"),
        ("np.max(np.diff(nouns)) - 1", "len(nouns)", "how many nouns"),
        ("np.max(np.diff(nouns)) - 1", "max(np.diff(nouns).max() - 1, nouns[-1] - nouns[-2])", "It need not"),
        ("np.max(np.diff(nouns)) - 1", "5", "is always 5"),
        ("np.max(np.diff(nouns)) - 1", "np.diff(nouns) - 1", "must return one number"),
    ],
    "mended": [
        ("np.add.at(dE, tokens, dxs)", "dE[tokens] += dxs", "code with the bug"),
        ("np.add.at(dE, tokens, dxs)", "dE[tokens] = dxs", "code with the bug"),
        ("np.add.at(dE, tokens, dxs)", "dE[tokens[::-1]] = dxs[::-1]", "keep the first"),
        ("return dE", "return dE / np.maximum(np.bincount(tokens, minlength=V), 1)[:, None]", "the mean"),
        ("return dE", "return dE / len(tokens)", "by the number of words"),
        ("return dE", "return -dE", "a sign"),
        ("np.add.at(dE, tokens, dxs)", "np.add.at(dE, (tokens + 1) % V, dxs)", "off by one"),
        ("np.add.at(dE, tokens, dxs)", "np.add.at(dE, tokens, 1.0)", "how often a word"),
        ("np.add.at(dE, tokens, dxs)", "dE += dxs.sum(0)", "sum of all gradients"),
        ("return dE", "return dE.T", "of shape"),
        ("return dE", "return dE[tokens]", "of shape"),
    ],
}

RIGHT = {
    "share_of_is": [
        "def f(logits, i, a):\n    return np.tanh((logits[i] - logits[a]) / 2) / 2 + 0.5",
        "def f(logits, i, a):\n    z = np.exp(logits[[i, a]] - max(logits[i], logits[a]))\n    return z[0] / sum(z)",
        "def f(logits, i, a):\n    e = np.exp(logits - logits.max())\n    p = e / e.sum()\n"
        "    return p[i] / (p[i] + p[a])",
    ],
    "last_states": [
        "def f(states, lengths):\n    return np.array([states[n, b] for b, n in enumerate(lengths)])",
        "def f(states, lengths):\n    return np.stack([states[lengths[b]][b] for b in range(states.shape[1])])",
    ],
    "smallest_window": [
        "def f(nouns):\n    return max(b - 1 - a for a, b in zip(nouns[:-1], nouns[1:]))",
        "def f(nouns):\n    return float(np.diff(nouns).max() - 1)",
    ],
    "mended": [
        "def f(tokens, dxs, V):\n    dE = np.zeros((V, dxs.shape[1]))\n    for i, dx in zip(tokens, dxs):\n"
        "        dE[i] += dx\n    return dE",
        "def f(tokens, dxs, V):\n    return np.eye(V)[tokens].T @ dxs",
    ],
}
