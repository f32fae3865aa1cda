"""Makes a course for nbgrader: `python -m uv run --group class python docs/assignments.py OUT [--lessons 01 03]`.

OUT is a new or an empty folder. It gets an assignment for each lesson, source/lesson_01/01_scalar_chain.ipynb and so
on, nbgrader's configuration, and in `marking` what only the teacher has: the seed by which the exercises were drawn,
and their checks. `--seed` draws the same exercises again. The lessons in notebooks/ stay as they are.
"""

import argparse
import secrets
import shutil
import sys
from pathlib import Path

import marked
import nbformat
import student_edition
import variants

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
GRADER = Path(__file__).parent / "grader"
VARIANTS = Path(__file__).parent / "variants"
SEED = (
    '"""What the exercises were drawn by. Whoever has it can make the solutions: it is for teachers."""\n\nSEED = {}\n'
)


def lessons():
    """{"00": path of its notebook, ...}."""
    return {path.name[:2]: path for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))}


def write(output, numbers, seed):
    """Write the course of these lessons into the folder `output`, all of it or nothing.

    seed: whole number from 0 upwards. Raises ValueError for another one, for the number of no lesson, and for a slip
    or a bug that a solution can't have; OSError where something is.
    """
    known = lessons()
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise ValueError(f"there is no lesson {unknown[0]}: give numbers of {', '.join(known)}")
    if seed < 0:
        raise ValueError(f"the seed must be a whole number from 0 upwards, but got {seed}: leave out its sign")
    with student_edition.whole(output) as made:
        (made / "marking").mkdir(parents=True)
        for path in GRADER.glob("*.py"):
            shutil.copyfile(path, (made if path.name == "nbgrader_config.py" else made / "marking") / path.name)
        shutil.copytree(VARIANTS, made / "marking" / "variants", ignore=shutil.ignore_patterns("__pycache__"))
        (made / "marking" / "seed.py").write_text(SEED.format(seed), encoding="utf-8")
        for number in numbers:
            notebook = marked.source(number, nbformat.read(known[number], as_version=4), variants.drawn(number, seed))
            folder = made / "source" / f"lesson_{number}"
            folder.mkdir(parents=True)
            (made / "downloaded" / folder.name / "archive").mkdir(parents=True)  # for what comes back
            nbformat.write(notebook, folder / known[number].name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, metavar="OUT", help="a new or an empty folder")
    parser.add_argument("--lessons", nargs="+", metavar="NN", help="their numbers; without this, all of them")
    parser.add_argument("--seed", type=int, metavar="N", help="of a course made before: the same exercises")
    asked = parser.parse_args()
    seed = secrets.randbelow(2**32) if asked.seed is None else asked.seed
    try:
        write(asked.output.resolve(), asked.lessons or list(lessons()), seed)
    except (OSError, ValueError) as error:
        sys.exit(f"No assignment was written. {str(error)[0].upper()}{str(error)[1:]}.")
    print(f"The assignments are in {asked.output}. Their seed is {seed}; keep it from students.")


if __name__ == "__main__":
    main()
