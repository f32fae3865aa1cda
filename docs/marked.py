"""A lesson as nbgrader's source notebook: answers with their solutions, checks that are marked, room for a pencil.

What goes where follows from the tags of the lesson's cells. nbgrader knows its own by their metadata, schema 3.
"""

import ast
import re

import alive
import student_edition
import tags
from nbformat.v4 import new_markdown_cell
from worksheets import FOLDED

POINTS = 2  # of each exercise
NUMBER = re.compile(r"^\*\*(\d+\.\d+) · ", re.MULTILINE)  # an exercise begins
TRIED = re.compile(r"check\.(\w+)\(\1\)")  # the whole cell of a check
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https://|#)[^)]+\)")  # to a file of the course
SOLVED = re.compile(r"^.*\]\(solutions/.*$", re.MULTILINE)  # says where the solutions are
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
MARKED = """\
from helpers import grading
from helpers.checks import lesson_{0} as check

grading.passed(check.{1}, {1})"""


def source(lesson, notebook, solutions):
    """The notebook of which nbgrader makes that of the students; changes and returns the lesson's notebook.

    lesson: "01"; solutions: the text of the module with its solutions. ValueError for an exercise without a solution.
    """
    cells = student_edition.for_students(notebook).cells
    pencil, known = without_code(cells), imported(cells)
    notebook.cells = []
    for i, cell in enumerate(cells):
        working = tags.place(cell) in ("exercise", "bug")
        if "hint" in tags.tags(cell):
            continue
        if "check" in tags.tags(cell):
            tried = TRIED.fullmatch(cell.source)
            if not tried:
                raise ValueError(f"a check that is marked is `check.name(name)`; lesson {lesson} has {cell.source!r}")
            cell.source = MARKED.format(lesson, tried[1])
            cell.metadata["nbgrader"] = metadata(f"check-{tried[1]}", grade=True, locked=True)
        elif working and cell.cell_type == "code" and alive.STUB in cell.source:
            name, cell.source = answer(lesson, cell.source, solutions, known)
            cell.metadata["nbgrader"] = metadata(name, solution=True)
        elif cell.cell_type == "markdown":
            shown = FOLDED.sub("", cell.source) if working else cell.source
            cell.source = LINK.sub(r"\1", SOLVED.sub("", shown)).strip()
        if cell.source:
            notebook.cells.append(cell)
        if i in pencil:
            notebook.cells.append(by_hand(pencil[i], cells[i:]))
    return notebook


def metadata(name, grade=False, solution=False, locked=False):
    """What nbgrader wants to know of a cell. name: no other cell of the notebook has it."""
    points = {"points": POINTS} if grade else {}
    kind = {"grade": grade, "solution": solution, "locked": locked, "task": False}
    return {"schema_version": 3, "grade_id": name, **kind, **points}


def without_code(cells):
    """{index of a cell: number of the exercise that begins in it}, for exercises without a function to write."""
    found, begun = {}, {}
    for i, cell in enumerate(cells):
        if tags.place(cell) not in ("exercise", "bug"):
            continue
        numbers = NUMBER.findall(cell.source) if cell.cell_type == "markdown" else []
        if numbers or tags.place(cell) == "bug":
            found |= begun
            begun = {i: numbers[-1]} if numbers else {}
        elif cell.cell_type == "code" and alive.STUB in cell.source:
            begun = {}
    return found | begun


def by_hand(number, cells):
    """The cell for an answer in words, marked by hand. cells: from the exercise on; what is folded there is the answer
    that the teacher sees."""
    folded = FOLDED.findall(cells[0].source)
    for cell in cells[1:]:
        if "hint" not in tags.tags(cell):
            break
        folded += FOLDED.findall(cell.source)
    known = re.sub(r"</?details.*?>|<summary>.*?</summary>", "", "\n\n".join(folded)).strip()
    name = f"pencil-{number.replace('.', '-')}"
    made = new_markdown_cell(f"{BEGIN}\n{known}\n{END}", id=name)
    made.metadata = {"tags": ["exercise"], "nbgrader": metadata(name, grade=True, solution=True)}
    return made


def imported(cells):
    """The names that a notebook's cells of the kind `setup` import."""
    trees = [ast.parse(cell.source) for cell in cells if tags.place(cell) == "setup" and cell.cell_type == "code"]
    return {name for tree in trees for node in ast.walk(tree) for name in bound(node)}


def bound(node):
    """The names that a statement imports."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return set()
    return {alias.asname or alias.name.split(".")[0] for alias in node.names}


def answer(lesson, stub, solutions, known):
    """(name, source) of the cell of an answer, with the published solution within the function.

    stub: the cell's source; known: names that the notebook imports. What the solution needs besides is imported in it.
    """
    [asked] = ast.parse(stub).body
    module = ast.parse(solutions).body
    found = next((node for node in module if isinstance(node, ast.FunctionDef) and node.name == asked.name), None)
    if not found or ast.unparse(found.args) != ast.unparse(asked.args):
        raise ValueError(
            f"lesson {lesson} asks for {asked.name}({ast.unparse(asked.args)}), and solutions/lesson_{lesson}.py has "
            "no such function: write it, with these arguments"
        )
    needed = {node.id for node in ast.walk(found) if isinstance(node, ast.Name)} - known
    imports = [f"    {ast.unparse(node)}" for node in module if bound(node) & needed]
    body = found.body[1:] if ast.get_docstring(found) else found.body
    head = stub.split(alive.STUB)[0].rstrip()
    lines = solutions.splitlines()[body[0].lineno - 1 : found.end_lineno]
    return asked.name, "\n".join([head, f"    {BEGIN}", *imports, *lines, f"    {END}"])
