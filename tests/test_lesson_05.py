"""Lesson 05: captions against independent computation, the numbers of the text, the stored table, wrong answers."""

import json
import math
import re
from types import SimpleNamespace

import lessons
import make_lesson_05
import numpy as np
import pytest

from helpers import linear, train
from helpers.figures import lesson_05_lags
from helpers.figures.lesson_05_wall import STEEP
from helpers.figures.lettering import Tags
from helpers.figures.sizes import ends

PATH = lessons.FOLDER / "05_exploding_and_clipping.ipynb"
LESSON = lessons.Lesson(PATH)
TEXT = PATH.read_text(encoding="utf-8")
STORED = json.loads((lessons.ROOT / "tests" / "reference" / "lesson_05.json").read_text())


def end_of(w, b, T, x=0.5):
    for _ in range(T):
        x = w * 0.5 * (1 + math.tanh(x / 2)) + b  # the logistic function by another road
    return 0.5 * (1 + math.tanh(x / 2))


def settings(name, n=60):
    """Values over the range of a figure's sliders: each end, and n random ones."""
    controls, rng = lessons.figure(name).controls, np.random.default_rng(5)
    start = {key: c.start for key, c in controls.items()}
    yield start
    for key, c in controls.items():
        yield from ({**start, key: end} for end in (c.low, c.high))
    for _ in range(n):
        yield {
            key: int(rng.integers(c.low, c.high + 1)) if isinstance(c.step, int) else float(rng.uniform(c.low, c.high))
            for key, c in controls.items()
        }


def caption_of(name, **values):
    return lessons.figure(name).update(**values)


def number(text):
    return float(text.rstrip("."))


def test_error_and_gradient_agree_with_differences_and_with_the_surface():
    rng = np.random.default_rng(0)
    for _ in range(50):
        w, b, T = rng.uniform(3, 4.2), rng.uniform(-4.6, -1), int(rng.integers(1, 51))
        E, dw, db = LESSON["error_and_gradient"](w, b, T)
        assert math.isclose(E, (end_of(w, b, T) - 0.7) ** 2, abs_tol=1e-12)
        for got, (v, u) in (dw, (1e-6, 0)), (db, (0, 1e-6)):
            ends = [(end_of(w + s * v, b + s * u, T) - 0.7) ** 2 for s in (1, -1)]
            assert math.isclose(got, (ends[0] - ends[1]) / 2e-6, rel_tol=1e-4, abs_tol=1e-8)
    for T in (1, 10, 30):
        surface, i, j = LESSON["errors"][T], 17, 150
        assert math.isclose(surface[j, i], (end_of(LESSON["ws"][i], LESSON["bs"][j], T) - 0.7) ** 2, abs_tol=1e-4)


def test_a_walk_follows_the_gradient_and_no_step_is_longer_than_allowed():
    path, norms = LESSON["descend"](5.2, -2.94, 50, 0.3, 1.0)
    steps = np.diff(path, axis=0)
    assert np.allclose(np.linalg.norm(steps, axis=1), 0.3 * np.minimum(norms, 1.0))
    for (w, b), step in zip(path[:-1], steps, strict=True):
        gradient = np.array(LESSON["error_and_gradient"](w, b, 50)[1:])
        assert -(step @ gradient) >= 0.999999 * np.linalg.norm(step) * np.linalg.norm(gradient)


def test_caption_of_figure_5_1_tells_what_the_walks_did():
    for v in settings("Figure 5.1"):
        caption = caption_of("Figure 5.1", **v)
        limit = 10 ** v["log10_limit"]
        for limit_here, part in (math.inf, caption.split("Clipped at")[0]), (limit, caption.split("Clipped at")[1]):
            path, norms = LESSON["descend"](v["w"], v["b"], v["T"], v["lr"], limit_here)
            out = np.abs(path[-1]).max() > 50
            assert ("thrown out" in part) == out, caption
            if not out:
                (w, b), E = path[-1], (end_of(*path[-1], v["T"]) - 0.7) ** 2
                assert ("ends in the picture" in part) == (abs(w - 5.25) <= 2.25 and abs(b + 2.8) <= 1.8), caption
                assert f"with an error {'below' if E < 0.005 else 'above'} 0.005" in part
            if limit_here == limit:
                count, total = map(int, re.search(r"(\d+) of its (\d+) updates", part).groups())
                assert (count, total) == (np.sum(norms > limit), len(norms))
            else:
                printed = number(re.search(r"has norm (\S+)", part).group(1))
                assert math.isclose(printed, norms.max(), rel_tol=0.06)


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


