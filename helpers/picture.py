"""A figure that is drawn once and then only repainted where it moves.

matplotlib needs about 60 ms to draw two panels with all their ticks and labels, and 4 ms to draw the three
lines in them that a slider moves. So the rest is kept as a background. Nothing here touches pyplot: there is
no global list of figures to leak into, and nothing is shown twice.
"""

import base64
import io

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image  # what matplotlib itself writes pictures with

from helpers import style

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

    def jpeg(self):
        """The picture now as bytes for a live view: a fifth of the time a PNG takes, and no eye sees the difference."""
        return self._encoded(format="JPEG", quality=90)

    def png(self):
        """The picture now as bytes for a file, dot by dot."""
        return self._encoded(format="PNG", optimize=True)

    def _encoded(self, **how):
        file = io.BytesIO()
        Image.fromarray(self.pixels()).convert("RGB").save(file, **how)
        return file.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": self.caption}
        return data, {"image/png": {"alt": self.caption, "width": self.size[0]}}
