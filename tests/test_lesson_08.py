"""Lesson 08: the cell, its forms and Figure 8.1 against independent computation; the numbers of the text."""

import math
import re

import lessons
import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from helpers import bptt, gru, lstm, rnn
from helpers.figures import style

LESSON = lessons.Lesson(lessons.FOLDER / "08_gru_and_a_race.ipynb")
H = 16


def sigma(z):
    return 1 / (1 + np.exp(-z))


def number(text):
    """log10 of a number as a caption prints it."""
    if text == "exactly 0":
        return -math.inf
    mantissa, _, exponent = text.rstrip(".").partition("e")
    return math.log10(float(mantissa)) + int(exponent or 0)


def by_hand(bias, scale, T, reset):
    """(mean u, log10 of the product of u, log10 of the derivative, its largest), with Jacobians written out."""
    rng = np.random.default_rng(0)
    params = gru.init(rng, 1, H)
    (V_r, V_u, V_n), (W_r, W_u, W_n) = (np.split(scale * part, 3) for part in (params.W_xh, params.W_hh))
    h, gates, jacobians = np.zeros(H), [], []
    for x in LESSON["noise"][:T, 0]:
        r, u = sigma(V_r @ x + W_r @ h), sigma(V_u @ x + W_u @ h + bias)
        n = np.tanh(V_n @ x + (r * (W_n @ h) if reset == "after" else W_n @ (r * h)))
        through_r = (r * (1 - r))[:, None] * W_r
        if reset == "after":
            inner = r[:, None] * W_n + (W_n @ h)[:, None] * through_r
        else:
            inner = W_n @ (np.diag(r) + h[:, None] * through_r)
        J = np.diag(u) + ((h - n) * u * (1 - u))[:, None] * W_u + ((1 - u) * (1 - n**2))[:, None] * inner
        h = u * h + (1 - u) * n
        gates.append(u)
        jacobians.append(J)
    product, log, sizes = np.eye(H), 0.0, [0.0]
    for J in reversed(jacobians):
        product = product @ J
        size = np.linalg.norm(product) / 4
        log, product = log + math.log10(size), product / size
        sizes.append(log)
    logs = np.sum(np.log10(gates), axis=0)
    direct = logs.max() + 0.5 * math.log10(np.mean(10 ** (2 * (logs - logs.max()))))
    return np.mean(gates), direct, sizes[-1], max(sizes)


def test_caption_of_figure_8_1_agrees_with_jacobians_written_out():
    rng = np.random.default_rng(8)
    cases = [(0.0, 1.0, 100, "after"), (-4.0, 1.0, 100, "after"), (7.0, 0.0, 100, "before"), (-2.0, 6.0, 100, "before")]
    for _ in range(20):
        cases.append(
            (rng.uniform(-4, 7), rng.uniform(0, 4), int(rng.integers(2, 101)), rng.choice(["after", "before"]))
        )
    for bias, scale, T, reset in cases:
        caption = lessons.figure("Figure 8.1").update(bias=bias, scale=scale, T=T, reset=reset)
        pattern = r"u is (\S+) on av.* alone is (.+); with all paths the derivative is (\S+)\.(?: At .* was (\S+)\.)?$"
        mean, direct, exact, peak = re.search(pattern, caption).groups()
        expected = by_hand(bias, scale, T, reset)
        assert abs(float(mean) - expected[0]) < 0.0051
        assert abs(number(direct) - expected[1]) < 0.03 and abs(number(exact) - expected[2]) < 0.03, caption
        assert (peak is not None) == (expected[3] > 0.05)
        assert peak is None or abs(number(peak) - expected[3]) < 0.03, caption


def test_default_captions_and_numbers_of_the_text():
    figure = lessons.figure("Figure 8.1")
    caption = figure.update(**figure.start)
    assert "alone is 9.3e-31" in caption and "derivative is 2.1e-21" in caption
    assert abs(10 ** (by_hand(0.0, 1.0, 100, "after")[2] / 100) - 0.62) < 0.005
    assert by_hand(3.5, 1.0, 100, "after")[2] < -1 < by_hand(4.0, 1.0, 100, "after")[2]
    assert by_hand(2.0, 1.0, 100, "after")[2] < -4 and 0.88**100 < 1e-5
    _, direct, exact, _ = by_hand(0.0, 0.0, 100, "after")
    assert math.isclose(direct, exact)
    assert by_hand(-2.0, 6.0, 100, "before")[2] > 6
    _, direct, exact, _ = by_hand(-4.0, 1.0, 100, "after")
    assert exact > direct + 100
    closed = figure.update(bias=-4.0, scale=1.0, T=100, reset="after")
    assert "u is 0.018 on average" in closed
    assert 0.97 < LESSON["remember"](1.0, np.zeros(5), -4.0) ** 0.2 < 0.99  # under the other sign


