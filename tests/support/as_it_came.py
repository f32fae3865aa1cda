"""The notebooks as they came: where a learner has worked, the tests look at what was there before. Not a test module.

Git knows the notebooks as they came. Without it, in a downloaded archive, tests that read a notebook with somebody's
work in it are skipped, and the end of the report says so. With CI=true a notebook is taken as it is.
"""

import atexit
import json
import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
WHERE = ROOT / "notebooks"


def git(*command, root=ROOT):
    """What git says about the course's own repository, as bytes; b"" where there is none, or no git."""
    if not (root / ".git").exists():
        return b""  # the folder may lie in somebody else's repository
    try:
        return subprocess.run(["git", *command], cwd=root, capture_output=True).stdout
    except OSError:
        return b""


def names(root=ROOT):
    """The names of the course's notebooks: those that README lists."""
    return re.findall(r"\(notebooks/(\d\d_\w+\.ipynb)\)", (root / "README.md").read_text(encoding="utf-8"))


def came(text):
    """Whether a notebook's text is as it came. Jupyter writes the version of Python into what a reader saves."""
    try:
        metadata = json.loads(text)["metadata"]
    except (ValueError, KeyError, TypeError):  # half of a merge, for example
        return False
    return "version" not in metadata.get("language_info", {})


def worked_in(root=ROOT):
    """The names of the course's notebooks that hold somebody's work."""
    paths = [root / "notebooks" / name for name in names(root)]
    return [path.name for path in paths if not (path.exists() and came(path.read_bytes()))]


def original(name, root=ROOT):
    """The newest version of a notebook in git that is as it came, or None."""
    path = f"notebooks/{name}"
    for commit in git("log", "--format=%H", "-n", "50", "--", path, root=root).decode().split():
        if came(text := git("show", f"{commit}:{path}", root=root)):
            return text
    return None


def folder(root=ROOT):
    """(a folder with the notebooks as they came, the names of those that are not known as they came)."""
    changed = [] if os.environ.get("CI") else worked_in(root)
    if not changed:
        return root / "notebooks", []
    place = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    shutil.copytree(root / "notebooks", place / "notebooks", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    lost = []
    for name in changed:
        text = original(name, root)
        (place / "notebooks" / name).write_bytes(text or b'{"cells": [], "metadata": {}, "nbformat": 4}')
        lost += [] if text else [name]
    return place / "notebooks", lost


@cache
def theirs():
    """Notebooks in the course's folder that nobody but the reader answers for: worked in, or new."""
    new = {path.name for path in WHERE.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts} - set(names())
    return sorted({*new, *worked_in()} if not os.environ.get("CI") else set())


FOLDER, LOST = folder()
NOTEBOOKS = [FOLDER / name for name in names()]
LOST_WORDS = (
    "{}: somebody has worked in this notebook, which is fine. As it came it is not here (no git), so this test can't "
    "look at it; it says nothing about the work."
)


def summary():
    """What a reader with work of their own is told at the end, as lines; [] if there is none."""
    if not (yours := theirs()):
        return []
    lines = [f"Yours, which is fine: {', '.join(yours)}. The tests leave them alone; they test the course as it came."]
    if LOST:
        lines += [
            f"As they came, {', '.join(LOST)} are not here (no git): tests that read them were skipped.",
            "To test all of the course, unpack it once more somewhere else, or work in a copy of git.",
        ]
    return [*lines, "Whether your solutions are right, the checks in the notebooks say."]
