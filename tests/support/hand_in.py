"""What students hand in: notebooks made of a lesson's release, by what they did with it. Not a test module.

Each of these works on a Paper and returns the names of the answers that deserve all their points; where it returns
None, there is nothing to mark. They know nothing of a lesson but its answers, of which it has three or more.
"""

import ast
import builtins
import copy
import json

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

STUB = "raise NotImplementedError"
BESIDE = 'raise RuntimeError("imported from beside the notebook")\n'
STUBBORN = """import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        pass"""
LOUD = """\
for i in range(1_000_000):
    print(i)
print("loud" * 5_000_000)
import sys
from IPython.display import HTML, display
for _ in range(40):
    display(HTML("<b>rich</b>" * 100_000))"""
CARELESS = """\
import locale, os, random, sys, warnings
import numpy
os.chdir("/")
numpy.seterr(all="raise")
numpy.set_printoptions(precision=1, threshold=3)
numpy.random.seed(0)
random.seed(0)
warnings.simplefilter("error")
sys.path.insert(0, "/")
sys.stdout = open(os.devnull, "w")
sys.argv = []"""
CLOSED = "print = None\nsys.stdout.close()\nsys.stderr.close()"
WARNING = """\
import functools, logging, os, subprocess, sys, warnings
def warned(function):
    @functools.wraps(function)
    def warns(*given, **named):
        warnings.warn("careful")
        logging.getLogger().error("careful")
        print("careful", file=sys.stderr)
        print("careful", file=sys.__stderr__)
        os.write(2, b"careful")
        os.system("echo careful >&2")
        return function(*given, **named)
    return warns"""
READING = """\
from pathlib import Path
print("found", [path for path in ("gradebook.db", "source", "../gradebook.db") if Path("../../..", path).exists()])
open("../../../gradebook.db", "rb")
### BEGIN HIDDEN TESTS"""
BUSY = """\
import subprocess, sys, threading, time
def goes_on():
    while True:
        print("still here")
        print("still here", file=sys.stderr)
        time.sleep(0.01)
threading.Thread(target=goes_on).start()
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000) # handed in"])
7"""
ASKING = """\
%matplotlib inline
import matplotlib.pyplot as plt
for _ in range(30):
    plt.plot([1, 2])
    plt.show()
get_ipython().run_line_magic("config", "InteractiveShell.ast_node_interactivity = 'all'")
!echo shell
name = input("Your name? ")"""


class Paper:
    """A student's copy of an assignment, with the teacher's notebook beside it to copy right answers from."""

    def __init__(self, release, source, file):
        self.notebook, self.file = copy.deepcopy(release), file
        cells = [cell for cell in source.cells if "nbgrader" in cell.metadata and cell.cell_type == "code"]
        self.answers, self.checks = {}, {}
        for cell in cells:
            name = cell.metadata.nbgrader.grade_id
            if cell.metadata.nbgrader.solution:
                self.answers[name], self.checks[name] = cell.source, []
            elif cell.metadata.nbgrader.grade:  # a check belongs to the answer above it
                self.checks[list(self.answers)[-1]].append(name)
        self.names = list(self.answers)
        self.beside = {}  # path -> text of other files that are handed in

    def cell(self, name):
        """The cell of an answer, or of a check."""
        cells = self.notebook.cells
        return next(cell for cell in cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)

    def answer(self, *names):
        """Write right answers; without names, all."""
        for name in names or self.names:
            self.cell(name).source = self.answers[name]

    def instead(self, name, lines):
        """Write an answer of one's own, the lines of its function."""
        cell = self.cell(name)
        cell.source = f"{cell.source.split(STUB)[0]}{lines}" if STUB in cell.source else f"{self.head(name)}{lines}"

    def head(self, name):
        """An answer up to the lines of its function."""
        return self.answers[name].split("### BEGIN SOLUTION")[0]

    def spoil(self, name, form):
        """Write the right answer, but return something else. form: "-({})", say."""
        self.cell(name).source = ast.unparse(Returns(form).visit(ast.parse(self.answers[name])))

    def add(self, name, source):
        """More lines in the cell of an answer."""
        self.cell(name).source += f"\n\n\n{source}"

    def delete(self, *names):
        for name in names:
            self.notebook.cells.remove(self.cell(name))

    def insert(self, before, *sources):
        """Cells of one's own before another."""
        cells = self.notebook.cells
        at = cells.index(self.cell(before))
        cells[at:at] = [new_code_cell(source) for source in sources]

    def by_hand(self):
        """The cells for answers in words."""
        return [cell for cell in self.notebook.cells if cell.metadata.get("nbgrader") and cell.cell_type == "markdown"]

    def setup(self):
        return [cell for cell in self.notebook.cells if "setup" in cell.metadata.get("tags", ())]

    def write(self, folder):
        """Hand it in, into a folder."""
        self.beside.setdefault(self.file, json.dumps(self.notebook))
        for path, text in self.beside.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")


