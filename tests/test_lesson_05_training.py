"""Lesson 05, training: the stored tables and run, what the text says of them, and a small run of each."""

import json
import re

import lessons
import make_lesson_05_clipping as clipping
import make_lesson_05_stored as stored
import nbformat
import numpy as np
import pytest

from helpers import live, runs, train

PATH = lessons.FOLDER / "05_exploding_and_clipping.ipynb"
LESSON = lessons.Lesson(PATH)
TEXT = "\n\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells if cell.cell_type == "markdown")
TABLE, LOG = (
    json.loads((lessons.ROOT / "tests" / "reference" / f"lesson_05_{name}.json").read_text(encoding="utf-8"))
    for name in ("clipping", "log")
)
FIRST = "Adam 0.003, limit 1: average, median and largest norm of the first 100 updates"


def learned(name):
    """(how many of how many learned, the least and the most updates) of a row of the table."""
    row = [updates for updates in TABLE[name] if updates is not None]
    there = sorted(updates for updates in row if updates > 0)
    return len(there), len(row), (there[0], there[-1]) if there else None


def spaced(number):
    return f"{number:,}".replace(",", " ") if number > 9999 else str(number)


ROWS = {
    "clipped at 1": "limit 1",
    "not clipped": "limit None",
    "not clipped, $\\beta_2 = 0.9$": "not clipped, squares over 10 updates (beta2 0.9)",
    "1500 updates not clipped, then clipped, $m$ and $v$ **kept**": "1500 not clipped, then clipped, state kept",
    "the same, $m$ and $v$ **set back to 0**": "1500 not clipped, then clipped, state fresh",
    "only the first ten updates": "only the first ten updates clipped at 1",
    "all but the first ten": "all but the first ten updates clipped at 1",
    "each array clipped by its own norm": "every array clipped at 1",
    "Adam's step clipped (at 0.05) instead of its gradient": "not clipped, the step clipped at 0.05",
}


@pytest.mark.parametrize("said", ROWS)
def test_a_row_of_the_text_is_the_row_of_the_table(said):
    count, draws, span = learned(f"Adam 0.003, {ROWS[said]}")
    assert draws == (9 if "1500" in ROWS[said] else 10)  # one had learned before
    assert f"| {said} | {count} of {draws} | " in TEXT
    (updates,) = re.findall(rf"\| {re.escape(said)} \| \d+ of \d+ \| (.*) \|", TEXT)
    assert (int(updates.split()[0].rstrip(",")), int(updates.split()[-1])) == span if span else updates == "–"


def test_the_limits_and_rates_of_the_text_are_those_of_the_table():
    limits = [learned(f"Adam 0.003, limit {limit}") for limit in (1, 3, 10, 58, 1000, None)]
    assert f"| learned, of 10 | {' | '.join(str(count) for count, *_ in limits)} |" in TEXT
    assert all(f"{low}–{high}" in TEXT for _, _, (low, high) in limits[:5])
    assert all(row[:2] == (10, 10) for row in limits[:4])
    for rate, limit in (0.0003, 1), (0.0003, None), (0.01, 1):
        count, draws, (low, high) = learned(f"Adam {rate}, limit {limit}")
        assert count == draws == 10 and f"{low} to {high}" in TEXT
    count, draws, _ = learned("Adam 0.01, limit None")
    assert draws == 10 and f"but only {count} of {draws} not clipped" in TEXT
    assert "0.048 and 0.039" in TEXT
    for lr in 0.003, 0.01, 0.03, 0.1, 0.3:
        losses = [TABLE[f"loss after 4000 updates, SGD {lr}, limit {limit}, seed 900"] for limit in (0.1, 1, 10)]
        assert f"| {lr:g} | {' | '.join(f'{loss:.3f}' for loss in losses)} |" in TEXT
    count, draws, (low, high) = learned("SGD 0.03, limit 1")
    assert count == draws == 10 and f"after {spaced(low)} to {spaced(high)} updates" in TEXT


def test_other_draws_and_a_longer_run_say_what_the_text_says_of_them():
    going = "Adam 0.003, 1500 not clipped, then clipped, state {}, other draws"
    kept, fresh = (learned(going.format(state)) for state in ("kept", "fresh"))
    assert f"In nine others it was {kept[0]} and {fresh[0]} of 9" in TEXT and kept[1] == fresh[1] == 9
    assert learned("Adam 0.003, limit None, 12000 updates")[0] == 5
    assert "within 12 000 updates 5 of the 10 learn without clipping" in TEXT
    assert (
        learned("Adam 0.003, limit 1, other draws")[0] == 10 and learned("Adam 0.003, limit None, other draws")[0] == 2
    )


def test_norms_at_the_beginning_are_as_the_text_says():
    average, median, largest = np.transpose(TABLE[FIRST])
    assert (average.argsort()[-1], round(average.max(), -3)) == (1, 197_000)
    assert [round(v) for v in np.sort(average)[[0, -2]]] == [18, 46] and "18 to 46 in nine draws" in TEXT
    assert [round(v) for v in (median.min(), median.max())] == [7, 11] and largest.min() > 400


