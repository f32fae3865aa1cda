"""Builds the slides: a deck of reveal.js for every lesson, beside the pages of a site that build.py built.

Everything a deck asks for is in the site: reveal.js, and the MathJax that the pages have too.
"""

import html
import re
import shutil
from importlib import resources
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter
from slide_types import mark, parts
from traitlets.config import Config

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
REVEAL = "themes/sphinx_revealjs/static/revealjs4"  # in the package sphinx_revealjs
NEEDED = "dist/*.css", "dist/reveal.js", "dist/theme/white.css", "dist/theme/fonts/source-sans-pro/*", "LICENSE"
SPEAKER = "plugin/notes/*"


def figure(output):
    """A picture of a notebook with its caption, which is its alternative text too."""
    about = output.metadata["image/png"]["alt"]
    data = output.data["image/png"].replace("\n", "")
    image = f'<img src="data:image/png;base64,{data}" alt="{html.escape(about)}">'
    text = f"<figure>{image}<figcaption>{html.escape(about)}</figcaption></figure>"
    return nbformat.v4.new_output("display_data", {"text/html": text})


def slides(notebook):
    """A lesson as its deck wants it: one cell for each part of a text, figures with captions and without their code."""
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"\]\((\d\d_\w+)\.ipynb\)", r"](\1.html)", cell.source)
            cells += [nbformat.v4.new_markdown_cell(part, id=f"{cell.id}-{n}") for n, part in enumerate(parts(text))]
            continue
        cells.append(cell)
    notebook.cells = cells
    for cell in mark(notebook).cells:
        for n, output in enumerate(cell.get("outputs", ())):
            if "image/png" in output.get("data", {}):
                cell.outputs[n] = figure(output)
                cell.metadata["transient"] = {"remove_source": True}
    return notebook


def build(site):
    """Build the deck of every lesson into the folder slides/ of a site."""
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
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        title = notebook.cells[0].source.splitlines()[0].removeprefix("# ").replace("$", "")
        text, _ = exporter.from_notebook_node(slides(notebook), resources={"title": title})
        (output / f"{path.stem}.html").write_text(text, encoding="utf-8")
