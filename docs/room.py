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


def keys(lesson, folder=ROOT / "notebooks"):
    """The predictions of a lesson, one after the other: (the next figure or "", what is right in words)."""
    found = []
    for path in folder.glob(f"{lesson}_*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        for n, cell in enumerate(cells):
            if "prediction" in tags.tags(cell):
                figure = next((after.source for after in cells[n:] if "figure" in tags.tags(after)), "")
                named = re.search(r'"([^"\d]+ [\d.]+)"', figure)
                found.append((named[1] if named else "", tags.answer(cell)))
    return found


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
        open_yet = [work for who, work in works[name].items() if found[who] in ("stuck", "trying")]
        said = Counter(" ".join(work.get("said", "").split()) for work in open_yet)
        often = [f"{words[:120]} ({count})" for words, count in said.most_common(1)]
        cells = [title, *(str(number[what]) for what in ("solved", "trying", "stuck")), ", ".join(stuck), *often]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" + " |" * (not often))
    if not any(state(work) for of_all in works.values() for work in of_all.values()):
        return ""
    head = "| exercise | solved | trying | stuck | who is stuck | said last, most often |\n|---|---|---|---|---|---|"
    return "\n".join([head, *lines, ""])


def guess_table(lesson, logs):
    """What was predicted, as Markdown, a line a prediction beside what is right; "" if nothing was."""
    guesses = [log.get(lesson, {}).get("guesses", {}) for log in logs.values()]
    lines = []
    for number, (figure, right) in enumerate(keys(lesson), 1):
        count = Counter(of_one[str(number)] for of_one in guesses if str(number) in of_one)
        told = ", ".join(f"{said} {n}" for said, n in sorted(count.items()))
        lines.append(f"| {number} | {figure} | {told} | {right} |")
    return (
        "\n".join(["| prediction | before | guesses | right |", "|---|---|---|---|", *lines, ""])
        if any(guesses)
        else ""
    )


def main():
    """Print the tables of one folder."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Say in which folder the students' files are: python -m uv run python docs/room.py FOLDER")
    logs, refused = read(Path(sys.argv[1]))
    if not logs:
        sys.exit("\n".join([*refused, f"There is no student's file (NAME.json) in {sys.argv[1]}."]))
    print(f"{len(logs)} students. Stuck: {STUCK} tries or more, and not solved.\n")
    lessons = sorted({lesson for log in logs.values() for lesson in log})
    for lesson in lessons:
        print(f"## Lesson {lesson}\n")
        print("\n".join(filter(None, (lesson_table(lesson, logs), guess_table(lesson, logs)))))
    print("\n".join(refused))


if __name__ == "__main__":
    main()
