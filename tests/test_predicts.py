"""Starts of cells: marks stand at their numbers, or in the strip or band that says what they are; words on nothing."""

import numpy as np
import pytest
from test_figures import boxes, colours, drawn

from helpers.figures import style
from helpers.figures.beside import GAP, LOW, step, updates_around
from helpers.figures.picture import Picture, in_style, panels
from helpers.figures.places import around, best
from helpers.figures.predicts import Predicts, verdict, within

INF = np.inf
NAMES = "tanh", "ReLU", "LSTM", "GRU"


def seeds(x, y, n=10, spread=0.6):
    """Made runs of n seeds around a gradient and a number of updates."""
    draw = np.random.default_rng(abs(int(10 * x)) if np.isfinite(x) else 1).normal(size=(2, n))
    updates = np.full(n, INF) if y == INF else np.rint(y * np.exp(0.1 * draw[1]))
    return (np.full(n, x) if x == -INF else x + spread * draw[0]), updates


def cells(*places):
    """{name: runs} for places (gradient, updates)."""
    return {name: seeds(*place) for name, place in zip(NAMES[-len(places) :], places, strict=True)}


FOUR = cells((-23, INF), (-41, INF), (-17.5, 970), (-20, 290)), cells((-1.5, INF), (0, 1100), (-6.5, 1200), (-9.5, 260))
NEVER = cells((-8, INF), (-12, INF), (-16, INF)), cells((-2, INF), (-3, INF), (-4, INF))
SHORT = cells((-5, 700), (-8, 1500), (-3.5, 170), (-4, 90)), cells((-0.5, 300), (0, 110), (-1.5, 120), (-2, 60))
UNDERFLOW = cells((-INF, INF), (-INF, 400)), cells((-3, INF), (-4, 300))
ZERO = cells(*4 * [(-INF, INF)]), cells(*4 * [(-INF, INF)])
BURST = cells((-9, 900), (-6, 400)), cells((5, 150), (2, 2500))
SAME = tuple({name: (np.full(5, -3.0), np.full(5, 500.0)) for name in NAMES[:2]} for _ in range(2))
ALL = {"four": FOUR, "never": NEVER, "short": SHORT, "underflow": UNDERFLOW, "zero": ZERO, "burst": BURST, "same": SAME}
each = pytest.mark.parametrize("runs", ALL.values(), ids=ALL)


@pytest.fixture(params=["wide", "tall"])
def build(request):
    def build(runs, budget=6000):
        with in_style():
            whole, (page,) = panels(request.param, (1,), 450, (510,))
            made = Predicts(page, tuple(runs[0]), request.param == "tall")
        made.picture = Picture(whole, made.moving)
        show(made, runs, budget)
        return made

    return build


def show(made, runs, budget=6000):
    made.draw(*runs, budget)
    made.picture.scene(made.axes.gears)


def each_group(made, runs):
    """(x, y, the line of seeds, that of the median) of every cell, default and memory start."""
    groups = [start[name] for name in made.names for start in runs]
    return [(*group, *lines) for group, lines in zip(groups, zip(made.seeds, made.medians, strict=True), strict=True)]


@each
def test_marks_stand_at_their_numbers_or_beside_the_axes(build, runs):
    made = build(runs)
    low, high, bottom, top, zeros, _ = made.axes.gears
    left, right = made.axes.page.get_xlim()
    ceiling = made.axes.page.get_ylim()[1]
    assert right == high
    for x, y, many, median in each_group(made, runs):
        for (at, up), (x_here, y_here) in zip(
            (many.get_data(), median.get_data()), ((x, y), ([np.median(x)], [np.median(y)])), strict=True
        ):
            at, up, x_here, y_here = (np.array(values) for values in (at, up, x_here, y_here))
            never, gone = np.isposinf(y_here), np.isneginf(x_here)
            assert len(at) == len(x_here), "every seed is there"
            assert np.array_equal(at[~gone], x_here[~gone]) and np.allclose(10 ** up[~never], y_here[~never])
            assert ((low <= at[~gone]) & (at[~gone] <= high)).all()
            assert ((bottom <= up[~never]) & (up[~never] <= top)).all()
            assert ((left < at[gone]) & (at[gone] < low)).all() and zeros >= gone.any()
            assert ((top < up[never]) & (up[never] < ceiling)).all()


