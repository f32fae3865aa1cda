"""Lesson 07: captions against a second LSTM with complex steps, and the numbers of the text before training."""

import math
import re

import lessons
import make_lesson_07_paths
import numpy as np
from lesson_07 import exact_and_direct, fresh, run, scaled, sigma

from helpers import bptt, flow, lstm

LESSON = lessons.Lesson(lessons.FOLDER / "07_lstm.ipynb")


def test_caption_of_figure_7_1_agrees_with_arithmetic():
    rng = np.random.default_rng(0)
    for _ in range(40):
        x, h, c, b_f = rng.uniform([-3, -1, -3, -4], [3, 1, 3, 6]).tolist()
        caption = lessons.figure("Figure 7.1").update(x=x, h=h, c=c, b_f=b_f)
        i, f = 1 / (1 + math.exp(1 - 2 * x - h / 2)), 1 / (1 + math.exp(x - h / 2 - b_f))
        g, o = math.tanh(x - h), 1 / (1 + math.exp(-x / 2 - h))
        c_t = f * c + i * g
        pattern = r"f = (\S+) of c = (\S+); write i = (\S+) of g = (\S+): c_t = (\S+) ([+-]) (\S+) = (\S+)\. "
        pattern += r"Show o = (\S+) of tanh\(c_t\): h_t = (\S+)\.$"
        *kept, sign, written, c_found, o_found, h_found = re.search(pattern, caption).groups()
        found = [*map(float, kept), float(sign + written), float(c_found), float(o_found), float(h_found)]
        assert np.allclose(found, [f, c, i, g, f * c, i * g, c_t, o, o * math.tanh(c_t)], atol=6e-3), caption


def by_number(printed, size):
    return math.isclose(float(printed), size, rel_tol=0.06)


def test_caption_of_figure_7_2_agrees_with_complex_steps():
    rng = np.random.default_rng(1)
    noise = np.random.default_rng(100).standard_normal((50, 1))
    cases = [(1.0, 1.0, 23), (0.0, 0.0, 50), (8.0, 5.0, 50), (8.0, 0.0, 50), (0.25, 1.0, 23)]
    for scale, b_f, T in cases + [(rng.uniform(0, 8), rng.uniform(0, 5), int(rng.integers(2, 51))) for _ in range(15)]:
        caption = lessons.figure("Figure 7.2").update(scale=scale, b_f=b_f, T=T)
        pattern = r"gates are (\S+) on average\. Over (\d+) steps the direct path carries (\S+), the exact derivative "
        pattern += r"is (\S+), (\S+) times that\.$"
        keep, steps, direct, exact, quotient = re.search(pattern, caption).groups()
        true_exact, true_direct = exact_and_direct(scaled(scale, b_f), noise[:T], np.zeros(8), np.zeros(8))
        assert int(steps) == T and by_number(direct, true_direct) and by_number(exact, true_exact), caption
        assert by_number(quotient, true_exact / true_direct), caption
        gates = run(scaled(scale, b_f), noise[:T], np.zeros(8), np.zeros(8))[2]
        assert abs(float(keep) - np.sqrt((gates**2).mean(1)).mean()) < 0.006


def test_caption_of_figure_7_3_agrees_with_complex_steps():
    rng = np.random.default_rng(2)
    cases = [(0.0, 1.0), (0.0, 0.0), (5.0, 4.0), (5.0, 0.0), (0.0, 2.0)]
    for b_f, gain in cases + [(rng.uniform(0, 5), rng.uniform(0, 4)) for _ in range(10)]:
        caption = lessons.figure("Figure 7.3").update(b_f=b_f, gain=gain)
        pattern = r"over 40 steps the forget gates alone leave (\S+), the exact derivative is (\S+)\.$"
        direct, exact = re.search(pattern, caption).groups()
        truth = fresh(b_f, gain, 40)
        assert by_number(exact, truth[0]) and by_number(direct, truth[1]), (caption, truth)


