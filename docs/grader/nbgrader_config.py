"""How nbgrader hands out and marks the lessons. It reads this file in the folder in which its commands are typed."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbgrader.utils import is_grade, is_locked

SECONDS = 60  # for one cell, where the lessons need 4; a loop without an end costs as much
SHOWN = 1_000_000  # letters that a cell may show, pictures included; the lessons show at most 400 thousand
LONG = 10_000  # letters of an error's line
GIGABYTES = 4  # of memory for a kernel, where the system can hold it to that
STARTED = f"""
import sys
exit = quit = sys.exit  # an error; the kernel would end otherwise
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({GIGABYTES} * 2**30,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**27,) * 2)
    del resource
except (ImportError, OSError, ValueError):
    pass  # Windows, or a system that holds it to less
del sys
"""

c = get_config()  # noqa: F821 (nbgrader gives it)
c.CourseDirectory.course_id = "gradients_through_time"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ClearSolutions.text_stub = "Write your answer here."

# What is imported when marking is what is installed, and the checks in `marking`: nothing that lies beside a
# submission, `helpers` least of all.
os.environ["PYTHONPATH"] = str(Path(__file__).parent / "marking")
os.environ["PYTHONSAFEPATH"] = "1"  # for python -m ipykernel_launcher, and what a kernel starts
os.environ["OMP_NUM_THREADS"] = "1"  # quicker for small matrices, and less memory
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.ignore_cwd=True",  # IPython puts the folder back otherwise
    f"--IPKernelApp.exec_lines={STARTED}",
]
c.Execute.kernel_name = "python3"
c.Execute.timeout = SECONDS
c.Execute.iopub_timeout = 10  # for what a cell has shown to arrive once it has ended
c.Execute.store_widget_state = False
c.Execute.skip_cells_with_tag = ""


class Readable(NotebookExporter):
    """Of a submission, the text of its cells counts and nbgrader's names for them, nothing else that an editor wrote.

    What can't be read as a notebook is marked as a notebook without answers, and its feedback says why.
    """

    def from_file(self, file_stream, resources=None, **named):
        try:
            read = nbformat.reads(file_stream.read().removeprefix("\ufeff"), as_version=4)
            cells = [plain(cell) for cell in read.cells]
        except Exception as error:  # whatever lies in it
            cells = [new_markdown_cell(f"**This file can't be read as a notebook.** {type(error).__name__}: {error}")]
        return self.from_notebook_node(new_notebook(cells=cells), resources=resources, **named)


def plain(cell):
    """A cell with its text, nbgrader's metadata, its tags, and pictures pasted into text."""
    kept = {key: cell.metadata[key] for key in ("nbgrader", "tags") if isinstance(cell.metadata.get(key), dict | list)}
    made = new_of_type(cell.cell_type, cell.source, kept)
    if cell.cell_type == "markdown" and isinstance(cell.get("attachments"), dict):
        made.attachments = cell.attachments
    nbformat.validate(new_notebook(cells=[made]))
    return made


def new_of_type(kind, source, metadata):
    new = {"code": new_code_cell, "markdown": new_markdown_cell}.get(kind, new_raw_cell)
    return new(source, metadata=metadata)


