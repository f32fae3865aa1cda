"""Lesson 03: captions against computations of another kind, the numbers in the text, and wrong answers."""

import re

import lessons
import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text
from test_sliders import caption_and_values, close_to_text

from helpers import bptt, gradcheck, rnn
from helpers.figures import style
from helpers.figures.lens import NOTHING, WAYS, seen_in
from helpers.figures.lettering import Outlines
from helpers.figures.panels import log10
from helpers.figures.widths import HAIR

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("03"))
TEXT = PATH.read_text(encoding="utf-8")


def space():
    return lessons.namespace(PATH)


def loss_from(t, h, gain, T, last_only=False):
    """The losses at steps t … T (from 1) when the state at step t is h; nothing but the forward pass."""
    v, loss = space(), 0.0
    for s in range(t, T + 1):
        if s > t:
            h = np.tanh(v["U"][:, v["x"][s - 1]] + gain * v["W"] @ h)
        logits = v["V"] @ h
        if s == T or not last_only:
            loss += np.log(np.exp(logits).sum()) - logits[v["y"][s - 1]]
    return float(loss)


def state_at(t, gain):
    v, h = space(), np.zeros(3)
    for s in range(t):
        h = np.tanh(v["U"][:, v["x"][s]] + gain * v["W"] @ h)
    return h


def test_caption_of_figure_3_1_agrees_with_finite_differences():
    for caption, v in caption_and_values("Figure 3.1")[::3]:
        t = max(1, v["T"] - v["back"])
        h, last = state_at(t, v["gain"]), v["counts"] == "only the last"
        assert f"reached step {t} " in caption
        total = gradcheck.numeric_gradient(lambda h, v=v, t=t, last=last: loss_from(t, h, v["gain"], v["T"], last), h)
        later = gradcheck.numeric_gradient(
            lambda h, v=v, t=t, last=last: loss_from(t, h, v["gain"], v["T"], last) - loss_from(t, h, 0, t, last), h
        )
        if last and t < v["T"]:
            later = total
        direct, handed, whole = re.search(r"norm (.+), what .+ after it (.+); together (.+)\.", caption).groups()
        for text, vector in (direct, total - later), (handed, later), (whole, total):
            size = np.linalg.norm(vector)
            if size < 1e-6:  # no finite difference can tell how small it is
                assert text == "exactly 0" or float(text) < 1e-5, caption
            else:
                assert close_to_text(text, np.log10(size)), (caption, size)


def network(live):
    """The parts of Figure 3.1 that move: (columns, wedges of the stream, numbers under them, everything written)."""
    columns, streams = (artist for artist in live.picture.moving if isinstance(artist, PolyCollection))
    numbers, written, _ = (artist for artist in live.picture.moving if isinstance(artist, Outlines))
    return columns, streams, numbers, written


def across(polygon, upright):
    """(place along time, width there) of the two ends of a wedge, the later one first; of a column only one."""
    along, wide = polygon[:-1, ::-1].T if upright else polygon[:-1].T
    return [(place, np.ptp(wide[along == place])) for place in sorted(set(along), reverse=True)]


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_the_widths_in_figure_3_1_are_the_norms_of_what_has_come_back_in_the_colours_of_their_sizes(shape):
    live = space()["figures"]["Figure 3.1"]
    try:
        live.reshape(shape)
        columns, streams, numbers, written = network(live)
        for values, down, left in [
            ({}, 7, 6),
            ({"T": 5, "back": 2}, 3, 2),
            ({"gain": 0.0}, 7, 0),
            ({"gain": 3.0, "counts": "only the last"}, 1, 6),
            ({"T": 1, "counts": "only the last"}, 1, 0),
        ]:
            values = live.start | values
            live.update(**values)
            last = values["counts"] != "every"
            params, trace, dhs = space()["model"](values["T"], values["gain"], last)
            total = bptt.backward(rnn, params, trace, dhs).states[1:]
            direct, handed, whole = (np.linalg.norm(part, axis=(1, 2)) for part in (dhs, total - dhs, total))
            first = max(0, values["T"] - values["back"] - 1)
            shown = [path.vertices for path in columns.get_paths()]
            assert len(shown) == down and len(streams.get_paths()) == left
            widths = [np.ptp(polygon[:, int(shape == "tall")]) for polygon in shown]
            assert np.allclose(widths, direct[first:][direct[first:] > 0])
            for i, wedge in enumerate(streams.get_paths(), start=first):
                (start, wide), (end, thin) = across(wedge.vertices, shape == "tall")
                assert start > end
                assert wide == pytest.approx(max(whole[i + 1], HAIR)) and thin == pytest.approx(max(handed[i], HAIR))
                assert to_hex(streams.get_facecolor()[i - first]).upper() == style.fate(np.log10(handed[i]))
            assert len(numbers.words) == values["T"] - 1 - first  # one at each edge, also where nothing comes back
            for text, size in zip(numbers.words, handed[first:], strict=False):
                assert close_to_text(text, log10(size))
            losses = {word for word in written.words if "L" in word}
            assert losses == {f"$L_{t}$" for t in range(values["T"] if last else 1, values["T"] + 1)}
    finally:
        live.reshape("wide")