def test_caption_of_figure_7_6_agrees_with_complex_steps():
    noise = np.random.default_rng(100).standard_normal((100, 1))
    rng = np.random.default_rng(2)
    for b_f, T in [(0.0, 30), (5.0, 30), (-0.5, 100), (6.0, 3), (rng.uniform(-0.5, 6), 50), (1.0, 97)]:
        caption = lessons.figure("Figure 7.6").update(b_f=b_f, T=T)
        pattern = r"rest is (\S+), a memory of about (\S+) steps\. Over (\d+) steps a gate at rest leaves (\S+); "
        pattern += r"the exact derivative of this fresh network is (\S+)\. With chrono for T = (\d+) it is (\S+)\.$"
        gate, memory, steps, direct, exact, chrono_T, chrono = re.search(pattern, caption).groups()
        assert abs(float(gate) - sigma(b_f)) < 6e-4 and math.isclose(float(memory), 1 / (1 - sigma(b_f)), rel_tol=0.05)
        assert int(steps) == int(chrono_T) == T and by_number(direct, sigma(b_f) ** T)
        for printed, options in (exact, {"forget_bias": b_f}), (chrono, {"chrono": T}):
            p = lstm.init(np.random.default_rng(0), 1, 16, "orthogonal", **options)
            h, c, _ = run(p, noise[: 100 - T], np.zeros(16), np.zeros(16))
            assert by_number(printed, exact_and_direct(p, noise[100 - T :], h, c)[0]), caption


def test_default_captions_and_numbers_of_the_text():
    captions = {name: figure.update(**figure.values) for name, figure in LESSON["figures"].items()}
    assert "f = 0.562" in captions["Figure 7.1"] and "h_t = 0.489" in captions["Figure 7.1"]
    assert "carries 8.9e-4, the exact derivative is 0.151, 170 times" in captions["Figure 7.2"]
    assert "leaves 9.3e-10; the exact derivative of this fresh network is 3.8e-5" in captions["Figure 7.6"]
    first = lessons.figure("Figure 7.1")
    for x, gate in (3.0, "f = 0.148"), (-3.0, "f = 0.986"):
        assert gate in first.update(**first.start | {"x": x})
    assert min(LESSON["one_step"](x, 0.5, 0.8, 6.0)[0]["f"] for x in np.linspace(-3, 3, 61)) > 0.95
    assert LESSON["one_step"](3.0, -1.0, 0.8, 6.0)[0]["f"] < 0.95  # so the text says at which h
    logs = [LESSON["by_lag"](scaled(scale, 1.0), LESSON["noise"][:23]) for scale in (0, 0.25, 1)]
    quotient = [10 ** (exact[-1] - direct[-1]) for direct, exact in logs]
    assert np.allclose(quotient, [1, 3.41, 170], rtol=0.01) and 6.5e-4 < 0.73**23 < 7.5e-4
    assert LESSON["by_lag"](scaled(2, 5.0), LESSON["noise"])[1][-1] > 2  # "can't explode"
    assert all(abs((1 - 1 / N) ** N - 1 / 3) < 0.05 for N in (10, 21, 100))  # "about a third is left"
    sizes = {gain: 10 ** LESSON["fresh"](0.0, gain)[1][-1] for gain in (1.0, 2.0, 4.0)}
    assert 1.5e-6 < sizes[1.0] < 2.5e-6 and 0.05 < sizes[2.0] < 0.15 and sizes[4.0] > 10
    assert 10 ** LESSON["fresh"](0.0, 4.0)[0][-1] < 1e-5
    exact = 10.0 ** LESSON["by_start"](forget_bias=0)
    assert 0.70 < exact[100] ** 0.01 < 0.75
    one, five = (10 ** LESSON["by_start"](forget_bias=b) for b in (1, 5))
    assert abs(one[30] - 1 / 7) < 0.01 and min(five) > 0.8 and five[100] > 10
    assert all(0.24 < 10 ** LESSON["by_start"](chrono=T)[T] < 0.28 for T in range(3, 101))
    b = np.log(np.random.default_rng(0).uniform(1, 99, 10000))
    assert abs(np.mean(1 + np.exp(b)) - 51) < 1 and np.allclose(sigma(-b), 1 - sigma(b))


