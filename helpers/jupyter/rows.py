"""The parts of ipywidgets with which a reader moves a live figure: one row for each kind of control, and a button."""

import asyncio
import contextlib

import ipywidgets as widgets
from traitlets import CFloat, CInt

from helpers import controls, words

LABEL = {"description_width": "104px"}


class _Quiet:
    """Tells the page what it has just said (a second window wants to know) after the picture, not before."""

    def set_state(self, sync_data):
        super().set_state(sync_data)
        self._send({"method": "echo_update", "state": sync_data, "buffer_paths": []})


class _IntHandle(_Quiet, widgets.IntSlider):
    value = CInt(0).tag(sync=True, echo_update=False)


class _FloatHandle(_Quiet, widgets.FloatSlider):
    value = CFloat(0.0).tag(sync=True, echo_update=False)


class Slider:
    """A field with the label, to read and to type the value; the slider; and perhaps a Play button."""

    def __init__(self, figure, control):
        self.figure, self.control = figure, control
        whole = isinstance(control.step, int)
        span = dict(value=control.start, min=control.low, max=control.high, step=control.step)
        # The handle has no accessible name in ipywidgets 8; the field has one, its label. It is a line of text, since
        # a field for numbers drops a decimal comma without a word.
        look = dict(description=control.label, style=LABEL, layout={"width": "172px", "flex": "0 0 auto"})
        self.field = widgets.Text(_text(control.start), continuous_update=False, **look)
        handle = _IntHandle if whole else _FloatHandle
        self.movers = [handle(**span, readout=False, layout={"flex": "1 1 auto", "width": "auto", "margin": "2px 8px"})]
        if control.play:
            self.movers.append(widgets.Play(**span, interval=120, show_repeat=False, layout={"flex": "0 0 86px"}))
        self.box = widgets.HBox([self.field, *self.movers], layout={"align_items": "center"})
        for mover in self.movers:
            mover.observe(self._moved, names="value")
        self.field.observe(self._typed, names="value")
        self.shown = control.start

    def put(self, value, but=None):
        """Show `value` in all parts, without telling the figure; `but`: the part that a hand holds."""
        self.shown = value
        for mover in self.movers:
            if mover is not but and controls.nearest(self.control, mover.value) != value:
                mover.value = value
        if self.field.value != _text(value):
            self.field.value = _text(value)

    def _moved(self, change):
        value = controls.nearest(self.control, change.new)
        if value != self.shown:
            self.shown = value
            self.figure.move(**{self.control.key: value})  # the picture goes to the page before the number does
            self.put(value, but=change.owner)

    def _typed(self, change):
        if change.new == _text(self.shown):
            return
        try:
            value = controls.said(self.control, change.new)
        except ValueError as error:
            self.figure.notice(str(error))
            self.put(self.shown)
            return
        self.shown = value
        self.figure.move(**{self.control.key: value})
        self.put(value)


class Menu:
    """A drop-down list, or a line to type in with examples."""

    def __init__(self, figure, control):
        common = dict(value=control.start, options=control.options, description=control.label, style=LABEL)
        if control.kind == "choice":
            self.box = widgets.Dropdown(**common, layout={"width": "auto"})
        else:
            self.box = widgets.Combobox(**common, continuous_update=False, layout={"width": "auto"})
        self.figure, self.key, self.shown = figure, control.key, control.start
        self.box.observe(self._chosen, names="value")

    def put(self, value):
        """Show `value` without telling the figure."""
        self.shown = self.box.value = value

    def _chosen(self, change):
        if change.new != self.shown:
            self.shown = change.new
            self.figure.move(**{self.key: change.new})


class Run:
    """A button that starts a training and stops it. Between two pictures the kernel listens: other cells can run."""

    def __init__(self, figure):
        self.figure, self.going = figure, False
        self.button = widgets.Button(description=words.START, layout={"flex": "0 0 96px"})
        self.button.on_click(lambda _: self._pressed())

    def _pressed(self):
        self.going = not self.going
        if self.going:
            self.task = asyncio.ensure_future(self._go())  # kept, or it might be forgotten half way

    async def _go(self):
        self.button.description = words.STOP
        try:
            with contextlib.closing(self.figure.run()) as run:
                for _ in run:
                    await asyncio.sleep(0)
                    if not self.going:
                        break
        except Exception as error:
            self.figure.notice(f"{type(error).__name__}: {error}", error)
        self.going, self.button.description = False, words.START


ROWS = {"slider": Slider, "choice": Menu, "text": Menu}


def _text(number):
    return f"{number}"
