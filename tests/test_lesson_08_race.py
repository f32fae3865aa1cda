"""Lesson 08: what is said of training; the stored tables, and small runs anew."""

import json

import lessons
import make_lesson_08_blind
import make_lesson_08_lengths as script
import make_lesson_08_mean
import make_lesson_08_near
import make_lesson_08_stored
import numpy as np
import pytest

from helpers import bptt, live, runs, train
from helpers.figures import lesson_08 as figures

LESSON = lessons.Lesson(lessons.FOLDER / "08_gru_and_a_race.ipynb")
RACE = runs.load("08_race")
LENGTHS, CONTROLS = RACE["lengths"], RACE["controls"]


def table(name):
    return json.loads((lessons.ROOT / "tests" / "reference" / f"lesson_08_{name}.json").read_text(encoding="utf-8"))


def median(row):
    return float(np.median([u or np.inf for u in row]))


def ends(row):
    return min(u for u in row if u), max(row)


def learned(row):
    return sum(u > 0 for u in row)


def test_what_is_shown_is_what_the_tables_say():
    made = make_lesson_08_stored
    tables = {name: table(name) for name in ("lengths", "near", "mean")}
    assert made.lengths(tables["lengths"]) == LENGTHS and made.biases(tables["lengths"]) == RACE["biases"]
    assert {name: made.first(tables["lengths"], *of) for name, of in made.FIRST.items()} == RACE["first"]
    assert made.controls(tables) == CONTROLS and made.blind(tables["mean"]) == RACE["blind"]


def test_the_numbers_of_the_race():
    assert [median(LENGTHS[name]["30"]) for name in ("GRU", "LSTM", "tanh")] == [119.5, 344, 3802]
    assert round(3802 / 119.5) == 32
    for T in "10", "20", "30", "50":
        first, second, third = (ends(LENGTHS[name][T]) for name in ("GRU", "LSTM", "tanh"))
        assert first[1] < second[0] and second[1] < third[0]
    assert ends(LENGTHS["GRU"]["100"])[1] < ends(LENGTHS["LSTM"]["100"])[0]
    growth = [median(LENGTHS[name]["50"]) / median(LENGTHS[name]["10"]) for name in ("GRU", "LSTM", "tanh")]
    assert [round(of, 1) for of in growth] == [1.7, 2.3, 7.6]
    assert [(len(row), learned(row)) for row in LENGTHS["tanh"].values()] == [(10, 10), (10, 9), (10, 10), (3, 3)]
    stored = table("lengths")
    slower = stored["adding, rate 0.003"]["tanh"]["20"]
    assert learned(slower) == 10 and ends(slower) == (1941, 2767)
    equal = stored["adding, equal sizes"]
    assert ends(equal["LSTM"]["27"]["30"]) == (311, 499) and ends(equal["tanh"]["56"]["30"]) == (3430, 10380)


def test_the_search_was_alike_and_what_it_chose_is_used():
    search = table("lengths")["search"]["adding"]
    for name, T, rate in ("GRU", "20", "0.03"), ("LSTM", "20", "0.03"), ("tanh", "20", "0.01"), ("tanh", "50", "0.003"):
        found = {lr: of for lr, of in search[name][T].items() if float(lr) <= 0.03}
        assert T == "50" or list(found) == ["0.001", "0.003", "0.01", "0.03"]
        assert min(found, key=lambda lr: sum(u or 1e9 for u in found[lr])) == rate
        assert RACE["rates"][name][T] == float(rate)
    twice = [(T, lr) for T in ("20", "50") for lr in ("0.06", "0.1")]
    beyond = {name: [u for T, lr in twice for u in search[name][T][lr]] for name in ("GRU", "LSTM")}
    assert ends(beyond["GRU"]) == (59, 169) and ends(beyond["LSTM"]) == (182, 457)
    latch = table("lengths")["search"]["latch"]["LSTM"]["default"]
    assert len(latch) == 4 and not any(u for row in latch.values() for u in row)