def test_default_captions_say_what_the_text_below_them_says():
    captions = {name: f.update(**f.start) for name, f in LESSON["figures"].items()}
    one = captions["Figure 5.1"]
    assert "thrown out after 30 updates" in one and "348, 550" in one and "2166" in one
    assert one.count("ends in the picture with an error below 0.005") == 1 and "5 of its 200" in one
    assert "turned by 30.0°" in captions["Figure 5.2"]
    assert "5.9e-10" in captions["Figure 5.3"] and "multiplied by 0.00181" in captions["Figure 5.3"]


def test_what_the_text_says_about_figure_5_1_and_suggests_to_try_happens():
    default = lessons.figure("Figure 5.1").start

    def walks(**change):
        v = default | change
        return [LESSON["descend"](v["w"], v["b"], v["T"], v["lr"], at) for at in (math.inf, 10.0 ** v["log10_limit"])]

    (free, free_norms), (held, held_norms) = walks()
    for path, norms in (free, free_norms), (held, held_norms):  # both zigzag, and the 29th step lands on the wall
        side = np.sign(path[:30, 1] - 0.5 + 0.62246 * path[:30, 0])
        assert np.sum(side[1:] != side[:-1]) > 10 and norms[:29].max() < 0.3 and 2150 < norms[29] < 2250
    assert np.sum(held_norms > 1) == 5
    assert max(norms.max() for _, norms in walks(T=10)) < 7  # a slope, no wall
    assert len(walks(log10_limit=3.0)[1][1]) < 200  # thrown out though clipped
    slow = caption_of("Figure 5.1", **default | {"log10_limit": -2.0})
    assert "200 of its 200 updates were clipped" in slow and "above 0.005; 200" in slow
    (free, free_norms), (held, _) = walks(lr=1.0)
    assert free[-1].round().tolist() == [27, 36] and free_norms[-1] == 0
    assert 0.9 < np.linalg.norm(np.diff(held, axis=0), axis=1).max() < 1.0001
    assert "it ends in the picture with an error below 0.005" in caption_of("Figure 5.1", **default | {"lr": 1.0})


def test_the_wall_rises_gradually_and_the_plateaus_are_gently_sloped():
    def norm(w, b):
        return math.hypot(*LESSON["error_and_gradient"](w, b, 50)[1:])

    largest = [max(norm(w, b) for b in np.linspace(-2.5, -1.8, 2001)) for w in (3.8, 4.2, 4.5)]
    assert [round(n) for n in largest] == [2, 22, 157]
    assert all(0.15 < norm(5.0, b) < 0.35 for b in (-2.6, -2.61, -2.62, -2.63))


def test_shares_of_the_lags_at_gain_3():
    params = LESSON["rnn"].init(np.random.default_rng(1), 2, 32, "gaussian", 3.0)
    trace = LESSON["bptt"].run(LESSON["rnn"], params, LESSON["xs"])
    parts = LESSON["bptt"].by_lag(LESSON["rnn"], params, trace, LESSON["dhs"])
    parts = np.array([np.concatenate([a.ravel() for a in part]) for part in parts])
    whole = np.linalg.norm(parts.sum(0))
    assert abs(np.linalg.norm(parts[39]) / whole - 5 / 6) < 0.01
    assert 1.5e-5 < np.linalg.norm(parts[:10].sum(0)) / whole < 2.5e-5


def test_numbers_of_course_md():
    slope = end_of(0, 0.5, 1) * (1 - end_of(0, 0.5, 1))
    assert f"{1 / slope:.4f}" == "4.2553" and f"{end_of(0, 0.5, 1):.5f}" == "0.62246"
    assert [f"{(w * slope) ** 50:.1e}" for w in (5, 6, 7)] == ["3.2e+03", "2.9e+07", "6.4e+10"]
    held, free = LESSON["fates"](1.0), LESSON["fates"](math.inf)
    assert held["solved"] >= 54 and held["thrown out"] == 0 and 20 <= free["thrown out"] <= 40


def test_the_sufficient_bound_is_never_violated():
    rng = np.random.default_rng(2)
    for _ in range(100):
        n, T = int(rng.integers(1, 6)), int(rng.integers(1, 30))
        W = rng.normal(size=(n, n))
        for phi, gamma in (np.tanh, 1.0), (lambda z: 1 / (1 + np.exp(-z)), 0.25):
            h, product = rng.normal(size=n), np.eye(n)
            for _ in range(T):
                h = phi(W @ h + rng.normal(size=n))
                slopes = 1 - h**2 if gamma == 1 else h * (1 - h)
                product = slopes[:, None] * W @ product
            assert np.linalg.norm(product, 2) <= (gamma * linear.spectral_norm(W)) ** T * (1 + 1e-9)


