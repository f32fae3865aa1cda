"""What students hand in: notebooks made of a lesson's release, by what they did with it. Not a test module.

Each function takes a Paper and works on it; what it deserves stands in test_marking.
"""

import copy
import importlib

import marked
import nbformat
from nbformat.v4 import new_code_cell

LOOP = "while True:\n        pass"
STUBBORN = """import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        pass"""
HOSTILE = 'raise RuntimeError("imported from beside the notebook")\n'


class Paper:
    """A student's copy of an assignment, with the teacher's notebook beside it to copy right answers from."""

    def __init__(self, lesson, release, source):
        self.lesson, self.notebook = lesson, copy.deepcopy(release)
        cells = [cell for cell in source.cells if cell.metadata.get("nbgrader", {}).get("solution")]
        self.answers = {cell.metadata.nbgrader.grade_id: cell.source for cell in cells if cell.cell_type == "code"}
        self.names = list(self.answers)
        self.beside = {}  # path -> text of other files that are handed in

    def cell(self, name):
        """The cell of an answer, or of a check: "check-" and the name of the answer."""
        cells = self.notebook.cells
        return next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)

    def answer(self, *names):
        """Write right answers."""
        for name in names:
            self.cell(name).source = self.answers[name]

    def instead(self, name, lines):
        """Write an answer of one's own."""
        head = self.answers[name].split(f"    {marked.BEGIN}")[0]
        self.cell(name).source = f"{head}    {lines}"

    def delete(self, name):
        self.notebook.cells.remove(self.cell(name))

    def insert(self, before, source):
        """A cell of one's own before another."""
        cells = self.notebook.cells
        cells.insert(cells.index(self.cell(before)), new_code_cell(source))

    def write(self, folder, name):
        """Hand it in: into a folder, under the name of the notebook."""
        folder.mkdir(parents=True)
        nbformat.write(self.notebook, folder / name)
        for path, text in self.beside.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


def untouched(paper):
    pass


def half(paper):
    """The first two right, the bug not mended."""
    paper.answer(*paper.names[:2])
    old, new = slip(paper.lesson)[:2]
    paper.answer("mended")
    paper.cell("mended").source = paper.cell("mended").source.replace(old, new)


def slip(lesson):
    """(what stands in the mended function, what stands in that with the bug, words of what the check says)."""
    wrong = importlib.import_module(f"wrong_{lesson}").WRONG["mended"]
    return next(entry for entry in wrong if entry[0] and entry[2] == "code with the bug")


def right(paper):
    """All right, a pencil's answer in words, and modules beside it by names that the kernel and the lesson import."""
    paper.answer(*paper.names)
    for cell in paper.notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("pencil"):
            cell.source = "It is 1.3824."
    modules = "ipykernel_launcher", "numpy", "runpy", "helpers/__init__", "helpers/grading", "solutions/__init__"
    paper.beside = {f"{module}.py": HOSTILE for module in modules}


def hostile(paper):
    """Two right answers in a notebook that stops, runs for ever, has lost a check and pretends in another."""
    one, two, three, *rest = paper.names
    paper.answer(one, two)
    paper.delete(f"check-{one}")
    paper.cell(two).source += "\n\n\nimport sys\n\nsys.exit()"
    paper.insert(three, "exit()")
    paper.insert(three, "quit()")
    paper.instead(three, LOOP)
    for name in rest:
        paper.instead(name, "return 0.0")
        paper.cell(f"check-{name}").source = "print('✓ Right on all cases.')"


def killed(paper):
    """All right, but a cell in the middle ends the kernel, and the function of another answer too."""
    paper.answer(*paper.names)
    paper.insert(paper.names[1], "import os\n\nos._exit(1)")
    paper.instead(paper.names[2], "import os\n    os._exit(1)")


def stubborn(paper):
    """All right, but for a loop that can't be interrupted."""
    paper.answer(*paper.names)
    paper.instead(paper.names[1], STUBBORN)


def mislaid(paper):
    """An exercise is gone with its check, the pencil's cell too, and another answer stands there twice."""
    paper.answer(*paper.names)
    one, two, *_ = paper.names
    for name in one, f"check-{one}", "pencil-1-1":
        paper.delete(name)
    cells = paper.notebook.cells
    for name in two, f"check-{two}":
        twin = copy.deepcopy(paper.cell(name))
        twin.id += "-twin"
        cells.insert(cells.index(paper.cell(name)) + 1, twin)
