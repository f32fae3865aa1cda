"""Lesson 03, Figure 3.3: its errors against other computations, and what is left of the loss."""

import re

import lessons
import numpy as np
import pytest
from matplotlib.text import Text
from test_sliders import caption_and_values, close_to_text

from helpers.figures.lens import NOTHING, WAYS, seen_in

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("03"))
TEXT = PATH.read_text(encoding="utf-8")


def space():
    return lessons.namespace(PATH)


def test_caption_of_figure_3_3_agrees_with_taylor():
    for caption, v in caption_and_values("Figure 3.3"):
        forward, central, imaginary = re.search(
            r"forward difference is (.+), of .+ difference (.+), of .+ step (.+)\.$", caption
        ).groups()
        eps = 10 ** v["log10_eps"]

        n = space()

        def loss(w, n=n):
            s, total = np.zeros(3), 0.0
            for t in range(7):
                s = np.tanh(n["U"][:, n["x"][t]] + (n["W"] + w * np.outer([0, 0, 1], [1, 0, 0])) @ s)
                logits = n["V"] @ s
                total += np.log(np.exp(logits).sum()) - logits[n["y"][t]]
            return float(total)

        slope = (8 * (loss(1e-3) - loss(-1e-3)) - (loss(2e-3) - loss(-2e-3))) / 12e-3  # another formula, O(eps^4)
        if -4 <= v["log10_eps"]:
            expected = abs((loss(eps) - loss(0)) / eps / slope - 1)
            assert np.isclose(float(forward), expected, rtol=0.06), caption
        if -2.3 <= v["log10_eps"]:
            expected = abs((loss(eps) - loss(-eps)) / (2 * eps) / slope - 1)
            assert np.isclose(float(central), expected, rtol=0.1, atol=1e-7), caption
        if v["log10_eps"] < -8:
            assert imaginary == "below 1e-14", caption
            assert float(central) > 1e-11 and float(forward) > 1e-11


def test_finite_differences_are_best_where_the_text_says():
    """All nine weights at once, so that single dips, which are luck, count less."""
    v, steps = space(), np.arange(-12, 0, 0.25)
    true = np.array([[at.imag / 1e-30 for at in row] for row in moved(1e-30j)])
    here = v["loss"](v["W"])
    size = np.abs(true)
    forward = [np.median(np.abs((moved(10**s) - here) / 10**s - true) / size) for s in steps]
    central = [np.median(np.abs((moved(10**s) - moved(-(10**s))) / (2 * 10**s) - true) / size) for s in steps]
    assert -8.6 < steps[np.argmin(forward)] < -6.9 and 1e-8 < min(forward) < 1e-6
    assert -6.1 < steps[np.argmin(central)] < -4.6 and 1e-11 < min(central) < 2e-9
    assert np.median(v["curves"][2][v["log10_steps"] < -9]) < 1e-14


def test_the_step_of_exercise_3_4_is_where_the_flanks_of_figure_3_3_meet():
    v = space()
    h, only = 1e-2, v["only"]
    up, far, near, down = (v["loss"](v["W"] + k * h * only) for k in (2, 1, -1, -2))
    M, L = (up - 2 * far + 2 * near - down) / (2 * h**3), v["loss"](v["W"])
    assert L == pytest.approx(15.46, abs=0.005) and M == pytest.approx(47.7, abs=0.1)
    double, single = ((3 * u * 15.46 / 47.7) ** (1 / 3) for u in (1.1e-16, 6e-8))
    assert double == pytest.approx(5e-6, rel=0.1) and single == pytest.approx(4e-3, rel=0.1)
    assert "About 4·10⁻³ in float32, 5·10⁻⁶ in float64" in TEXT


def moved(step):
    """The losses (3,3) with each weight of W moved by `step`, one at a time."""
    v = space()
    return np.array([[v["loss"](v["W"] + step * np.outer(*np.eye(3)[[i, j]])) for j in range(3)] for i in range(3)])


def test_the_computed_loss_of_figure_3_3_is_drawn_without_gaps():
    live = space()["figures"]["Figure 3.3"]
    for log10_eps in -15.0, -14.5, 0.0:  # where it leaves the panel, too
        live.update(**(live.start | {"log10_eps": log10_eps}))
        line = next(line for line in live.picture.figure.axes[0].lines if len(line.get_xdata()) > 200)
        assert np.array_equal(line.get_xdata(), space()["us"])


