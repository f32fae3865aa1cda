"""Reading what came back: of a submission, the text of its cells, with nbgrader's cells as they were handed out."""

import re
import shutil
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell
from nbgrader.preprocessors import OverwriteCells
from nbgrader.utils import is_locked


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


def with_its_name(assignment, student, notebooks):
    """A notebook that came back under another name gets the one it was handed out with, beside its own."""
    folder = Path(notebooks[0]).parent
    for handed_out in Path("release", assignment).glob("*.ipynb"):
        if not (folder / handed_out.name).exists():
            names = re.findall(r'"grade_id": ("[^"]+")', handed_out.read_text(encoding="utf-8"))
            texts = {path: Path(path).read_text(encoding="utf-8", errors="replace") for path in notebooks}
            likest = max(sorted(notebooks), key=lambda path: (sum(one in texts[path] for one in names), path))
            notebooks.append(shutil.copyfile(likest, str(folder / handed_out.name)))