def test_what_a_log_shows():
    jumps = np.array(LOG["explodes"])
    assert np.sum(jumps[:, 0] >= 2.5) == 8 and jumps[:, 0].max() == 9.5 and "in eight of ten draws" in TEXT
    for name, said in (
        ("default", "| 0.27 to 0.44 | $10^{-10}$ to $10^{-6.8}$ |"),
        (
            "orthogonal 1.25",
            "| 1.0 to 5.0 | 0.8 to 3.2 |",
        ),
    ):
        norm, distant = np.transpose(LOG[f"latch, {name}"])
        numbers = [float(n) for n in re.findall(r"(?<!\^{)\b\d+\.\d+", said)][:2]
        assert np.allclose(numbers, [norm.min(), norm.max()], atol=0.05) and said in TEXT
        assert (distant.max() <= -6.8) if name == "default" else (-0.11 < distant.min() and distant.max() <= 0.5)


def test_the_stored_run_is_what_the_notebook_makes():
    run, kept = LESSON["learn"](seed=500, log10_limit=0.0), runs.load("05_clipping")
    for n in range(1, 4):
        curves = stored.short(next(run))
        assert curves.keys() == kept.keys()
        for name, curve in curves.items():
            assert len(curve) == n and np.allclose(curve, kept[name][:n], rtol=0.02)
    assert all(len(curve) == 100 for curve in kept.values())


def test_what_the_text_says_of_figure_5_4():
    free, held, quick = (np.array(curve) for curve in runs.load("05_clipping").values())
    assert all(700 < curve[0, 1] < 900 and np.median(curve[:40, 1]) < 20 for curve in (free, held, quick))
    assert 690 <= 15 * free[:, 1].argmax() <= 720 and np.all(np.abs(free[np.r_[5:46, 60:100], 0] - 1 / 6) < 0.05)
    assert all(curve[-1, 0] < 0.005 for curve in (held, quick))
    assert all(curve[:, 1].max() == curve[0, 1] for curve in (held, quick))


@pytest.mark.parametrize("name, limit, beta2, learns", [
    ("clipped", 1, 0.999, True),
    ("forgets", None, 0.9, True),
    ("stalls", None, 0.999, False),
])  # fmt: skip
def test_a_run_in_small_agrees_with_the_table(name, limit, beta2, learns):
    result = clipping.learn(500, clipping.adam(3e-3, beta2=beta2), limit, steps=700)
    assert result.stopped.startswith("Reached") == learns, name
    assert learns or 0.12 < clipping.end(result) < 0.2


def test_own_norms_turn_the_gradient_as_the_text_says():
    angles, lengths, adam = [], [], train.adam(3e-3)

    def update(params, grads, state=None):
        own = train.tree_map(lambda g: train.clip_by_norm((g,), 1)[0][0], grads)
        u, v = (np.concatenate([g.ravel() for g in train.leaves(tree)]) for tree in (grads, own))
        angles.append(np.degrees(np.arccos(min(1, u @ v / np.linalg.norm(u) / np.linalg.norm(v)))))
        lengths.append(np.linalg.norm(v))
        return adam(params, train.clip_by_norm(grads, 1)[0], state)

    clipping.learn(501, update, steps=300)
    low, _, high = np.percentile(angles, [25, 50, 75])
    assert 21 < low < high < 37 and 1.8 < np.median(lengths) < 2.1


def test_adam_moves_a_weight_by_a_few_learning_rates_however_large_the_gradient():
    update, weight, state, moved = train.adam(1.0), (np.zeros(1),), None, []
    for gradient in [1e-3, -1e-3] * 500 + [1e6] + [1e-3, -1e-3] * 100:
        before, (weight, state) = weight[0][0], update(weight, (np.array([gradient]),), state)
        moved.append(abs(weight[0][0] - before))
    assert 2 < max(moved) < 7.3  # by Cauchy and Schwarz never more than (1 - β1) / √((1 - β2) (1 - β1² / β2))
    assert max(moved[-100:]) < 0.01  # and then hardly at all


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_5_4_draws_a_run_as_it_grows(shape):
    LESSON["figures"]
    figure = live.shown("Figure 5.4")
    try:
        figure.reshape(shape)
        run = figure.run()
        for n in range(1, 4):
            next(run)
            lines = figure.picture.moving[:6]
            assert all(len(line.get_xdata()) == n and line.get_xdata()[-1] == 15 * n for line in lines)
            assert figure.frame.caption.startswith("Running. Not clipped: after 15 updates" if n == 1 else "Running.")
            for axes, some in zip(figure.picture.figure.axes, (lines[:3], lines[3:]), strict=True):
                low, high = axes.get_ylim()
                assert all(low <= v <= high for line in some for v in line.get_ydata())
        run.close()
    finally:
        figure.state, figure.results = "stored", runs.load("05_clipping")
        figure.reshape("wide")
    assert "loss is 0.19" in figure.frame.caption and "after 525 updates; largest norm 803" in figure.frame.caption
