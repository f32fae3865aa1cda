"""What a move of each live figure costs: computing, drawing, words and the picture's bytes, in processor time.

Run it with `python -m uv run --group test python tests/benchmarks/moves.py [notebook ...]`. Each figure is moved at
random 200 times, every control at once; the worst is printed first. 95 % of the moves are meant to take 16 ms at most.
"""

import contextlib
import io
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # as in the kernels that JupyterLab starts
sys.path += [str(Path(__file__).parents[2] / folder) for folder in ("tests/support", "docs")]

import lessons
import numpy as np

MOVES = 200


def milliseconds(figure):
    """Processor time of MOVES moves, sorted (MOVES,)."""
    rng, times = np.random.default_rng(0), []
    for _ in range(MOVES):
        values = {key: lessons.anywhere(rng, control) for key, control in figure.controls.items()}
        start = time.process_time()
        figure.move(**values)
        times.append(1000 * (time.process_time() - start))
        if figure.error:
            raise figure.error
    return np.sort(times)


def main():
    paths = [Path(name).resolve() for name in sys.argv[1:]] or lessons.NOTEBOOKS
    rows = []
    for path in paths:
        with contextlib.redirect_stdout(io.StringIO()):
            figures = lessons.ran(path)[1]
        for name, figure in figures.items():
            if figure.controls:
                times = milliseconds(figure)
                rows.append((times[int(0.95 * MOVES)], np.median(times), times[-1], name))
    print("| figure | 95 % of moves, ms | median | worst |\n|---|---|---|---|")
    for most, median, worst, name in sorted(rows, reverse=True):
        print(f"| {name} | {most:.1f} | {median:.1f} | {worst:.1f} |")


if __name__ == "__main__":
    main()
