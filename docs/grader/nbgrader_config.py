"""How nbgrader hands out and marks the lessons. It reads this file in the folder in which its commands are typed."""

import os
from pathlib import Path

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.corpus.words import generate_corpus_id
from nbformat.v4 import new_output
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbgrader.utils import is_grade, is_solution

SECONDS = 120  # for one cell; a loop without an end costs as much

c = get_config()  # noqa: F821 (nbgrader gives it)
c.CourseDirectory.course_id = "gradients_through_time"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ClearSolutions.text_stub = "Write your answer here."

# What is imported when marking is what is installed, and the checks in `marking`: nothing that lies beside a
# submission, `helpers` least of all.
os.environ["PYTHONPATH"] = str(Path(__file__).parent / "marking")
os.environ["PYTHONSAFEPATH"] = "1"  # for python -m ipykernel_launcher, and what a kernel starts
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.ignore_cwd=True",  # IPython puts the folder back otherwise
    "--IPKernelApp.exec_lines=import sys; exit = quit = sys.exit; del sys",  # an error; the kernel would end otherwise
]
c.Execute.kernel_name = "python3"
c.Execute.timeout = SECONDS


class PutBack(OverwriteCells):
    """A graded cell that was deleted comes back after the one it followed, or after what is left before that."""

    add_missing_cells = True

    def add_missing_grade_cells(self, nb, resources):
        source = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        points = {cell.name: cell.max_score for cell in source.grade_cells}
        answers = {cell.name for cell in source.solution_cells}
        for cell in nb.cells:  # of a cell that stands there twice nbgrader takes one, and stumbles over the other
            if "grade_id" not in cell.metadata.get("nbgrader", {}):
                cell.metadata.pop("nbgrader", None)
        after = 0
        for cell in source.source_cells:
            here = [
                i for i, one in enumerate(nb.cells) if one.metadata.get("nbgrader", {}).get("grade_id") == cell.name
            ]
            if here:
                after = here[0] + 1
            elif cell.name in points:
                back = self.missing_cell_transform(cell, points[cell.name], is_solution=cell.name in answers)
                back["id"] = generate_corpus_id()
                nb.cells.insert(after, back)
                after += 1
        return nb, resources

    def add_missing_task_cells(self, nb, resources):
        return nb, resources  # there are none


class GoOn(Execute):
    """Where a cell ends its kernel or can't be stopped, that is its error, and the cells after it get a new kernel."""

    def preprocess_cell(self, cell, resources, index):
        try:
            return super().preprocess_cell(cell, resources, index)
        except (DeadKernelError, CellTimeoutError) as error:
            name = type(error).__name__
            said = f"{name}: this cell ended Python, or did not stop within {self.timeout} seconds."
            cell.outputs.append(new_output("error", ename=name, evalue=said, traceback=[said]))
        self.kc.stop_channels()
        self.kc = None
        run_sync(self.km.shutdown_kernel)(now=True)
        self.create_kernel_manager()
        self.start_new_kernel()
        self.start_new_kernel_client()
        for earlier in self.nb.cells[:index]:
            needed = "setup" in earlier.metadata.get("tags", ()) or (is_solution(earlier) and not is_grade(earlier))
            if needed and not any(output.output_type == "error" for output in earlier.get("outputs", ())):
                super().preprocess_cell(earlier, resources, self.nb.cells.index(earlier))
        return cell, self.resources


c.Autograde.sanitize_preprocessors = [ClearOutput, DeduplicateIds, OverwriteKernelspec, PutBack, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [
    GoOn,
    IgnorePattern,
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
