"""The first cell of lesson 00 in whatever state a learner's machine may be: a sentence and what mends it."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import lessons
import pytest

from helpers.jupyter import installed

PROJECT = tomllib.loads((lessons.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILE = lessons.ROOT / "helpers" / "jupyter" / "installed.py"
GOOD = "Everything the course needs is installed.\n"
CELL = next(source for source in lessons.code(lessons.NOTEBOOKS[0]) if "installed.py" in source)


class Machine:
    """A Python that has only what is put into its folder `site`, and the course's folder, not installed.

    At first all packages are there: empty, but with a version.
    """

    def __init__(self, folder):
        self.course, self.site = folder / "My Course", folder / "site"
        self.notebooks = self.course / "notebooks"
        (self.course / "helpers" / "jupyter").mkdir(parents=True)
        self.notebooks.mkdir()
        shutil.copy(lessons.ROOT / "pyproject.toml", self.course)
        shutil.copy(FILE, self.course / "helpers" / "jupyter")
        for init in ("helpers/__init__.py", "helpers/jupyter/__init__.py"):
            (self.course / init).touch()
        self.site.mkdir()
        for requirement in PROJECT["dependencies"]:
            self.put(requirement.split(">=")[0], "99.1.2")
        self.put("pip", "99.1.2")

    def put(self, name, version, source="", metadata=True):
        """Install a package of that version."""
        self.drop(name)
        package = self.site / installed.MODULES.get(name, name)
        package.mkdir()
        (package / "__init__.py").write_text(f"__version__ = {version!r}\n{source}")
        info = self.site / f"{name}-{version}.dist-info"
        info.mkdir()
        if metadata:
            (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")

    def drop(self, name, files=True, info=True):
        """Remove a package, or only its files or its description."""
        if files:
            shutil.rmtree(self.site / installed.MODULES.get(name, name), ignore_errors=True)
        for folder in self.site.glob(f"{name}-*.dist-info") if info else []:
            shutil.rmtree(folder)

    def says(self, before="", after="", path=True, cwd=None):
        """What the cell prints, run after `before`. path: whether the course can be imported."""
        paths = ["", *([str(self.course)] if path else []), str(self.site)]
        code = f"import sys; sys.path[:0] = {paths!r}\n{before}\n{CELL}\n{after}"
        return run([sys.executable, "-I", "-S", "-X", "utf8", "-c", code], cwd or self.notebooks)


def run(command, cwd, **environment):
    """What a process prints; nothing may be printed as an error."""
    environment = {key: value for key, value in os.environ.items() if key != "UV"} | environment
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_here_everything_is_in_place():
    assert run([sys.executable, "-c", CELL], lessons.ROOT / "notebooks") == GOOD
    assert (
        run([sys.executable, "-c", CELL], Path(sys.prefix)) == GOOD
    )  # a notebook without the folder, the course installed


def test_a_course_that_can_be_imported_need_not_be_installed(machine):
    assert machine.says() == GOOD
    assert machine.says(cwd=machine.course) == GOOD
    assert machine.says(path=False, cwd=machine.course) == GOOD, "a kernel that starts in the course's folder"


def test_a_course_that_is_not_installed_gets_the_command_with_its_folder(machine):
    said = machine.says(path=False)
    assert said.startswith("The course is not installed for this kernel.\n")
    assert f'%pip install -e "{machine.course}"' in said and "restart the kernel" in said
    assert machine.says("sys.modules['helpers'] = None") == said


def test_a_notebook_far_from_the_course_says_so(machine, tmp_path):
    (tmp_path / "downloads").mkdir()
    said = machine.says(path=False, cwd=tmp_path / "downloads")
    assert "the whole folder of the course" in said and "python -m uv run jupyter lab" in said


@pytest.mark.parametrize("loaded", ["", "import helpers"])
@pytest.mark.parametrize("own", ["", "def f(:", "raise SystemExit", "from numpy import nothing", None])
def test_something_of_the_learner_s_called_helpers_is_named_and_never_run(machine, own, loaded):
    if own is None:  # an empty folder
        (machine.notebooks / "helpers").mkdir()
    else:
        (machine.notebooks / "helpers.py").write_text(own)
    if own and loaded:
        loaded = "try:\n    import helpers\nexcept BaseException:\n    pass"
    said = machine.says(loaded, path=False)
    place = machine.notebooks / ("helpers" if own is None else "helpers.py")
    assert said.startswith(f"Python takes {place} for the library") and "another name" in said
    assert machine.says(loaded) == (GOOD if own is None else said), "a folder gives way to a package, a file does not"


def test_an_old_copy_of_the_library_beside_the_notebook_is_named(machine):
    shutil.copytree(machine.course / "helpers", machine.notebooks / "helpers")
    assert machine.says().startswith(f"Python takes {machine.notebooks / 'helpers'} for the library")


def test_a_library_that_was_renamed_since_needs_a_new_kernel(machine):
    (machine.notebooks / "helpers.py").touch()
    said = machine.says("import helpers, os; os.remove('helpers.py')")
    assert "which is gone" in said and said.endswith(installed.RESTART + "\n")


def test_a_course_installed_apart_from_the_folder_is_right(machine):
    shutil.copytree(machine.course / "helpers", machine.site / "helpers")
    assert machine.says(path=False) == GOOD


def test_what_is_missing_or_too_old_gets_one_command(machine):
    machine.drop("sympy")
    machine.put("numpy", "1.26.4")
    machine.put("matplotlib", "3.10.7rc1")
    assert machine.says() == (
        "numpy 1.26.4 is too old; the course needs version 2.1 or newer.\n"
        "sympy is missing; the course needs version 1.13 or newer.\n"
        f'Run  %pip install --upgrade "numpy>=2.1" "sympy>=1.13"  in a new cell, {installed.AGAIN}\n'
    )
    assert "numpy 1.26.4 is too old" in machine.says("import numpy")


def test_an_old_package_that_the_kernel_still_holds_needs_a_new_kernel(machine):
    upgrade = "import matplotlib, numpy, pathlib"
    for name in ("matplotlib", "numpy"):
        machine.put(name, "1.26.4")
        info = machine.site / f"{name}-1.26.4.dist-info" / "METADATA"
        upgrade += f"\npathlib.Path({str(info)!r}).write_text('Name: {name}\\nVersion: 99')"
    assert machine.says(upgrade) == (
        "The kernel has loaded matplotlib 1.26.4, but 99 is installed by now.\n"
        f"The kernel has loaded numpy 1.26.4, but 99 is installed by now.\n{installed.RESTART}\n"
    )


def test_a_description_without_metadata_asks_the_package_itself(machine):
    machine.put("numpy", "2.2", metadata=False)
    assert machine.says() == GOOD
    machine.put("numpy", "1.26.4", metadata=False)
    said = machine.says()
    assert "numpy 1.26.4 is too old" in said and '%pip install --ignore-installed "numpy>=2.1"' in said


def test_the_remains_of_an_older_version_do_not_decide(machine):
    (machine.site / "numpy-1.0.dist-info").mkdir()
    (machine.site / "numpy-1.0.dist-info" / "METADATA").write_text("Name: numpy\nVersion: 1.0\n")
    (machine.site / "sympy-1.0.dist-info").mkdir()
    assert machine.says() == machine.says("import numpy, sympy") == GOOD


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise ImportError('\\n\\nno core\\nmore')", "(ImportError: no core)"),
        ("import no_such_module", "(ModuleNotFoundError: No module named 'no_such_module')"),
        ("del __version__", "AttributeError"),
        ("x = (", "SyntaxError"),
        ("raise OSError", "(OSError: without words)"),
    ],
)
def test_a_damaged_package_is_installed_anew(machine, source, words):
    machine.put("pillow", "99", source)
    said = machine.says()
    assert said.startswith("pillow is damaged ") and words in said and len(said.splitlines()) == 2
    assert '%pip install --ignore-installed "pillow>=11"' in said


@pytest.mark.parametrize("source", ["raise OSError('no core')", "import no_such_module", "del __version__", "x = ("])
def test_sympy_is_tried_without_a_place_in_the_kernel(machine, source):
    after = "import sys; print('sympy' in sys.modules)"
    assert machine.says(after=after) == GOOD + "False\n"
    machine.put("sympy", "99", source)
    said = machine.says(after=after)
    assert said.startswith("sympy is damaged (ImportError: ") and said.endswith("\nFalse\n")
    assert '%pip install --ignore-installed "sympy>=1.13"' in said


def test_files_that_are_gone_are_damage_too(machine):
    machine.drop("tqdm", info=False)
    assert "tqdm is damaged: its files are gone." in machine.says()
    machine.put("tqdm", "99")
    machine.drop("tqdm", files=False)
    assert machine.says() == GOOD, "found by its place"


def test_a_learner_s_file_with_the_name_of_a_package_is_named(machine):
    machine.put("sympy", "0.1")
    (machine.notebooks / "numpy.py").touch()
    said = machine.says()
    assert said == f"Python takes {machine.notebooks / 'numpy.py'} for the package numpy.\n{installed.RENAME}\n"


def test_a_course_without_its_description_says_so(machine):
    (machine.course / "pyproject.toml").unlink()
    said = machine.says()
    assert "its installation is damaged" in said and "uv run jupyter lab" in said
    info = machine.site / f"{installed.COURSE.replace('-', '_')}-1.dist-info"
    info.mkdir()
    assert machine.says() == said
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: gradients-through-time\nVersion: 1\nRequires-Dist: editables~=0.3\n"
        'Requires-Dist: torch>=2.2; extra == "torch"\nRequires-Dist: numpy>=100\nRequires-Dist: jupyterlab>=100\n'
    )
    assert machine.says().count("too old") == 2
    in_a_page = machine.says("import sysconfig; sysconfig.get_config_vars(); sys.platform = 'emscripten'")
    assert in_a_page.count("too old") == 1 and "jupyterlab" not in in_a_page


@pytest.mark.parametrize("version", [(3, 8, 20), (3, 10, 1), (3, 15, 0)])
def test_a_python_that_does_not_fit_is_told_first(machine, version):
    machine.drop("numpy")
    said = machine.says(f"sys.version_info = {version}")
    assert said.startswith(f"Python {version[0]}.{version[1]} does not fit") and "python -m uv run" in said


def test_the_file_can_be_read_by_a_python_that_is_too_old_and_knows_which_is():
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 8))
    ast.parse(CELL, feature_version=(3, 6))
    assert PROJECT["requires-python"] == ">=3.11,<3.15" and installed.PYTHON == ((3, 11), (3, 14))


def test_where_pip_is_missing_the_command_takes_uv_and_where_both_are_a_terminal(machine):
    machine.drop("pip")
    machine.drop("tqdm")
    before = "import os, shutil; shutil.which = lambda name: None\n"
    said = machine.says(before + "os.environ['UV'] = '/a b/uv'")
    assert f'!"/a b/uv" pip install --python "{sys.executable}" --upgrade "tqdm>=4.67"' in said
    machine.put("tqdm", "99", "raise ImportError('x')")
    assert '--reinstall "tqdm>=4.67"' in machine.says(before + "os.environ['UV'] = '/a b/uv'")
    assert "    python -m pip install uv\n    python -m uv run jupyter lab" in machine.says(before)


def test_where_the_system_keeps_pip_to_itself_pipx_gets_uv(machine, tmp_path):
    machine.drop("tqdm")
    (tmp_path / "EXTERNALLY-MANAGED").touch()
    before = f"import sysconfig; sysconfig.get_path = lambda name: {str(tmp_path)!r}; sys.prefix = sys.base_prefix"
    assert "    pipx run uv run jupyter lab" in machine.says(before)


def test_sliders_need_their_part_of_jupyterlab():
    hide = "import jupyter_core.paths; jupyter_core.paths.jupyter_path = lambda *parts: ['nowhere']\n"
    for loaded in ("", "import ipywidgets\n"):
        said = run([sys.executable, "-c", hide + loaded + CELL], lessons.ROOT / "notebooks")
        assert "shows sliders is missing" in said and "jupyterlab_widgets" in said and "JupyterLab anew" in said


def test_the_command_runs_in_this_very_environment(tmp_path):
    """As far as this can be tried without a network: nothing is left to do, which pip and uv find out on their own."""
    command = installed.install('--upgrade "numpy>=2.1"')
    line = re.search(r"Run  (.*)  in a new cell", command)
    assert line, command
    line = line[1].replace("%pip", f'!"{sys.executable}" -m pip').removeprefix("!")
    offline = "--offline" if "--python" in line else "--no-index"
    done = subprocess.run(
        f"{line.replace('--upgrade', '')} --dry-run {offline}", shell=True, cwd=tmp_path, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_the_cell_is_short():
    assert len(CELL.splitlines()) <= 15 and CELL.count("except") == 1
