"""A function of a notebook behind a figure: it keeps the data it was shown with, and takes the figure's controls.

A function in a notebook looks up its data by name each time it is called, so a cell `T = 5` anywhere would change
every figure that reads T. `keep` makes a copy of the function with a copy of what it reads.
"""

import copy
import functools
import inspect
import types

import numpy as np


def keep(function, *data):
    """(`function`, *data) as they are now: data, what the function reads by name, and so for the functions of its
    notebook that it calls. Modules, classes and functions from elsewhere stay what they are. A function without code
    of its own (built in, or an object that can be called) is returned as it is.
    """
    plain = _plain(function.func if isinstance(function, functools.partial) else function)
    return _Keeper(plain.__globals__ if plain else {}).kept((function, *data))


def takes(name, compute, known):
    """Which of the controls `known` of the figure `name` the function takes; ValueError if it asks for others."""
    parameters = inspect.signature(compute).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return set(known)
    needed = {parameter.name for parameter in parameters if parameter.default is parameter.empty}
    if needed - set(known):
        asked = getattr(compute, "__name__", "a function")
        raise ValueError(
            f"{asked} must take values of the controls of {name} ({', '.join(known) or 'none'}), but asks for "
            f"{', '.join(sorted(needed - set(known)))}. Use the controls' names for its arguments."
        )
    return {parameter.name for parameter in parameters} & set(known)


class _Keeper:
    """Copies whatever one notebook (`world`: its names) holds, each thing once."""

    def __init__(self, world):
        self.world, self.names, self.done = world, {"__builtins__": world.get("__builtins__")}, {}

    def kept(self, value):
        if id(value) in self.done:
            return self.done[id(value)][1]
        if (plain := _plain(value)) and plain.__globals__ is self.world:
            return self._function(value, plain)
        if isinstance(value, functools.partial):
            parts = self.kept(value.func), *map(self.kept, value.args)
            return self._note(value, functools.partial(*parts, **self.kept(value.keywords)))
        if isinstance(value, tuple) and type(value) is not tuple and not hasattr(value, "_fields"):
            return value
        if isinstance(value, tuple):
            parts = map(self.kept, value)
            return self._note(value, type(value)._make(parts) if hasattr(value, "_fields") else tuple(parts))
        if type(value) is list:
            return self._note(value, [self.kept(part) for part in value])
        if type(value) is dict:
            return self._note(value, {key: self.kept(part) for key, part in value.items()})
        if isinstance(value, np.ndarray | np.random.Generator | set | types.SimpleNamespace):
            return self._note(value, copy.deepcopy(value))
        return value

    def _function(self, value, plain):
        cells = tuple(types.CellType() for _ in plain.__closure__ or ())
        new = types.FunctionType(plain.__code__, self.names, plain.__name__, closure=cells)
        cached = getattr(value, "cache_parameters", None)  # functools.cache keeps its results by argument
        copied = self._note(value, functools.lru_cache(**cached())(new) if cached else new)
        new.__doc__, new.__kwdefaults__ = plain.__doc__, self.kept(plain.__kwdefaults__)
        new.__defaults__ = self.kept(plain.__defaults__)
        for cell, old in zip(cells, plain.__closure__ or (), strict=True):
            cell.cell_contents = self.kept(old.cell_contents)
        for name in _names(plain.__code__):
            if name in self.world and name not in self.names:
                self.names[name] = self.kept(self.world[name])  # noted above: two functions may call each other
        return copied

    def _note(self, value, copied):
        self.done[id(value)] = value, copied  # the value too, so that its id stays its own
        return copied


def _plain(value):
    """The Python function in `value`: itself, or what functools.cache was put round; else None."""
    value = getattr(value, "__wrapped__", value) if hasattr(value, "cache_parameters") else value
    return value if isinstance(value, types.FunctionType) else None


def _names(code):
    """The names that some code, or a function or comprehension inside it, looks up."""
    inside = (part for part in code.co_consts if isinstance(part, types.CodeType))
    return set(code.co_names).union(*map(_names, inside))
