"""Builds the web site of the course: `python -m uv run --group site python docs/build.py [OUTPUT] [--offline]`.

Every lesson becomes a page with its still pictures; the pages need nothing from other servers. The folder lite/
of the site holds the version that runs in the visitor's browser (see lite.py), slides/ the decks (slides.py) and
handouts/ what to print (handouts.py), if there is a Chromium to print with. The buttons for Binder and Colab
appear if the course has a public repository: --repository https://github.com/OWNER/NAME, by default the git
remote `origin`.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import alive
import browser_python
import class_decks
import class_files
import editor
import handouts
import hero
import lite
import nbformat
import slides
import tags

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent
SIDEBAR = 'id="pst-primary-sidebar"'  # the theme forgets to say what part of the page it is
ICONS = re.compile(r"<script[^>]*fontawesome\.js[^>]*></script>")


def lesson(path):
    """A notebook as students' pages want it: without the notes for teachers, which stand in their guide."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if tags.place(cell) != "teacher"]
    return notebook


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


def gather(source, offline, lite_too):
    """Put everything Sphinx reads into the folder `source`."""
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    live = source / "_static" / "live"
    live.mkdir(parents=True)
    for path in lessons:
        notebook = lesson(path)
        alive.prepare(notebook, path.stem, live)
        nbformat.write(notebook, source / path.name)
    for name in "images", "solutions":
        shutil.copytree(ROOT / "notebooks" / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "pages", source, dirs_exist_ok=True)
    hero.build(source / "_static")
    browser_python.build(source / "_static", offline, lite_too)
    editor.build(live)
    (source / "classes.plan").write_text("\n".join(classes(source)), encoding="utf-8")
    with open(source / "teaching.md", "a", encoding="utf-8") as guide:
        guide.write("## Lesson by lesson\n\n")
        guide.writelines(notes(path) for path in lessons)
    shutil.copy(HERE / "conf.py", source)
    shutil.copy(HERE / "hub" / "jupyterhub_config.py", source)  # a page shows it


def origin():
    """The address of the git remote `origin` if it is a public GitHub repository, or ""."""
    if not shutil.which("git"):
        return ""
    answer = subprocess.run(["git", "-C", str(ROOT), "remote", "get-url", "origin"], capture_output=True, text=True)
    address = answer.stdout.strip().removesuffix(".git").replace("git@github.com:", "https://github.com/")
    return address if address.startswith("https://github.com/") else ""


def build_pages(output, repository, offline=False, lite_too=False):
    """Build the pages into the folder `output`; warnings of Sphinx are errors."""
    with tempfile.TemporaryDirectory() as source:
        gather(Path(source), offline, lite_too)
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html", source, str(output)]
        subprocess.run(command, check=True, env=os.environ | {"COURSE_REPOSITORY": repository})
    shutil.rmtree(output / ".doctrees", ignore_errors=True)
    for page in output.glob("*.html"):
        text = ICONS.sub(
            "", page.read_text(encoding="utf-8")
        )  # they are a font too: 1.5 megabytes of script for nothing
        page.write_text(text.replace(SIDEBAR, f'{SIDEBAR} role="region" aria-label="Course"'), encoding="utf-8")
    (output / "_static" / "scripts" / "fontawesome.js").unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", nargs="?", type=Path, default=ROOT / ".site", metavar="OUTPUT")
    parser.add_argument("--repository", default=origin(), help="for the buttons: https://github.com/OWNER/NAME")
    parser.add_argument("--offline", action="store_true", help="put Python for the browser into the site too")
    parser.add_argument("--pages", action="store_true", help="build no lite/")
    arguments = parser.parse_args()
    output = arguments.output.resolve()
    build_pages(output, arguments.repository, arguments.offline, lite_too=not arguments.pages)
    slides.build(output)
    if handouts.possible():
        handouts.build(output)
    else:
        print(f"The site has no handouts. {handouts.chromium.HOW_TO_GET_CHROMIUM}")
    if not arguments.pages:
        lite.build(output / "lite", arguments.offline)
    print(f"The site is built. To see it: python -m http.server --bind 127.0.0.1 --directory {arguments.output}")


if __name__ == "__main__":
    main()
