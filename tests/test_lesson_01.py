"""Lesson 01: what its captions and its text say, computed again by other means. Its formulas: test_scalar."""

import math
import re

import lessons
import numpy as np
import pytest
from test_sliders import caption_and_values, close_to_text

from helpers import scalar

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("01_"))


def test_caption_of_figure_1_1_agrees_with_the_recurrence():
    noise = np.random.default_rng(0).standard_normal(60)
    for caption, v in caption_and_values("Figure 1.1"):
        h, sizes = 10 ** v["log10_h_0"], [0.0]
        for t in range(v["T"]):
            z = v["a"] * h + v["s"] * noise[t] + v["c"]
            h = math.tanh(z)
            slope = 4 * math.exp(-2 * abs(z)) / (1 + math.exp(-2 * abs(z))) ** 2  # 1 - tanh² without cancellation
            factor = abs(v["a"]) * slope
            sizes.append(sizes[-1] + math.log10(factor) if factor else -math.inf)
        pattern = r"\|a\|\^n is (.+); the gradient is (.+)\. At its largest it was (.+), after (\d+) steps?\."
        power, gradient, peak, when = re.search(pattern, caption).groups()
        assert close_to_text(power, v["T"] * math.log10(abs(v["a"])) if v["a"] else -math.inf), caption
        assert close_to_text(gradient, sizes[-1]), (caption, sizes[-1])
        assert close_to_text(peak, max(sizes)), caption
        assert int(when) == int(np.argmax(sizes)) or math.isclose(sizes[int(when)], max(sizes), abs_tol=1e-9)


def test_caption_of_figure_1_2_agrees_with_finite_differences():
    functions = {"tanh": np.tanh, "logistic": lambda z: 1 / (1 + math.exp(-z)), "ReLU": lambda z: max(z, 0.0)}
    for caption, v in caption_and_values("Figure 1.2"):
        for name, phi in functions.items():
            printed = float(re.search(rf"{name} by ([\d.]+\d)", caption).group(1))
            if name == "ReLU" and abs(v["z"]) < 1e-3:
                assert printed == 0  # the kink: the course takes the slope 0 there
                continue
            slope = (phi(v["z"] + 1e-5) - phi(v["z"] - 1e-5)) / 2e-5
            assert abs(printed - v["a"] * slope) < 1e-3, caption
            assert (name in caption.split("Growing:")[1]) == (v["a"] * slope > 1 + 1e-9), caption


def test_caption_of_figure_1_3_agrees_with_a_long_run():
    for caption, v in caption_and_values("Figure 1.3"):
        h_star, factor = map(
            float, re.search(r"h\* = ([\d.]+\d),.*?by ([\d.]+\d)\.", caption.replace("where", ",")).groups()
        )
        h = 0.5
        for _ in range(3000):
            h = math.tanh(v["a"] * h)
        assert abs(h - h_star) < (0.03 if abs(v["a"] - 1) < 0.01 else 1e-4), caption
        assert abs(v["a"] * (1 - h_star**2) - factor) < 1e-3


def test_caption_of_figure_1_4_agrees_with_runs_one_by_one():
    pushes = np.random.default_rng(1).standard_normal((40, 200))
    for caption, v in caption_and_values("Figure 1.4")[::6]:
        kept, sizes = 0, []
        for run in range(200):
            h = side = 0.5 if run % 2 == 0 else -0.5
            size = 0.0
            for push in pushes[:, run].tolist():
                z = v["a"] * h + v["s"] * push
                h, size = math.tanh(z), size + math.log10(v["a"]) - 2 * math.log10(math.cosh(z))
            kept += h * side > 0
            sizes.append(size)
        share, left = re.search(r"steps (\d+)% of 200 .* start, (\S+) is", caption).groups()
        assert abs(int(share) - kept / 2) <= 0.5 and close_to_text(left, np.median(sizes)), caption


def test_no_figure_starts_at_what_is_asked_above_it():
    start = {name: lessons.figure(name).start for name in lessons.names(PATH)}
    captions = {name: lessons.figure(name).update(**values) for name, values in start.items()}
    assert "the gradient is 25.6" in captions["Figure 1.1"] and start["Figure 1.1"]["T"] == 8
    assert start["Figure 1.2"]["a"] == start["Figure 1.3"]["a"] == 0.5 and start["Figure 1.4"]["a"] == 0.8
    assert "Growing: none" in captions["Figure 1.2"] and "48% of 200" in captions["Figure 1.4"]