def test_hollow_is_the_default_start_filled_the_memory_start(build):
    made = build(FOUR)
    for default, memory in zip(made.medians[::2], made.medians[1::2], strict=True):
        assert default.get_marker() == memory.get_marker()
        assert (
            default.get_markerfacecolor() == "white" and memory.get_markerfacecolor() == default.get_markeredgecolor()
        )
        assert default.get_markersize() > memory.get_markersize() + 3, "seen where both are at one place"
    assert len({line.get_marker() for line in made.medians}) == len(NAMES)


@each
def test_an_arrow_leads_from_the_default_to_the_memory_start(build, runs):
    made = build(runs)
    for arrow, start, end in zip(made.arrows, made.places[::2], made.places[1::2], strict=True):
        start, end = made.axes.pixels([start, end])
        assert arrow.get_visible() == (np.hypot(*(end - start)) > 34)
        if arrow.get_visible():
            first, last = made.axes.pixels(np.array(arrow._posA_posB))
            assert np.allclose(np.hypot(*(first - start)), 12) and np.allclose(np.hypot(*(last - end)), 9)
            assert np.hypot(*(last - first)) < np.hypot(*(end - start))


def test_in_the_band_and_in_the_strip_each_cell_has_a_row_of_its_own(build):
    made = build(ZERO)
    x, y = np.transpose(made.places)
    assert len({*x}) == len({*y}) == 4 and (x[::2] == x[1::2]).all() and (y[::2] == y[1::2]).all()
    labels = [label.get_text() for label in made.axes.page.get_xticklabels()]
    assert "exactly\n0" in labels and made.axes._strip.get_visible()
    assert made.axes.written.get_text() == "not within 6000 updates"
    show(made, SHORT)
    assert not made.axes._strip.get_visible() and made.axes.page.get_xlim()[0] == made.axes.gears[0]


def test_the_axes_are_broken_and_fit_the_data(build):
    made = build(FOUR)
    low, high, bottom, top, *_ = made.axes.gears
    assert made.axes.page.spines["left"].get_bounds() == (bottom, top)
    assert made.axes.page.spines["bottom"].get_bounds() == (low, high)
    assert made.axes._band.get_y() == pytest.approx(top + GAP * made.axes.unit[1])
    solved = np.log10(np.concatenate([y for start in FOUR for _, y in start.values()]))
    solved = solved[np.isfinite(solved)]
    assert bottom < solved.min() < bottom + 0.55 and top - 0.55 < solved.max() < top
    assert max(made.axes.page.get_yticks()) <= top and min(made.axes.page.get_xticks()) >= low


def test_the_gear_changes_up_at_once_and_down_late(build):
    def at(lowest):
        runs = cells((lowest, 100), (-1, 100))
        for x, _ in runs.values():
            x[:] = np.clip(x, lowest, None)
            x[0] = lowest
        show(made, (runs, cells((-1, 100), (-1, 100))))
        return made.axes.gears[0]

    made = build((cells((-5, 100), (-5, 100)), cells((-1, 100), (-1, 100))))
    assert [at(lowest) for lowest in (-11, -13.5, -11.5, -8)] == [-13, -24, -24, -13]


@each
def test_the_verdict_counts_pairs_of_seeds_of_one_cell(build, runs):
    made, right, judged = build(runs), 0, 0
    for name in made.names:
        for x, y in zip(*runs[0][name], strict=True):
            for more, later in zip(*runs[1][name], strict=True):
                right += (more > x and later < y) or (more < x and later > y)
                judged += more != x and later != y
    groups = [start[name] for name in made.names for start in runs]
    assert within(groups) == (right, judged)
    assert made.number.get_text() == f"{right} of {judged}"
    assert made.verdict.get_text() == verdict(right, judged)


def test_the_verdict_in_words():
    said = [verdict(right, 20) for right in (20, 16, 14, 10, 4, 3, 0)]
    assert said == ["predicts"] * 2 + ["predicts a little"] + ["doesn't predict"] * 2 + ["misleads"] * 2
    assert verdict(0, 0) == "can't be judged"


