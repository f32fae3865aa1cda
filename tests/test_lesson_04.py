"""Lesson 04: captions against computations of another kind, the numbers in the text, and wrong answers."""

import json
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import lessons
import numpy as np
import pytest
from matplotlib.path import Path as Outline
from test_sliders import caption_and_values, close_to_text

from helpers import gradcheck
from helpers.figures import lesson_04 as lesson_figures
from helpers.figures.tiles import Tiles

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("04"))
REFERENCE = Path(__file__).parent / "reference"
STORED = json.loads((REFERENCE / "lesson_04.json").read_text(encoding="utf-8"))


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


def test_caption_of_figure_4_3_agrees_with_finite_differences_and_the_stored_grid():
    from helpers import bptt, losses, rnn, tasks

    for start, name in ("identity", "identity"), ("pytorch", "PyTorch’s"):
        rng = np.random.default_rng(0)
        params, readout = rnn.init(rng, 1, 24, start), losses.init_readout(rng, 24, 1)
        xs = tasks.echo(rng, 20, 1, 0)[0]
        answer = lambda xs, p=params, r=readout: float(losses.read(r, bptt.run(rnn, p, xs).states[-1])[0, 0])  # noqa: E731
        blame = np.abs(gradcheck.numeric_gradient(answer, xs)).ravel()[::-1]
        for caption, v in caption_and_values("Figure 4.3"):
            lag = v["k"] + v["more"]
            cut, whole, solved, seeds = re.search(
                rf"{name} start: ([^;]+), without the cut ([^;]+), learned with (\d+) of (\d+) seeds", caption
            ).groups()
            assert f"Window {v['k']}, lag asked for {lag}." in caption
            assert close_to_text(whole, np.log10(blame[lag])), caption
            assert cut == ("exactly 0" if v["more"] > 0 else whole), caption
            row = STORED["windows"].index(v["k"])
            assert int(solved) == STORED["solved"][start][row][STORED["beyond"].index(v["more"])]
            assert int(seeds) == STORED["seeds"]


def test_caption_of_figure_4_4_agrees_with_a_simulation():
    for caption, v in caption_and_values("Figure 4.4"):
        push = np.array([1.0] * v["positive"] + [-1.0] * (23 - v["positive"]))
        state, sums = push.copy(), []
        for _ in range(300):  # the state after n steps of θ = 1 is the sum of the first n influences
            sums.append(state[0])
            state = 0.5 * state + 0.5 * np.append(state[1:], 0) + push
        whole = round(sums[-1])
        pattern = r"window (\d+): the truncated gradient is (\S+), the whole one (\S+): the (\w+) sign"
        k, cut, shown, verdict = re.search(pattern, caption).groups()
        assert int(k) == v["k"] and int(shown) == whole == 2 * (2 * v["positive"] - 23)
        assert abs(float(cut) - sums[v["k"]]) < 0.0051, caption
        assert (verdict == "right") == (sums[v["k"]] * whole > 0)
        wrong = [k for k, value in enumerate(sums) if value * whole <= 0]
        assert caption.endswith(f"wrong up to k = {wrong[-1]}." if wrong else "right for every k.")


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
    echo = [figures["Figure 4.3"].update(k=4, more=more) for more in (0, 1)]
    assert "lag asked for 5." in echo[1] and "identity start: exactly 0, without the cut 0.0256, learned" in echo[1]
    assert "identity start: 0.0274, without the cut 0.0274," in echo[0]
    assert "is 16.30, the whole one -6: the WRONG" in figures["Figure 4.4"].update(k=20, positive=10)
    assert "wrong up to k = 39" in figures["Figure 4.4"].update(k=20, positive=10)
    safe = [p for p in range(24) if "right for every k" in figures["Figure 4.4"].update(k=0, positive=p)]
    assert safe == [0, *range(12, 24)]
    assert np.allclose(v["influence"](10).cumsum()[-1], -6, atol=0.005)
    assert "wrong up to k = 46" in figures["Figure 4.4"].update(k=20, positive=11)  # the key of the prediction


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


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_the_staircase_of_figure_4_3_is_as_long_as_the_gradient_and_as_full_as_the_stored_counts(shape):
    v = space()
    windows, beyond, seeds = STORED["windows"], STORED["beyond"], STORED["seeds"]
    build = lesson_figures.echo
    picture = build(shape, SimpleNamespace(**build.controls), windows, beyond, STORED["solved"], seeds)
    for axes, (start, counts) in zip(picture.figure.axes, STORED["solved"].items(), strict=True):
        for bar, k in zip(axes.containers[0], windows, strict=True):
            kept = v["input_blame"](start, window=k)
            assert bar.get_x() == -0.5 and bar.get_x() + bar.get_width() == np.flatnonzero(np.isfinite(kept))[-1] + 0.5
        within, without, failed = (line for line in axes.lines if line.get_gid() == "seeds")
        drawn = np.zeros((3, *np.shape(counts)), int)
        for kind, line in enumerate((within, without, failed)):
            for x, y in line.get_xydata():
                row = round(y)
                drawn[kind, row, beyond.index(round(x) - windows[row])] += 1
        assert (drawn[0] + drawn[1] == counts).all() and (drawn.sum(0) == seeds).all()
        assert not drawn[0][:, 2:].any() and not drawn[1][:, :2].any()  # beyond the bar in a look of its own
    for k, more in (1, -1), (4, 1), (8, 3):
        picture.draw(SimpleNamespace(k=k, more=more), *v["echo"](k))
        frames, verdicts, reasons = zip(*(picture.moving[i : i + 3] for i in (0, 3)), strict=True)
        for start, frame, verdict, reason in zip(STORED["solved"], frames, verdicts, reasons, strict=True):
            assert np.round(frame.get_center()).tolist() == [k + more, windows.index(k)]
            count = STORED["solved"][start][windows.index(k)][beyond.index(more)]
            assert f"{count} of {seeds} learn" in verdict.get_text()
            assert reason.get_text().endswith("exactly 0") == (more > 0)


