"""Lesson 02: the network whose gradient grows though no eigenvalue does."""

import math
import re

import lessons
import numpy as np
import pytest
from mpmath import mp
from test_lesson_02 import agree, lesson, log10, numbers
from test_sliders import caption_and_values

from helpers import linear
from helpers.checks import lesson_02 as check
from helpers.figures import style
from helpers.figures.lettering import Outlines


def test_caption_of_figure_2_4_agrees_with_a_product_of_single_numbers():
    """W = w u vᵀ with u = (1, -1), v = (1, 1): the product is D_T u (vᵀ D_{T-1} W u …) vᵀ, numbers all the way."""
    pattern = (
        r"step multiplies by (\S+)\. From .* beside it, at T = \d+: gradient (.+), at most (.+) on the way \(t = (\d+)"
    )
    compared = 0
    for caption, v in caption_and_values("Figure 2.4"):
        w, p, q = v["w"], v["p"], v["q"]
        factor, end, peak, when = numbers(pattern, caption)
        assert float(factor) == pytest.approx(w * (q * q - p * p), abs=0.006)
        assert "power T is exactly 0" in caption or v["T"] == 1
        h, log_product, sizes = (p + 10 ** v["log10_off"], q), 0.0, [0.0]
        bias = math.atanh(p) - w * (p + q), math.atanh(q) + w * (p + q)
        for _ in range(v["T"]):
            z = w * (h[0] + h[1]) + bias[0], -w * (h[0] + h[1]) + bias[1]
            slopes = [1 / math.cosh(x) ** 2 for x in z]
            sizes.append(log_product + math.log10(w * math.sqrt(2) * math.hypot(*slopes)))
            log_product += log10(abs(w * (slopes[0] - slopes[1])))
            h = math.tanh(z[0]), math.tanh(z[1])
        if "about" in caption or min(sizes) < -250:  # rounding errors have grown too large
            continue
        compared += 1
        if abs(log_product - sizes[-1]) < 5:  # 1 - 1 in the last factor would lose the digits
            agree(end, sizes[-1], caption)
        agree(peak, max(sizes), caption)
        assert math.isclose(sizes[int(when)], max(sizes), abs_tol=1e-6)
    assert compared > 60


def test_only_steps_that_can_be_told_apart_are_numbered_in_figure_2_4():
    live = lesson()["figures"]["Figure 2.4"]
    live.update(**live.start)
    (stones,) = (artist for artist in live.picture.moving if isinstance(artist, Outlines))
    assert stones.words == []  # all 30 steps stay at the star
    live.update(**(live.start | {"w": 4.0, "p": 0.75, "q": 0.125, "T": 60}))
    assert len(stones.words) > 3 and stones.words == sorted(stones.words, key=int)
    live.update(**live.start)


def test_where_figure_2_4_says_grows_a_step_grows():
    live = lesson()["figures"]["Figure 2.4"]
    for w in 2.0, 8.0, 12.0:
        live.update(**(live.start | {"w": w}))
        plane = live.picture.figure.axes[0]
        said = [text for text in plane.texts if text.get_text() in ("grows", "shrinks")]
        assert len(said) == 5
        for text in said:
            h_1, h_2 = text.get_position()
            assert (w * abs(h_2**2 - h_1**2) > 1) == (text.get_text() == "grows")
            inside = [area.get_path().contains_point((h_1, h_2)) for area in plane.patches[:4]]
            assert sum(inside) == (text.get_text() == "grows")
            assert plane.patches[4].get_path().contains_point((h_1, h_2)) == (text.get_text() == "shrinks")
    live.update(**live.start)


def test_the_signs_of_figure_2_4_follow_the_true_factor_of_each_step():
    live = lesson()["figures"]["Figure 2.4"]
    live.update(**(live.start | {"w": 4.0, "p": 0.75, "q": 0.125, "T": 60}))
    clouds = [line for line in live.picture.figure.axes[0].lines if line.get_gid() == "factor"]
    assert sum(len(line.get_xdata()) for line in clouds) == 60
    for line in clouds:
        for h in line.get_xydata():  # a step into h, then W: D W D W = (this factor) D W, with any D before
            before, there = np.diag(1 - np.array([0.3, -0.2]) ** 2), np.diag(1 - h**2)
            W = 4 * np.array([[1, 1], [-1, -1]])
            factor = np.linalg.norm(W @ there @ W @ before, 2) / np.linalg.norm(W @ before, 2)
            assert line.get_color() == style.factor_fate(factor)


def test_a_chaotic_network_without_an_eigenvalue():
    live = lesson()["figures"]["Figure 2.4"]
    caption = live.update(**(live.start | {"w": 4.0, "p": 0.75, "q": 0.125, "T": 60}))
    assert int(re.search(r"gradient about 1e(\d+)", caption).group(1)) >= 12
    for start in 1e-12, 1e-3, 0.1:  # from near and far, over 20000 steps
        h, total = [0.75 + start, 0.125], 0.0
        bias = math.atanh(0.75) - 4 * 0.875, math.atanh(0.125) + 4 * 0.875
        for _ in range(20_000):
            s = 4 * (h[0] + h[1])
            h = math.tanh(s + bias[0]), math.tanh(bias[1] - s)
            total += math.log(abs(4 * (h[1] ** 2 - h[0] ** 2)))
        assert math.exp(total / 20_000) == pytest.approx(1.9, abs=0.04)