class Returns(ast.NodeTransformer):
    """Puts what a function returns into a form; not what the functions within it return."""

    def __init__(self, form):
        self.form, self.within = form, 0

    def visit_FunctionDef(self, node):
        self.within += 1
        node = self.generic_visit(node) if self.within == 1 else node
        self.within -= 1
        return node

    def visit_Return(self, node):
        return ast.parse(f"return {self.form.format(ast.unparse(node.value))}").body[0]


def untouched(paper):
    return []


def half(paper):
    """The first two right, the last one wrong, the others not begun."""
    paper.answer(*paper.names[:2])
    paper.spoil(paper.names[-1], "-({})")
    return paper.names[:2]


def right(paper):
    """All right, a pencil's answer in words, and modules beside it by names that the kernel and the lesson import."""
    paper.answer()
    for cell in paper.by_hand():
        cell.source = "It is 1.3824."
    modules = (
        "ipykernel_launcher",
        "numpy",
        "runpy",
        "helpers/__init__",
        "helpers/grading",
        "solutions/__init__",
        "seed",
    )
    paper.beside = {f"{module}.py": BESIDE for module in modules}
    paper.beside["my_work.json"] = "{}"
    return paper.names


def hostile(paper):
    """Two right answers in a notebook that stops, runs for ever, has lost a check and pretends in another."""
    one, two, three, *rest = paper.names
    paper.answer(one, two)
    paper.delete(*paper.checks[one])
    paper.add(two, "import sys\n\nsys.exit()")
    paper.insert(three, "exit()", "quit()")
    paper.instead(three, "while True:\n        pass")
    for name in rest:
        paper.instead(name, "return 0.0")
        for check in paper.checks[name]:
            paper.cell(check).source = "print('✓ Right on all cases.')"
            paper.cell(check).metadata.tags = ["skip-execution", "raises-exception"]
    return [one, two]


def killed(paper):
    """All right, but a cell in the middle ends the kernel, and the function of another answer too."""
    paper.answer()
    paper.insert(paper.names[0], "def mine():\n    pass")
    paper.insert(paper.names[1], "import os\n\nos._exit(1)")
    paper.add(paper.names[1], "mine()")
    paper.instead(paper.names[2], "import os\n    os._exit(1)")
    return [name for name in paper.names if name != paper.names[2]]


def stubborn(paper):
    """All right, but for a loop that can't be interrupted."""
    paper.answer()
    paper.instead(paper.names[1], STUBBORN)
    return [name for name in paper.names if name != paper.names[1]]


def mislaid(paper):
    """An exercise is gone with its check, the pencil's cell too, and another answer stands there twice."""
    paper.answer()
    one, two, *rest = paper.names
    paper.delete(one, *paper.checks[one], *(cell.metadata.nbgrader.grade_id for cell in paper.by_hand()))
    cells = paper.notebook.cells
    for name in two, *paper.checks[two]:
        twin = copy.deepcopy(paper.cell(name))
        cells.insert(cells.index(paper.cell(name)) + 1, twin)  # with the same id
    return [two, *rest]


