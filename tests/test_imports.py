"""The arrows of the house: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

HELPERS = Path(__file__).parents[1] / "helpers"
CELLS = {"rnn", "lstm", "gru"}
# Whom each module of the engine may know. What stands further down imports what stands further up, never the reverse.
ARROWS = {
    "expect": set(),
    "params": {"expect"},
    "activations": {"expect"},
    "cell": {"params", "expect"},
    **{name: {"cell", "params", "activations", "expect"} for name in CELLS},
    "layer_norm": {"cell", "params", "expect"},
    "bptt": {"cell", "expect"},
    "flow": {"bptt", "cell", "expect"},
    "losses": {"cell", "expect"},
    "attention": {"bptt", "expect"},
    "deep": {"attention", "bptt", "cell", "expect", "layer_norm", "deep"},
    "train": {"bptt", "expect"},
    "model": {"bptt", "cell", "losses", "expect"},
    "linear": {"expect"},
    "regularise": {"cell", "linear", "expect"},
    "scalar": {"expect"},
    "gradcheck": {"expect"},
    "agreement": {"expect"},
    "tasks": {"agreement", "expect"},
}
FRAME = {
    "controls": {"expect"},
    "keep": set(),
    "still": set(),
    "figures": {"figures", "controls", "expect"},
    "words": set(),
    "live": {"controls", "expect", "keep", "still", "words", "jupyter"},  # jupyter within the hook alone: see below
    "jupyter": {"jupyter", "controls", "words"},
    "page": {"page", "controls", "expect", "live"},
}


def imported(path):
    """Names of the modules that a file imports, those of helpers without the package's name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.removeprefix("helpers.").split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.module == "helpers":
                names |= {alias.name for alias in node.names}
            else:
                names.add(node.module.removeprefix("helpers.").split(".")[0])
    return names


def modules():
    """Module name -> what it imports; the modules of a package (figures, checks) count as one."""
    found = {}
    for path in HELPERS.rglob("*.py"):
        name = path.relative_to(HELPERS).with_suffix("").parts[0]
        found[name] = found.get(name, set()) | imported(path)
    return found


def test_the_engine_knows_what_stands_above_it():
    ours = modules()
    for name, known in ARROWS.items():
        assert ours[name] & ours.keys() <= known, name


def test_a_cell_knows_no_other_and_whoever_takes_a_cell_as_argument_none():
    for name in ARROWS:
        assert not modules()[name] & CELLS, name


def test_figures_know_no_cell_and_no_widget_and_a_front_end_only_plain_data():
    ours = modules()
    for name, known in FRAME.items():
        assert ours[name] & ours.keys() <= known, name
    with_widgets = {path.stem for path in HELPERS.rglob("*.py") if "ipywidgets" in imported(path)}
    assert with_widgets == {"widgets", "rows"}
    for name in ours.keys() - {"jupyter", "page", "live", "runs"}:
        assert not ours[name] & {"jupyter", "live", "pyplot", "IPython"}, name
    top = ast.parse((HELPERS / "live.py").read_text(encoding="utf-8")).body
    assert not any("jupyter" in ast.unparse(line) for line in top if isinstance(line, ast.Import | ast.ImportFrom))


def test_the_engine_draws_nothing_and_needs_no_torch():
    for name in ARROWS:
        assert not modules()[name] & {"matplotlib", "torch", "figures", "live", "symbolic"}, name


def test_import_helpers_imports_nothing_heavy_and_prints_nothing():
    code = "import helpers, sys; print(sorted({'numpy', 'sympy', 'ipywidgets'} & set(sys.modules)))"
    assert _output(code) == "[]"
    every = "; ".join(f"import helpers.{name}" for name in ("tasks", "train", "deep", "flow", "linear", "losses"))
    heavy = "sorted({'matplotlib', 'sympy', 'ipywidgets', 'torch', 'scipy', 'this'} & set(sys.modules))"
    assert _output(f"import sys; {every}; print({heavy})") == "[]"


def _output(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def test_modules_fit_on_a_screen_or_two():
    for path in HELPERS.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 200, path.name
