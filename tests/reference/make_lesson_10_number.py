"""What of a verb's gradient at the subject is useful: norm, part along the number, and true effect (lesson 10).

    python tests/reference/make_lesson_10_number.py FILE      (about 20 minutes; FILE is written after every seed)

A noun's *number* moves the state after it: d = h - h', where h' is the state if this noun alone had the other number.
The margin of the noun is M = y_are - y_is at the verb, or its negative for a singular noun: above 0, the verb follows
this noun. Per noun: the norm of dM/dh, the first-order effect dM/dh · d, |cos| of the two, and the effect itself,
M - M'. A share is the sum over SENTENCES at the subject over that at the last noun. Control: |cos| with the direction
in which another noun of the *same* number would have moved the state. Chance, for 32 units: sqrt(2 / (32 pi)) = .14.
fast: lag 3 with a ten times larger learning rate, every 50 updates up to 300.
"""

import json
import sys

import numpy as np
from make_lesson_10 import ARE, CELLS, IS, ONE_HOT, easy_data, learn

from helpers import agreement, bptt, losses

SEEDS = range(500, 510)
CHECKPOINTS = (0, 50, 100, 200, 300, 400, 500, 700, 900, 1100, 1350, 1600, 1800, 2400, 3000)
NOUNS = len(agreement.ENGLISH.singular)
FIRST = agreement.encode(agreement.ENGLISH.singular[0])[0]  # the singular nouns, then the plural ones, in order


def is_plural(tokens):
    return tokens >= FIRST + NOUNS


def flipped(tokens, place):
    """The tokens (T,B) with the number of the noun at `place` turned."""
    other = tokens.copy()
    other[place] += np.where(is_plural(tokens[place]), -NOUNS, NOUNS)
    return other


def renamed(tokens, place):
    """The tokens (T,B) with the next noun of the same number at `place`: the control."""
    other = tokens.copy()
    first = np.where(is_plural(tokens[place]), FIRST + NOUNS, FIRST)
    other[place] = first + (tokens[place] - first + 1) % NOUNS
    return other


def unequal(text):
    """All 128 sentences like `text` whose subject (N) has one number and all other nouns (M) the other: (T,128)."""
    columns = []
    for subject in range(2 * NOUNS):
        for last in range(NOUNS):
            other = FIRST + last + (0 if subject >= NOUNS else NOUNS)
            nouns = {"N": FIRST + subject, "M": other}
            columns.append([nouns[word] if word in nouns else agreement.encode(word)[0] for word in text.split()])
    return np.array(columns).T


SENTENCES = {"lag 3": unequal("the N of the M"), "lag 8": unequal("the N with the old M behind the red M")}


def look(name, weights, tokens, place, other=flipped):
    """(gradients of M (T+1,B,S), states (T+1,B,S), states if the noun at `place` were the other one, M, M')."""
    cell, (params, readout) = CELLS[name][0], weights
    sign = np.where(is_plural(tokens[place]), 1.0, -1.0)
    traces = [bptt.run(cell, params, ONE_HOT[words]) for words in (tokens, other(tokens, place))]
    hs = [bptt.outputs(cell, trace) for trace in traces]
    ys = [losses.read(readout, h[-1]) for h in hs]
    margins = [sign * (y[:, ARE] - y[:, IS]) for y in ys]
    dhs = np.zeros_like(hs[0])
    dhs[-1] = sign[:, None] * (readout.W_hy[ARE] - readout.W_hy[IS])
    gradients = bptt.backward(cell, params, traces[0], dhs)[1]
    return gradients, traces[0].states, traces[1].states, *margins


def at_noun(name, weights, tokens, place, other=flipped):
    """Norm, first-order effect, |cos| and effect of the noun at `place`, each (B,); and whether the verb follows it."""
    gradients, states, others, margin, turned = look(name, weights, tokens, place, other)
    g, d = gradients[place + 1], states[place + 1] - others[place + 1]
    norm, along = np.linalg.norm(g, axis=1), (g * d).sum(1)
    return norm, along, np.abs(along) / (norm * np.linalg.norm(d, axis=1)), margin - turned, margin > 0


def shares(name, weights, tokens):
    """Of one network: shares of the norm, of the number to first order (of its size; with its sign), of the true
    effect; |cos| at the subject, at the last noun, of the control at the subject; right verbs."""
    same = at_noun(name, weights, tokens, 1, renamed)[2].mean()
    subject, last = (at_noun(name, weights, tokens, place) for place in (1, len(tokens) - 1))
    ratios = [subject[0].sum() / last[0].sum(), np.abs(subject[1]).sum() / np.abs(last[1]).sum()]
    ratios += [subject[1].sum() / last[1].sum(), subject[3].sum() / last[3].sum()]
    return [float(f"{x:.2g}") for x in (*ratios, subject[2].mean(), last[2].mean(), same, subject[4].mean())]


def sizes(name, weights, tokens):
    """[mean first-order effect at the subject, at the last noun], of its size, in units of a logit."""
    means = [np.abs(at_noun(name, weights, tokens, place)[1]).mean() for place in (1, len(tokens) - 1)]
    return [float(f"{mean:.2g}") for mean in means]


if __name__ == "__main__":
    data, path = easy_data(), sys.argv[1]
    table = {
        "checkpoints": CHECKPOINTS,
        "columns": "norm number signed effect cos_subject cos_last cos_same right".split(),
    }
    for name in CELLS:
        for seed in SEEDS[:5] if name == "GRU" else SEEDS:
            kept = learn(name, seed, data, CHECKPOINTS[-1], 1.5e-3, 8)
            for lag, tokens in SENTENCES.items():
                rows = [shares(name, kept[u], tokens) for u in CHECKPOINTS]
                table.setdefault(name, {}).setdefault(lag, {})[seed] = rows
            if name == "tanh":
                table[name].setdefault("sizes", {})[seed] = [
                    sizes(name, kept[u], SENTENCES["lag 3"]) for u in CHECKPOINTS if u <= 1350
                ]
            right = [at_noun(name, kept[u], SENTENCES["lag 3"], 1)[4].mean() for u in sorted(kept)]
            table[name].setdefault("right", {})[seed] = [round(100 * float(r)) for r in right]
            with open(path, "w", encoding="utf-8") as file:
                json.dump(table, file, separators=(",", ":"))
    for name in "tanh", "LSTM":
        for seed in SEEDS:
            kept = learn(name, seed, data, 300, 1.5e-2, 8)
            rows = [shares(name, kept[u], SENTENCES["lag 3"]) for u in sorted(kept)]
            table.setdefault("fast", {}).setdefault(name, {})[seed] = rows
    with open(path, "w", encoding="utf-8") as file:
        json.dump(table, file, separators=(",", ":"))
