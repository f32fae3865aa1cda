"""Maps: colours over the whole of a panel, and the colours that the size of a gradient has in them."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, Normalize

from helpers.figures import style


class Tiles(Artist):
    """Fills its axes with `colours` (m,n,4) of bytes, row 0 at the bottom. (imshow computes 20 ms for each picture,
    this 1; a few more for an array that was not shown last.)"""

    colours, shown, dots = np.zeros((2, 2, 4), np.uint8), None, None

    def draw(self, renderer):
        left, bottom, right, top = (round(edge) for edge in self.axes.get_window_extent().extents)
        if self.shown is not self.colours:
            rows, columns = (
                np.arange(dots) * n // dots
                for dots, n in zip((top - bottom, right - left), self.colours.shape, strict=False)
            )
            whole = np.ascontiguousarray(self.colours).view(np.uint32)[..., 0]  # a dot's four bytes at once
            self.dots = whole[rows][:, columns][..., None].view(np.uint8)
            self.shown = self.colours
        gc = renderer.new_gc()
        renderer.draw_image(gc, left, bottom, self.dots)
        gc.restore()


def fate_colours(log10_sizes, reach):
    """The colours (...,4) of gradients: blue below 1/10, pale green from there to 10, vermilion above, the deeper the
    further, up to 10**±reach, or from 10**low to 10**high if reach is (low, high); no colour where a gradient is
    exactly 0 (-inf) or there is none (nan)."""
    known = np.isfinite(log10_sizes)
    low, high = _ends(reach)
    entry = np.clip((np.where(known, log10_sizes, 0) - low) / (high - low), 0, 1) * (_ENTRIES - 1)
    colours = _scale(reach)[np.rint(entry).astype(int)]
    colours[~known] = 0
    return colours


def fate_bar(axes, label, reach, every=2, **where):
    """The bar that explains `fate_colours` beside `axes`, one panel or several; where: as for a colour bar."""
    low, high = _ends(reach)
    scale = ScalarMappable(Normalize(low, high), ListedColormap(_scale(reach) / 255))
    ticks = range(low, high + 1, every)
    bar = np.ravel(axes)[0].figure.colorbar(scale, ax=axes, label=label, **where)
    bar.solids.set_gid("fate")
    bar.set_ticks(ticks, labels=[f"$10^{{{tick}}}$" if tick else "1" for tick in ticks])


_ENTRIES = 1001


def _ends(reach):
    return (-reach, reach) if np.ndim(reach) == 0 else reach


def _scale(reach):
    """The colours from one end to the other, (_ENTRIES,4) of bytes, with the borders of `style.fate`."""
    least, most = _ends(reach)
    low, one, high = ((border - least) / (most - least) for border in (-1, 0, 1))
    stops = [
        (0, style.VANISHES), (low, "#B5D3E8"), (low, "#D8EFE6"), (one, "#A3DAC6"), (high, "#D8EFE6"),
        (high, "#F8C9AB"), (1, style.EXPLODES),
    ]  # fmt: skip
    colours = LinearSegmentedColormap.from_list("fates", stops, _ENTRIES)(np.arange(_ENTRIES))
    return np.rint(255 * colours).astype(np.uint8)