def test_a_norm_of_1_is_as_wide_in_figure_3_1_as_its_banks_are_apart_in_both_directions():
    live = space()["figures"]["Figure 3.1"]
    live.picture.pixels()
    (page,) = live.picture.figure.axes
    banks = [line.get_ydata()[0] for line in page.lines if line.get_gid() == "one"]
    assert banks == [-0.5, 0.5]
    right, up = page.transData.transform((1, 1)) - page.transData.transform((0, 0))
    assert right == pytest.approx(up)


def test_the_headline_of_figure_3_1_gives_a_verdict_only_where_there_is_one_gradient():
    live = space()["figures"]["Figure 3.1"]
    (headline,) = (artist for artist in live.picture.moving if isinstance(artist, Text))
    for values, said, fate in [
        ({}, "gradient 1.12 at “the”", style.SURVIVES),
        ({"counts": "only the last"}, "dies ▼  0.0121", style.VANISHES),
        ({"counts": "only the last", "back": 0}, "survives ●  1.32", style.SURVIVES),
        ({"counts": "only the last", "gain": 0.0}, "dies ▼  exactly 0", style.VANISHES),
    ]:
        live.update(**(live.start | values))
        assert headline.get_text() == said and headline.get_color() == fate


def test_caption_of_figure_3_2_agrees_with_counting():
    for caption, v in caption_and_values("Figure 3.2"):
        T, k = v["T"], v["truncate"]
        rows = [sum(0 <= t - j <= k for j in range(1, t + 1)) for t in range(1, T + 1)]
        assert re.search(rf"makes {sum(rows)} products? with Wᵀ, the sweep {T}\.", caption), caption
        assert f"Step {T} alone adds {rows[-1]} to" in caption


def test_caption_of_figure_3_3_agrees_with_taylor():
    for caption, v in caption_and_values("Figure 3.3"):
        forward, central, imaginary = re.search(
            r"forward difference is (.+), of .+ difference (.+), of .+ step (.+)\.$", caption
        ).groups()
        eps = 10 ** v["log10_eps"]

        def loss(w, v=v):
            s, total = np.zeros(3), 0.0
            for t in range(v["T"]):
                n = space()
                s = np.tanh(n["U"][:, n["x"][t]] + (n["W"] + w * np.outer([0, 0, 1], [1, 0, 0])) @ s)
                logits = n["V"] @ s
                total += np.log(np.exp(logits).sum()) - logits[n["y"][t]]
            return float(total)

        slope = (8 * (loss(1e-3) - loss(-1e-3)) - (loss(2e-3) - loss(-2e-3))) / 12e-3  # another formula, O(eps^4)
        if -4 <= v["log10_eps"]:
            expected = abs((loss(eps) - loss(0)) / eps / slope - 1)
            assert np.isclose(float(forward), expected, rtol=0.06), caption
        if -2.3 <= v["log10_eps"]:
            expected = abs((loss(eps) - loss(-eps)) / (2 * eps) / slope - 1)
            assert np.isclose(float(central), expected, rtol=0.1, atol=1e-7), caption
        if v["log10_eps"] < -8:
            assert imaginary == "below 1e-14", caption
            assert float(central) > 1e-11 and float(forward) > 1e-11


