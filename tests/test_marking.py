"""Three lessons handed out, handed in and marked by the real nbgrader, for students of every kind.

Slow, so only with `python -m uv run --group test --group class pytest -m slow tests/test_marking.py`. Without the group
`class` this is skipped with a sentence that says so; with CI=true that is a failure.
"""

import html
import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import hand_in
import lessons
import nbformat
import pytest

pytestmark = pytest.mark.slow

LESSONS = "01", "03", "05"
EVERYWHERE = hand_in.untouched, hand_in.half, hand_in.right, hand_in.hostile
STUDENTS = {"01": (*EVERYWHERE, hand_in.killed, hand_in.stubborn, hand_in.mislaid), "03": EVERYWHERE, "05": EVERYWHERE}
SECONDS = 60  # for a cell: a loop without an end needn't take as long as it may in class
MARKS = """\
import json
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    marks = {}
    for assignment in book.assignments:
        for one in book.assignment_submissions(assignment.name):
            given = [grade for notebook in one.notebooks for grade in notebook.grades]
            marks[f"{assignment.name} {one.student.id}"] = {grade.name: grade.auto_score for grade in given}
    print(json.dumps(marks))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The folder of a course in which everything was handed in, marked and answered."""
    if not importlib.util.find_spec("nbgrader"):
        said = "nbgrader is missing: run this with `python -m uv run --group test --group class pytest`."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    folder = tmp_path_factory.mktemp("class") / "course"
    builder = lessons.ROOT / "docs" / "assignments.py"
    subprocess.run([sys.executable, builder, folder, "--lessons", *LESSONS], check=True)
    for lesson in LESSONS:
        name = f"lesson_{lesson}"
        grade(folder, "generate_assignment", name)
        [release] = (folder / "release" / name).glob("*.ipynb")
        given, source = (
            nbformat.read(path, as_version=4) for path in (release, folder / "source" / name / release.name)
        )
        for student in STUDENTS[lesson]:
            paper = hand_in.Paper(lesson, given, source)
            student(paper)
            paper.write(folder / "submitted" / student.__name__ / name, release.name)
        grade(folder, "autograde", name, f"--Execute.timeout={SECONDS}")
        grade(folder, "generate_feedback", name)
    return folder


def grade(folder, *command):
    """A command of nbgrader in the folder of the course, which must not fail."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # it calls alembic by its name
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command], cwd=folder, env=os.environ | {"PATH": path}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:]


@pytest.fixture(scope="module")
def marks(course):
    """{"lesson_01 right": {name of a graded cell: points, or None where a person has to mark}, ...}"""
    done = subprocess.run([sys.executable, "-c", MARKS], cwd=course, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def points(marks, lesson, student):
    """The points of the checks, in the order of the lesson: only 0 and 2 are given."""
    return [marks[f"lesson_{lesson} {student}"][f"check-{name}"] for name in asked(lesson)]


def asked(lesson):
    """The functions that a lesson asks for."""
    path = next(path for path in lessons.NOTEBOOKS if path.name.startswith(lesson))
    cells = nbformat.read(path, as_version=4).cells
    return [
        re.match(r"def (\w+)", c.source)[1] for c in cells if c.cell_type == "code" and "NotImplemented" in c.source
    ]


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_gets_what_it_deserves(marks, lesson):
    n = len(asked(lesson))
    assert points(marks, lesson, "untouched") == [0] * n
    assert points(marks, lesson, "half") == [2, 2] + [0] * (n - 2)
    assert points(marks, lesson, "right") == [2] * n
    assert points(marks, lesson, "hostile") == [2, 2] + [0] * (n - 2)


def test_a_kernel_that_ends_takes_its_own_exercise_only(marks):
    assert points(marks, "01", "killed") == [2, 2, 0, 2]
    assert points(marks, "01", "stubborn") == [2, 0, 2, 2]


def test_what_was_deleted_is_worth_nothing_and_what_stands_there_twice_counts_once(marks):
    assert points(marks, "01", "mislaid") == [0, 2, 2, 2]


def test_a_person_marks_what_was_written_with_a_pencil_or_put_back_and_only_that(marks):
    left = {(paper, name) for paper, given in marks.items() for name, mark in given.items() if mark is None}
    right = {("lesson_01 right", "pencil-1-1"), ("lesson_03 right", "pencil-3-1")}
    assert left == right | {("lesson_01 mislaid", "pencil-1-1")}
    assert marks["lesson_01 untouched"]["pencil-1-1"] == 0


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_release_has_no_answers(course, lesson):
    [release] = (course / "release" / f"lesson_{lesson}").glob("*")
    text = release.read_text(encoding="utf-8")
    assert "SOLUTION" not in text and "<details>" not in text and '"outputs": [\n' not in text
    assert text.count("raise NotImplementedError") == len(asked(lesson)) + text.count("`raise NotImplementedError`")


@pytest.mark.parametrize("lesson", LESSONS)
def test_feedback_says_what_the_check_says(course, lesson):
    told = said(course, lesson, "half")
    assert "✗ Not yet:" in told and "grading.py" not in told and hand_in.slip(lesson)[2] in told
    assert "Not started yet" in said(course, lesson, "untouched")
    assert "✓ Right on all" in said(course, lesson, "right") and "✗" not in said(course, lesson, "right")


def test_feedback_names_what_ended_a_kernel_and_what_was_put_back(course):
    assert "DeadKernelError: this cell ended Python" in said(course, "01", "killed")
    assert f"did not stop within {SECONDS} seconds" in said(course, "01", "stubborn")
    assert "was missing from the submission" in said(course, "01", "mislaid")


def said(course, lesson, student):
    """The words of a student's feedback, each after one space."""
    [page] = (course / "feedback" / student / f"lesson_{lesson}").glob("*.html")
    text = re.sub(r"<(style|script).*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())
