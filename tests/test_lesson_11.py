"""Lesson 11: captions against independent computation, the numbers of the text, the stored table, wrong answers."""

import json
import math
import re

import lessons
import nbformat
import numpy as np

from helpers.checks import lesson_11 as check
from helpers.figures import style

PATH = lessons.FOLDER / "11_after_the_gates.ipynb"
LESSON = lessons.Lesson(PATH)
STORED = json.loads((lessons.ROOT / "tests" / "reference" / "lesson_11.json").read_text())
TEXT = "\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells if cell.cell_type == "markdown")


def caption_of(name, **values):
    """The caption of a figure at these values, and where nothing is said at its start."""
    figure = lessons.figure(name)
    return figure.update(**figure.start | values)


def log10_of(text):
    """The log10 of a size as a caption prints it; works for 4.6e-73 and for 'exactly 0'."""
    if text == "exactly 0":
        return -math.inf
    mantissa, _, power = text.partition("e")
    return math.log10(float(mantissa)) + int(power or 0)


def test_caption_of_figure_11_1_agrees_with_a_loop():
    rng = np.random.default_rng(0)
    settings = [(0.0, 0), (0.0, 30), (1.0, 90), (1.02, 180), (0.95, 30), (0.005, 7)]
    settings += [(0.005 * int(rng.integers(1, 204)), int(rng.integers(0, 181))) for _ in range(40)]
    for size, phase in settings:
        caption = caption_of("Figure 11.1", size=size, phase=phase)
        h = 1 + 0j
        for _ in range(60):
            h *= complex(size * math.cos(math.radians(phase)), size * math.sin(math.radians(phase)))
        left = log10_of(re.search(r"the size is (\S+?)\. ", caption + " ").group(1) if size else "exactly 0")
        assert abs(left - math.log10(abs(h))) < 0.03 if size else "exactly 0" in caption, caption
        assert ("No ν gives" in caption) == (size >= 1)
        if 0 < size < 1:
            memory, nu = map(float, re.search(r"within (\S+) steps: ν = (\S+)\.$", caption).groups())
            assert math.isclose(size**memory, 1 / math.e, rel_tol=0.06 / memory * 3 + 0.02) or memory < 1
            assert math.isclose(math.exp(-math.exp(nu)), size, abs_tol=0.006), caption
        assert ("it does not turn" in caption) == (not phase or not size)
        if phase and size:
            assert f"takes {360 / phase:.1f} steps" in caption


def sums(true, other, rho, n=60000):
    """Sums over the lag, without any formula: E h², E (dh/dλ)², E (h - h')²; for input correlation ρ."""
    lags = np.arange(n)

    def mean_product(a, b):  # Σ_i Σ_j a_i b_j ρ^|i-j|, by a recursion over the lag
        if not rho:
            return a @ b
        total, left, right = 0.0, 0.0, 0.0
        for x, y in zip(a, b, strict=True):
            left, right = rho * left, rho * right
            total += x * y + left * y + right * x
            left, right = left + x, right + y
        return total

    h, moved = true**lags, other**lags
    dh = np.r_[0, lags[1:] * true ** lags[:-1]]
    return mean_product(h, h), mean_product(dh, dh), mean_product(h - moved, h - moved)


def test_caption_of_figure_11_2_agrees_with_sums_over_the_lag():
    for log10_memory, off, rho in [(2, 0.005, 0), (1.5, -0.1, 0.5), (1, 0.05, 0.9), (0, -0.1, 0.3), (2.5, 0.001, 0)]:
        caption = caption_of("Figure 11.2", log10_memory=log10_memory, off=off, rho=rho)
        lam, gamma = math.exp(-(10.0**-log10_memory)), math.sqrt(1 - math.exp(-2 * 10.0**-log10_memory))
        plain, g, nu, *wrong = re.search(
            r"by λ: (\S+), with γ (\S+), by ν with γ (\S+)\. .* error of (.+), (.+), (.+) times", caption
        ).groups()
        n = int(40 * 10**log10_memory) + 400
        h2, dh2, gap = sums(lam, lam + off, rho, n)
        assert abs(log10_of(plain) - 0.5 * math.log10(dh2)) < 0.02, caption
        assert math.isclose(float(wrong[0]), gap / h2, rel_tol=0.06), caption

        def normed(x, lam=lam, rho=rho, n=n):  # the response of a unit with γ
            return math.sqrt(1 - x * x) * x ** np.arange(n)

        kernel = rho ** np.abs(np.subtract.outer(np.arange(n), np.arange(n))) if rho else None

        def square(v, kernel=kernel, rho=rho):
            return v @ kernel @ v if rho else v @ v

        eps = 1e-6 * gamma**2
        slope = (normed(lam + eps) - normed(lam - eps)) / (2 * eps)
        assert abs(log10_of(g) - 0.5 * math.log10(square(slope))) < 0.02, caption
        by_nu = slope * lam * math.log(lam)
        assert abs(log10_of(nu) - 0.5 * math.log10(square(by_nu))) < 0.02, caption
        own = square(normed(lam))
        assert math.isclose(float(wrong[1]), square(normed(lam) - normed(lam + off)) / own, rel_tol=0.06), caption
        moved = lam ** math.exp(-off)  # exp(-exp(ν - off))
        assert math.isclose(float(wrong[2]), square(normed(lam) - normed(moved)) / own, rel_tol=0.06), caption