def loud(paper):
    """All right, in cells and functions that show megabytes."""
    paper.answer()
    paper.insert(paper.names[0], LOUD)
    loud = '(print("x" * 1_000_000), {})[1]'
    paper.spoil(paper.names[0], loud)
    paper.add(paper.names[1], 'print("loud" * 5_000_000)\n"loud" * 5_000_000')
    paper.instead(paper.names[2], 'raise ValueError("loud" * 5_000_000)')
    return [name for name in paper.names if name != paper.names[2]]


def overwritten(paper):
    """All right, with names of one's own that were somebody else's; the last one needs numpy, and has none."""
    paper.answer()
    used = {
        node.id for text in paper.answers.values() for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)
    }
    known = [name for name in dir(builtins) if name.islower() and not name.startswith("_")]
    mine = {"helpers", "check", "grading", "variants", "verdict", "function", *known} - used - set(paper.names)
    paper.insert(paper.names[0], f"{' = '.join(sorted(mine))} = None")
    paper.spoil(paper.names[-1], "(np.zeros(1), {})[1]")
    paper.insert(paper.checks[paper.names[-1]][0], "np = None")
    return paper.names[:-1]


def not_numbers(paper):
    """NaN, infinity, nothing and no number."""
    for name, form in zip(paper.names, ('float("nan")', 'float("inf")', "None", '"nan"', "[[], {}]"), strict=False):
        paper.instead(name, f"return {form}")
    paper.insert(paper.names[0], 'nan = float("nan")')
    return []


def in_conflict(paper):
    """All right, but two versions of it were merged and nobody chose."""
    paper.answer()
    text = json.dumps(paper.notebook, indent=1)
    paper.beside[paper.file] = f"<<<<<<< HEAD\n{text}\n=======\n{text}\n>>>>>>> mine\n"
    return []


def empty(paper):
    paper.beside[paper.file] = ""
    return []


def no_notebook(paper):
    paper.beside[paper.file] = '{"cells": [3, {"cell_type": "code"}], "nbformat": 4}'
    return []


def missing(paper):
    """Something was handed in, but no notebook."""
    paper.file = "sorry.txt"
    paper.beside[paper.file] = "My answers will come on Monday."


def renamed(paper):
    """All right, saved by Colab, under the name that a browser gives to the second copy; another lesson beside it."""
    untouched = json.dumps(paper.notebook)
    paper.answer()
    paper.notebook.metadata = {"colab": {"provenance": []}, "kernelspec": {"name": "ir", "display_name": "R"}}
    for i, cell in enumerate(paper.notebook.cells):
        cell.metadata |= {"id": f"cell {i}", "colab": {"base_uri": "https://localhost"}, "outputId": i}
    other = json.dumps(nbformat.v4.new_notebook(cells=[new_markdown_cell("Notes"), new_code_cell("1 / 0")]))
    paper.beside = {"A last one.ipynb": other, "notes.ipynb": other, "sub/untouched.ipynb": untouched}
    paper.file = paper.file.replace(".ipynb", " (1).ipynb")
    return paper.names


def of_two(paper):
    """All right, in a second version beside the first, and neither has the name it was handed out with."""
    paper.beside = {"mine 1.ipynb": json.dumps(paper.notebook)}
    paper.answer()
    paper.file = "mine 2.ipynb"
    return paper.names


def meddled(paper):
    """All right, and what nbgrader notes of a cell was changed."""
    paper.answer()
    noted = [paper.cell(name).metadata.nbgrader for names in paper.checks.values() for name in names]
    one, two, three, *_ = paper.names
    for note in noted:
        note |= {"points": 100, "locked": False, "solution": False, "checksum": "0"}
    noted[0].schema_version = 99
    del noted[1]["schema_version"], noted[1]["points"], noted[1]["grade"]
    noted[2].grade_id = "mine"
    for name, kind in (one, "raw"), (two, "markdown"), (paper.checks[one][0], "markdown"):
        cell = paper.cell(name)
        cell.cell_type = kind
        del cell["outputs"], cell["execution_count"]
        cell.attachments = {}
    paper.cell(three).metadata.nbgrader = {"schema_version": "3", "grade_id": three}
    for cell in paper.by_hand():
        cell.metadata.nbgrader = []
    return paper.names


