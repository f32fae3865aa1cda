"""Lesson 10: what is said of many trainings, against the stored tables; small runs anew."""

import json

import lessons
import make_lesson_10 as script
import make_lesson_10_number as number
import make_lesson_10_stored as stored
import make_lesson_10_window as window
import numpy as np

from helpers import agreement, losses, runs

LESSON = lessons.Lesson(lessons.FOLDER / "10_the_writer_of_the_books.ipynb")
SHARES, RACE, WINDOWS = (runs.load(f"10_{name}") for name in ("number", "race", "windows"))
LOOKS = np.array(SHARES["checkpoints"])


def whole(name):
    return json.loads((lessons.ROOT / "tests" / "reference" / f"lesson_10{name}.json").read_text(encoding="utf-8"))


NUMBER, ONE_PHRASE = whole("_number"), whole("_window")
COLUMN = {name: i for i, name in enumerate(NUMBER["columns"])}


def rows(cell, lag, *columns):
    """Arrays (seeds, looks) of a table's columns."""
    table = np.array([*NUMBER[cell][lag].values()])
    return [table[..., COLUMN[name]] for name in columns]


def test_what_is_shown_is_what_the_tables_say(monkeypatch):
    written = {}
    monkeypatch.setattr(stored, "write", lambda name, **content: written.update({name: content}))
    monkeypatch.setattr(stored, "updates", lambda *run: 3250 if run[:3] == ("GRU", 504, 1.5e-3) else None)
    for part in stored.number, stored.race, stored.windows:
        part()
    assert json.loads(json.dumps(written)) == {"10_number": SHARES, "10_race": RACE, "10_windows": WINDOWS}


def test_numbers_of_the_text_about_use():
    norm, use, right = rows("tanh", "lag 3", "norm", "number", "right")
    at = {u: i for i, u in enumerate(LOOKS)}
    assert np.median(right[:, at[500]]) == 0
    middles = np.median(norm[:, : at[700]], 0)
    assert [round(float(x), 2) for x in (middles.min(), middles.max())] == [0.14, 0.23]
    assert abs(np.median(use[:, 0]) - 1 / 6) < 0.01 and abs(np.median(use[:, at[400]]) - 1 / 40) < 0.003
    assert np.sum(use[:, at[400]] < use[:, 0]) == 9
    ratio = norm[:, at[400]] / use[:, at[400]]
    assert 2.4 < ratio.min() and 16 < ratio.max() < 16.5
    late = np.broadcast_to(LOOKS >= 300, right.shape)
    wrong, good = late & (right < 0.1), right >= 0.95
    assert use[wrong].max() < 0.4 and use[good].min() >= 1.3
    assert [round(x, 1) for x in (norm[wrong].min(), norm[wrong].max())] == [0.1, 0.8]
    assert [round(x, 2) for x in (norm[good].min(), norm[good].max())] == [0.56, 2.1]
    sizes = np.array([*NUMBER["tanh"]["sizes"].values()])[:, : at[400] + 1]
    assert 0.01 < np.median(sizes[..., 0], 0).min() and np.median(sizes[..., 0], 0).max() < 0.03
    growth = sizes[:, -1, 1] / sizes[:, 0, 1]
    assert round(growth.min()) == 5 and round(growth.max()) == 24
    eight, right = rows("tanh", "lag 8", "norm", "right")
    assert np.sum(np.where(late & (right < 0.1), eight, 0).max(1) > 1) == 5
    both = [column[:, at[400]] for column in rows("LSTM", "lag 3", "norm", "number")]
    assert 0.59 < (both[0] / both[1]).min() and (both[0] / both[1]).max() < 3.95
    assert sum(min(right) < 10 for right in NUMBER["LSTM"]["right"].values()) == 6
    deep, long_ = (np.median(rows(cell, "lag 3", "number")[0], 0) for cell in ("tanh", "GRU"))
    assert long_.min() < deep.min() / 3 and long_.argmin() > deep.argmin()


