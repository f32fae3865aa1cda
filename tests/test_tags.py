"""What a cell is stands in its tags; slides and the teacher's guide follow from them and from headings."""

import itertools
import re

import nbformat
import phrases
import pytest
import slide_types
import slides
import tags
from lessons import NOTEBOOKS, each_lesson
from refresh_notebooks import clean

ORDER = {"title": 0, "core": 1, "exercise": 2, "bug": 2, "summary": 3, "further": 4, "sources": 5, "teacher": 6}


def text(source, *marks, **metadata):
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": list(marks), **metadata})


def code(source, *marks, **more):
    return nbformat.v4.new_code_cell(source, metadata={"tags": list(marks)}, **more)


def types(*cells):
    """The slide types of a notebook of these cells."""
    notebook = slide_types.mark(nbformat.v4.new_notebook(cells=list(cells)))
    return [cell.metadata.slideshow.slide_type for cell in notebook.cells]


@each_lesson
def test_every_cell_has_one_place_and_the_places_come_in_order(path):
    cells = nbformat.read(path, as_version=4).cells
    places = [tags.place(cell) for cell in cells]
    inside = [ORDER[place] for place in places if place != "setup"]
    assert places[0] == "title"
    assert inside == sorted(inside), "title, core, exercises and bug, summary, further, sources, teacher"
    assert {"core", "exercise", "summary", "sources", "teacher"} <= set(places)


@each_lesson
def test_the_tags_of_a_cell_say_what_it_is(path):
    cells = nbformat.read(path, as_version=4).cells
    known = tags.PLACES.keys() | tags.ROLES.keys() | {"nbval-check-output"}
    for cell in cells:
        marks = tags.tags(cell)
        assert marks <= known, marks - known
        is_code = cell.cell_type == "code"
        wanted = {"figure", "plumbing", "check"} if is_code else {"prediction", "seen", "myth", "hint", "map"}
        assert marks & tags.ROLES.keys() <= wanted, cell.source[:60]
        pictures = ["<img " in output.get("data", {}).get("text/html", "") for output in cell.get("outputs", ())]
        assert any(pictures) == ("figure" in marks), cell.source[:60]
        if cell.cell_type == "code":
            assert ("check" in marks) == cell.source.startswith("check."), cell.source[:60]
        if "prediction" in cell.metadata:
            assert "prediction" in marks and tags.prediction(cell)
    roles = [role for cell in cells for role in tags.tags(cell)]
    assert min(roles.count(role) for role in ("prediction", "seen", "figure", "check", "myth")) >= 1


def test_a_cell_without_its_place_is_named():
    with pytest.raises(ValueError, match=r"'cell-7' that begins with 'Once more' has none of them: set it in Jupy"):
        tags.place(text("Once more", "seen") | {"id": "cell-7"})
    with pytest.raises(ValueError, match=r"\['core', 'summary'\]"):
        tags.place(text("Both", "core", "summary"))


@each_lesson
def test_a_prediction_is_a_short_question_with_a_list_of_options_that_its_metadata_know(path):
    """So it can be shown alone, on a slide, a stage or paper, and be answered with a letter."""
    for cell in nbformat.read(path, as_version=4).cells:
        if "prediction" not in tags.tags(cell):
            continue
        told, question = tags.prediction(cell), tags.question(cell)
        assert told.keys() == {"options", "key", "wrong", "say"}, cell.source
        assert told["key"] != told["wrong"] and list(told["options"]) in (list("ABC"), list("ABCD")), cell.source
        listed = "\n".join(f"- **{letter}** {words}" for letter, words in told["options"].items())
        assert cell.source == f"{phrases.PREDICTION} {question}\n\n{listed}", "a question, a list, and nothing else"
        assert question.endswith("?") and question.count("?") == 1 and len(question.split()) <= 60, question
        for words in (*told["options"].values(), told["say"]):
            assert "$" not in words and "*" not in words, f"a stage shows it letter by letter: {words}"
        assert all(words[-1] not in ".?!" for words in told["options"].values()), cell.source
        assert told["say"][-1] in ".)" and len(told["say"].split()) <= 45, told["say"]


@each_lesson
def test_nobody_is_told_what_is_right_below_a_prediction(path):
    """Before a text says it, something is run, or a fold is opened."""
    cells = nbformat.read(path, as_version=4).cells
    for cell, below in itertools.pairwise(cells):
        if "prediction" in tags.tags(cell):
            assert below.cell_type == "code" or below.source.startswith("<details>"), below.source


@each_lesson
def test_the_note_for_teachers_leaves_the_answers_to_the_predictions(path):
    note = tags.teachers_note(nbformat.read(path, as_version=4))
    assert not re.search(r"\*\*(The votes|Predictions|Answers)", note), "their home is the metadata of the prediction"