def nameless(paper):
    """All right, but the cells were copied into a new notebook of an older or a newer time: nothing but their text."""
    paper.answer()
    kernel = {"name": "python313", "display_name": "Python 3.13", "language": "python"}
    paper.notebook.metadata = {"kernelspec": kernel, "language_info": {"name": "python", "version": "3.13.1"}}
    paper.notebook.nbformat_minor = 9
    for cell in paper.notebook.cells:
        cell.metadata = {"vscode": {"languageId": "python"}}
        cell.source = cell.source.splitlines(keepends=True)
        del cell["id"]
        if cell.cell_type == "code":
            cell.outputs = [{"output_type": "hologram", "data": {}}]
    return paper.names


def marked_first(paper):
    """All right, in a file of Windows' editor that begins with a mark of the order of bytes."""
    paper.answer()
    paper.beside[paper.file] = f"\ufeff{json.dumps(paper.notebook, ensure_ascii=False)}"
    return paper.names


def without_setup(paper):
    """All right, but the imports are gone and a figure is broken."""
    paper.answer()
    for cell in paper.setup():
        paper.notebook.cells.remove(cell)
    for cell in paper.notebook.cells:
        if "figure" in cell.metadata.get("tags", ()):
            cell.source += "\nlive.plot('Figure 0.0', None, no_such_name"
    return paper.names


def other_setup(paper):
    """All right, but the cell with the imports was changed and has an error."""
    paper.answer()
    for cell in paper.setup():
        cell.source = f"from helpers import nothing_of_this_name\n{cell.source}"
    return paper.names


def asking(paper):
    """Right answers among magics, shells and questions to somebody; one answer asks too."""
    paper.answer()
    for name in paper.names:
        paper.insert(name, ASKING, "%%bash\nexit 3", "%no_such_magic", "%%no_such_magic\n1")
    paper.instead(paper.names[-1], 'return float(input("What is it? "))')
    return paper.names[:-1]


def deep(paper):
    """A function that calls itself for ever, one that fills the memory, and one that does both."""
    paper.answer()
    one, two, three, *rest = paper.names
    itself = "{}(*locals().values())"
    paper.instead(one, f"return {itself.format(function(paper.answers[one]))}")
    paper.instead(two, "many = []\n    while True:\n        many.append(bytearray(2**28))")
    given = "given = [*locals().values()]\n    import sys\n    sys.setrecursionlimit(10**9)\n"
    paper.instead(three, f"{given}    return max([1, 2], key=lambda _: {function(paper.answers[three])}(*given))")
    return rest


def function(answer):
    """The name of the function in an answer."""
    return next(node.name for node in ast.parse(answer).body if isinstance(node, ast.FunctionDef))


def busy(paper):
    """All right, with threads and programs that go on after their cell."""
    paper.answer()
    for name in paper.names[:2]:
        paper.insert(name, BUSY)
    return paper.names


def warning(paper):
    """All right, with warnings in every way there is, and a number after it."""
    paper.answer()
    paper.insert(paper.names[0], "%config InteractiveShell.ast_node_interactivity = 'all'", WARNING)
    for name in paper.names:
        own = function(paper.answers[name])
        paper.add(name, f"{own} = warned({own})\n0.5")
    return paper.names


def reading(paper):
    """All right, and looks for what the teacher has, and writes what nbgrader takes for the beginning of a check."""
    paper.answer()
    paper.insert(paper.names[0], READING)
    return paper.names


def endless(paper):
    """What is returned never ends."""
    paper.answer()
    one, two, *rest = paper.names
    paper.instead(one, "import itertools\n    return itertools.count()")
    paper.instead(two, "while True:\n        yield 1.0")
    return rest


def careless(paper):
    """All right, after changing what all share."""
    paper.answer()
    paper.insert(paper.names[0], CARELESS, CLOSED, "sys.stdout = sys.stderr = None")
    return paper.names