def test_the_numbers_in_the_text():
    figures = space()["figures"]
    default = figures["Figure 3.1"].update(T=7, back=6, gain=1.0, counts="every")
    assert "norm 1.52," in default and "after it 0.927; together 1.12." in default
    start, end = (figures["Figure 3.1"].update(T=7, back=b, gain=1.0, counts="only the last") for b in (6, 0))
    assert "together 0.0121" in start and "together 1.32" in end
    saturated = figures["Figure 3.1"].update(T=7, back=6, gain=3.0, counts="only the last")
    assert 3e-9 < float(saturated.split("together ")[1][:-1]) < 3e-8
    assert "after it exactly 0" in figures["Figure 3.1"].update(T=7, back=3, gain=0.0, counts="every")
    assert "820 products with Wᵀ, the sweep 40." in figures["Figure 3.2"].update(T=40, truncate=60)
    assert "210 products with Wᵀ, the sweep 20." in figures["Figure 3.2"].update(T=20, truncate=60)
    assert "is 3.4e-02, of the central difference 8.5e-04" in figures["Figure 3.3"].update(log10_eps=-2.0, T=7)
    assert 7 * np.log(7) == pytest.approx(13.6, abs=0.05)


def test_finite_differences_are_best_where_the_text_says():
    forward, central, imaginary = space()["curves"][7]
    steps = space()["log10_steps"]
    best = 10 ** np.mean([steps[np.argsort(error)[:3]].mean() for error in (forward,)])
    assert 1e-9 < best < 1e-6 and 1e-9 < forward.min() < 1e-6
    assert 1e-12 < central.min() < 1e-9
    assert np.median(imaginary[steps < -9]) < 1e-14


def test_the_computed_loss_of_figure_3_3_is_drawn_without_gaps():
    live = space()["figures"]["Figure 3.3"]
    for log10_eps in -15.0, -14.5, 0.0:  # where it leaves the panel, too
        live.update(**(live.start | {"log10_eps": log10_eps}))
        line = next(line for line in live.picture.figure.axes[0].lines if len(line.get_xdata()) > 200)
        assert np.array_equal(line.get_xdata(), space()["us"])


def test_what_is_left_of_the_loss_fills_figure_3_3_and_its_chords_are_the_errors():
    live, us = space()["figures"]["Figure 3.3"], space()["us"]
    lens = live.picture.figure.axes[0]
    factors = {}
    for log10_eps in -15.0, -14.5, -13.25, -12.0, -9.0, -7.0, -5.0, -2.0, 0.0:
        caption = live.update(**(live.start | {"log10_eps": log10_eps}))
        left = space()["rises"](7, 10**log10_eps) - us
        curve = next(line for line in lens.lines if len(line.get_xdata()) > 200)
        y = curve.get_ydata()
        assert y.min() == pytest.approx(0) and y.max() == pytest.approx(1)
        assert np.allclose((y - y[120]) * np.ptp(left), left - left[120])
        factors[log10_eps] = 1 / np.ptp(left)
        assert close_to_text(re.search(r"magnified (\S+) times", caption).group(1), -np.log10(np.ptp(left)))
        forward, central, _ = space()["curves"][7][:, np.isclose(space()["log10_steps"], log10_eps)].ravel()
        for way, error in (0, forward), (1, central):
            (chord,) = (line for line in lens.lines if line.get_color() == WAYS[way][0] and line.get_marker() == "None")
            (x0, x1), (y0, y1) = chord.get_data()
            assert np.isclose(abs(y1 - y0) / (x1 - x0) * np.ptp(left), error, rtol=1e-9)
    assert max(factors, key=factors.get) == -7.0 and 1e5 < factors[-7.0] < 1e7  # it climbs as ε falls, and falls back
    assert list(factors.values()) == sorted([*factors.values()][:6]) + sorted([*factors.values()][6:], reverse=True)


