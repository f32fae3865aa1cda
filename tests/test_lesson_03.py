"""Lesson 03, Figure 3.1: its caption against finite differences, and what is drawn against the norms."""

import re

import lessons
import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.text import Text
from test_sliders import caption_and_values, close_to_text

from helpers import gradcheck
from helpers.figures import style
from helpers.figures.lettering import Outlines
from helpers.figures.panels import log10
from helpers.figures.widths import HAIR

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("03"))


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
            own, gradient = space()["sweep"](values["T"], values["gain"], values["counts"])
            total = gradient.states[1:, 0]
            direct, handed, whole = (np.linalg.norm(part, axis=1) for part in (own, total - own, total))
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
        ({"counts": "only the last"}, "dies ▼ 0.0121", style.VANISHES),
        ({"counts": "only the last", "back": 0}, "survives ● 1.32", style.SURVIVES),
        ({"counts": "only the last", "gain": 0.0}, "exactly 0", style.TRUTH),
    ]:
        live.update(**(live.start | values))
        assert headline.get_text() == said and headline.get_color() == fate


def test_the_gradient_at_the_first_word_is_smaller_than_its_direct_part_in_a_fifth_of_the_draws():
    v, less = space(), 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        U, W, V = (rng.normal(size=size).round(1) for size in v["sizes"])
        hs = [np.zeros(3)]
        for word in v["x"]:
            hs.append(np.tanh(U[:, word] + W @ hs[-1]))
        handed = np.zeros(3)
        for h, right in zip(hs[:0:-1], v["y"][::-1], strict=True):
            o = np.exp(V @ h)
            direct = V.T @ (o / o.sum() - np.eye(7)[right])
            total = direct + handed
            handed = W.T @ (total * (1 - h**2))
        less += np.linalg.norm(total) < np.linalg.norm(direct)
    assert 0.15 < less / 300 < 0.25


def test_gain_3_shrinks_the_gradient_of_the_last_loss_by_its_slopes_alone():
    v = space()
    sizes, slopes = {}, {gain: 1 - v["forward"](7, gain)[1].states[1:, 0] ** 2 for gain in (1.0, 3.0)}
    last = v["sweep"](7, 1.0, "only the last")[0][-1]
    for gain, of in (1.0, 1.0), (3.0, 1.0), (3.0, 3.0):
        gradient = last
        for slope in slopes[of][:0:-1]:
            gradient = gain * v["W"].T @ (gradient * slope)
        sizes[gain, of] = np.linalg.norm(gradient)
    assert sizes[1, 1] == pytest.approx(0.0121, abs=5e-5)
    assert sizes[3, 1] == pytest.approx(729 * sizes[1, 1]) and sizes[3, 3] < 1e-8
