"""A class with nbgrader on a real JupyterHub: the teacher hands out, two students hand in, and get feedback.

The commands are those of docs/pages/classroom.md. Slow, so only with `python -m uv run --group test --group hub --group
class pytest -m slow tests/test_hub_class.py`. Without these groups this is skipped with a sentence that says what is
missing; with CI=true that is a failure.
"""

import importlib.util
import os
import re
import shlex
import shutil
import stat
import subprocess

import classroom
import pytest
import requests
from classwork import Pupil, Teacher

pytestmark = pytest.mark.slow
PAGE = classroom.ROOT / "docs" / "pages" / "classroom.md"
LESSON = "lesson_01/01_scalar_chain.ipynb"


def commands(who):
    """The blocks of the page that `who` types, in their order."""
    return re.findall(rf"^% {who}\n\n```\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def hub():
    """The address and the folder of a running hub, in which an exchange was made with the page's command."""
    if not (classroom.available() and importlib.util.find_spec("nbgrader") and shutil.which("git")):
        said = f"{classroom.HOW_TO_GET_THE_HUB_GROUP} Here with `--group class` too, and git."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(said)
    with classroom.hub() as (address, _, folder):
        *packages, exchange = commands("root")[0].splitlines()
        assert all(line.startswith("pip ") for line in packages)  # the groups have them
        subprocess.run(shlex.split(exchange.replace("/srv/nbgrader", str(folder))), check=True)
        yield address, folder


@pytest.fixture(scope="module")
def people(hub):
    """The teacher and two students, logged in, each with a server."""
    address, folder = hub
    everyone = teacher, *pair = Teacher(address, "teacher"), *(Pupil(address, name) for name in ("s1", "s2"))
    for person in everyone:
        person.sign_up()
    assert teacher.log_in()
    teacher.let_in([student.name for student in pair])
    assert all(student.log_in() for student in pair)
    for person in everyone:
        person.start_server()
    teacher.fetch(classroom.repository(folder))
    yield everyone
    for person in everyone:
        person.close()


@pytest.fixture(scope="module")
def marked(people):
    """The same people after the whole way from handing out to feedback; s1 solves all, s2 begins nothing."""
    teacher, s1, s2 = people
    hand_out, collect, again, feedback = commands("teacher")
    teacher.type(hand_out)
    for student in s1, s2:
        assert [one["status"] for one in student.assignments()] == ["released"]
        assert [one["status"] for one in student.assignments("fetch", "lesson_01")] == ["fetched"]
        student.assignments("submit", "lesson_01")
    teacher.type(collect)
    source = teacher.read(f"assignments/source/{LESSON}")
    answers = {cell.metadata.nbgrader.grade_id: cell for cell in source.cells if "nbgrader" in cell.metadata}
    notebook = s1.read(LESSON)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = answers[cell.metadata.nbgrader.grade_id].source
    s1.save(LESSON, notebook)
    s1.assignments("submit", "lesson_01")
    teacher.type(again)
    teacher.type(feedback)
    for student in s1, s2:
        student.assignments("fetch_feedback", "lesson_01")
    return people


def test_a_class_hands_in_through_the_exchange_and_a_second_try_counts(marked):
    teacher, *_ = marked
    answer = requests.get(f"{teacher.server}formgrader/api/submissions/lesson_01", headers=teacher.headers)
    given = {one["student"]: one for one in answer.json()}
    assert given.keys() == {"s1", "s2"} and all(one["autograded"] for one in given.values())
    code = {name: (one["code_score"], one["max_code_score"]) for name, one in given.items()}
    most = code["s1"][1]
    assert most >= 4 and code == {"s1": (most, most), "s2": (0, most)}


def test_each_gets_feedback_on_the_last_try(marked):
    _, s1, s2 = marked
    for student, words in (s1, "✓ Right on all"), (s2, "Not started yet"):
        tries = [one for one in student.assignments() if one["status"] == "submitted"]
        *_, last = tries[0]["submissions"]
        [page] = last["notebooks"]
        assert words in student.read(page["local_feedback_path"])


def test_marking_is_for_the_teacher_alone(marked):
    teacher, s1, s2 = marked
    pages = [f"{person.server}formgrader" for person in (teacher, s1, s2)]
    codes = [requests.get(page, headers=person.headers).status_code for page, person in zip(pages, marked, strict=True)]
    assert codes == [200, 404, 404]
    for private in f"{teacher.server}api/contents/assignments", f"{s1.server}assignments", f"{s1.server}api/contents":
        assert requests.get(private, headers=s2.headers).status_code == 403


def test_no_account_can_list_what_others_handed_in(hub, marked):
    exchange = hub[1] / "exchange"
    course = exchange / "gradients_through_time"
    modes = {name: stat.S_IMODE((course / name).stat().st_mode) & 0o777 for name in ("inbound", "outbound", "feedback")}
    assert modes == {"inbound": 0o733, "outbound": 0o755, "feedback": 0o711}
    assert exchange.stat().st_mode & stat.S_ISVTX, "nobody takes away what is another's"
    assert len({path.name.rsplit("+", 1)[1] for path in (course / "inbound").iterdir()}) == 3, "names nobody guesses"


def test_students_see_a_list_of_assignments_and_closing_a_lesson_ends_its_kernel(marked):
    _, s1, _ = marked
    page = requests.get(f"{s1.server}lab", headers=s1.headers).text
    assert all(f'"@jupyter/nbgrader:{name}"' in page for name in ("formgrader", "course-list", "create-assignment"))
    assert '"@jupyter/nbgrader:assignment-list"' not in page
    address = f"{s1.server}lab/api/settings/@jupyterlab/notebook-extension:tracker"
    settings = requests.get(address, headers=s1.headers).json()
    assert settings["schema"]["properties"]["kernelShutdown"]["default"] is True
