"""Sliders under a picture: the only module that knows ipywidgets.

A live figure is a box of controls, a picture and a caption. Caption and picture travel to the browser in one
message, so they can't disagree, and one message per move is also what a Jupyter server passes on fastest.
ipywidgets sends one move, then the newest: those in between are dropped, so nothing here needs to count or wait.
"""

import base64
import html
import threading
from decimal import Decimal
from typing import NamedTuple

import ipywidgets as widgets
from traitlets import CFloat, CInt

from helpers import expect

ALARM = "#D55E00"  # the course's vermilion: readable on white and on black
LABEL = {"description_width": "104px"}

_shown = {}  # name -> the figure now shown under it; running a cell again closes the old one


class _IntHandle(widgets.IntSlider):
    value = CInt(0).tag(sync=True, echo_update=False)  # the page is not told what it has just said


class _FloatHandle(widgets.FloatSlider):
    value = CFloat(0.0).tag(sync=True, echo_update=False)


class Control(NamedTuple):
    """value: the widget whose value counts. row: what is shown (a named field, a slider, a Play button)."""

    value: widgets.Widget
    row: widgets.Widget


def slider(label, value, low, high, step, play=False):
    """A slider with a field beside it to read and to type the value; whole numbers if `step` is an int.

    play=True adds a Play button that walks through the range. Raises ValueError unless low <= value <= high and
    `value` is a whole number of steps from `low`.
    """
    for name, bound in ("low", low), ("high", high), ("step", step):
        expect.number(f"{name} of slider {label!r}", bound)
    expect.number(f"value of slider {label!r}", value, low, high)
    digits = max(-Decimal(repr(number)).as_tuple().exponent for number in (low, step))

    def snap(number):
        """The nearest step; without the noise of 1.5099999999999998, which is what a slider makes of 1.51."""
        steps = round((number - low) / step)
        return min(max(round(low + steps * step, max(digits, 0)), low), high)

    if snap(value) != value:
        raise ValueError(f"slider {label!r} must start on a step, but got {value}. The nearest is {snap(value)}.")
    integer = isinstance(step, int)
    make_handle = _IntHandle if integer else _FloatHandle
    make_field = widgets.BoundedIntText if integer else widgets.BoundedFloatText
    span = dict(value=value, min=low, max=high, step=step)
    # The handle has no accessible name in ipywidgets 8; the field has one, its label, so the field is what counts.
    field = make_field(**span, description=label, style=LABEL, layout={"width": "186px"})
    movers = [make_handle(**span, readout=False, layout={"width": "138px" if play else "228px"})]
    if play:
        movers.append(widgets.Play(**span, interval=120, show_repeat=False, layout={"width": "86px"}))

    def take(change):
        with field.hold_sync():  # the picture goes to the page before the number does
            field.value = snap(change.new)

    def follow(change):
        field.value = snap(change.new)  # what is typed between two steps
        for mover in movers:
            if snap(mover.value) != field.value:
                mover.value = field.value

    for mover in movers:
        mover.observe(take, names="value")
    field.observe(follow, names="value")
    return Control(field, widgets.HBox([field, *movers], layout={"width": "440px"}))


def choice(label, value, options):
    """A drop-down list. Raises ValueError unless `value` is one of `options`."""
    expect.one_of(f"value of choice {label!r}", value, options)
    menu = widgets.Dropdown(value=value, options=[*options], description=label, style=LABEL, layout={"width": "432px"})
    return Control(menu, menu)


def text(label, value, examples=()):
    """A line to type in, passed on by Enter; `examples` are offered meanwhile. ValueError unless all are str."""
    for said in (value, *examples):
        if not isinstance(said, str):
            raise ValueError(f"text {label!r} must hold a str, but got {said!r}. Put it in quotation marks.")
    look = dict(description=label, style=LABEL, layout={"width": "100%", "max_width": "872px"})
    line = widgets.Combobox(value=value, options=list(examples), continuous_update=False, **look)
    return Control(line, line)


