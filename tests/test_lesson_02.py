"""Lesson 02: what its captions, its text and its checks say, computed again by other means."""

import math
import re
from functools import cache

import lessons
import numpy as np
import pytest
from matplotlib.colors import to_hex
from test_checks import diagnoses
from test_sliders import caption_and_values, close_to_text, settings

from helpers import linear
from helpers.checks import lesson_02 as check
from helpers.figures import style
from helpers.figures.lettering import Outlines, Tags

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
    pattern = (
        r"ρ = (\S+), σ_max = (\S+), (?:κ = )?(\S+): up to T .* most (.+?), at t = (\d+)\. At T = \d+ it is (.+?), "
    )
    pattern += r"between ρ\^T = (.+) and σ_max\^T = (.+)\.$"
    for caption, v in caption_and_values("Figure 2.2"):
        rho, T, theta = v["rho"], v["T"], math.radians(v["theta"])
        bc = (rho * math.sin(theta)) ** 2 if v["theta"] % 180 else 0.0
        b = max(np.roots([1, -v["d"], -bc]).real, default=0.0)
        W = np.array([[rho * math.cos(theta), b], [v["d"] - b, rho * math.cos(theta)]])
        norms = [log10(np.linalg.norm(np.linalg.matrix_power(W, t), 2)) for t in range(T + 1)]
        sigma = np.linalg.norm(W, 2)
        radius, largest, kappa, peak, when, end, low, high = numbers(pattern, caption)
        assert float(radius) == pytest.approx(rho, abs=0.006) and float(largest) == pytest.approx(sigma, abs=0.006)
        assert math.isclose(norms[int(when)], max(norms), abs_tol=1e-9)
        agree(peak, max(norms), caption)
        for text, value in (end, norms[-1]), (low, T * log10(rho)), (high, T * log10(sigma)):
            if value > -290:
                agree(text, value, caption)
        if kappa == "defective":
            assert v["d"] > 0 and bc < 1e-12
        elif bc > 1e-9 and v["d"] > 0:  # the columns of eig's V have length 1: as well scaled as can be for a pair
            assert float(kappa) == pytest.approx(np.linalg.cond(np.linalg.eig(W)[1]), rel=0.01)
            assert norms[-1] <= math.log10(float(kappa)) + T * math.log10(rho) + 0.01


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
        if max(sizes) > 10 or min(sizes) < -250:  # what has been magnified 1e10-fold are rounding errors
            continue
        compared += 1
        if abs(log_product - sizes[-1]) < 5:  # 1 - 1 in the last factor would lose the digits
            agree(end, sizes[-1], caption)
        agree(peak, max(sizes), caption)
        assert math.isclose(sizes[int(when)], max(sizes), abs_tol=1e-6)
    assert compared > 60


def test_default_captions_say_what_the_text_below_them_says():
    said = {name: figure.update(**figure.start) for name, figure in lesson()["figures"].items()}
    assert "length 25.3" in said["Figure 2.1"] and "between 0.173 and" in said["Figure 2.1"]
    for words in "σ_max = 2.35", "at most 5.94, at t = 6", "it is 0.123":
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
        ("2.2", {"theta": 0, "d": 5.0}, "at most 19.4, at t = 9"),
        ("2.2", {"rho": 1.0, "theta": 0, "T": 60}, "it is 120"),
        ("2.2", {"rho": 0.0, "theta": 0}, "at most 2, at t = 1. At T = 40 it is exactly 0"),
        ("2.2", {"T": 18}, "it is 0.15, between ρ^T = 0.15"),
        ("2.2", {"d": 0.0}, "it is 0.0148, between ρ^T = 0.0148 and σ_max^T = 0.0148"),
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
            assert said.get_text().split(" ", 2)[2].startswith(number), values
            assert said.get_color() == style.fate(log10(0.0 if number == "exactly 0" else float(number))), values
        live.update(**live.start)


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
    assert int(re.search(r"gradient \d\.\de(\d+)", caption).group(1)) >= 12
    for start in 1e-12, 1e-3, 0.1:  # from near and far, over 20000 steps
        h, total = [0.75 + start, 0.125], 0.0
        bias = math.atanh(0.75) - 4 * 0.875, math.atanh(0.125) + 4 * 0.875
        for _ in range(20_000):
            s = 4 * (h[0] + h[1])
            h = math.tanh(s + bias[0]), math.tanh(bias[1] - s)
            total += math.log(abs(4 * (h[1] ** 2 - h[0] ** 2)))
        assert math.exp(total / 20_000) == pytest.approx(1.9, abs=0.04)


def test_figures_of_the_course_plan():
    assert np.linalg.norm(np.diag(1 - np.tanh([0.2, 0.1]) ** 2) @ np.diag([3, 2]), 2) == pytest.approx(2.88, abs=5e-3)
    for c, peak in (5, 19.4), (10, 38.7):
        powers = [np.linalg.norm([[0.9**t, c * t * 0.9 ** (t - 1)], [0, 0.9**t]], 2) for t in range(50)]
        assert int(np.argmax(powers)) == 9 and max(powers) == pytest.approx(peak, abs=0.05)
    J = np.array([[8.0, 8.0], [-6.0, -6.0]])
    assert sorted(np.linalg.eigvals(J).real) == pytest.approx([0, 2], abs=1e-9)
    for step in range(1, 20):
        assert np.linalg.norm(np.linalg.matrix_power(J, step), 2) == pytest.approx(2**step * np.sqrt(50), rel=1e-9)
    assert "7.5" in TEXT and 2**30 * np.sqrt(50) == pytest.approx(7.5e9, rel=0.02)
    assert np.std(np.random.default_rng(0).uniform(-1, 1, 10**6)) == pytest.approx(0.577, abs=1e-3)
    spread = [linear.spectral_radius(np.random.default_rng(s).normal(size=(20, 20)) / 20**0.5) for s in range(20)]
    assert max(spread) - min(spread) > 0.2  # "a matter of luck"


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


