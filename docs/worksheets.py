"""Worksheets: two pages for each lesson, to be filled in by hand, as HTML that handouts.py prints.

On the first page the core's predictions with axes to draw a guess into, on the second the exercises with room to
write. What is what follows from the tags of the lesson's cells. How it looks stands in the folder sheet/.
"""

import ast
import base64
import re
from pathlib import Path

import alive
import axes
import jinja2
import nbformat
import tags
from markupsafe import Markup
from nbconvert.filters import markdown2html

HERE = Path(__file__).parent
OPTION = re.compile(r"^- \*\*(\w)\*\* (.+)\n?", re.MULTILINE)
FOLDED = re.compile(r"<details.*?</details>", re.DOTALL)
BEGINS = re.compile(r"^(?=\*\*\d+\.\d+ · )", re.MULTILINE)
HEIGHT, PLAIN = 236, 32  # millimetres of a page for all predictions, and for one that has no axes
LEAST, MOST = 34, 80  # millimetres: the height of axes


def predictions(notebook):
    """The predictions of a lesson's core: number, question and options as Markdown, and the figure that follows.

    Each is a dict; "figure" is the figure's number, "" for none, "title" its whole name, and "place" the address of its
    stage within the lesson's page.
    """
    asked = []
    for cell in notebook.cells:
        if tags.place(cell) != "core":
            continue
        if "prediction" in tags.tags(cell):
            question = re.sub(r"^\*\*.+?\*\*\s*", "", OPTION.sub("", cell.source)).strip()
            options = OPTION.findall(cell.source)
            asked.append({"question": question, "options": options, "figure": ""})
        elif "figure" in tags.tags(cell) and asked and not asked[-1]["figure"]:
            html = "".join(output.get("data", {}).get("text/html", "") for output in cell.outputs)
            title = re.search(r"<b>(.+?)\.</b>", html)[1]
            number = title.split()[-1]
            asked[-1] |= {"figure": number, "title": title, "place": f"#stage-{number}"}
    return asked


def exercises(notebook):
    """The exercises of a lesson and its bug: dicts with "text" (Markdown) and "code", the first line of an answer or
    the function that is wrong."""
    found = []
    for cell in notebook.cells:
        if tags.place(cell) == "exercise" and cell.cell_type == "markdown" and "hint" not in tags.tags(cell):
            found += [{"text": text, "code": ""} for text in BEGINS.split(FOLDED.sub("", cell.source))[1:]]
        elif tags.place(cell) == "exercise" and alive.STUB in cell.source and found:
            found[-1]["code"] = cell.source.split(alive.STUB)[0].rstrip()
    bug = [cell for cell in notebook.cells if tags.place(cell) == "bug"]
    if bug:
        title, text = bug[0].source.removeprefix("## ").split("\n", 1)
        wrong = next((cell.source for cell in bug if cell.cell_type == "code"), "")
        functions = [
            ast.get_source_segment(wrong, part) for part in ast.parse(wrong).body if isinstance(part, ast.FunctionDef)
        ]
        found.append({"text": f"**{title}.** {text.strip()}", "code": "\n".join(functions)})
    return found


def html(path, address=""):
    """The worksheet of a lesson, as a page of the folder worksheets/ of the site.

    address: of the site, ending in a slash, for the QR codes; "": page and place are written out instead.
    """
    notebook = nbformat.read(path, as_version=4)
    asked = predictions(notebook)
    drawn = [one for one in asked if one["figure"] in axes.AXES]
    room = (HEIGHT - PLAIN * (len(asked) - len(drawn))) / max(len(drawn), 1)
    for one in drawn:
        size = (180, 150) if len(asked) == 1 else (84, min(max(room - 4, LEAST), MOST))
        svg = axes.empty(one["figure"], *size)
        one["axes"] = base64.b64encode(svg.encode()).decode()
    sheets = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE / "sheet"), autoescape=True)
    sheets.filters["markdown"] = lambda text: Markup(markdown2html(text))
    title = notebook.cells[0].source.splitlines()[0].removeprefix("# ")
    return sheets.get_template("sheet.html.j2").render(
        title=title, page=f"{path.stem}.html", address=address, predictions=asked, exercises=exercises(notebook)
    )
