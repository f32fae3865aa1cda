"""Assignments for nbgrader, made of the lessons: what a student gets, and what the teacher has."""

import importlib
import subprocess
import sys

import assignments
import lessons
import marked
import nbformat
import pytest
import tags
import variants

SEED = 4050607
COMMAND = lessons.ROOT / "docs" / "assignments.py"


def call(*arguments):
    return subprocess.run([sys.executable, COMMAND, *arguments], capture_output=True, text=True)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "my course"
    done = call(folder, "--seed", str(SEED))
    said = f"The assignments are in {folder}. Their seed is {SEED}; keep it from students.\n"
    assert (done.returncode, done.stdout) == (0, said), done.stderr
    assert list(folder.parent.iterdir()) == [folder], "nothing is left beside it"
    return folder


def made_of(course, path):
    return nbformat.read(course / "source" / f"lesson_{path.name[:2]}" / path.name, as_version=4).cells


def kind(cell):
    """What nbgrader takes it for, or "" for a cell that isn't its own."""
    known = cell.metadata.get("nbgrader", {})
    names = {
        (False, True, False): "answer",
        (False, False, True): "shown",
        (True, False, True): "check",
        (True, True, False): "words",
    }
    return names[known["grade"], known["solution"], known["locked"]] if known else ""


def test_it_has_a_folder_for_each_lesson_a_configuration_and_what_the_teacher_keeps(course):
    written = sorted(path.relative_to(course).as_posix() for path in course.rglob("*") if path.is_file())
    ours = [f"source/lesson_{path.name[:2]}/{path.name}" for path in lessons.NOTEBOOKS]
    docs = lessons.ROOT / "docs"
    kept = [f"marking/variants/{path.name}" for path in (docs / "variants").glob("*.py")]
    kept += [f"marking/{path.name}" for path in (docs / "grader").glob("*.py") if path.name != "nbgrader_config.py"]
    assert written == sorted(["marking/seed.py", *kept, "nbgrader_config.py", *ours])
    assert f"SEED = {SEED}\n" in (course / "marking" / "seed.py").read_text(encoding="utf-8")


@lessons.each_lesson
def test_an_exercise_is_answered_tried_and_worth_points(course, path):
    cells = made_of(course, path)
    nbformat.validate(nbformat.v4.new_notebook(cells=cells))
    graders = [cell.metadata.nbgrader for cell in cells if kind(cell)]
    assert all(known.schema_version == 3 and known.task is False for known in graders)
    names = [known.grade_id for known in graders]
    assert len(set(names)) == len(names) and len({cell.id for cell in cells}) == len(cells)
    expected, points = [], 0
    for exercise in variants.drawn(path.name[:2], SEED).values():
        points += variants.points(exercise)
        if isinstance(exercise, variants.Pencil):
            expected += ["words"]
        else:
            expected += ["answer", "shown", *["check"] * (len(exercise.parts) or 1), *["words"] * bool(exercise.words)]
            points += bool(exercise.words)
    assert [kind(cell) for cell in cells if kind(cell)] == expected
    assert sum(known.get("points", 0) for known in graders) == points
    assert all(("points" in known) == known.grade and known.get("points", 1) >= 1 for known in graders)


def imports(cells):
    """What a reader has after the first cell, which is of the kind `setup`."""
    names = {}
    for cell in cells:
        if tags.place(cell) == "setup" and cell.cell_type == "code":
            kept = [line for line in cell.source.splitlines() if line.startswith(("import ", "from "))]
            exec("\n".join(kept), names)
    return names


@lessons.each_lesson
def test_the_solutions_are_right_where_they_stand(course, path, monkeypatch):
    monkeypatch.syspath_prepend(course / "marking")  # as nbgrader's configuration does
    monkeypatch.delitem(sys.modules, "seed", raising=False)
    cells = made_of(course, path)
    names = imports(cells)
    for cell in cells:
        if kind(cell) in ("answer", "shown", "check") or cell.id == "with-bug":
            exec(cell.source, names)  # a check raises
    monkeypatch.delitem(sys.modules, "seed", raising=False)


@lessons.each_lesson
def test_no_line_of_code_is_wider_than_a_page_of_feedback(path):
    number = path.name[:2]
    for seed in range(20):
        for name, exercise in variants.drawn(number, seed).items():
            cells = [] if isinstance(exercise, variants.Pencil) else marked.coded(number, name, exercise)
            for cell in cells:
                if cell.cell_type == "code":
                    assert max(map(len, cell.source.splitlines())) <= 88, (seed, name, cell.source)


