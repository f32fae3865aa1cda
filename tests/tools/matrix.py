"""The tests with several Pythons, each with the newest and with the oldest versions that pyproject.toml allows.

python -m uv run --group test python tests/tools/matrix.py             every combination, all tests: an hour
python -m uv run --group test python tests/tools/matrix.py 3.13-highest tests/test_live.py  one combination, some tests

Each combination gets an environment of its own in a temporary folder. A Python that is not installed is fetched by uv.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

UV = sys.executable, "-m", "uv"
ROOT = Path(__file__).parents[2]
PYTHONS = "3.11", "3.12", "3.13"
COMBINATIONS = [f"{python}-{versions}" for python in PYTHONS for versions in ("highest", "lowest-direct")]


def run(combination, arguments):
    """Install and test one combination; True if all tests passed."""
    python, versions = combination.split("-", 1)
    with tempfile.TemporaryDirectory() as folder:
        # --no-config: the pinned versions of pyproject.toml must not decide here.
        install = [*UV, "pip", "install", "--quiet", "--no-config", "--resolution", versions]
        install += ["--group", "dev", "--group", "test"]
        subprocess.run([*UV, "venv", "--quiet", "--no-config", "--python", python, folder], check=True)
        subprocess.run([*install, "--python", folder, "--editable", "."], cwd=ROOT, check=True)
        pytest = [*UV, "run", "--no-config", "--no-project", "--python", folder, "pytest", *arguments]
        return subprocess.run(pytest, cwd=ROOT).returncode == 0


def main():
    """Run the combinations named on the command line, or all; the exit code is the number of those that failed."""
    combinations = [argument for argument in sys.argv[1:] if argument in COMBINATIONS]
    arguments = [argument for argument in sys.argv[1:] if argument not in COMBINATIONS]
    results = {}
    for combination in combinations or COMBINATIONS:
        print(f"== Python {combination}", flush=True)
        results[combination] = run(combination, arguments)
    for combination, passed in results.items():
        print(f"{combination:20} {'passed' if passed else 'FAILED'}")
    return len(results) - sum(results.values())


if __name__ == "__main__":
    sys.exit(main())
