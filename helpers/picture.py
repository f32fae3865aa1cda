"""A figure that is drawn once and then only repainted where it moves.

matplotlib needs about 60 ms to draw two panels with all their ticks and labels, and 4 ms to draw the three
lines in them that a slider moves. So the rest is kept as a background. Nothing here touches pyplot: there is
no global list of figures to leak into, and nothing is shown twice.
"""

import base64

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from helpers import png, style

SHARPNESS = 1.5  # picture dots per CSS pixel: looks good on plain and on high-density screens


def panels(ratio=(1, 1), size=(900, 400)):
    """A new figure of `size` CSS pixels with one panel per entry of `ratio`; returns (figure, tuple of axes)."""
    figure = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100 * SHARPNESS, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, tuple(figure.subplots(1, len(ratio), squeeze=False, width_ratios=ratio)[0])


class Picture:
    """A figure, the artists in it that move, and the function that moves them.

    figure: from `panels`; moving: the artists that `draw` changes; draw: takes arrays and sets the artists'
    data. A picture shows itself in a notebook as a PNG whose text alternative is `caption`.
    """

    def __init__(self, figure, moving=(), draw=None, caption=""):
        self.figure, self.moving, self.draw, self.caption = figure, list(moving), draw, caption
        for artist in self.moving:
            artist.set_animated(True)  # left out of the background
        self._background = None

    @property
    def size(self):
        """(width, height) in CSS pixels."""
        return tuple(round(100 * inches) for inches in self.figure.get_size_inches())

    def redraw_all(self):
        """Forget the background: call this after changing a limit, a tick or a label."""
        self._background = None

    def pixels(self):
        """The picture now, as an array (rows, columns, 4) of bytes; valid until the next call."""
        canvas = self.figure.canvas
        if self._background is None:
            with matplotlib.rc_context(style.RC):
                canvas.draw()
            self._background = canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._background)
        for artist in self.moving:
            self.figure.draw_artist(artist)
        return np.asarray(canvas.buffer_rgba())

    def png(self, level=1):
        """The picture now as PNG bytes; level 1 (fast, for a live view) to 9 (small, for a file)."""
        return png.encode(self.pixels(), level)

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": base64.b64encode(self.png(level=9)).decode(), "text/plain": self.caption}
        return data, {"image/png": {"alt": self.caption, "width": self.size[0]}}
