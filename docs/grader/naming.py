"""Feedback whose list of marks, at the top of a page, names the exercises."""

import re
from html import escape

from nbconvert.exporters import HTMLExporter

# Of **1.2 · A word.** or ## A bug from the wild, what is between the marks.
TITLE = re.compile(r"^(?:## |\*\*(?=\d))(.+?)\.?(?:\*\*|$)", re.MULTILINE)
LABEL = re.compile(r'(<li><a href="#([^"]+)">)(?:Test cell|Written response)(</a>)')


class Named(HTMLExporter):
    """nbgrader's page, in which a mark is called after its exercise instead of *Test cell*."""

    def from_notebook_node(self, nb, resources=None, **named):
        page, resources = super().from_notebook_node(nb, resources, **named)
        known = titles(nb.cells)

        def label(found):
            title = known.get(found[2])  # None: a link that a student wrote
            return f"{found[1]}{escape(title)}{found[3]}" if title else found[0]

        return LABEL.sub(label, page), resources


def titles(cells):
    """{name of a cell that is marked: title of its exercise}; the title is the last one in the text above the cell."""
    made, title = {}, "Exercise"
    for cell in cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            made[about["grade_id"]] = title
        elif cell.cell_type == "markdown" and not about.get("solution") and (found := TITLE.findall(cell.source)):
            title = found[-1]
    return made
