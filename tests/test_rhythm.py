"""What a reader scrolls past: ideas, not machinery, and a page that can be read at any width."""

import re

import lessons
import nbformat
import pytest

PLUMBING = {
    "an artist moved": r"\.draw\(",
    "the look of a figure": r"\bstyle\.",
    "a slider's range": r"(?<!rng\.)\b(slider|choice|text)\(",
    "a figure shown by hand": r"\bPicture\(|\blive\.(show|Live)\(",
    "a caption": r"return \(\s*f\"",
}


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


@pytest.mark.parametrize("what", PLUMBING)
@lessons.each_lesson
def test_no_plumbing_stands_in_a_lesson(path, what):
    for cell in cells(path, "code"):
        assert not re.search(PLUMBING[what], cell.source), f"{what}: {cell.source}"


@lessons.each_lesson
def test_at_most_two_code_cells_stand_in_a_row(path):
    row = 0
    for cell in nbformat.read(path, as_version=4).cells:
        row = row + 1 if cell.cell_type == "code" else 0
        assert row <= 2, cell.source


@lessons.each_lesson
def test_lines_of_code_fit_on_the_page(path):
    for cell in cells(path, "code"):
        for line in cell.source.splitlines():
            assert len(line) <= 88, line


@lessons.each_lesson
def test_no_text_is_a_wall(path):
    for cell in cells(path, "markdown"):
        if not {"sources", "teacher"} & set(cell.metadata.tags):
            assert len(cell.source.split()) <= 150, cell.source[:80]