def test_what_was_seen():
    def said(name, **values):
        return lessons.figure(name).update(**lessons.figure(name).start | values)

    seen = said("Figure 1.1", T=50)
    assert "344, after 16 steps" in seen and "gradient is 3.4e-11" in seen
    assert "gradient is 91." in said("Figure 1.1", T=60, log10_h_0=-8)
    assert "largest it was 3.7" in said("Figure 1.1", T=60, s=0.5)
    for a, factor in (1.0, "1.0000"), (1.5, "0.3943"), (3.0, "0.0305"):
        assert f"gradient by {factor}" in said("Figure 1.3", a=a)
    assert re.search("steps 97% .* start, 0.008", said("Figure 1.4", a=1.05, s=0.05))
    assert "Growing: tanh, ReLU." in said("Figure 1.2", a=1.5, z=0.5)
    assert "tanh by 0.015, logistic by 0.068, ReLU by 0.000" in said("Figure 1.2", a=1.5, z=-3.0)


def test_the_peak_under_noise_over_many_draws():
    noise = 0.5 * np.stack([np.random.default_rng(seed).standard_normal(60) for seed in range(1, 2001)], axis=1)
    h, sizes = 1e-3, [np.zeros(2000)]
    for pushes in noise:
        h = np.tanh(1.5 * h + pushes)
        sizes.append(sizes[-1] + np.log10(1.5 * (1 - h**2)))
    peaks = 10 ** np.max(sizes, axis=0)
    assert np.median(peaks) < 1.9 and 0.045 < np.mean(peaks > 10) < 0.065


@pytest.mark.parametrize("seed", range(5))
def test_a_bit_is_kept_by_a_weight_of_two_and_not_by_one_below_one(seed):
    for a, share, size in (0.8, (0.4, 0.6), (-7, -5)), (2.0, (0.98, 1.0), (-31, -28)):
        pushes = np.random.default_rng(seed).standard_normal((40, 500))
        sides, logs = np.tile([1.0, -1.0], 250), 0.0
        h = 0.5 * sides
        for push in pushes:
            h = np.tanh(a * h + 0.25 * push)
            logs = logs + np.log10(a * (1 - h**2))
        assert share[0] <= np.mean(h * sides > 0) <= share[1]
        assert size[0] < np.median(logs) < size[1]
    added = np.mean(sides * (0.5 * sides + 0.25 * pushes.sum(axis=0)) > 0)
    assert 0.55 < added < 0.7  # the last pushes, only added up


def test_more_noise_needs_a_larger_weight_and_that_leaves_less():
    rng = np.random.default_rng(7)
    found = []
    for s in 0.1, 0.25, 0.5, 0.8:
        pushes, sides = s * rng.standard_normal((40, 2000)), np.tile([1.0, -1.0], 1000)
        for a in np.arange(1.0, 6, 0.1):
            h, logs = 0.5 * sides, 0.0
            for push in pushes:
                h = np.tanh(a * h + push)
                logs = logs + np.log10(a * (1 - h**2))
            if np.mean(h * sides > 0) >= 0.95:
                found.append((a, np.median(logs)))
                break
    weights, sizes = zip(*found, strict=True)
    assert list(weights) == sorted(set(weights)) and list(sizes) == sorted(set(sizes), reverse=True)


def test_averages_over_random_starts_stay_below_one():
    variables = lessons.namespace(PATH)
    for seed in range(3):
        rng = np.random.default_rng(seed)
        assert max(variables["mean_gradient"](rng) for _ in range(100)) < 1.05


def test_inputs_chosen_after_the_start_hold_the_state_at_zero():
    states = scalar.run(1.5, 0.7, [-1.5 * 0.7, *[0] * 99])
    assert states[1:].tolist() == [0] * 100
    assert math.isclose(scalar.log10_gradient(scalar.factors(1.5, states))[-1], 100 * math.log10(1.5))


def test_two_units_explode_from_every_start():
    W = np.array([[5.0, -5.0], [25.0, -25.0]])
    h, sizes = np.random.default_rng(5).uniform(-1, 1, size=(1000, 2)), np.zeros(1000)
    J = np.tile(np.eye(2), (1000, 1, 1))
    for _ in range(100):
        h = np.tanh(np.einsum("ij,bj->bi", W, h))
        J = np.einsum("bi,ij,bjk->bik", 1 - h**2, W, J)
        norm = np.sqrt((J**2).sum(axis=(1, 2)))
        J, sizes = J / norm[:, None, None], sizes + np.log10(norm)
    assert sizes.min() > 10 and 17 < np.median(sizes) < 19


def test_the_answers_to_the_pencil_exercise():
    factors = 2 * (1 - np.array([0.5, 0.6, 0.8]) ** 2)
    assert factors.round(9).tolist() == [1.5, 1.28, 0.72]
    assert factors.prod().round(9) == 1.3824 and factors[:2].prod().round(9) == 1.92 == factors.cumprod().max().round(9)
    assert round(math.sqrt(0.75), 3) == 0.866
