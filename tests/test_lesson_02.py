"""Lesson 02: what its captions, its text and its checks say, computed again by other means."""

import math
import re
from functools import cache

import lessons
import numpy as np
import pytest
from matplotlib.colors import to_hex
from test_sliders import caption_and_values, close_to_text, settings

from helpers.figures import style
from helpers.figures.lettering import Tags

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("02_"))
TEXT = PATH.read_text(encoding="utf-8")


@cache
def lesson():
    return lessons.namespace(PATH)


def log10(value):
    return math.log10(value) if value > 0 else -math.inf


def numbers(pattern, caption):
    found = re.search(pattern, caption)
    assert found, (pattern, caption)
    return [text.rstrip(".,;") for text in found.groups()]


def agree(text, log10_size, caption):
    tiny = log10_size < -300  # an exact zero of one way may be a rounding error of the other
    assert close_to_text(text, log10_size) or (tiny and text == "exactly 0"), (caption, text, log10_size)


def test_caption_of_figure_2_1_agrees_with_repeated_products():
    pattern = r"has length (.+?), made of (.+?) along v₁ and (.+?) along v₂.*between (.+?) and (.+)\.$"
    for caption, v in caption_and_values("Figure 2.1"):
        angle = math.radians(v["between"])
        V = np.array([[1, math.cos(angle)], [0, math.sin(angle)]])
        W = V @ np.diag([v["lambda_1"], v["lambda_2"]]) @ np.linalg.inv(V)
        h = np.array([math.cos(angle - math.radians(v["off"])), math.sin(angle - math.radians(v["off"]))])
        lengths, h_0 = [1.0], h
        for _ in range(v["T"]):
            h = W @ h
            lengths.append(np.hypot(*h))
        length, part_1, part_2, shortest, longest = numbers(pattern, caption)
        sizes = np.abs(np.linalg.solve(V, h_0)) * np.abs([v["lambda_1"], v["lambda_2"]]) ** v["T"]
        for text, value in (length, lengths[-1]), (part_1, sizes[0]), (part_2, sizes[1]), (shortest, min(lengths)):
            if value > 1e-9:  # below, the products here are rounding errors of W
                agree(text, log10(value), caption)
        agree(longest, log10(max(lengths)), caption)


def test_caption_of_figure_2_2_agrees_with_the_family_written_out():
    pattern = r"ρ = (\S+), σ_max = (\S+): up to T .* most (.+?), at t = (\d+)\. At T = \d+ it is (.+?), "
    pattern += r"between ρ\^T = (.+) and σ_max\^T = (.+)\.$"
    for caption, v in caption_and_values("Figure 2.2"):
        rho, T, theta = v["rho"], v["T"], math.radians(v["theta"])
        bc = (rho * math.sin(theta)) ** 2 if v["theta"] % 180 else 0.0
        b = max(np.roots([1, -v["d"], -bc]).real, default=0.0)
        W = np.array([[rho * math.cos(theta), b], [v["d"] - b, rho * math.cos(theta)]])
        norms = [log10(np.linalg.norm(np.linalg.matrix_power(W, t), 2)) for t in range(T + 1)]
        sigma = np.linalg.norm(W, 2)
        radius, largest, peak, when, end, low, high = numbers(pattern, caption)
        assert float(radius) == pytest.approx(rho, abs=0.006) and float(largest) == pytest.approx(sigma, abs=0.006)
        assert math.isclose(norms[int(when)], max(norms), abs_tol=1e-9)
        agree(peak, max(norms), caption)
        for text, value in (end, norms[-1]), (low, T * log10(rho)), (high, T * log10(sigma)):
            if value > -290:
                agree(text, value, caption)


def test_caption_of_figure_2_3_agrees_with_a_matrix_that_is_scaled_first():
    pattern = r"ρ = (\S+) and σ_max = (\S+) After 10 steps the norm is (\S+), after 40 steps (.+?); (.+?)\. "
    pattern += r"One vector: (\S+) after 10 steps, (.+) after 40"
    X, powers, eigenvalues = {}, {}, {}
    for caption, v in caption_and_values("Figure 2.3"):
        n, g = int(numbers(r"(\d+) units", caption)[0]), v["g"]
        assert abs(n - v["n"]) <= 20
        if n not in X:
            X[n] = np.random.default_rng(0).normal(size=(n, n)) / np.sqrt(n)
            eigenvalues[n] = np.abs(np.linalg.eigvals(X[n])).max()
            powers[n] = [np.linalg.matrix_power(X[n], t) for t in (1, 10, 40)]
        one, ten, forty = (g**t * power for t, power in zip((1, 10, 40), powers[n], strict=True))
        rho, sigma, at_10, at_40, first, one_10, one_40 = numbers(pattern, caption)
        assert float(rho) == pytest.approx(g * eigenvalues[n], abs=6e-4)
        assert float(sigma) == pytest.approx(np.linalg.norm(one, 2), abs=6e-4)
        ones = np.ones(n) / np.sqrt(n)
        agree(at_10, log10(np.linalg.norm(ten, 2)), caption)
        agree(at_40, log10(np.linalg.norm(forty, 2)), caption)
        agree(one_10, log10(np.linalg.norm(ones @ ten)), caption)
        agree(one_40, log10(np.linalg.norm(ones @ forty)), caption)
        if "never" in first:
            assert np.linalg.norm(forty, 2) >= 1
        else:
            t = int(first.rsplit(" ", 1)[1])
            assert np.linalg.norm(np.linalg.matrix_power(g * X[n], t), 2) < 1
            assert t == 1 or np.linalg.norm(np.linalg.matrix_power(g * X[n], t - 1), 2) >= 1


