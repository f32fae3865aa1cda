"""The day and the version at the foot of every page: the same wherever and whenever the site is built."""

import os
import shutil
import subprocess

import edition
import pytest

import helpers


def test_without_git_the_day_is_that_of_the_release(tmp_path):
    (tmp_path / "CITATION.cff").write_text("version: 9.9.9\ndate-released: 2020-02-02\n")
    assert edition.day(tmp_path) == "2020-02-02"
    if shutil.which("git"):  # in somebody else's repository
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        (tmp_path / "download").mkdir()
        shutil.copy(tmp_path / "CITATION.cff", tmp_path / "download")
        assert edition.day(tmp_path / "download") == "2020-02-02"


@pytest.mark.skipif(not shutil.which("git"), reason="git is missing: `apt install git`")
def test_with_git_the_day_is_that_of_the_last_commit(tmp_path):
    (tmp_path / "CITATION.cff").write_text("date-released: 2020-02-02\n")
    author = ["-c", "user.name=course", "-c", "user.email=course@localhost", "-c", "commit.gpgsign=false"]
    for command in ["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "A state"]:
        environment = os.environ | {"GIT_COMMITTER_DATE": "2021-03-04T12:00:00+00:00"}
        subprocess.run(["git", *command], cwd=tmp_path, check=True, env=environment)
    assert edition.day(tmp_path) == "2021-03-04"


def test_an_edition_is_version_and_day():
    assert edition.edition() == f"{helpers.__version__} of {edition.day()}"