def test_the_untrained_memory_of_an_orthogonal_start_reaches_beyond_the_window_and_truncated_training_loses_it():
    learned = runpy.run_path(str(REFERENCE / "make_lesson_04.py"))["learned"]
    assert all(learned(8, 4, seed, "orthogonal", only_readout=True) for seed in range(500, 505))
    assert not any(learned(8, 4, seed, "orthogonal", updates=400) for seed in range(500, 502))
    assert all(learned(8, 19, seed, "orthogonal") for seed in range(500, 502))  # it is the cut, and nothing else
    assert STORED["memory"] == {"seeds": 10, "readout": 10, "whole": 10, "window 4": 0}  # as the lesson says


def test_the_grid_in_the_notebook_is_the_stored_one():
    v = space()
    assert v["solved"] == STORED["solved"] and v["seeds"] == STORED["seeds"]
    assert v["windows"] == STORED["windows"] and v["beyond"] == STORED["beyond"]


def test_the_stored_grid_is_nearly_a_wall_for_the_identity_start_and_a_softer_one_for_pytorch():
    identity, pytorch = (np.array(STORED["solved"][name]) for name in ("identity", "pytorch"))
    assert (identity[:, :2] == STORED["seeds"]).all() and (identity[1:, 2:] == 0).all()
    assert identity[0, 2] == 1 and not identity[0, 3:].any()  # the one exception that the text names
    assert (pytorch[:, :2] == STORED["seeds"]).all() and pytorch[:2, 2:].any()


def test_the_script_of_the_grid_trains_as_the_lesson_does():
    learned = runpy.run_path(str(REFERENCE / "make_lesson_04.py"))["learned"]
    for lag, k, start in ((1, 1, "identity"), (2, 2, "identity"), (2, 1, "pytorch")):
        assert learned(lag, k, 0, start, updates=150) and space()["learned"](lag, k, start, updates=150)
    assert not learned(2, 1, 0, "identity", updates=150) and not space()["learned"](2, 1, updates=150)


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


def test_the_area_of_figure_4_4_is_as_large_as_the_gradient_is_high():
    figure = lessons.figure("Figure 4.4")
    for k in 0, 10, 20, 45, 80:
        caption = figure.update(**figure.start | {"k": k})
        cause = figure.picture.figure.axes[0]
        area = 0
        for patch in cause.patches:
            x, y = patch.get_xy().T
            area -= np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2  # clockwise above 0
        value = float(re.search(r"gradient is (\S+),", caption).group(1))
        influences = space()["influence"](10)
        assert area == pytest.approx(value - (influences[0] + influences[k]) / 2, abs=0.01)  # trapezes, not bars
        assert figure.picture.moving[-1].get_text().startswith(f"k = {k}: {value:+.1f}, ")
        assert ("WRONG" in figure.picture.moving[-1].get_text()) == ("WRONG" in caption)
    figure.update(**figure.start)
