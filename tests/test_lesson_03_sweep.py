"""Lesson 03: the sweep by hand, the double loop, forward mode, and the numbers in the text."""

import json
import re
import runpy

import lessons
import nbformat
import numpy as np
import pytest
from test_sliders import caption_and_values

from helpers import bptt, gradcheck, rnn

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("03"))
REFERENCE = lessons.ROOT / "tests" / "reference"
SOURCE = "\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells)


def space():
    return lessons.namespace(PATH)


def test_caption_of_figure_3_2_agrees_with_counting():
    for caption, v in caption_and_values("Figure 3.2"):
        T, k = v["T"], v["truncate"]
        rows = [sum(0 <= t - j <= k for j in range(1, t + 1)) for t in range(1, T + 1)]
        assert re.search(rf"makes {sum(rows)} products? with Wᵀ, the sweep {T}\.", caption), caption
        assert f"Step {T} alone adds {rows[-1]} to" in caption


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_3_2_shows_a_triangle_and_under_it_a_row_and_counts_both(shape):
    figure = space()["figures"]["Figure 3.2"]
    try:
        figure.reshape(shape)
        for T, truncate, loop in (40, 60, 820), (1, 60, 1), (60, 4, 290):
            figure.update(T=T, truncate=truncate)
            triangle, row, *counts = figure.picture.moving
            assert len(triangle.get_xdata()) == loop and len(row.get_xdata()) == T
            assert set(triangle.get_xdata()) == set(row.get_xdata())  # every column falls into one dot
            assert [text.get_text() for text in counts] == [f"{n} product{'s' * (n > 1)}" for n in (loop, T)]
            assert row.axes.get_yticklabels()[0].get_text() == "all"  # no loss of its own
            assert row.axes is not triangle.axes and row.axes.get_xlim() == triangle.axes.get_xlim()
    finally:
        figure.reshape("wide")
        figure.update(**figure.start)


def test_the_numbers_in_the_text():
    figures = space()["figures"]
    default = figures["Figure 3.1"].update(T=7, back=6, gain=1.0, counts="every")
    assert "norm 1.52," in default and "after it 0.927; together 1.12." in default
    start, end = (figures["Figure 3.1"].update(T=7, back=b, gain=1.0, counts="only the last") for b in (6, 0))
    assert "together 0.0121" in start and "together 1.32" in end
    saturated = figures["Figure 3.1"].update(T=7, back=6, gain=3.0, counts="only the last")
    assert 3e-9 < float(saturated.split("together ")[1][:-1]) < 3e-8
    assert np.median(np.abs(space()["forward"](7, 3.0)[1].states[1:])) > 0.99
    assert "after it exactly 0" in figures["Figure 3.1"].update(T=7, back=3, gain=0.0, counts="every")
    for T, truncate, loop in (40, 60, 820), (20, 60, 210), (40, 4, 190), (20, 4, 90):
        caption = figures["Figure 3.2"].update(T=T, truncate=truncate)
        assert f"{loop} products with Wᵀ, the sweep {T}." in caption and str(loop) in SOURCE
    assert "is 3.4e-02, of the central difference 8.5e-04" in figures["Figure 3.3"].update(log10_eps=-2.0)


def pencil(W, hs, direct, slope=None, back=None, meets=0):
    """(δ_2, δ_1, dL/dW) of two steps, entry by entry; slope, back, meets: how a slip differs."""
    slope = slope or (lambda h: 1 - h * h)
    back = back or (lambda delta, j: sum(W[i][j] * delta[i] for i in (0, 1)))
    second = [direct[1][i] * slope(hs[2][i]) for i in (0, 1)]
    first = [(direct[0][j] + back(second, j)) * slope(hs[1][j]) for j in (0, 1)]
    pairs = (second, hs[1 + meets]), (first, hs[meets])
    return second, first, [[sum(d[i] * h[j] for d, h in pairs) for j in (0, 1)] for i in (0, 1)]


def matrix(entries):
    """As the text writes a matrix."""
    (a, b), (c, d) = ((f"{round(entry, 9):.4g}" for entry in row) for row in entries)
    return rf"\begin{{pmatrix}}{a}&{b}\\{c}&{d}\end{{pmatrix}}"


