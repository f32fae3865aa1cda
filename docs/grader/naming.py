"""Feedback that names the exercises, in the list of marks at its top and over each check."""

import re
from html import escape

from nbconvert.exporters import HTMLExporter

# Of **1.2 · A word.** or ## A bug from the wild, what is between the marks.
TITLE = re.compile(r"^(?:## |\*\*(?=\d))(.+?)\.?(?:\*\*|$)", re.MULTILINE)
PART = re.compile(r"^# This is marked after you hand in: (.+)\.$", re.MULTILINE)
LABEL = re.compile(
    r'(<li><a href="#([^"]+)">)(?:Test cell|Written response)(</a>)'
    r'|(<span class="nbgrader-label">)Grade cell: <code>([^<]+)</code>(</span>)'
)


class Named(HTMLExporter):
    """nbgrader's page, in which a mark is called after its exercise instead of *Test cell* or *Grade cell*."""

    def from_notebook_node(self, nb, resources=None, **named):
        page, resources = super().from_notebook_node(nb, resources, **named)
        known = titles(nb.cells)

        def label(found):
            before, name, after, head, check, end = found.groups()
            title = known.get(name or check)  # None: a link that a student wrote
            return f"{before or head}{escape(title)}{after or end}" if title else found[0]

        return LABEL.sub(label, page), resources


def titles(cells):
    """{name of a cell that is marked: title of its exercise, and of the part that it marks}.

    The title is the last one in the text above the cell. Words beside a function are a part, too.
    """
    made, title, coded = {}, "Exercise", False
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            words = cell.cell_type == "markdown" and coded
            part = "in words" if words else next(iter(PART.findall(cell.source)), "")
            made[about["grade_id"]] = f"{title}: {part}" if part else title
            coded = coded or cell.cell_type == "code"
        elif cell.cell_type == "markdown" and not about.get("solution") and (found := TITLE.findall(cell.source)):
            title, coded = found[-1], False
    return made