def test_the_cliff_stands_at_one_and_only_for_lambda():
    for log10_memory in (0.5, 1, 2, 3, 4):
        for off in (-0.1, -0.01, 0.001, 0.01, 0.1):
            caption = caption_of("Figure 11.2", log10_memory=log10_memory, off=off)
            assert caption.count("without bound") == (2 if math.exp(-(10.0**-log10_memory)) + off >= 1 else 0)


def by_hand(gain, s):
    """log10 of distance and gradient, in a loop of its own, and whether rounding decides the end."""
    rng = np.random.default_rng(3)
    W = gain * rng.normal(0, 0.1, (100, 100))
    noise, h = rng.standard_normal((120, 100)), 0.5 * rng.standard_normal(100)
    v = rng.standard_normal(100)
    v /= np.linalg.norm(v)
    twin, log = h + 1e-8 * v, 0.0
    for u in noise:
        h, twin = np.tanh(W @ h + s * u), np.tanh(W @ twin + s * u)
        v = (1 - h * h) * (W @ v)
        log, v = log + math.log10(np.linalg.norm(v)), v / np.linalg.norm(v)
    return np.linalg.norm(h - twin) * 1e8, log


def test_caption_of_figure_11_3_agrees_with_a_loop_and_the_table():
    for gain, s in [(2.0, 0.0), (2.0, 2.0), (0.5, 2.0), (0.5, 0.0), (1.25, 0.0), (1.5, 1.0), (2.5, 0.75), (3.35, 1.5)]:
        caption = caption_of("Figure 11.3", gain=gain, s=s)
        average, factor, size, rate, apart = re.search(
            r"exponent is (\S+) nats a step, a factor of (\S+)\. .* gradient is (.+) after .* \((\S+) a step\), "
            r"and the twins are (.+) times",
            caption,
        ).groups()
        row = STORED["mean"][STORED["strengths"].index(s)]
        assert math.isclose(float(average), np.interp(gain, STORED["gains"], row), abs_tol=6e-4)
        assert math.isclose(float(factor), math.exp(float(average)), abs_tol=1e-3)
        distance, log = by_hand(gain, s)
        assert abs(log10_of(size) - log) < 0.03, (caption, log)
        assert math.isclose(float(rate), log * math.log(10) / 120, abs_tol=6e-4)
        if 1e-4 < distance < 1e7:  # neither at the floats' grain nor as far apart as states can be
            assert abs(log10_of(apart) - math.log10(distance)) < 0.03, caption


def test_figure_11_3_shows_the_twins_themselves():
    figure = lessons.figure("Figure 11.3")
    figure.move(**figure.start | {"gain": 5.0})
    *_, twins = LESSON["live_run"](5.0, 0.0)
    _, _, gap, first, second, *_ = [part for part in figure.picture.moving if part.get_gid() != "ghost"]
    assert np.array_equal(first.get_ydata(), twins[:, 0]) and np.array_equal(second.get_ydata(), twins[:, 1])
    assert np.abs(twins[:30, 0] - twins[:30, 1]).max() < 0.01 < 1 < np.abs(twins[:, 0] - twins[:, 1]).max()
    assert first.get_linewidth() > 2 * second.get_linewidth()  # while they agree both are seen
    upper, lower = np.split(gap.get_xy()[:-1], 2)
    assert np.array_equal(upper[:, 1], twins[:, 0]) and np.array_equal(lower[::-1, 1], twins[:, 1])
    figure.move(**figure.start)


def test_a_response_that_grows_ends_in_an_arrowhead_where_it_leaves():
    figure = lessons.figure("Figure 11.1")
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


