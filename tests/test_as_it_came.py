"""A learner's work is no fault: the tests look at the notebooks as they came, and say whose the others are."""

import json
import shutil
import subprocess

import as_it_came
import pytest

CAME = {"cells": [], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}
SAVED = CAME | {"metadata": {"language_info": {"name": "python", "version": "3.12.1"}}}
NAMES = ["00_one.ipynb", "01_two.ipynb"]
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is missing: `apt install git`")


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def course(tmp_path):
    """A course of two notebooks, unpacked from an archive, with a notebook that is somebody's own."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "README.md").write_text("".join(f"[a lesson](notebooks/{name})\n" for name in NAMES))
    for name in [*NAMES, "Untitled.ipynb"]:
        (tmp_path / "notebooks" / name).write_text(json.dumps(CAME))
    return tmp_path


def commit(course):
    """Make the course a repository, or put its state into the history."""
    author = ["-c", "user.name=course", "-c", "user.email=course@localhost", "-c", "commit.gpgsign=false"]
    for command in ["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "A state"]:
        subprocess.run(["git", *command], cwd=course, check=True)


def work(course, text=None):
    (course / "notebooks" / NAMES[1]).write_text(text or json.dumps(SAVED))


def test_untouched_notebooks_are_taken_where_they_are(course):
    assert as_it_came.folder(course) == (course / "notebooks", [])
    assert as_it_came.worked_in(course) == []


@needs_git
@pytest.mark.parametrize("text", [None, "<<<<<<< HEAD\n{}", "[]"])
def test_git_knows_what_was_there_before_somebody_worked(course, text):
    commit(course)
    work(course, text)
    folder, lost = as_it_came.folder(course)
    assert (as_it_came.worked_in(course), lost) == ([NAMES[1]], [])
    assert folder != course / "notebooks"
    assert all(json.loads((folder / name).read_text()) == CAME for name in NAMES)
    commit(course)  # somebody keeps the work under version control
    assert json.loads((as_it_came.folder(course)[0] / NAMES[1]).read_text()) == CAME


@needs_git
def test_a_notebook_that_was_removed_counts_too(course):
    commit(course)
    (course / "notebooks" / NAMES[0]).unlink()
    folder, lost = as_it_came.folder(course)
    assert lost == [] and (folder / NAMES[0]).exists()


@pytest.mark.parametrize("path", ["", None])
def test_without_git_it_is_said_what_is_not_known(course, path, monkeypatch):
    if path is not None:  # no program git, though there is a repository
        (course / ".git").mkdir()
        monkeypatch.setenv("PATH", path)
    work(course)
    folder, lost = as_it_came.folder(course)
    assert lost == [NAMES[1]] and json.loads((folder / NAMES[0]).read_text()) == CAME
    assert as_it_came.git("ls-files", root=course) == b""


@needs_git
def test_somebody_else_s_repository_round_an_archive_is_not_asked(course, tmp_path):
    commit(tmp_path)
    inner = tmp_path / "download"
    shutil.copytree(course / "notebooks", inner / "notebooks")
    assert as_it_came.git("ls-files", root=inner) == b""


def test_where_the_course_is_made_a_saved_notebook_is_taken_as_it_is(course, monkeypatch):
    monkeypatch.setenv("CI", "true")
    work(course)
    assert as_it_came.folder(course) == (course / "notebooks", [])


def test_the_end_of_the_report_says_whose_work_it_is(monkeypatch):
    monkeypatch.setattr(as_it_came, "theirs", lambda: [])
    assert as_it_came.summary() == []
    monkeypatch.setattr(as_it_came, "theirs", lambda: ["01_two.ipynb", "Untitled.ipynb"])
    monkeypatch.setattr(as_it_came, "LOST", [])
    assert as_it_came.summary()[0].startswith("Yours, which is fine: 01_two.ipynb, Untitled.ipynb.")
    monkeypatch.setattr(as_it_came, "LOST", ["01_two.ipynb"])
    assert any(
        "01_two.ipynb are not here (no git): tests that read them were skipped" in line for line in as_it_came.summary()
    )