def test_what_is_left_of_the_loss_fills_figure_3_3_and_its_chords_are_the_errors():
    live, us = space()["figures"]["Figure 3.3"], space()["us"]
    lens = live.picture.figure.axes[0]
    factors = {}
    for log10_eps in -15.0, -14.5, -13.25, -12.0, -9.0, -7.0, -5.0, -2.0, 0.0:
        caption = live.update(**(live.start | {"log10_eps": log10_eps}))
        left = space()["rise"](10**log10_eps) - us
        curve = next(line for line in lens.lines if len(line.get_xdata()) > 200)
        y = curve.get_ydata()
        assert y.min() == pytest.approx(0) and y.max() == pytest.approx(1)
        assert np.allclose((y - y[120]) * np.ptp(left), left - left[120])
        factors[log10_eps] = 1 / np.ptp(left)
        assert close_to_text(re.search(r"magnified (\S+) times", caption).group(1), -np.log10(np.ptp(left)))
        forward, central, _ = space()["curves"][:, np.isclose(space()["log10_steps"], log10_eps)].ravel()
        for way, error in (0, forward), (1, central):
            (chord,) = (line for line in lens.lines if line.get_color() == WAYS[way][0] and line.get_marker() == "None")
            (x0, x1), (y0, y1) = chord.get_data()
            assert np.isclose(abs(y1 - y0) / (x1 - x0) * np.ptp(left), error, rtol=1e-9)
    assert max(factors, key=factors.get) == -7.0 and 1e5 < factors[-7.0] < 1e7  # it climbs as ε falls, and falls back
    assert list(factors.values()) == sorted([*factors.values()][:6]) + sorted([*factors.values()][6:], reverse=True)


def test_figure_3_3_says_what_is_left_of_the_loss_and_how_many_digits_are_right():
    live = space()["figures"]["Figure 3.3"]
    headline, digits = (text for text in live.picture.moving if isinstance(text, Text) and text.get_weight() == "bold")
    for log10_eps, left, right in [
        (0.0, "0.", "central: 0 digits right"),
        (-2.0, "13.1 × larger: curvature", "central: 3 digits right"),
        (-5.0, "1.4·10⁴ × larger: curvature", "central: 9 digits right"),
        (-10.0, ": rounding", "central: 5 digits right"),
        (-15.0, ": stairs", "central: 0 digits right"),
    ]:
        live.update(**(live.start | {"log10_eps": log10_eps}))
        assert left in headline.get_text() and digits.get_text() == right
    kinds = [seen_in(space()["rise"](10**log10_eps), space()["us"])[0] for log10_eps in space()["log10_steps"]]
    turns = [kind for i, kind in enumerate(kinds) if i == 0 or kind != kinds[i - 1]]
    assert turns == ["stairs", "rounding", "curvature"]


def test_an_error_of_exactly_0_in_figure_3_3_is_off_the_line_and_has_a_place_of_its_own():
    live = space()["figures"]["Figure 3.3"]
    imaginary, steps = space()["curves"][2], space()["log10_steps"]
    exact = steps[imaginary == 0]
    live.update(**live.start)
    effect = live.picture.figure.axes[1]
    assert effect.get_yticklabels()[0].get_text() == "0" and effect.get_yticks()[0] == NOTHING
    line = next(line for line in effect.lines if line.get_linestyle() == ":")
    assert len(line.get_xdata()) == np.count_nonzero(imaginary) and line.get_ydata().min() > NOTHING + 0.5
    for log10_eps in exact[:1]:
        live.update(**(live.start | {"log10_eps": float(log10_eps)}))
        (dot,) = (line for line in effect.lines if line.get_marker() == "D")
        assert dot.get_ydata()[0] == NOTHING


def test_caption_chords_and_curves_of_figure_3_3_agree_down_to_the_rounding_errors():
    live, us = space()["figures"]["Figure 3.3"], space()["us"]
    for log10_eps in -15.0, -14.5, -13.25, -9.0, -2.0, 0.0:
        caption = live.update(**(live.start | {"log10_eps": log10_eps}))
        forward, central, _ = space()["curves"][:, np.isclose(space()["log10_steps"], log10_eps)].ravel()
        assert f"forward difference is {forward:.1e}, of the central difference {central:.1e}" in caption
        rise = space()["rise"](10**log10_eps)
        assert np.isclose(abs((np.interp(1, us, rise) - np.interp(-1, us, rise)) / 2 - 1), central, rtol=1e-9)
