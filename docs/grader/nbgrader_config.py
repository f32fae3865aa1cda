"""How nbgrader hands out and marks the lessons. It reads this file in the folder in which its commands are typed."""

import os
import sys
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    GetGrades,
    LimitOutput,
    OverwriteKernelspec,
    SaveAutoGrades,
)

MARKING = str(Path(__file__).parent / "marking")  # what only the teacher has
sys.path.insert(0, MARKING)

import collecting  # noqa: E402
import hiding  # noqa: E402
import naming  # noqa: E402
import running  # noqa: E402
import submissions  # noqa: E402

SECONDS = 60  # for one cell, where the lessons need 4; a loop without an end costs as much

c = get_config()  # noqa: F821 (nbgrader gives it)
c.CourseDirectory.course_id = "gradients_through_time"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.ClearSolutions.text_stub = "Write your answer here."

# What is imported when marking is what is installed, and the checks in `marking`: nothing that lies beside a
# submission, `helpers` least of all.
os.environ["PYTHONPATH"] = MARKING
os.environ["PYTHONSAFEPATH"] = "1"  # for python -m ipykernel_launcher, and what a kernel starts
os.environ["OMP_NUM_THREADS"] = "1"  # quicker for small matrices, and less memory
c.Execute.extra_arguments = [
    "--HistoryManager.hist_file=:memory:",
    "--IPKernelApp.ignore_cwd=True",  # IPython puts the folder back otherwise
    f"--IPKernelApp.exec_lines={running.STARTED}",
]
c.Execute.kernel_name = "python3"
c.Execute.timeout = SECONDS
c.Execute.iopub_timeout = 10  # for what a cell has shown to arrive once it has ended
c.Execute.store_widget_state = False
c.Execute.skip_cells_with_tag = ""

c.Autograde.exporter_class = submissions.Readable
c.Autograde.pre_convert_hook = submissions.with_its_name
c.Autograde.sanitize_preprocessors = [OverwriteKernelspec, submissions.PutBack, CheckCellMetadata]
c.Autograde.autograde_preprocessors = [
    running.GoOn,
    running.ErrorsCount,
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.GenerateFeedback.exporter_class = naming.Named
c.GenerateFeedback.preprocessors = [GetGrades, hiding.ChecksHidden, CSSHTMLHeaderPreprocessor]
c.ZipCollectApp.collector_plugin = collecting.Collect
