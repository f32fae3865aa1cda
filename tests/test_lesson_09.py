"""Lesson 09, ways and skips: captions against independent computation, and the numbers of the text."""

import math
from itertools import product

import lessons
import numpy as np
import pytest
from lesson_09 import LESSON, caption_of, close, numbers
from matplotlib.collections import LineCollection
from matplotlib.text import Text

from helpers import live
from helpers.figures import lesson_09 as figures
from helpers.figures import style
from helpers.figures.lesson_09_paths import WIDEST


def all_ways(T, d):
    """Every way over T steps as a tuple of links, by trying all tuples of a length; small T only."""
    return [way for n in range(T + 1) for way in product((1, d), repeat=n) if sum(way) == T]


def linear(a, b, d, T):
    """∂h_T/∂h_0 by the power of the companion matrix."""
    if d == 1:
        return (a + b) ** T
    C = np.eye(d, k=-1)
    C[0, 0], C[0, -1] = a, b
    return np.linalg.matrix_power(C, T)[0, 0]


def test_the_ways_are_counted_and_their_sum_is_the_gradient():
    for T, d in ((1, 2), (6, 3), (9, 2), (12, 5), (5, 7)):
        ours = LESSON["ways"](T, d)
        assert sorted(map(tuple, ours)) == sorted(all_ways(T, d))
        counts, worths = LESSON["by_skips"](0.7, 0.4, d, T)
        skips = [way.count(d) for way in ours]
        assert [skips.count(m) for m in range(len(counts))] == counts and sum(counts) == len(ours)
        assert math.isclose(sum(worths), linear(0.7, 0.4, d, T))
        assert np.allclose(LESSON["one_way"](T, d, 0.7, 0.4)[2], [linear(0.7, 0.4, d, t) for t in range(T + 1)])
    assert len(LESSON["ways"](6, 3)) == 6


