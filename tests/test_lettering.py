"""Words as outlines: as long as matplotlib's own texts, in their place, and one outline of several."""

import numpy as np
import pytest
from matplotlib.textpath import TextPath

from helpers.figures.lettering import NOTHING, joined, outline, placed, width


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
