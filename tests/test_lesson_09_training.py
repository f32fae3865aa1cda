"""Lesson 09: what is said of training; stored tables, and small runs anew."""

import json

import make_lesson_09_skips
import make_lesson_09_stored
import numpy as np
import pytest
from lesson_09 import LESSON
from runs import learned, left

from helpers import live, runs, tasks
from helpers.figures import lesson_09 as figures
from helpers.figures import style

STORED = runs.load("09_skips")
NETWORKS = STORED["networks"]


def count(row):
    return sum(u > 0 for u in row)


def ends(row):
    """The fewest and most updates of the seeds that learned."""
    return min(u for u in row if u), max(row)


def middle(row):
    return float(np.median([u or np.inf for u in row]))


def test_what_is_shown_is_what_the_tables_say(monkeypatch):
    written = {}
    monkeypatch.setattr(make_lesson_09_stored, "write", lambda name, **content: written.update({name: content}))
    monkeypatch.setattr(make_lesson_09_stored, "RACERS", ("skip of 13, equal gain",))
    make_lesson_09_stored.main()
    made = json.loads(json.dumps(written))
    for part in "networks", "rates", "layers":
        assert made["09_skips"][part] == STORED[part]
    assert list(made["09_skips"]["networks"]) == list(NETWORKS)
    assert made["09_words"] == runs.load("09_words")
    assert abs(len(made["09_skips"]["curves"]["skip of 13, equal gain"]) - 46) <= 3
    assert all(len(entry["updates"]) == 10 for entry in NETWORKS.values())


def test_fewest_links_are_those_of_the_shortest_way():
    for name, (_, d) in make_lesson_09_stored.ROWS.items():
        least = [0]
        for t in range(1, 40):
            least.append(1 + min(least[t - link] for link in (1, d) if link <= t))
        assert NETWORKS[name]["links"] == least[39]


def test_the_numbers_of_the_table():
    updates = {name: entry["updates"] for name, entry in NETWORKS.items()}
    assert (count(updates["skip of 13, equal gain"]), *ends(updates["skip of 13, equal gain"])) == (10, 40, 51)
    assert count(updates["one layer"]) == 0 and count(updates["skip of 20"]) == 3
    assert count(updates["skip of 19"]) == 10 and count(updates["skip of 1"]) > 3
    assert count(updates["one layer, W_hh × 2"]) == 9
    assert [NETWORKS[f"skip of {d}"]["links"] for d in (19, 20)] == [3, 20]
    order = [middle(updates[name]) for name in NETWORKS]  # that with least gradient first
    ranks = [np.argsort(np.argsort(values)) for values in (range(len(order)), [-u for u in order])]
    assert np.corrcoef(*ranks)[0, 1] > 0.9
    table = make_lesson_09_stored.table("skips")
    controls = [table[f"skip of {d}, both matrices / 1.41"]["40"]["updates"] for d in (1, 20)]
    assert [len(row) for row in controls] == [10, 10] and [count(row) for row in controls] == [1, 1]
    spreads = [np.ptp(table[name]["40"]["left"]) for name in ("one layer, W_hh x 2", "skip of 13")]
    assert spreads[0] > 4 * spreads[1]
    leaky = table["leaky, new 0.1"]["40"]["updates"]
    assert (count(leaky), *ends(leaky)) == (10, 386, 880)


def test_the_numbers_at_other_rates_and_of_layers():
    rates = STORED["rates"]
    assert (count(rates["one layer"]["0.03"]), *ends(rates["one layer"]["0.03"])) == (10, 46, 625)
    assert ends(rates["skip of 13, equal gain"]["0.03"]) == (14, 17)
    assert len(rates) == 6 and all(count(row["0.03"]) == 10 for row in rates.values())
    first = sorted(rates, key=lambda name: middle(rates[name]["0.03"]))[:2]
    assert set(first) == {"skip of 13", "skip of 13, equal gain"}
    layers = STORED["layers"]
    assert [count(row["0.003"]) for row in layers.values()] == [0, 1, 0, 1, 0]
    assert all(count(row["0.03"]) >= 7 and count(row["orthogonal"]) == 10 for row in layers.values())
    table = make_lesson_09_stored.table("skips")
    assert [count(table[f"{n}, 10000 updates"]["40"]["updates"]) for n in ("one layer", "two layers")] == [0, 2]


def test_small_runs_come_out_as_stored():
    equal = make_lesson_09_skips.skipping(13, 0.5**0.5)
    assert abs(learned(500, equal, tasks.latch, 40, 3e-3, 120, 0.25) - 46) <= 3
    assert learned(500, make_lesson_09_skips.start, tasks.latch, 40, 3e-3, 120, 0.25) == 0
    table = make_lesson_09_stored.table("skips")
    for name, (start, lengths) in make_lesson_09_skips.SKIPS.items():
        if 40 in lengths:
            assert abs(left(500, start, tasks.latch, 40) - table[name]["40"]["left"][0]) < 0.02
    ours = None
    for curves in LESSON["learn"]():
        ours = curves
        if "skip of 20" in curves:
            break
    assert len(ours["one layer"]) == len(STORED["curves"]["one layer"]) == 600
    for name in "one layer", "skip of 20":
        assert np.allclose(ours[name][:10], STORED["curves"][name][:10], atol=2e-3)
    assert [*STORED["curves"]] == [*LESSON["NETWORKS"]]


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_9_3_has_a_point_for_every_seed(shape):
    shown = live.Live("9.3", figures.learned, lambda: (), (NETWORKS, 1500), shape)
    points, failures, bars = (line.get_xdata() for line in shown.picture.figure.axes[0].lines[1:])
    everything = [u for entry in NETWORKS.values() for u in entry["updates"]]
    assert len(failures) == everything.count(0)
    assert np.allclose(sorted(points), np.log10(sorted(u for u in everything if u)))
    medians = [middle(entry["updates"]) for entry in NETWORKS.values()]
    assert np.allclose(bars, np.log10([m for m in medians if np.isfinite(m)]))
    assert "skip of 20, 20 links" in shown.frame.caption and "3 of 10 (407 to 1062)" in shown.frame.caption
    texts = [text for text in shown.picture.figure.axes[0].texts if text.get_gid() == "fate"]
    assert [text.get_color() for text in texts] == [style.fate(entry["left"]) for entry in NETWORKS.values()]
