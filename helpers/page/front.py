"""A lesson in a web page: the front end of its live figures, and what the page can ask for. `post` is how the page is
told: post(message: dict, jpeg: bytes or None).

In the browser the caller is live/worker.mjs of the web site; in a test it is Python.
"""

import ast
import asyncio
import contextlib
import io

from helpers import controls, expect, live


class View:
    """Shows a live figure on the page; see `live.front_end`."""

    def __init__(self, figure, post):
        self.figure, self.post = figure, post
        self.show(figure.frame)

    def show(self, frame):
        """Send picture and words in one message."""
        values = {key: self.figure.values[key] for key in self.figure.controls}
        told = {"caption": frame.caption, "error": frame.error, "values": values, "size": self.figure.picture.size}
        self.post({"kind": "frame", "name": self.figure.name} | told, frame.jpeg)

    def mimebundle(self):
        """Nothing: the figure is on the page already."""
        return {}

    def retire(self, words):
        """The figure that comes next stands in the same place."""

    def close(self):
        """Nothing is kept."""


class Lesson:
    """The notebook of a lesson as a page runs it: its names, its figures, the cells run so far."""

    def __init__(self, post, shape="wide"):
        self.post, self.shape, self.names = post, shape, {"__name__": "__main__"}
        self.figures, self.going = {}, set()  # by name: what is live; the names of those that train
        live.front_end = self._view

    def _view(self, figure):
        self.figures[figure.name] = figure
        if self.shape != "wide":
            figure.reshape(self.shape)
        return View(figure, self.post)

    def run(self, source):
        """Run the code of a cell: what it prints, and the error if it ended in one, as texts."""
        return self._told(source)[:2]

    def check(self, source, check):
        """Run what a reader wrote and then the cell that checks it: what is said, the error, and whether it passed."""
        said, error, _ = self._told(source)
        if error:
            return said, error, False
        said, error, verdict = self._told(check)
        return said, error, bool(getattr(verdict, "passed", False))

    def _told(self, source):
        value = None
        with contextlib.redirect_stdout(io.StringIO()) as said:
            try:
                value = run(source, self.names)
                if isinstance(value, live.Live):
                    value.view = value.view or self._view(value)  # one that stands still has none
                elif value is not None:
                    print(value)
            except Exception as error:
                return said.getvalue(), f"{type(error).__name__}: {error}", None
        return said.getvalue(), "", value

    def move(self, name, values):
        """Move controls of a figure: numbers as a slider has them, or text as it was typed."""
        figure = self.figures[name]
        try:
            figure.move(**{key: _meant(figure, key, value) for key, value in values.items()})
        except ValueError as error:
            figure.notice(str(error))

    def reset(self, name):
        """Every control back to its start."""
        self.figures[name].move(**self.figures[name].start)

    def reshape(self, shape, name=None):
        """One figure "wide", "tall" or as the "stage" wants it; without a name all, and those still to come."""
        if name:
            self.figures[name].reshape(shape)
            return
        self.shape = shape
        for figure in self.figures.values():
            figure.reshape(shape)

    async def train(self, name):
        """Run the training of a figure, picture by picture; between two of them the page is listened to."""
        figure = self.figures[name]
        self.going.add(name)
        try:
            with contextlib.closing(figure.run()) as run:
                for _ in run:
                    await asyncio.sleep(0)
                    if name not in self.going:
                        break
        except Exception as error:
            figure.notice(f"{type(error).__name__}: {error}", error)
        self.going.discard(name)
        self.post({"kind": "trained", "name": name, "state": figure.state}, None)

    def stop(self, name):
        """Stop a training after its next picture."""
        self.going.discard(name)


def run(source, names):
    """Run code; the value of its last line if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def _meant(figure, key, value):
    """The value of a control that the page's `value` stands for; ValueError if there is none."""
    control = figure.controls[expect.one_of(f"a control of {figure.name}", key, tuple(figure.controls))]
    if control.kind == "slider":
        return controls.said(control, value) if isinstance(value, str) else controls.nearest(control, value)
    if control.kind == "text":
        return value
    named = {str(option): option for option in control.options}
    return named[expect.one_of(control.label, str(value), tuple(named))]
