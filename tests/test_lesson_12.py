"""Lesson 12: the figures of the core against independent computation, and the numbers of its text."""

import math
import re

import lessons
import numpy as np
import pytest
from lesson_12 import LESSON, TEXT, caption_of, log10_of

from helpers.checks import lesson_12 as check
from helpers.figures import style


def test_caption_of_figure_11_1_agrees_with_a_loop():
    rng = np.random.default_rng(0)
    settings = [(0.0, 0), (0.0, 30), (1.0, 90), (1.02, 180), (0.95, 30), (0.005, 7)]
    settings += [(0.005 * int(rng.integers(1, 204)), int(rng.integers(0, 181))) for _ in range(40)]
    for size, phase in settings:
        caption = caption_of("Figure 12.1", size=size, phase=phase)
        h = 1 + 0j
        for _ in range(60):
            h *= complex(size * math.cos(math.radians(phase)), size * math.sin(math.radians(phase)))
        left = log10_of(re.search(r"the size is (\S+?)\. ", caption + " ").group(1) if size else "exactly 0")
        assert abs(left - math.log10(abs(h))) < 0.03 if size else "exactly 0" in caption, caption
        assert ("never forgets" in caption) == (size >= 1) and ("forgets at once" in caption) == (not size)
        if 0 < size < 1:
            memory = float(re.search(r"within (\S+) steps\.$", caption).group(1))
            assert math.isclose(size**memory, 1 / math.e, rel_tol=0.06 / memory * 3 + 0.02) or memory < 1
        assert ("it does not turn" in caption) == (not phase or not size)
        if phase and size:
            assert f"takes {360 / phase:.1f} steps" in caption


def sums(true, other, n):
    """Sums over the lag, without any formula: E h², E (dh/dλ)², E (h - h')², for noise."""
    lags = np.arange(n)
    h, moved = true**lags, other**lags
    dh = np.r_[0, lags[1:] * true ** lags[:-1]]
    return h @ h, dh @ dh, (h - moved) @ (h - moved)


def percent(text):
    known = {"without bound": math.inf, "below 0.0001 %": 5e-7}
    return known[text] if text in known else float(text.removesuffix(" %")) / 100


def test_caption_of_figure_11_2_agrees_with_sums_over_the_lag():
    for log10_memory, off in [(2, 0.005), (1.5, -0.02), (1, 0.02), (0, -0.01), (2.5, 0.001), (3, -0.015)]:
        caption = caption_of("Figure 12.2", log10_memory=log10_memory, off=off)
        lam = math.exp(-(10.0**-log10_memory))
        by_lambda, by_nu, plain, g, nu = re.search(
            r"error of the state is (.+?)(?: of its variance)?; .* as much, (.+?) of its variance\. "
            r"Typical .* by λ: (\S+); .* γ: (\S+); .* scaled: (\S+)\.$",
            caption,
        ).groups()
        n = int(40 * 10**log10_memory) + 400
        h2, dh2, gap = sums(lam, lam + off, n)
        assert abs(log10_of(plain) - 0.5 * math.log10(dh2)) < 0.02, caption
        assert math.isclose(percent(by_lambda), gap / h2, rel_tol=0.06), caption
        moved = lam ** math.exp(-off)  # exp(-exp(ν - off))
        error = sums(lam, moved, n)[2] / h2
        assert math.isclose(percent(by_nu), error, rel_tol=0.06) or (by_nu[0] == "b" and error < 1e-6), caption

        def normed(x, n=n):  # the response of a unit with γ
            return math.sqrt(1 - x * x) * x ** np.arange(n)

        eps = 1e-6 * (1 - lam**2)
        slope = (normed(lam + eps) - normed(lam - eps)) / (2 * eps)
        assert abs(log10_of(g) - 0.5 * math.log10(slope @ slope)) < 0.02, caption
        by_nu = slope * lam * math.log(lam)
        assert abs(log10_of(nu) - 0.5 * math.log10(by_nu @ by_nu)) < 0.02, caption


def test_the_cliff_stands_at_one_and_only_for_lambda():
    for log10_memory in (0.5, 1, 2, 3, 4):
        for off in (-0.02, -0.01, 0.001, 0.01, 0.02):
            caption = caption_of("Figure 12.2", log10_memory=log10_memory, off=off)
            assert caption.count("without bound") == (math.exp(-(10.0**-log10_memory)) + off >= 1)


def test_by_nu_the_responses_are_the_same_at_every_memory():
    right, _, by_nu = LESSON["curse"](2.0, 0.01)[0]
    for log10_memory in 0.0, 1.0, 4.0:
        responses = LESSON["curse"](log10_memory, 0.01)[0]
        assert np.allclose(responses[[0, 2]], [right, by_nu], rtol=1e-9)
    assert np.allclose(right, np.exp(-LESSON["x"]))


