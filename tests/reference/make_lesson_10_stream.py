"""The way of a verb's gradient back through three sentences, while a network learns: what Figures 10.1 and 10.2 draw.

    python tests/reference/make_lesson_10_stream.py > tests/reference/lesson_10_stream.json      (about 4 minutes)

Per prompt, of seed 0 (the network that the notebook trains), per checkpoint:
norm: of dM/dh at every word over that at the last word, as log10; M is the margin of the right verb;
part: for each noun, from its place on, the part of that norm which lies along the direction in which this noun's
    number moves the state, as a fraction of the norm, |cos|;
effect: for each noun, by how much its number moves y_are - y_is, truly, towards the noun's own verb;
chances: P(is), P(are).
range: over five of SEEDS, lowest, median and highest of norm (log10), part and effect at the subject, per checkpoint.
padded: per cell, per cent of right verbs after 3000 updates, for seed 0 and these five, if the last state is taken
after STOPS full stops behind the sentence's beginning, and not before them ("the N of the M", unequal numbers).
"""

import json

import numpy as np
from make_lesson_10 import ARE, CELLS, IS, ONE_HOT, easy_data, learn, verbs
from make_lesson_10_number import CHECKPOINTS, SEEDS, SENTENCES, is_plural, look

from helpers import agreement, model

PROMPTS = (
    "The writer of the books",
    "The friend with the old wigs behind the red cabinets",
    "The keys near the cabinet with the small old movie of the good man",
)
CELL_NAMES, STOPS = ("tanh", "LSTM"), (0, 5, 10, 20, 40)
ALL_NOUNS = tuple(agreement.ENGLISH.turned)


def stream(name, weights, text):
    """{norm, part, effect, chances} of one prompt, see above."""
    words, parts, effects = text.lower().split(), {}, {}
    tokens = agreement.encode(words)[:, None]
    for place in (i for i, word in enumerate(words) if word in ALL_NOUNS):
        gradients, states, others, margin, turned = look(name, weights, tokens, place)
        g, d = gradients[1 + place :, 0], (states - others)[1 + place :, 0]
        along = np.abs((g * d).sum(1)) / (np.linalg.norm(g, axis=1) * np.linalg.norm(d, axis=1))
        parts[place] = along.round(2).tolist()
        effects[place] = round(float((margin - turned)[0]), 2)
    norms = np.log10(np.linalg.norm(gradients[1:, 0], axis=1))
    chances = verbs(name, weights, text).round(3).tolist()
    return {"norm": (norms - norms[-1]).round(2).tolist(), "part": parts, "effect": effects, "chances": chances}


def at_subject(name, weights, text):
    """[norm, part, effect] at the subject, place 1 in every prompt."""
    seen = stream(name, weights, text)
    return [seen["norm"][1], seen["part"][1][0], seen["effect"][1]]


def padded(name, weights, stops):
    """Per cent of right verbs."""
    tokens = SENTENCES["lag 3"]
    words = np.concatenate((tokens, np.full((stops, tokens.shape[1]), agreement.encode(".")[0])))
    ys = model.answers(CELLS[name][0], weights, ONE_HOT[words])[-1]
    return round(100 * float(np.mean((ys[:, ARE] > ys[:, IS]) == is_plural(tokens[1]))))


if __name__ == "__main__":
    data, table = easy_data(), {"checkpoints": CHECKPOINTS, "stops": STOPS, "padded": {}}
    for name in CELL_NAMES:
        kept = learn(name, 0, data, CHECKPOINTS[-1], 1.5e-3, 8)
        others = [learn(name, seed, data, CHECKPOINTS[-1], 1.5e-3, 8) for seed in SEEDS[:5]]
        final = [weights[CHECKPOINTS[-1]] for weights in (kept, *others)]
        table["padded"][name] = [[padded(name, weights, stops) for stops in STOPS] for weights in final]
        for text in PROMPTS:
            ends = [[at_subject(name, weights[u], text) for weights in others] for u in CHECKPOINTS]
            low, middle, high = (f(ends, axis=1).round(2).tolist() for f in (np.min, np.median, np.max))
            row = {"steps": [stream(name, kept[u], text) for u in CHECKPOINTS], "range": [low, middle, high]}
            table.setdefault(text, {})[name] = row
    print(json.dumps(table, separators=(",", ":")))