def test_figure_3_3_says_what_is_left_of_the_loss_and_how_many_digits_are_right():
    live = space()["figures"]["Figure 3.3"]
    headline, digits = (text for text in live.picture.moving if isinstance(text, Text) and text.get_weight() == "bold")
    for log10_eps, left, right in [
        (0.0, "0.", "central: 0 digits right"),
        (-2.0, "13.1 × larger: curvature", "central: 3 digits right"),
        (-5.0, "1.4·10⁴ × larger: curvature", "central: 9 digits right"),
        (-10.0, ": rounding", "central: 5 digits right"),
        (-15.0, ": stairs", "central: 0 digits right"),
    ]:
        live.update(**(live.start | {"log10_eps": log10_eps}))
        assert left in headline.get_text() and digits.get_text() == right
    kinds = [seen_in(space()["rises"](7, 10**log10_eps), space()["us"])[0] for log10_eps in space()["log10_steps"]]
    turns = [kind for i, kind in enumerate(kinds) if i == 0 or kind != kinds[i - 1]]
    assert turns == ["stairs", "rounding", "curvature"]


def test_an_error_of_exactly_0_in_figure_3_3_is_off_the_line_and_has_a_place_of_its_own():
    live = space()["figures"]["Figure 3.3"]
    imaginary, steps = space()["curves"][7][2], space()["log10_steps"]
    exact = steps[imaginary == 0]
    live.update(**live.start)
    effect = live.picture.figure.axes[1]
    assert effect.get_yticklabels()[0].get_text() == "0" and effect.get_yticks()[0] == NOTHING
    line = next(line for line in effect.lines if line.get_linestyle() == ":")
    assert len(line.get_xdata()) == np.count_nonzero(imaginary) and line.get_ydata().min() > NOTHING + 0.5
    for log10_eps in exact[:1]:
        live.update(**(live.start | {"log10_eps": float(log10_eps)}))
        (dot,) = (line for line in effect.lines if line.get_marker() == "D")
        assert dot.get_ydata()[0] == NOTHING


def test_caption_chords_and_curves_of_figure_3_3_agree_down_to_the_rounding_errors():
    live, us = space()["figures"]["Figure 3.3"], space()["us"]
    for log10_eps in -15.0, -14.5, -13.25, -9.0, -2.0, 0.0:
        caption = live.update(**(live.start | {"log10_eps": log10_eps}))
        forward, central, _ = space()["curves"][7][:, np.isclose(space()["log10_steps"], log10_eps)].ravel()
        assert f"forward difference is {forward:.1e}, of the central difference {central:.1e}" in caption
        rise = space()["rises"](7, 10**log10_eps)
        assert np.isclose(abs((np.interp(1, us, rise) - np.interp(-1, us, rise)) / 2 - 1), central, rtol=1e-9)


def test_loop_sweep_and_helpers_agree_and_the_loop_truncates_at_k_plus_one_passes():
    v = space()
    (_, whole, _), products = v["bptt_loop"](v["U"], v["W"], v["V"], v["x"], v["y"])
    assert products == 28 and np.allclose(whole, v["by_helpers"].W_hh, atol=1e-14)
    loss = v["loss_of"]
    assert gradcheck.relative_error(whole, gradcheck.numeric_gradient(loss, v["W"])) < 1e-8
    (_, cut, _), products = v["bptt_loop"](v["U"], v["W"], v["V"], v["x"], v["y"], truncate=2)
    assert products == 1 + 2 + 3 * 5
    window, _, _ = bptt.backward(rnn, *v["model"](7, 1.0), window=2)
    assert np.allclose(cut, window.W_hh, atol=1e-14)


def test_without_the_row_of_zeros_the_published_loop_is_wrong():
    v = space()
    deltas, states = np.ones((7, 3)), v["forward"](v["U"], v["W"], v["V"], v["x"])[1]
    assert not np.allclose(v["recurrent_part"](deltas, states[:-1]), deltas.T @ np.vstack((states[-1:], states[:-2])))


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_3_2_shows_a_triangle_and_a_row_and_counts_both(shape):
    figure = space()["figures"]["Figure 3.2"]
    try:
        figure.reshape(shape)
        for T, truncate, loop in (40, 60, 820), (1, 60, 1), (60, 4, 290):
            figure.update(T=T, truncate=truncate)
            triangle, row, *counts = figure.picture.moving
            assert len(triangle.get_xdata()) == loop and len(row.get_xdata()) == T
            assert [text.get_text() for text in counts] == [f"{n} product{'s' * (n > 1)}" for n in (loop, T)]
            assert len({*zip(*triangle.get_data(), strict=True)} & {*zip(*row.get_data(), strict=True)}) == 0
    finally:
        figure.reshape("wide")
        figure.update(**figure.start)
