"""The run that Figure 5.4 shows at first, made by the notebook's own function; writes helpers/stored/05_clipping.json.

python tests/reference/make_lesson_05_stored.py
"""

import ast
import json
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks" / "05_exploding_and_clipping.ipynb"
STORED = ROOT / "helpers" / "stored" / "05_clipping.json"


def functions():
    """The notebook's imports, functions and `relu`, without running its other cells."""
    space = {}
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "code":
            for node in ast.parse(cell.source).body:
                wanted = isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef)
                if wanted or (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "relu"):
                    exec(compile(ast.Module([node], []), cell.id, "exec"), space)
    return space


def short(curves):
    """The curves with three digits."""
    return {name: [[float(f"{v:.3g}") for v in point] for point in curve] for name, curve in curves.items()}


if __name__ == "__main__":
    *_, curves = functions()["learn"](seed=500, log10_limit=0.0)
    STORED.parent.mkdir(exist_ok=True)
    STORED.write_text(json.dumps(short(curves), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
