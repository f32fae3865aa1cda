"""Where a lesson's slides begin, and what of it is not shown: a rule that looks at tags and headings.

The names are those of Jupyter and reveal.js: a "slide" begins a section of the deck, a "subslide" a slide within
it, "-" goes on on the same slide, "notes" only the speaker sees, and what is "skip" stays out.
"""

import re

import tags

LINE, LINES = 85, 28  # letters in a line of text, lines on a full slide
CODE = 1.1  # a line of code in lines of text
AT_THE_DESK = {"plumbing", "check", "hint"}  # roles that are for whoever sits at the notebook
TEXT_BEGINS = {"prediction", "seen", "myth"}  # roles of a text that are those of its first part only


def parts(cell):
    """A cell of text, cut before every heading: [(Markdown, roles and place), ...]."""
    texts = [part.strip() for part in re.split(r"^(?=#+ |> #+ )", cell["source"], flags=re.MULTILINE)]
    texts = [text for text in texts if text]
    marks = tags.tags(cell)
    return [(text, sorted(marks - TEXT_BEGINS if n else marks)) for n, text in enumerate(texts)]


def slide_type(cell):
    """The slide type of a cell of a lesson, as far as it follows from this cell alone."""
    marks, place = tags.tags(cell), tags.place(cell)
    if place == "teacher":
        return "notes"
    if place == "setup" or marks & AT_THE_DESK:
        return "skip"
    if cell["cell_type"] == "code":
        return "subslide" if "figure" in marks else "-"
    return "slide" if re.match("##? ", cell["source"]) else "subslide"


def height(cell):
    """About how many lines of a slide a cell takes; a figure takes them all, and a prediction stays alone."""
    if tags.tags(cell) & {"figure", "prediction"}:
        return LINES
    if cell["cell_type"] == "code":  # its lines are never broken, nor smaller than what is read from the last row
        return sum(1 + CODE * len(text.splitlines()) for text in (cell["source"], *printed(cell)))
    lines = cell["source"].splitlines()
    higher = sum(line.startswith("#") + line.endswith("$$") for line in lines)
    return higher + sum(1 + len(line) // LINE for line in lines)


def printed(cell):
    """What a cell of code prints, as texts."""
    return [output["text"] for output in cell.get("outputs", ()) if "text" in output]


def mark(notebook):
    """Write into each cell's metadata, for nbconvert, its slide type, and whether its code is left out: that of a
    figure is, and code that with what it prints fills more than a slide. Changes and returns the notebook."""
    filled = 0
    for cell in notebook.cells:
        kind, lines = slide_type(cell), height(cell)
        is_code, is_figure = cell.cell_type == "code", "figure" in tags.tags(cell)
        if is_code and (is_figure or lines > LINES):
            cell.metadata["transient"] = {"remove_source": True}
            lines = LINES if is_figure else lines - CODE * len(cell.source.splitlines())
            kind = kind if is_figure or cell.outputs else "skip"
        if kind == "-" and filled + lines > LINES:
            kind = "subslide"
        if kind not in ("notes", "skip"):
            filled = lines + (filled if kind == "-" else 0)
        cell.metadata["slideshow"] = {"slide_type": kind}
    return notebook
