"""The table of a class: who is stuck where, from the files that were handed in."""

import json
import subprocess
import sys

import lessons
import pytest
import room

from helpers import journal

COMMAND = [sys.executable, lessons.ROOT / "docs" / "room.py"]


def handed_in(folder, who, *tries, guesses=()):
    """A student's file: tries: (exercise, passed, said)."""
    log = {"01": {"exercises": {}, "guesses": dict(guesses)}}
    for exercise, passed, said in tries:
        journal.note(log, "01", exercise, passed, said)
    journal.write(folder / f"{who}.json", log)


@pytest.fixture
def folder(tmp_path):
    wrong = "Not yet: that is the state | h_T."
    handed_in(tmp_path, "ada", ("by_input", True, "Right."), ("peak", True, "Right."), guesses={"1": "C", "2": "A"})
    handed_in(tmp_path, "kim", *[("by_input", False, wrong)] * 3, guesses={"1": "A"})
    handed_in(tmp_path, "lee", *[("by_input", False, wrong)] * 2, guesses={"1": "A"})
    return tmp_path


def table(folder):
    done = subprocess.run([*COMMAND, folder], capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_the_table_says_who_is_stuck_where_and_what_was_said(folder):
    code, said = table(folder)
    assert code == 0 and said.startswith("3 students.")
    name = room.exercises("01")["by_input"]
    assert name[0].isdigit() and name.endswith("by_input")
    assert f"| {name} | 1 | 1 | 1 | kim | Not yet: that is the state \\| h_T. (2) |" in said
    assert f"| {room.exercises('01')['peak']} | 1 | 0 | 0 |  | |" in said
    assert f"| 1 | Figure 1.1 | A 2, C 1 | {room.keys('01')[0][1]} |" in said and "## Lesson 02" not in said


def test_every_exercise_of_every_lesson_has_its_line():
    for path in lessons.NOTEBOOKS:
        names = room.exercises(path.name[:2])
        checks = [source for source in lessons.code(path) if source.startswith("check.")]
        assert len(names) == len(checks) >= 2
        assert all(any(f"check.{name}({name})" in source for source in checks) for name in names)
        assert all(right for _, right in room.keys(path.name[:2]))


def test_what_is_no_log_is_named_and_left_out(folder):
    (folder / "max.json").write_text('{"01": "hacked"}')
    (folder / "eva.json").write_bytes(b"\xff\xfe")
    code, said = table(folder)
    assert code == 0 and said.startswith("3 students.")
    assert "max.json was left out" in said and "eva.json was left out" in said


def test_a_strange_log_takes_nothing_from_the_others(folder):
    (folder / "odd.json").write_text(json.dumps({"77": {"exercises": {"no": {"tries": 5}}}, "01": {}}))
    code, said = table(folder)
    assert code == 0 and said.startswith("4 students.") and "| kim |" in said


@pytest.mark.parametrize("arguments", [[], ["nowhere"], ["here", "there"]])
def test_without_a_folder_it_says_what_to_do(arguments):
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True)
    assert done.returncode == 1 and "FOLDER" in done.stderr


def test_an_empty_folder_is_said(tmp_path):
    code, said = table(tmp_path)
    assert code == 1 and "no student's file" in said
