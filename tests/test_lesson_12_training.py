"""Lesson 12: what is said of learning a memory; the stored table, and small runs anew."""

import math

import make_lesson_12_memory
import make_lesson_12_stored
import numpy as np
from lesson_12 import LESSON, TEXT, caption_of, table

from helpers import gradcheck, runs
from helpers.figures.lesson_12_learning import WEIGHTS

STORED = runs.load("12_memory")
RATES, MEMORIES = STORED["rates"], STORED["memories"]


def good(name, memory):
    """(the rates at which all ten seeds learn, their medians)."""
    rows = STORED["updates"][name][MEMORIES.index(memory)]
    found = [(rate, float(np.median(row))) for rate, row in zip(RATES, rows, strict=True) if min(row) > 0]
    return tuple(zip(*found, strict=True))


def best(name, memory):
    rates, medians = good(name, memory)
    return rates[int(np.argmin(medians))], min(medians)


def test_what_is_shown_is_what_the_table_says():
    assert make_lesson_12_stored.memory() == STORED
    assert table("chaos") == runs.load("12_chaos")
    assert (RATES, MEMORIES) == (make_lesson_12_memory.RATES, make_lesson_12_memory.MEMORIES)
    assert tuple(STORED["updates"]) == ("λ", *WEIGHTS)
    assert all(len(row) == 10 for rows in STORED["updates"].values() for memory in rows for row in memory)


def test_the_loss_s_slope_agrees_with_a_central_difference():
    xs = np.random.default_rng(0).standard_normal((30, 1, 1, 16))
    for scaled in False, True:
        numeric = gradcheck.numeric_gradient(
            lambda lam, scaled=scaled: make_lesson_12_memory.loss_and_slope(np.full((1, 1), lam), 0.9, xs, scaled)[
                0
            ].item(),
            0.7,
        )
        slope = make_lesson_12_memory.loss_and_slope(np.full((1, 1), 0.7), 0.9, xs, scaled)[1]
        assert np.isclose(slope.item(), numeric, rtol=1e-7)
    for kind, (to, back, by) in make_lesson_12_memory.KINDS.items():
        w = np.array(to(0.9))
        numeric = (back(w + 1e-6) - back(w - 1e-6)) / 2e-6
        assert np.isclose(back(w), 0.9) and np.isclose(by(back(w), w), numeric, rtol=1e-7), kind


def test_a_small_run_gives_the_stored_updates():
    for name, row in make_lesson_12_stored.NAMES.items():
        where = [RATES.index(rate) for rate in (0.03, 0.1)]
        again = make_lesson_12_memory.race(row, 10, rates=[0.03, 0.1])
        assert np.array_equal(np.sort(again, 1), np.array(STORED["updates"][name][0])[where]), name


def test_what_is_said_of_learning():
    for memory, low, high in (10, 1e-3, 0.3), (100, 1e-4, 0.03), (1000, 1e-5, 3e-3):
        rates, _ = good("λ", memory)
        assert (rates[0], rates[-1]) == (low, high)
    assert [best("λ", memory)[0] for memory in MEMORIES] == [0.1, 3e-3, 3e-4]
    assert all(10 < best(name, memory)[1] < 35 for name in STORED["updates"] for memory in MEMORIES)
    assert best("λ", 10)[1] == 15.5
    for name in "ν, input scaled by γ", "ν alone", "gate, input scaled by γ":
        bands = [good(name, memory)[0] for memory in MEMORIES]
        assert bands[0] == bands[1] == bands[2] and bands[0][0] == 3e-3 and bands[0][-1] == 0.3
        medians = np.array([good(name, memory)[1] for memory in MEMORIES])
        assert (medians.max(0) / medians.min(0) < 1.8).all()
    one_rate = [float(np.median(STORED["updates"]["λ"][n][RATES.index(3e-3)])) for n in range(3)]
    assert np.allclose((min(one_rate), max(one_rate)), (26, 139), atol=0.6)
    by_nu = [float(np.median(STORED["updates"]["ν alone"][n][RATES.index(0.1)])) for n in range(3)]
    by_nu += [float(np.median(STORED["updates"]["ν, input scaled by γ"][n][RATES.index(0.1)])) for n in range(3)]
    assert 15.5 <= min(by_nu) and max(by_nu) <= 18.5
    for name in "λ kept below 1", "λ kept below 1, input scaled by γ":
        rates = [best(name, memory)[0] for memory in MEMORIES]
        assert rates[0] >= 30 * rates[-1]
        assert max(good(name, 10)[0]) > 10 * max(good(name, 1000)[0])


def test_the_caption_of_figure_11_3_says_what_was_learned():
    caption = caption_of("Figure 12.3")
    assert "within 500 updates" in caption and "memory 10: 0.001 to 0.3 (best median 15.5 updates)" in caption
    assert "memory 1000: 1e-5 to 0.003" in caption
    for weight in WEIGHTS:
        assert f"If it is {weight}: memory 10" in caption_of("Figure 12.3", weight=weight)


def test_the_start_is_a_third_of_the_memory_and_equally_wrong_for_all():
    errors = []
    for memory in MEMORIES:
        true, start = math.exp(-1 / memory), math.exp(-3 / memory)
        errors.append(LESSON["error"](true, start))
    assert max(errors) / min(errors) < 1.12 and "a third of the memory" in TEXT


def test_the_same_with_plain_steps_and_from_above():
    made = table("memory")

    def best(row, rates):
        found = {
            np.median(updates): rate for rate, updates in zip(rates, made["table"][row], strict=True) if updates[0]
        }
        return found[min(found)]

    sgd = {row: best(f"SGD, {row}", made["sgd_rates"]) for row in ("λ, 10", "λ, 100", "ν, 10", "ν, 100")}
    assert math.isclose(sgd["λ, 10"], 100 * sgd["λ, 100"]) and sgd["ν, 10"] == sgd["ν, 100"]
    above = {row: best(f"from above, {row}", RATES) for row in ("λ, 10", "λ, 100", "ν, 10", "ν, 100")}
    assert above["λ, 10"] > 5 * above["λ, 100"] and above["ν, 10"] == above["ν, 100"]
