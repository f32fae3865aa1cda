"""Lesson 04, the wrong sign: Figure 4.4, the puzzle, and the exercises about cuts, by computations of another kind."""

import re

import lessons
import numpy as np
import pytest
from test_sliders import caption_and_values

from helpers import bptt, rnn
from helpers.figures.picture import in_style
from helpers.params import Params

LESSON = lessons.Lesson(lessons.FOLDER / "04_truncation_and_lag.ipynb")


def influences(positive, steps=400):
    """What a push `lag` steps ago does to the first unit, by letting 23 numbers walk."""
    state, seen = np.array([1.0] * positive + [-1.0] * (23 - positive)), []
    for _ in range(steps):
        seen.append(state[0])
        state = 0.5 * state + 0.5 * np.append(state[1:], 0)
    return np.array(seen)


def of_chunks(sums, n):
    """The mean gradient of the losses in a chunk of n steps, from the sums of influences up to each lag."""
    return np.mean([sums[place] for place in range(n)])


def test_caption_of_figure_4_4_agrees_with_a_simulation():
    for caption, v in caption_and_values("Figure 4.4"):
        sums = np.cumsum(influences(v["positive"]))
        whole, n = round(sums[-1]), v["k"] + 1
        pattern = (
            r"gradient (\S+)\. A window of (\d+) gives (\S+), the (\w+) sign; chunks of (\d+) give (\S+), the (\w+) "
            r"sign\. Windows: (.*)\. Chunks: (.*)\.$"
        )
        shown, k, window, first, size, chunks, second, windows_said, chunks_said = re.search(pattern, caption).groups()
        assert (int(shown), int(k), int(size)) == (whole, v["k"], n) and whole == 2 * (2 * v["positive"] - 23)
        for number, truth, word in (window, sums[v["k"]], first), (chunks, of_chunks(sums, n), second):
            assert abs(float(number) - truth) < 0.0051 and (word == "right") == (truth * whole > 0), caption
        wrong = [k for k in range(131) if sums[k] * whole <= 0]
        assert windows_said == (f"wrong up to k = {wrong[-1]}" if wrong else "right for all")
        wrong = [n for n in range(1, 132) if of_chunks(sums, n) * whole <= 0]
        assert chunks_said.endswith(f"n = {wrong[-1]}" if wrong else "right for all")
        assert ("end of the axis" in chunks_said) == (wrong[-1:] == [131])


def test_the_numbers_in_the_text():
    sums = np.cumsum(influences(10, 2000))
    assert np.isclose(sums[-1], -6) and round(sums[20], 1) == 16.3
    assert sums[39] > 0 > sums[40] and of_chunks(sums, 109) > 0 > of_chunks(sums, 110)
    assert (sums[:40] > 0).all() and (sums[40:] < 0).all()
    assert all(of_chunks(sums, n) < 0 for n in range(110, 400))
    assert all((np.cumsum(influences(p)) * (2 * p - 23) > 0).all() for p in (0, *range(12, 24)))  # so for chunks too
    later = np.cumsum(influences(11, 2000))
    assert later[46] > 0 > later[47] and of_chunks(later, 200) > 0 > of_chunks(later, 2000)
    size = np.abs(influences(10))
    assert (size[22:51] > 0.2).all() and (size[60:] < 0.05).all() and (influences(10)[:19] > 0).all()
    of_unit = [abs(influences(10, 3000) - influences(11, 3000)).sum() / 2]  # what one unit counts for in total
    assert np.isclose(of_unit, 2)


def test_the_average_of_chunks_is_what_a_long_sequence_gives():
    """bptt's own truncation, with a loss at every step: in the middle of a long sequence, and the puzzle at its end."""
    A = (np.eye(23) + np.eye(23, k=1)) / 2
    push = np.where(np.arange(23) < 10, 1.0, -1.0)
    linear, params = rnn.make("identity"), Params(np.zeros((23, 1)), A, push)
    trace = bptt.run(linear, params, np.zeros((1200, 1, 1)))
    sums = np.cumsum(influences(10))
    for n in (21, 110):
        dhs = np.zeros((1200, 1, 23))
        dhs[5 * n : 6 * n, 0, 0] = 1 / n  # the losses of one chunk
        found = bptt.backward(linear, params, trace, dhs, chunk=n).params.b_h @ push
        assert np.isclose(found, of_chunks(sums, n))
    trace = bptt.run(linear, params, np.zeros((400, 1, 1)))
    last = np.zeros((400, 1, 23))
    last[-1, 0, 0] = 1
    sign = {n: bptt.backward(linear, params, trace, last, chunk=n).params.b_h @ push < 0 for n in range(50, 134)}
    assert [n for n in range(50, 58) if sign[n]] == [50, 51]
    assert [n for n in range(100, 134) if sign[n]] == list(range(100, 120))
    assert all(sign[n] == ((400 - 1) % n + 1 > 40) for n in sign)


def test_the_pencil_exercise():
    sums = np.cumsum([3, 1, -1, -4] + [0] * 40)
    assert sums[:4].tolist() == [3, 4, 3, -1] and of_chunks(sums, 4) == 2.25 and of_chunks(sums, 13) == 0
    assert all(of_chunks(sums, n) > 0 for n in range(1, 13)) and all(of_chunks(sums, n) < 0 for n in range(14, 44))


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_the_area_of_figure_4_4_is_as_large_as_the_gradient_is_high(shape):
    figure = lessons.figure("Figure 4.4")
    seen = influences(10)
    try:
        figure.reshape(shape)
        for k in 0, 10, 20, 45, 130:
            figure.move(**figure.start | {"k": k})
            cause, effect = figure.picture.figure.axes
            area = 0
            for patch in cause.patches:
                x, y = patch.get_xy().T
                area -= np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2  # clockwise above 0
            value = np.cumsum(seen)[k]
            assert area == pytest.approx(value - (seen[0] + seen[k]) / 2, abs=0.01)  # trapezes, not bars
            chunks = of_chunks(np.cumsum(seen), k + 1)
            heights = [line.get_ydata()[0] for line in effect.lines if line.get_marker() in ("o", "X")]
            assert np.allclose(heights, [value, chunks])
            said = [text.get_text() for text in figure.picture.moving[-2:]]
            for words, number in zip(said, (value, chunks), strict=True):
                assert f"{number:+.2f}" in words and ("WRONG" in words) == (number > 0)
            with in_style():
                boxes = [text.get_window_extent() for text in figure.picture.moving[-2:]]
            assert boxes[0].x1 < boxes[1].x0 and boxes[1].x1 < figure.picture.figure.bbox.x1
    finally:
        figure.reshape("wide")
        figure.move(**figure.start)