def test_a_prediction_tells_what_is_right_what_tempts_and_what_to_say():
    asked = {"options": {"A": "up", "B": "down"}, "key": "B", "wrong": "A", "say": "Let go of a stone."}
    source = "**Predict first.** Which *way*, in **bold**?\n\n- **A** up\n- **B** down"
    for guess, right, advice in [
        (asked, "(B) down", "Tempting: (A) up. Say: Let go of a stone."),
        ({"options": asked["options"], "key": "B"}, "(B) down", ""),
        ({}, "", ""),
    ]:
        cell = text(source, "core", "prediction", prediction=guess)
        assert tags.prediction(cell) == guess
        assert (tags.answer(cell), tags.advice(cell)) == (right, advice)
        assert tags.question(cell) == "Which *way*, in **bold**?"
    for bad in asked | {"key": "C"}, {"options": {"A": "up"}}, {"wrong": "A"}, asked | {"right": "A"}, {"key": "up"}:
        with pytest.raises(ValueError, match="mend its metadata"):
            tags.prediction(text("Guess", "core", "prediction", prediction=bad))


def test_headings_predictions_and_figures_begin_a_slide_and_what_is_for_the_desk_is_left_out():
    assert types(
        text("# 01 · Why?", "title"),
        code("import numpy as np", "setup"),
        text("## 1 · A section", "core"),
        code("1 + 1", "core"),
        text("Guess.", "core", "prediction"),
        code("answer = 2", "core"),
        code("noise = 0", "core", "plumbing"),
        code("plot()", "core", "figure"),
        text("It fell.", "core", "seen"),
        code("2 + 2", "core"),
        code("check.it(it)", "exercise", "check"),
        text("Solutions", "exercise", "hint"),
        text("Minutes", "teacher"),
    ) == [
        *("slide", "skip", "slide", "-", "subslide", "subslide", "skip", "subslide", "subslide", "-"),
        *("skip", "skip", "notes"),
    ]


def test_a_slide_that_is_full_is_followed_by_another():
    long = "\n".join(["x = 1"] * 20)
    assert types(text("## 1", "core"), code(long, "core"), code(long, "core"), code("y = 1", "core")) == [
        "slide",
        "-",
        "subslide",
        "-",
    ]


def test_a_text_is_cut_before_its_headings_and_only_its_first_part_is_what_was_seen():
    cut = slide_types.parts(text("It fell.\n\n### Why?\nBecause.\n\n> ### A theorem\n> True.", "core", "seen"))
    assert cut == [
        ("It fell.", ["core", "seen"]),
        ("### Why?\nBecause.", ["core"]),
        ("> ### A theorem\n> True.", ["core"]),
    ]


def test_the_teachers_note_is_read_without_its_fold_and_heading():
    folded = "<details><summary><b>For teachers</b></summary>\n\n**Ask** Why?\n</details>"
    notebook = nbformat.v4.new_notebook(
        cells=[text("Text", "core"), text(folded, "teacher"), text("## Us\nMore", "teacher")]
    )
    assert tags.teachers_note(notebook).split() == ["**Ask**", "Why?", "More"]
    assert all(tags.teachers_note(nbformat.read(path, as_version=4)) for path in NOTEBOOKS)


def test_a_deck_has_the_answer_in_the_notes_of_a_prediction_and_opens_what_was_folded_below_it():
    asked = {"options": {"A": "up", "B": "down"}, "key": "B", "wrong": "A", "say": "Let go of a stone."}
    folded = "<details><summary>What came out</summary>\n\nIt fell.\n\n</details>"
    cells = [
        text("# 01 · Why?", "title"),
        text("**Guess.** Where to?\n\n- **A** up\n- **B** down", "core", "prediction", prediction=asked),
        text(folded, "core", "seen"),
        text(f"A puzzle.\n\n{folded}", "core", "seen"),
        text("**Ask** Why?", "teacher"),
    ]
    _, question, key, opened, puzzle, note = slides.slides(nbformat.v4.new_notebook(cells=cells)).cells
    assert key.source == "**(B) down**. Tempting: (A) up. Say: Let go of a stone."
    assert [cell.metadata.slideshow.slide_type for cell in (question, key, opened)] == ["subslide", "notes", "subslide"]
    assert opened.source == folded.replace("<details>", "<details open>")
    assert puzzle.source.endswith(folded) and note.source == "**Ask** Why?"


def test_refreshing_keeps_tags_and_predictions_and_nothing_that_depends_on_the_run():
    view = "application/vnd.jupyter.widget-view+json"
    asked = {"options": {"A": "up", "B": "down"}, "key": "B"}
    output = nbformat.v4.new_output("display_data", {"image/png": "AAAA", view: {"model_id": "1"}})
    cells = [text("Guess", "core", "prediction", prediction=asked), code("plot()", "core", "figure", outputs=[output])]
    cells[0].metadata["slideshow"] = {"slide_type": "slide"}
    cells[1].metadata["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00Z"}
    notebook = nbformat.v4.new_notebook(
        cells=cells, metadata={"widgets": {}, "language_info": {"name": "python", "version": "3.12.1"}}
    )
    made = clean(notebook)
    assert [dict(cell.metadata) for cell in made.cells] == [
        {"tags": ["core", "prediction"], "prediction": asked},
        {"tags": ["core", "figure"]},
    ]
    assert made.cells[1].outputs[0].data == {"image/png": "AAAA"}
    assert made.metadata.keys() == {"kernelspec", "language_info"}
    assert made.metadata.language_info == {"name": "python", "file_extension": ".py", "pygments_lexer": "ipython3"}
