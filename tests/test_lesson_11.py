"""Lesson 11: what its figures show, and the numbers in its text."""

import lessons
import numpy as np
import pytest
from test_figures import drawn

from helpers import attention, runs
from helpers.figures import style

LESSON = lessons.Lesson(lessons.FOLDER / "11_one_hop.ipynb")


def test_the_small_numbers_of_the_text():
    a, v = np.array([1 / 2, 1 / 4, 1 / 4]), np.array([2.0, 6, -2])
    V, keys = v[:, None, None], np.log(a)[:, None, None]
    c, weights = attention.attend(np.ones((1, 1, 1)), keys, V)
    _, by_score, by_value = attention.attend_back(np.ones((1, 1, 1)), keys, V, weights, np.ones((1, 1, 1)))
    assert weights[0, 0] == pytest.approx(a) and c.item() == pytest.approx(2)
    assert by_value[:, 0, 0] == pytest.approx([1 / 2, 1 / 4, 1 / 4])
    assert by_score[:, 0, 0] == pytest.approx([0, 1, -1])
    assert 8 * 4096**2 == 128 * 2**20


def test_flat_but_thin():
    one_hop = LESSON["one_hop"]
    _, by_lag, tanh, LSTM = one_hop(100, 60, 0)
    near, far = 10 ** by_lag[[1, 99]]
    assert round(near, 3) in (0.005, 0.006) and round(far, 3) == 0.005
    assert by_lag[1:].max() - by_lag[1:].min() < 0.3 and abs(by_lag[1:50].mean() - by_lag[50:].mean()) < 0.02
    assert np.floor(tanh[99]) == -33 and round(LSTM[99]) == -19
    thinner = 10 ** (one_hop(300, 60, 0)[1][1:].mean() - by_lag[1:].mean())
    assert thinner == pytest.approx(1 / 3, abs=0.02)
    assert -0.5 < (by_lag + np.log10(100))[1:].mean() < 0  # about 1/T


def test_the_gradient_follows_the_weight():
    one_hop = LESSON["one_hop"]
    shares, by_lag, *_ = one_hop(100, 60, 8)
    assert 10 ** shares[60] > 0.95 and round(10 ** by_lag[60], 2) == 0.46
    others = np.delete(by_lag, [0, 60])
    assert round(10 ** by_lag[0], 2) == 0.01 and round(10 ** one_hop(100, 60, 0)[1][0], 1) == 0.1
    assert -4 < others.min() and others.max() < -3.4
    assert one_hop(100, 1, -8)[1][1] < -5


def test_the_figure_shows_a_hop():
    figure = lessons.figure("Figure 11.1")
    try:
        for at in {}, {"margin": 8.0}, {"T": 10, "lag": 299}:
            values = figure.start | at
            figure.move(**values)
            shares, by_lag, *_ = LESSON["one_hop"](values["T"], values["lag"], values["margin"])
            place = min(values["lag"], values["T"] - 1)
            moving = [artist for artist in figure.picture.moving if hasattr(artist, "get_xydata")]
            assert any(np.array_equal(line.get_ydata(), shares) for line in moving)
            assert any(np.array_equal(line.get_ydata(), by_lag) for line in moving)
            (sign,) = (line for line in moving if line.get_gid() == "gradient" and line.get_visible())
            assert sign.get_xydata() == pytest.approx(np.array([[place, by_lag[place]]]))
            said = [text.get_text() for text in drawn(figure.picture) if text.get_gid() == "fate"]
            assert any(style.power_of_ten(by_lag[place]) in text and f"lag {place}" in text for text in said)
    finally:
        figure.move(**figure.start)


def test_a_confident_mistake():
    updates, mistake = runs.load("11_certain"), LESSON["mistake"]
    assert (updates["SGD"][0], updates["Adam"][0]) == (40, 117)
    assert [updates["SGD"][margin] for margin in (8, 10, 12)] == [783, 5544, 40727]
    assert (updates["Adam"][12], updates["Adam"][24]) == (145, 2355)
    weights, by_score = mistake(12)
    assert f"{weights[0]:.0e}" == "6e-06" and f"{by_score[0]:.1e}" == "1.2e-05"
    assert 1 / 1.1 < by_score[1] / by_score[0] < 1 and weights[1] > 0.9999
    assert np.allclose(mistake(0)[0], 0.1)
    assert sum(weights) == pytest.approx(1)


def test_a_loss_on_the_weight_itself_hears():
    def updates(margin):
        scores = margin * np.eye(10)[1]
        for n in range(1000):
            weights = np.exp(scores - scores.max())
            weights /= weights.sum()
            if -np.log(weights[0]) < 0.01:
                return n
            scores = scores - (weights - np.eye(10)[0])  # a_j g (v_j - v̄) with g = -1/v̄

    assert (updates(0), updates(12)) == (94, 62)


def test_depth_in_the_figure():
    layers = LESSON["layers"]
    spread, tokens, asked = layers(32, "plain", "the past")
    assert -47 < tokens[-1] < -46 and abs(tokens[0]) < 0.1
    assert spread[-1] < -8 and asked[-1] < -15 < asked[0] < -7
    assert round(np.log10(32.0**-32)) == -48
    spread, tokens, asked = layers(32, "residual", "the past")
    assert 0 < tokens[-1] < 1 and tokens.max() > 4 and asked[-1] == -np.inf and spread[-1] > -3
    spread, tokens, asked = layers(32, "pre-LN", "the past")
    assert max(tokens[[0, 16, 31]].max(), asked.max()) < 1 and min(tokens[[0, 16, 31]].min(), asked.min()) > -1
    spread, tokens, asked = layers(32, "post-LN", "the past")
    assert tokens.max() < 0.1 and tokens[16:].max() < -4
    assert layers(4, "plain", "all")[0][-1] < -15
    assert layers(1, "plain", "the past")[1].shape == (32,)


def test_root_d():
    largest = LESSON["largest_weight"]
    assert largest(1024, 1) > 0.99 and largest(4, 1) < 0.3 and all(largest(d, d**-0.5) < 0.1 for d in (4, 64, 1024))