def test_default_captions_say_what_the_text_below_them_says():
    said = {name: figure.update(**figure.start) for name, figure in lesson()["figures"].items()}
    assert "length 25.3" in said["Figure 2.1"] and "between 0.173 and" in said["Figure 2.1"]
    for words in "σ_max = 2.35", "at most 7.77, at t = 9", "it is 0.24,":
        assert words in said["Figure 2.2"]
    for words in "ρ = 0.933", "σ_max = 1.764", "t = 18", "One vector: 0.254 after 10":
        assert words in said["Figure 2.3"]
    for words in "multiplies by 2.00", "gradient 7.5e9", "power T is exactly 0":
        assert words in said["Figure 2.4"]


@pytest.mark.parametrize(
    "figure, moved, words",
    [
        ("2.1", {"off": 0}, "has length 5.9e-6, made of exactly 0 along v₁"),
        ("2.1", {"lambda_1": 0.9, "between": 10, "off": 90}, "between 1 and 4.16"),
        ("2.2", {"d": 5.0}, "at most 19.4, at t = 9"),
        ("2.2", {"rho": 1.0}, "it is 120"),
        ("2.2", {"rho": 0.0}, "at most 2, at t = 1. At T = 60 it is exactly 0"),
        ("2.2", {"theta": 10}, "at most 5.94, at t = 6"),
        ("2.2", {"theta": 10, "T": 18}, "it is 0.15, between ρ^T = 0.15"),
        ("2.2", {"d": 0.0}, "it is 0.0018, between ρ^T = 0.0018 and σ_max^T = 0.0018"),
        ("2.3", {"g": 0.5}, "first below 1 at t = 1."),
        ("2.3", {"g": 1.0}, "after 40 steps 14.1"),
        ("2.3", {"g": 0.577}, "after 40 steps 3.9e-9"),
        ("2.4", {"T": 60}, "gradient 7.5e-13, at most 2.1e11 on the way (t = 36)"),
    ],
)
def test_what_the_text_invites_to_try_comes_out(figure, moved, words):
    live = lesson()["figures"][f"Figure {figure}"]
    assert words in live.update(**(live.start | moved))


def test_the_arrow_of_figure_2_1_soon_points_along_the_first_eigenvector():
    h = np.array([math.cos(math.radians(44)), math.sin(math.radians(44))])
    lengths = [np.hypot(*(np.linalg.matrix_power([[2, -1.7], [0, 0.3]], t) @ h)) for t in range(11)]
    assert min(lengths) == lengths[2] == pytest.approx(0.173, abs=5e-4)
    x, y = np.linalg.matrix_power([[2, -1.7], [0, 0.3]], 3) @ h
    assert math.degrees(math.atan2(y, x)) == pytest.approx(4.95, abs=0.05)
    assert math.sin(math.radians(1)) / math.sin(math.radians(45)) == pytest.approx(0.025, abs=5e-4)


def test_each_part_of_figure_2_1_and_its_names_have_the_colour_of_its_factor():
    live = lesson()["figures"]["Figure 2.1"]
    for lambda_1, lambda_2 in (2.0, 0.3), (0.9, 2.0), (1.0, 1.0):
        live.update(**(live.start | {"lambda_1": lambda_1, "lambda_2": lambda_2}))
        right = live.picture.figure.axes[1]
        (tags,) = (artist for artist in live.picture.moving if isinstance(artist, Tags))
        for value, part in zip((lambda_1, lambda_2), "12", strict=True):
            (line,) = (line for line in right.lines if line.get_label() == f"along $v_{part}$")
            (name,) = (text for text in right.texts if text.get_text() == f"along $v_{part}$")
            assert {artist.get_color() for artist in (line, name)} == {style.factor_fate(value)}
            assert tags.words[int(part) - 1].endswith(f"× {value:.2f}")
            assert to_hex(tags.get_facecolor()[int(part) - 1]) == style.factor_fate(value).lower()
            assert line.get_linewidth() > 2 * right.lines[3].get_linewidth()  # seen beside the length that lies on it
    live.update(**live.start)


def test_the_verdict_in_the_picture_is_the_last_number_of_the_caption():
    for name, pattern in {
        "Figure 2.1": r"the arrow has length (.+?), made",
        "Figure 2.2": r"At T = \d+ it is (.+?), between",
        "Figure 2.3": r"after 40 steps (.+?); ",
        "Figure 2.4": r"at T = \d+: gradient (.+?), at most",
    }.items():
        live = lesson()["figures"][name]
        for values in settings(live):
            (number,) = numbers(pattern, live.update(**values))
            said = live.picture.moving[-1]
            if number in ("exactly 0", "about 0"):
                assert said.get_text().startswith(number) and said.get_color() == style.TRUTH, values
                continue
            assert said.get_text().split(" ", 2)[2].startswith(number), values
            size = float(number.removeprefix("about "))
            if abs(abs(log10(size)) - 1) > 0.5:  # an order of magnitude is no more exact
                assert said.get_color() == style.fate(log10(size)), values
        live.update(**live.start)
