"""Lesson 11: what is said of trainings, against the stored tables."""

import json

import lessons
import make_lesson_11_stored as stored
import numpy as np

from helpers import runs


def table(name):
    return json.loads((lessons.ROOT / "tests/reference" / f"lesson_11_{name}.json").read_text(encoding="utf-8"))


LENGTHS, START, CERTAIN = runs.load("11_lengths"), table("start"), table("certain")
HOPS, GATES, SGD = map(table, ("hops", "gates", "sgd"))
ADDING, LATCH = (LENGTHS["tasks"][task] for task in ("adding", "latch"))


def span(updates):
    """(learned, least, most) of updates where 0 is a failure."""
    found = [u for u in updates if u]
    return len(found), min(found), max(found)


def test_what_is_shown_is_what_the_tables_say(monkeypatch):
    written = {}
    monkeypatch.setattr(stored, "write", lambda name, **content: written.update({name: content}))
    stored.lengths()
    stored.order()
    monkeypatch.setattr(stored, "toy", lambda margin, update: (START.get(f"toy, SGD 1, β = {margin}", [0])[0], 0))
    stored.certain()
    known = {name: runs.load(name) for name in written}
    assert written["11_lengths"] == known["11_lengths"] and written["11_order"] == known["11_order"]
    for name, rule in ("SGD", "SGD 1"), ("Adam", "Adam"):
        shown = known["11_certain"][name]
        in_table = {margin: START.get(f"toy, {rule}, β = {margin}") for margin in range(25)}
        assert all(shown[margin] == row[0] for margin, row in in_table.items() if row)


def test_length():
    assert span(ADDING["attention"]["100"]) == (10, 50, 85)
    assert span(ADDING["attention"]["1000"]) == (10, 73, 117)
    assert [np.median(ADDING["attention"][T]) // 1 for T in ("100", "1000")] == [62, 84]
    assert span(ADDING["attention"]["10"])[2] > 500 and len([u for u in ADDING["attention"]["10"] if u > 100]) == 1
    assert [np.median(SGD[f"T = {T}"]) for T in (10, 100, 300)] == [332, 1244, 2637]
    assert GATES["latch"]["GRU"]["300"]["0.1"] == [0, 0] and span(GATES["latch"]["GRU"]["300"]["0.03"]) == (
        3,
        1938,
        3835,
    )
    assert span(ADDING["GRU"]["300"]) == (9, 131, 241)
    assert span(ADDING["GRU"]["1000"]) == (3, 147, 219)
    assert span(LATCH["attention"]["300"]) == (9, 80, 596)
    assert span(HOPS["Q, numbered"]["latch"]["300"]["0.01"]) == (10, 47, 468)
    assert [span(HOPS["Q, numbered"]["latch"]["1000"][rate])[0] for rate in ("0.03", "0.01")] == [1, 1]
    assert span(HOPS["Q"]["flagged"]["1000"]["0.03"]) == (10, 100, 374)
    assert span(HOPS["Q"]["early"]["100"]["0.03"]) == (10, 41, 83)
    early = sorted(HOPS["GRU"]["early"]["100"]["0.1"])
    assert [early[n] for n in (0, 5, 6, 9)] == [82, 156, 425, 2509]
    far, near = (HOPS["LSTM, 9000"][half]["30"]["0.03"] for half in ("early", "late"))
    assert (len(far), span(far)[0]) == (5, 2) and span(near) == (5, 181, 324)
    assert HOPS["Q"]["latch"]["100"]["0.03"] == [0, 0, 0]  # blind without places
    assert -12 < START["by lag, GRU, T = 100"]["lags 1, T/2, T-1"][1] < -11


def test_gates_set_for_the_length():
    for T in 100, 1000:
        far = START[f"by lag, Q, smaller, T = {T}"]["lags 1, T/2, T-1"][2]
        for cell in "LSTM", "GRU":
            assert 0 < far - START[f"by lag, {cell}, chrono, T = {T}"]["lags 1, T/2, T-1"][2] < np.log10(20)


def test_a_trained_hop():
    for _, _, ((marked, other), *_) in CERTAIN["longer"]:
        assert abs(marked) < 0.1 and -4.4 < other < -3.5


def test_a_network_that_starts_with_a_mistake():
    by_margin = {margin: span(rates["0.03"]) for margin, rates in CERTAIN["margin"]["Adam"].items()}
    assert by_margin["0"] == (10, 35, 81) and by_margin["12"] == (10, 48, 1012)
    assert by_margin["20"][0] == 6 and by_margin["20"][1] > 1200


def test_root_d():
    short, long = (CERTAIN["width"][d] for d in ("16", "256"))
    assert span(short["without"]["0.03"])[1:] == (40, 53) and span(short["with"]["0.03"])[1:] == (51, 69)
    assert long["without"]["0.03"] == [0] * 5 and span(long["with"]["0.03"]) == (5, 256, 427)
    assert span(long["without"]["0.01"]) == (5, 83, 1786) and span(long["with"]["0.01"]) == (5, 80, 150)


def test_depth_is_typical():
    plain = START["depth, causal, None, L = 32"]
    assert abs(plain["first"]) < 0.1 and -47 < plain["last"] < -46
    residual, pre, post = (START[f"depth, causal, {norm}, L = 32"] for norm in ("none", "pre", "post"))
    assert residual["first"] > 4 and residual["W_qk last"] == -999
    assert all(-1 < pre[key] < 1 for key in ("first", "middle", "last", "W_qk first", "W_qk last"))
    larger = [START[f"depth, causal, {norm}, L = 32, W_q and W_k times 4"]["all"] for norm in ("pre", "post")]
    assert 3 < larger[0] < 4 and 2 < larger[1] < 2.5
    assert post["last"] < -3.5 and post["middle"] < -4


def test_order():
    rows = runs.load("11_order")["stacks"]
    assert [rows[name][:2] for name in rows] == [[0, 3], [0, 3], [10, 10], [10, 10], [6, 10]]
    assert span([updates for updates, *_ in table("order")["2 causal"]["100"]["0.003"]])[0] == 3
    assert all(most <= 76 for _, _, _, most in list(rows.values())[:2])


def test_the_order_is_told_by_what_was_seen():
    seen = table("seen")
    assert span(seen["trained, alone"]) == (10, 35, 76) and span(seen["trained, hidden"]) == (6, 161, 266)
    assert seen["trained, all"] == [updates for updates, *_ in table("order")["2 causal"]["20"]["0.003"]]
    assert min(seed["all"] for seed in seen["narrowed"]) > 0.99
    assert round(max(seed["hidden"] for seed in seen["narrowed"]), 2) == 0.51


def test_a_hop_over_a_recurrent_network():
    over = LENGTHS["over"]
    assert [span(over[name])[0] for name in over] == [10, 10, 10, 9, 5]
    assert span(over["adding, cut"])[1:] == (99, 924) and span(over["latch, cut"])[1:] == (42, 489)
    middles = [np.median([u or np.inf for u in over[name]]) for name in ("adding", "adding, cut")]
    assert round(middles[1] / middles[0], 1) == 1.6
    assert span(over["adding, without memory"])[0] == 5
    assert span(HOPS["R, uniform"]["adding"]["30"]["0.01"]) == (3, 1966, 2244)
    assert HOPS["R, no memory"]["latch"]["100"]["0.1"] == [0, 0]
