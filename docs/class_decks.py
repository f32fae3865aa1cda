"""Makes the deck of a class: its own slides and cells of lessons, with minutes and notes for the speaker on each.

Cells are found by their tags, and by the number of a figure or an exercise. So a translated lesson keeps its class.
"""

import copy
import re

import nbformat
import tags
from class_files import clock

from helpers.page.front import Lesson

NUMBERED = {"figure", "prediction", "seen", "exercise", "hint"}  # others are counted
SIGNS = {"must": "●", "may": "○", "break": "", "spare": ""}  # at the foot of a slide, and in its notes


def find(notebook, role, number):
    """The cell of a lesson with this role: the figure or the exercise of that number, the prediction before or what was
    seen after such a figure, the hint after such an exercise; else the number-th. ValueError if there is none."""
    cells = notebook.cells
    having = [n for n, cell in enumerate(cells) if role in tags.tags(cell)]
    if role == "figure":
        found = [n for n in having if re.search(rf'"[^"\d]*{re.escape(number)}"', cells[n].source)]
    elif role == "exercise":
        found = [n for n in having if re.search(rf"^\*\*[^*\d]*{re.escape(number)} ", cells[n].source, re.MULTILINE)]
    elif role in NUMBERED:
        near = find(notebook, "exercise" if role == "hint" else "figure", number)
        before, after = ([n for n in having if (n < cells.index(near)) == side] for side in (True, False))
        found = before[::-1] if role == "prediction" else after
    else:
        found = having[int(number) - 1 :] if number.isdigit() and number != "0" else []
    if not found:
        raise ValueError(f"no cell is tagged {role!r} with the number {number}: look at the tags of the lesson's cells")
    return cells[found[0]]


class Lessons:
    """The notebooks of a folder by their numbers: each is read once, and run once if one of its figures is moved."""

    def __init__(self, folder):
        self.paths = {path.name[:2]: path for path in sorted(folder.glob("[0-9][0-9]*.ipynb"))}
        self._read, self._run = {}, {}

    def find(self, show, role=""):
        """A copy of the cell that a class_files.Show names, or of that with another role under its number."""
        if show.lesson not in self.paths:
            raise ValueError(f"a lesson is one of {', '.join(self.paths)}, but a class shows {show.lesson}")
        if show.lesson not in self._read:
            self._read[show.lesson] = nbformat.read(self.paths[show.lesson], as_version=4)
        return copy.deepcopy(find(self._read[show.lesson], role or show.role, show.number))

    def cells(self, show):
        """What a slide shows: a figure with its next setting as another output, a hint unfolded with its exercise; no
        number of a lesson's section, since a class has others."""
        cell = self.find(show)
        cell.source = re.sub(r"^(#+) \d+ · ", r"\1 ", cell.source, flags=re.MULTILINE)
        if show.then:
            html = f'<div class="fragment then">{self._moved(show).still()}</div>'
            cell.outputs.append(nbformat.v4.new_output("display_data", {"text/html": html}))
        if show.role == "hint":
            cell.source = cell.source.replace("<details>", "<details open>")
            return [self.find(show, "exercise"), cell]
        return [cell]

    def _moved(self, show):
        """The live figure of a Show at its next setting; ValueError if it has no such control or value."""
        if show.lesson not in self._run:
            self._run[show.lesson] = Lesson(lambda told, jpeg: None, "stage")
            for cell in self._read[show.lesson].cells:
                if cell.cell_type == "code" and tags.place(cell) in ("setup", "core"):
                    self._run[show.lesson].run(cell.source)
        lesson = self._run[show.lesson]
        name = next(name for name in lesson.figures if name.endswith(f" {show.number}"))
        lesson.reset(name)
        lesson.move(name, show.then)
        if lesson.figures[name].frame.error:
            raise ValueError(lesson.figures[name].frame.error)
        return lesson.figures[name]


def note(slide, lessons, before=None):
    """What the speaker of a slide sees, as Markdown: from when to when, what to do; the key of a prediction and what to
    say of it, also on the next slide, where a figure answers it. before: the slide before this one, or None."""
    lines = [heading(slide), slide.note]
    for asked in before, slide:
        if asked and asked.show and tags.prediction(cell := lessons.find(asked.show)):
            lines.append(f"**{tags.answer(cell)}**. {tags.advice(cell)}")
    return "\n\n".join(line for line in lines if line)


def heading(slide):
    """From when to when a slide stays, and its name, as a line of Markdown."""
    shown = "Lesson {}, {} {}".format(*slide.show) if slide.show else ""
    name = (re.findall(r"^#+ (.+)$", slide.text, re.MULTILINE) or [shown])[0]
    times = f"**{clock(slide.start)} – {clock(slide.start + slide.minutes)}** {SIGNS[slide.kind]}"
    return f"{times} *{name}*" if name else times


def deck(slides, lessons):
    """The notebook of a class, marked as slides for nbconvert."""
    cells = []
    for before, slide in zip([None, *slides], slides, strict=False):
        shown = lessons.cells(slide.show) if slide.show else []
        own = [nbformat.v4.new_markdown_cell(slide.text)] if slide.text else []
        here = [*own, *shown, nbformat.v4.new_markdown_cell(note(slide, lessons, before))]
        for n, cell in enumerate(here, len(cells)):
            cell.id, cell.metadata["slideshow"] = f"class-{n}", {"slide_type": "-"}
        here[0].metadata["slideshow"]["slide_type"] = "slide" if slide.part else "subslide"
        here[-1].metadata["slideshow"]["slide_type"] = "notes"
        told = {"kind": slide.kind, "timing": 60 * slide.minutes, "foot": f"{clock(slide.start)} {SIGNS[slide.kind]}"}
        if slide.show and slide.show.role == "figure":
            shown[0].metadata["transient"] = {"remove_source": True}
        here[0].metadata["slideshow"]["data"] = told
        cells += here
    return nbformat.v4.new_notebook(cells=cells)


def script(title, slides, lessons):
    """A class for paper, as a page of the site in Markdown: the notes for the speaker, slide by slide, and what a
    prediction asks, which on the screen stands beside them."""
    parts = [f"---\norphan: true\n---\n\n# {title}"]
    for slide in slides:
        parts += [f"## {slide.part}"] if slide.part else []
        parts.append(note(slide, lessons))
        if slide.show and tags.prediction(cell := lessons.find(slide.show)):
            parts[-1] = parts[-1].replace(heading(slide), f"{heading(slide)}\n\n> {tags.question(cell)}", 1)
    return "\n\n".join([*parts, ""])
