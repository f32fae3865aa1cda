"""A figure that is drawn once and then only repainted where it moves.

matplotlib needs about 60 ms to draw two panels with all their ticks and labels, and 4 ms to draw the three
lines in them that a slider moves. So the rest is kept as a background. Nothing here touches pyplot: there is
no global list of figures to leak into, and nothing is shown twice.
"""

import contextlib
import functools
import io
import threading
import weakref
import zlib

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image  # what matplotlib itself writes pictures with

from helpers import expect
from helpers.figures import style

SHARPNESS = 1.5  # picture dots per CSS pixel: looks good on plain and on high-density screens
WIDE, TALL = 900, 390  # CSS pixels: a notebook, a phone
STAGE = 380  # CSS pixels: as high as a picture may be that fills the width of a projector beside controls and caption
KEPT = 4  # backgrounds of a figure, of 3 megabytes each
GHOST = "#CFCFCF"  # where a line was


def _settings(params):
    """Matplotlib's settings as they are; asked one by one, "backend" would load pyplot."""
    return dict(dict.items(params))


# matplotlib's defaults and our style: what a reader has set stays outside.
_OURS = _settings(matplotlib.rcParamsDefault) | _settings(matplotlib.RcParams(style.RC))
_OURS = {key: value for key, value in _OURS.items() if not key.startswith(("backend", "interactive", "toolbar"))}
_ONE_AT_A_TIME = threading.RLock()  # two figures that move at once would take each other's settings for the reader's

# A picture has 3 megabytes, a lesson up to ten figures, and one of them moves: so all are painted on one sheet, and the
# backgrounds of those that rest are squeezed to 2 %.
_SHEET = RendererAgg(1, 1, 72)
_awake = weakref.WeakSet()  # the Picture that was painted last


class Canvas(FigureCanvasAgg):
    """A canvas on the one sheet, which gets the size that is needed."""

    def get_renderer(self):
        self.renderer = _SHEET
        size = (*self.get_width_height(physical=True), self.figure.dpi)
        if size != (_SHEET.width, _SHEET.height, _SHEET.dpi):
            _SHEET.__init__(*size)
        return _SHEET


@contextlib.contextmanager
def in_style():
    """Our style within the block, the reader's after it. (rc_context would check 300 settings each time: 5 ms.)"""
    with _ONE_AT_A_TIME:
        readers = _settings(matplotlib.rcParams)
        dict.update(matplotlib.rcParams, _OURS)
        try:
            yield
        finally:
            dict.update(matplotlib.rcParams, readers)


def figure(**controls):
    """Makes a figure of a function build(shape, controls, *data) -> Picture. shape: for `panels`. controls: by name,
    as declared here or changed by the reader, so that an axis can end where its slider does."""
    named = {key: control._replace(key=key) for key, control in controls.items()}

    def decorate(build):
        built = functools.wraps(build)(in_style()(build))
        built.controls = named
        return built

    return decorate


def panels(shape, ratio=(1, 1), height=400, tall=None, stacked=False):
    """A new figure with one panel per entry of `ratio`; returns (figure, tuple of axes).

    shape "wide": side by side, 900 x `height` CSS pixels, widths as in `ratio`. "tall": under each other, 390 wide;
    tall: the heights of the panels in CSS pixels, 300 each if not given. "stage": for a projector, as "wide" but not
    higher than STAGE. stacked: "wide" too has them under each other, with heights as in `ratio`. Raises ValueError for
    another shape.
    """
    if expect.one_of("shape", shape, ("wide", "tall", "stage")) != "tall":
        height = min(height, STAGE) if shape == "stage" else height
        rows = dict(nrows=len(ratio), ncols=1, height_ratios=ratio)
        size, layout = (WIDE, height), rows if stacked else dict(nrows=1, ncols=len(ratio), width_ratios=ratio)
    else:
        heights = tall or [300] * len(ratio)
        size, layout = (TALL, sum(heights)), dict(nrows=len(ratio), ncols=1, height_ratios=heights)
    drawn = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100 * SHARPNESS, layout="constrained")
    Canvas(drawn)
    return drawn, tuple(drawn.subplots(squeeze=False, **layout).flat)


