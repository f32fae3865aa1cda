"""Assignments for nbgrader, made of the lessons: what a student gets, and what the teacher has."""

import ast
import subprocess
import sys

import assignments
import lessons
import marked
import nbformat
import pytest
import tags

COMMAND = lessons.ROOT / "docs" / "assignments.py"


def call(*arguments):
    return subprocess.run([sys.executable, COMMAND, *arguments], capture_output=True, text=True)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "my course"
    done = call(folder)
    assert (done.returncode, done.stdout) == (0, f"The assignments are in {folder}.\n"), done.stderr
    assert list(folder.parent.iterdir()) == [folder], "nothing is left beside it"
    return folder


def made_of(course, path):
    return nbformat.read(course / "source" / f"lesson_{path.name[:2]}" / path.name, as_version=4).cells


def kind(cell):
    """answer, check, pencil, or "" for a cell that isn't nbgrader's."""
    known = cell.metadata.get("nbgrader", {})
    names = {(False, True, False): "answer", (True, False, True): "check", (True, True, False): "pencil"}
    return names[known["grade"], known["solution"], known["locked"]] if known else ""


def test_it_has_a_folder_for_each_lesson_and_a_configuration(course):
    written = sorted(path.relative_to(course).as_posix() for path in course.rglob("*") if path.is_file())
    ours = [f"source/lesson_{path.name[:2]}/{path.name}" for path in lessons.NOTEBOOKS]
    assert written == ["nbgrader_config.py", *ours]


@lessons.each_lesson
def test_an_exercise_is_answered_tried_and_worth_points(course, path):
    cells = made_of(course, path)
    nbformat.validate(nbformat.v4.new_notebook(cells=cells))
    graders = [cell.metadata.nbgrader for cell in cells if kind(cell)]
    assert all(known.schema_version == 3 and known.task is False for known in graders)
    names = [known.grade_id for known in graders]
    assert len(set(names)) == len(names)
    assert all(known.get("points") == (marked.POINTS if known.grade else None) for known in graders)
    kinds = [kind(cell) for cell in cells if kind(cell)]
    by_hand = [] if path.name[:2] == "05" else ["pencil"]
    exercises = sum(len(marked.NUMBER.findall(cell.source)) for cell in cells if tags.place(cell) == "exercise")
    bugs = any(tags.place(cell) == "bug" for cell in cells)
    assert kinds == [*by_hand, *["answer", "check"] * (exercises + bugs - len(by_hand))]
    assert all(kind(cell) in ("", "pencil") for cell in cells if cell.cell_type == "markdown")


@lessons.each_lesson
def test_the_solutions_are_right_where_they_stand_and_the_stubs_are_those_of_the_lesson(course, path):
    cells, lesson = made_of(course, path), nbformat.read(path, as_version=4).cells
    theirs = [cell for cell in cells if kind(cell) == "answer"]
    stubs = [cell.source for cell in lesson if cell.cell_type == "code" and "raise NotImplementedError" in cell.source]
    assert [_emptied(cell.source) for cell in theirs] == stubs
    names = {}
    for tree in (ast.parse(cell.source) for cell in cells if tags.place(cell) == "setup" and cell.cell_type == "code"):
        imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        exec(ast.unparse(ast.Module(imports, [])), names)
    for cell in cells:
        if kind(cell) in ("answer", "check"):
            exec(cell.source, names)  # a check raises


def _emptied(source):
    """What nbgrader makes of an answer."""
    head, rest = source.split(f"    {marked.BEGIN}\n")
    assert rest.endswith(f"    {marked.END}")
    return f"{head}    raise NotImplementedError"


@lessons.each_lesson
def test_the_rest_is_the_lesson_without_answers_hints_and_notes_for_teachers(course, path):
    cells, lesson = made_of(course, path), nbformat.read(path, as_version=4).cells
    ours = {cell.id: cell for cell in lesson}
    for cell in cells:
        assert not {"hint"} & tags.tags(cell) and tags.place(cell) != "teacher"
        assert cell.metadata.keys() <= {"tags", "nbgrader"}
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None
            assert kind(cell) or cell.source == ours[cell.id].source
        elif tags.place(cell) in ("exercise", "bug") and not kind(cell):
            assert "<details>" not in cell.source
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert "](solutions" not in text and ".ipynb)" not in text
    left_out = [cell for cell in lesson if cell.id not in {cell.id for cell in cells}]
    assert all("hint" in tags.tags(c) or tags.place(c) == "teacher" or "](solutions" in c.source for c in left_out)


def test_the_answer_to_a_pencil_exercise_is_for_the_teacher_alone(course):
    [cell] = [cell for cell in made_of(course, lessons.NOTEBOOKS[1]) if kind(cell) == "pencil"]
    assert cell.source.startswith(f"{marked.BEGIN}\n(a) 2 · 0.75 = 1.5") and cell.source.endswith(f"\n{marked.END}")
    assert cell.metadata.nbgrader.grade_id == "pencil-1-1"


def test_only_the_lessons_that_are_named(tmp_path):
    (tmp_path / "empty").mkdir()
    assert call(tmp_path / "empty", "--lessons", "03", "01").returncode == 0
    assert sorted(path.name for path in (tmp_path / "empty" / "source").iterdir()) == ["lesson_01", "lesson_03"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "--lessons", "01", "99"], "there is no lesson 99: give numbers of 00, 01, "),
        (["new", "--lessons", "1"], "there is no lesson 1: give"),
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def peak(a, h_0)", "def top(a, h_0)", r"asks for peak\(a, h_0\), and solutions/lesson_01\.py has no such"),
        ("def peak(a, h_0)", "def peak(h_0, a)", r"asks for peak\(a, h_0\)"),
        (None, None, r"lesson_01\.py"),
    ],
)
def test_a_missing_solution_stops_it_before_anything_is_written(tmp_path, monkeypatch, old, new, said):
    notebooks = tmp_path / "notebooks"
    (notebooks / "solutions").mkdir(parents=True)
    for path in lessons.NOTEBOOKS[:2]:
        (notebooks / path.name).write_bytes(path.read_bytes())
        solved = (path.parent / "solutions" / f"lesson_{path.name[:2]}.py").read_text(encoding="utf-8")
        if path.name[:2] == "00" or old:
            (notebooks / "solutions" / f"lesson_{path.name[:2]}.py").write_text(
                solved.replace(old or "", new or "") if path.name[:2] == "01" else solved, encoding="utf-8"
            )
    monkeypatch.setattr(assignments, "NOTEBOOKS", notebooks)
    with pytest.raises((ValueError, OSError), match=said):
        assignments.write(tmp_path / "out", ["00", "01"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebooks"]


def test_a_check_of_another_form_is_named():
    notebook = nbformat.read(lessons.NOTEBOOKS[1], as_version=4)
    cell = next(cell for cell in notebook.cells if "check" in tags.tags(cell))
    cell.source = "print(check.by_input(by_input))"
    solved = (lessons.NOTEBOOKS[1].parent / "solutions" / "lesson_01.py").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"`check\.name\(name\)`; lesson 01 has 'print"):
        marked.source("01", notebook, solved)