def test_what_the_text_says_of_other_draws():
    quotients = []
    for seed in range(500, 530):
        exact, direct = make_lesson_07_paths.exact_and_direct(seed, 1, 1, 23, H=8)
        quotients.append(exact / direct)
    assert 48.5 < min(quotients) < 49.5 and 355 < max(quotients) < 365
    assert 1 / 16 < min(10 ** other_draw(seed)[30] for seed in range(10)) < 1 / 7


def other_draw(seed):
    p = lstm.init(np.random.default_rng(seed), 1, 16, "orthogonal", forget_bias=1)
    return LESSON["by_lag"](p, LESSON["long_noise"])[1]


def test_by_hand_and_by_the_library_and_by_sympy():
    J, two = LESSON["J_1"], LESSON["two"]
    assert np.isclose(J[1, 0], LESSON["c_by_h"]) and np.isclose(J[1, 1], two.caches[1, 0, 0, 0])
    _, f, _, o, tanh_c = two.caches[:, 0, 0, 0]
    h_by_h = o * (1 - tanh_c**2) * J[1, 0] + tanh_c * o * (1 - o)  # w_o is 1
    assert np.allclose(J[0], [h_by_h, o * (1 - tanh_c**2) * f])
    assert np.allclose(LESSON["by_sympy"], J, rtol=1e-12)
    direct, exact = LESSON["J_2"][1, 1] * J[1, 1], (LESSON["J_2"] @ J)[1, 1]
    assert 0.3 < 1 - exact / direct < 0.36  # in the lesson's one unit the detour takes a third away
    turned = LESSON["params"]._replace(W_hh=LESSON["params"].W_hh * [[1], [1], [-1], [1]])  # w_g changes its sign
    trace = bptt.run(lstm, turned, np.full((2, 1, 1), 1.0), s_0=np.array([[0.5, 0.8]]))
    J_1, J_2 = (flow.jacobian(lstm, turned, trace, t) for t in (0, 1))
    assert J_2[1, 0] * J_1[0, 1] > 0.02 and J_2[1, 1] * J_1[1, 1] > 0


def test_a_step_at_rest_multiplies_by_gate_and_detour():
    for b_f, gain, b_i, b_o in (0, 1, 0, 0), (1, 0.5, 0, 0), (0, 1, 3, 3), (0, 4, -1, -1):
        p = lstm.init(np.random.default_rng(1), 1, 6, "orthogonal", gain)
        p.b_h[:] = np.repeat([b_i, b_f, 0, b_o], 6)
        rest = bptt.run(lstm, p, np.zeros((40, 1, 1)))
        eigenvalues = np.linalg.eigvals(np.split(p.W_hh, 4)[2])
        assert np.allclose(np.abs(eigenvalues), gain)
        factors = sigma(b_f) + sigma(b_i) * sigma(b_o) * eigenvalues
        found = np.linalg.eigvals(flow.jacobian(lstm, p, rest, t=7))
        assert np.allclose(np.sort(np.abs(found))[6:], np.sort(np.abs(factors)))
        doubled = p._replace(W_hh=p.W_hh * np.repeat([2, 2, 1, 2], 6)[:, None])  # at rest the gates' weights do nothing
        assert np.allclose(flow.jacobian(lstm, doubled, rest, t=7), flow.jacobian(lstm, p, rest, t=7))
    assert abs(4 * (1 - sigma(1)) - 1.08) < 0.005 and abs(0.975**40 - 0.36) < 0.005 and abs(0.95**40 - 0.13) < 0.002