def test_caption_of_figure_9_1_agrees_with_ways_that_are_listed():
    rng = np.random.default_rng(0)
    cases = [(20, 5, 4, 0.5, 0.4), (1, 10, 10, 1.2, 0.05), (20, 10, 0, 0.05, 1.2), (12, 2, 3, 0.05, 0.05)]
    cases += [(int(rng.integers(1, 13)), int(rng.integers(2, 11)), int(rng.integers(0, 11)), *rng.uniform(0.05, 1.2, 2))
              for _ in range(15)]  # fmt: skip
    for T, d, skips, a, b in cases:
        caption = caption_of("Figure 9.1", T=T, d=d, skips=skips, a=a, b=b)
        pattern = r"has (\d+) links?, among them (\d+) skips?\. Ways of this kind: (\d+) of (\d+), worth (\S+)\. "
        pattern += r"All ways together carry (\S+); the largest part, (\S+), comes along (\d+) links?\."
        links, taken, like, total, carry, whole, most, where = numbers(pattern, caption)
        assert close(whole, linear(a, b, d, T)) and taken == min(skips, T // d), caption
        if T <= 12:
            listed = all_ways(T, d)
            worth = [math.prod(a if link == 1 else b for link in way) for way in listed]
            by_length = {}
            for way, w in zip(listed, worth, strict=True):
                by_length.setdefault(len(way), []).append(w)
            assert total == len(listed) and like == len(by_length[links]), caption
            assert close(carry, sum(by_length[links])) and close(most, sum(by_length[where])), caption
            assert sum(by_length[where]) == max(map(sum, by_length.values()))


def test_caption_of_figure_9_2_agrees_with_the_companion_matrix():
    rng = np.random.default_rng(1)
    cases = [(10, 0.6, 0.3, 60), (1, 0.0, 0.0, 1), (60, 1.2, 1.2, 60), (31, 0.0, 0.9, 60), (59, 0.6, 0.3, 60)]
    cases += [(int(rng.integers(1, 61)), *rng.uniform(0, 1.2, 2), int(rng.integers(1, 61))) for _ in range(25)]
    for d, a, b, T in cases:
        caption = caption_of("Figure 9.2", d=d, a=a, b=b, T=T)
        pattern = r"After \d+ steps? the gradient is (.+); without the skip it would be (.+), and (.+) "
        pattern += r"with single steps of a \+ b\. At this T a skip of (\d+) carries most, (.+)\.$"
        gradient, plain, one, best, most = numbers(pattern, caption)
        assert close(gradient, linear(a, b, d, T)) and close(plain, a**T) and close(one, (a + b) ** T), caption
        every = [linear(a, b, n, T) for n in range(1, 61)]
        assert close(most, max(every)) and math.isclose(every[int(best) - 1], max(every), rel_tol=1e-9), caption


def test_numbers_of_the_text_on_ways_and_skips():
    captions = {
        name: lessons.figure(name).update(**lessons.figure(name).start) for name in ("Figure 9.1", "Figure 9.2")
    }
    assert "Ways of this kind: 1 of 140, worth 0.0256. All ways together carry 0.148" in captions["Figure 9.1"]
    assert "largest part, 0.112, comes along 8 links" in captions["Figure 9.1"]
    assert LESSON["by_skips"](0.5, 0.4, 5, 20)[0][3] == 56
    for text in ("the gradient is 0.048", "be 4.9e-14", "0.0018 with single", "skip of 59 carries most, 0.36"):
        assert text in captions["Figure 9.2"]
    assert "gradient is 3.3e-6" in caption_of("Figure 9.2", d=31, a=0.6, b=0.3, T=60)
    assert linear(0.6, 0.3, 30, 60) > 0.08
    assert abs(linear(0.6, 0.4, 10, 5000) - 1 / 4.6) < 1e-9
    caption = caption_of("Figure 9.2", d=10, a=0.6, b=0.5, T=60)
    assert "gradient is 0.607" in caption and "304 with single" in caption and linear(0.6, 0.5, 10, 1000) > 1e6
    dead = [d for d in range(1, 61) if linear(0.0, 0.3, d, 60) == 0]
    assert dead == [d for d in range(1, 61) if 60 % d]


def test_the_sum_of_sizes_decides_for_any_signs_and_the_root_tends_to_the_rule():
    rng = np.random.default_rng(5)
    for _ in range(200):  # |a| + |b| < 1 suffices for any signs
        a, b, d = *rng.uniform(-1, 1, 2), int(rng.integers(2, 40))
        if abs(a) + abs(b) < 1:
            assert np.abs(np.roots([1, -a, *[0] * (d - 2), -b])).max() < 1
    for _ in range(50):  # and for positive weights a + b > 1 explodes
        a, b, d = *rng.uniform(0.01, 1, 2), int(rng.integers(2, 20))
        assert (np.abs(np.roots([1, -a, *[0] * (d - 2), -b])).max() > 1) == (a + b > 1)
    root = max(abs(np.roots([1, -0.6, *[0] * 398, -0.3])))
    assert abs(root**400 - 0.75) < 1e-3


def test_random_matrices_add_in_squares():
    import make_lesson_09_matrices as script

    found = []
    for seed in range(500, 510):
        A, B = np.random.default_rng(seed).normal(0, 0.577 / 8, (2, 64, 64))
        found.append(LESSON["arrives"](A, B))
    again = script.ways(0.577, 0.577, 5)
    assert again["matrices"] == script.spread(found) == [0.0103, 0.0176, 0.0589]
    assert (again["numbers"], again["squares"]) == (6.9, 0.0126)
    assert round(0.577 * math.sqrt(2), 3) == 0.816
    A = np.random.default_rng(0).normal(0, 0.577 / 8, (64, 64))  # multiples of one another: gains add
    assert np.isclose(np.log(LESSON["arrives"](A, A, d=1)), np.log(LESSON["arrives"](2 * A, 0 * A, d=1)))


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_9_1_is_as_wide_as_what_flows(shape):
    figure = live.Live("Figure 9.1", figures.paths, LESSON["one_way"], shape=shape)
    for T, d, a, b in (20, 5, 0.5, 0.4), (7, 3, 1.2, 0.1), (4, 9, 0.5, 0.5):
        figure.move(T=T, d=d, a=a, b=b)
        f = np.array([linear(a, b, d, t) for t in range(T + 1)])
        steps = np.array([f[t] * a * f[T - 1 - t] / f[T] for t in range(T)])
        jumps = [f[t] * b * f[T - d - t] / f[T] for t in range(T - d + 1)]
        for cut in range(T):  # the gradient passes from t = cut + 1 to t = cut, by one link or another
            over = sum(jumps[i] for i in range(len(jumps)) if i <= cut < i + d)
            assert math.isclose(steps[cut] + over, 1)
        chain, arcs, _, *_, bars, ring, _, verdict, said = figure.picture.moving
        assert np.allclose(chain.get_linewidth(), np.maximum(WIDEST * steps, 0.3))
        assert len(arcs.get_segments()) == len(jumps) and (T < d or np.ptp(arcs.get_linewidth()) < WIDEST)
        heights = np.array([path.vertices[:, 1].max() for path in bars.get_paths()])
        worths, m = LESSON["by_skips"](a, b, d, T)[1], min(4, T // d)
        assert np.allclose(heights, np.maximum(np.array(worths) / f[T], 0.006)) and 0 <= heights.min()
        assert ring.get_xdata()[0] < bars.get_paths()[m].vertices[:, 0].min()
        assert verdict.get_text().endswith(f" {style.power_of_ten(math.log10(f[T]))}") and "along" in said.get_text()


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_9_2_stands_on_stems_and_marks_the_divisors(shape):
    figure = live.Live("Figure 9.2", figures.skips, LESSON["skip_length"], [LESSON["lengths"]], shape)
    for d, a, b, T in (10, 0.6, 0.3, 60), (7, 0.0, 0.3, 60), (3, 1.2, 1.2, 48), (2, 0.5, 0.1, 1):
        figure.move(d=d, a=a, b=b, T=T)
        stems, teeth = (artist for artist in figure.picture.moving if isinstance(artist, LineCollection))
        low, high = stems.axes.get_ylim()
        every = {n: linear(a, b, n, T) for n in range(1, 61)}
        seen = {n: min(math.log10(size), high) for n, size in every.items() if size and math.log10(size) > low}
        for part, divides in (stems, False), (teeth, True):
            wanted = {n: y for n, y in seen.items() if (T % n == 0) == divides}
            tips = {int(x): y for (x, _), (_, y) in part.get_segments() for y in [y]}
            assert tips.keys() == wanted.keys() and np.allclose([*tips.values()], [*wanted.values()])
    figure.move(a=0.0, b=0.3, T=60, d=7)
    zero = [text for text in figure.picture.moving if isinstance(text, Text) and text.get_text() == "exactly 0"]
    assert zero and zero[0].get_visible()