@each
def test_no_words_are_cut_off_or_lie_on_others(build, runs):
    made = build(runs)
    found, whole = [*boxes(made.picture)], made.picture.figure.bbox
    assert {*made.names} <= {what for what, _ in found}
    for i, (one, box) in enumerate(found):
        assert box.x0 > -1 and box.y0 > -1 and box.x1 < whole.x1 + 1 and box.y1 < whole.y1 + 1, f"{one!r} is cut off"
        for other, there in found[i + 1 :]:
            across, up = (min(box.max[k], there.max[k]) - max(box.min[k], there.min[k]) for k in (0, 1))
            assert across < 4 or up < 8, f"{one!r} lies on {other!r}"  # a line is 24 dots high


@each
def test_no_name_lies_on_the_median_of_another_cell(build, runs):
    made = build(runs)
    at = made.axes.pixels(made.places)
    for i, label in enumerate(made.labels):
        place = made.axes.pixels([label.get_position()])[0]
        others = np.delete(at, [2 * i, 2 * i + 1], axis=0)
        assert (np.abs(others - place) > (4, 4)).any(1).all()


@each
def test_a_colour_with_a_fate_is_that_of_an_axis(build, runs):
    made = build(runs)
    for artist in drawn(made.picture):
        for colour in colours(artist):
            assert artist.get_gid() in {"region", "one"}, artist
            assert artist.get_gid() != "one" or colour == style.SURVIVES


def test_only_what_moves_is_drawn_anew_within_a_scene(build):
    made = build(FOUR)
    made.picture.pixels()
    show(made, ZERO)
    made.picture.pixels()
    show(made, FOUR)
    quick = made.picture.pixels().copy()
    made.picture._backgrounds.clear()
    assert np.array_equal(made.picture.pixels(), quick)


@pytest.mark.parametrize(
    "x, y, said",
    [
        ([-1, -2], [100], r"GRU needs as many gradients as updates.*\(2,\).*\(1,\)"),
        ([], [], r"one of each for every seed"),
        ([np.nan], [100], r"powers of ten from -330 to 330, or -inf for an exact 0.*log10"),
        ([-331], [100], r"powers of ten"),
        ([-1], [7000], r"between 0 and the budget of 6000, or be inf.*same budget"),
        ([-1], [np.nan], r"between 0 and the budget"),
    ],
)
def test_what_cannot_be_drawn_is_refused(build, x, y, said):
    made = build(BURST)
    with pytest.raises(ValueError, match=said):
        made.draw(BURST[0] | {"GRU": (x, y)}, BURST[1], 6000)


def test_a_cell_looks_the_same_whichever_others_are_there(build):
    four, two = build(FOUR), build(BURST)
    for there, here in zip(four.medians[4:], two.medians, strict=True):
        assert there.get_marker() == here.get_marker() and there.get_markerfacecolor() == here.get_markerfacecolor()
    with pytest.raises(ValueError, match="name must be"):
        build(tuple({"CNN": (np.zeros(2), np.ones(2))} for _ in range(2)))


def test_steps_and_ends_of_axes():
    assert [step(least) for least in (0.2, 1, 3, 7, 12, 130)] == [1, 1, 5, 10, 20, 200]
    found = [10 ** np.array(updates_around(*of)) for of in ((3, 60), (97, 290), (30, 10_000))]
    assert np.allclose(found, [(1, 100), (30, 1000), (10, 30_000)])
    assert LOW[-1] > 324, "no float is smaller"


def test_a_label_finds_the_free_side():
    page, half, mark = (200, 100), np.array((20, 4)), np.array([(100.0, 50.0)])
    spots = around(mark[0], half)
    free = best(spots, half, np.array([(0, 0, 200, 45.0)]), np.array([(0, 55.0, 120, 100)]), page, mark)
    assert free[0] - half[0] >= 100 and 45 <= free[1] - half[1] and free[1] + half[1] <= 55
    nearest = best(spots, half, np.empty((0, 4)), np.empty((0, 4)), page, mark)
    assert np.hypot(*(nearest - mark[0])) < 40
