"""What Binder makes of this repository, asked of the program that Binder itself runs.

Slow, so only with `python -m uv run --group test --group site pytest -m slow tests/test_binder.py`; it builds no image.
"""

import importlib.util
import os
import subprocess
import sys

import lessons
import pytest

pytestmark = pytest.mark.slow


def test_repo2docker_takes_the_conda_environment_with_its_python():
    if not importlib.util.find_spec("repo2docker"):
        how = (
            "repo2docker is missing: `python -m uv run --group test --group site pytest -m slow tests/test_binder.py`."
        )
        (pytest.fail if os.environ.get("CI") else pytest.skip)(how)
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=lessons.ROOT, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    # A range such as python>=3.11 would silently be replaced by repo2docker's own, older choice.
    assert "Building conda environment for python=3.12" in said
    assert '--file "environment.yml"' in said
