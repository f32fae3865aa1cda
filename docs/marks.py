"""Writes the marks and the feedback of a course: `python -m uv run --group class python docs/marks.py OUT`.

OUT is the folder of a course that nbgrader has marked. It gets the marks twice, as Moodle and as Canvas import them,
and for each assignment a zip of its feedback, with the names by which Moodle gives each page to its student. Without a
mark is whoever handed in nothing, or has an answer that a person must mark first.
"""

import argparse
import csv
import json
import re
import sys
import zipfile
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

MOODLE = "First name", "Last name", "ID number", "Email address"
CANVAS = "Student", "ID", "SIS User ID", "SIS Login ID", "Section"
FOLDER = re.compile(r"(.+_\d+_assignsubmission_file)(?:_|$)")  # as Moodle names what a student handed in


def read(course):
    """([(name, points)] of the assignments, [(student, [mark or None])] in the order of names), from the gradebook.

    Raises ValueError if the folder `course` has no gradebook, or one without students or assignments.
    """
    path = course / "gradebook.db"
    if not path.is_file():
        raise ValueError(f"there is no {path}: name the folder of a course in which nbgrader has marked")
    with Gradebook(f"sqlite:///{path.resolve()}") as book:
        assignments = [(each.name, each.max_score) for each in book.assignments]
        students = [
            ({key: getattr(one, key) or "" for key in ("id", "first_name", "last_name", "email", "lms_user_id")}
             | {"marks": [mark(book, name, one.id) for name, _ in assignments]})
            for one in book.students
        ]  # fmt: skip
    if not students or not assignments:
        raise ValueError(f"{path} has no {'assignments' if students else 'students'} yet: follow the page on marking")
    return assignments, students


def mark(book, assignment, student):
    """Points, or None for nothing handed in, and where a person must mark first."""
    try:
        submission = book.find_submission(assignment, student)
    except MissingEntry:
        return None
    return None if submission.needs_manual_grade else max(0.0, submission.score - submission.late_submission_penalty)


def moodle(assignments, students):
    """The rows of a file of which Moodle asks what each column is."""
    yield [*MOODLE, *(name for name, _ in assignments)]
    for one in students:
        yield [one["first_name"], one["last_name"], one["id"], one["email"], *map(shown, one["marks"])]


def canvas(assignments, students):
    """The rows of a file as Canvas's gradebook exports it, with the points that can be reached in the second one."""
    yield [*CANVAS, *(name for name, _ in assignments)]
    yield ["    Points Possible", "", "", "", "", *(shown(points) for _, points in assignments)]
    for one in students:
        name = f"{one['last_name']}, {one['first_name']}"
        yield [name, one["lms_user_id"], "", one["id"], "", *map(shown, one["marks"])]


def shown(points):
    return "" if points is None else f"{points:g}"


def feedback(course, assignment):
    """{path of a page of feedback: its name in the zip}: in the folder that Moodle knows, else in the student's own."""
    came = course / "downloaded" / assignment / "collected.json"  # written when the files were collected
    places = json.loads(came.read_text(encoding="utf-8")) if came.is_file() else {}
    names = {}
    for page in sorted((course / "feedback").glob(f"*/{assignment}/*.html")):
        student = page.parts[-3]
        known = filter(None, map(FOLDER.match, Path(places.get(student, "")).parts))
        names[page] = f"{next((match[1] for match in known), student)}/{page.name}"
    return names


def write(course):
    """Write the files into the folder `course`; their names. ValueError where `read` raises it."""
    assignments, students = read(course)
    written = []
    for kind in moodle, canvas:
        written.append(course / f"marks_{kind.__name__}.csv")
        with written[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(kind(assignments, students))
    for name, _ in assignments:
        if pages := feedback(course, name):
            written.append(course / f"feedback_{name}.zip")
            with zipfile.ZipFile(written[-1], "w", zipfile.ZIP_DEFLATED) as file:
                for page, place in pages.items():
                    file.write(page, place)
    return [path.name for path in written]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("course", type=Path, metavar="OUT", help="the folder of a course that nbgrader has marked")
    course = parser.parse_args().course
    try:
        print(f"Written into {course}: {', '.join(write(course))}.")
    except (OSError, ValueError) as error:
        sys.exit(f"No marks were written. {str(error)[0].upper()}{str(error)[1:]}.")


if __name__ == "__main__":
    main()
