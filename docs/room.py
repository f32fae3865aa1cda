"""Who is stuck where: reads the logs that a class handed in, and prints tables.

    python -m uv run python docs/room.py FOLDER

FOLDER holds one file a student, named after the student (`kim.json`): what a live page saves, or the file of
helpers/journal.py. The files are what the students say of themselves: good for knowing where to help, not for marks.
"""

import importlib
import re
import sys
from collections import Counter
from pathlib import Path

import nbformat
import tags

from helpers import journal

ROOT = Path(__file__).parents[1]
STUCK = 3  # tries without success


def exercises(lesson):
    """The checks of a lesson, in their order: name -> what it is called, "1.3 peak"."""
    try:
        module = importlib.import_module(f"helpers.checks.lesson_{lesson}")
    except ImportError:
        return {}
    checks = [f for f in vars(module).values() if callable(f) and getattr(f, "__module__", "") == module.__name__]
    numbers = {f.__name__: re.search(r"\d+\.\d+", f.__doc__ or "") for f in checks if not f.__name__.startswith("_")}
    return {name: f"{number[0]} {name}" if number else name for name, number in numbers.items()}


def keys(folder=ROOT / "notebooks"):
    """What is right to predict: figure -> words, for every prediction of the lessons."""
    return {
        figure: tags.answer(cell, wrong=False)
        for path in sorted(folder.glob("*.ipynb"))
        for figure, cell in tags.predictions(nbformat.read(path, as_version=4))
    }


def state(work):
    """What a table says of one student's exercise: solved, stuck, trying, or "" where it wasn't begun."""
    tries = work.get("tries", 0)
    return "solved" if work.get("solved") else "stuck" if tries >= STUCK else "trying" if tries else ""


def read(folder):
    """(logs by student's name, sentences about files that are none) of all files of a folder."""
    logs, refused = {}, []
    for file in sorted(folder.glob("*.json")):
        try:
            logs[file.stem] = journal.read(file)
        except (OSError, ValueError) as problem:
            refused.append(f"{file.name} was left out: {problem}")
    return logs, refused


def lesson_table(lesson, logs):
    """The table of a lesson as Markdown: a line an exercise; "" if nobody has begun it."""
    works = {name: {who: log.get(lesson, {}).get("exercises", {}).get(name, {}) for who, log in logs.items()}
             for name in exercises(lesson)}  # fmt: skip
    lines = []
    for name, title in exercises(lesson).items():
        found = {who: state(work) for who, work in works[name].items()}
        number = Counter(found.values())
        stuck = [who for who, what in found.items() if what == "stuck"]
        said = Counter(work["said"] for who, work in works[name].items() if found[who] in ("stuck", "trying"))
        often = [f"{' '.join(words.split())[:120]} ({count})" for words, count in said.most_common(1)]
        cells = [title, *(str(number[what]) for what in ("solved", "trying", "stuck")), ", ".join(stuck), *often]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" + " |" * (not often))
    if not any(state(work) for of_all in works.values() for work in of_all.values()):
        return ""
    head = "| exercise | solved | trying | stuck | who is stuck | said last, most often |\n|---|---|---|---|---|---|"
    return "\n".join([f"## Lesson {lesson}", "", head, *lines, ""])


def guess_table(logs, right):
    """The guesses as Markdown, a line a figure, beside what is right; "" if there are none."""
    guesses = {}
    for log in logs.values():
        for part in log.values():
            for figure, guess in part.get("guesses", {}).items():
                guesses.setdefault(figure, Counter())[guess] += 1
    lines = [
        f"| {figure} | {', '.join(f'{guess} {n}' for guess, n in sorted(count.items()))} | {right.get(figure, '')} |"
        for figure, count in sorted(guesses.items(), key=lambda one: [int(n) for n in re.findall(r"\d+", one[0])])
    ]
    return "\n".join(["## Predictions", "", "| figure | guesses | right |", "|---|---|---|", *lines, ""]) * bool(lines)


def main():
    """Print the tables of one folder."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Say in which folder the students' files are: python -m uv run python docs/room.py FOLDER")
    logs, refused = read(Path(sys.argv[1]))
    if not logs:
        sys.exit("\n".join([*refused, f"There is no student's file (NAME.json) in {sys.argv[1]}."]))
    print(f"{len(logs)} students. Stuck: {STUCK} tries or more, and not solved.\n")
    lessons = sorted({lesson for log in logs.values() for lesson in log})
    print("\n".join(filter(None, [*(lesson_table(lesson, logs) for lesson in lessons), guess_table(logs, keys())])))
    print("\n".join(refused))


if __name__ == "__main__":
    main()
