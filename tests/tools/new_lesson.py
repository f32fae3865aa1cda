"""Begin a lesson: a notebook with every part that a lesson has, its figure, its checks, solutions and wrong answers.

    python tests/tools/new_lesson.py 13_my_question

What it writes passes the tests as it is; put your own in place of each part. README gets a row for it.
"""

import argparse
import re
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
SKELETON = Path(__file__).parent / "skeleton"
MODULES = {
    "figure.py": "helpers/figures/lesson_{}.py",
    "check.py": "helpers/checks/lesson_{}.py",
    "solution.py": "notebooks/solutions/lesson_{}.py",
    "wrong.py": "tests/support/wrong_{}.py",
}
BEGINS = re.compile(r"^%% (\w+)(?: (.*))?\n", re.MULTILINE)  # "%% markdown core seen": a cell, and its tags
PREDICTION = {
    "options": {"A": "about a half", "B": "about a tenth", "C": "less than a thirtieth"},
    "key": "C",
    "wrong": "B",
    "say": "Three steps leave 0.22 already, seven leave 0.028.",
}


def cells(text):
    """The cells of skeleton/lesson.md."""
    _, *parts = BEGINS.split(text)
    for i, (kind, tags, source) in enumerate(zip(parts[::3], parts[1::3], parts[2::3], strict=True)):
        metadata = {"tags": tags.split()} | ({"prediction": PREDICTION} if "prediction" in tags.split() else {})
        make = nbformat.v4.new_markdown_cell if kind == "markdown" else nbformat.v4.new_code_cell
        yield make(source.strip(), id=f"cell-{i:02}", metadata=metadata)


def begin(name, root=ROOT):
    """Write the files of the lesson `name` ("13_my_question", titled "My question?") and its row in README; their
    paths. ValueError for a name of another form and for a number that is taken: nothing is written then."""
    if not re.fullmatch(r"[01]\d_[a-z0-9_]+", name):
        raise ValueError(f"a lesson's name must be like 13_my_question, but got {name!r}. Two digits, from 00 to 19.")
    number, question, readme = name[:2], f"{name[3:].replace('_', ' ').capitalize()}?", root / "README.md"
    notebook, files = root / "notebooks" / f"{name}.ipynb", {}
    for part, path in MODULES.items():
        files[root / path.format(number)] = (SKELETON / part).read_text(encoding="utf-8").replace("NN", number)
    taken = [path.name for path in [*files, *root.glob(f"notebooks/{number}_*.ipynb")] if path.exists()]
    if taken:
        raise ValueError(f"lesson {number} must be new, but there is {', '.join(taken)}. Take another number.")
    text = (SKELETON / "lesson.md").read_text(encoding="utf-8")
    text = text.replace("NN", number).replace("N.", f"{int(number)}.").replace("QUESTION", question)
    rows = readme.read_text(encoding="utf-8").splitlines(keepends=True)
    last = max(i for i, row in enumerate(rows) if re.match(r"\| \[\d\d ", row))
    rows.insert(last + 1, f"| [{number} {question}](notebooks/{name}.ipynb) | say what is left of a gradient | 5 |\n")
    for path, source in files.items():
        path.write_text(source, encoding="utf-8")
    nbformat.write(nbformat.v4.new_notebook(cells=list(cells(text))), notebook)
    readme.write_text("".join(rows), encoding="utf-8")
    return [notebook, *files, readme]


def main():
    """Begin the lesson that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", help="such as 13_my_question")
    arguments = parser.parse_args()
    try:
        paths = begin(arguments.name)
    except ValueError as error:
        sys.exit(str(error))
    print(*(f"wrote {path.relative_to(ROOT)}" for path in paths), sep="\n")
    print(f"Next: python tests/tools/refresh_notebooks.py notebooks/{arguments.name}.ipynb")


if __name__ == "__main__":
    main()