def test_non_normal_keeps_its_eigenvalues_and_has_the_departure_it_is_given():
    for radius, angle, d in (0.9, 0.2, 2.0), (1.1, 3.0, 0.5), (0.5, 1.0, 0.0), (0.7, 0.0, 1.0), (0.8, np.pi, 3.0):
        W = linear.non_normal(radius, angle, d)
        assert np.poly(W) == pytest.approx([1, -2 * radius * np.cos(angle), radius**2], abs=1e-12)
        assert W[0, 1] - -W[1, 0] == pytest.approx(d) and linear.non_normality(W) == pytest.approx(d, abs=1e-6)
    assert linear.non_normal(0.9, 0, 5).tolist() == [[0.9, 5], [0, 0.9]]
    assert not linear.non_normal(0, 1).any()
    for bad in {"departure": -1}, {"radius": -1}, {"angle": np.nan}:
        with pytest.raises(ValueError, match=f"{next(iter(bad))} must be"):
            linear.non_normal(**({"radius": 1, "angle": 0} | bad))


@pytest.mark.parametrize("ord", [2, "fro"])
def test_norms_of_products_agree_with_products(ord):
    Ms = np.random.default_rng(0).normal(size=(6, 3, 3))
    product, expected = np.eye(3), [np.log10(np.linalg.norm(np.eye(3), ord))]
    for M in Ms:
        product = M @ product
        expected.append(np.log10(np.linalg.norm(product, ord)))
    assert linear.log10_product_norms(Ms, ord) == pytest.approx(expected, abs=1e-12)
    same = linear.log10_product_norms(np.repeat(Ms[:1], 9, axis=0), ord)
    assert same == pytest.approx(linear.log10_power_norms(Ms[0], 9, ord), abs=1e-12)
    assert linear.log10_product_norms(1e-9 * np.repeat(Ms[:1], 500, axis=0), ord)[-1] < -4000
    assert linear.log10_product_norms(np.zeros((2, 3, 3)), ord)[1:].tolist() == [-np.inf, -np.inf]
    for wrong in np.ones((2, 3, 4)), np.ones((3, 3)), np.full((1, 2, 2), np.nan):
        with pytest.raises(ValueError, match=r"must (have shape|be finite)"):
            linear.log10_product_norms(wrong, ord)


def over(W, T, ord=2, first=0):
    return max(np.linalg.norm(np.linalg.matrix_power(W, t), ord) for t in range(first, T + 1))


def product(W, slopes, join):
    p = np.diag(slopes[0]) @ W
    for slope in slopes[1:]:
        p = join(p, np.diag(slope) @ W)
    return np.linalg.norm(p, 2)


@pytest.mark.parametrize(
    "check, wrong, words",
    [
        (check.length, lambda W, h, t: np.linalg.norm(W**t @ h), "power of every entry"),
        (check.length, lambda W, h, t: np.linalg.norm(np.linalg.matrix_power(W.T, t) @ h), "transposed"),
        (check.length, lambda W, h, t: np.linalg.norm(np.linalg.matrix_power(W, t + 1) @ h), "one step too many"),
        (
            check.length,
            lambda W, h, t: np.linalg.norm(np.linalg.eig(W)[1] @ np.diag(np.linalg.eigvals(W) ** t) @ h),
            "V⁻¹ is missing",
        ),
        (check.length, lambda W, h, t: np.linalg.matrix_power(W, t) @ h, "must return one number"),
        (check.hump, lambda W, T: over(W, T, "fro"), "Frobenius"),
        (check.hump, lambda W, T: over(W, T, first=1), "t = 0 is missing"),
        (check.hump, lambda W, T: over(W, T, first=T), "that is the last norm"),
        (check.hump, lambda W, T: max(np.linalg.norm(W**t, 2) for t in range(T + 1)), "power of every entry"),
        (check.hump, lambda W, T: over(W, T - 1), "off by one"),
        (check.hump, lambda W, T: max(1, np.linalg.norm(W, 2) ** T), "that is the bound"),
        (check.safe_gain, lambda X, gamma: 1 / (gamma * np.abs(np.linalg.eigvals(X)).max()), "spectral radius"),
        (check.safe_gain, lambda X, gamma: 1 / gamma / np.linalg.norm(X), "Frobenius"),
        (check.safe_gain, lambda X, gamma: 1 / np.linalg.norm(X, 2), "γ is missing"),
        (check.safe_gain, lambda X, gamma: gamma / np.linalg.norm(X, 2), "wrong side"),
        (check.mended, lambda W, slopes: product(W, slopes, np.multiply), "code with the bug"),
        (check.mended, lambda W, slopes: product(W, slopes, np.matmul), "wrong order"),
        (
            check.mended,
            lambda W, slopes: np.linalg.norm(np.linalg.multi_dot([W * s for s in slopes[::-1]] + [np.eye(len(W))]), 2),
            "belong to the left",
        ),
    ],
)
def test_typical_wrong_answers_are_diagnosed(check, wrong, words):
    assert words in diagnoses(check, wrong)