def test_numbers_of_the_attack():
    every = [rows(cell, lag, "cos_same")[0] for cell in ("tanh", "LSTM", "GRU") for lag in ("lag 3", "lag 8")]
    assert round(min(c.min() for c in every), 2) == 0.05 and round(max(c.max() for c in every), 2) == 0.24
    along = np.median(rows("tanh", "lag 3", "cos_subject")[0], 0)
    assert [round(float(x), 2) for x in (along[0], along[-1])] == [0.12, 0.76]
    for cell, low, high in ("tanh", 3.5, 13.3), ("LSTM", 1.05, 3.8):
        fast = np.array([*NUMBER["fast"][cell].values()])
        worst = (fast[..., 0] / fast[..., 1]).max(1)
        assert abs(worst.min() - low) < 0.03 and abs(worst.max() - high) < 0.06 and len(worst) == 10
    (effect,) = rows("tanh", "lag 3", "effect")
    middle = (LOOKS >= 300) & (LOOKS <= 900)
    off = (
        np.abs(effect - rows("tanh", "lag 3", "signed")[0])[:, middle]
        / np.abs(rows("tanh", "lag 3", "signed")[0])[:, middle]
    )
    assert np.median(off) < 0.03 and off.max() < 0.4
    use, effect = (column[:, -1] for column in rows("LSTM", "lag 8", "number", "effect"))
    assert [round(x, 2) for x in (use.min(), use.max())] == [0.04, 0.54]
    assert [round(x) for x in (effect.min(), effect.max())] == [8, 24]
    assert [round(float(np.median(rows(cell, "lag 3", "norm")[0][:, 0])), 2) for cell in ("LSTM", "tanh")] == [
        0.22,
        0.15,
    ]


def test_numbers_of_the_race():
    slow = {cell: np.median(found) for cell, found in RACE["slow"].items()}
    assert slow["tanh"] == 1525 and slow["LSTM"] == 625 and slow["GRU"] > slow["tanh"]
    best = {name: (rate, np.median(found), min(found), max(found)) for name, (rate, found) in RACE["best"].items()}
    assert best["tanh, default start"][:2] == (0.015, 300) and best["tanh, orthogonal start"][2:] == (200, 350)
    for name in "LSTM, forget bias 1", "LSTM, forget bias 0", "LSTM of 16 units, forget bias 1", "GRU":
        assert best[name][0] == 0.05 and best[name][2] == 100 and best[name][3] <= 300
    medians = [np.median(RACE["best"][name][1]) for name in ("tanh, default start", "LSTM, forget bias 1")]
    assert medians == [300, 100]
    failed = [whole("_race")[f"tanh, {start} start"]["search"]["0.05"].count(0) for start in ("default", "orthogonal")]
    assert sum(failed) == 3
    assert all(min(found) > 0 for _, found in RACE["best"].values()) and min(RACE["slow"]["tanh"]) == 1000


def test_numbers_of_the_windows():
    table = {cell: {k: np.array(r) for k, r in row.items()} for cell, row in WINDOWS["right"].items()}
    learned = {f"{cell} {k}": np.sum(r[:, 3] >= 75) for cell, row in table.items() for k, r in row.items()}
    assert all(number == {"2": 0, "3": 0, "4": 7}.get(name[-1], 10) for name, number in learned.items())
    assert max(r[:, 3].max() for row in table.values() for k, r in row.items() if k in "23") < 60
    assert np.sum(table["tanh"]["5"][:, 8] >= 90) == 9
    far = [[int(f(r[k][:, 8])) for r in table.values()] for k in ("5", "30") for f in (np.min, np.max)]
    assert (min(far[0]), max(far[1]), min(far[2]), max(far[3])) == (1, 100, 48, 100)
    assert WINDOWS["one_phrase"] == ONE_PHRASE["window"]
    counts = {name: (sum(u > 0 for u, _ in runs_), len(runs_)) for name, runs_ in ONE_PHRASE["window"].items()}
    assert list(counts.values()) == [(10, 10), (6, 6), (0, 6), (10, 10), (3, 6), (0, 3), (5, 6), (6, 6), (0, 6), (6, 6)]
    late, soon = (ONE_PHRASE["window"][f"agree 0.9, k {k}"] for k in (4, 5))
    assert min(u for u, _ in late if u) > 3 * max(u for u, _ in soon)
    ends = ONE_PHRASE["long"]["agree 0.5, k 5"]
    assert [updates for updates, _ in ends] == [12500, 26400, 0] and ends[2][1] == 83
    whole_ = dict(zip(range(500, 510), ONE_PHRASE["window"]["agree 0.5, k all"], strict=True))
    slower = [updates / whole_[seed][0] for seed, (updates, _) in zip((502, 501), ends, strict=False)]
    assert min(slower) > 6 and 30000 / whole_[505][0] > 20