def show(name, picture, update, **controls):
    """A live figure: `update` is called with the controls' values, moves the artists and returns the caption.

    name: what the text calls it ("Figure 1.1"); showing another one under the same name closes the first.
    picture: from helpers.figures. update(**values) -> str: also works without any widget.
    controls: one `slider`, `choice` or `text` for every argument of `update`.
    """
    if name in _shown:
        _shown.pop(name).close()
    _shown[name] = Live(name, picture, update, controls)
    return _shown[name]


class Live:
    """The live figure that `show` returns: controls above, picture and caption below."""

    def __init__(self, name, picture, update, controls):
        self.name, self.picture, self.update = name, picture, update
        self.controls = {key: control.value for key, control in controls.items()}
        self._start = self.values()
        self._lock = threading.RLock()  # newer kernels run callbacks in threads of their own
        self._paused = False
        self._view = widgets.HTML()
        self.refresh()
        if self.error:
            raise self.error  # at the start there is a cell to show it under
        self.box = widgets.VBox([self._panel(controls), self._view] if controls else [self._view])
        for widget in self.controls.values():
            widget.observe(self.refresh, names="value")

    def _panel(self, controls):
        reset = widgets.Button(description="Reset", tooltip=f"Put every control of {self.name} back")
        reset.on_click(lambda _: self.set(**self._start))
        rows = [*(control.row for control in controls.values()), reset]
        return widgets.Box(rows, layout={"flex_flow": "row wrap", "max_width": "900px"})

    def values(self):
        """The controls' values now, by name."""
        return {key: widget.value for key, widget in self.controls.items()}

    def set(self, **values):
        """Move several controls at once and repaint once. Raises KeyError for a name without a control."""
        with self._lock:
            self._paused = True
            try:
                for key, value in values.items():
                    self.controls[key].value = value
            finally:
                self._paused = False
            self.refresh()

    def refresh(self, _change=None):
        """Repaint with the newest values. An error is shown under the picture, which keeps its last good state."""
        with self._lock:
            if self._paused:
                return
            try:
                self.picture.caption = self.update(**self.values())
                self._source = base64.b64encode(self.picture.jpeg()).decode()
                self.error, note = None, ""
            except Exception as error:
                where = ", ".join(f"{key} = {value!r}" for key, value in self.values().items())
                self.error, note = error, f"{type(error).__name__}: {error} (at {where})"
            self._view.value = self._page(note)

    def _page(self, note):
        if not hasattr(self, "_source"):
            return ""
        width, height = self.picture.size
        caption = html.escape(self.picture.caption)
        alarm = f'<p role="alert" style="color:{ALARM};margin:4px 0">{html.escape(note)}</p>' if note else ""
        return (
            f'<div style="max-width:{width}px;line-height:1.4">'
            f'<img alt="{caption}" width="{width}" height="{height}" decoding="sync" '
            f'style="max-width:100%;height:auto;aspect-ratio:{width}/{height};background:white" '
            f'src="data:image/jpeg;base64,{self._source}">'
            # Three lines high from the start: a caption that grows must not push the page.
            f'<p role="status" style="margin:4px 0;min-height:4.2em">'
            f"<b>{html.escape(self.name)}.</b> {caption}</p>{alarm}</div>"
        )

    def close(self):
        """Free the picture and have the browser forget the widgets."""
        _close(self.box)
        self.picture = self.update = None

    def _repr_mimebundle_(self, include=None, exclude=None):
        """The live view; and for a page without a kernel the picture with its text alternative."""
        still, about = self.picture._repr_mimebundle_()
        return {**self.box._repr_mimebundle_(), **still}, about


def _close(widget):
    """Close a widget and everything it owns: what it holds, and the widgets of its looks."""
    looks = (getattr(widget, name, None) for name in ("layout", "style"))
    for part in (*getattr(widget, "children", ()), *looks):
        if isinstance(part, widgets.Widget):
            _close(part)
    widget.close()
