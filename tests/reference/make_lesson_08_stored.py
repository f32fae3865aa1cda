"""What lesson 08 shows of its tables, written to helpers/stored/08_race.json.

    python tests/reference/make_lesson_08_stored.py

Of lesson_08_lengths.json: the updates until learned by length ("lengths"), those of default and memory start with what
was left of a gradient ("first"), and the GRU's starts on the latch ("biases", with the median left). Of all three
tables: the controls ("controls": updates by what was changed), and the median left after 30 updates on answers without
a question ("blind"). "run": seed 0 of the figure of lengths, trained here, in ten seconds.
"""

import json
from pathlib import Path

import numpy as np
from make_lesson_08_lengths import BUDGET, RATES, learn

HERE = Path(__file__).parent
CELLS, RUN = ("GRU", "LSTM", "tanh"), (10, 20, 30)
FIRST = {"adding, 30 steps": ("adding", "30"), "latch, 40 steps": ("latch", "40")}
CONTROLS = {  # what was changed: the table it stands in, and as what
    "adding, as it is": ("lengths", "adding", "default", "30"),
    "adding, both marks early": ("near", "adding, far", "default"),
    "adding, early, memory start": ("near", "adding, far", "memory"),
    "adding, mean taken off": ("mean", "adding, centred"),
    "adding, early and mean off": ("mean", "adding, far, centred"),
    "latch, as it is": ("lengths", "latch", "default", "40"),
    "latch, answers 0 and 2": ("mean", "latch, raised"),
}


def table(name):
    return json.loads((HERE / f"lesson_08_{name}.json").read_text(encoding="utf-8"))


def rate(name, T):
    """The learning rate of a cell on adding."""
    return 3e-3 if name == "tanh" and T >= 30 else RATES[name]


def lengths(found):
    rows = {name: found["adding"][name]["default"] for name in CELLS}
    return {name: {T: of["updates"] for T, of in row.items() if "updates" in of} for name, row in rows.items()}


def first(found, task, T):
    starts = {}
    for start in "default", "memory":
        rows = {name: found[task][name][start][T] for name in CELLS}
        starts[start] = {name: [row["left"][: len(row["updates"])], row["updates"]] for name, row in rows.items()}
    return starts


def biases(found):
    return {
        T: {bias: [round(float(np.median(row["left"])), 2), row["updates"]] for bias, row in rows.items()}
        for T, rows in found["GRU latch"].items()
    }


def controls(tables):
    """By what was changed and cell: the updates at the rate that a search chose; at 0.03 where none of them helped."""
    found = {}
    for name, (source, task, *keys) in CONTROLS.items():
        found[name] = {}
        for cell in "GRU", "LSTM":
            row = tables[source][task].get(cell, {})
            for key in keys:
                row = row.get(key, {})
            if row := {key: of for key, of in row.items() if key != "left"}:
                (found[name][cell],) = row.values()
    found["adding, both marks early"]["LSTM"] = tables["near"]["adding, far, rate 0.03"]["LSTM"]["default"]
    return found


def blind(table):
    return {
        name: {answers: round(float(np.median(row["30"])), 2) for answers, row in rows.items()}
        for name, rows in table["blind"].items()
    }


def run(seed=0):
    return {
        name: {T: (learn(seed, "adding", name, "default", T, rate(name, T), BUDGET["tanh"]), True) for T in RUN}
        for name in CELLS
    }


def main():
    tables = {name: table(name) for name in ("lengths", "near", "mean")}
    found = tables["lengths"]
    content = {
        "rates": {name: {T: rate(name, T) for T in (10, 20, 30, 50, 100)} for name in CELLS},
        "lengths": lengths(found),
        "run": run(),
        "first": {name: first(found, *of) for name, of in FIRST.items()},
        "biases": biases(found),
        "controls": controls(tables),
        "blind": blind(tables["mean"]),
    }
    text = json.dumps(content, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / "08_race.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