class PutBack(OverwriteCells):
    """What a student's editor lost or changed of nbgrader's cells is again as it was handed out.

    A graded cell that was deleted comes back after the one it followed, or after what is left before that, and so does
    a cell of the kind `setup` that was deleted or changed. A cell that lost its name is known by what it holds.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        handed_out = nbformat.read(Path("release", about["assignment"], f"{about['notebook']}.ipynb"), as_version=4)
        self.named = {name(cell): cell for cell in handed_out.cells if name(cell)}
        self.texts = [cell.source for cell in handed_out.cells]
        self.anchors = [cell for cell in handed_out.cells if name(cell) or "setup" in cell.metadata.get("tags", ())]
        taken = {name(cell) for cell in nb.cells}
        seen = set()
        for i, cell in reversed(list(enumerate(nb.cells))):  # of a cell that stands there twice, the last one counts
            known = name(cell)
            if known not in self.named:
                known = next((one for one in self.named if one not in taken and self.holds(cell, one)), None)
            cell.metadata.pop("nbgrader", None)
            if known and known not in seen:
                ours = self.named[known]
                if cell.cell_type != ours.cell_type:
                    nb.cells[i] = cell = new_of_type(ours.cell_type, cell.source, cell.metadata)
                cell.metadata["nbgrader"] = ours.metadata["nbgrader"].copy()
                seen.add(known)
                taken.add(known)
        nb, resources = super().preprocess(nb, resources)
        with self.gradebook:
            source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
            self.put_back(nb, source)
        return nb, resources

    def holds(self, cell, known):
        """Whether a cell is the one handed out with a name: what no other cell says, or an answer's first line.

        The place of an answer in words can't be told once its name is lost.
        """
        ours = self.named[known]
        if ours.cell_type != "code":
            return False
        if is_locked(ours):
            return cell.source.strip() == ours.source.strip() and self.texts.count(ours.source) == 1
        return ours.source.splitlines()[0] in cell.source.splitlines()

    def put_back(self, nb, source):
        stored, points = (
            {cell.name: cell for cell in source.source_cells},
            {one.name: one for one in source.grade_cells},
        )
        answers = {cell.name for cell in source.solution_cells}
        after = 0
        for ours in self.anchors:
            known = name(ours)
            same = [i for i, one in enumerate(nb.cells) if (name(one) == known if known else one.source == ours.source)]
            if same:
                after = same[0] + 1
                continue
            if known in points:
                back = self.missing_cell_transform(stored[known], points[known].max_score, known in answers)
            elif known:
                continue
            else:
                back = new_code_cell(f"# This cell was missing or changed. It was put back.\n\n{ours.source}")
                back.metadata["tags"] = ["setup"]
            nb.cells.insert(after, plain(back))
            after += 1


def name(cell):
    """The name by which nbgrader knows a cell, or nothing."""
    known = cell.metadata.get("nbgrader")
    known = known.get("grade_id") if isinstance(known, dict) else None
    return known if isinstance(known, str) else None


class GoOn(Execute):
    """Runs a submission in an empty folder. A cell that ends Python or can't be stopped is that cell's error alone.

    The cells after it get a new kernel, in which all before it that ran without an error are run again.
    """

    def preprocess(self, nb, resources, km=None):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as self.folder:
            return super().preprocess(nb, resources, km)

    def start_new_kernel(self, **named):
        super().start_new_kernel(cwd=self.folder, **named)

    def preprocess_cell(self, cell, resources, index):
        if not self.runs(cell, resources, index):
            again = [i for i, one in enumerate(self.nb.cells[:index]) if one.cell_type == "code" and not is_grade(one)]
            while True:
                self.renew_kernel()
                again = [i for i in again if not has_error(self.nb.cells[i])]
                if all(self.runs(self.nb.cells[i], resources, i) for i in again):
                    break
        return cell, self.resources

    def runs(self, cell, resources, index):
        """Run a cell; whether the kernel has outlived it."""
        self.shown = 0
        try:
            super().preprocess_cell(cell, resources, index)
        except (DeadKernelError, CellTimeoutError) as error:
            kind = type(error).__name__
            said = f"{kind}: this cell ended Python, or did not stop within {self.timeout} seconds."
            cell.outputs.append(new_output("error", ename=kind, evalue=said, traceback=[said]))
            return False
        return True

    def renew_kernel(self):
        self.kc.stop_channels()
        self.kc = None
        run_sync(self.km.shutdown_kernel)(now=True)
        self.create_kernel_manager()
        self.start_new_kernel()
        self.start_new_kernel_client()

    def process_message(self, msg, cell, cell_index):
        """What a cell shows beyond `SHOWN` letters is dropped as it comes, before it fills the memory."""
        kind, content = msg["msg_type"], msg["content"]
        if kind == "clear_output":
            self.shown = 0
        if kind in ("stream", "display_data", "execute_result", "update_display_data"):
            before = self.shown
            self.shown += sum(len(str(part)) for part in (content.get("text", ""), *content.get("data", {}).values()))
            if self.shown > SHOWN:
                if before <= SHOWN:
                    begun = content.get("text", "")[: SHOWN - before]
                    cell.outputs.append(new_output("stream", text=f"{begun}\n... The rest is not shown."))
                return None
        return super().process_message(msg, cell, cell_index)


def has_error(cell):
    return any(output.output_type == "error" for output in cell.outputs)


class ErrorsCount(NbGraderPreprocessor):
    """A check that isn't passed raises: a warning or a number in its cell changes no points. Errors are short."""

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "code":
            if is_grade(cell):
                cell.outputs = [
                    one for one in cell.outputs if one.output_type == "error" or one.get("name") == "stdout"
                ]
            for one in cell.outputs:
                if one.output_type == "error":
                    one.evalue, one.traceback = one.evalue[:LONG], [line[:LONG] for line in one.traceback]
        return cell, resources


def with_its_name(assignment, student, notebooks):
    """A notebook that came back under another name gets the one it was handed out with, beside its own."""
    folder = Path(notebooks[0]).parent
    for handed_out in Path("release", assignment).glob("*.ipynb"):
        if not (folder / handed_out.name).exists():
            names = re.findall(r'"grade_id": ("[^"]+")', handed_out.read_text(encoding="utf-8"))
            texts = {path: Path(path).read_text(encoding="utf-8", errors="replace") for path in notebooks}
            likest = max(sorted(notebooks), key=lambda path: (sum(one in texts[path] for one in names), path))
            notebooks.append(shutil.copyfile(likest, str(folder / handed_out.name)))


c.Autograde.exporter_class = Readable
c.Autograde.pre_convert_hook = with_its_name
c.Autograde.sanitize_preprocessors = [OverwriteKernelspec, PutBack, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [
    GoOn,
    ErrorsCount,
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
