"""Builds the web site of the course: `python -m uv run --group site python docs/build.py [OUTPUT] [--offline]`.

Every lesson becomes a page with its still pictures; the pages need nothing from other servers. The folder lite/
of the site holds the version that runs in the visitor's browser (see lite.py), slides/ the decks (slides.py),
handouts/ and worksheets/ what to print (handouts.py), if there is a Chromium to print with. The buttons for Binder
and Colab appear if the course has a public repository: --repository https://github.com/OWNER/NAME, by default the
git remote `origin`. The worksheets' QR codes lead to --address, by default to that repository's GitHub Pages.
"""

import argparse
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import alive
import browser_python
import class_decks
import class_files
import edition
import editor
import handouts
import hero
import lite
import nbformat
import shapes
import slides
import tags

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
MATHEMATICS = "tex-chtml.js"  # what the pages load of MathJax
SIDEBAR = 'id="pst-primary-sidebar"'  # the theme forgets to say what part of the page it is
EARLY = '<script type="module" async src="_static/live/early.mjs"></script>'  # where a figure waits for Python
os.environ.setdefault("OMP_NUM_THREADS", "1")  # of the processes that run the lessons: their matrices are small
NOTEBOOK = re.compile(r'(href="notebooks/[^"]+") target="_blank"')  # to be saved, not shown as text
ICONS = re.compile(r"<script[^>]*fontawesome\.js[^>]*></script>")
FORMULA = r'<span class="math notranslate nohighlight">\\\([^<]+\\\)</span>'
WHOLE = re.compile(rf"[(“]{FORMULA}[.,;:?!)”]*|{FORMULA}[.,;:?!)”]+")  # no line begins with a comma, nor ends with (