def test_default_captions_and_what_the_text_says_of_the_figures():
    captions = {name: caption_of(name) for name in LESSON["figures"]}
    assert "size is 0.0461" in captions["Figure 11.1"] and "one turn takes 12.0 steps" in captions["Figure 11.1"]
    assert abs(((0.95 * np.exp(1j * np.pi / 6)) ** 3).real) < 1e-12
    assert "by λ: 505, with γ 50.5, by ν with γ 0.5." in captions["Figure 11.2"]
    assert "0.34, 0.12, 6.2e-6 times" in captions["Figure 11.2"]
    assert "by ν with γ 0.5." in caption_of("Figure 11.2", log10_memory=4.0)
    assert "by ν with γ 2.08" in caption_of("Figure 11.2", rho=0.9) and 17 < (1 + 0.9 * 0.99) / (1 - 0.9 * 0.99) < 17.5
    short = caption_of("Figure 11.2", log10_memory=1.0)
    assert max(float(e) for e in re.search(r"error of (\S+), (\S+), (\S+) times", short).groups()) < 0.002
    assert math.isclose(math.exp(-0.01) + 0.01, 1.00005, abs_tol=1e-6)
    assert math.isclose(math.exp(-0.01) - math.exp(-0.1), 0.085, abs_tol=5e-4) and abs(math.log(10) - 2.3) < 0.01
    assert "+0.137" in captions["Figure 11.3"] and "1.147" in captions["Figure 11.3"]
    assert "gradient is 1.1e7 after" in captions["Figure 11.3"]
    assert "exponent is -0.129" in caption_of("Figure 11.3", s=2.0)
    assert "exponent is +0.007" in caption_of("Figure 11.3", gain=1.25)
    twins, gradient, _ = LESSON["live_run"](5.0, 0.0)
    assert np.all(twins[46:] > 8.5) and twins[35] < 8.5 and 23 < gradient[-1] < 26
    assert STORED["mean"][0][-1] == 0.512 and round(math.log(1e8) / 0.512) == 36


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
    assert round(math.sqrt(50.25)) == 7 and round(math.sqrt(251262.6)) == 501


def test_a_tanh_network_of_two_units_knows_whether_the_number_of_ones_is_even():
    bits = np.random.default_rng(0).integers(0, 2, 1000)
    W, U, b = 20 * np.array([[1.0, -1.0], [1.0, -1.0]]), 40 * np.ones(2), np.array([-20.0, -60.0])
    h = -np.ones(2)  # (some, two) of: odd so far, this bit
    for t, bit in enumerate(bits):
        h = np.tanh(W @ h + U * bit + b)
        assert ((h[0] - h[1]) / 2 > 0.5) == (bits[: t + 1].sum() % 2 == 1)


def test_the_stored_table_is_the_script_s_and_what_the_text_says():
    import make_lesson_11

    assert LESSON["gains"] == STORED["gains"] == make_lesson_11.GAINS
    assert LESSON["strengths"] == STORED["strengths"] == make_lesson_11.STRENGTHS
    assert LESSON["stored"] == STORED["mean"]
    quiet, loud = STORED["mean"][0], STORED["mean"][4]
    for gain, value in ((0.9, -0.05), (1.25, 0.0), (1.5, 0.05), (2.0, 0.14), (5.0, 0.51)):
        assert abs(quiet[STORED["gains"].index(gain)] - value) < 0.025
    assert abs(np.interp(0, loud, STORED["gains"]) - 1.89) < 0.005
    assert np.all(np.diff(STORED["mean"], axis=0) < 0.002)  # input lowers the exponent, at every gain
    for g, s in ((2.0, 0.0), (1.5, 1.0), (5.0, 1.0)):
        i, j = STORED["strengths"].index(s), STORED["gains"].index(g)
        again = make_lesson_11.exponent(1, g, s, rest=200, steps=300)
        assert abs(again - STORED["mean"][i][j]) < 0.04
    script = make_lesson_11.exponent(0, 1.5, 1.0, n=50, rest=20, steps=30)
    assert math.isclose(LESSON["exponent"](1.5, 1.0, n=50, rest=20, steps=30), script, rel_tol=1e-9)


def test_every_lesson_has_its_row_on_the_map():
    table = TEXT.split("## 5 · A map of the whole course")[1].split("Most real cases")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ") and "| symptom |" not in line]
    assert {re.search(r"\d\d", row[-2]).group() for row in rows} == {f"{n:02}" for n in range(12)}
    assert all(len(row) == 7 and all(cell.strip() for cell in row[1:-1]) for row in rows)
    for name in re.findall(r"\]\((\d\d_\w+)\.ipynb\)", table):
        assert name[:2] in {"00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"}


def test_the_way_back_is_one_scan():
    def way_back(factors, arriving):
        return LESSON["scan"](np.append(factors[1:], 0)[::-1], arriving[::-1])[0][::-1]

    assert check.blame(way_back).passed
