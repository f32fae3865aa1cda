"""The still pictures of a lesson in another shape than its notebook's: tall for a phone, that of the stage for slides.
Its cells run for that, as they will on the page."""

import contextlib
import io

import alive
from PIL import Image

from helpers import live
from helpers.page import display, front


def figures(notebook, shape):
    """The figures that a notebook shows, in the shape "tall" or "stage": name -> Live. Raises what a cell raises."""
    names, found = {"__name__": "__main__"}, {}
    display.install()
    live.front_end = lambda figure: front.View(figure, lambda message, jpeg: None)
    for cell in filter(alive.runs, notebook.cells):
        with contextlib.redirect_stdout(io.StringIO()):
            shown = front.run(cell.source, names)
        if isinstance(shown, live.Live):
            shown.reshape(shape)
            found[shown.name] = shown
    return found


def tall(notebook):
    """The figures that a notebook shows as pictures for a phone: name -> picture. Raises what a cell raises."""
    return {name: Image.open(io.BytesIO(shown.picture.png())) for name, shown in figures(notebook, "tall").items()}
