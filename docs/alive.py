"""Makes a lesson's page live: what the page needs to know before Python is there.

In the page every figure stands in its place as `<figure data-name="Figure 1.1" data-state="still">`, with its still
picture and its controls, which don't move yet. live/live.mjs then has the lesson's cells run by live/worker.mjs.
"""

import ast
import base64
import importlib
import io
import json
import re
import zlib
from html import escape
from pathlib import Path

import tags
from PIL import Image

from helpers import controls
from helpers.figures.picture import SHARPNESS

IN_SIGHT = 3  # as in a notebook: the others are folded
STUB = "raise NotImplementedError"  # in a cell that a reader completes; the cell after it checks
SHOWN = re.compile(r"<figure style=.*?</figure>", re.DOTALL)
LATE = "sympy", "symbolic"  # a package that the page fetches after its first figure, and who else needs it
SHOW = {("live", "plot"), ("live", "still"), ("runs", "show")}
PHONE = "screen and (max-width: 600px)"  # as in live/stage.mjs: where figures are tall
SAID = Path(__file__).parent / "pages" / "_static" / "live" / "words.mjs"
WORDS = json.loads(SAID.read_text(encoding="utf-8").split("export const words = ")[1].rstrip(";\n"))["figure"]


def runs(cell):
    """Does the page run this cell by itself? Not what a reader completes, nor what checks it."""
    return cell.cell_type == "code" and STUB not in cell.source and "check" not in tags.tags(cell)


