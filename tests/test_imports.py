"""The arrows of the house: who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

HELPERS = Path(__file__).parents[1] / "helpers"
CELLS = {"rnn", "lstm", "gru", "gru_before"}
WIDGETS = {"ipywidgets", "IPython", "live"}


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


def test_a_cell_knows_only_its_weights():
    ours = modules().keys()
    for cell in CELLS:
        assert modules()[cell] & ours <= {"params", "expect", "gru", "gru_before"}, cell
    assert modules()["params"] & ours == {"expect"}
    assert modules()["expect"] & ours == set()


def test_whoever_takes_a_cell_as_argument_imports_none():
    for name in ("trace", "bptt", "flow", "network", "deep", "skip", "train", "losses", "tasks", "gradcheck"):
        assert not modules()[name] & CELLS, name


def test_figures_know_no_cell_and_no_widget_and_widgets_no_figure():
    for name, names in modules().items():
        if name in {"figures", "picture", "style"}:
            assert not names & (CELLS | WIDGETS | {"bptt", "flow", "deep", "train", "scalar", "pyplot"}), name
        elif name in {"live", "growing"}:
            assert not names & {"figures", "picture", "matplotlib"}
        else:
            assert not names & WIDGETS, name


def test_the_engine_draws_nothing_and_needs_no_torch():
    for name in ("params", "bptt", "flow", "deep", "linear", "losses", "tasks", "train", "gradcheck", *CELLS):
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