def test_the_stored_table_is_what_the_notebooks_network_does_and_what_the_text_says():
    ours = LESSON["learn"](3, train.adam(1e-3), 1, T=20, B=8, H=16, steps=20)
    rng_free = make_lesson_05.learn(3, train.adam(1e-3), 1, T=20, B=8, H=16, steps=20)
    assert np.array_equal(ours.losses, rng_free.losses)
    assert LESSON["stored"] == {name: row["updates"] for name, row in STORED.items()}
    assert len(STORED["Adam, clipped at 1"]["updates"]) == len(STORED["Adam, not clipped"]["updates"]) == 10
    assert all(u > 0 for u in STORED["Adam, clipped at 1"]["updates"])
    assert not any(STORED["Adam, not clipped"]["updates"]) and not any(STORED["SGD, clipped at 1"]["updates"])
    thrown = STORED["SGD, not clipped"]
    assert thrown["updates"] == [0, -1, 0, 0, -1]


def test_one_enormous_step_silences_the_units():
    corners = np.array([[x, m] for x in (0, 1) for m in (0, 1)])  # z is linear in the input: these are the extremes
    stored = STORED["SGD, not clipped"]
    for seed in (0, 2, 3):
        result = make_lesson_05.learn(seed, train.sgd(1e-2), None, steps=5)
        cell, readout = result.params
        assert stored["updates"][seed] == 0 and math.log10(result.norms[1]) > 100
        assert abs(math.log10(result.norms[1]) - stored["log10_norm"][seed]) < 0.1
        assert np.all(corners @ cell.W_xh.T + cell.b_h <= 0)  # from h = 0 nothing ever moves
        # Only the output's bias does: an update takes 2 % off its distance from the mean of the targets.
        assert math.log10(readout.b_y[0] ** 2) + 2 * 1995 * math.log10(0.98) > 60


def test_the_live_training_and_what_the_text_says_about_thresholds():
    free, held = LESSON["free"], LESSON["held"]
    assert free.losses.max() > 1e4 and 200 < free.losses.argmax() < 240
    assert abs(free.losses[-100:].mean() - 0.16) < 0.01
    assert 70 < held.losses.argmax() < 86 and 500 < len(held.losses) < 800 and held.stopped.startswith("Reached")
    median = np.median(held.norms[:100])
    assert round(median / 2) == 3 and round(10 * median) == 58 and np.mean(held.norms > 1) > 0.9
    assert 1000 * math.log(0.001 * 10_000**2) > 10_000  # until an e-fold per 1000 updates has forgotten the spike


def test_adam_moves_a_weight_by_a_few_learning_rates_however_large_the_gradient():
    update, weight, state, moved = train.adam(1.0), (np.zeros(1),), None, []
    for gradient in [1e-3, -1e-3] * 500 + [1e6] + [1e-3, -1e-3] * 100:
        before, (weight, state) = weight[0][0], update(weight, (np.array([gradient]),), state)
        moved.append(abs(weight[0][0] - before))
    assert 2 < max(moved) < 7.3  # by Cauchy and Schwarz never more than (1 - β1) / √((1 - β2) (1 - β1² / β2))
    assert max(moved[-100:]) < 0.01  # and then hardly at all


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_a_step_out_of_figure_5_1_is_an_arrow_from_where_it_left(shape):
    figure = lessons.figure("Figure 5.1")
    try:
        figure.reshape(shape)
        picture, (left, right) = figure.picture, figure.picture.figure.axes
        picture.pixels()
        tags, names = (artist for artist in picture.moving if isinstance(artist, Tags))
        for change, thrown in ({}, True), ({"T": 10}, False), ({"log10_limit": 3.0}, True):
            at = figure.start | change
            figure.update(**at)
            path, norms = LESSON["descend"](at["w"], at["b"], at["T"], at["lr"], math.inf)
            shaft = next(line for line in left.lines if line.get_linewidth() == 5 and line.get_alpha() is None)
            assert shaft.get_visible() == thrown
            assert names.words == ["not clipped", "clipped", "limit"]
            assert ("wall" in tags.words) == (at["T"] >= STEEP) and " start" in tags.words
            if thrown:
                (x0, x1), (y0, y1) = shaft.get_data()
                n = next(i for i, point in enumerate(path) if np.allclose(point, (x0, y0)))
                (w0, w1), (b0, b1) = left.get_xlim(), left.get_ylim()
                assert (
                    w0 <= x0 <= w1
                    and b0 <= y0 <= b1
                    and not (w0 <= path[n + 1, 0] <= w1 and b0 <= path[n + 1, 1] <= b1)
                )
                assert np.isclose([x1, x1, y1, y1], [w0, w1, b0, b1]).any()  # up to the edge
                assert f"to ({path[-1, 0]:.0f}, {path[-1, 1]:.0f})" in tags.words
            low, high = right.get_ylim()
            assert low <= np.log10(norms[norms > 0]).max() <= high
    finally:
        figure.reshape("wide")
        figure.update(**figure.start)


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
