"""Builds the slides: a deck of reveal.js for every lesson and every class, beside the pages that build.py built.

Everything a deck asks for is in the site: reveal.js, and the MathJax that the pages have too.
"""

import multiprocessing
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from importlib import resources
from pathlib import Path

import class_decks
import class_files
import nbformat
import shapes
import tags
from nbconvert import SlidesExporter
from slide_types import mark, parts
from traitlets.config import Config

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
REVEAL = "themes/sphinx_revealjs/static/revealjs4"  # in the package sphinx_revealjs
NEEDED = "dist/*.css", "dist/reveal.js", "dist/theme/white.css", "dist/theme/fonts/source-sans-pro/*", "LICENSE"
SPEAKER = "plugin/notes/*"
NAME = re.compile(r"<figure.*?<b>(.+?)\.</b>", re.DOTALL)  # of an output that is a figure
CAPTION = re.compile(r"<b>\S+ (\d+)\.(\d+)\.</b>.*?(?=</figcaption>)", re.DOTALL)  # of Figure 1.1


def slides(notebook):
    """A lesson as its deck wants it: one cell for each part of a text, figures with captions and without their code."""
    note = tags.teachers_note(notebook)
    cells = []
    for cell in notebook.cells:
        if tags.place(cell) == "teacher":
            continue
        if cell.cell_type == "code":
            cells.append(cell)
            continue
        for n, (text, marks) in enumerate(parts(cell)):
            if "seen" in marks:  # folded below its prediction; here that is a slide before
                text = re.sub("^<details>", "<details open>", text)
            cells.append(text_cell(text, f"{cell.id}-{n}", marks))
        if tags.prediction(cell):
            cells.append(text_cell(f"**{tags.answer(cell)}**. {tags.advice(cell)}", f"{cell.id}-key", ["teacher"]))
    if note:
        cells.append(text_cell(note, "note", ["teacher"]))
    notebook.cells = cells
    return mark(notebook)


def text_cell(text, name, marks):
    """A cell of Markdown with that name and these tags."""
    return nbformat.v4.new_markdown_cell(text, id=name, metadata={"tags": marks})


def stills(path):
    """The figures of a lesson in the shape of the stage: name -> HTML. Raises what a cell raises."""
    return {name: shown.still() for name, shown in shapes.figures(nbformat.read(path, as_version=4), "stage").items()}


def stage(notebook, known):
    """Give the figures of a notebook the shape of the stage; known: their HTML in it, by their names."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            name = NAME.match(output.get("data", {}).get("text/html", ""))
            if name and name[1] in known:
                output.data["text/html"] = known[name[1]]


def linked(html, pages):
    """Figures with a link each to their stage, which key L follows; pages: of the lessons, by number."""

    def with_link(caption):
        lesson, number = caption.groups()
        address = f"../{pages[int(lesson)]}.html#stage-{lesson}.{number}"
        return f'{caption[0]} <a class="live" href="{address}" title="key L">live</a>'

    return CAPTION.sub(with_link, html)


def build(site):
    """Build the decks of all lessons and classes into the folder slides/ of a site."""
    output = site / "slides"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir()
    with resources.as_file(resources.files("sphinx_revealjs")) as package:
        for path in [path for pattern in (*NEEDED, SPEAKER) for path in (package / REVEAL).glob(pattern)]:
            target = output / "reveal.js" / path.relative_to(package / REVEAL)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    for name in "deck.css", "deck.js":
        shutil.copy(HERE / "deck" / name, output)
    config = Config({"CSSHTMLHeaderPreprocessor": {"style": "a11y-high-contrast-light"}})
    exporter = SlidesExporter(config, template_name="deck", extra_template_basedirs=[str(HERE)])
    lessons = class_decks.Lessons(ROOT / "notebooks")
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:  # for each lesson's cells run
        known = {name: html for found in pool.map(stills, lessons.paths.values()) for name, html in found.items()}
    decks = {}
    for path in lessons.paths.values():
        notebook = nbformat.read(path, as_version=4)
        decks[path.stem] = notebook.cells[0].source.splitlines()[0].removeprefix("# "), slides(notebook)
    for path in sorted(class_files.FOLDER.glob("*.md")):
        title, shown = class_files.read(path)
        decks[path.stem] = title, class_decks.deck(shown, lessons)
    pages = {int(number): path.stem for number, path in lessons.paths.items()}
    for name, (title, notebook) in decks.items():
        stage(notebook, known)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = re.sub(r"\]\((\d\d_\w+)\.ipynb\)", r"](\1.html)", cell.source)  # from deck to deck
        text, _ = exporter.from_notebook_node(notebook, resources={"title": title.replace("$", "")})
        (output / f"{name}.html").write_text(linked(text, pages), encoding="utf-8")
