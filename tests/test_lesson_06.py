"""Lesson 06: the factor per step at the start, against independent computation, and the numbers of the text."""

import math
import re

import lessons
import numpy as np
import pytest

from helpers import linear, params
from helpers.figures import carpet, style
from helpers.figures.picture import in_style, panels
from helpers.figures.stream import VERDICTS

LESSON = lessons.Lesson(lessons.FOLDER / "06_initialisation.ipynb")

PHI = {
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "logistic": (lambda z: 1 / (1 + np.exp(-z)), lambda z: 1 / (2 + np.exp(z) + np.exp(-z))),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0).astype(float)),
}


def by_hand(activation, recurrent, gain, s, T):
    """(root mean square of the slopes, log10 of the norm of the gradient T steps back), step by step, rescaled."""
    phi, slope = PHI[activation]
    W = params.recurrent_matrix(np.random.default_rng(0), 64, recurrent, gain)
    noise = np.random.default_rng(1).standard_normal((100, 64))
    h, slopes = 0.1 * noise[0], []
    for t in range(T):
        z = W @ h + s * noise[t]
        h = phi(z)
        slopes.append(slope(z))
    delta, log10 = np.random.default_rng(2).standard_normal(64), 0.0
    delta = delta / np.linalg.norm(delta)
    for d in reversed(slopes):
        delta = W.T @ (d * delta)
        log10 += math.log10(np.linalg.norm(delta)) if delta.any() else -math.inf
        delta = delta / (np.linalg.norm(delta) or 1)
    return np.sqrt(np.mean(np.square(slopes))), log10


def test_caption_of_figure_6_1_agrees_with_a_run_by_hand():
    rng = np.random.default_rng(6)
    cases = [("tanh", "orthogonal", 1.0, 0.5, 100)]
    for activation in PHI:
        for recurrent in params.INITIALISERS:
            cases.append((activation, recurrent, 0.05 * int(rng.integers(4, 60)), rng.uniform(0, 3), 30))
            cases.append((activation, recurrent, 1.0, 0.0, int(rng.integers(2, 101))))
    for activation, recurrent, gain, s, T in cases:
        values = dict(gain=gain, s=s, T=T, recurrent=recurrent, activation=activation)
        caption = lessons.figure("Figure 6.1").update(**values)
        rms, factor, size = re.search(
            r"slopes is (\S+)\. .* multiplied by (.+) a step; .* it is (.+)\.$", caption
        ).groups()
        slope, log10 = by_hand(activation, recurrent, gain, s, T)
        assert abs(float(rms) - slope) < 6e-4, caption
        printed = math.log10(float(size)) if float(size[0]) and "e-3" not in size[-5:] else log10
        assert abs(printed - log10) < 0.03, (caption, log10)
        assert math.isclose(float(factor), 10 ** (log10 / T), rel_tol=0.01, abs_tol=1e-3), caption


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_6_1_shows_the_slope_of_every_unit_and_the_way_of_the_gradient(shape):
    figure = lessons.figure("Figure 6.1")
    try:
        figure.reshape(shape)
        for at in {}, {"s": 0.0}, {"T": 30}, {"gain": 3.0, "s": 1.0, "recurrent": "gaussian"}, {"activation": "relu"}:
            values = figure.start | at
            figure.move(**values)
            T = values["T"]
            tiles, alone, truth, leaves, end, *_ = figure.picture.moving
            W = params.recurrent_matrix(np.random.default_rng(0), 64, values["recurrent"], values["gain"])
            noise, (phi, slope) = np.random.default_rng(1).standard_normal((100, 64)), PHI[values["activation"]]
            h = 0.1 * noise[0]
            for t in range(T):  # the first step stands on the left
                z = W @ h + values["s"] * noise[t]
                h = phi(z)
                column = tiles.colours[:, -T + t]
                assert (
                    np.allclose(column[:, 0] / 255, np.sort(1 - slope(z)), atol=0.003) and (column[:, 3] == 255).all()
                )
            assert (tiles.colours[:, :-T, 3] == 0).all()
            log10 = [by_hand(*(values[key] for key in ("activation", "recurrent", "gain", "s")), T)[1], T]
            assert np.allclose((truth.get_ydata()[-1], truth.get_xdata()[-1]), log10, atol=1e-6)
            assert alone.get_linewidth() > 2 * truth.get_linewidth()
            low, high = truth.axes.get_ylim()
            shown = np.r_[0, T * math.log10(values["gain"])]
            assert bool(len(leaves.get_xdata())) == (shown[1] > high)
            assert at or np.ptp(truth.get_ydata()) > (high - low) / 2  # the data fill the axis
            said = [text.get_text() for text in figure.picture.moving if hasattr(text, "get_text")]
            colour = style.fate(log10[0])
            assert f"{VERDICTS[colour]} {style.power_of_ten(log10[0])}" in said
            assert (
                end.get_color() == colour
                and end.get_xdata() == [T]
                and f"slopes is {said[-1]}." in figure.frame.caption
            )
    finally:
        figure.reshape("wide")
        figure.move(**figure.start)


