"""Lesson 04, sections 1 and 2: captions against computations of another kind, and the numbers in the text."""

import re
from types import SimpleNamespace

import lessons
import numpy as np
from matplotlib.path import Path as Outline
from test_sliders import caption_and_values, close_to_text

from helpers.figures import lesson_04 as lesson_figures
from helpers.figures.tiles import Tiles

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("04"))


def space():
    return lessons.namespace(PATH)


def parts_by_pairs(gain):
    """The gradient's part for every pair (t, i), by an explicit double loop: (T, T, 8, 8)."""
    v = space()
    W, states = gain * v["W"], [np.zeros(8)]
    for x in v["signs"][:, 0]:
        states.append(np.tanh(W @ states[-1] + v["U"] @ x))
    T = v["T"]
    parts = np.zeros((T, T, 8, 8))
    for t in range(T):
        ds = v["pulls"][t, 0]
        for i in range(t, -1, -1):
            delta = ds * (1 - states[i + 1] ** 2)
            parts[t, i] = np.outer(delta, states[i])
            ds = W.T @ delta
    return parts


def test_caption_of_figure_4_1_agrees_with_a_double_loop():
    for caption, v in caption_and_values("Figure 4.1")[::2]:
        parts = parts_by_pairs(v["gain"])
        lag = v["lag"]
        by_lag = np.array([sum(parts[t, t - j] for t in range(j, 20)) for j in range(20)])
        size, share = re.search(r"dL/dW has norm (.+)\. With .* missing is (.+) of the whole", caption).groups()
        norm = np.linalg.norm(by_lag[lag])
        assert close_to_text(size, np.log10(norm) if norm else -np.inf), caption
        left = np.linalg.norm(by_lag[lag + 1 :].sum(0)) / np.linalg.norm(by_lag.sum(0))
        if share == "exactly 0" or left < 1e-9:  # there the rest is below the rounding errors of the sum
            assert left < 1e-9, caption
        else:
            assert close_to_text(share, np.log10(left)), caption
        assert f"{20 - lag} pair" in caption


