"""The axis of a gradient: its gears, and what happens to a curve that leaves it or is exactly 0."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.figures import style
from helpers.figures.picture import panels
from helpers.figures.places import apart
from helpers.figures.sizes import GEARS, ends, gear, leaves, log_axis

LOOKS = ("naive rule", "naive"), ("truth", "true")


def axis(ylim=None, legend="ends"):
    _, (axes,) = panels("wide", (1,))
    moving, draw = log_axis(axes, (0, 60), ylim, "steps", "size", LOOKS, legend=legend)
    return axes, draw, moving


def test_the_axis_is_as_long_as_the_curves_need():
    assert ends([[0, -2.3], [0, 0.4]]) == (-3, 1)
    assert ends([[0, -10.5], [0, 8.8]]) == (-12, 12)
    assert ends([[0, -500, -np.inf], []]) == (-30, 1)
    assert ends([[-np.inf]]) == (-1, 1)


@given(st.floats(0, 400), st.sampled_from((0, *GEARS)))
def test_a_gear_holds_what_it_shows_and_changes_down_late(reach, now):
    end = gear(reach, now)
    assert end in GEARS and end >= min(reach, GEARS[-1])
    assert gear(reach, end) == end  # no flicker at rest
    wobble = gear(reach * 0.99, end)
    assert gear(reach, wobble) == end or reach > GEARS[-1]  # nor under a hand that trembles


def test_a_change_of_gear_is_seen_and_told():
    axes, draw, _ = axis()
    steps = np.arange(51)
    assert draw(-0.02 * steps, -0.05 * steps) == axes.get_ylim() == (-3, 1)
    assert draw(-0.02 * steps, -0.07 * steps) == axes.get_ylim() == (-6, 1)
    assert draw(-0.02 * steps, -0.055 * steps) == (-6, 1)  # 2.75 decades would fit, but barely
    assert draw(-0.02 * steps, -0.04 * steps) == (-3, 1)
    labels = [text.get_text() for text in axes.get_yticklabels()]
    assert labels[0] == "$10^{-3}$" and labels[-1] == "$10^{1}$"


def test_a_curve_that_leaves_the_axis_ends_in_an_arrowhead_where_it_leaves():
    axes, draw, moving = axis()
    steps = np.arange(51)
    draw(1.0 * steps, -2.0 * steps)
    arrow = next(line for line in axes.lines if line.get_marker() == "^")
    assert (*arrow.get_xdata(), *arrow.get_ydata()) == (30, 30)
    sign = next(line for line in moving if line.get_gid() == "gradient")
    assert (*sign.get_xdata(), *sign.get_ydata()) == (15, -30)
    assert (sign.get_marker(), sign.get_color()) == ("v", style.VANISHES)


def test_an_exact_zero_is_a_gap_with_its_name():
    axes, draw, moving = axis()
    draw(np.zeros(5), np.array([0, -1, -2, -np.inf, -np.inf]))
    truth, *_ = moving
    assert np.isnan(truth.get_ydata()).tolist() == [False, False, False, True, True]
    (word,) = [text for text in axes.texts if text.get_text() == "exactly 0"]
    sign = moving[4]
    assert word.get_visible() and not sign.get_visible()
    draw(np.zeros(5), np.array([0, -1, -2, -3, -4]))
    assert not word.get_visible()


def test_names_stand_at_the_ends_of_their_curves_and_apart():
    axes, draw, _ = axis()
    names = [text for text in axes.texts if text.get_text() in ("naive rule", "truth")]
    draw(np.linspace(0, -2, 51), np.linspace(0, -2, 51))
    (x, y), (x_true, y_true) = (name.get_position() for name in names)
    beside = names[0].get_transform().transform((x, y))[0] - axes.transData.transform((x, y))[0]
    assert x == x_true == 50 and 10 < 72 * beside / axes.figure.dpi < 13  # points: past a sign
    low, high = (axes.transData.transform((0, end))[1] for end in sorted((y, y_true)))
    assert 72 * (high - low) / axes.figure.dpi > 12  # points: a line of type
    draw(np.linspace(0, 2, 51), np.linspace(0, -2, 51))
    assert np.allclose([name.get_position()[1] for name in names], [2, -2], atol=0.2)  # inside the panel


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=4))
def test_words_are_moved_no_further_than_they_must(heights):
    placed = apart(heights, 1.0, -5, 5)
    assert len(placed) == len(heights) and placed.min() >= -5 and placed.max() <= 5
    assert (np.diff(np.sort(placed)) >= 1 - 1e-9).all()
    if (np.diff(np.sort(heights)) >= 1).all():
        assert np.allclose(placed, heights)


def test_where_a_curve_leaves_for_good():
    x, y = np.arange(5), np.array([0.0, 4, 0, -2, -4])
    assert leaves(x, y, -3, 3) == (3.5, -3)
    assert leaves(x, y, -5, 5) == (4, -4)
    assert leaves(x, y, 10, 12) is None
    assert leaves(x, np.array([0, -1, -2, -np.inf, -np.inf]), -3, 3) == (2, -2)


def test_a_fixed_axis_stays_and_unequal_curves_are_refused():
    axes, draw, _ = axis(ylim=(-6, 2), legend=None)
    assert draw(np.zeros(3), np.array([0, -9, -20])) == axes.get_ylim() == (-6, 2)
    with pytest.raises(ValueError, match=r"curves must be equally long, but got \[2, 3\]"):
        draw(np.zeros(2), np.zeros(3))