def test_the_sufficient_bound_is_never_violated():
    rng = np.random.default_rng(7)
    for _ in range(500):
        n, T = rng.integers(1, 7), rng.integers(1, 30)
        W, h = rng.normal(size=(n, n)) * rng.uniform(0.05, 3), rng.normal(size=n)
        gamma, phi = (1.0, np.tanh) if rng.random() < 0.5 else (0.25, lambda z: 1 / (1 + np.exp(-z)))
        jacobians = []
        for _ in range(T):
            h = phi(W @ h + rng.normal(size=n))
            jacobians.append((1 - h**2 if gamma == 1 else h * (1 - h))[:, None] * W)
        bound = np.arange(T + 1) * np.log10(gamma * np.linalg.norm(W, 2))
        assert np.all(linear.log10_product_norms(np.array(jacobians)) <= bound + 1e-9)


def exact(w, p, q, log10_off, T):
    """log10 of the gradient after T steps, with 200 digits."""
    with mp.workdps(200):
        w, p, q = map(mp.mpf, (w, p, q))
        b = mp.atanh(p) - w * (p + q), mp.atanh(q) + w * (p + q)
        h, product = (p + mp.mpf(10) ** log10_off, q), mp.mpf(1)
        for _ in range(T):
            s = w * (h[0] + h[1])
            h = mp.tanh(b[0] + s), mp.tanh(b[1] - s)
            slopes = [1 - x**2 for x in h]
            size, product = product * w * mp.sqrt(2) * mp.hypot(*slopes), product * abs(w * (slopes[0] - slopes[1]))
        return float(mp.log10(size))


def test_digits_that_the_caption_prints_are_true_and_where_there_are_none_it_says_so():
    live = lesson()["figures"]["Figure 2.4"]
    rng, warned = np.random.default_rng(0), 0
    for _ in range(60):
        values = {key: lessons.anywhere(rng, control) for key, control in live.controls.items()}
        caption = live.update(**values)
        (said,) = numbers(r"gradient (.+?), at most", caption)
        if "about" in said:
            assert "no digit counts" in caption or "what is left there is rounding errors" in caption
            warned += 1
            continue
        true = exact(values["w"], values["p"], values["q"], values["log10_off"], values["T"])
        if true > -290:
            agree(said, true, caption)
    assert 5 < warned < 30
    caption = live.update(**(live.start | {"w": 4.0, "p": 0.75, "q": 0.125, "T": 60}))
    (said,) = numbers(r"gradient about 1e(\d+), at most", caption)
    assert 14 <= int(said) <= 21 and round(exact(4.0, 0.75, 0.125, -12, 60)) == 17
    live.update(**live.start)


def test_a_share_of_the_starts_stays_chaotic_and_the_others_come_to_rest():
    def growth(w, star, h, T, last):
        W = w * np.array([[1, 1], [-1, -1]])
        b, total = np.arctanh(star) - W @ star, 0.0
        for t in range(T):
            h = np.tanh(h @ W.T + b)
            total += (t >= T - last) * np.log(np.abs(w * (h[:, 1] ** 2 - h[:, 0] ** 2)) + 1e-300)
        return np.exp(total / last)

    rng = np.random.default_rng(11)
    star = np.array([0.75, 0.125])
    found = growth(4.0, star, rng.uniform(-1, 1, (2000, 2)), 1500, 1000)
    assert 0.11 < (found > 1).mean() < 0.18  # "about six of seven" come to rest
    assert np.allclose(found[found < 1], 0.099, atol=1e-3) and 1.8 < found[found > 1].min() < found.max() < 2.0
    near = growth(4.0, star, star + rng.uniform(-0.05, 0.05, (300, 2)), 1500, 1000)
    assert near.min() > 1.8
    assert growth(4.0, star, np.zeros((1, 2)), 1500, 1000)[0] == pytest.approx(0.099, abs=1e-3)
    assert growth(8.0, np.array([0.0, 0.5]), rng.uniform(-1, 1, (2000, 2)), 600, 100).max() < 1


def test_the_pencil_exercise():
    W, D = 4 * np.array([[1, 1], [-1, -1]]), np.diag([0.75, 1.0])
    J = D @ W
    assert J.tolist() == [[3, 3], [-4, -4]] and (J @ J).tolist() == (-J).tolist()
    rng = np.random.default_rng(0)
    for w, a, b in rng.uniform(-0.9, 0.9, (20, 3)):
        J = np.diag([1 - a * a, 1 - b * b]) @ (w * np.array([[1, 1], [-1, -1]]))
        assert np.allclose(J @ J, w * (b * b - a * a) * J)
    verdict = check.design(lambda G: (9.0, (-G / 9) ** 0.5 if G < 0 else 0.0, (G / 9) ** 0.5 if G > 0 else 0.0))
    assert verdict.passed