class Picture:
    """A figure, the artists in it that move, and two functions of the controls' values `at` and what was computed.

    moving: the artists that draw(at, *results) changes; words(at, *results) -> str: what is seen, in a sentence.
    ghosts: the lines among them of which `rest` leaves a pale copy behind, so that a move has a reference.
    """

    def __init__(self, figure, moving=(), draw=None, words=None, ghosts=()):
        self._ghosts = [(line, _ghost(line)) for line in ghosts]
        self.figure, self.moving = figure, [*(ghost for _, ghost in self._ghosts), *moving]
        self.draw, self.words = in_style()(draw or (lambda at, *results: None)), words
        for artist in self.moving:
            artist.set_animated(True)  # left out of the background
            if isinstance(artist, Line2D):
                artist.set_in_layout(False)  # markers without data would make room for themselves at the corner
        self._backgrounds, self._scene = {}, None

    @property
    def size(self):
        """(width, height) in CSS pixels."""
        return tuple(round(100 * inches) for inches in self.figure.get_size_inches())

    def rest(self, leave=True):
        """Leave the ghosts where their lines are now, or none."""
        for line, ghost in self._ghosts:
            ghost.set_data(*(line.get_data() if leave else ([], [])))

    def scene(self, key):
        """Which of several backgrounds is meant from now on: call this in `draw` with another key where it has changed
        a limit, a tick or a word that stands still. Each background is drawn once, and kept for a while."""
        self._scene = key

    def pixels(self):
        """The picture now, as an array (rows, columns, 4) of bytes; valid until the next call for any figure."""
        canvas = self.figure.canvas
        with in_style(), np.errstate(all="ignore"):  # surfaces are padded with nan; nobody's mistake
            self._wake()
            if self._scene not in self._backgrounds:
                canvas.draw()
                self.figure.set_layout_engine("none")  # panels stay where they are, whatever their words
                if len(self._backgrounds) == KEPT:
                    self._backgrounds.pop(next(iter(self._backgrounds)))  # the oldest
                self._backgrounds[self._scene] = canvas.copy_from_bbox(self.figure.bbox)
            canvas.restore_region(self._backgrounds[self._scene])
            for artist in self.moving:
                self.figure.draw_artist(artist)
        return np.asarray(canvas.buffer_rgba())

    def _wake(self):
        """Unsqueeze the backgrounds, and squeeze those of the figure that was painted before."""
        if self in _awake:
            return
        for other in list(_awake):
            other._sleep()
        for scene, squeezed in self._backgrounds.items():
            dots = np.asarray(self.figure.canvas.get_renderer().buffer_rgba())
            dots[:] = np.frombuffer(zlib.decompress(squeezed), dots.dtype).reshape(dots.shape)
            self._backgrounds[scene] = self.figure.canvas.copy_from_bbox(self.figure.bbox)
        _awake.add(self)

    def _sleep(self):
        canvas = self.figure.canvas
        for scene, region in self._backgrounds.items():
            canvas.restore_region(region)
            self._backgrounds[scene] = zlib.compress(canvas.buffer_rgba(), level=1)
        _awake.discard(self)

    def jpeg(self):
        """The picture now as bytes for a live view: a fifth of the time a PNG takes, and no eye sees the difference."""
        return self._encoded(format="JPEG", quality=90)

    def png(self):
        """The picture now as bytes for a file, dot by dot."""
        return self._encoded(format="PNG", optimize=True)

    def _encoded(self, **how):
        file = io.BytesIO()
        with _ONE_AT_A_TIME:  # another figure would paint over it
            image = Image.fromarray(self.pixels()).convert("RGB")
        image.save(file, **how)
        return file.getvalue()


def _ghost(line):
    """An empty, pale and plain line like `line`, below it."""
    return line.axes.plot([], [], color=GHOST, lw=line.get_linewidth(), zorder=line.get_zorder() - 0.5, gid="ghost")[0]
