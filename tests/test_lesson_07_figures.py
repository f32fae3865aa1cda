"""Lesson 07: that its pictures show what is computed."""

import math

import lessons
import numpy as np
import pytest
from lesson_07 import fresh, run, scaled
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch

from helpers.figures import lesson_07_map, pipe, style
from helpers.figures.lesson_07_cell import NEGATIVE, PAGES
from helpers.figures.stream import VERDICTS
from helpers.figures.tiles import fate_colours

LESSON = lessons.Lesson(lessons.FOLDER / "07_lstm.ipynb")


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_7_2_is_as_wide_and_as_open_as_its_numbers(shape):
    figure = lessons.figure("Figure 7.2")
    try:
        figure.reshape(shape)
        for at in {}, {"scale": 0.0}, {"scale": 8.0, "b_f": 0.0, "T": 50}, {"b_f": 5.0}, {"T": 2}:
            values = figure.start | at
            figure.move(**values)
            T, p = values["T"], scaled(values["scale"], values["b_f"])
            direct, exact = 10.0 ** np.array(LESSON["by_lag"](p, LESSON["noise"][:T]))
            bodies = [artist for artist in figure.picture.moving if hasattr(artist, "get_xy")]
            assert len(bodies) == 2 and bodies[0].get_gid() == "fate"
            for body, sizes, hair in zip(bodies, (exact, direct), pipe.HAIRS[::-1], strict=True):
                upper = body.get_xy()[: len(pipe.EDGE)]
                half = np.interp(1 - np.arange(T + 1) / T, *upper.T)
                assert np.allclose(half, np.clip(sizes, hair, pipe.FRAME), atol=0.05), at
            patches = [artist for artist in figure.picture.moving if isinstance(artist, PathPatch)]
            (plates,) = (y for y in (patch.get_path().vertices[:, 1] for patch in patches) if len(y) == 4 * T)
            gates = np.sqrt((run(p, LESSON["noise"][:T, 0], np.zeros(8), np.zeros(8))[2] ** 2).mean(1))
            assert np.allclose(plates[2::4], gates) and np.allclose(plates[1::4], -gates)
            said = [text.get_text() for text in figure.picture.moving if hasattr(text, "get_text")]
            fate = style.fate(math.log10(exact[-1]))
            left = [style.power_of_ten(math.log10(sizes[-1])) for sizes in (exact, direct)]
            assert said[:3] == [f"{VERDICTS[fate]} {left[0]}", f"{T} steps back", left[1]]
            lines = [artist for artist in figure.picture.moving if isinstance(artist, Line2D)]
            arrows = [line for line in lines if line.get_markersize() == 10 and len(line.get_xdata())]
            assert len(arrows) == 2 * bool(exact.max() > pipe.FRAME), at
    finally:
        figure.reshape("wide")
        figure.move(**figure.start)


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_7_3_is_a_map_of_exact_derivatives(shape):
    figure = lessons.figure("Figure 7.3")
    try:
        figure.reshape(shape)
        page, axes = figure.picture.figure.axes
        (tiles,) = (artist for artist in page.get_children() if hasattr(artist, "colours"))
        biases, gains = LESSON["biases"], np.linspace(0, 4, 17)
        assert tiles.colours.shape == (17, 21, 4)
        for row, column in (0, 0), (0, 20), (16, 20), (4, 0), (8, 0), (4, 8):
            size = math.log10(fresh(biases[column], gains[row], 40)[0])
            off = tiles.colours[row, column].astype(int) - fate_colours(size, lesson_07_map.REACH)
            assert abs(off).max() <= 2, (row, column, size)
            (x, y) = page.transAxes.inverted().transform(page.transData.transform((biases[column], gains[row])))
            assert np.allclose((x * 21, y * 17), (column + 0.5, row + 0.5))  # a tile lies round its place
        for values in {}, {"b_f": 5.0, "gain": 4.0}, {"gain": 2.0}:
            figure.move(**figure.start | values)
            at = figure.values
            _, _, _, here, truth, alone, *_ = figure.picture.moving  # after a ghost and two lines
            direct, exact = LESSON["fresh"](at["b_f"], at["gain"])
            assert (here.get_xdata(), here.get_ydata()) == ([at["b_f"]], [at["gain"]])
            assert here.get_color() == style.fate(exact[-1])
            assert np.allclose(truth.get_ydata(), exact) and np.allclose(alone.get_ydata(), direct)
            low, high = axes.get_ylim()
            assert low <= min(direct) and max(exact) <= high  # nothing leaves the panel
    finally:
        figure.reshape("wide")
        figure.move(**figure.start)


def numbers_in(figure):
    """The numbers in Figure 7.1, as text."""
    texts = [part.get_text() for part in figure.picture.moving if hasattr(part, "get_text")]
    return [text for text in texts if text != "+"]


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_the_numbers_of_figure_7_1_are_a_sum_that_comes_out(shape):
    figure = lessons.figure("Figure 7.1")
    try:
        figure.reshape(shape)
        for values in ({}, {"x": -3.0, "c": -3.0}, {"x": 3.0, "b_f": 6.0}):
            figure.update(**figure.start | values)
            texts = numbers_in(figure)
            f, i, g, o, kept, written, before, after, h = map(float, texts)
            streams, levels = figure.picture.moving[:2]
            boxes = [np.ptp(path.vertices, axis=0) for path in streams.get_paths()]
            across = [boxes[k][1] if k < 3 else boxes[k][0] for k in range(7)]  # c, what is kept and the new c lie
            unit = 2 * PAGES[shape]["unit"]
            flows = before, kept, after, g, written, np.tanh(after), h
            assert all(abs(a - abs(v) * unit) < 1 for a, v in zip(across, flows, strict=True))
            assert [tuple(c) == to_rgba(NEGATIVE) for c in streams.get_facecolor()] == [
                v < -0.001 or v == 0 for v in flows
            ]
            filled = [np.ptp(path.vertices[:, 1]) for path in levels.get_paths()]
            assert np.allclose(filled, PAGES[shape]["gate"][1] * np.array([f, i, o]), atol=0.6)
            assert before == (figure.start | values)["c"]
            assert abs(f * before - kept) < 0.02 and abs(i * g - written) < 0.02
            assert abs(kept + written - after) < 0.02 and abs(o * np.tanh(after) - h) < 0.02
    finally:
        figure.reshape("wide")


def test_the_text_under_figure_7_1_has_the_numbers_of_its_start():
    figure = lessons.figure("Figure 7.1")
    figure.update(**figure.start)
    texts = numbers_in(figure)
    assert texts[4:8] == ["0.45", "0.36", "0.80", "0.81"] and texts[2] == "0.46"
