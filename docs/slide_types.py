"""Where a lesson's slides begin, and what of it is not shown: the rule behind the slide metadata of the notebooks.

The names are those of Jupyter and reveal.js: a "slide" begins a section of the deck, a "subslide" a slide within
it, "-" goes on on the same slide, "notes" only the speaker sees, and what is "skip" stays out.
"""

import re

TEACHERS = "<details><summary><b>For teachers</b></summary>"
# Within a cell of text, a part of its own begins with each of these at the start of a line.
STARTS = rf"^(?=#+ |> ### |{TEACHERS}|\*\*Predict first\.\*\*|\*\*What you saw\.\*\*)"

LINE, LINES = 85, 28  # letters in a line of text, lines on a full slide


def parts(text):
    """A cell's text, cut where a part of its own begins."""
    return [part.strip() for part in re.split(STARTS, text, flags=re.MULTILINE) if part.strip()]


def has_figure(cell):
    """Whether a cell shows a picture."""
    return any("image/png" in output.get("data", {}) for output in cell.get("outputs", ()))


def slide_type(cell):
    """The slide type of a cell of a lesson."""
    if has_figure(cell):
        return "subslide"
    if cell.cell_type == "code":
        # Setting up, wiring a figure and checking an exercise are for whoever sits at the notebook.
        aside = re.match("import |from |try:|check\\.", cell.source) or "picture" in cell.source
        return "skip" if aside else "-"
    if cell.source.startswith(TEACHERS):
        return "notes"
    if re.match("##? ", cell.source):
        return "slide"
    hints_only = re.match("<details>|Solutions:", cell.source) and len(parts(cell.source)) == 1
    return "skip" if hints_only else "subslide"


def height(cell):
    """About how many lines of a slide a cell takes; a figure takes them all."""
    if has_figure(cell):
        return LINES
    texts = [output.get("text", "") for output in cell.get("outputs", ())]
    width = LINE if cell.cell_type == "markdown" else 2 * LINE  # code is small, so its lines are not broken
    return sum(1 + len(line) // width for text in [cell.source, *texts] for line in text.splitlines())


def mark(notebook):
    """Write each cell's slide type into its metadata; changes and returns the notebook."""
    filled = 0
    for cell in notebook.cells:
        kind, lines = slide_type(cell), height(cell)
        if kind == "-" and filled + lines > LINES:
            kind = "subslide"
        if kind not in ("notes", "skip"):
            filled = lines + (filled if kind == "-" else 0)
        cell.metadata["slideshow"] = {"slide_type": kind}
    return notebook
