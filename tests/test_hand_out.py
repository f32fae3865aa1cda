"""The page *Hand out, collect, mark*, followed word by word with files as they come from Moodle, Canvas and by mail.

Slow, so only with `python -m uv run --group test --group class pytest -m slow tests/test_hand_out.py`. Without
the group `class` this is skipped with a sentence that says so; with CI=true that is a failure.
"""

import csv
import html
import importlib.util
import os
import re
import zipfile
from types import SimpleNamespace

import lessons
import nbformat
import pytest
import recipes

pytestmark = pytest.mark.slow

PAGE = recipes.recipes(lessons.ROOT / "docs" / "pages" / "marking.md")
WORDS = "Each of the factors is below 1."


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """The course at the end of the page, and what its files said on the way."""
    if not importlib.util.find_spec("nbgrader"):
        said = "nbgrader is missing: run this with `python -m uv run --group test --group class pytest`."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    root = recipes.copied(tmp_path_factory.mktemp("teacher"))
    course = recipes.follow(PAGE["make"], root)
    recipes.follow(PAGE["hand-out"], course)
    [release] = (course / "release" / "lesson_01").iterdir()
    given = release.read_text(encoding="utf-8")
    archive = course / "downloaded" / "lesson_01" / "archive"
    with zipfile.ZipFile(archive / "GTT-Lesson 01-77.zip", "w") as moodle:
        folder = "Kim Lee_8001_assignsubmission_file"
        moodle.writestr(f"{folder}/01_scalar_chain (1).ipynb", solved(course, release))
        moodle.writestr(f"__MACOSX/{folder}/._01_scalar_chain (1).ipynb", "resources of a Mac")
        moodle.writestr("Nobody Known_8009_assignsubmission_file/01_scalar_chain.ipynb", given)
        moodle.writestr("Ana Mari\u0301a Garci\u0301a_8002_assignsubmission_file_/homework.ipynb", given)
    with zipfile.ZipFile(archive / "submissions.zip", "w") as canvas:
        canvas.writestr("oneilltom_LATE_103_5001_01_scalar_chain-1.ipynb", given)
    recipes.follow(PAGE["collect"], course)
    collected = {path.parts[-3]: path.name for path in course.glob("submitted/*/lesson_01/*")}
    recipes.follow(PAGE["mark"], course)
    mark(course, "kim", 1.5)
    recipes.follow(PAGE["give-back"], course)
    seen = SimpleNamespace(course=course, release=given, collected=collected, first=marks(course, "moodle"))
    seen.canvas = marks(course, "canvas")
    for path in archive.iterdir():
        path.unlink()
    (archive / "kim second try.ipynb").write_text(given, encoding="utf-8")
    recipes.follow(PAGE["second-try"], course)
    seen.second = scores(course, "kim")
    recipes.follow(PAGE["own-exercises"], course)
    return seen


def solved(course, release):
    """The text of the released notebook with all answers."""
    notebook = nbformat.read(release, as_version=4)
    source = nbformat.read(course / "source" / "lesson_01" / release.name, as_version=4)
    answers = {c.metadata.nbgrader.grade_id: c.source for c in source.cells if "nbgrader" in c.metadata}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            cell.source = answers[about["grade_id"]] if cell.cell_type == "code" else WORDS
    return nbformat.writes(notebook)


def mark(course, student, points):
    """Give points and a comment for what is written in words, as the formgrader does."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        [notebook] = book.find_submission("lesson_01", student).notebooks
        for grade in notebook.grades:
            if grade.needs_manual_grade:
                grade.manual_score, grade.needs_manual_grade = points, False
        for comment in notebook.comments:
            if comment.name.startswith("pencil"):
                comment.manual_comment = "Say why."
        book.db.commit()


def scores(course, student):
    """{cell that is marked: (points by the check, points by hand, waits for a person)}."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        [notebook] = book.find_submission("lesson_01", student).notebooks
        return {one.name: (one.auto_score, one.manual_score, one.needs_manual_grade) for one in notebook.grades}


def marks(course, platform):
    """The rows of a file of marks."""
    with (course / f"marks_{platform}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_each_file_is_its_students(followed):
    assert followed.collected == dict.fromkeys(("kim", "ana", "tom"), "01_scalar_chain.ipynb")
    assert "SOLUTION" not in followed.release and "variants.check" not in followed.release


def test_moodle_gets_a_mark_for_each_who_handed_in(followed):
    header, *rows = followed.first
    assert header == ["First name", "Last name", "ID number", "Email address", "lesson_01"]
    assert sorted(rows) == [
        ["Ana María", "García", "ana", "ana@example.org", "0"],
        ["Kim", "Lee", "kim", "kim@example.org", "9.5"],
        ["Tom", "O'Neill", "tom", "tom@example.org", "0"],
        ["Zoë", "Ng", "zoe", "zoe@example.org", ""],
    ]


def test_canvas_gets_its_own_columns_and_the_points(followed):
    header, points, *rows = followed.canvas
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "lesson_01"]
    assert points[0].strip() == "Points Possible" and float(points[-1]) > 9.5
    assert ["O'Neill, Tom", "103", "", "tom", "", "0"] in rows


def test_feedback_goes_back_under_the_names_that_moodle_gave(followed):
    with zipfile.ZipFile(followed.course / "feedback_lesson_01.zip") as file:
        names = set(file.namelist())
        page = file.read("Kim Lee_8001_assignsubmission_file/01_scalar_chain.html").decode()
    assert len(names) == 3 and "tom/01_scalar_chain.html" in names
    words = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "Say why." in words and WORDS in words and "✓ Right on all" in words and "Score: 9.5" in words


def test_a_second_try_replaces_what_was_checked_and_keeps_what_a_person_gave(followed):
    by_hand = followed.second.pop("pencil-1-1")
    assert by_hand[1:] == (1.5, True)
    assert {given[0] for given in followed.second.values()} == {0}


def test_without_a_gradebook_one_sentence_and_nothing_written(followed, tmp_path):
    recipes.follow([("fails", "", "", "", f"python {lessons.ROOT}/docs/marks.py {tmp_path}\n")], tmp_path)
    assert not list(tmp_path.iterdir())