def lesson(path):
    """A notebook as students' pages want it: without the notes for teachers, which stand in their guide."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if tags.place(cell) != "teacher"]
    return notebook


def page(path, source):
    """Put the page of a lesson into the folder `source`."""
    notebook = lesson(path)
    alive.prepare(notebook, path.stem, source / "_static" / "live", shapes.tall(notebook))
    nbformat.write(notebook, source / path.name)


def notes(path):
    """What a lesson says to teachers, as a section of their guide."""
    notebook = nbformat.read(path, as_version=4)
    title = notebook.cells[0].source.splitlines()[0].removeprefix("# ")
    texts = [cell.source for cell in notebook.cells if tags.place(cell) == "exercise"]
    exercises = re.findall(r"^\*\*(\d+\.\d+) · (.+?)\*\*", "\n".join(texts), re.MULTILINE)
    listed = "; ".join(f"{number} {name.rstrip('.?')}" for number, name in exercises)
    shown = f'**To show** <a href="slides/{path.stem}.html">slides</a>'
    if handouts.possible():
        shown += f', <a href="handouts/{path.stem}.pdf">handout (PDF)</a>'
        shown += f', <a href="worksheets/{path.stem}.pdf">worksheet (PDF)</a>'
    # Two spaces at the end of a line break it: each part of the note begins a line of its own.
    note = [line for line in tags.teachers_note(notebook).splitlines() if line]
    begins, ends = "  \n".join(note), "  \n".join([f"**Exercises** {listed}.", f"{shown}."])
    return f"### [{title}]({path.name})\n\n{begins}\n\n{keys(notebook)}{ends}\n\n"


def keys(notebook):
    """The predictions of a lesson with what is right, what tempts, and what to say then: a list for the guide."""
    asked = [cell for cell in notebook.cells if tags.prediction(cell)]
    listed = [f"- {tags.question(cell)}  \n  **{tags.answer(cell)}**. {tags.advice(cell)}" for cell in asked]
    return "**Predictions**\n\n" + "\n".join(listed) + "\n\n" if listed else ""


def classes(source):
    """Write what the speaker of each class needs on paper into the folder `source`; the plans of the classes."""
    lessons = class_decks.Lessons(ROOT / "notebooks")
    for path in sorted(class_files.FOLDER.glob("*.md")):
        title, shown = class_files.read(path)
        (source / path.name).write_text(class_decks.script(title, shown, lessons), encoding="utf-8")
        links = f'<a href="slides/{path.stem}.html">slides</a>, [notes for paper]({path.name})'
        yield f"**{title}** ({links})\n\n{class_files.plan(shown)}"


def gather(source, offline, python):
    """Put everything Sphinx reads into the folder `source`; python: of JupyterLite, if it is in the site."""
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    live = source / "_static" / "live"
    live.mkdir(parents=True)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:  # for each lesson's cells run
        list(pool.map(page, lessons, repeat(source)))
    for name in "images", "solutions":
        shutil.copytree(ROOT / "notebooks" / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "pages", source, dirs_exist_ok=True)
    hero.build(source)
    browser_python.build(source / "_static", offline, python)
    editor.build(live)
    (source / "classes.plan").write_text("\n".join(classes(source)), encoding="utf-8")
    with open(source / "teaching.md", "a", encoding="utf-8") as guide:
        guide.write("## Lesson by lesson\n\n")
        if handouts.possible():
            guide.write('For all: the [emergency card](card.md), also as <a href="card.pdf">a PDF file</a>.\n\n')
        guide.writelines(notes(path) for path in lessons)
    shutil.copy(HERE / "conf.py", source)
    for name in "LICENSE", "LICENSE-text", "CHANGELOG.md":  # a page shows them
        shutil.copy(ROOT / name, source)
    shutil.copy(HERE / "hub" / "jupyterhub_config.py", source)  # a page shows it


def origin():
    """The address of the git remote `origin` if it is a public GitHub repository, or ""."""
    if not shutil.which("git"):
        return ""
    answer = subprocess.run(["git", "-C", str(ROOT), "remote", "get-url", "origin"], capture_output=True, text=True)
    address = answer.stdout.strip().removesuffix(".git").replace("git@github.com:", "https://github.com/")
    return address if address.startswith("https://github.com/") else ""


def pages_address(repository):
    """Where GitHub Pages puts the site of a repository, ending in a slash; "" for no repository."""
    owner, _, name = repository.removeprefix("https://github.com/").partition("/")
    return f"https://{owner.lower()}.github.io/{name}/" if name else ""


def build_pages(output, repository, offline=False, python=None):
    """Build the pages into the folder `output`; warnings of Sphinx are errors. python: see `gather`."""
    with tempfile.TemporaryDirectory() as source:
        gather(Path(source), offline, python)
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html", source, str(output)]
        told = {"COURSE_REPOSITORY": repository, "COURSE_EDITION": edition.edition()}
        subprocess.run(command, check=True, env=os.environ | told)
    for name in ".doctrees", "_sources":
        shutil.rmtree(output / name, ignore_errors=True)
    (output / "notebooks").mkdir(exist_ok=True)
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        shutil.copy(path, output / "notebooks")
    for page in output.glob("*.html"):
        text = NOTEBOOK.sub(r"\1 download", page.read_text(encoding="utf-8"))
        text = WHOLE.sub(r'<span class="whole">\g<0></span>', text)
        text = ICONS.sub("", text)  # they are a font too: 1.5 megabytes of script for nothing
        text = text.replace(SIDEBAR, f'{SIDEBAR} role="region" aria-label="Course"')
        text = text.replace("<head>", f"<head>\n    {EARLY}", 1) if 'data-state="still"' in text else text
        page.write_text(text, encoding="utf-8")
    (output / "_static" / "scripts" / "fontawesome.js").unlink()
    for whole in (output / "_static" / "mathjax").glob("*-*.js"):
        if whole.name != MATHEMATICS:  # all of MathJax again, for other ways to write and draw
            whole.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", nargs="?", type=Path, default=ROOT / ".site", metavar="OUTPUT")
    parser.add_argument("--repository", default=origin(), help="for the buttons: https://github.com/OWNER/NAME")
    parser.add_argument("--address", help="where the site will stand, for the worksheets' QR codes: https://...")
    parser.add_argument("--offline", action="store_true", help="put Python for the browser into the site too")
    parser.add_argument("--pages", action="store_true", help="build no lite/")
    arguments = parser.parse_args()
    address = arguments.address or pages_address(arguments.repository)
    if address and not re.match(r"https?://[^\s?#]+$", address):
        sys.exit(
            f"--address must be where the site will stand, such as https://example.org/course/, but got {address!r}."
        )
    output = arguments.output.resolve()
    if not arguments.pages:
        lite.build(output / "lite", arguments.offline)
    python = None if arguments.pages else output / "lite" / "static" / "pyodide"
    build_pages(output, arguments.repository, arguments.offline, python)
    slides.build(output)
    if handouts.possible():
        handouts.build(output, address and address.rstrip("/") + "/")
    else:
        print(f"The site has no handouts and no worksheets. {handouts.chromium.HOW_TO_GET_CHROMIUM}")
    print(f"The site is built. To see it: python -m http.server --bind 127.0.0.1 --directory {arguments.output}")


if __name__ == "__main__":
    main()
