"""What stands in a picture instead of a legend: names at the ends of lines, and the verdict on a gradient."""

import numpy as np
from matplotlib.transforms import ScaledTranslation

from helpers.figures import style
from helpers.figures.labels import verdict
from helpers.figures.places import apart

ASIDE = 12 / 72  # inches from the end of a line to its name: a sign has room between them
APART = 1.25  # lines of type, from the middle of one name to that of the next


class Names:
    """Names to the right of the ends of lines of `axes`, moved up or down where one would lie on another.

    names, colours: of n lines; look: of the texts, such as fontsize=11. put(x, y) moves the texts in `moving`.
    """

    def __init__(self, axes, names, colours, **look):
        self.axes = axes
        aside = axes.transData + ScaledTranslation(ASIDE, 0, axes.figure.dpi_scale_trans)
        look = dict(va="center", fontsize=11, linespacing=1.0, in_layout=False, transform=aside) | look
        self.moving = [axes.text(0, 0, name, color=colour, **look) for name, colour in zip(names, colours, strict=True)]
        lines = max(1 + name.count("\n") for name in names)
        self._room, self._settled = lines * APART * look["fontsize"] / 72 * axes.figure.dpi, False

    def put(self, x, y):
        """x: one number or n; y (n,): where the lines end. A line with no finite end has no name; one that has left
        the axis has its name at the edge."""
        if not self._settled:  # how high the panel is, is known once it has been laid out
            self.axes.figure.draw_without_rendering()
            self._widths = np.array([text.get_window_extent().width for text in self.moving])
            self._settled = True
        (left, right), (low, high) = self.axes.get_xlim(), sorted(self.axes.get_ylim())
        y, room = np.array(y, float), self._room * (high - low) / self.axes.bbox.height
        x = np.broadcast_to(x, len(y)).astype(float)
        ends = x + self._widths * (right - left) / self.axes.bbox.width
        for group in _meeting(x, ends, np.flatnonzero(np.isfinite(y))):
            y[group] = apart(np.clip(y[group], low, high), room, low + room / 2, high - room / 2)
        for text, *place in zip(self.moving, x, y, strict=True):
            text.set_visible(bool(np.isfinite(place[1])))
            if text.get_visible():
                text.set_position(place)


def _meeting(starts, ends, which):
    """Those of `which` (k,) of intervals (n,) in groups that meet each other."""
    groups, reach = [], -np.inf
    for i in sorted(which, key=lambda i: starts[i]):
        if starts[i] > reach:
            groups.append([])
        groups[-1].append(i)
        reach = max(reach, ends[i])
    return map(sorted, groups)


def readable(colour):
    """A colour for words about what is drawn in `colour`: a kind is too pale for them."""
    return {style.KINDS[1]: style.ACCENT, style.KINDS[2]: style.AMBER}.get(colour, colour)


def name_ends(axes, lines):
    """Names at the ends of lines that stay as they are: their labels, in their colours where these can be read."""
    names = Names(axes, [line.get_label() for line in lines], [readable(line.get_color()) for line in lines])
    names.put([line.get_xdata()[-1] for line in lines], [line.get_ydata()[-1] for line in lines])


class Verdict:
    """Above `axes`, in large type: sign, word and number of a gradient, and under it what it is the number of.

    said: that line, if it stands still; else it is given to draw(log10_size, said), which moves the texts in `moving`.
    What is exactly 0 has neither word nor sign.
    """

    def __init__(self, axes, said="", small=False):
        axes.set_title("|\n|", fontsize=19 if small else 21, color="none")  # keeps the room
        above = axes.transAxes + ScaledTranslation(0, 9 / 72, axes.figure.dpi_scale_trans)
        higher = axes.transAxes + ScaledTranslation(0, 29 / 72, axes.figure.dpi_scale_trans)
        look = dict(va="bottom", in_layout=False)
        bold = dict(fontsize=18 if small else 20, fontweight="bold", gid="fate")
        self._verdict = axes.text(0, 1, "", transform=higher, **bold, **look)
        self._said = axes.text(0, 1, said, transform=above, fontsize=12, **look)
        self.moving = [self._verdict] if said else [self._verdict, self._said]

    def draw(self, log10_size, said=None):
        verdict(self._verdict, log10_size)
        if said is not None:
            self._said.set_text(said)