def test_an_exact_0_is_a_gap_and_a_line_that_leaves_the_axis_ends_in_its_sign():
    with in_style():
        _, (page,) = panels("wide", (1,), 420)
        drawn = carpet.Carpet(page, 2, 100)
    lags = np.r_[0.0, -1.0, -2.0, np.full(8, -np.inf)]
    drawn.draw(np.ones((10, 2)), 1.0, np.linspace(0, 90, 11), lags)
    assert list(drawn._truth.get_xdata()) == [0, 1, 2] and drawn._zero.get_visible() and not drawn._end.get_visible()
    assert drawn._zero.get_position()[0] == 6 and drawn._verdict.get_text() == "exactly 0"
    assert drawn._leaves.get_marker() == "^" and drawn._leaves.get_ydata() == [3]
    assert np.isclose(drawn._leaves.get_xdata()[0], 1 / 3) and drawn._alone.get_ydata()[-1] == 3
    drawn.draw(np.ones((10, 2)), 1.0, np.zeros(11), np.linspace(0, -90, 11))
    assert drawn._end.get_visible() and not drawn._zero.get_visible() and not len(drawn._leaves.get_xdata())
    assert drawn._end.get_ydata() == [-45] and drawn._end.get_xdata() == [5] and drawn._end.get_marker() == "v"


