"""A live figure in Jupyter; this module and `rows` are the only ones that know ipywidgets.

Picture and caption travel to the browser in one message, so they can't disagree, and one message per move is also
what a Jupyter server passes on fastest. ipywidgets sends one move, then the newest: those in between are dropped, so
nothing here needs to count or wait.
"""

import ipywidgets as widgets
from IPython import get_ipython

from helpers import words
from helpers.jupyter.rows import ROWS, Run

IN_SIGHT = 3
COLUMNS = "repeat(auto-fit, minmax(360px, 1fr))"  # as many rows of controls side by side as there is room for


class View:
    """Controls above, picture and caption below; figure: a helpers.live.Live, or a training (helpers.runs),
    which has a button to run it. Made where a cell runs."""

    def __init__(self, figure):
        self.figure, self.cell = figure, _cell()
        if (figure.name, self.cell) in _views:  # what this cell showed before is gone from the page
            _views.pop((figure.name, self.cell)).close()
        self._page = widgets.HTML(figure.page())
        self._rows = {key: ROWS[control.kind](figure, control) for key, control in figure.controls.items()}
        panel = [self._panel()] if self._rows or hasattr(figure, "run") else []
        self.box = widgets.VBox([*panel, self._page])
        _views[figure.name, self.cell] = self  # now that it is whole: a reader may stop the cell before

    def _panel(self):
        """The controls, as many in a line as there is room for; all but the first three folded; and Reset."""
        figure, boxes = self.figure, [row.box for row in self._rows.values()]
        lines = [box for box in boxes if isinstance(box, widgets.Combobox)]  # as wide as the page
        rest = [box for box in boxes if box not in lines]
        reset = widgets.Button(
            description=words.RESET, tooltip=words.RESET_HELP.format(name=figure.name), layout={"flex": "0 0 64px"}
        )
        reset.on_click(lambda _: self.set(**figure.start))
        grid = {"grid_template_columns": COLUMNS, "grid_gap": "0 8px", "flex": "1 1 auto"}
        seen, folded = rest[: IN_SIGHT - len(lines)], rest[IN_SIGHT - len(lines) :]
        parts = [*lines, widgets.GridBox(seen, layout=grid)]
        if folded:
            hidden = widgets.GridBox(folded, layout=grid | {"display": "none"})
            more = widgets.ToggleButton(description=words.MORE, layout={"width": "auto", "align_self": "flex-start"})

            def fold(change):
                hidden.layout.display = "grid" if change.new else "none"
                more.description = words.FEWER if change.new else words.MORE

            more.observe(fold, names="value")
            parts += [more, hidden]
        look = {"align_items": "center", "max_width": f"{figure.picture.size[0]}px"}
        buttons = [reset] if boxes else []
        if hasattr(figure, "run"):
            buttons.append(Run(figure).button)
        return widgets.HBox([widgets.VBox(parts, layout={"flex": "1 1 auto"}), *buttons], layout=look)

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

    def retire(self, said):
        """Another cell shows this figure now: the last picture stays here, with what is `said` below it."""
        if self.cell == _cell():
            self.close()
            return
        panels, self.box.children = self.box.children[:-1], [self._page]
        for panel in panels:
            _close(panel)
        self._page.value = self.figure.page(note=said)
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


def _close(widget):
    """Close a widget and everything it owns: what it holds, and the widgets of its looks."""
    looks = (getattr(widget, name, None) for name in ("layout", "style"))
    for part in (*getattr(widget, "children", ()), *looks):
        if isinstance(part, widgets.Widget):
            _close(part)
    widget.close()
