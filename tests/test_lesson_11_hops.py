"""One hop: what is said of gradients and of training through attention; stored tables, and small runs anew."""

import json
from itertools import pairwise
from pathlib import Path

import make_lesson_11_certain
import make_lesson_11_hops
import make_lesson_11_order
import make_lesson_11_seen
import make_lesson_11_start
import numpy as np
import pytest

from helpers import train

REFERENCE = Path(__file__).parent / "reference"


def table(name):
    return json.loads((REFERENCE / f"lesson_11_{name}.json").read_text(encoding="utf-8"))


HOPS, GATES, START, ORDER, CERTAIN = (table(name) for name in ("hops", "gates", "start", "order", "certain"))


def middle(row):
    """The median of the updates; those that took too many count as infinitely many."""
    return float(np.median([u or np.inf for u in row]))


def learned(row):
    return sum(u > 0 for u in row)


def lags(name, T):
    """log10 of the gradient at the lags 1, T/2 and T - 1."""
    return START[f"by lag, {name}, T = {T}"]["lags 1, T/2, T-1"]


def test_flat_but_thin():
    for T in 10, 100, 1000:
        near, middle, far = lags("Q", T)
        assert max(near, middle, far) - min(near, middle, far) < 0.2
        in_one, _, trend, times_T = START[f"by lag, Q, T = {T}"]["flat"]
        assert in_one > 20 and 0.9 < trend < 1.1 and 1.5 < times_T < 2.5
    assert lags("tanh", 100)[2] < -28 and lags("LSTM", 100)[2] < -20
    assert lags("tanh", 1000)[2] < -277 and lags("LSTM", 1000)[2] < -195
    for gated in "LSTM, chrono", "GRU, chrono":  # a start chosen for T falls like a power of it too
        assert -4.6 < lags(gated, 1000)[2] < -4.1
    assert lags("R", 100)[1] > -3 and lags("tanh", 100)[1] < -14


