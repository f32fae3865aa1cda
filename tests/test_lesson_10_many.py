"""Lesson 10: the figures of many trainings, 10.2 to 10.5, against the stored tables."""

import re

import lessons
import make_lesson_10 as script
import numpy as np
import pytest
from test_lesson_10_tables import LESSON, LOOKS, RACE, SHARES, rows

from helpers import live
from helpers.figures import lesson_10 as figures
from helpers.figures.lesson_10_windows import reaches


def test_caption_of_figure_10_2_repeats_the_table():
    shown = lessons.figure("Figure 10.2")
    for cell, back, updates in ("tanh", 3, 0), ("LSTM", 8, 3000), ("GRU", 3, 1000), ("tanh", 8, 700):
        caption = shown.update(**shown.start | dict(cell=cell, back=back, updates=updates))
        look = int(re.search(r"after (\d+) updates", caption)[1])
        assert look == max(u for u in LOOKS if u <= updates)
        norm, right = (c[:, list(LOOKS).index(look)] for c in rows(cell, f"lag {back}", "norm", "right"))
        assert f"{len(norm)} seeds, subject {back} steps back" in caption
        assert f"norm {np.median(norm):.3g} ({norm.min():.3g} to {norm.max():.3g})" in caption
        assert f"{100 * np.median(right):.0f} % ({100 * right.min():.0f} to {100 * right.max():.0f})" in caption


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_10_2_draws_medians_and_every_seed(shape):
    shown = live.Live("10.2", figures.shares, LESSON["shares"], [SHARES["checkpoints"]], shape)
    for at in {}, {"cell": "GRU", "back": 8}, {"cell": "LSTM", "updates": 3000}:
        values = shown.start | at
        shown.move(**values)
        norm, use, right = rows(values["cell"], f"lag {values['back']}", "norm", "number", "right")
        above, below = shown.picture.moving[:2]
        assert np.sum(np.isfinite(above.get_ydata())) == norm.size
        assert np.allclose(np.reshape(above.get_ydata(), (len(use), -1))[:, :-1], np.log10(use))
        assert np.allclose(np.reshape(below.get_ydata(), (len(use), -1))[:, :-1], 100 * right)
        lines = [
            line for line in shown.picture.moving if hasattr(line, "get_xdata") and len(line.get_xdata()) == len(LOOKS)
        ]
        drawn = [line.get_ydata() for line in lines]
        for median in np.log10(np.median(norm, 0)), np.log10(np.median(use, 0)), 100 * np.median(right, 0):
            assert any(np.allclose(y, median, equal_nan=True) for y in drawn)


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_10_4_shows_the_counts_and_the_networks_of_one_of_them(shape):
    shown = live.Live("10.4", figures.horizon, LESSON["horizons"], [LESSON["learned"]], shape)
    curves = LESSON["horizons"]()
    left = shown.picture.figure.axes[0]
    said = [text.get_text() for text in left.texts]
    assert said == ["0", "0", "7", "10", "10", "0", *2 * ["not\nrun"], "10", "10", "0", *2 * ["not\nrun"], "10", "10"]
    assert list(shown.controls["network"].options) == list(curves)
    for network in "tanh k=4", "GRU k=all", "LSTM k=2":
        caption = shown.update(network=network)
        lines = shown.picture.moving[1:11]
        assert np.array_equal([line.get_ydata() for line in lines], curves[network])
        near = curves[network][:, 3]
        assert (
            f"{LESSON['learned'][network]} of 10 networks" in caption and f"({near.min()} to {near.max()} %)" in caption
        )
        reach = shown.picture.moving[0].get_xy()[:, 0].max()
        assert reach == {"4": 4, "2": 2}.get(network[-1], 48)


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_10_3_has_a_mark_for_every_seed(shape):
    shown = live.still("10.3", figures.race, *RACE.values(), shape=shape)
    (axes,) = shown.picture.figure.axes
    seeds = [found for cell in RACE["search"].values() for found in cell.values()] + [*RACE["slow"].values()]
    seeds += [RACE["best"][name][1] for name in ("tanh, default start", "LSTM, forget bias 1", "GRU")]
    every = [u for found in seeds for u in found]
    small = [line for line in axes.lines if line.get_markersize() == 5 and len(line.get_ydata())]
    heights = np.concatenate([line.get_ydata() for line in small if line.get_marker() != "x"])
    assert np.allclose(sorted(heights), np.log10(sorted(u for u in every if u)))
    assert sum(len(line.get_ydata()) for line in small if line.get_marker() == "x") == every.count(0) == 3


def test_figure_10_5_shows_what_a_window_reaches():
    assert reaches([1, 7, 13], 5) == [(6, 7, 1), (12, 13, 7), (13, 14, None)]
    assert reaches([1, 7, 13], 6)[-1] == (13, 14, 7) and reaches([1, 7, 13], 4)[0] == (6, 7, None)
    assert script.hard_test(3, 5).verb[0] - 1 == 48
    data = script.far_data()
    assert (data.verb.min() - 1, data.verb.max() - 1) == (6, 18)
