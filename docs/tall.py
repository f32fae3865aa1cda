"""The still pictures of a lesson as a phone shows them: tall. Its cells run for that, as they will on the page."""

import contextlib
import io

import alive
from PIL import Image

from helpers import live
from helpers.page import display, front


def pictures(notebook):
    """The figures that a notebook shows, tall: name -> picture. Raises what a cell raises."""
    names, found = {"__name__": "__main__"}, {}
    display.install()
    live.front_end = lambda figure: front.View(figure, lambda message, jpeg: None)
    for cell in filter(alive.runs, notebook.cells):
        with contextlib.redirect_stdout(io.StringIO()):
            shown = front.run(cell.source, names)
        if isinstance(shown, live.Live):
            shown.reshape("tall")
            found[shown.name] = Image.open(io.BytesIO(shown.picture.png()))
    return found