def test_the_valves_at_their_ends():
    small, xs = LESSON["small"], LESSON["noise"][:20]
    b_n = small.b_h[4:]
    at_ends = {}
    for name, (r, u) in {"copy": (0, 50), "plain": (50, -50), "new": (-50, -50)}.items():
        params = small._replace(b_h=np.r_[r, r, u, u, b_n])
        at_ends[name] = bptt.run(gru, params, xs, s_0=np.array([[0.5, -0.5]])).states[1:, 0]
    V_n, W_n = small.W_xh[4:], small.W_hh[4:]
    plain = bptt.run(rnn, type(small)(V_n, W_n, b_n), xs, s_0=np.array([[0.5, -0.5]])).states[1:, 0]
    assert np.allclose(at_ends["copy"], [0.5, -0.5]) and np.allclose(at_ends["plain"], plain)
    assert np.allclose(at_ends["new"], np.tanh(xs[:, 0] @ V_n.T + b_n))
    h_t, h, n = (LESSON[name] for name in ("h_t", "h", "n"))
    assert ((np.minimum(h, n) < h_t) & (h_t < np.maximum(h, n))).all()
    sizes = [sum(part.size for part in cell.init(np.random.default_rng(0), 2, 32)) for cell in (rnn, gru, lstm)]
    assert sizes == [1120, 3360, 4480] and sizes[1] == 0.75 * sizes[2]


def test_the_pencil_s_answers():
    assert math.isclose(0.8 * 1 + 0.2 * 0.5, 0.9) and math.isclose(0.2 * 1 + 0.8 * 0.5, 0.6)
    W, h, r = np.array([[0, 1], [1, 0]]), np.array([1, 2]), np.array([1, 0])
    assert (r * (W @ h)).tolist() == [2, 0] and (W @ (r * h)).tolist() == [0, 1]
    assert [blocks * (32 * 2 + 32 * 32 + biases * 32) for blocks, biases in ((3, 2), (3, 1), (4, 2))] == [
        3456,
        3360,
        4608,
    ]
    assert abs(math.log(0.9 / 0.1) - 2.2) < 0.01


def test_forms_and_signs():
    rng = np.random.default_rng(1)
    for units in (1, 2, 5):
        params = gru.init(rng, 3, units)
        xs = rng.standard_normal((30, 1, 3))
        both = {reset: LESSON["states"](params, xs, reset=reset) for reset in ("after", "before")}
        for reset, states in both.items():
            assert np.allclose(states, bptt.run(gru.make(reset), params, xs).states[:, 0], atol=1e-12)
        signs = np.repeat([1, -1, 1], units)
        turned = type(params)(signs[:, None] * params.W_xh, signs[:, None] * params.W_hh, signs * params.b_h)
        for reset, states in both.items():
            assert np.allclose(LESSON["states"](turned, xs, reset=reset, one_keeps=False), states, atol=1e-12)
        assert np.allclose(both["after"], both["before"], atol=1e-12) == (units == 1)  # with one unit always
    diagonal = params._replace(W_hh=np.vstack([params.W_hh[: 2 * units], np.diag(rng.normal(size=units))]))
    assert np.allclose(LESSON["states"](diagonal, xs), LESSON["states"](diagonal, xs, reset="before"), atol=1e-12)


def test_figure_8_1_has_a_pair_of_plates_for_each_update_gate():
    figure = lessons.figure("Figure 8.1")
    for at in {}, {"bias": 4.0}, {"bias": -2.0, "scale": 6.0, "T": 30}:
        figure.move(**figure.start | at)
        values = figure.values
        _, u, exact, direct = LESSON["follow"](values["bias"], values["scale"], values["T"], values["reset"])
        patches = [part.get_path().vertices for part in figure.picture.moving if isinstance(part, PathPatch)]
        (plates,) = (corners for corners in patches if len(corners) == 4 * values["T"])
        assert np.allclose(plates[2::4, 1], u.mean(1))
        said = " ".join(text.get_text() for text in figure.picture.moving if isinstance(text, Text))
        assert style.power_of_ten(exact[-1]) in said and style.power_of_ten(direct[-1]) in said
    still = [text.get_text() for text in figure.picture.figure.axes[0].texts]
    assert any("update gate" in text for text in still) and not any("forget" in text for text in still)
    figure.move(**figure.start)
