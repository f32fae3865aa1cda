"""What marking lesson 01 costs: `python -m uv run --group test --group class python tests/benchmarks/marking.py [N]`.

N submissions (30), a third each all right, half right and untouched, marked by nbgrader in one command. Processor time
is that of nbgrader and of the kernels it starts.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "docs")]

import hand_in  # noqa: E402

NAME = "lesson_01"


def timed(folder, command):
    """Print what a command of nbgrader takes; its failure is raised."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    began, before = time.monotonic(), processor_time()
    done = [sys.executable, "-m", "nbgrader", command, NAME]
    subprocess.run(done, cwd=folder, env=os.environ | {"PATH": path}, check=True, capture_output=True)
    print(f"| {command} | {time.monotonic() - began:.0f} s | {processor_time() - before:.0f} s |")


def processor_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(number):
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "course")
        subprocess.run([sys.executable, ROOT / "docs" / "assignments.py", folder, "--lessons", "01"], check=True)
        print("| command | on the clock | processor |\n|---|---|---|")
        timed(folder, "generate_assignment")
        [release] = (folder / "release" / NAME).glob("*.ipynb")
        given, source = (nbformat.read(folder / kind / NAME / release.name, 4) for kind in ("release", "source"))
        for i in range(number):
            paper = hand_in.Paper(given, source, release.name)
            (hand_in.right, hand_in.half, hand_in.untouched)[i % 3](paper)
            paper.write(folder / "submitted" / f"student_{i}" / NAME)
        timed(folder, "autograde")
        timed(folder, "generate_feedback")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