def test_numbers_of_the_filling():
    for cell, table in WINDOWS["padded"].items():
        by_stops = dict(zip(WINDOWS["stops"], np.transpose(table), strict=True))
        assert by_stops[5].min() >= 99, cell
        assert by_stops[40].min() == 50 and by_stops[40].max() == 100 and len(table) == 6


def test_small_runs_come_out_as_stored():
    kept = script.learn("tanh", 500, script.easy_data(), 500, 1.5e-3, 8)
    for updates in 0, 400, 500:
        found = number.shares("tanh", kept[updates], number.SENTENCES["lag 3"])
        theirs = NUMBER["tanh"]["lag 3"]["500"][list(LOOKS).index(updates)]
        assert np.allclose(found[:2] + found[4:], theirs[:2] + theirs[4:], rtol=0.15, atol=0.02)
    assert found[0] > 5 * found[1] and found[4] < 0.2 and found[5] > 0.6 and found[6] < 0.3
    ours = [weights for _, weights in zip(range(6), LESSON["learn"]("tanh", 500), strict=False)][-1]
    assert np.allclose(ours[0].W_hh, kept[500][0].W_hh, atol=1e-6)
    assert 0 < window.run(500, 0.9, 5, 3e-3, 3000)[0] <= 2000
    assert window.run(503, 0.5, None, 3e-3, 2500)[0] > 0 and window.run(503, 0.5, 5, 3e-3, 2000)[0] == 0
    alone = dict(next_noun=False)
    assert 0 < window.run(503, 0.9, 5, 3e-3, 2000, **alone)[0] <= 1500
    assert 0 < window.run(503, 0.9, 5, 3e-3, 2000, lists=2)[0] <= 1500
    assert window.run(503, 0.9, 5, 3e-3, 2000, lists=2, **alone)[0] == 0


def test_two_word_lists_share_no_noun():
    data = window.sentences(0, 500, 0.9, lists=2)
    first, last = (np.unique(data.tokens[place] - number.FIRST) for place in (1, data.verb[0]))
    assert list(first) == [0, 1, 2, 3, 8, 9, 10, 11] and list(last) == [4, 5, 6, 7, 12, 13, 14, 15]
    plain = window.sentences(0, 500, 0.9)
    assert np.array_equal(data.tokens[1:], data.targets[:-1]) and np.array_equal(data.plural, plain.plural)
    for place in 1, data.verb[0]:
        assert np.array_equal(number.is_plural(data.tokens[place]), number.is_plural(plain.tokens[place]))
    assert np.array_equal(LESSON["data"].tokens, script.easy_data().tokens)


def test_the_pencil_exercise():
    tokens, V = np.array([0, 1, 2, 0, 3]), 4
    dxs = 0.5 ** np.arange(4, -1, -1)[:, None]
    assert losses.embed_gradient(dxs[:, None], tokens[:, None], V)[:, 0].tolist() == [9 / 16, 1 / 8, 1 / 4, 1]
    assert LESSON["embedding_gradient"](tokens, dxs, V)[0] == 0.5
    states, h = [], 0.0
    for x in 4, 8, 0, 0:
        h = h / 2 + x
        states.append(h)
    assert states == [4, 10, 5, 2.5]


def test_what_is_said_about_the_language():
    nearest = np.isin(LESSON["nearest"], agreement.encode(agreement.ENGLISH.plural))
    assert abs(np.mean(nearest == LESSON["data"].plural) - 0.9) < 0.01 and len(agreement.ENGLISH.words) == 33
    words, nouns = LESSON["words"].split(), agreement.ENGLISH.turned
    assert all(word in agreement.ENGLISH.words for word in words)
    assert [i for i in range(14) if words[i] in nouns] == [1, 7, 13]
