"""What a reader can move: sliders, menus, lines to type in, as plain data. How it looks is up to a front end."""

from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import NamedTuple

import numpy as np

from helpers import expect


class Control(NamedTuple):
    """kind: "slider", "choice" or "text". label: what the reader sees. start: the value at first.

    key: the name under which the value is passed on. low, high, step, play: of a slider, whose values are whole
    numbers if `step` is an int; play asks for a button that walks through them. options: of a choice, its values;
    of a text, examples.
    """

    kind: str
    label: str
    start: object
    low: float | None = None
    high: float | None = None
    step: float | None = None
    play: bool = False
    options: tuple = ()
    key: str = ""


def slider(label, start, low, high, step, play=False):
    """A number between low and high in steps from low; whole numbers if `step` is an int.

    Raises ValueError unless low <= start <= high, step is above 0, `start` is a whole number of steps from low, and
    with whole steps low and high are whole too.
    """
    return checked(Control("slider", label, start, low, high, step, play))


def choice(label, start, options):
    """One of several `options`, numbers or texts. Raises ValueError unless `start` is one of them."""
    return checked(Control("choice", label, start, options=options))


def text(label, start, examples=()):
    """A line of text; `examples` are offered. ValueError unless all are str."""
    return checked(Control("text", label, start, options=examples))


def changed(control, change):
    """`control` with another start value, or with the fields of a dict replaced: 30, or {"start": 30, "high": 90}.

    Raises ValueError for a field that a control doesn't have and for what then no longer fits.
    """
    change = change if isinstance(change, dict) else {"start": change}
    for field in change:
        expect.one_of(f"what is changed of {control.kind} {control.label!r}", field, _CHANGEABLE[control.kind])
    return checked(control._replace(**change))


_CHANGEABLE = {
    "slider": ("label", "start", "low", "high", "step", "play"),
    "choice": ("label", "start", "options"),
    "text": ("label", "start", "options"),
}


def with_changes(name, known, changes):
    """The controls `known` by key of the figure `name`, some of them changed; ValueError for an unknown key."""
    for key in changes:
        if key not in known:
            listed = ", ".join(known) or "none"
            raise ValueError(f"{name} has the controls {listed}, but got {key}. Change one of these.")
    return {key: changed(known[key], changes[key]) if key in changes else known[key] for key in known}


def checked(control):
    """`control` with plain Python numbers, or ValueError."""
    name = f"{control.kind} {control.label!r}"
    if control.kind == "slider":
        low, high, step, start = (
            _plain(f"{what} of {name}", getattr(control, what)) for what in ("low", "high", "step", "start")
        )
        if step <= 0:
            raise ValueError(f"step of {name} must be above 0, but got {step}. Give the distance of two positions.")
        if low > high:
            raise ValueError(f"low of {name} must be at most high, {high}, but got {low}. Change one of them.")
        expect.number(f"start of {name}", start, low, high)
        if isinstance(step, int):
            low, high = expect.whole(f"low of {name}", low, -inf), expect.whole(f"high of {name}", high, -inf)
        control = control._replace(low=low, high=high, step=step)
        if nearest(control, start) != start:
            raise ValueError(f"{name} must start on a step, but got {start}. The nearest is {nearest(control, start)}.")
        return control._replace(start=nearest(control, start))
    if isinstance(control.options, str) or not np.iterable(control.options):
        raise ValueError(f"options of {name} must be a list, but got {control.options!r}. Write [one, another].")
    options = tuple(map(_scalar, control.options))
    if any(map(np.ndim, options)):
        raise ValueError(f"options of {name} must be numbers or texts, but got {control.options!r}. Give their names.")
    if control.kind == "choice":
        if not options:
            raise ValueError(
                f"options of {name} must not be empty, but got none. Name at least the value it starts with."
            )
        return control._replace(
            options=options, start=expect.one_of(f"start of {name}", _scalar(control.start), options)
        )
    for said in (control.start, *options):
        if not isinstance(said, str):
            raise ValueError(f"{name} must hold a str, but got {said!r}. Put it in quotation marks.")
    return control._replace(options=options)


def nearest(control, number):
    """The slider's position next to `number`; without the noise of 1.5099999999999998, which is meant to be 1.51."""
    low, high, step = control.low, control.high, control.step
    digits = max(-Decimal(repr(part)).as_tuple().exponent for part in (low, step))
    steps = round((number - low) / step)
    value = min(max(round(low + steps * step, max(digits, 0)), low), high)
    return round(value) if isinstance(step, int) and value == round(value) else value


def said(control, words):
    """The value that `words` mean, typed beside a slider: the nearest position; 1,5 is 1.5. Or ValueError."""
    try:
        number = float(words.strip().replace("−", "-").replace(",", "."))
        return nearest(control, expect.number(control.label, number))
    except ValueError:
        raise ValueError(
            f"{control.label} must be a number between {control.low} and {control.high}, but got {words!r}. "
            "Type digits, with a point or a comma before the decimals."
        ) from None


def _plain(name, number):
    """A number of any kind (numpy's, a Fraction, ...) as an int or a float."""
    number = _scalar(number)
    value = expect.number(name, number)
    return int(number) if isinstance(number, int | Fraction) and value == int(number) else value


def _scalar(value):
    """A numpy scalar as a Python number or str: a short float as what it is printed as, so float32(0.1) is 0.1."""
    if isinstance(value, np.float16 | np.float32):
        return float(str(value))
    return value.item() if isinstance(value, np.generic | np.ndarray) and np.ndim(value) == 0 else value
