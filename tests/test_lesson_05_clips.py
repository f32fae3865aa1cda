"""Lesson 05, two ways to clip and the lags: captions and pictures against independent computation."""

import math
import re
from types import SimpleNamespace

import lessons
import numpy as np
import pytest
from lesson_05 import LESSON, caption_of, number, settings

from helpers.figures import lesson_05_lags
from helpers.figures.sizes import ends


def test_caption_of_figure_5_2_agrees_with_complex_numbers():
    for v in settings("Figure 5.2"):
        caption = caption_of("Figure 5.2", **v)
        angle, limit = round(v["angle"]), v["limit"]
        if abs(angle - v["angle"]) > 1e-9:
            v["angle"] = float(angle)
            caption = caption_of("Figure 5.2", **v)
        z = v["length"] * np.exp(1j * np.radians(angle))
        cut = min(z.real, limit) + 1j * min(z.imag, limit)
        by_norm, by_value = re.findall(r"length (\d+\.\d\d),", caption)[-2:]
        assert math.isclose(number(by_norm), min(v["length"], limit), abs_tol=0.0051)
        assert math.isclose(number(by_value), abs(cut), abs_tol=0.0051)
        turned = number(re.findall(r"turned by (\d+\.\d)°", caption)[-1])
        assert math.isclose(turned, abs(np.degrees(np.angle(cut / z))), abs_tol=0.051), caption


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_the_arc_of_figure_5_2_is_the_angle_that_is_turned(shape):
    figure = lessons.figure("Figure 5.2")
    try:
        figure.reshape(shape)
        (plane,) = figure.picture.figure.axes
        arc, turned = figure.picture.moving[5:7]
        for angle, degrees in (15.0, 30), (45.0, 0), (60.0, 15), (90.0, 0):
            figure.update(**figure.start | {"angle": angle})
            assert arc.get_visible() == turned.get_visible() == (degrees > 0)
            ends = np.degrees(np.arctan2(arc.get_ydata(), arc.get_xdata()))[[0, -1]]
            assert abs(ends[1] - ends[0]) == pytest.approx(degrees, abs=0.01) and ends[0] == pytest.approx(angle)
            assert not degrees or turned.get_text() == f"{degrees}°"
        assert plane.get_xlim()[0] == pytest.approx(-0.1)  # gradients of one quadrant
    finally:
        figure.reshape("wide")
        figure.update(**figure.start)


def test_caption_of_figure_5_3_agrees_with_the_product_of_jacobians():
    for v in settings("Figure 5.3", 15):
        caption = caption_of("Figure 5.3", **v)
        params = LESSON["rnn"].init(np.random.default_rng(1), 2, 32, "gaussian", v["gain"])
        h, hs = np.zeros(32), [np.zeros(32)]
        for x in LESSON["xs"][:, 0]:
            hs.append(h := np.tanh(params.W_hh @ h + params.W_xh @ x + params.b_h))
        delta, total, sizes = np.ones(32), np.zeros((32, 35)), []
        for t in range(40, 0, -1):
            dz = delta * (1 - hs[t] ** 2)
            part = np.concatenate([np.outer(dz, np.r_[LESSON["xs"][t - 1, 0], hs[t - 1], 1.0])], axis=1)
            sizes.append(np.linalg.norm(part))
            total, delta = total + part, params.W_hh.T @ dz
        norm, scale, share = map(
            number,
            re.search(r"norm (\S+) and is multiplied by (\S+)\. The part of lag 30 is (\S+) of", caption).groups(),
        )
        assert math.isclose(norm, np.linalg.norm(total), rel_tol=0.06), caption
        assert math.isclose(scale, min(1, 10 ** v["log10_limit"] / np.linalg.norm(total)), rel_tol=0.06)
        assert math.isclose(share, sizes[30] / sizes[0], rel_tol=0.06)


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_the_arrows_of_figure_5_3_are_equally_long_and_carry_the_one_factor(shape):
    picture = lesson_05_lags.lags(shape, None, 40)
    grey, *factors, shafts, tips, black, _, _, verdict, share = picture.moving
    for gain, log10_limit in ((0.5, -2.0), (0.2, -3.0), (0.5, 3.0), (1.0, 0.0), (3.0, 0.0), (5.0, -3.0)):
        before, after, norm, scale = LESSON["clipped_parts"](gain, log10_limit)
        picture.draw(SimpleNamespace(gain=gain, log10_limit=log10_limit), before, after, norm, scale)
        picture.pixels()
        low, high = picture.figure.axes[0].get_ylim()
        assert np.allclose(grey.get_ydata() - black.get_ydata(), max(0, norm - log10_limit))
        assert low <= min(black.get_ydata()) and max(grey.get_ydata()) <= high
        lengths = [top - bottom for (_, top), (_, bottom) in shafts.get_segments()]
        assert len(lengths) == 4 and np.ptp(lengths) < 1e-9 and tips.get_visible() == (scale < -0.5)
        assert all(abs(length + scale) < (high - low) / 40 for length in lengths)  # but for the arrow's head
        (said,) = {text.get_text() for text in factors}
        assert math.isclose(number(said.strip("× \u2009")), 10**scale, rel_tol=0.06)
        ratio = before[30] - before[0]
        word = "dies ▼" if ratio < -1 else "explodes ▲" if ratio > 1 else "survives ●"
        assert verdict.get_text() == ("still " if scale else "") + word
        assert math.isclose(number(share.get_text()), 10**ratio, rel_tol=0.06)
    default = LESSON["clipped_parts"](0.5, -2.0)
    picture.draw(SimpleNamespace(gain=0.5, log10_limit=-2.0), *default)
    low, high = picture.figure.axes[0].get_ylim()
    assert max(default[0]) - min(default[1]) > (high - low) / 2  # the data fill the axis
    assert {text.get_text() for text in factors} == {"×\u20090.0018"} and share.get_text() == "5.9e-10"


def test_no_setting_leaves_the_axis_of_figure_5_3():
    for limit in (-3.0, 3.0):
        for gain in np.arange(0.2, 5.01, 0.05):
            before, after, *_ = LESSON["clipped_parts"](gain, limit)
            low, high = ends((before, after), gears=lesson_05_lags.GEARS)
            assert low <= min(after) and max(before) <= high


def test_shares_of_the_lags_at_gain_3():
    params = LESSON["rnn"].init(np.random.default_rng(1), 2, 32, "gaussian", 3.0)
    trace = LESSON["bptt"].run(LESSON["rnn"], params, LESSON["xs"])
    parts = LESSON["bptt"].by_lag(LESSON["rnn"], params, trace, LESSON["dhs"])
    parts = np.array([np.concatenate([a.ravel() for a in part]) for part in parts])
    whole = np.linalg.norm(parts.sum(0))
    assert abs(np.linalg.norm(parts[39]) / whole - 5 / 6) < 0.01
    assert 1.5e-5 < np.linalg.norm(parts[:10].sum(0)) / whole < 2.5e-5


def test_captions_say_what_the_text_below_them_says():
    assert "turned by 30.0°" in caption_of("Figure 5.2", angle=15.0, length=4.0, limit=1.0)
    turns = [LESSON["clips"](4.0, angle, 1.0)[-1] for angle in np.linspace(0, 45, 451)]
    assert 14 < np.argmax(turns) / 10 < 15 and max(turns) > 30  # a little off the axis
    figure = lessons.figure("Figure 5.3")
    assert "5.9e-10" in figure.frame.caption and "multiplied by 0.00181" in figure.frame.caption