@lessons.each_lesson
def test_each_mark_has_a_title_of_its_own(path, monkeypatch):
    monkeypatch.syspath_prepend(lessons.ROOT / "docs" / "grader")
    naming = importlib.import_module("naming")
    number = path.name[:2]
    for seed in range(6):
        notebook = nbformat.read(path, as_version=4)
        cells = marked.source(number, notebook, variants.drawn(number, seed)).cells
        titles = naming.titles(cells)
        assert list(titles) == [c.metadata.nbgrader.grade_id for c in cells if kind(c) in ("check", "words")]
        assert len(set(titles.values())) == len(titles)
        begins = (f"{int(number)}.", "A bug from the wild")
        assert all(title.startswith(begins) for title in titles.values())


@lessons.each_lesson
def test_what_students_get_gives_nothing_away(course, path):
    for cell in made_of(course, path):
        if kind(cell) == "answer":
            head, rest = cell.source.split(f"    {marked.BEGIN}\n")
            assert head.startswith("def ") and head.count("\n") == 1 and rest.endswith(f"    {marked.END}")
        elif kind(cell) == "words":
            assert cell.source.startswith(f"{marked.BEGIN}\n") and cell.source.endswith(f"\n{marked.END}")
        elif kind(cell) == "check":
            seen, rest = cell.source.split("### BEGIN HIDDEN TESTS\n")
            assert seen.startswith("# This is marked after you hand in") and rest.endswith("### END HIDDEN TESTS")
        else:
            assert "SOLUTION" not in cell.source and "HIDDEN" not in cell.source
        assert str(SEED) not in cell.source


@lessons.each_lesson
def test_the_rest_is_the_lesson_without_answers_hints_and_notes_for_teachers(course, path):
    cells, lesson = made_of(course, path), nbformat.read(path, as_version=4).cells
    ours = {cell.id: cell for cell in lesson if tags.place(cell) not in ("exercise", "bug")}
    for cell in cells:
        assert not {"hint"} & tags.tags(cell) and tags.place(cell) != "teacher"
        assert cell.metadata.keys() <= {"tags", "nbgrader"}
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None
            assert tags.place(cell) == "exercise" or cell.source == ours[cell.id].source
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert "](solutions" not in text and ".ipynb)" not in text
    left_out = ours.keys() - {cell.id for cell in cells}
    assert all(tags.place(ours[name]) == "teacher" or "hint" in tags.tags(ours[name]) for name in left_out)
    kept = [cell.id for cell in cells if cell.id in ours]
    assert kept == [name for name in ours if name not in left_out], "in their order"


def test_one_seed_makes_one_course_and_without_a_seed_each_is_another(tmp_path, course):
    def texts(folder):
        return [cell.source for cell in made_of(folder, lessons.NOTEBOOKS[1])]

    for name, more in ("again", ["--seed", str(SEED)]), ("one", []), ("other", []):
        assert call(tmp_path / name, "--lessons", "01", *more).returncode == 0
    assert texts(tmp_path / "again") == texts(course)
    assert len({str(texts(tmp_path / name)) for name in ("again", "one", "other")}) == 3


def test_only_the_lessons_that_are_named(tmp_path):
    (tmp_path / "empty").mkdir()
    assert call(tmp_path / "empty", "--lessons", "03", "01").returncode == 0
    assert sorted(path.name for path in (tmp_path / "empty" / "source").iterdir()) == ["lesson_01", "lesson_03"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "--lessons", "01", "99"], "there is no lesson 99: give numbers of 00, 01, "),
        (["new", "--lessons", "1"], "there is no lesson 1: give"),
        (["new", "--seed", "-3"], "the seed must be a whole number from 0 upwards, but got -3: leave out its sign"),
        (["full"], "full is not empty: name a new folder, or empty this one"),
        (["full/mine.txt"], "mine.txt is not empty"),
    ],
)
def test_what_cant_be_meant_is_told_in_a_sentence_and_nothing_is_written(tmp_path, arguments, said):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    done = call(tmp_path / arguments[0], *arguments[1:])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("No assignment was written. ") and done.stderr.count("\n") == 1
    assert said.lower() in done.stderr.lower()
    assert sorted(tmp_path.rglob("*")) == before


def test_a_slip_that_a_solution_cant_have_stops_it_before_anything_is_written(tmp_path, monkeypatch):
    made = variants.drawn("01", SEED)
    broken = made["bug"]._replace(bug=("name", "no such piece", ""))
    monkeypatch.setattr(variants, "drawn", lambda lesson, seed: made | {"bug": broken})
    with pytest.raises(ValueError, match="no such piece: take one that it has"):
        assignments.write(tmp_path / "out", ["01"], SEED)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_solution_stops_it_before_anything_is_written(tmp_path, monkeypatch):
    made = variants.drawn("01", SEED)
    monkeypatch.setattr(variants, "drawn", lambda lesson, seed: made | {"1.2": made["1.2"]._replace(solution="")})
    with pytest.raises(ValueError, match=r"exercise 1\.2 of lesson 01 has no solution"):
        assignments.write(tmp_path / "out", ["01"], SEED)
    assert list(tmp_path.iterdir()) == []
