"""Lesson 07: what is said of training; stored tables, and small runs anew."""

import json
import re

import lessons
import make_lesson_07_map
import make_lesson_07_stones
import make_lesson_07_stored
import make_lesson_07_sweep
import nbformat
import numpy as np
import pytest
import wrong

from helpers import bptt, live, lstm, model, runs, tasks
from helpers.figures import lesson_07 as figures

LESSON = lessons.Lesson(lessons.FOLDER / "07_lstm.ipynb")
LATCH, SWEEP = runs.load("07_latch"), runs.load("07_sweep")


STARTS = make_lesson_07_stored.CURVES


def table(name):
    return json.loads((lessons.ROOT / "tests" / "reference" / f"lesson_07_{name}.json").read_text(encoding="utf-8"))


def learned(row):
    return sum(u > 0 for u in row)


def span(row):
    return min(u for u in row if u), max(row)


def test_what_is_shown_is_what_the_tables_say(monkeypatch):
    written = {}
    monkeypatch.setattr(make_lesson_07_stored, "write", lambda name, **content: written.update({name: content}))
    monkeypatch.setattr(make_lesson_07_stored, "CURVES", {})
    make_lesson_07_stored.latch()
    make_lesson_07_stored.sweep()
    made = json.loads(json.dumps(written))
    assert made["07_sweep"] == SWEEP and made["07_latch"] | {"curves": LATCH["curves"]} == LATCH
    assert list(LATCH["curves"]) == list(LESSON["starts"])
    assert LESSON["starts"] == STARTS


def test_the_numbers_of_the_map():
    of = table("map")["LSTM"]
    assert len(of["0"]["1"]["updates"]) == 10 and learned(of["0"]["1"]["updates"]) == 0
    for lr in "0.01", "0.03":
        assert table("map")["bias 0, gain 1, ten seeds"][lr]["updates"] == [0] * 10
    for lr in "0.003", "0.01", "0.03":
        assert table("map")["PyTorch's default"][lr]["updates"] == [0] * 10
    assert span(of["3"]["1"]["updates"]) == (52, 108) and learned(of["3"]["1"]["updates"]) == 10
    factors = np.array(LESSON["factors"])
    counts = np.array([[learned(cell) for cell in row] for row in LATCH["updates"]])
    assert counts[factors < 0.9].max() == 2 and sum(factors.ravel() < 0.9) == 3
    middle = (factors > 0.98) & (factors < 2)
    assert middle.sum() == 17 and sorted(counts[middle])[:2] == [4, 5] and counts[2][0] == 4
    assert (factors[~middle & (factors > 0.9)] > 2.4).all() and (counts[4].min(), counts[4].max()) == (2, 5)
    assert (counts[:4, 2:] == 5).all()  # bias 2 to 5, gains 0.5 to 4
    left = np.array(LATCH["left"])
    assert left[4].min() > 3  # gain 8: grown a thousandfold and more
    assert 10 ** left[counts == 5].min() > 1 / 20 and 10 ** left[middle].max() < 200
    assert [learned(table("map")["T = 100"][bias]["1"]["updates"]) for bias in "13"] == [1, 4]
    assert left[3][0] < 0.3 * 39 * np.log10(factors[3][0])  # far slower growth than the factor at rest says
    paths = table("paths")
    assert paths["bias 0, gain 4, T 40"]["exact"] == [0.48, 6.3, 7700]
    assert paths["bias 5, gain 1, T 100"]["exact"] == [10, 92, 1200]
    assert abs(paths["bias 5, gain 1, T 100"]["direct"][1] - 0.5) < 0.02


def test_the_numbers_of_the_controls():
    rows = {name: (factor, learned(updates), len(updates)) for name, factor, _, updates in LATCH["controls"]}
    assert rows["gain 4 in i, f, o"] == (0.75, 0, 5) and rows["gain 4 in g"] == (1.5, 5, 5)
    assert rows["i, o open"] == (1.41, 5, 5) and rows["gain 4, i, o nearly closed"] == (0.79, 0, 5)
    assert rows["tanh network, gain 0.25"] == (0.25, 0, 5) and rows["tanh network, gain 1"] == (1, 5, 5)
    assert span(table("map")["controls"]["gain 4 through g alone"]["updates"]) == (45, 70)
    assert learned(table("map")["controls"]["gain 1, T = 10"]["updates"]) == 10
    for bias, left in ("3", -1.2), ("5", -0.5):
        row = table("map")["no detours"][bias]
        assert row["updates"] == [0, 0, 0] and abs(np.median(row["left"]) - left) < 0.06


def test_the_numbers_of_the_slips():
    found = {slip: (error, updates) for slip, error, _, updates in SWEEP["slips"]}
    right = found.pop("none")[1]
    assert len(found) == 8 and span(right) == (52, 99)
    assert sum(any(updates) for _, updates in found.values()) == 6
    assert sum(all(updates) for _, updates in found.values()) == 4
    assert sum(all(updates) and max(updates) <= 104 for _, updates in found.values()) == 2
    assert min(error for error, _ in found.values()) == 0.012


