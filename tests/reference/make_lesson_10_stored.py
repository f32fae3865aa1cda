"""What lesson 10 shows of its tables and of one run, written to helpers/stored.

    python tests/reference/make_lesson_10_stored.py      (half a minute)

10_stream: of seed 0, per cell a list over every 100 updates, of {prompt: what `along` returns}. 10_number: of
lesson_10_number.json, per cell and steps back an array (seeds, checkpoints, 4): the shares of the norm, of its useful
part and of the true effect, right verbs. 10_race: of lesson_10_race.json, and at the learning rate of section 1 the
updates of its ten seeds. 10_windows: of lesson_10.json,
lesson_10_window.json and lesson_10_stream.json.
"""

import json
from pathlib import Path

import numpy as np
from make_lesson_10 import easy_data, learn, verbs
from make_lesson_10_number import look
from make_lesson_10_race import updates
from make_lesson_10_stream import ALL_NOUNS, CELL_NAMES, PROMPTS

from helpers import agreement

HERE = Path(__file__).parent
RACERS = {"tanh": "tanh, default start", "LSTM": "LSTM, forget bias 1", "GRU": "GRU"}
SLOW = 1.5e-3  # the learning rate of the other figures


def table(name):
    return json.loads((HERE / f"lesson_10{name}.json").read_text(encoding="utf-8"))


def write(name, **content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def along(name, weights, text):
    """{norms, useful: from the subject on, in shares of the norm at the last word; own: that of the last noun's own
    number there; effects: of the numbers of subject and last noun, in logits; chances: P(is), P(are)}."""
    words = text.lower().split()
    tokens, last = agreement.encode(words)[:, None], len(words) - 1
    seen = [look(name, weights, tokens, place) for place in (1, last)]
    parts = []
    for gradients, states, others, _, _ in seen:
        g, d = gradients[2:, 0], (states - others)[2:, 0]
        lengths = np.linalg.norm(d, axis=1)
        parts.append(np.abs((g * d).sum(1)) / np.where(lengths, lengths, 1))
    norms = np.linalg.norm(seen[0][0][2:, 0], axis=1)
    assert words[1] in ALL_NOUNS and words[last] in ALL_NOUNS
    return {
        "norms": (norms / norms[-1]).round(3).tolist(),
        "useful": (parts[0] / norms[-1]).round(4).tolist(),
        "own": round(float(parts[1][-1] / norms[-1]), 3),
        "effects": [round(float((margin - turned)[0]), 2) for *_, margin, turned in seen],
        "chances": verbs(name, weights, text).round(3).tolist(),
    }


def stream():
    runs, data = {}, easy_data()
    for name in CELL_NAMES:
        kept = learn(name, 0, data, 3000, SLOW, 8)
        runs[name] = [{text: along(name, kept[u], text) for text in PROMPTS} for u in range(0, 3001, 100)]
    write("10_stream", **runs)


def number():
    whole = table("_number")
    columns = [whole["columns"].index(name) for name in ("norm", "number", "effect", "right")]
    shares = {
        name: {
            lag[-1]: [[[row[i] for i in columns] for row in rows] for rows in whole[name][lag].values()]
            for lag in ("lag 3", "lag 8")
        }
        for name in ("tanh", "LSTM", "GRU")
    }
    write("10_number", checkpoints=whole["checkpoints"], shares=shares)


def learned(right):
    """Updates until 95 per cent are right three times in a row, of per cent every 50 updates; 0: not within them."""
    return next((50 * i for i in range(1, len(right) - 2) if min(right[i : i + 3]) >= 95), 0)


def race():
    whole, right = table("_race"), table("_number")
    slow = {name: [learned(row) for row in right[name]["right"].values()] for name in RACERS}
    for name, found in slow.items():  # those that take more than the 3000 updates of that table
        slow[name] = [
            u or updates(RACERS[name], int(seed), SLOW, easy_data())
            for seed, u in zip(right[name]["right"], found, strict=True)
        ]
    write(
        "10_race",
        search={name: whole[row]["search"] for name, row in RACERS.items()},
        best={name: [contender["rate"], contender["updates"]] for name, contender in whole.items()},
        slow=slow,
    )


def windows():
    whole, filled = table("_window"), table("_stream")
    write(
        "10_windows",
        right=table("")["window"],
        one_phrase=whole["window"],
        stops=filled["stops"],
        padded=filled["padded"],
    )


if __name__ == "__main__":
    stream()
    number()
    race()
    windows()
