"""Maps: their colours have the borders of a gradient's fate, and each tile stands where it belongs."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from helpers.figures import style
from helpers.figures.picture import Picture
from helpers.figures.tiles import Tiles, fate_bar, fate_colours


def hue(colour):
    """Which of the three fates a colour is a shade of."""
    fates = {"vanishes": style.VANISHES, "explodes": style.EXPLODES, "survives": style.SURVIVES}
    direction = 1 - np.asarray(colour[:3]) / 255  # what is taken from white: pale or deep, the same direction
    likeness = {
        name: direction @ taken / np.linalg.norm(direction) / np.linalg.norm(taken)
        for name, taken in ((name, 1 - np.array(to_rgb(fate))) for name, fate in fates.items())
    }
    return max(likeness, key=likeness.get)


def test_blue_below_a_tenth_vermilion_above_ten_green_between_and_nothing_for_an_exact_zero():
    for reach in (2, 4, 6):
        for low, high, fate in (-9, -1.01, "vanishes"), (-0.99, 0.99, "survives"), (1.01, 9, "explodes"):
            colours = fate_colours(np.linspace(low, high, 50), reach)
            assert {hue(colour) for colour in colours} == {fate} and (colours[:, 3] == 255).all()
        deep = fate_colours(np.array([-reach, -3 * reach, reach]), reach)[:, :3] / 255
        assert np.allclose(deep, [to_rgb(f) for f in (style.VANISHES, style.VANISHES, style.EXPLODES)], atol=0.01)
    assert not fate_colours(np.array([[-np.inf, np.nan]]), 4).any()


def test_rows_start_at_the_bottom_and_tiles_fill_the_panel():
    figure = Figure(figsize=(2, 2), dpi=100)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    tiles = axes.add_artist(Tiles())
    tiles.colours = np.zeros((2, 3, 4), np.uint8)
    tiles.colours[..., 3] = 255
    tiles.colours[0, 2] = 255, 0, 0, 255
    picture = Picture(figure, [tiles])
    red = picture.pixels()[..., 0] == 255
    rows, columns = np.nonzero(red)
    assert rows.min() == 100 and rows.max() == 199 and columns.min() in (133, 134) and columns.max() == 199
    assert red.sum() == len(np.unique(rows)) * len(np.unique(columns))
    tiles.colours = tiles.colours[::-1]
    assert np.array_equal(picture.pixels()[..., 0] == 255, red[::-1])


def test_the_bar_names_its_ends():
    figure = Figure()
    fate_bar(figure.subplots(), "blame", 4)
    bar = figure.axes[1]
    labels = [label.get_text() for label in bar.get_yticklabels()]
    assert labels == ["$10^{-4}$", "$10^{-2}$", "1", "$10^{2}$", "$10^{4}$"]
    assert bar.get_ylabel() == "blame"
