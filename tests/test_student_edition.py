"""The edition for students: notebooks without outputs, notes and answers, which run where they are put."""

import os
import subprocess
import sys

import lessons
import nbclient
import nbformat
import pytest
import tags

COMMAND = lessons.ROOT / "docs" / "student_edition.py"


def call(*arguments, **more):
    return subprocess.run([sys.executable, COMMAND, *arguments], capture_output=True, text=True, **more)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "my course"
    done = call("my course", cwd=folder.parent)
    assert (done.returncode, done.stdout) == (0, "The student edition is in my course.\n"), done.stderr
    assert list(folder.parent.iterdir()) == [folder], "nothing is left beside it"
    return folder


def test_it_holds_every_lesson_and_what_it_needs_and_nothing_for_the_site_or_the_tests(edition):
    top = "LICENSE LICENSE-text README.md environment.yml helpers notebooks pyproject.toml".split()
    assert sorted(path.name for path in edition.iterdir()) == top
    named = [path.name for path in lessons.NOTEBOOKS]
    assert sorted(path.name for path in edition.glob("notebooks/*")) == [*named, "images", "solutions"]
    assert not list(edition.rglob("__pycache__"))
    for folder in "helpers", "notebooks/images", "notebooks/solutions":
        for path in (lessons.ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert (edition / path.relative_to(lessons.ROOT)).read_bytes() == path.read_bytes()


@lessons.each_lesson
def test_its_notebooks_say_nothing_of_what_is_for_teachers_and_the_rest_word_by_word(edition, path):
    theirs, ours = (nbformat.read(p, as_version=4) for p in (edition / "notebooks" / path.name, path))
    kept = [cell for cell in ours.cells if tags.place(cell) != "teacher"]
    assert len(kept) < len(ours.cells)
    assert [(c.id, c.source, c.metadata) for c in theirs.cells] == [
        (c.id, c.source, {"tags": c.metadata.tags}) for c in kept
    ]
    code = [cell for cell in theirs.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    written = (edition / "notebooks" / path.name).read_text(encoding="utf-8")
    said = [tags.prediction(cell)["say"] for cell in ours.cells if "prediction" in cell.metadata]
    assert said and '"key"' not in written and not [words for words in said if words in written]


def test_a_notebook_of_it_runs_with_its_own_library(edition, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(edition))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    notebook = nbformat.read(edition / "notebooks" / lessons.NOTEBOOKS[0].name, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import helpers\nprint(helpers.__file__)"))
    nbclient.NotebookClient(notebook, timeout=300).execute(cwd=str(edition / "notebooks"))
    assert notebook.cells[-1].outputs[0].text.strip() == os.fspath(edition / "helpers" / "__init__.py")


@pytest.mark.parametrize("name", ["notes.txt", "full", "notes.txt/inside"])
def test_it_is_not_written_where_something_is(tmp_path, name):
    (tmp_path / "full").mkdir()
    for path in tmp_path / "notes.txt", tmp_path / "full" / "mine.txt":
        path.write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    done = call(tmp_path / name)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("The student edition was not written. ") and done.stderr.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled(tmp_path):
    (tmp_path / "empty").mkdir()
    assert call(tmp_path / "empty").returncode == 0
    assert (tmp_path / "empty" / "notebooks").is_dir()
