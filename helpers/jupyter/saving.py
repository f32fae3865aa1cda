"""What a saved notebook shows without its kernel: still pictures and no views of widgets that are gone.

An output of a live figure holds a view of widgets and, beside it, the still picture. A reopened notebook would
choose the view, for which there is no kernel any more, and show an error in the picture's place.
"""

import json
import re

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
STILL = {"text/html", "image/png"}


def keep_stills(notebook):
    """Take the views of widgets out of every output that has a still form too; changes the notebook.

    notebook: a notebook of format 4 as plain dicts and lists, as in its file. The saved state of widgets that
    no view is left of goes too. Views without a still form stay, with their state.
    """
    views = []
    for cell in notebook.get("cells", ()):
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if STILL & data.keys():
                data.pop(VIEW, None)
            if VIEW in data:
                views.append(data[VIEW]["model_id"])
    saved = notebook.get("metadata", {}).get("widgets", {}).get(STATE)
    if saved is None:
        return
    used = _reachable(saved["state"], views)
    saved["state"] = {model: state for model, state in saved["state"].items() if model in used}
    if not saved["state"]:
        del notebook["metadata"]["widgets"][STATE]
    if not notebook["metadata"]["widgets"]:
        del notebook["metadata"]["widgets"]


def _reachable(state, models):
    """The models and everything they refer to, as a set of ids; a widget names another as IPY_MODEL_id."""
    found, ahead = set(), list(models)
    while ahead:
        model = ahead.pop()
        if model in state and model not in found:
            found.add(model)
            ahead += re.findall(r'"IPY_MODEL_([^"]+)"', json.dumps(state[model]))
    return found


def pre_save(model, **_):
    """The hook that the server calls before it writes a file: the page keeps its widgets, the file the pictures.

    model: what the page sent (type, content, ...), as in jupyter_server's contents API.
    """
    if model["type"] == "notebook" and model.get("content", {}).get("nbformat") == 4:
        keep_stills(model["content"])
