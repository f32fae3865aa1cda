"""How long a lesson takes in class, by a formula. Not a test module.

Reading 100 words a minute while a room listens, a formula in the text 1/20 minute, one on its own line 1/2, 12 lines of
code a minute, 3 minutes for a live figure and 1 for a prediction; 7 for an exercise.
"""

import re

import nbformat

PRICES = {"words": 1 / 100, "inline": 1 / 20, "displayed": 1 / 2, "lines": 1 / 12, "figures": 3, "predictions": 1}
EXERCISE = 7


def counts(path):
    """(what the core of a notebook holds, by the names of PRICES; its number of exercises)."""
    core, exercises = dict.fromkeys(PRICES, 0), 0
    for cell in nbformat.read(path, as_version=4).cells:
        tags = set(cell.metadata.get("tags", []))
        if tags & {"title", "setup", "core"}:
            for what, count in (code if cell.cell_type == "code" else text)(cell.source).items():
                core[what] += count
            core["predictions"] += "prediction" in tags
        elif cell.cell_type == "markdown":  # "**1.1 · ...**" begins an exercise, and a heading a bug from the wild
            begins = {"exercise": r"^\*\*\d+\.\d+ ", "bug": r"^## "}
            exercises += sum(len(re.findall(begins[tag], cell.source, re.M)) for tag in tags & begins.keys())
    return core, exercises


def code(source):
    """Lines that are not empty, and live figures."""
    lines = [line for line in source.splitlines() if line.strip()]
    return {"lines": len(lines), "figures": len(re.findall(r"\b(?:live\.plot|runs\.show)\(", source))}


def text(source):
    """Words and formulas."""
    source, displayed = re.subn(r"\$\$.+?\$\$", " ", source, flags=re.S)
    source, inline = re.subn(r"\$[^$\n]+\$", " ", source)
    source = re.sub(r"<[^>]+>|\]\([^)]*\)", " ", source)
    return {"words": len(re.findall(r"\w[\w’'-]*", source)), "inline": inline, "displayed": displayed}


def minutes(path):
    """(minutes of the core, minutes of the exercises), not rounded."""
    core, exercises = counts(path)
    return sum(PRICES[what] * count for what, count in core.items()), EXERCISE * exercises


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:]:
        print(name, *(round(part, 1) for part in minutes(name)), counts(name))
