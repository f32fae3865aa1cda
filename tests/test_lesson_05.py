"""Lesson 05, the wall: captions against independent computation, and the numbers of the text."""

import math
import re

import lessons
import numpy as np
import pytest
from lesson_05 import LESSON, caption_of, number, settings

from helpers import linear
from helpers.figures.lesson_05_wall import STEEP
from helpers.figures.lettering import Tags


def end_of(w, b, T, x=0.5):
    for _ in range(T):
        x = w * 0.5 * (1 + math.tanh(x / 2)) + b  # the logistic function by another road
    return 0.5 * (1 + math.tanh(x / 2))


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
                away = [y for word, (_, y) in zip(tags.words, tags.get_offsets(), strict=True) if "to (" in word]
                assert len(away) == 1 + (at["log10_limit"] == 3.0) and (np.diff(away) > 0.25).all()
            low, high = right.get_ylim()
            assert low <= np.log10(norms[norms > 0]).max() <= high
    finally:
        figure.reshape("wide")
        figure.update(**figure.start)


def test_default_caption_says_what_the_text_below_it_says():
    figure = lessons.figure("Figure 5.1")
    one = figure.update(**figure.start)
    assert "thrown out after 30 updates" in one and "348, 550" in one and "2166" in one
    assert one.count("ends in the picture with an error below 0.005") == 1 and "5 of its 200" in one
