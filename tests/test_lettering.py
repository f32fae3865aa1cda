"""Words as outlines: as long as matplotlib's own texts, in their place, and one outline of several."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.textpath import TextPath

from helpers.figures.lettering import NOTHING, Tags, joined, outline, placed, width


@pytest.mark.parametrize("bold", [False, True])
def test_words_are_as_long_as_matplotlibs(bold):
    path = TextPath((0, 0), "terribly", size=17, prop={"family": "DejaVu Sans", "weight": "bold" if bold else "normal"})
    assert width("terribly", 17, bold) == pytest.approx(path.get_extents().x1 * 100 / 72, abs=0.5)
    assert width("terribly", 17, True) > width("terribly", 17)


def test_words_stand_on_their_baseline_upright_where_y_points_down():
    x, y = placed(outline("x"), 20, 30, 50).vertices.T
    assert 30 <= x.min() < 33 and y.max() == pytest.approx(50, abs=0.5) and 30 < y.min() < 40


def test_several_outlines_are_one_and_blanks_none():
    assert joined([outline(" ")]) is NOTHING and joined([]) is NOTHING
    both = joined([outline("a"), outline(" "), placed(outline("b"), 1, 2, 0)])
    assert len(both.vertices) == len(both.codes) == len(outline("a").vertices) + len(outline("b").vertices)
    assert np.isfinite(both.vertices).all()


def test_tags_begin_at_their_places_or_have_their_middles_there_whatever_the_scales():
    figure = Figure(figsize=(4, 2), dpi=100)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 1000), ylim=(-1, 1))
    axes.set_axis_off()
    tags = Tags(axes, 20, zorder=5)
    tags.write(["left", "middle"], [(100, 0.5), (500, -0.5)], ["red", "blue"], centred=["middle"])
    figure.canvas.draw()
    dots = np.asarray(figure.canvas.buffer_rgba())
    for words, channel, (x, y), ahead in ("left", 0, (40, 50), 0), ("middle", 2, (200, 150), 0.5):
        rows, columns = np.nonzero((dots[..., channel] > 200) & (dots[..., 1] < 60))
        wide = width(words, 20)
        assert columns.min() == pytest.approx(x - ahead * wide, abs=5) and np.ptp(columns) == pytest.approx(wide, abs=6)
        assert rows.min() < y < rows.max()