def test_what_the_text_says_of_figures_11_1_and_11_2():
    assert "size is 0.0461" in caption_of("Figure 12.1") and "one turn takes 12.0 steps" in caption_of("Figure 12.1")
    assert abs(((0.95 * np.exp(1j * np.pi / 6)) ** 3).real) < 1e-12
    start = caption_of("Figure 12.2")
    assert "is 34 % of its" in start and "as much, 0.0012 %" in start and "by λ: 505; " in start
    assert -1 / math.log(math.exp(-0.01) + 0.005) == pytest.approx(200, abs=2)  # "doubled"
    assert "without bound" in caption_of("Figure 12.2", off=0.01)  # exp(-0.01) + 0.01 is 1.00005
    short, long = (caption_of("Figure 12.2", log10_memory=1.0), caption_of("Figure 12.2", log10_memory=3.0, off=0.001))
    assert percent(re.search(r"state is (.+?) of its", short).group(1)) < 0.002 and "without bound" in long
    for memory in 10, 100, 1000:  # a relative change of λ^n by 10 %, over as many steps as the memory
        for change in 0.1, -0.1:
            assert math.exp(-math.exp(change)) * math.e == pytest.approx(1 - change, abs=0.02)
        assert math.exp(-1 / memory) ** memory == pytest.approx(1 / math.e)
    assert (0.991 / 0.99) ** 100 == pytest.approx(1.1, abs=0.01)  # exercise 12.1
    assert -1 / math.log(0.98) == pytest.approx(49.5, abs=0.05) and round(0.98**100, 2) == 0.13
    assert round(0.99**99, 2) == 0.37


def test_a_response_that_grows_ends_in_an_arrowhead_where_it_leaves():
    figure = lessons.figure("Figure 12.1")
    figure.move(size=1.02, phase=0)
    (end,) = [
        part
        for part in figure.picture.moving
        if getattr(part, "get_marker", str)() == "^" and part.axes.get_ylim()[1] == 1.2
    ]
    last = int(np.log(1.2) / np.log(1.02))
    assert end.get_xdata() == [last] and end.get_ydata()[0] <= 1.2
    assert end.get_color() not in style.MARKERS  # an arrowhead, no fate
    figure.move(**figure.start)
    assert end.get_xdata() == [60] and end.get_marker() == "v"


def test_lambda_never_leaves_the_circle_and_gamma_keeps_the_variance():
    for nu in np.linspace(-36, 4, 81):
        assert 0 <= np.exp(-np.exp(nu)) < 1
    assert np.exp(-np.exp(-38.0)) == 1.0
    rng = np.random.default_rng(0)
    for size in (0.5, 0.9, 0.99):
        gamma = math.sqrt(1 - size**2)
        xs, h = rng.uniform(-1, 1, 3000), 0j
        for x in np.r_[xs, np.ones(3000)]:
            h = size * h + gamma * x
            assert abs(h) <= gamma / (1 - size) + 1e-12
        assert math.isclose(abs(h), gamma / (1 - size), rel_tol=1e-9)


def test_what_the_text_says_of_remedies_phases_and_gates():
    n = np.arange(1, 20000)
    for size in (0.3, 0.9, 0.99, 0.999):
        through_n = np.sum(n**2 * size ** (2 * n - 2))  # Σ (n λ^(n-1))²
        with_gamma = 1 / (1 - size**2)
        nu_alone = math.sqrt(through_n) * size * -math.log(size)
        phase = math.sqrt((1 - size**2) * np.sum(n**2 * size ** (2 * n)))
        assert math.isclose(phase, size * math.sqrt(1 + size**2) / (1 - size**2), rel_tol=1e-6)
        gamma_apart = math.sqrt((1 - size**2) * through_n) * size * -math.log(size)  # γ held fixed
        assert gamma_apart**2 < 0.5 and (with_gamma * size * math.log(size)) ** 2 < 0.25
        gate = with_gamma * size * (1 - size)
        assert math.isclose(gate, size / (1 + size), rel_tol=1e-9) and gate < 0.5
        memory = -1 / math.log(size)
        if size > 0.98:
            assert math.isclose(math.sqrt(through_n), memory**1.5 / 2, rel_tol=0.02)
            assert math.isclose(with_gamma, memory / 2, rel_tol=0.02)
            assert math.isclose(nu_alone, memory**0.5 / 2, rel_tol=0.02)


def test_a_tanh_network_of_two_units_knows_whether_the_number_of_ones_is_even():
    bits = np.random.default_rng(0).integers(0, 2, 1000)
    W, U, b = 20 * np.array([[1.0, -1.0], [1.0, -1.0]]), 40 * np.ones(2), np.array([-20.0, -60.0])
    h = -np.ones(2)  # (some, two) of: odd so far, this bit
    for t, bit in enumerate(bits):
        h = np.tanh(W @ h + U * bit + b)
        assert ((h[0] - h[1]) / 2 > 0.5) == (bits[: t + 1].sum() % 2 == 1)


def test_a_plain_attention_spreads_its_gradient_evenly():
    rng = np.random.default_rng(0)
    for T in 100, 1000:  # queries and keys by PyTorch's default start
        scores = (rng.uniform(-0.5, 0.5, (4, 16)) @ rng.uniform(-0.5, 0.5, 16)) @ rng.standard_normal((4, T)) / 4
        shares = np.exp(scores) / np.exp(scores).sum()  # ∂context/∂value_j
        assert 0.2 < shares.min() * T and shares.max() * T < 5


def test_every_lesson_has_its_row_on_the_map():
    table = TEXT.split("## 3 · A map of the whole course")[1].split("Most real cases")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ") and "| symptom |" not in line]
    assert {row[-2].strip(" [")[:2] for row in rows} == {f"{n:02}" for n in range(13)}
    assert all(len(row) == 7 and all(cell.strip() for cell in row[1:-1]) for row in rows)
    assert "**attention**" in table
    for name in re.findall(r"\]\((\d\d_\w+)\.ipynb\)", table):
        assert (lessons.FOLDER / f"{name}.ipynb").exists() and name[:2] != "12"


def test_the_way_back_is_one_scan():
    def way_back(factors, arriving):
        return LESSON["scan"](np.append(factors[1:], 0)[::-1], arriving[::-1])[0][::-1]

    assert check.blame(way_back).passed
