"""Two students of a real JupyterHub, with the configuration that the course gives to teachers.

Slow, so only with `python -m uv run --group test --group hub pytest -m slow tests/test_hub.py`. Without the hub group
or git this is skipped with a sentence that says what is missing; with CI=true that is a failure.
"""

import concurrent.futures
import os
import shutil
import subprocess
import sys

import classroom
import pytest
import requests
import students

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hub():
    """The address, the process and the folder of a running hub."""
    missing = [] if classroom.available() else [classroom.HOW_TO_GET_THE_HUB_GROUP]
    missing += [] if shutil.which("git") else ["Git is missing, by which students get the course: `apt install git`."]
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(" ".join(missing))
    if not sys.platform.startswith("linux"):
        pytest.skip("The configuration is for a Linux machine.")
    with classroom.hub() as running:
        yield running
    assert not any(map(classroom.runs, _family))


_family = []  # every process that the hub started, to see at the end that none is left


def test_a_class_signs_up_opens_lesson_01_and_moves_its_slider(hub, request):
    address, process, folder = hub
    teacher, stranger, root = (students.Person(address, name) for name in ("teacher", "stranger", "root"))
    pair = [students.Student(address, name) for name in ("s1", "s2")]
    for person in (teacher, stranger, root, *pair):
        request.addfinalizer(person.close)
        person.sign_up()
    assert teacher.log_in()
    assert not pair[0].log_in(), "nobody gets in before the teacher says so"
    teacher.let_in(["s1", "s2", "root"])
    assert not stranger.log_in()
    assert not root.log_in(), "nobody becomes an account that the machine had before"

    def work(student):
        assert student.log_in()
        student.start_server()
        student.fetch(repository)
        student.run_lesson()
        return [student.move() for _ in range(5)]

    repository = classroom.repository(folder)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        assert [len(moves) for moves in pool.map(work, pair)] == [5, 5]
    _family.extend(process.children(recursive=True))
    servers = classroom.servers(process)
    assert {name: len(each) for name, each in servers.items()} == {"s1": 2, "s2": 2}, "a server and a kernel each"
    assert any("jupyterhub_idle_culler" in child.cmdline() for child in _family)
    there = {file.name for file in (folder / "s1" / "course" / "notebooks").iterdir()}
    assert {"00_start_here.ipynb", "solutions", "images"} <= there

    foreign = requests.get(f"{pair[1].server}api/contents", headers=pair[0].headers)
    assert foreign.status_code == 403, "a student's files are nobody else's"


def test_a_lesson_that_was_renamed_comes_back_by_the_link_of_the_class(tmp_path):
    if not (classroom.available() and shutil.which("git")):
        pytest.skip(classroom.HOW_TO_GET_THE_HUB_GROUP)
    course, mine = tmp_path / "course", tmp_path / "mine"
    course.mkdir()
    (course / "03.ipynb").write_text("as it came")
    author = ["-c", "user.name=course", "-c", "user.email=course@localhost", "-c", "commit.gpgsign=false"]
    for command in ["init", "-q", "-b", "main"], ["add", "."], [*author, "commit", "-q", "-m", "A lesson"]:
        subprocess.run(["git", *command], cwd=course, check=True)
    click = [sys.executable, "-c", "from nbgitpuller.pull import main; main()", course, "main", mine]
    subprocess.run(click, cwd=tmp_path, check=True)
    (mine / "03.ipynb").rename(mine / "my 03.ipynb").write_text("with my work")
    subprocess.run(click, cwd=tmp_path, check=True)
    assert {path.name: path.read_text() for path in mine.glob("*.ipynb")} == {
        "03.ipynb": "as it came",
        "my 03.ipynb": "with my work",
    }
