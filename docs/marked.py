"""A lesson as nbgrader's source notebook: variants of its exercises, with answers, checks that are marked, and room for
words. nbgrader knows its own cells by their metadata, schema 3.
"""

import re

import numpy as np
import student_edition
import tags
import variants
import wrapped
from nbformat.v4 import new_code_cell, new_markdown_cell

NUMBER = re.compile(r"^\*\*(\d+\.\d+) · ", re.MULTILINE)  # an exercise begins
PART = re.compile(r"^(\([a-z]\)|\d+)(?=[ .])", re.MULTILINE)  # of a pencil's answer begins: (a), or 1.
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https://|#)[^)]+\)")  # to a file of the course
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
INTRODUCTION = """\
## Exercises

In each function, replace the line with `raise NotImplementedError` by your own. The cell below it tries your function
on two cases and tells you the right answers. When your work is marked, more cases are tried, and you are told in which
way an answer is wrong. Where words are asked for, write them into the cell that waits for them. Leave the other cells
as they are: none of them may be deleted or copied."""
SHOWN = """\
import numpy as np
from helpers import grading

grading.agrees({name}, [
{cases}
])"""
MARKED = """\
# This is marked after you hand in{part}.
### BEGIN HIDDEN TESTS
import variants
from helpers import grading

grading.passed(variants.check("{lesson}", "{number}", "{keeps}"), {name})
### END HIDDEN TESTS"""


def source(lesson, notebook, exercises):
    """The notebook of which nbgrader makes that of the students; changes and returns the lesson's notebook.

    lesson: "01"; exercises: what variants.drawn gives. What is for teachers and links to files are left out.
    """
    cells = student_edition.for_students(notebook).cells
    replaced = [i for i, cell in enumerate(cells) if tags.place(cell) in ("exercise", "bug")]
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(r"\1", cell.source)
    new = [text("exercises", INTRODUCTION)]
    for number, exercise in exercises.items():
        new += by_hand(number, exercise) if isinstance(exercise, variants.Pencil) else coded(lesson, number, exercise)
    kept = [cell for i, cell in enumerate(cells) if i not in replaced]
    notebook.cells = kept[: replaced[0]] + new + kept[replaced[0] :]
    return notebook


def by_hand(number, pencil):
    """The cells of an exercise that a person marks."""
    name = f"pencil-{grade_id(number)}"
    known = f"{pencil.answer}{divided(pencil)}"
    return [text(f"text-{grade_id(number)}", pencil.text), answer_in_words(name, known, pencil.points)]


def divided(pencil):
    """What the teacher reads of the points: a point each where there are as many as parts; else nothing."""
    *parts, last = PART.findall(pencil.answer) or [""]
    if not parts or pencil.points != len(parts) + 1:
        return ""
    return f"\n\nOne point each for {', '.join(parts)} and {last}; half a point where half of a part is right."


def coded(lesson, number, variant):
    """The cells of an exercise with a function: its text, code with a bug, the answer, two cases, checks, words."""
    if not variant.solution:
        raise ValueError(f"exercise {number} of lesson {lesson} has no solution: write one in docs/variants")
    name = variant.name
    right = [(case, rounded(variant.truth(**case))) for case in variant.cases[:2]]
    cells = [text(f"text-{grade_id(number)}", variant.text)]
    if variant.bug:
        cells.append(
            code(f"with-{grade_id(number)}", f"{variants.with_bug(variant)}\n\n\n{reported(variant, right[0])}")
        )
    head, body = variant.solution.split("\n", 1)
    solved = "\n".join([head, f"    {BEGIN}", body, f"    {END}"])
    cells.append(code(name, solved, solution=True))
    cases = "\n".join(tried(case, answer) for case, answer in right)
    cells.append(code(f"shown-{name}", SHOWN.format(name=name, cases=cases), locked=True))
    for i, part in enumerate(variants.checks(variant)):
        known = MARKED.format(part=f": {part}" if part else "", lesson=lesson, number=number, keeps=part, name=name)
        points = variants.points(variant) // (len(variant.parts) or 1)
        cells.append(code(f"check-{name}{f'-{i + 1}' if part else ''}", known, locked=True, points=points))
    if variant.words:
        cells.append(answer_in_words(f"words-{grade_id(number)}", variant.words, 1))
    return cells


def reported(variant, shown):
    """The code that shows what the code with the bug gives, and what is true."""
    case, answer = shown
    given = [wrapped.named(f"{name}=", value) for name, value in case.items()]

    def call(before):
        return wrapped.bracketed(f"{variant.bug[0]}(", given, ")", before)

    return "\n".join(
        [
            wrapped.bracketed("print(", [lambda before: '"reported:"', call], ")"),
            wrapped.bracketed("print(", [lambda before: '"true:     "', wrapped.named("", answer)], ")"),
        ]
    )


def tried(case, answer):
    """A case that is shown, as code of the cell that tries it: (arguments, the right answer)."""
    pairs = [wrapped.named(f'"{name}": ', value) for name, value in case.items()]

    def arguments(before):
        return wrapped.bracketed("{", pairs, "}", before)

    return f"    {wrapped.bracketed('(', [arguments, wrapped.named('', answer)], ')', 4)},"


def rounded(answer):
    """An answer with ten digits: enough to see that one's own is the same."""
    answer = np.vectorize(lambda number: float(f"{number:.10g}"))(np.asarray(answer))
    return answer if answer.ndim else answer.item()


def grade_id(number):
    """ "1.2" as a part of the id of a cell."""
    return number.replace(".", "-")


def text(name, words):
    return new_markdown_cell(words, id=name, metadata={"tags": ["exercise"]})


def code(name, lines, **known):
    """A cell of code; known: what `metadata` takes, for a cell that nbgrader shall know."""
    return new_code_cell(lines, id=name, metadata={"tags": ["exercise"]} | (metadata(name, **known) if known else {}))


def answer_in_words(name, known, points):
    """The cell for an answer that a person marks; known: the answer that the teacher sees."""
    about = {"tags": ["exercise"]} | metadata(name, solution=True, points=points)
    return new_markdown_cell(f"{BEGIN}\n{known}\n{END}", id=name, metadata=about)


def metadata(name, solution=False, locked=False, points=0):
    """What nbgrader wants to know of a cell. name: no other cell of the notebook has it; points: of a graded one."""
    kind = {"grade": bool(points), "solution": solution, "locked": locked, "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": name, **kind, **({"points": points} if points else {})}}
