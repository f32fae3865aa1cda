"""Makes a lesson's page live: what the page needs to know before Python is there.

In the page every figure stands in its place as `<figure data-name="Figure 1.1" data-state="still">`, with its still
picture and its controls, which don't move yet. live/live.mjs then has the lesson's cells run by live/worker.mjs.
"""

import ast
import base64
import importlib
import json
import re
import zlib
from html import escape

import tags

from helpers import controls

IN_SIGHT = 3  # as in a notebook: the others are folded
STUB = "raise NotImplementedError"  # in a cell that a reader completes; the cell after it checks
SHOWN = re.compile(r"<figure style=.*?</figure>", re.DOTALL)
SHOW = {("live", "plot"), ("live", "still"), ("runs", "show")}


def prepare(notebook, name, folder):
    """Change the figures of a notebook (without its outputs' pictures, which become files) into those of a live page,
    and write the code that its page runs to `folder`/NAME.json. name: of the page, "01_scalar_chain"."""
    known, cells, exercises, predictions = {}, [], [], []
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
        cells.append(cell.source)
        shown = figures(cell.source, name)
        known |= shown
        if shown and predictions:
            predictions[-1]["figure"] = predictions[-1]["figure"] or next(iter(shown))
        for output in cell.outputs:
            if html := output.get("data", {}).get("text/html"):
                output.data["text/html"] = "".join(_parts(html, known, name, folder))
    code = "\n".join(cells)
    imports = [
        package for package in ("sympy",) if re.search(rf"^import {package}|^from {package}", code, re.MULTILINE)
    ]
    told = {"cells": cells, "packages": imports, "exercises": exercises, "predictions": predictions}
    (folder / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _parts(html, known, name, folder):
    """The HTML of an output, piece by piece, with its figures made those of a page."""
    at = 0
    for found in SHOWN.finditer(html):
        yield html[at : found.start()]
        yield figure(found[0], known, name, folder)
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


def figure(html, known, name, folder):
    """A figure of a notebook as the page has it: picture in a file, controls above it."""
    title = re.search(r"<b>(.+?)\.</b>", html)[1]
    picture = f"{name[:2]}-{anchor(title)}.png"
    data = re.search(r'src="data:image/png;base64,(.*?)"', html)[1]
    (folder / picture).write_bytes(base64.b64decode(data))
    html = re.sub(r'src="data:.*?"', f'src="_static/live/{picture}"', html)
    html = html.replace('<figcaption role="status"', '<figcaption aria-live="polite"')  # a caption has no other role
    opening = f'<figure id="{anchor(title)}"'
    if title in known:  # another one stands still for good
        opening += f' data-name="{escape(title)}" data-state="still"'
        html = html.replace("<img", panel(*known[title]) + "<img", 1)
    return html.replace("<figure", opening, 1)


def anchor(title):
    """The address of a figure within its page: figure-1.1."""
    return title.lower().replace(" ", "-")


def panel(moved, trains):
    """The controls of a figure as HTML; no script, no movement: they are disabled."""
    rows = [row(control) for control in moved.values()]
    seen, folded = rows[:IN_SIGHT], rows[IN_SIGHT:]
    more = (
        f"<details><summary>More controls</summary><div class='live-panel'>{''.join(folded)}</div></details>"
        if folded
        else ""
    )
    buttons = '<button type="button" data-do="reset" disabled>Reset</button>' if rows else ""
    buttons += '<button type="button" data-do="link" disabled>Copy link</button>'
    buttons += '<button type="button" data-do="stage" disabled>Fill the window</button>'
    buttons += '<button type="button" data-do="qr" aria-label="QR code" disabled>QR</button>'
    if trains:
        buttons += '<button type="button" data-do="train" disabled>Train here</button>'
    line = f'<div class="live-line">{more}{buttons}<output></output></div>'
    return f'<div class="live-panel">{"".join(seen)}{line}</div>'


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
    walks = f'<button type="button" data-play="{key}" aria-label="Play {escape(control.label)}" disabled>▶</button>'
    return f'<div class="live-row"><label>{label}{says}</label>{mover}{walks * control.play}</div>'
