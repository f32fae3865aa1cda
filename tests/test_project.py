"""The repository itself: what is promised to whoever clones it."""

import ast
import html
import re
import subprocess
import sys
import tomllib

import as_it_came
import lessons
import nbformat
import phrases
import pytest
import tags
import yaml
from nbconvert.exporters import ScriptExporter
from packaging.requirements import Requirement

import helpers

ROOT = lessons.ROOT
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
DEPENDENCIES = PROJECT["project"]["dependencies"]


TOP = {"notebooks", "helpers", "docs", "tests", ".ci", "environment.yml", "README.md", "pyproject.toml"}
TOP |= {"LICENSE", "LICENSE-text", "CITATION.cff", "CHANGELOG.md", ".gitignore", ".github"}
PASSING = {"__pycache__", ".ipynb_checkpoints"}


def tracked():
    """The files under version control; in a download without git, what the project's folders hold. Not those in
    which somebody has worked."""
    listed = as_it_came.git("ls-files", "-z").decode().split("\0")
    paths = [ROOT / name for name in listed if name]
    if not paths:
        tops = [ROOT / name for name in sorted(TOP)]
        paths = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
        paths = [path for path in paths if not PASSING & set(path.parts)]
    return [path for path in paths if path.is_file() and path.name not in as_it_came.theirs()]


def run_python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_one_version_everywhere():
    version = PROJECT["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = re.findall(r"^## \[(.+?)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert changes[0] == (version, str(citation["date-released"]))
    assert citation["version"] == helpers.__version__ == version
    assert f"v{version}" in (ROOT / "README.md").read_text(encoding="utf-8")
    named = as_it_came.git("tag", "--points-at", "HEAD").decode().split()
    assert [tag for tag in named if tag.startswith("v") and tag != f"v{version}"] == []


def test_conda_and_binder_get_what_pyproject_asks_for():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    *packages, pip = environment["dependencies"]
    assert packages[:2] == ["python=3.12", "pip"]
    assert sorted(packages[2:]) == sorted(DEPENDENCIES)
    assert pip == {"pip": ["-e ."]}
    assert environment["channels"] == ["conda-forge"]


def test_every_direct_dependency_is_pinned_to_a_version_within_its_bounds():
    pins = dict(pin.split(";")[0].strip().split("==") for pin in PROJECT["tool"]["uv"]["constraint-dependencies"])
    groups = PROJECT["dependency-groups"].values()
    for requirement in map(Requirement, [*DEPENDENCIES, *(one for group in groups for one in group)]):
        assert requirement.specifier.contains(pins[requirement.name]), requirement.name


def modules():
    """The modules of helpers as README's map names them; those that each lesson has one of count as their folder."""
    for path in sorted((ROOT / "helpers").rglob("*.py")):
        name = path.relative_to(ROOT / "helpers").with_suffix("").as_posix()
        if name != "__init__" and not re.search(r"/lesson_\d\d", name):
            yield re.sub("__init__$", "", name)


def test_readme_fits_on_a_screen_or_two_and_maps_every_module():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 90
    [section] = re.findall(r"^## Map$(.*?)^Code:", text, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^- (.*)", section, re.MULTILINE)
    mapped = [name for line in lines for name in re.findall(r"`([\w/]+)`", line)]
    assert sorted(mapped) == sorted(modules())


def test_top_level_holds_the_course_and_what_tooling_needs():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} == TOP
    notebooks = {path.name for path in tracked() if path.suffix == ".ipynb"}
    assert notebooks | set(as_it_came.theirs()) >= set(as_it_came.names()), "README lists every lesson"
    assert notebooks <= set(as_it_came.names())


def test_workflows_run_the_commands_of_readme():
    commands = {
        "test": "python -m uv run --group test pytest",
        "site": "python -m uv run --group site python docs/build.py",
    }
    for name, command in commands.items():
        for file in "README.md", f".github/workflows/{name}.yml":
            assert command in (ROOT / file).read_text(encoding="utf-8"), file


def test_no_file_names_a_machine_or_a_package_index():
    marks = [r"/(root|home|work|Users)/\w", r"https?://[^ \"]*/(simple|packages)/", r"pypi\.org/simple"]
    for path in tracked():
        if path.suffix in {".png", ".gif", ".npz"}:
            continue
        for mark in marks:
            assert not re.search(mark, path.read_text(encoding="utf-8")), (path.name, mark)


def test_importing_helpers_loads_nothing_heavy():
    heavy = {"numpy", "matplotlib", "sympy", "ipywidgets", "IPython"}
    loaded = run_python("import sys, helpers, helpers.jupyter.installed; print(*sys.modules)").split()
    assert not heavy & set(loaded)


@pytest.mark.parametrize("path", lessons.NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_committed_executed_and_clean(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert set(notebook.metadata.language_info) == {"name", "file_extension", "pygments_lexer"}
    assert all(cell.metadata.keys() <= {"tags", "prediction"} for cell in notebook.cells)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name") != "stderr"
            data = output.get("data", {})
            assert "application/vnd.jupyter.widget-view+json" not in data
            for image in re.findall("<img [^>]*>", data.get("text/html", "")):
                [alt] = re.findall('alt="(.+?)"', image)
                assert html.unescape(alt) in data["text/plain"], "the words are those of the caption"


@pytest.mark.parametrize("path", lessons.NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_as_a_script_is_python(path):
    source, resources = ScriptExporter().from_notebook_node(nbformat.read(path, as_version=4))
    assert resources["output_extension"] == ".py"
    compile(re.sub(r"^get_ipython.*$", "", source, flags=re.MULTILINE), path.name, "exec")


@pytest.mark.parametrize("path", lessons.NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_keeps_the_anatomy_of_a_lesson(path):
    cells = nbformat.read(path, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    first = "\n".join(cell.source for cell in cells if tags.place(cell) == "title")
    assert re.match(rf"# {path.name[:2]} · .*\?", first)
    for part in phrases.TITLE:
        assert part in first, part
    for part in phrases.TEXT:
        assert part in text, part
    one, two = map(text.count, phrases.HINTS)
    assert one == two >= 2
    code = [cell.source for cell in cells if cell.cell_type == "code" and tags.place(cell) != "setup"]
    sizes = sorted(len(source.splitlines()) for source in code)
    assert sizes[len(sizes) // 2] <= 6 and sizes[int(0.9 * len(sizes))] <= 15  # of at most 88 characters


@pytest.mark.parametrize("path", lessons.NOTEBOOKS, ids=lambda p: p.stem)
def test_a_training_shows_that_it_works(path):
    """By its bar, or by a figure that is drawn as it goes: the function yields."""
    tree = ast.parse("\n".join(source for source in lessons.code(path)))
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        inside = list(ast.walk(function))
        silent = [call for call in inside if isinstance(call, ast.keyword) and call.arg == "progress"]
        assert not silent or any(isinstance(node, ast.Yield) for node in inside), function.name


@pytest.mark.parametrize("path", lessons.NOTEBOOKS, ids=lambda p: p.stem)
def test_links_to_files_lead_somewhere(path):
    for cell in nbformat.read(path, as_version=4).cells:
        for target in re.findall(r"\]\(([^)#\s]+)\)", cell.source if cell.cell_type == "markdown" else ""):
            assert target.startswith("https://") or (path.parent / target).exists(), target


def test_modules_and_notebooks_are_formatted():
    ours = [path for path in tracked() if path.suffix in (".py", ".ipynb")]
    for command in ["format", "--check"], ["check"]:
        done = subprocess.run([sys.executable, "-m", "ruff", *command, *ours], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
