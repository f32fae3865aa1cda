"""A figure of a training: of a stored run at first, so that it is there at once, and of a run made here on demand."""

import inspect
import json
from importlib import resources

from helpers import expect, words
from helpers.keep import keep, takes
from helpers.live import Live, put


def show(name, figure, train, /, *data, stored, shape="wide", **changes):
    """A figure of a training, shown as the last line of a cell, with a button that trains.

    train(**values): a generator function of the notebook; what it yields is drawn, as often as it yields (a tuple:
    several things). It is given the values of those controls that it names, such as a seed, when it starts. stored:
    what it yielded last in a run that comes with the course. data, shape, changes: as in `live.plot`.

    Raises ValueError for a function that yields nothing.
    """
    if not inspect.isgeneratorfunction(train):
        raise ValueError(f"{name} must get a function with `yield` in it, but got {train!r}. Yield what is drawn.")
    train, stored, *data = keep(train, stored, *data)
    return put(Training(name, figure, train, stored, data, shape, changes))


def load(name):
    """The run `name` that comes with the course (helpers/stored): numbers, lists and dicts. ValueError if there is
    none of that name."""
    folder = resources.files("helpers") / "stored"
    known = sorted(file.name.removesuffix(".json") for file in folder.iterdir() if file.name.endswith(".json"))
    expect.one_of("name of a stored run", name, tuple(known))
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


class Training(Live):
    """A live figure whose results come from a run; state: "stored", "running", "stopped" or "finished"."""

    def __init__(self, name, figure, train, stored, data=(), shape="wide", changes=None):
        self.state, self.results, self._train = "stored", stored, train
        self._passed = takes(name, train, figure.controls)
        super().__init__(name, figure, lambda: self.results, data, shape, changes)

    def update(self, **values):
        """As in Live; the caption says first what kind of run is drawn."""
        return f"{words.RUN[self.state]}. {super().update(**values)}"

    def run(self):
        """Train from the start and draw: a generator of what `train` yields. To stop it, close it."""
        self.state = "running"
        self.picture.rest()  # the run before stays as a ghost
        try:
            for results in self._train(**{key: self.values[key] for key in self._passed}):
                self.results = results
                self.move()
                yield results
            self.state = "finished"
        finally:
            self.state = "stopped" if self.state == "running" else self.state
            self.move()
