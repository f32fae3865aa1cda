"""What several test modules need to know about the notebooks. Not a test module."""

from functools import cache
from pathlib import Path

import nbformat

from helpers import live

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@cache
def namespace(path):
    """Run a notebook's code cells in this process; its variables, and under "figures" its live figures by name."""
    before = set(live._shown)
    variables = {"__name__": "__main__"}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, str(path), "exec"), variables)
    return variables | {"figures": {name: live._shown[name] for name in live._shown if name not in before}}


def figures():
    """(name, live figure) of all live figures of the course."""
    return [item for path in NOTEBOOKS for item in namespace(path)["figures"].items()]