def test_caption_of_figure_6_2_agrees_with_a_run_and_an_integral():
    z = np.linspace(-8, 8, 4001)
    density = np.exp(-z * z / 2) / np.exp(-z * z / 2).sum()
    rng = np.random.default_rng(7)
    for gain, s in [(1.5, 1.0), (0.1, 0.0), (4.0, 3.0), (1.0, 0.05)] + [
        (rng.uniform(0.1, 4), 0.05 * int(rng.integers(2, 61))) for _ in range(10)
    ]:
        caption = lessons.figure("Figure 6.2").update(gain=gain, s=s)
        theory, measured, critical = map(float, re.findall(r"(\d+\.\d+)(?= a step|\.\s|\.$)", caption))
        found = []
        for g in (gain, critical):
            v = 1.0
            for _ in range(400):
                v = g**2 * (np.tanh(np.sqrt(v) * z) ** 2 @ density) + s**2
            found.append(math.sqrt(g**2 * (np.cosh(np.sqrt(v) * z) ** -4.0 @ density)))
        assert abs(theory - found[0]) < 0.002, caption
        assert abs(measured - 10 ** (by_hand("tanh", "gaussian", gain, s, 100)[1] / 100)) < 1e-3
        assert abs(found[1] - 1) < 0.015 if s else critical == 1


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_6_2_is_a_map_of_the_theory_with_this_network_in_it(shape):
    figure = lessons.figure("Figure 6.2")
    try:
        figure.reshape(shape)
        (axes,) = figure.picture.figure.axes
        hills = next(artist for artist in axes.collections if artist.get_gid() == "neutral")
        for level, path in zip(hills.levels, hills.get_paths(), strict=True):
            for s, gain in path.vertices[:: max(1, len(path.vertices) // 4)]:
                assert abs(LESSON["mean_field"](np.array([gain]), s)[0] - level) < 0.02
        for values in {}, {"gain": 4.0}, {"s": 0.0, "gain": 1.0}:
            figure.move(**figure.start | values)
            *_, here, verdict = figure.picture.moving
            at = figure.values
            measured = 10 ** (by_hand("tanh", "gaussian", at["gain"], at["s"], 100)[1] / 100)
            assert (here.get_xdata(), here.get_ydata()) == ([at["s"]], [at["gain"]])
            assert here.get_color() == verdict.get_color() == style.factor_fate(measured)
            assert verdict.get_text().endswith(f"× {measured:.3f} a step")
    finally:
        figure.reshape("wide")
        figure.move(**figure.start)


def test_default_captions_and_numbers_of_the_text():
    captions = {name: f.update(**f.values) for name, f in LESSON["figures"].items()}
    assert "slopes is 0.765" in captions["Figure 6.1"] and "2.0e-12" in captions["Figure 6.1"]
    assert "theory says 0.868" in captions["Figure 6.2"] and "critical gain is 1.86" in captions["Figure 6.2"]
    first = lessons.figure("Figure 6.1")
    assert "it is 0.625" in first.update(**first.values | {"s": 0.0})
    assert set(first.controls["recurrent"].options) == set(params.INITIALISERS)
    white = first.update(**first.values | {"gain": 3.0, "s": 1.0, "recurrent": "gaussian"})
    assert "slopes is 0.438" in white and "it is 7.1e9" in white  # most units closed, and it explodes
    assert np.median(LESSON["follow"]("tanh", "gaussian", 3.0, 1.0)[1]) < 0.3
    turn = [by_hand("relu", "gaussian", gain, 0.5, 100)[1] for gain in (1.25, 1.3, 1.4)]
    assert turn[0] < -1 and turn[1] > 0.5 and 3.9 < turn[2] < 4.1
    rates = [by_hand("tanh", "gaussian", g, 0.5, 100)[1] / 100 for g in (0.5, 1.0, 1.5, 3.0)]
    assert [round(10**r, 2) for r in rates] == [0.41, 0.74, 0.98, 1.31]
    assert all(
        r < math.log10(0.25)
        for r in [by_hand("logistic", k, 1.0, 0.5, 60)[1] / 60 for k in ("gaussian", "identity", "orthogonal")]
    )
    critical = LESSON["critical"]
    assert critical[0] == 1 and all(np.diff(critical) > 0) and critical[-1] > 2


def test_orthogonal_weights_never_grow_a_gradient_and_gaussian_ones_have_two_radii():
    for s in (0.0, 0.3, 2.0):
        lags = LESSON["follow"]("tanh", "orthogonal", 1.0, s)[0]
        assert np.all(np.diff(lags) <= 1e-12)
    W = params.recurrent_matrix(np.random.default_rng(0), 500, "gaussian", 1.0)
    assert abs(linear.spectral_radius(W) - 1) < 0.05 and abs(linear.spectral_norm(W) - 2) < 0.05
    W = params.recurrent_matrix(np.random.default_rng(0), 500, "pytorch")
    assert abs(np.sqrt(500) * W.std() - 3**-0.5) < 0.01


def test_a_linear_network_of_gain_1_keeps_lengths_on_average_only_for_few_steps():
    rng, squared = np.random.default_rng(0), []
    for _ in range(300):
        W = params.recurrent_matrix(rng, 64, "gaussian", 1.0)
        squared.append([np.sum(np.linalg.matrix_power(W, steps)[0] ** 2) for steps in (5, 50)])
    few, many = np.mean(squared, axis=0)
    assert abs(few - 1) < 0.1 and many > 100