def prepare(notebook, name, folder, tall):
    """Change the figures of a notebook (without its outputs' pictures, which become files) into those of a live page,
    and write the code that its page runs to `folder`/NAME.json. name: of the page, "01_scalar_chain". tall: pictures
    for phones by the names of their figures."""
    known, cells, exercises, predictions, late = {}, [], [], [], set()
    for cell in notebook.cells:
        if asked := tags.prediction(cell):
            cell.source = f"````{{container}} live-prediction\n{cell.source}\n````"
            predictions.append({"figure": "", "answer": tags.answer(cell), **asked})
        if cell.cell_type != "code":
            continue
        if STUB in cell.source:
            cell.metadata.tags.append("live-editor")
            exercises.append({"name": re.search(r"def (\w+)", cell.source)[1], "stub": cell.source, "check": ""})
            continue
        if "check" in tags.tags(cell):
            cell.metadata.tags.append("live-check")
            exercises[-1]["check"] = cell.source
            continue
        late |= bring_late(cell.source)
        if not only_shows(cell.source, late):
            cells.append(cell.source)
        shown = figures(cell.source, name)
        known |= shown
        if shown and predictions:
            predictions[-1]["figure"] = predictions[-1]["figure"] or next(iter(shown))
        for output in cell.outputs:
            if html := output.get("data", {}).get("text/html"):
                output.data["text/html"] = "".join(_parts(html, known, name, folder, tall))
    told = {"cells": cells, "packages": [LATE[0]] if late else [], "exercises": exercises, "predictions": predictions}
    (folder / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def bring_late(source):
    """The names that a cell imports and whose use needs what comes late."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name for node in found for alias in node.names if alias.name in LATE}


def only_shows(source, names):
    """Does a cell do nothing but show, with one of `names`, what stands on the page already?"""
    tree = ast.parse(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return bool(used & names) and all(isinstance(line, ast.Expr) for line in tree.body)


def _parts(html, known, name, folder, tall):
    """The HTML of an output, piece by piece, with its figures made those of a page."""
    at = 0
    for found in SHOWN.finditer(html):
        yield html[at : found.start()]
        yield figure(found[0], known, name, folder, tall)
        at = found.end()
    yield html[at:]


def figures(source, name):
    """The figures that a cell's code shows: name -> (its controls, whether it trains)."""
    module = importlib.import_module(f"helpers.figures.lesson_{name[:2]}")
    found = {}
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        path = getattr(call.func.value, "id", ""), call.func.attr
        if path in SHOW:
            title, build = call.args[0].value, getattr(module, call.args[1].attr)
            keywords = {word.arg: word.value for word in call.keywords if word.arg not in ("shape", "stored")}
            changes = {key: ast.literal_eval(value) for key, value in keywords.items()}
            found[title] = controls.with_changes(title, build.controls, changes), path == ("runs", "show")
    return found


def figure(html, known, name, folder, tall):
    """A figure of a notebook as the page has it: pictures in files, controls above them."""
    title = re.search(r"<b>(.+?)\.</b>", html)[1]
    data = re.search(r'src="data:image/png;base64,(.*?)"', html)[1]
    file = f"{name[:2]}-{anchor(title)}"
    source = _saved(Image.open(io.BytesIO(base64.b64decode(data))), folder, file)
    html = re.sub(r'src="data:.*?"', f'src="{source}"', html)
    html = re.sub(r"aspect-ratio:.*?;", "", html)  # width and height say it, for either shape
    html = html.replace('<figcaption role="status"', '<figcaption aria-live="off"')  # until somebody moves something
    if title in tall:
        width, height = (round(dots / SHARPNESS) for dots in tall[title].size)
        source = _saved(tall[title], folder, f"{file}-tall")
        narrow = f'<source media="{PHONE}" srcset="{source}" width="{width}" height="{height}">'
        html = re.sub("<img.*?>", lambda image: f"<picture>{narrow}{image[0]}</picture>", html)
    opening = f'<figure id="{anchor(title)}"'
    if title in known:  # another one stands still for good
        opening += f' data-name="{escape(title)}" data-state="still"'
        html = re.sub("<picture|<img", lambda begin: panel(*known[title]) + begin[0], html, count=1)
    return html.replace("<figure", opening, 1)


def _saved(picture, folder, name):
    """Write a picture, dot by dot; its address on the pages."""
    picture.convert("RGB").save(folder / f"{name}.webp", lossless=True)
    return f"_static/live/{name}.webp"


def anchor(title):
    """The address of a figure within its page, the same in every language: figure-1.1 of "Figure 1.1" or "Bild 1.1"."""
    return "-".join(["figure", *(title.lower().split()[1:] or [title.lower()])])


def panel(moved, trains):
    """The controls of a figure as HTML; no script, no movement: they are disabled."""
    rows = [row(control) for control in moved.values()]
    seen, folded = rows[:IN_SIGHT], rows[IN_SIGHT:]
    more = (
        f"<details><summary>{WORDS['more']}</summary><div class='live-panel'>{''.join(folded)}</div></details>"
        if folded
        else ""
    )
    line = f'<div class="live-line">{more}{buttons(trains, bool(rows))}</div>'
    return f'<div class="live-panel">{"".join(seen)}{line}</div>'


def buttons(trains=False, moves=True):
    """The buttons of a figure as HTML, and the place for what happens to it."""
    left_out = {do for do, shown in (("reset", moves), ("train", trains)) if not shown}
    made = (
        f'<button type="button" data-do="{do}" disabled>{WORDS[do]}</button>'
        for do in ("train", "reset", "link", "stage", "qr")
        if do not in left_out
    )
    said, more = WORDS["report"], WORDS["reportHelp"]
    report = f'<button type="button" data-do="report" aria-label="{more}">{said}</button>'
    return f'{"".join(made)}{report}<output aria-live="off"></output>'


def row(control):
    """One control as HTML, named after its key."""
    key, label = escape(control.key), f"<span>{escape(control.label)}</span>"
    if control.kind == "slider":
        return _slider(control, key, label)
    if control.kind == "choice":
        options = (f"<option{' selected' * (o == control.start)}>{escape(str(o))}</option>" for o in control.options)
        return f'<label class="live-row">{label}<select name="{key}" disabled>{"".join(options)}</select></label>'
    examples = f"{key}-{zlib.crc32(repr(control.options).encode())}"
    offered = "".join(f'<option value="{escape(text)}">' for text in control.options)
    field = f'<input type="text" name="{key}" value="{escape(control.start)}" list="{examples}" disabled>'
    return f'<label class="live-row">{label}{field}</label><datalist id="{examples}">{offered}</datalist>'


def _slider(control, key, label):
    """A field to read and to type the value, the slider, and perhaps a button that walks through it."""
    span = f'min="{control.low}" max="{control.high}" step="{control.step}" value="{control.start}"'
    says = f'<input type="text" inputmode="decimal" data-says="{key}" value="{control.start}" disabled>'
    mover = f'<input type="range" name="{key}" aria-label="{escape(control.label)}" {span} disabled>'
    plays = WORDS["play"].format(escape(control.label))
    walks = f'<button type="button" data-play="{key}" aria-label="{plays}" disabled>▶</button>'
    return f'<div class="live-row"><label>{label}{says}</label>{mover}{walks * control.play}</div>'