def test_flat_but_thin_anew():
    for T, bound in (10, 0.35), (100, 0.45):
        norms = np.array([make_lesson_11_start.hop_by_lag("Q", T, seed, 32) for seed in range(600, 606)])
        far, near = norms[:, T // 2 :].mean(), norms[:, 1 : T // 2].mean()
        assert abs(far - near) < bound / 3 and np.log10(0.5 / T) < far < np.log10(5 / T)
    assert np.median([make_lesson_11_start.recurrent_by_lag("tanh", 100, seed)[-1] for seed in range(600, 605)]) < -20


def test_certainty():
    adam = {b: START[f"toy, Adam, β = {b}"][0] for b in (0, 8, 12, 16, 20, 24)}
    assert adam[12] < 1.3 * adam[0] and adam[16] < 1.5 * adam[0] and adam[24] > 20 * adam[0]
    for lr in "1", "10":
        sgd = [START[f"toy, SGD {lr}, β = {b}"][0] for b in (8, 10, 12)]
        assert all(6 < b / a < 8 for a, b in pairwise(sgd))  # e² = 7.4
    assert make_lesson_11_start.toy(8, train.sgd(1.0)) == tuple(START["toy, SGD 1, β = 8"])
    assert make_lesson_11_start.toy(8, train.adam(0.03)) == tuple(START["toy, Adam, β = 8"])


def depth(norm, layers=32, mask="causal", more=""):
    return START[f"depth, {mask}, {norm}, L = {layers}{more}"]


def test_depth_brings_the_old_problem_back():
    plain, residual, pre, post = (depth(norm) for norm in (None, "none", "pre", "post"))
    assert plain["last"] < -40 and plain["middle"] < -28 and abs(plain["first"]) < 0.1  # it drains to the first token
    assert plain["W_qk last"] < -15 < plain["W_qk first"] < -8 and plain["spread"][-1] < -8
    assert residual["all"] > 4.5 and residual["W_qk last"] == -999  # certain: exactly nothing
    assert 0.5 < pre["all"] < 0.8 and -0.7 < pre["middle"] and pre["W_qk last"] > -1
    assert abs(post["all"]) < 0.2 and post["middle"] < -3.5 and post["last"] < -3.5
    assert depth(None, 4, "all")["spread"][-1] < -15  # without a mask all tokens are one after four layers
    for gain in 2, 4:  # sharper scores at the start change nothing of it
        sharper = depth(None, more=f", W_q and W_k times {gain}")
        assert sharper["last"] < -40 and abs(sharper["first"]) < 0.1
    for layers, itself, first in (2, -3.0, -0.9), (8, -12.0, -0.04):
        assert np.log10(START[f"uniform, L = {layers}"]) == pytest.approx([itself, first], abs=0.05)


def test_depth_anew():
    plain, pre = (make_lesson_11_start.depth(norm, True, 8, seeds=3) for norm in (None, "pre"))
    assert plain["last"] < -8 and abs(plain["first"]) < 0.4 and pre["last"] > -0.2


def test_the_scale_of_the_scores():
    for d, without, with_it in (4, 0.19, 0.06), (64, 0.78, 0.07), (1024, 1, 0.07):
        assert START[f"keys, d = {d}"][:2] == pytest.approx([without, with_it], abs=0.01)


def test_what_length_costs():
    """Where a mark says what counts, next to nothing, and gates too little; where only a number says it, much."""
    adding = {T: HOPS["Q"]["adding"][T]["0.03"] for T in ("10", "100", "1000")}
    assert all(learned(row) == len(row) == 10 for row in adding.values())
    assert [middle(row) for row in adding.values()] == [46, 62.5, 84.5]
    gru = GATES["adding"]["GRU"]
    assert [learned(gru[T]["0.1"]) for T in ("10", "100", "300")] == [10, 10, 9]
    assert middle(gru["100"]["0.1"]) == 146 and middle(gru["300"]["0.1"]) < 200 and max(gru["1000"]["0.1"]) < 220
    chrono = GATES["latch"]["GRU"]
    assert middle(chrono["300"]["0.03"]) > 20 * middle(HOPS["Q, numbered"]["latch"]["300"]["0.01"])
    flagged = HOPS["Q"]["flagged"]
    assert all(learned(row["0.03"]) == 10 for row in flagged.values())
    assert 3 < middle(flagged["1000"]["0.03"]) / middle(flagged["10"]["0.03"]) < 5
    latch = HOPS["Q, numbered"]["latch"]
    assert middle(latch["300"]["0.03"]) > 15 * middle(latch["30"]["0.03"])
    assert learned(latch["300"]["0.01"]) == 10 and learned(HOPS["Q"]["latch"]["100"]["0.03"]) == 0


def test_short_lags_help_gates_and_not_attention():
    early, late = (HOPS["Q"][task]["100"]["0.03"] for task in ("early", "late"))
    assert abs(middle(early) - middle(late)) < 5
    early, late = (HOPS["LSTM, 9000"][task]["30"]["0.03"] for task in ("early", "late"))
    assert learned(early) == 2 and learned(late) == 5 and min(filter(None, early)) > 6 * max(late)
    early, late = (HOPS["GRU"][task]["100"]["0.1"] for task in ("early", "late"))
    assert learned(early) == learned(late) == 10 and max(early) > 7 * max(late)


def test_which_part_does_the_work():
    """R learns without a gradient through time; adding even without a memory, and slowly without a choice."""
    for name, count in ("R", 10), ("R, cut", 9):
        row = HOPS[name]["adding"]["100"]["0.01"]
        assert learned(row) == count and middle(row) < 350
    assert learned(HOPS["R, cut"]["latch"]["100"]["0.1"]) == 10
    assert learned(HOPS["R, no memory"]["adding"]["100"]["0.01"]) == 5
    assert learned(HOPS["R, no memory"]["latch"]["100"]["0.1"]) == 0
    uniform = HOPS["R, uniform"]["adding"]["30"]["0.01"]
    assert learned(uniform) == 3 and middle(uniform) > 1500


def test_who_knows_what_came_first():
    for name in "1 causal", "2 all":
        for runs in ORDER[name]["20"].values():
            assert all(updates == 0 and loss > 0.32 and right < 0.78 for updates, loss, right in runs)
    for name, count in ("2 causal", 10), ("1 causal, sinusoids", 10), ("2 all, sinusoids", 10), ("Q, sinusoids", 10):
        runs = ORDER[name]["20"]["0.003"]
        assert learned([updates for updates, _, _ in runs]) == count and min(right for *_, right in runs) > 0.97
    assert learned([updates for updates, _, _ in ORDER["1 causal, slope 0.1"]["20"]["0.003"]]) == 6


def test_small_runs_anew():
    """What is marked is found at once; what only stands first is not, without numbers; and time need not be crossed."""
    for T in 10, 100:
        assert 0 < make_lesson_11_hops.learn(600, "Q", "adding", T, 3e-2, 600) < 200
    assert 0 < make_lesson_11_hops.learn(600, "Q, numbered", "latch", 30, 3e-2, 300) < 150
    assert 0 < make_lesson_11_hops.learn(600, "Q", "flagged", 100, 3e-2, 600)
    assert make_lesson_11_hops.learn(600, "Q", "latch", 30, 3e-2, 200) == 0
    assert 0 < make_lesson_11_hops.learn(600, "R, cut", "adding", 20, 1e-2, 1000)


def test_small_runs_that_tell_order():
    assert make_lesson_11_seen.trained(600, "alone", 150) > 0 == make_lesson_11_seen.trained(600, "hidden", 60)
    assert make_lesson_11_order.learn(600, "2 causal", 20, 1e-2, 300)[0] > 0
    updates, loss, right = make_lesson_11_order.learn(600, "1 causal", 20, 1e-2, 150)
    assert updates == 0 and loss > 0.3 and right < 0.85


def test_what_a_confident_mistake_costs():
    """Adam's median little, but more and more seeds; in the end Adam too; SGD at once."""
    adam = {margin: row["0.03"] for margin, row in CERTAIN["margin"]["Adam"].items()}
    assert [sum(u > 500 or u == 0 for u in adam[margin]) for margin in ("0", "2", "4", "8", "12", "20")] == [
        *(0, 1, 2, 3, 5, 10)
    ]
    assert middle(adam["8"]) < 1.7 * middle(adam["0"]) and learned(adam["20"]) == 6
    sgd = [middle(row["0.3"]) for row in CERTAIN["margin"]["SGD"].values()]
    assert sgd[0] < 600 and sgd[1] > 3 * sgd[0] and sgd[2] > 1.5 * sgd[1]


def test_what_the_scale_does_for_training():
    wide, narrow = (CERTAIN["width"][d] for d in ("256", "16"))
    assert learned(wide["without"]["0.03"]) == 0 and learned(wide["with"]["0.03"]) == 5
    assert middle(narrow["without"]["0.03"]) < middle(narrow["with"]["0.03"])


def test_longer_than_it_was_trained():
    errors, shares, norms = map(np.array, zip(*CERTAIN["longer"], strict=True))
    assert errors[:, 0].max() < 0.01 and 0.004 < errors[:, 2].min() < errors[:, 2].max() < 0.025
    assert shares[:, 0].min() > 0.95 and 0.8 < shares[:, 2].min() < shares[:, 2].max() < 0.9
    assert np.all(abs(norms[:, :, 0]) < 0.1) and np.all(norms[:, :, 1] < -3.5)


def test_a_confident_mistake_anew():
    fair, wrong = (make_lesson_11_certain.wrong(600, "Adam", 3e-2, margin) for margin in (0, 8))
    assert 0 < fair and (wrong == 0 or wrong > fair)
