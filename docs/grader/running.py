"""Running a submission, whatever its cells do: none of them stops the marking or takes another's marks."""

import tempfile

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked

SHOWN = 1_000_000  # letters that a cell may show, pictures included; the lessons show at most 400 thousand
LONG = 10_000  # letters of an error's line
GIGABYTES = 4  # of memory for a kernel, where the system can hold it to that
STARTED = f"""
import sys
exit = quit = sys.exit  # an error; the kernel would end otherwise
sys.stdout.close = sys.stderr.close = lambda: None  # without them no cell would end
get_ipython().events.register(
    "post_execute", lambda own=vars(sys), kept=dict(stdout=sys.stdout, stderr=sys.stderr): own.update(kept)
)
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({GIGABYTES} * 2**30,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**27,) * 2)
    del resource
except (ImportError, OSError, ValueError):
    pass  # Windows, or a system that holds it to less
del sys
"""


class GoOn(Execute):
    """Runs a submission in an empty folder. A cell that ends Python or can't be stopped is that cell's error alone.

    The cells after it get a new kernel, in which all before it that ran without an error are run again.
    """

    def preprocess(self, nb, resources, km=None):
        self.error_on_timeout = error("CellTimeoutError", f"this cell did not stop within {self.timeout} seconds.")
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
        except (DeadKernelError, CellTimeoutError) as problem:
            said = f"this cell ended Python, or did not stop within {self.timeout} seconds."
            cell.outputs.append(new_output("error", **error(type(problem).__name__, said)))
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


def error(kind, said):
    """What a cell shows of an error, in a line."""
    return {"ename": kind, "evalue": said, "traceback": [f"{kind}: {said}"]}


def has_error(cell):
    return any(output.output_type == "error" for output in cell.outputs)


class ErrorsCount(NbGraderPreprocessor):
    """A check that isn't passed raises: a warning or a number in its cell changes no points. Errors are short.

    In a cell that tries an answer it's the last error that counts, in words, without the way to it: that way leads
    through the check, which isn't the student's.
    """

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "code":
            if is_grade(cell):
                cell.outputs = [
                    one for one in cell.outputs if one.output_type == "error" or one.get("name") == "stdout"
                ]
            errors = [one for one in cell.outputs if one.output_type == "error"]
            for one in errors:
                one.evalue, one.traceback = one.evalue[:LONG], [line[:LONG] for line in one.traceback]
            if is_locked(cell) and errors:
                last = errors[-1]
                if last.ename != "NotPassed":  # which shows its words alone
                    last |= error(last.ename, last.evalue)
                cell.outputs = [one for one in cell.outputs if one.output_type != "error"] + [last]
        return cell, resources
