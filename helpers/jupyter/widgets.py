"""A live figure in Jupyter: the only module that knows ipywidgets.

Picture and caption travel to the browser in one message, so they can't disagree, and one message per move is also
what a Jupyter server passes on fastest. ipywidgets sends one move, then the newest: those in between are dropped, so
nothing here needs to count or wait.
"""

import ipywidgets as widgets
from IPython import get_ipython
from traitlets import CFloat, CInt

from helpers import controls

LABEL = {"description_width": "104px"}
IN_SIGHT, MORE, FEWER = 3, "More controls", "Fewer controls"
COLUMNS = "repeat(auto-fit, minmax(360px, 1fr))"  # as many rows of controls side by side as there is room for


class _Quiet:
    """Tells the page what it has just said (a second window wants to know) after the picture, not before."""

    def set_state(self, sync_data):
        super().set_state(sync_data)
        self._send({"method": "echo_update", "state": sync_data, "buffer_paths": []})


class _IntHandle(_Quiet, widgets.IntSlider):
    value = CInt(0).tag(sync=True, echo_update=False)


class _FloatHandle(_Quiet, widgets.FloatSlider):
    value = CFloat(0.0).tag(sync=True, echo_update=False)


class View:
    """Controls above, picture and caption below; figure: a helpers.live.Live. Made where a cell runs."""

    def __init__(self, figure):
        self.figure, self.cell = figure, _cell()
        if (figure.name, self.cell) in _views:  # what this cell showed before is gone from the page
            _views[figure.name, self.cell].close()
        _views[figure.name, self.cell] = self
        self._page = widgets.HTML(figure.page())
        self._rows = {key: _ROWS[control.kind](figure, control) for key, control in figure.controls.items()}
        self.box = widgets.VBox([self._panel(), self._page] if self._rows else [self._page])

    def _panel(self):
        """The controls, as many in a line as there is room for; all but the first three folded; and Reset."""
        figure, boxes = self.figure, [row.box for row in self._rows.values()]
        lines = [box for box in boxes if isinstance(box, widgets.Combobox)]  # as wide as the page
        rest = [box for box in boxes if box not in lines]
        reset = widgets.Button(
            description="Reset", tooltip=f"Put every control of {figure.name} back", layout={"flex": "0 0 64px"}
        )
        reset.on_click(lambda _: self.set(**figure.start))
        grid = {"grid_template_columns": COLUMNS, "grid_gap": "0 8px", "flex": "1 1 auto"}
        seen, folded = rest[: IN_SIGHT - len(lines)], rest[IN_SIGHT - len(lines) :]
        parts = [*lines, widgets.GridBox(seen, layout=grid)]
        if folded:
            hidden = widgets.GridBox(folded, layout=grid | {"display": "none"})
            more = widgets.ToggleButton(description=MORE, layout={"width": "auto", "align_self": "flex-start"})

            def fold(change):
                hidden.layout.display = "grid" if change.new else "none"
                more.description = FEWER if change.new else MORE

            more.observe(fold, names="value")
            parts += [more, hidden]
        look = {"align_items": "center", "max_width": f"{figure.picture.size[0]}px"}
        return widgets.HBox([widgets.VBox(parts, layout={"flex": "1 1 auto"}), reset], layout=look)

    def set(self, **values):
        """Move several controls at once, with one new picture."""
        self.figure.move(**values)
        for key, value in values.items():
            self._rows[key].put(value)

    def show(self, frame):
        """Bring the page up to date."""
        self._page.value = self.figure.page()

    def mimebundle(self):
        """What a page with a kernel shows."""
        return self.box._repr_mimebundle_()

    def retire(self, words):
        """Another cell shows this figure now: the last picture stays here, with `words` below it."""
        if self.cell == _cell():
            self.close()
            return
        panels, self.box.children = self.box.children[:-1], [self._page]
        for panel in panels:
            _close(panel)
        self._page.value = self.figure.page(note=words)
        self.figure.view = None

    def close(self):
        """Have the browser forget the widgets."""
        _close(self.box)
        _views.pop((self.figure.name, self.cell), None)
        self.figure.view = None


_views = {}  # (name, cell) -> the View there: a figure whose cell was copied stands on the page twice


def _cell():
    """What tells the cell that runs now from others; None where the page doesn't say."""
    shell = get_ipython()
    header = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return header.get("metadata", {}).get("cellId")


class _Slider:
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


class _Menu:
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


_ROWS = {"slider": _Slider, "choice": _Menu, "text": _Menu}


def _text(number):
    return f"{number}"


def _close(widget):
    """Close a widget and everything it owns: what it holds, and the widgets of its looks."""
    looks = (getattr(widget, name, None) for name in ("layout", "style"))
    for part in (*getattr(widget, "children", ()), *looks):
        if isinstance(part, widgets.Widget):
            _close(part)
    widget.close()
