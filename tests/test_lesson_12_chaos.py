"""Lesson 12, going further: the largest Lyapunov exponent, the stored table, and two runs side by side."""

import math
import re

import lessons
import make_lesson_12_chaos
import numpy as np
from lesson_12 import LESSON, caption_of, log10_of, table

STORED = table("chaos")


def by_hand(gain, s, seed=3):
    """Distance (in units of its start) and log10 of the gradient, in a loop of its own."""
    rng = np.random.default_rng(seed)
    W = gain * rng.normal(0, 0.1, (100, 100))
    noise, h = rng.standard_normal((120, 100)), 0.5 * rng.standard_normal(100)
    v = rng.standard_normal(100)
    v /= np.linalg.norm(v)
    twin, log = h + 1e-8 * v, 0.0
    for u in noise:
        h, twin = np.tanh(W @ h + s * u), np.tanh(W @ twin + s * u)
        v = (1 - h * h) * (W @ v)
        log, v = log + math.log10(np.linalg.norm(v)), v / np.linalg.norm(v)
    return np.linalg.norm(h - twin) * 1e8, log


def test_caption_of_figure_11_4_agrees_with_a_loop_and_the_table():
    for gain, s in [(2.0, 0.0), (2.0, 2.0), (0.5, 2.0), (0.5, 0.0), (1.25, 0.0), (1.5, 1.0), (2.5, 0.75), (3.35, 1.5)]:
        caption = caption_of("Figure 12.4", gain=gain, s=s)
        average, factor, size, rate, apart = re.search(
            r"exponent is (\S+) nats a step, a factor of (\S+)\. .* gradient is (.+) after .* \((\S+) a step\), "
            r"and the twins are (.+) times",
            caption,
        ).groups()
        row = STORED["mean"][STORED["strengths"].index(s)]
        assert math.isclose(float(average), np.interp(gain, STORED["gains"], row), abs_tol=6e-4)
        assert math.isclose(float(factor), math.exp(float(average)), abs_tol=1e-3)
        distance, log = by_hand(gain, s)
        assert abs(log10_of(size) - log) < (0.03 if log < 8 else 0.5), (caption, log)  # chaos keeps no digits
        assert math.isclose(float(rate), log * math.log(10) / 120, abs_tol=6e-4 if log < 8 else 0.01)
        if 1e-4 < distance < 1e7:  # neither at the floats' grain nor as far apart as states can be
            assert abs(log10_of(apart) - math.log10(distance)) < 0.03, caption


def test_figure_11_4_shows_the_twins_themselves():
    figure = lessons.figure("Figure 12.4")
    figure.move(**figure.start | {"gain": 5.0})
    *_, twins = LESSON["live_run"](5.0, 0.0)
    _, _, gap, first, second, *_ = [part for part in figure.picture.moving if part.get_gid() != "ghost"]
    assert np.array_equal(first.get_ydata(), twins[:, 0]) and np.array_equal(second.get_ydata(), twins[:, 1])
    assert np.abs(twins[:30, 0] - twins[:30, 1]).max() < 0.01 < 1 < np.abs(twins[:, 0] - twins[:, 1]).max()
    assert first.get_linewidth() > 2 * second.get_linewidth()  # while they agree both are seen
    upper, lower = np.split(gap.get_xy()[:-1], 2)
    assert np.array_equal(upper[:, 1], twins[:, 0]) and np.array_equal(lower[::-1, 1], twins[:, 1])
    figure.move(**figure.start)


def test_the_stored_table_is_the_script_s_and_what_the_text_says():
    assert LESSON["gains"] == STORED["gains"] == make_lesson_12_chaos.GAINS
    assert LESSON["strengths"] == STORED["strengths"] == make_lesson_12_chaos.STRENGTHS
    assert np.array_equal(LESSON["means"], STORED["mean"])
    quiet, loud = STORED["mean"][0], STORED["mean"][4]
    for gain, value in ((0.9, -0.05), (1.25, 0.0), (1.5, 0.05), (2.0, 0.14), (5.0, 0.51)):
        assert abs(quiet[STORED["gains"].index(gain)] - value) < 0.025
    assert abs(np.interp(0, loud, STORED["gains"]) - 1.89) < 0.005
    assert np.all(np.diff(STORED["mean"], axis=0) < 0.002)  # input lowers the exponent, at every gain
    for g, s in ((2.0, 0.0), (1.5, 1.0), (5.0, 1.0)):
        i, j = STORED["strengths"].index(s), STORED["gains"].index(g)
        again = make_lesson_12_chaos.exponent(1, g, s, rest=200, steps=300)
        assert abs(again - STORED["mean"][i][j]) < 0.04


def test_what_the_text_says_of_figure_11_4():
    start = caption_of("Figure 12.4")
    assert "+0.137" in start and "1.147" in start and "exponent is -0.129" in caption_of("Figure 12.4", s=2.0)
    twins, gradient, _ = LESSON["live_run"](5.0, 0.0)
    assert np.all(twins[46:] > 8.5) and twins[35] < 8.5 and 22 < gradient[-1] < 28
    assert STORED["mean"][0][-1] == 0.512 and round(math.log(1e8) / 0.512) == 36
    at_2 = STORED["gains"].index(2.0)
    for s, mean, spread in zip(STORED["strengths"], STORED["mean"], STORED["spread"], strict=True):
        assert (mean[at_2] + 5 * spread[at_2] < 0) == (s >= 1.5)
    ends = {gain: sorted(by_hand(gain, 0.0, seed)[1] for seed in range(500, 600)) for gain in (2.0, 5.0)}
    assert sum(4 < end < 9 for end in ends[2.0]) >= 90 and 21.5 < ends[5.0][0] and ends[5.0][-1] < 28.9


def test_where_the_exponent_is_zero_is_a_range():
    crossings = [
        [np.interp(0, np.add(mean, off * np.array(spread)), STORED["gains"]) for off in (1, -1)]
        for mean, spread in zip(STORED["mean"], STORED["spread"], strict=True)
    ]
    low, high = crossings[0]
    assert 1.0 <= low < 1.07 and 1.25 < high <= 1.35, crossings[0]
    loud = crossings[STORED["strengths"].index(1.0)]
    assert 1.88 <= round(loud[0], 2) <= round(loud[1], 2) <= 1.90
