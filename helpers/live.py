"""A live figure: controls as plain data, and one function from their values to a picture, a caption or an error.

    live.plot("Figure 1.1", figures.power_and_truth, gradient)

joins three things: a name, a figure (a function of helpers.figures that draws), and a function of the notebook that
computes. How the figure is shown, with sliders or otherwise, is the affair of a front end: see `front_end`.
"""

import base64
import contextlib
import html
import inspect
import threading
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np

from helpers import controls, expect
from helpers.keep import keep

ALARM = "#D55E00"  # the course's vermilion: readable on white and on black


class Frame(NamedTuple):
    """jpeg: the picture as bytes. caption: what is seen, in a sentence. error: what went wrong just now, or ""; the
    picture and the caption are then the last good ones."""

    jpeg: bytes
    caption: str
    error: str = ""


def plot(name, figure, compute, /, *data, shape="wide", **changes):
    """Show a live figure; running the cell again, or another with the same name, replaces it.

    name: what the text calls it ("Figure 1.1"). figure: from helpers.figures.lesson_NN. compute(**values): takes the
    values of those controls that it names; what it returns is drawn (a tuple: several things). It keeps the data it
    was shown with. data: what the figure wants to know from the start. shape: "wide", or "tall" for a phone.
    changes: for a control another start, T=30, or other fields, T={"start": 30, "high": 90}.

    Raises ValueError for a change of a control that the figure doesn't have, and what `compute` raises at the start.
    """
    return _show(Live(name, figure, keep(compute), data, shape, changes))


def still(name, figure, /, *data, shape="wide"):
    """Show a figure in which nothing moves; data: what it draws."""
    return Live(name, figure, lambda: (), data, shape)


@contextlib.contextmanager
def growing(name, figure, /, *data, shape="wide"):
    """`with live.growing(...) as show:` shows a figure; each show(*results) draws it anew with these results.

    The stop button (KeyboardInterrupt) ends the block and nothing else: what was computed stays. When the block ends,
    the figure is shown as it is then; this is also what a saved notebook holds.
    """
    grown, latest = None, ()

    def show(*results):
        nonlocal grown, latest
        latest = results
        if grown is None:
            grown = _show(Live(name, figure, lambda: latest, data, shape))
            grown.put_on_page()
        else:
            grown.move()

    with contextlib.suppress(KeyboardInterrupt):
        yield show
    if grown:
        if grown.error:
            raise grown.error  # the reader's cell is the place to show it
        grown.put_on_page()