def test_the_numbers_of_figure_8_3():
    adding, latch = RACE["first"]["adding, 30 steps"], RACE["first"]["latch, 40 steps"]
    for name, (low, high) in {"tanh": (-7.8, -7.6), "LSTM": (-6.5, -6.3), "GRU": (-6.1, -5.9)}.items():
        assert low < np.median(adding["default"][name][0]) < high
        assert 0.2 < 10 ** np.median(adding["memory"][name][0]) < 0.45
        before, after = (median(adding[start][name][1]) for start in ("default", "memory"))
        assert 0.8 < after / before < 1.2, name  # "about as many"
    for name, rows in table("lengths")["adding, memory, other rates"].items():
        assert all(median(row) > median(adding["memory"][name][1]) for row in rows.values()), name
    count = [learned(latch[start][name][1]) for start in ("default", "memory") for name in ("LSTM", "GRU", "tanh")]
    assert count == [0, 3, 10, 10, 10, 10]
    assert ends(latch["memory"]["LSTM"][1]) == (73, 136) and ends(latch["memory"]["GRU"][1]) == (56, 124)
    said = {task: lessons.figure("Figure 8.3").update(task=task) for task in RACE["first"]}
    assert "the first gradient doesn't predict" in said["adding, 30 steps"]
    assert "the first gradient predicts (270 of 300" in said["latch, 40 steps"]
    assert "LSTM, default start: 6.0e-9 left, learned by 0 of 10;" in said["latch, 40 steps"]


def test_on_the_latch_a_gru_is_slower_not_unable():
    longer = table("lengths")["latch, longer"]
    gru = longer["GRU"]["6000"]
    assert (learned(gru), len(gru), *ends(gru)) == (10, 10, 272, 5433)
    short = RACE["first"]["latch, 40 steps"]["default"]["GRU"][1]
    assert [u * (u <= 1500) for u in gru] == short
    rows = longer["LSTM"]["5000"]
    assert list(rows) == ["0.003", "0.01", "0.03"] and all(row == [0, 0, 0] for row in rows.values())


def test_the_controls_say_what_the_text_says():
    found = {name: {cell: (learned(row), len(row)) for cell, row in rows.items()} for name, rows in CONTROLS.items()}
    assert found["adding, both marks early"] == {"GRU": (10, 10), "LSTM": (2, 10)}
    assert ends(CONTROLS["adding, both marks early"]["LSTM"])[0] > 8 * median(LENGTHS["LSTM"]["30"])
    assert ends(CONTROLS["adding, early, memory start"]["LSTM"]) == (379, 597)
    assert found["adding, early and mean off"]["GRU"] == (10, 10)
    assert found["latch, as it is"] == {"GRU": (3, 10), "LSTM": (0, 10)}
    assert found["latch, answers 0 and 2"]["GRU"] == (10, 10)
    assert ends(CONTROLS["adding, early and mean off"]["GRU"])[0] > ends(CONTROLS["adding, both marks early"]["GRU"])[1]
    assert found["adding, early, memory start"] == {"GRU": (10, 10), "LSTM": (10, 10)}
    nearly = median(CONTROLS["adding, early and mean off"]["GRU"]) / median(CONTROLS["adding, as it is"]["GRU"])
    assert 2.5 < nearly < 3
    search = table("near")["search"]["adding, far"]["LSTM"]["default"]
    assert list(search) == ["0.003", "0.01", "0.03"] and not any(u for row in search.values() for u in row)
    slow = table("near")["adding, far"]["LSTM"]["default"]["0.003"]
    assert len(slow) == 10 and not any(slow)
    blind = table("mean")["blind"]
    assert -1.5 < np.median(blind["GRU"]["one"]["30"]) < -1 and max(blind["GRU"]["spread"]["30"]) < -4
    assert max(map(max, (blind["LSTM"]["one"]["30"], blind["LSTM"]["one"]["100"]))) < -6
    assert np.median(blind["LSTM"]["spread"]["30"]) < -7


def test_the_second_biases_of_pytorch_help_on_the_latch():
    found = table("torch")
    assert (len(found["two"]), *ends(found["two"])) == (8, 309, 967)
    assert {of: learned(row) for of, row in found.items()} == {"two": 8, "gates": 7, "candidate": 4, "one": 3}


def test_the_numbers_of_the_gru_s_start():
    rows = RACE["biases"]
    assert [learned(row) for _, row in rows["40"].values()] == [4, 9, 10, 10, 10, 10, 10]
    assert min(rows["40"]["5"][1]) == 106
    assert [learned(row) for _, row in rows["100"].values()] == [1, 3, 3, 3, 3]
    said = [ends(rows["100"][bias][1]) for bias in ("3", "4", "chrono")]
    assert said == [(269, 436), (202, 297), (197, 242)]


