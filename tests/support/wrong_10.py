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
    "window_needed": [
        ("", 'return words.count("the")', "those are the articles"),
        ("", "return words.index(words[-1]) - 1", "`index` finds the first"),
        ("(len(words) - 1) - 1", "len(words) - 1", "the step that reads the last word"),
        ("(len(words) - 1) - 1", "len(words)", "off by two"),
        ("(len(words) - 1) - 1", "len(words) - 3", "must be inside"),
        ("(len(words) - 1) - 1", "max(1, len(words) - 2)", "lag 0"),
        ("(len(words) - 1) - 1", "len(words) // 2", "not only the nouns"),
        ("(len(words) - 1) - 1", "len(' '.join(words))", "characters"),
        ("(len(words) - 1) - 1", "len(set(words)) - 2", "makes two steps"),
        ("(len(words) - 1) - 1", "1", "the subject's place"),
        ("(len(words) - 1) - 1", "words[-1]", "must return one number"),
    ],
    "top_chance": [
        ("scaled.max()", "p.max()", "above as in the sum below"),
        ("1 / temp", "1 // temp", "// rounds down"),
        ("p ** (1 / temperature)", "p", "still the one at temperature 1"),
        ("p ** (1 / temperature)", "p / temperature", "still the one at temperature 1"),
        ("1 / temperature", "temperature", "upside down"),
        (" / scaled.sum()", "", "no longer sum to 1"),
        ("/ scaled.sum()", "/ p.sum()", "no longer sum to 1"),
        ("", "return p.max() / temperature", "not the chances"),
        ("", "e = np.exp(p / temperature)\nreturn (e / e.sum()).max()", "Take the log first"),
        ("", "e = np.exp(np.log10(p) / temperature)\nreturn (e / e.sum()).max()", "the natural log"),
        ("p ** (1 / temperature)", "np.exp(p ** (1 / temperature))", "one exp too many"),
        ("scaled.max()", "scaled.min()", "the smallest"),
        ("scaled.max() / scaled.sum()", "scaled.argmax()", "the place of the largest"),
        ("scaled.max() / scaled.sum()", "scaled / scaled.sum()", "must return one number"),
    ],
    "mended": [
        ("", "return np.sqrt((token_losses[mask] ** 2).mean())", "the mean square"),
        ("", "return np.where(mask, token_losses, np.nan).mean()", "with one nan among the numbers"),
        ("mask.sum()", "mask.size", "code with the bug"),
        ("(token_losses * mask).sum() / mask.sum()", "token_losses.mean()", "the filling counts"),
        (" / mask.sum()", "", "that is the sum"),
        ("mask.sum()", "mask.shape[1]", "the loss per sentence"),
        ("mask.sum()", "len(mask)", "number of steps"),
        ("mask.sum()", "np.count_nonzero(token_losses * mask)", "a loss of 0"),
        (
            "(token_losses * mask).sum() / mask.sum()",
            "((token_losses * mask).sum(0) / mask.sum(0)).mean()",
            "short sentences count more",
        ),
        (
            "(token_losses * mask).sum() / mask.sum()",
            "((token_losses * mask).sum(1) / mask.sum(1)).mean()",
            "words at late steps",
        ),
        ("(token_losses * mask).sum() / mask.sum()", "token_losses[~mask].mean()", "upside down"),
        ("(token_losses * mask).sum()", "token_losses.sum()", "the filling counts"),
        ("(token_losses * mask).sum() / mask.sum()", "token_losses[token_losses * mask > 0].mean()", "a loss of 0"),
        ("(token_losses * mask).sum()", "(token_losses * mask).sum(0)", "must return one number"),
    ],
}

RIGHT = {
    "share_of_is": [
        "def f(logits, i, a):\n    return np.tanh((logits[i] - logits[a]) / 2) / 2 + 0.5",
        "def f(logits, i, a):\n    z = np.exp(logits[[i, a]] - max(logits[i], logits[a]))\n    return z[0] / sum(z)",
        "def f(logits, i, a):\n    e = np.exp(logits - logits.max())\n    p = e / e.sum()\n"
        "    return p[i] / (p[i] + p[a])",
    ],
    "window_needed": [
        "def f(words):\n    return len(words[2:])",
        "def f(words):\n    return float(np.size(words) - 2)",
    ],
    "top_chance": [
        "def f(p, temperature):\n    z = np.log(p) / temperature\n    e = np.exp(z - z.max())\n"
        "    return max(e / e.sum())",
        "def f(p, temperature):\n    return 1 / np.sum((p / p.max()) ** (1 / temperature))",
    ],
    "mended": [
        "def f(token_losses, mask):\n    return token_losses[mask].mean()",
        "def f(token_losses, mask):\n    return np.average(token_losses, weights=mask)",
        "def f(token_losses, mask):\n    return np.nanmean(np.where(mask, token_losses, np.nan))",
    ],
}
