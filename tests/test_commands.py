"""The commands that a reader is told to type, in whatever shell: bash, zsh, cmd, PowerShell 5.1 and 7.

Those that this machine has are tried; of the others a rule takes their place: a line of plain words means the same to
all of them (and Windows PowerShell 5.1 knows no &&).
"""

import os
import re
import shutil
import subprocess
import sys

import lessons
import nbformat
import pytest

ROOT = lessons.ROOT
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "pages").glob("*.md")), *lessons.NOTEBOOKS]
LINUX = ("classroom.md",)  # a server, kept by whoever reads that page: a root shell of Debian
PROGRAMS = "python|python3|py|pip|pip3|uv|pipx|conda|jupyter|git|pytest"
# Each by a name that is on PATH where the program itself is: no uv, no pip, no script of the course's environment.
ALLOWED = (
    r"python -m (pip install (uv|-e \.)|http\.server .*|jupyterlab)",
    r"python -m uv run( --group \w+)* (jupyter lab|nbgrader|python|pytest)\b.*",
    r"pipx run uv run jupyter lab\b.*",
    r"conda (env create -f environment\.yml|activate gradients-through-time)",
    r"jupyter lab",  # in conda's environment, once it is active
    r"uv run jupyter lab\b.*",  # in a new window after uv's own installer, which puts uv on PATH
    r"git restore notebooks/\w+\.ipynb",
    r"git (commit -a|tag -a (v[\d.]+) -m \2|push origin main v[\d.]+)",  # whoever releases
    r"git (add -A|clone)",  # whoever makes the course their own
)
SHELLS = [shell for shell in ("sh", "dash", "bash", "zsh", "ksh", "pwsh", "powershell", "cmd") if shutil.which(shell)]


def text_of(path):
    """A page's text; of a notebook all its cells, since cells print commands too."""
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


def commands(path):
    """The lines to type in a page: those of its blocks without a language, and what looks like one within a line."""
    text = text_of(path)
    blocks = re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    found = [line for block in blocks for line in block.splitlines()]
    found += re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    found += re.findall(r"""print\(["'] {4}(.*?)["']\)""", text)  # the first cell of lesson 00
    return [line for line in found if re.match(rf"({PROGRAMS})\s+\S", line)]


TO_TYPE = [(path.name, line) for path in PAGES if path.name not in LINUX for line in commands(path)]


def test_the_pages_have_commands():
    assert {name for name, _ in TO_TYPE} >= {"README.md", "anywhere.md", "teaching.md", "00_start_here.ipynb"}
    assert len(TO_TYPE) >= 15


@pytest.mark.parametrize(("page", "line"), TO_TYPE)
def test_a_line_means_the_same_to_every_shell(page, line):
    assert re.fullmatch(r"[\w ./:-]+", line), "plain words alone: no quotes, no variables, no && and the like"
    assert any(re.fullmatch(allowed, line) for allowed in ALLOWED), line
    for word in line.split():
        assert not re.match("-.*[.:]", word), "PowerShell would take -a.b apart"
        if "/" in word and not word.startswith("https://example.org/"):
            assert (ROOT / word.removeprefix("../")).exists() or "13_my_question" in word, (
                word
            )  # the one that a recipe makes


@pytest.mark.parametrize("page", [path for path in PAGES if path.name not in LINUX], ids=lambda path: path.name)
def test_nothing_is_joined_with_ampersands(page):
    assert "&&" not in text_of(page)


def test_readme_says_which_python_on_which_system():
    for name in ("README.md", "docs/pages/anywhere.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for word in ("`py`", "`python3`", "Windows PowerShell 5.1", "one line at a time", "pipx run uv run"):
            assert word in text, (name, word)


@pytest.mark.parametrize("shell", SHELLS)
def test_readme_s_first_block_reaches_python_word_by_word(shell, tmp_path):
    lines = [line for line in commands(ROOT / "README.md") if "git" not in line][:2]
    assert lines == ["python -m pip install uv", "python -m uv run jupyter lab notebooks/00_start_here.ipynb"]
    record = tmp_path / "record"
    if os.name == "nt":
        (tmp_path / "python.bat").write_text(f'@echo %*>> "{record}"\n')
    else:
        (tmp_path / "python").write_text(f'#!/bin/sh\necho "$# $*" >> "{record}"\n')
        (tmp_path / "python").chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    for line in lines:
        option = {"cmd": "/c", "pwsh": "-Command", "powershell": "-Command"}.get(shell, "-c")
        subprocess.run([shell, option, line], env=environment, check=True, timeout=300)
    heard = [re.sub(r"^\d+ ", "", line).strip() for line in record.read_text().splitlines()]
    assert heard == [line.removeprefix("python ") for line in lines]


def test_python_finds_uv_and_jupyterlab_with_nothing_on_the_path():
    """The second line for true, in the environment that is here already: no pip, no uv, no script is looked up."""
    environment = os.environ | {"PATH": "", "UV_PROJECT_ENVIRONMENT": sys.prefix, "UV_NO_SYNC": "1", "UV_OFFLINE": "1"}
    command = [sys.executable, "-m", "uv", "run", "jupyter", "lab", "--version"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert re.match(r"\d+\.\d+", done.stdout)


def test_ci_runs_the_test_command_of_readme():
    [line] = {line for line in commands(ROOT / "README.md") if line.endswith("pytest")}
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert line in script.splitlines()
    assert not re.search(r"(?<!-m )\buv (run|pip|sync)\b", script), "as a reader does it: python -m uv"


def test_the_messages_of_tests_and_tools_name_the_same_command():
    for path in [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.md"), *(ROOT / "docs").rglob("*.*")]:
        if path.suffix in (".py", ".md", ".js"):
            bare = re.findall(r"(?<!-m )(?<!pipx run )\buv run --\w+", path.read_text(encoding="utf-8"))
            assert not bare, path.name