def test_the_numbers_of_the_stepping_stones():
    text = "\n".join(cell.source for cell in nbformat.read(LESSON.path, as_version=4).cells)
    same = "40 alone", "10 alone", *(f"{n} to 40" for n in (5, 10, 20, 30))
    rows = {name: name for name in same} | {"10 or 40, by a coin": "10 or 40"}
    for said, key in rows.items():
        updates = table("stones")[key]
        (row,) = re.findall(rf"^\| {said} \|.*$", text, re.M)
        _, _, short, count, within, _ = (part.strip() for part in row.split("|"))
        assert count == f"{learned(updates)} of {len(updates)}" and len(updates) == 5
        assert within == ("{} to {}".format(*span(updates)) if any(updates) else "")
        if short[0].isdigit():
            lengths = range(int(said.split()[0]), 41)
            assert short == f"{sum(n < 20 for n in lengths)} of {len(lengths)}"


def test_small_runs_come_out_as_stored():
    assert abs(make_lesson_07_map.latch(500, make_lesson_07_map.lstm_start(0, 4), updates=150) - 65) <= 5
    assert make_lesson_07_map.latch(500, make_lesson_07_map.lstm_start(0, 1), updates=150) == 0
    for name, updates in ("gain 4 through g alone", 70), ("gain 1, input and output gate open (3)", 46):
        assert abs(make_lesson_07_map.latch(500, make_lesson_07_map.CONTROLS[name], updates=150) - updates) <= 5
    assert (
        make_lesson_07_map.latch(500, make_lesson_07_map.CONTROLS["gain 4 through i, f and o alone"], updates=150) == 0
    )
    for bias in make_lesson_07_map.BIASES:
        left = make_lesson_07_map.left(500, make_lesson_07_map.lstm_start(bias, 1), tasks.latch, 40)
        assert abs(left - table("map")["LSTM"][str(bias)]["1"]["left"][0]) <= 0.02
    assert abs(make_lesson_07_stones.reached(500, "10 or 40", updates=300) - 140) <= 20


def test_the_notebooks_race_is_the_stored_one():
    grown = LESSON["learn"]()
    ours = next(grown)
    assert np.allclose(ours["bias 0"], LATCH["curves"]["bias 0"][:10], atol=2e-3)
    grown.close()
    lengths = {name: len(curve) for name, curve in LATCH["curves"].items()}
    assert lengths == {"bias 0": 600, "bias 0, i f o × 4": 600, "bias 0, g × 4": 70, "bias 3": 96}


def test_the_slips_of_the_table_are_met_with_their_errors():
    for slip, error, cosine, _ in SWEEP["slips"]:
        found = make_lesson_07_sweep.at_first(0, slip, 3) if slip in ("none", "c_t for c_{t-1}") else None
        assert found is None or np.allclose(found[:2], (error, cosine), rtol=0.05, atol=1e-12)
    rng = np.random.default_rng(500)
    cell, (params, readout) = make_lesson_07_sweep.start(3)(rng)
    batch = tasks.latch(rng, 40, 8)
    right = model.last_step(cell, (params, readout), *batch)[1][0]
    ours = make_lesson_07_sweep.with_slip("none")(cell, (params, readout), *batch)[1][0]
    assert all(np.allclose(a, b, rtol=1e-12, atol=1e-14) for a, b in zip(ours, right, strict=True))


def test_the_solution_is_the_engines_sweep():
    rng, (T, H) = np.random.default_rng(5), (9, 4)
    params = lstm.init(rng, 2, H, gain=2.0)
    trace = bptt.run(lstm, params, rng.normal(size=(T, 1, 2)))
    direct = rng.normal(size=(T, 1, H))
    c = lstm.halves(trace.states[:, 0])[1]
    dz = wrong.solutions("07")[1]["sweep"](
        params.W_hh.reshape(4, H, H), trace.caches[:4, :, 0].swapaxes(0, 1), c, direct[:, 0]
    )
    grads = bptt.backward(lstm, params, trace, direct).params
    h = lstm.halves(trace.states[:-1, 0])[0]
    assert np.allclose(np.einsum("tka,tb->kab", dz, h).reshape(4 * H, H), grads.W_hh)
    assert np.allclose(dz.sum(0).ravel(), grads.b_h)


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_7_5_has_a_tile_for_every_start(shape):
    data = LATCH["biases"], LATCH["gains"], LESSON["factors"], LATCH["left"], LATCH["updates"]
    shown = live.Live("7.5", figures.learned, lambda: (), data, shape)
    (axes,) = shown.picture.figure.axes
    texts = {(round(text.get_position()[0]), round(text.get_position()[1])): [] for text in axes.texts}
    for text in axes.texts:
        x, y = text.get_position()
        texts[round(x), round(y)].append(text.get_text())
    assert len(texts) == 25
    for (column, row), (count, within, factor) in texts.items():
        updates = LATCH["updates"][row][column]
        assert count == f"{learned(updates)} of 5" and within == (
            "{}–{}".format(*span(updates)) if any(updates) else ""
        )
        assert factor.split()[-1] == f"{LESSON['factors'][row][column]:.2f}"


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_7_4_shows_a_run_as_it_grows(shape):
    data = list(LESSON["starts"]), 40, 600, True
    shown = runs.show("7.4", figures.starts, LESSON["learn"], *data, stored=LATCH["curves"], shape=shape)
    lines = shown.picture.moving[4:8]
    assert [len(line.get_xdata()) for line in lines] == [len(c) - 9 for c in LATCH["curves"].values()]
    grown = shown.run()
    next(grown)
    assert len(lines[0].get_xdata()) == 1 and not len(lines[1].get_xdata())
    grown.close()
