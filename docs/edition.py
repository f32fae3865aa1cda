"""Which edition of the course this is: its version, and the day of its last change.

The day doesn't depend on when or where the site is built.
"""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def version(root=ROOT):
    """The version that pyproject.toml states, such as "2.0.0"."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def day(root=ROOT):
    """The day of the last commit, "2026-11-26"; without git, as in a downloaded archive, that of the release."""
    if (root / ".git").exists() and shutil.which("git"):  # else the folder may lie in somebody else's repository
        command = ["git", "-C", str(root), "log", "-1", "--format=%cs"]
        if answer := subprocess.run(command, capture_output=True, text=True).stdout.strip():
            return answer
    return re.search(r"^date-released: (\S+)", (root / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)[1]


def edition():
    """Both in words: "2.0.0 of 2026-11-26"."""
    return f"{version()} of {day()}"