def test_the_sweep_by_hand_in_section_1():
    W, hs, direct = [[1, 3], [-2, -1]], [[0.2, -0.6], [0.5, -0.5], [0, 0.5]], [[0, 0.5], [1, 2]]
    second, first, dW = pencil(W, hs, direct)
    assert second == [1, 1.5] and first == [-1.5, 1.5] and matrix(dW) in SOURCE
    for delta, h in (second, hs[1]), (first, hs[0]):
        assert matrix([[d * e for e in h] for d in delta]) in SOURCE
    numeric = gradcheck.numeric_gradient(space()["small_loss"], np.array(W, float))
    assert np.allclose(numeric, dW, atol=1e-8)


def test_the_answer_to_exercise_3_1_and_to_its_slips():
    W = [[2, -1], [1, 3]]
    case = W, [[0.4, -0.2], [0, 0.5], [0.5, 0]], [[-1, 0.5], [2, 1]]
    second, first, dW = pencil(*case)
    assert second == [1.5, 1] and first == [3, 1.5] and matrix(dW) in SOURCE
    assert r"$\delta_2=(1.5,\,1)$, $\delta_1=(3,\,1.5)$" in SOURCE
    for slip in (
        pencil(*case, back=lambda delta, i: sum(W[i][j] * delta[j] for j in (0, 1))),
        pencil(*case, meets=1),
        pencil(*case, back=lambda delta, j: 0),
        pencil(*case, slope=lambda h: 1),
        (0, 0, [list(row) for row in zip(*dW, strict=True)]),
    ):
        assert matrix(slip[2]) in SOURCE


def test_two_uses_of_a_word_add_and_numpys_short_form_keeps_one():
    v = space()
    assert np.allclose(v["gradient"].params.W_xh[:, v["the"]], v["deltas"][0] + v["deltas"][3])
    assert np.allclose(v["kept"][:, v["the"]], v["deltas"][3]) and not np.allclose(v["deltas"][0], 0)


def test_loop_and_sweep_agree_and_the_loop_truncates_at_k_plus_one_passes():
    v = space()
    weights = v["U"], v["W"], v["V"], v["x"], v["y"]
    _, whole, products = v["bptt_loop"](*weights)
    assert products == 28 and np.allclose(whole, v["gradient"].params.W_hh, atol=1e-14)
    assert gradcheck.relative_error(whole, gradcheck.numeric_gradient(v["loss"], v["W"])) < 1e-8
    _, cut, products = v["bptt_loop"](*weights, truncate=2)
    assert products == 1 + 2 + 3 * 5
    params, trace, _ = v["forward"](7, 1.0)
    window, _, _ = bptt.backward(rnn, params, trace, v["sweep"](7, 1.0)[0][:, None], window=2)
    assert np.allclose(cut, window.W_hh, atol=1e-14)


def test_forward_mode_agrees_and_costs_what_the_table_says():
    script = runpy.run_path(str(REFERENCE / "make_lesson_03.py"))
    v, rng = space(), np.random.default_rng(5)
    for H, T in (2, 3), (5, 8):
        problem = rng.normal(size=(H, H)), rng.normal(size=(T, H)), rng.normal(size=(T, H))
        found = v["rtrl"](*problem)
        assert gradcheck.relative_error(found, script["backwards"](*problem)) < 1e-12
        assert np.array_equal(found, script["forwards"](*problem))
    for row in json.loads((REFERENCE / "lesson_03.json").read_text(encoding="utf-8"))["rows"]:
        line = next(line for line in SOURCE.splitlines() if line.startswith(f"| {row['H']} |"))
        forwards, backwards, times = (int(cell.replace(" ", "")) for cell in line.split("|")[2:5])
        assert [forwards, backwards] == row["kept"] and row["error"] < 1e-12
        assert 0.8 < row["ratio"] / times < 1.25


def test_without_the_row_of_zeros_the_published_loop_is_wrong():
    v = space()
    deltas, states = np.ones((7, 3)), v["trace"].states[1:, 0]
    assert not np.allclose(v["recurrent_part"](deltas, states), deltas[1:].T @ states[:-1])
