"""A live figure: controls as plain data, and one function from their values to a picture, a caption or an error.

    live.plot("Figure 1.1", figures.power_and_truth, gradient)

joins three things: a name, a figure (a function of helpers.figures that draws), and a function of the notebook that
computes. How the figure is shown, with sliders or otherwise, is the affair of a front end: see `front_end`.
"""

import base64
import threading
from types import SimpleNamespace

import numpy as np

from helpers import controls, expect, words
from helpers.keep import keep, takes
from helpers.still import Frame, html


def plot(name, figure, compute, /, *data, shape="wide", **changes):
    """A live figure, shown as the last line of a cell; another one with the same name replaces it.

    name: what the text calls it ("Figure 1.1"). figure: from helpers.figures.lesson_NN. compute(**values): takes the
    values of those controls that it names; what it returns is drawn (a tuple: several things). data: what the figure
    wants to know from the start. Both stay as they are now, whatever a notebook does to its names later.
    shape: "wide", or "tall" for a phone. changes: for a control another start, T=30, or other fields,
    T={"start": 30, "high": 90}.

    Raises ValueError for a change of a control that the figure doesn't have, for a range that its data don't cover,
    and what `compute` raises at the start.
    """
    if not callable(compute):
        raise ValueError(f"{name} must get a function that computes, but got {compute!r}. Give its name, without ().")
    compute, *data = keep(compute, *data)
    return put(Live(name, figure, compute, data, shape, changes))


def still(name, figure, /, *data, shape="wide"):
    """A figure in which nothing moves, shown as the last line of a cell; data: what it draws."""
    return Live(name, figure, lambda: (), data, shape)


class Live:
    """A figure under a name. `controls`: by key, what can be moved. `values`: where they are."""

    def __init__(self, name, figure, compute, data=(), shape="wide", changes=None):
        self.name, self.compute = name, compute
        self.controls = controls.with_changes(name, figure.controls, changes or {})
        self._takes = takes(name, compute, self.controls)
        self._build = lambda shape: figure(shape, SimpleNamespace(**self.controls), *data)
        self.picture = self._build(shape)
        self.start = {key: control.start for key, control in self.controls.items()}
        self.values, self.view, self.error = dict(self.start), None, None
        self._held = set()  # the controls that were moved last
        self._lock = threading.RLock()  # newer kernels run callbacks in threads of their own
        self.frame = Frame(b"", "")
        self._try_ends(changes or {})
        self.move()
        if self.error:
            raise self.error  # at the start there is a cell to show it under

    def _try_ends(self, changes):
        """Refuse a range beyond what the figure's data were prepared for, before a slider gets there."""
        for key in changes:
            control = self.controls[key]
            for end in (control.low, control.high) if control.kind == "slider" else control.options:
                try:
                    self.update(**self.start | {key: end})
                except Exception as error:
                    raise ValueError(
                        f"{self.name} can't be drawn at {key} = {end!r} ({type(error).__name__}: {error}). "
                        f"Change {key} within the range for which the notebook has its data."
                    ) from error

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

        Who takes up another control leaves the picture's ghosts behind; with every control at its start there are none.
        Raises ValueError for a key that is no control."""
        for key in values:
            expect.one_of(f"a control of {self.name}", key, tuple(self.controls))
        with self._lock:
            self.values |= values
            if values and set(values) != self._held:
                self._held = set(values)
                self.picture.rest(leave=self.values != self.start)
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

    def notice(self, said, error=None):
        """Say something under the last good picture."""
        with self._lock:
            self.frame, self.error = self.frame._replace(error=said), error
            if self.view:
                self.view.show(self.frame)

    def reshape(self, shape):
        """Build the picture anew, "wide" or "tall", with the values as they are; the new Frame. Raises ValueError."""
        with self._lock:
            self.picture = self._build(shape)
            return self.move()

    def page(self, note=""):
        """The figure as it is now, as HTML; note: something to say below it."""
        jpeg = base64.b64encode(self.frame.jpeg).decode()
        return html(self.name, self.frame, self.picture.size, f"data:image/jpeg;base64,{jpeg}", note)

    def still(self):
        """The figure as HTML that needs no kernel, with every dot of the picture."""
        png = base64.b64encode(self.picture.png()).decode()
        return html(self.name, self.frame, self.picture.size, f"data:image/png;base64,{png}")

    def _repr_mimebundle_(self, include=None, exclude=None):
        """For a page with a kernel the front end's view; for all others the still picture and its words."""
        live = self.view.mimebundle() if self.view else {}
        return {**live, "text/html": self.still(), "text/plain": repr(self)}

    def __repr__(self):
        return f"{self.name}. {self.frame.caption}"


def front_end(figure):
    """A view of a Live: an object with show(frame), mimebundle() -> dict, retire(said) and close(). Here: the
    widgets of Jupyter. Another front end puts its own function in this place."""
    from helpers.jupyter import widgets  # not before a figure is shown: a page without Jupyter has none

    return widgets.View(figure)


_shown = {}  # name -> the figure now live under it


def shown(name):
    """The live figure of that name."""
    return _shown[name]


def put(figure):
    """Give a Live its view, in place of the figure that had its name; the Live."""
    if figure.name in _shown:
        _shown.pop(figure.name).view.retire(words.ELSEWHERE.format(name=figure.name))
    figure.view = front_end(figure)
    _shown[figure.name] = figure
    return figure
