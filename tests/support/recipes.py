"""Follows the recipes of docs/pages/yours.md and of marking.md in a copy of the course. Not a test module.

A section of the page is a recipe. In it a comment says what a reader does with the block that follows:

    % line PATH TEXT      the line with this text becomes the block        % append PATH   the block goes to its end
    % swap PATH TEXT      the text becomes the block                       % script        Python runs the block
    % source PATH TEXT    the cell with this text becomes the block        % run           its commands succeed
    % cell PATH TEXT: A B a new cell with tags A and B before that cell    % fails         its last command fails
    % says                the block is in what the last command said
    % file PATH           the block becomes this file
    % look                a program to look at: nothing is run

PATH may be a notebook. TEXT must stand there once.
"""

import re
import shutil
import subprocess
import sys
from os import environ, pathsep
from pathlib import Path

import lessons
import nbformat

PAGE = lessons.ROOT / "docs" / "pages" / "yours.md"
STEP = re.compile(r"^% (\w+)(?: (\S+))?(?: ([^\n]+))?\n\n```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", ".site", ".*_cache", ".ipynb_checkpoints", "__pycache__")
SAYS = {
    "python -m uv run --group test pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
    "python -m uv run --group test python": [sys.executable],
    "python -m uv run --group class python": [sys.executable],
    "python -m uv run --group class nbgrader": [sys.executable, "-m", "nbgrader"],
    "python -m uv run python": [sys.executable],
    "python": [sys.executable],
    "git": ["git"],
}


def recipes(page=PAGE):
    """{name: [(what to do, path, text, language of the block, block), ...]} for every section of the page."""
    _, *parts = re.split(r"^\((.+)\)=\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: STEP.findall(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def copied(folder):
    """A copy of the course in `folder`; its path."""
    root = folder / "course"
    shutil.copytree(lessons.ROOT, root, ignore=LEFT_OUT)
    shutil.copytree(lessons.FOLDER, root / "notebooks", dirs_exist_ok=True, ignore=LEFT_OUT)  # as they came
    return root


def follow(steps, root, commands=True):
    """Do what a recipe says in the copy `root`; commands: also what is to be run. AssertionError where it isn't so.

    Returns the folder in which the last command left the terminal.
    """
    said = ""
    for what, path, text, language, block in steps:
        if what in ("run", "fails", "script"):
            said, root = run(what, block, root) if commands else ("", root)
        elif what == "look":
            continue
        elif what == "file":
            (root / path).write_text(block, encoding="utf-8")
        elif what == "says":
            assert not commands or " ".join(block.split()) in " ".join(said.split()), said
        elif path.endswith(".ipynb"):
            notebook = nbformat.read(root / path, as_version=4)
            in_notebook(notebook, what, text, language, block)
            nbformat.write(notebook, root / path)
        else:
            old = (root / path).read_text(encoding="utf-8")
            new = f"{old}\n\n{block}" if what == "append" else changed(old, what, text, block)
            (root / path).write_text(new, encoding="utf-8")
    return root


def run(what, block, root):
    """Run the commands of a block, or the block itself; what the last one said, and the folder after it."""
    path = f"{Path(sys.executable).parent}{pathsep}{environ['PATH']}"  # nbgrader calls alembic by its name
    told = {"PYTHONPATH": str(root), "PYTHONWARNINGS": "", "NO_COLOR": "1", "COLUMNS": "80", "PATH": path}
    environment = {key: value for key, value in environ.items() if key != "CI"} | told  # as at a reader's terminal
    said = ""
    lines = [[sys.executable, "-c", block]] if what == "script" else [command(line) for line in block.splitlines()]
    for line in filter(None, lines):
        if line[0] == "cd":
            root = root / line[1]
            continue
        done = subprocess.run(line, cwd=root, env=environment, capture_output=True, text=True)
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == (what == "fails"), f"{' '.join(line)}\n{said}"
    return said, root


def command(line):
    """A command of the page as a list, with the Python that runs here; none for what git would do outside of git."""
    if line.startswith("cd "):
        return line.split()
    begin = next(words for words in SAYS if line.startswith(words))
    rest = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line.removeprefix(begin))]
    return [] if begin == "git" else [*SAYS[begin], *rest]


def changed(source, what, text, block):
    """`source` with the text, or the line that holds it, replaced by the block."""
    assert source.count(text) == 1, f"{text!r} stands there {source.count(text)} times"
    if what == "swap":
        return source.replace(text, block.rstrip("\n"))
    return "".join(block if text in line else line for line in source.splitlines(keepends=True)).rstrip("\n") + "\n"


def in_notebook(notebook, what, text, language, block):
    """Do a step in a notebook; changes it."""
    text, _, tags = text.rpartition(": ") if what == "cell" else (text, "", "")
    places = [i for i, cell in enumerate(notebook.cells) if text in cell.source]
    assert len(places) == 1, f"{text!r} stands in {len(places)} cells"
    cell = notebook.cells[places[0]]
    if what == "source":
        cell.source = block.rstrip("\n")
    elif what == "cell":
        make = nbformat.v4.new_code_cell if language == "python" else nbformat.v4.new_markdown_cell
        notebook.cells.insert(places[0], make(block.rstrip("\n"), metadata={"tags": tags.split()}))
    else:
        cell.source = changed(cell.source, what, text, block).rstrip("\n")
