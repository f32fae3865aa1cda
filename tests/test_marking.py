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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hand_in
import lessons
import nbformat
import pytest

pytestmark = pytest.mark.slow

LESSONS = "01", "03", "05"
CLASS = {
    "ada": (hand_in.untouched, hand_in.half, hand_in.right),
    "ben": (hand_in.half, hand_in.right, hand_in.untouched),
    "cleo": (hand_in.right, hand_in.untouched, hand_in.half),
    "dan": (hand_in.hostile, hand_in.meddled, hand_in.reading),
    "eva": (hand_in.killed, hand_in.nameless, hand_in.careless),
    "finn": (hand_in.stubborn, hand_in.missing, hand_in.renamed),
    "gül": (hand_in.mislaid, hand_in.without_setup, hand_in.empty),
    "hugo": (hand_in.loud, hand_in.other_setup, hand_in.not_numbers),
    "ines": (hand_in.overwritten, hand_in.busy, hand_in.endless),
    "jan": (hand_in.in_conflict, hand_in.deep, hand_in.marked_first),
    "kim": (hand_in.of_two, hand_in.warning, hand_in.no_notebook),
    "lea": (hand_in.asking, hand_in.hostile, hand_in.killed),
}
SECONDS = 20  # for a cell: a loop without an end needn't take as long as it may in class
MARKS = """\
import json
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as book:
    marks = {}
    for one in book.assignment_submissions(book.assignments[0].name):
        given = [grade for notebook in one.notebooks for grade in notebook.grades]
        marks[one.student.id] = {grade.name: (grade.auto_score, grade.max_score) for grade in given}
    print(json.dumps(marks))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """(folder in which all was handed in and marked, {(lesson, kind): (student, paper, what it deserves)})."""
    if not importlib.util.find_spec("nbgrader"):
        said = "nbgrader is missing: run this with `python -m uv run --group test --group class pytest`."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    root, papers = tmp_path_factory.mktemp("class"), {}
    with ThreadPoolExecutor(2) as pool:  # a gradebook each, so that no lesson waits for another
        list(pool.map(lambda lesson: class_of(root / lesson, lesson, papers), LESSONS))
    return root, papers


def class_of(folder, lesson, papers):
    """Hand out a lesson in a course of its own, hand in all papers, mark and answer them; `papers` gets them."""
    builder = lessons.ROOT / "docs" / "assignments.py"
    subprocess.run([sys.executable, builder, folder, "--lessons", lesson], check=True)
    name = f"lesson_{lesson}"
    grade(folder, "generate_assignment", name)
    for student, does in CLASS.items():
        paper, kind = blank(folder, lesson), does[LESSONS.index(lesson)]
        papers[lesson, kind.__name__] = student, paper, kind(paper)
        paper.write(folder / "submitted" / student / name)
    grade(folder, "autograde", name, f"--Execute.timeout={SECONDS}")
    grade(folder, "generate_feedback", name)


def blank(folder, lesson):
    """A copy of what was handed out."""
    [release] = (folder / "release" / f"lesson_{lesson}").glob("*.ipynb")
    source = folder / "source" / f"lesson_{lesson}" / release.name
    return hand_in.Paper(*(nbformat.read(path, as_version=4) for path in (release, source)), release.name)


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
    """{"01": {"ada": {name of a graded cell: [points, or None where a person has to mark, of how many]}, ...}, ...}"""
    asked = [sys.executable, "-c", MARKS]
    done = [subprocess.run(asked, cwd=course[0] / one, capture_output=True, text=True, check=True) for one in LESSONS]
    return {lesson: json.loads(one.stdout) for lesson, one in zip(LESSONS, done, strict=True)}


KINDS = [(lesson, does[i].__name__) for does in CLASS.values() for i, lesson in enumerate(LESSONS)]
each_kind = pytest.mark.parametrize(("lesson", "kind"), KINDS)


@each_kind
def test_each_gets_what_it_deserves_and_takes_nothing_from_another(course, marks, lesson, kind):
    student, paper, deserved = course[1][lesson, kind]
    if deserved is None:
        assert student not in marks[lesson]
        return
    given = marks[lesson][student]
    full = [name for name in paper.names if all(given[check][0] == given[check][1] for check in paper.checks[name])]
    assert full == list(deserved)
    assert all(
        given[check][1] > 0 and given[check][0] is not None for checks in paper.checks.values() for check in checks
    )


@pytest.mark.parametrize("lesson", LESSONS)
def test_who_did_nothing_has_nothing(course, marks, lesson):
    student = course[1][lesson, "untouched"][0]
    assert {points for points, _ in marks[lesson][student].values()} == {0}


def test_a_person_marks_what_was_written_with_a_pencil_or_put_back_and_only_that(course, marks):
    left = {(lesson, kind) for (lesson, kind), (student, *_) in course[1].items() if waits(marks, lesson, student)}
    written, lost = {"right"}, {"mislaid", "in_conflict", "empty", "no_notebook", "nameless", "meddled"}
    in_words = [lesson for lesson in LESSONS if blank(course[0] / lesson, lesson).by_hand()]
    assert in_words and left == {(one, kind) for one, kind in KINDS if one in in_words and kind in written | lost}


def waits(marks, lesson, student):
    """Whether something of a submission waits for a person."""
    return None in (points for points, _ in marks[lesson].get(student, {}).values())


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_release_has_no_answers(course, lesson):
    [release] = (course[0] / lesson / "release" / f"lesson_{lesson}").glob("*")
    text = release.read_text(encoding="utf-8")
    assert "SOLUTION" not in text and "<details>" not in text and '"outputs": [\n' not in text
    stubs = text.count("raise NotImplementedError") - text.count("`raise NotImplementedError`")
    assert stubs == len(blank(course[0] / lesson, lesson).names)


@each_kind
def test_feedback_is_a_page_that_a_browser_opens_at_once(course, lesson, kind):
    student, _, deserved = course[1][lesson, kind]
    pages = list((course[0] / lesson / "feedback" / student / f"lesson_{lesson}").glob("*.html"))
    assert len(pages) == (deserved is not None)
    assert all(page.stat().st_size < 6_000_000 for page in pages)


@pytest.mark.parametrize("lesson", LESSONS)
def test_feedback_says_what_the_check_says(course, lesson):
    told = said(course, lesson, "half")
    assert "✗ Not yet:" in told and "grading.py" not in told and "Traceback" not in told
    assert "✓ Right on all" in told and "Not started yet" in told
    assert "Test cell" not in told and "Written response" not in told  # a mark is called after its exercise
    assert re.search(rf" {int(lesson)}\.2 · [^.]+ \(Score: ", told) and "A bug from the wild (Score: " in told
    assert "HIDDEN" not in told and "variants" not in told and "Grade cell" not in told
    assert "A bug from the wild Score: " in told  # over its check, too
    assert "Not started yet" in said(course, lesson, "untouched")
    assert "✗" not in said(course, lesson, "right")


@pytest.mark.parametrize(
    ("lesson", "kind", "words"),
    [
        ("01", "killed", "DeadKernelError: this cell ended Python"),
        ("01", "stubborn", f"did not stop within {SECONDS} seconds"),
        ("01", "hostile", f"CellTimeoutError: this cell did not stop within {SECONDS} seconds"),
        ("01", "mislaid", "NameError: name"),
        ("01", "mislaid", "was missing from the submission"),
        ("01", "loud", "... The rest is not shown."),
        ("01", "in_conflict", "This file can't be read as a notebook. NotJSONError"),
        ("03", "without_setup", "This cell was missing or changed. It was put back."),
        ("03", "deep", "MemoryError"),
        ("03", "deep", "RecursionError"),
        ("03", "deep", "DeadKernelError"),
        ("05", "reading", "found []"),
        ("05", "reading", "FileNotFoundError"),
        ("05", "empty", "This file can't be read as a notebook."),
    ],
)
def test_feedback_names_what_happened(course, lesson, kind, words):
    assert words in said(course, lesson, kind)


@each_kind
def test_what_tries_an_answer_ends_in_one_sentence_without_the_way_to_it(course, lesson, kind):
    student = course[1][lesson, kind][0]
    for path in (course[0] / lesson / "autograded" / student).glob("*/*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        for cell in [one for one in cells if one.metadata.get("nbgrader", {}).get("locked")]:
            errors = [output for output in cell.outputs if output.output_type == "error"]
            assert len(errors) <= 1
            for one in errors:
                [words] = one.traceback
                assert words in (one.evalue, f"{one.ename}: {one.evalue}") and "grading.py" not in words


def said(course, lesson, kind):
    """The words of a student's feedback, each after one space."""
    student = course[1][lesson, kind][0]
    [page] = (course[0] / lesson / "feedback" / student / f"lesson_{lesson}").glob("*.html")
    text = re.sub(r"<(style|script).*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def test_what_was_handed_in_is_left_as_it_was(course):
    for (lesson, _), (student, paper, _) in course[1].items():
        folder = course[0] / lesson / "submitted" / student / f"lesson_{lesson}"
        assert {path: (folder / path).read_text(encoding="utf-8") for path in paper.beside} == paper.beside


def test_no_program_goes_on_once_all_is_marked(course):
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "time.sleep(1000) # handed in" not in running
