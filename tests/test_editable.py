"""An installation that follows the folder of the course, in folders of any name."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser

import lessons
import pytest
from packaging.requirements import Requirement


@pytest.fixture
def site_packages(tmp_path, request):
    """Where such an installation of a copy of the course puts its files; the copy is in a folder named as asked."""
    course, target = tmp_path / request.param / "course", tmp_path / "site-packages"
    course.mkdir(parents=True)
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-text"):
        shutil.copy(lessons.ROOT / name, course)
    shutil.copytree(lessons.ROOT / "helpers", course / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    build = "import sys; from hatchling import build; print(build.build_editable(sys.argv[1]))"
    environment = os.environ | {"PYTHONUTF8": "1"}  # a folder's name as an argument, whatever the test's own language
    command = [sys.executable, "-c", build, str(tmp_path)]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        wheel.extractall(target)
    return target


@pytest.mark.parametrize("site_packages", ["course", "기울기", "градиент und Übung", "勾配 (1)'"], indirect=True)
def test_no_language_of_the_machine_can_misread_where_the_course_is(site_packages):
    starts = list(site_packages.glob("*.pth"))
    assert starts and all(start.read_bytes().isascii() for start in starts)  # Python < 3.13 decodes them by the locale
    packages = [str(site_packages), *(path for path in sys.path if path.endswith("site-packages"))]
    code = (
        f"import site, sys; sys.path += {packages!r}; site.addsitedir({packages[0]!r}); import helpers.expect as found"
    )
    python = [sys.executable, "-I", "-S", "-X", "utf8"]  # -S: without the installation that runs this test
    done = subprocess.run([*python, "-c", f"{code}; print(ascii(found.__file__))"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert ascii(str(site_packages.parent))[1:-1] in done.stdout


@pytest.mark.parametrize("site_packages", ["course"], indirect=True)
def test_uv_installs_what_the_installation_asks_for(site_packages):
    [about] = site_packages.glob("*.dist-info/METADATA")
    asked = map(Requirement, Parser().parsestr(about.read_text(encoding="utf-8")).get_all("Requires-Dist"))
    project = tomllib.loads((lessons.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]  # all that uv run reads
    known = {Requirement(one).name for one in listed}
    assert "editables" in known and {one.name for one in asked if "extra" not in str(one.marker)} <= known