class Live:
    """A figure under a name. `controls`: by key, what can be moved. `values`: where they are."""

    def __init__(self, name, figure, compute, data=(), shape="wide", changes=None):
        self.name, self.compute = name, compute
        self.controls = _with_changes(name, figure.controls, changes or {})
        self._takes = _arguments(name, compute, self.controls)
        self._build = lambda shape: figure(shape, SimpleNamespace(**self.controls), *data)
        self.picture = self._build(shape)
        self.start = {key: control.start for key, control in self.controls.items()}
        self.values, self.view, self.error = dict(self.start), None, None
        self._lock = threading.RLock()  # newer kernels run callbacks in threads of their own
        self._handle = None
        self.frame = Frame(b"", "")
        self.move()
        if self.error:
            raise self.error  # at the start there is a cell to show it under

    def update(self, **values):
        """Compute, move the artists, and return the caption; raises what the computing function raises."""
        with np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"):  # whatever the reader has set
            results = self.compute(**{key: value for key, value in values.items() if key in self._takes})
            results = results if isinstance(results, tuple) else (results,)
            at = SimpleNamespace(**values)
            self.picture.draw(at, *results)
            return self.picture.words(at, *results)

    def move(self, **values):
        """Move some controls; the new Frame, which is also shown. An error leaves picture and caption as they were.
        Raises ValueError for a key that is no control."""
        for key in values:
            expect.one_of(f"a control of {self.name}", key, tuple(self.controls))
        with self._lock:
            self.values |= values
            try:
                caption = self.update(**self.values)
                self.frame, self.error = Frame(self.picture.jpeg(), caption), None
            except Exception as error:
                where = ", ".join(f"{key} = {value!r}" for key, value in self.values.items())
                self.notice(f"{type(error).__name__}: {error} (at {where})", error)
                return self.frame
            if self.view:
                self.view.show(self.frame)
            return self.frame

    def notice(self, words, error=None):
        """Say something under the last good picture."""
        self.frame, self.error = self.frame._replace(error=words), error
        if self.view:
            self.view.show(self.frame)

    def reshape(self, shape):
        """Build the picture anew, "wide" or "tall", with the values as they are; the new Frame. Raises ValueError."""
        with self._lock:
            self.picture = self._build(shape)
            return self.move()

    def page(self, source=None, note=""):
        """The figure as HTML: picture, number, caption, and a notice if there is one. source: of the picture."""
        width, height = self.picture.size
        caption = html.escape(self.frame.caption)
        source = source or f"data:image/jpeg;base64,{base64.b64encode(self.frame.jpeg).decode()}"
        said = self.frame.error or note
        alarm = f'<p role="alert" style="color:{ALARM};margin:4px 0">{html.escape(said)}</p>' if said else ""
        return (
            f'<figure style="max-width:{width}px;line-height:1.4;margin:0">'
            f'<img alt="{caption}" width="{width}" height="{height}" decoding="sync" '
            f'style="max-width:100%;height:auto;aspect-ratio:{width}/{height};background:white" src="{source}">'
            # Three lines high from the start: a caption that grows must not push the page.
            f'<figcaption role="status" style="margin:4px 0;min-height:4.2em">'
            f"<b>{html.escape(self.name)}.</b> {caption}</figcaption>{alarm}</figure>"
        )

    def still(self):
        """The figure as HTML that needs no kernel, with every dot of the picture."""
        return self.page(f"data:image/png;base64,{base64.b64encode(self.picture.png()).decode()}")

    def put_on_page(self):
        """Show the figure where its cell stands; once more: replace what stands there."""
        from IPython.display import display

        if self._handle:
            self._handle.update(self)
        else:
            self._handle = display(self, display_id=True)  # None outside a notebook

    def _repr_mimebundle_(self, include=None, exclude=None):
        """For a page with a kernel the front end's view; for all others the still picture and its words."""
        live = self.view.mimebundle() if self.view else {}
        return {**live, "text/html": self.still(), "text/plain": repr(self)}

    def __repr__(self):
        return f"{self.name}. {self.frame.caption}"


def front_end(figure):
    """A view of a Live: an object with show(frame), mimebundle() -> dict, retire(words) and close(). Here: the
    widgets of Jupyter. Another front end puts its own function in this place."""
    from helpers.jupyter import widgets  # not before a figure is shown: a page without Jupyter has none

    return widgets.View(figure)


_shown = {}  # name -> the figure now live under it


def shown(name):
    """The live figure of that name."""
    return _shown[name]


def _show(figure):
    if figure.name in _shown:
        old = _shown.pop(figure.name).view
        old.retire(f"The live {figure.name} is where it was shown last.")
    figure.view = front_end(figure)
    _shown[figure.name] = figure
    return figure


def _with_changes(name, known, changes):
    """The controls by key, some of them changed."""
    for key in changes:
        if key not in known:
            listed = ", ".join(known) or "none"
            raise ValueError(f"{name} has the controls {listed}, but got {key}. Change one of these.")
    return {key: controls.changed(known[key], changes[key]) if key in changes else known[key] for key in known}


def _arguments(name, compute, known):
    """The keys that `compute` takes."""
    parameters = inspect.signature(compute).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return set(known)
    needed = {parameter.name for parameter in parameters if parameter.default is parameter.empty}
    if needed - set(known):
        raise ValueError(
            f"{compute.__name__} must take values of the controls of {name} ({', '.join(known) or 'none'}), but asks "
            f"for {', '.join(sorted(needed - set(known)))}. Use the controls' names for its arguments."
        )
    return {parameter.name for parameter in parameters} & set(known)