def test_a_small_part_of_the_tables_comes_out_again():
    for name, lr, updates in ("GRU", 0.03, 70), ("LSTM", 0.03, 277):
        again = script.learn(500, "adding", name, "default", 10, lr, 400)
        assert again == pytest.approx(updates, rel=0.25)
    assert script.learn(500, "adding", "tanh", "default", 10, 0.01, 100) == 0
    for name in script.CELLS:
        for start, rows in RACE["first"]["latch, 40 steps"].items():
            assert script.first(500, "latch", name, start, 40) == pytest.approx(rows[name][0][0], abs=0.02)
    size, radius = make_lesson_08_blind.blind(500, 0.03, 1)
    assert (size, radius) == pytest.approx(table("blind")["blind"]["0.03"]["1"][0], abs=0.02)
    assert 80 < make_lesson_08_near.learn(500, "GRU", "default", 0.03, 200) < 130
    assert make_lesson_08_mean.learn(500, "latch, raised", "GRU", 0.03, 50) == 0
    blind = {of: make_lesson_08_mean.blind(500, name="GRU", answers=of, updates=30) for of in ("one", "spread")}
    assert blind["one"] > -2 > blind["spread"]


def test_the_mean_of_the_answers_opens_a_gru():
    xs = LESSON["tasks"].adding(np.random.default_rng(0), 30, 16)[0]
    found = []
    for updates in 1, 30:
        cell, (params, _) = make_lesson_08_mean.taught(503, "GRU", "one", updates)
        kept = bptt.run(cell, params, xs).caches[1].mean()
        found.append((kept, np.abs(np.linalg.eigvals(params.W_hh[64:])).max()))
    (before, small), (after, large) = found
    assert abs(before - 0.5) < 0.03 and 0.6 < after < 0.7 and large > 2 * small


def test_both_marks_of_the_control_stand_early():
    xs, ys = make_lesson_08_near.far_adding(np.random.default_rng(0), 30, 500)
    step, _ = np.nonzero(xs[:, :, 1])
    assert xs[:, :, 1].sum(0).tolist() == [2.0] * 500 and step.max() == 5
    assert np.allclose((xs[:, :, 0] * xs[:, :, 1]).sum(0)[:, None], ys) and abs(ys.mean() - 1) < 0.05


def test_the_lesson_trains_as_the_table_was_made():
    own = {}
    for own in LESSON["learn"](seed=500):
        if "GRU" in own and own["GRU"].get(10, (0, False))[1]:
            break
    assert own["GRU"][10][0] == pytest.approx(LENGTHS["GRU"]["10"][0], rel=0.25)
    assert LESSON["race"]["rates"]["GRU"]["10"] == script.RATES["GRU"]


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_8_2_has_a_point_for_each_seed_and_a_ring_for_a_run(shape):
    own = {"GRU": {10: (70, True), 20: (50, False)}, "LSTM": {}}
    figure = live.Live("Figure 8.2 x", figures.lengths, lambda: own, (LENGTHS, 15_000), shape)
    ring, dot, *_ = figure.picture.moving
    assert np.allclose(np.power(10, ring.get_data()), [[10, 20], [70, 50]])
    assert np.allclose(np.power(10, dot.get_data()), [[10], [70]])
    (axes,) = figure.picture.figure.axes
    drawn = sum(len(line.get_xdata()) for line in axes.lines if line.get_alpha() == 0.55)
    assert drawn == sum(learned(row) for rows in LENGTHS.values() for row in rows.values())
    assert "GRU 10 steps 70, 20 steps 50 (not learned)" in figure.frame.caption
    assert "tanh 10 steps 10 of 10 (666 to 1188), 20 steps 9 of 10 (1274 to 6028)" in figure.frame.caption


def test_laps_do_not_change_a_training():
    target, weights, gradient = 0.01, *begin()
    whole = train.fit(weights, gradient, train.adam(0.03), 60, 1, target, progress=False).losses
    weights, gradient = begin()
    adam = train.adam(0.03)
    for _ in range(3):
        weights = train.fit(weights, gradient, adam, 20, 1, target, progress=False)
    assert np.array_equal(whole, weights.losses)


def begin():
    rng = np.random.default_rng(3)
    cell, weights = script.begin(rng, "GRU", "default", 2, 8)
    return weights, lambda weights, _: LESSON["model"].last_step(cell, weights, *LESSON["tasks"].adding(rng, 6, 8))