def test_caption_of_figure_4_2_agrees_with_a_double_loop():
    for caption, v in caption_and_values("Figure 4.2")[::2]:
        parts, k = parts_by_pairs(v["gain"]), v["k"]
        whole = parts.sum((0, 1))
        found = re.search(
            r"keeps (\d+) of 210 .* off by (\S+) of .* by (\d+)°\. .* keep (\d+) .* by (\S+) of .* by (\d+)°", caption
        )
        values = [float(text) for text in found.groups()]
        for kept, shown in (
            (lambda t, i, k=k: t - i <= k, values[:3]),
            (lambda t, i, k=k: t // (k + 1) == i // (k + 1), values[3:]),
        ):
            pairs = [(t, i) for t in range(20) for i in range(t + 1) if kept(t, i)]
            gradient = sum(parts[t, i] for t, i in pairs)
            distance = np.linalg.norm(gradient - whole) / np.linalg.norm(whole)
            cosine = np.sum(gradient * whole) / np.linalg.norm(gradient) / np.linalg.norm(whole)
            assert len(pairs) == shown[0]
            assert np.isclose(distance, shown[1], rtol=6e-3, atol=1e-8), caption
            assert abs(np.degrees(np.arccos(min(1, cosine))) - shown[2]) <= 0.51, caption


def test_the_numbers_in_the_text():
    v = space()
    figures = v["figures"]
    lags = [figures["Figure 4.1"].update(lag=lag, gain=1.0) for lag in range(20)]
    missing = [caption.split("missing is ")[1].split(" of")[0] for caption in lags]
    assert "norm 10.9." in lags[0] and "norm 1.39." in lags[5] and missing[5] == "0.0353"
    assert float(missing[7]) > 0.01 > float(missing[8])
    assert all("norm exactly 0." in figures["Figure 4.1"].update(lag=19, gain=gain) for gain in (0.5, 1.0, 3.0))
    wild = [figures["Figure 4.1"].update(lag=lag, gain=2.0) for lag in (0, 1, 2, 10)]
    rest = [float(caption.split("missing is ")[1].split(" of")[0]) for caption in wild]
    assert "norm 12.9." in wild[0] and "norm 12.7." in wild[3] and rest[2] > rest[1] and rest[3] > 1 / 3
    default = figures["Figure 4.2"].update(k=4, gain=1.0)
    assert "90 of 210" in default and "by 0.0963 of" in default and "keep 60" in default and "by 0.314 of" in default
    wild = figures["Figure 4.2"].update(k=4, gain=3.0)
    assert "turned by 78°" in wild and "turned by 98°" in wild


def test_the_maps_have_no_colour_where_the_blame_is_exactly_zero():
    for shape in ("wide", "tall"):
        for name, data in ("lags", space()["by_lag"](1.0)), ("truncations", space()["truncations"](4, 1.0)):
            build = getattr(lesson_figures, name)
            picture = build(shape, SimpleNamespace(**build.controls), 20)
            picture.draw(SimpleNamespace(lag=5, k=4, gain=1.0), *data)
            maps = [artist for artist in picture.moving if isinstance(artist, Tiles)]
            t, i = np.indices((20, 20))
            pairs = [i <= t] if name == "lags" else space()["kept"](20, 4)
            assert [(tiles.colours[..., 3] > 0).tolist() for tiles in maps] == [pair.tolist() for pair in pairs]


def test_checkpoints_give_the_exact_gradient():
    v = space()
    for n in (1, 3, 5, 20):
        assert np.allclose(v["checkpointed"](v["network"](1.7)[0], n), parts_by_pairs(1.7).sum((0, 1)), atol=1e-12)


def test_figure_4_2_says_in_the_picture_what_each_cut_does_to_the_gradient():
    figure = lessons.figure("Figure 4.2")
    for values in ({}, {"k": 0}, {"k": 19, "gain": 3.0}):
        at = figure.start | values
        caption = figure.update(**at)
        *names, window, chunks = [part.words for part in figure.picture.moving if hasattr(part, "words")]
        said = f"window {at['k']}", f"chunks of {at['k'] + 1}"
        found = re.findall(r"keeps? (\d+) .*?turned by (\d+°)", caption)
        assert names == [[name, f"keeps {int(n) / 210:.0%}"] for name, (n, _) in zip(said, found, strict=True)]
        for said, (pairs, turned) in zip((window, chunks), found, strict=True):
            assert said[0] == f"{pairs} of 210 pairs" and said[2] == f"turned by {turned}"
    figure.update(**figure.start)


def test_what_is_exactly_0_is_named_in_figure_4_1_and_drawn_by_no_line():
    figure = lessons.figure("Figure 4.1")
    for gain, last in ((1.0, 18), (0.0, 0)):
        figure.update(**figure.start | {"gain": gain})
        _, effect = figure.picture.figure.axes[:2]
        line, rest = (next(part for part in effect.lines if part.get_linewidth() == width) for width in (2.4, 7))
        zero = next(text for text in effect.texts if text.get_text() == "exactly 0")
        assert line.get_xdata()[-1] == last and len(rest.get_xdata()) <= 19
        assert zero.get_visible()
    figure.update(**figure.start)


def test_the_frame_on_the_map_of_figure_4_1_is_around_the_cells_of_its_lag():
    figure = lessons.figure("Figure 4.1")
    for lag in 0, 5, 19:
        figure.update(**figure.start | {"lag": lag})
        left = figure.picture.figure.axes[0]
        frame = Outline(next(line for line in left.lines if line.get_linewidth() == 2.6).get_xydata())
        cells = [(i, t) for i in range(1, 21) for t in range(i, 21)]
        assert [cell for cell in cells if frame.contains_point(cell)] == [
            cell for cell in cells if cell[1] - cell[0] == lag
        ]
    figure.update(**figure.start)
