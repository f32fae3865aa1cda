"""Makes a course for nbgrader: `python -m uv run --group class python docs/assignments.py OUT [--lessons 01 03]`.

OUT is a new or an empty folder. It gets an assignment for each lesson, source/lesson_01/01_scalar_chain.ipynb and so
on, and nbgrader's configuration; nbgrader's commands are typed in it. The lessons in notebooks/ stay as they are. Left
out is what is for teachers, and in the exercises all hints and answers. The exercises are those of the lessons, so
whoever looks into notebooks/solutions finds them solved.
"""

import argparse
import shutil
import sys
from pathlib import Path

import marked
import nbformat
import student_edition

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CONFIGURATION = Path(__file__).parent / "grader" / "nbgrader_config.py"


def lessons():
    """{"00": path of its notebook, ...}."""
    return {path.name[:2]: path for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))}


def write(output, numbers):
    """Write the course of these lessons into the folder `output`, all of it or nothing.

    Raises ValueError for the number of no lesson and for an exercise without a solution, OSError where something is.
    """
    known = lessons()
    unknown = [number for number in numbers if number not in known]
    if unknown:
        raise ValueError(f"there is no lesson {unknown[0]}: give numbers of {', '.join(known)}")
    with student_edition.whole(output) as made:
        made.mkdir()
        shutil.copyfile(CONFIGURATION, made / CONFIGURATION.name)
        for number in numbers:
            solutions = (NOTEBOOKS / "solutions" / f"lesson_{number}.py").read_text(encoding="utf-8")
            notebook = marked.source(number, nbformat.read(known[number], as_version=4), solutions)
            folder = made / "source" / f"lesson_{number}"
            folder.mkdir(parents=True)
            nbformat.write(notebook, folder / known[number].name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, metavar="OUT", help="a new or an empty folder")
    parser.add_argument("--lessons", nargs="+", metavar="NN", help="their numbers; without this, all of them")
    asked = parser.parse_args()
    try:
        write(asked.output.resolve(), asked.lessons or list(lessons()))
    except (OSError, ValueError) as error:
        sys.exit(f"No assignment was written. {str(error)[0].upper()}{str(error)[1:]}.")
    print(f"The assignments are in {asked.output}.")


if __name__ == "__main__":
    main()
