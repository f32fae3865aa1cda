"""Lesson 09: captions against independent computation, the numbers of the text, the stored tables, wrong answers."""

import json
import math
import re
from functools import cache
from itertools import product

import lessons
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.text import Text

from helpers import bptt, deep, gradcheck, live, rnn, tasks
from helpers.figures import lesson_09 as figures
from helpers.figures import style
from helpers.figures.lesson_09_paths import WIDEST
from helpers.figures.stream import VERDICTS
from helpers.figures.tiles import fate_colours

LESSON = lessons.Lesson(lessons.FOLDER / "09_skips_layers_directions.ipynb")
STORED = json.loads((lessons.ROOT / "tests" / "reference" / "lesson_09.json").read_text())
import make_lesson_09 as script  # noqa: E402


def caption_of(name, **values):
    """What a live figure says at these values of its controls."""
    return lessons.figure(name).update(**values)


def numbers(pattern, caption):
    """The numbers a caption prints at the groups of `pattern`; "exactly 0" is 0."""
    return [float(text.replace("exactly ", "")) for text in re.search(pattern, caption).groups()]


def close(printed, true, tolerance=0.06):
    """Is a number, printed with at least two digits, the true one? Beyond the range of floats both are 0."""
    return printed == true or math.isclose(printed, true, rel_tol=tolerance, abs_tol=1e-290)


def all_ways(T, d):
    """Every way over T steps as a tuple of links, by trying all tuples of a length; small T only."""
    return [way for n in range(T + 1) for way in product((1, d), repeat=n) if sum(way) == T]


def linear(a, b, d, T):
    """∂h_T/∂h_0 by the power of the companion matrix."""
    if d == 1:
        return (a + b) ** T
    C = np.eye(d, k=-1)
    C[0, 0], C[0, -1] = a, b
    return np.linalg.matrix_power(C, T)[0, 0]


def test_the_ways_are_counted_and_their_sum_is_the_gradient():
    for T, d in ((1, 2), (6, 3), (9, 2), (12, 5), (5, 7)):
        ours = LESSON["ways"](T, d)
        assert sorted(map(tuple, ours)) == sorted(all_ways(T, d))
        links, counts, worths = LESSON["by_skips"](0.7, 0.4, d, T)
        lengths = [len(way) for way in ours]
        assert [lengths.count(n) for n in links] == counts and sum(counts) == len(ours)
        assert math.isclose(sum(worths), linear(0.7, 0.4, d, T))
        assert math.isclose(LESSON["states"](1.0, 0.7, 0.4, d, T)[-1], linear(0.7, 0.4, d, T))
    assert len(LESSON["ways"](6, 3)) == 6


def test_caption_of_figure_9_1_agrees_with_ways_that_are_listed():
    rng = np.random.default_rng(0)
    cases = [(20, 5, 4, 0.5, 0.4), (1, 10, 10, 1.2, 0.05), (20, 10, 0, 0.05, 1.2), (12, 2, 3, 0.05, 0.05)]
    cases += [(int(rng.integers(1, 13)), int(rng.integers(2, 11)), int(rng.integers(0, 11)), *rng.uniform(0.05, 1.2, 2))
              for _ in range(15)]  # fmt: skip
    for T, d, skips, a, b in cases:
        caption = caption_of("Figure 9.1", T=T, d=d, skips=skips, a=a, b=b)
        pattern = r"has (\d+) links?, among them (\d+) skips?\. Ways of this kind: (\d+) of (\d+), worth (\S+)\. "
        pattern += r"All ways together carry (\S+); the largest part, (\S+), comes along (\d+) links?\."
        links, taken, like, total, carry, whole, most, where = numbers(pattern, caption)
        assert close(whole, linear(a, b, d, T)) and taken == min(skips, T // d), caption
        if T <= 12:
            listed = all_ways(T, d)
            worth = [math.prod(a if link == 1 else b for link in way) for way in listed]
            by_length = {}
            for way, w in zip(listed, worth, strict=True):
                by_length.setdefault(len(way), []).append(w)
            assert total == len(listed) and like == len(by_length[links]), caption
            assert close(carry, sum(by_length[links])) and close(most, sum(by_length[where])), caption
            assert sum(by_length[where]) == max(map(sum, by_length.values()))


def test_caption_of_figure_9_2_agrees_with_the_companion_matrix():
    rng = np.random.default_rng(1)
    cases = [(10, 0.6, 0.3, 60), (1, 0.0, 0.0, 1), (60, 1.2, 1.2, 60), (31, 0.0, 0.9, 60), (59, 0.6, 0.3, 60)]
    cases += [(int(rng.integers(1, 61)), *rng.uniform(0, 1.2, 2), int(rng.integers(1, 61))) for _ in range(25)]
    for d, a, b, T in cases:
        caption = caption_of("Figure 9.2", d=d, a=a, b=b, T=T)
        pattern = r"root is (\S+)\. After \d+ steps? the gradient is (.+); without the skip it would be (.+), and (.+) "
        pattern += r"with a skip of 1\. At this T a skip of (\d+) carries most, (.+)\.$"
        root, gradient, plain, one, best, most = numbers(pattern, caption)
        roots = np.abs(np.roots([1, -a, *[0] * (d - 2), -b] if d > 1 else [1, -a - b]))
        assert abs(root - max(roots, default=0)) < 1e-4, caption
        assert close(gradient, linear(a, b, d, T)) and close(plain, a**T) and close(one, (a + b) ** T), caption
        every = [linear(a, b, n, T) for n in range(1, 61)]
        assert close(most, max(every)) and math.isclose(every[int(best) - 1], max(every), rel_tol=1e-9), caption
        if abs(a + b - 1) > 1e-3 and b > 0:
            assert (root < 1) == (a + b < 1), caption


def old_state_run(keep, new, gain, s):
    """(gradient after 60 steps, largest state) of h ← keep h + new tanh(W h + s noise), by Jacobians, step by step."""
    W = np.random.default_rng(0).normal(0, gain / math.sqrt(24), (24, 24))
    noise = np.random.default_rng(1).standard_normal((60, 24))
    h, largest, jacobians = np.zeros(24), 0.0, []
    for x in noise:
        z = W @ h + s * x
        h = keep * h + new * np.tanh(z)
        jacobians.append(keep * np.eye(24) + new * (np.cosh(z) ** -2.0)[:, None] * W)
        largest = max(largest, np.abs(h).max())
    v = np.random.default_rng(2).standard_normal(24)
    v /= np.linalg.norm(v)
    for J in reversed(jacobians):
        v = J.T @ v
    return np.linalg.norm(v), largest


def test_caption_of_figure_9_3_agrees_with_jacobians():
    rng = np.random.default_rng(2)
    cases = [("leaky", 0.2, 0.6, 0.5), ("residual", 0.2, 0.6, 0.5), ("leaky", 0.0, 2.0, 0.0), ("residual", 1, 2, 2)]
    cases += [(kind, *rng.uniform(0, 1, 1), *rng.uniform(0, 2, 2)) for kind in ("leaky", "residual") for _ in range(8)]
    for kind, new, gain, s in cases:
        caption = caption_of("Figure 9.3", kind=kind, new=new, gain=gain, s=s)
        pattern = r"the gradient is (.+); the direct path alone would carry (.+), a plain network (.+)\. The largest "
        truth, direct, plain, largest = numbers(pattern + r"state is (\S+)\.$", caption)
        keep = 1 - new if kind == "leaky" else 1.0
        size, state = old_state_run(keep, new, gain, s)
        assert close(truth, size) and abs(largest - state) < 0.006 and close(direct, keep**60), caption
        assert close(plain, old_state_run(0.0, 1.0, gain, s)[0]), caption


def test_the_joined_cell_has_the_gradient_of_its_equation():
    rng = np.random.default_rng(3)
    for keep, new in ((1.0, 0.3), (0.7, 0.3), (0.0, 1.0), (0.5, -0.4)):
        cell = LESSON["joined"](keep, new)
        params, xs, dhs = rnn.init(rng, 2, 3), rng.normal(size=(5, 2, 2)), rng.normal(size=(5, 2, 3))

        def loss(both, cell=cell, dhs=dhs):
            return np.sum(bptt.outputs(cell, bptt.run(cell, *both)) * dhs)

        grads, _, dxs = bptt.backward(cell, params, bptt.run(cell, params, xs), dhs)
        assert gradcheck.relative_error((grads, dxs), gradcheck.numeric_gradient(loss, (params, xs))) < 1e-8
    plain, ours = bptt.run(rnn, params, xs), bptt.run(LESSON["joined"](0.0, 1.0), params, xs)
    assert np.array_equal(plain.states, ours.states)


def test_caption_of_figure_9_4_agrees_with_differences():
    rng = np.random.default_rng(4)
    for kind, L, gain in (("stack", 4, 0.6), ("residual", 4, 1.0), ("dense", 3, 1.3), ("stack", 1, 0.0)):
        caption = caption_of("Figure 9.4", L=L, gain=gain)
        pattern = rf"(?i:{kind}) (\S+); 29 steps earlier (.+?) in the top layer, (.+?) in the bottom layer\..* One"
        here, top, bottom, alone = numbers(pattern + r" layer alone would have (.+) there\.$", caption)
        net, rng = getattr(deep, kind)(*[rnn] * L), np.random.default_rng(0)
        params = net.init(rng, 16, 16, recurrent="gaussian", gain=gain)
        join = {
            "stack": lambda x, h: h,
            "residual": lambda x, h: x + h,
            "dense": lambda x, h: np.concatenate((x, h)),
        }[kind]
        v = rng.standard_normal(net.width(16, 16))
        v /= np.linalg.norm(v)

        def last_output(nudge, layer, t, join=join, params=params):
            """The outputs of the last step by hand; `nudge` is added to one layer's state after step t."""
            hs, ys = [np.zeros(16) for _ in params], None
            for step, x in enumerate(LESSON["sequence"][:, 0]):
                ys = x
                for i, p in enumerate(params):
                    hs[i] = np.tanh(p.W_xh @ ys + p.W_hh @ hs[i] + p.b_h)
                    if (i, step) == (layer, t):
                        hs[i] = hs[i] + nudge
                    ys = join(ys, hs[i])
            return ys

        def size(layer, t, v=v, last_output=last_output):
            slopes = [
                (v @ last_output(1e-4 * unit, layer, t) - v @ last_output(-1e-4 * unit, layer, t)) / 2e-4
                for unit in np.eye(16)
            ]
            return np.linalg.norm(slopes)

        assert close(here, size(0, 29))
        for printed, layer in (top, L - 1), (bottom, 0):  # differences see no gradient below about 1e-9
            assert close(printed, size(layer, 0)) or max(printed, size(layer, 0)) < 1e-8, caption
        assert L > 1 or alone == bottom


def test_caption_of_figure_9_5_agrees_with_differences():
    words = LESSON["WORDS"]
    for network, when, gap in (
        ("two directions", "at the start", 6),
        ("two directions", "trained", 2),
        ("one direction", "at the start", 1),
        ("one direction", "trained", 5),
    ):
        caption = caption_of("Figure 9.5", gap=gap, when=when)
        two, one = (
            numbers(r"itself is (\S+), by the word that decides, “\w+”, (\S+); with one", caption),
            numbers(r"with one direction (\S+) and (exactly \S+)\. T", caption),
        )
        both, alone = numbers(r"two directions read (\d+)% .*, one direction (\d+)%", caption)
        assert both == 100 and 45 <= alone <= 55
        itself, far = one if network == "one direction" else two
        net, start = LESSON["NETS"][network], np.random.default_rng(0)
        weights = script.model.init(start, net, len(words), 16, 2)
        weights = weights if when == "at the start" else LESSON["results"][network].params
        tokens = LESSON["terribly"](np.random.default_rng(gap), 1, (gap, gap))[0]
        xs = np.eye(len(words))[tokens]

        def margin(x, at, xs=xs, net=net, weights=weights):
            moved = xs.copy()
            moved[at, 0] = x
            bad, good = script.model.answers(net, weights, moved)[3, 0]
            return good - bad

        for printed, at in (itself, 3), (far, 3 + gap):
            slope = gradcheck.numeric_gradient(lambda x, at=at, m=margin: m(x, at), xs[at, 0])
            assert close(printed, np.linalg.norm(slope)), caption
        assert (far == 0) == (network == "one direction"), caption
        assert f"“{words[tokens[3 + gap, 0]]}”" in caption


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_streams_of_figure_9_5_are_as_wide_as_the_gradient_and_end_where_it_is_0(shape):
    figure = live.Live("Figure 9.5", figures.directions, LESSON["gap_and_gradient"], [LESSON["ASK"]], shape)
    axis = 0 if shape == "wide" else 1  # along the stream
    ones = [line for line in figure.picture.figure.axes[0].lines if line.get_gid() == "one"]
    rows = np.array([line.get_xydata()[0, 1 - axis] for line in ones]).reshape(2, 2)
    for gap, when in product((1, 2, 6, 12), ("at the start", "trained")):
        figure.move(gap=gap, when=when)
        assert not figure.error
        moving = np.reshape(figure.picture.moving, (2, -1))
        for (body, stones, mouth, sign, *_, letters, verdict), (near, far), name in zip(
            moving, rows, LESSON["NETS"], strict=True
        ):
            left, (n, middle, bank) = (
                LESSON["word_norms"](name, when, gap),
                (gap + 5, (near + far) / 2, (far - near) / 2),
            )
            edge = np.split(body.get_xy()[:602], 2)[0]
            along, half = edge[:, axis], np.abs(edge[:, 1 - axis] - middle) / bank
            places = np.array(stones.get_xydata())[:, axis]
            asked, decides = mouth.get_xydata()[0, axis], sign.get_xydata()[0, axis]
            if name == "two directions":
                assert len(places) == n and (places[3], places[3 + gap]) == (asked, decides)
                drawn = np.interp(places, along, half)
                assert np.allclose(drawn, np.clip(10.0**left, 0.03, 2), atol=0.09), (gap, when)
                assert drawn[3 + gap] > 0 and verdict.get_text() == VERDICTS[style.fate(left[3 + gap])]
            else:
                assert half[along > asked].max() == 0 < half[along < asked - 5].min()
                assert verdict.get_text() == "nothing" and not sign.get_visible() and asked < decides
            ends = np.concatenate([path.vertices for path in letters.get_paths()])
            assert (ends > 0).all() and (ends < figure.picture.size).all()


def test_default_captions_and_numbers_of_the_text():
    captions = {name: f.update(**f.start) for name, f in LESSON["figures"].items()}
    assert "Ways of this kind: 1 of 140, worth 0.0256. All ways together carry 0.148" in captions["Figure 9.1"]
    assert "largest part, 0.112, comes along 8 links" in captions["Figure 9.1"]
    assert LESSON["by_skips"](0.5, 0.4, 5, 20)[1][3] == 56
    assert "0.0267" in caption_of("Figure 9.1", T=20, d=5, skips=4, a=0.2, b=0.4) and "0.00359" in caption_of(
        "Figure 9.1", T=19, d=5, skips=4, a=0.2, b=0.4
    )
    for text in ("the gradient is 0.048", "be 4.9e-14", "0.0018 with a skip of 1", "skip of 59 carries most, 0.36"):
        assert text in captions["Figure 9.2"]
    assert (
        "gradient is 3.3e-6" in caption_of("Figure 9.2", d=31, a=0.6, b=0.3, T=60) and linear(0.6, 0.3, 30, 60) > 0.08
    )
    assert "root is 1.0000. After 60 steps the gradient is 0.2;" in caption_of("Figure 9.2", d=10, a=0.6, b=0.4, T=60)
    assert abs(linear(0.6, 0.4, 10, 5000) - 1 / 4.6) < 1e-9 and round(1 / 4.6, 3) == 0.217
    caption = caption_of("Figure 9.2", d=10, a=0.6, b=0.5, T=60)
    assert "gradient is 0.607" in caption and "304 with a skip of 1" in caption and linear(0.6, 0.5, 10, 1000) > 1e6
    dead = [d for d in range(1, 61) if linear(0.0, 0.3, d, 60) == 0]
    assert dead == [d for d in range(1, 61) if 60 % d]
    for text in ("gradient is 0.00274", "would carry 1.5e-6", "network 2.4e-16"):
        assert text in captions["Figure 9.3"]
    cloud = LESSON["follow"](0.8, 0.2, 0.6, 0.5)[1]
    assert 0.88 < cloud.real.max() < 0.92 and abs(np.mean(cloud) - 0.8) < 0.02
    cloud = LESSON["follow"](1.0, 0.2, 0.6, 0.5)[1]
    assert np.sum(np.abs(cloud) > 1) == 14 and 0.05 < np.abs(cloud - 1).max() < 0.065
    assert 0.45 < LESSON["follow"](0.0, 1.0, 0.6, 0.5)[1].real.max() < 0.55 and 4e10 > 1.5**60 > 3.6e10
    assert "gradient is 138;" in caption_of("Figure 9.3", kind="residual", new=1.0, gain=0.6, s=0.5)
    sizes = np.abs(np.roots([1, -0.6, *[0] * 8, -0.3]))
    assert sum(sizes < 0.9) == 7 and round(sizes.max(), 3) == 0.975
    assert (
        "gradient is 37.6" in (text := caption_of("Figure 9.3", kind="residual", new=0.2, gain=0.6, s=0.5))
        and "is 8.57." in text
    )
    assert (
        57
        < numbers(r"largest state is (\S+)\.$", caption_of("Figure 9.3", kind="residual", new=1.0, gain=0.6, s=0.5))[0]
        < 58
    )
    assert np.abs(LESSON["follow"](1.0, 1.0, 0.6, 0.5)[1] - 1).max() < 0.05  # J has faded, I is left
    for text in (
        "stack 0.0841; 29 steps earlier 5.8e-9 in the top layer, 5.5e-6 in the bottom",
        "Residual 1.51; 29 steps earlier 1.4e-11 in the top layer, 5.2e-6 in the bottom",
        "Dense 0.529; 29 steps earlier 4.7e-11 in the top layer, 1.2e-7 in the bottom",
        "have 1.6e-6",
    ):
        assert text in captions["Figure 9.4"]
    gain_1 = caption_of("Figure 9.4", L=4, gain=1.0)
    assert "0.0393 in the bottom" in gain_1 and "have 0.0015" in gain_1
    assert (
        "by the word that decides, “boring”, 0.00447; with one direction 0.368 and exactly 0" in captions["Figure 9.5"]
    )
    far = [LESSON["word_norms"]("two directions", when, 12)[15] for when in ("at the start", "trained")]
    assert abs(far[0] - math.log10(1.8e-5)) < 0.02 and far[1] > far[0] + 1.5
    assert 10 ** LESSON["skip_network"](30) > 0.4 and 10 ** LESSON["skip_network"](31) < 1e-6


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_9_1_is_as_wide_as_what_flows(shape):
    figure = live.Live("Figure 9.1", figures.paths, LESSON["one_way"], shape=shape)
    for T, d, a, b in (20, 5, 0.5, 0.4), (7, 3, 1.2, 0.1), (4, 9, 0.5, 0.5):
        figure.move(T=T, d=d, a=a, b=b)
        *_, steps, jumps = LESSON["one_way"](T, d, 4, a, b)
        for cut in range(T):  # the gradient passes from t = cut + 1 to t = cut, by one link or another
            over = sum(jumps[i] for i in range(len(jumps)) if i <= cut < i + d)
            assert math.isclose(steps[cut] + over, 1)
        chain, arcs, _, *_, bars, ring, _, verdict, said = figure.picture.moving
        assert np.allclose(chain.get_linewidth(), np.maximum(WIDEST * steps, 0.3))
        assert len(arcs.get_segments()) == len(jumps) and (T < d or np.ptp(arcs.get_linewidth()) < WIDEST)
        heights = np.array([path.vertices[:, 1].max() for path in bars.get_paths()])
        _, _, _, worths, total, m, *_ = LESSON["one_way"](T, d, 4, a, b)
        assert np.allclose(heights, np.maximum(np.array(worths) / total, 0.006)) and 0 <= heights.min()
        assert ring.get_xdata()[0] < bars.get_paths()[m].vertices[:, 0].min()
        assert verdict.get_text().endswith(f" {style.power_of_ten(math.log10(total))}") and "along" in said.get_text()


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_9_2_stands_on_stems_and_marks_the_divisors(shape):
    figure = live.Live("Figure 9.2", figures.skips, LESSON["skip_length"], [LESSON["lengths"]], shape)
    for d, a, b, T in (10, 0.6, 0.3, 60), (7, 0.0, 0.3, 60), (3, 1.2, 1.2, 48), (2, 0.5, 0.1, 1):
        figure.move(d=d, a=a, b=b, T=T)
        stems, teeth = (artist for artist in figure.picture.moving if isinstance(artist, LineCollection))
        low, high = stems.axes.get_ylim()
        every = {n: linear(a, b, n, T) for n in range(1, 61)}
        seen = {n: min(math.log10(size), high) for n, size in every.items() if size and math.log10(size) > low}
        for part, divides in (stems, False), (teeth, True):
            wanted = {n: y for n, y in seen.items() if (T % n == 0) == divides}
            tips = {int(x): y for (x, _), (_, y) in part.get_segments() for y in [y]}
            assert tips.keys() == wanted.keys() and np.allclose([*tips.values()], [*wanted.values()])
    figure.move(a=0.0, b=0.3, T=60, d=7)
    zero = [text for text in figure.picture.moving if isinstance(text, Text) and text.get_text() == "exactly 0"]
    assert zero and zero[0].get_visible()


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_9_4_shows_three_wirings_and_one_layer_in_one_scale(shape):
    figure = live.Live("Figure 9.4", figures.layers, LESSON["depth_and_time"], [LESSON["STEPS"]], shape)
    for L, gain in (4, 0.6), (6, 2.0), (1, 0.0):
        figure.move(L=L, gain=gain)
        norms, single = LESSON["depth_and_time"](L, gain)
        for tiles, numbers, kind in zip(figure.picture.moving[:3], figure.picture.moving[3:], norms, strict=True):
            assert np.array_equal(tiles.colours[0], fate_colours(single[::-1], 9))
            assert np.array_equal(tiles.colours[2 : 2 + L], fate_colours(norms[kind][:, ::-1], 9))
            assert not tiles.colours[1].any() and not tiles.colours[2 + L :].any()
            assert {style.power_of_ten(norms[kind][0, -1]), style.power_of_ten(norms[kind][0, 0])} <= {*numbers.words}
        bar = figure.picture.figure.axes[-1]
        assert "norm of the gradient" in (bar.get_xlabel(), bar.get_ylabel())


def test_what_the_text_says_about_roots_and_stacks():
    rng = np.random.default_rng(5)
    for _ in range(200):  # |a| + |b| < 1 suffices for any signs
        a, b, d = *rng.uniform(-1, 1, 2), int(rng.integers(2, 40))
        if abs(a) + abs(b) < 1:
            assert np.abs(np.roots([1, -a, *[0] * (d - 2), -b])).max() < 1
    assert abs(LESSON["largest_root"](0.6, 0.3, 400) ** 400 - 0.75) < 1e-3
    for L, T in ((1, 4), (3, 5), (4, 10)):  # the grid: layers are rows, a unit reads below (w) and before (a)
        h = np.zeros((L, T + 1))
        h[0] = 0.6 ** np.arange(T + 1)
        for i in range(1, L):
            h[i, 0] = 0.9 * h[i - 1, 0]
            for t in range(1, T + 1):
                h[i, t] = 0.6 * h[i, t - 1] + 0.9 * h[i - 1, t]
        assert math.isclose(h[-1, -1], math.comb(T + L - 1, L - 1) * 0.6**T * 0.9 ** (L - 1))


def test_the_uncertainty_of_the_sentences_is_what_the_cell_says():
    s = tasks.agreement(np.random.default_rng(0), 20000, phrases=(0, 1))
    assert abs(s.mask.sum() / s.mask.shape[1] - 6) < 0.03
    counts = {}
    for column, length in zip(s.tokens.T, s.mask.sum(0), strict=True):
        counts[tuple(column[:length])] = counts.get(tuple(column[:length]), 0) + 1
    short = {k: n for k, n in counts.items() if len(k) == 4}  # the N is E: 2 * 8 * 3 equally likely ones
    assert len(short) == 48 and abs(sum(short.values()) / 20000 - 0.5) < 0.02
    assert abs(LESSON["sentence"] - 7.905) < 0.01


@cache
def notebook_and_script():
    ours = LESSON["learn"](3, LESSON["NETS"]["two directions"], (1, 6), 12)
    return ours, script.learn(3, deep.bidirectional(rnn), (1, 6), 12)


def test_the_stored_tables_are_what_the_notebooks_networks_do():
    ours, theirs = notebook_and_script()
    assert np.array_equal(ours.losses, theirs.losses)
    next_word = [f(1, deep.bidirectional(rnn), 8).losses for f in (LESSON["learn_next_word"], script.learn_next_word)]
    assert np.array_equal(*next_word)
    assert LESSON["stored_words"] == STORED["next_word"]
    for name, ours in (("far", LESSON["stored_far"]), ("latch", LESSON["stored_latch"])):
        assert ours == {key: {int(n): row for n, row in table.items()} for key, table in STORED[name].items()}
    cells = [LESSON["joined"](0.9, 0.1), script.leaky(0.1)]
    rng = np.random.default_rng(6)
    params, xs = rnn.init(rng, 1, 4), rng.normal(size=(6, 2, 1))
    assert gradcheck.relative_error(*(bptt.run(cell, params, xs).states for cell in cells)) < 1e-15


def test_two_directions_read_every_gap_and_one_direction_guesses():
    one, two = (np.array(STORED["words"][name]) for name in ("one direction", "two directions"))
    assert one.shape == two.shape == (10, 8)
    assert np.all((one >= 0.485) & (one <= 0.515)) and np.all(two[:, :6] == 1.0)
    late = np.array(STORED["words"]["one direction, asked at the end"])
    assert np.all(late[:, :6] > 0.99)
    result = script.learn(0, deep.bidirectional(rnn), (1, 6))
    assert len(result.losses) < 100
    assert min(script.accuracy(deep.bidirectional(rnn), result.params, gap) for gap in range(1, 7)) > 0.99
    assert np.all(np.array(LESSON["accuracies"]["two directions"]) > 0.99)


def test_a_language_model_that_looks_ahead_is_better_than_possible_and_worse_when_alone():
    (one, two), least = (
        (np.array(STORED["next_word"][f"{n} direction{s}"]) for n, s in (("one", ""), ("two", "s"))),
        1.3175,
    )
    assert one.shape == two.shape == (10, 2)
    assert np.all(one >= least - 0.02) and np.all(two[:, 0] < 0.03)
    assert two[:, 1].min() > one[:, 1].max()
    assert LESSON["seen"] < 0.03 and LESSON["alone"] > 1.4


def test_what_the_text_says_about_the_stored_races():
    solved = {name: {int(T): sum(0 < u <= 500 for u in row) for T, row in table.items()}
              for name, table in STORED["latch"].items()}  # fmt: skip
    for name in ("one layer", "two layers", "residual layer on top", "two layers, dense", "two directions"):
        assert solved[name][40] == 0
    far = {start: {int(gap): sum(share > 0.99 for share in row) for gap, row in table.items()}
           for start, table in STORED["far"].items()}  # fmt: skip
    assert far["pytorch"] == {10: 10, 20: 7, 40: 2, 80: 1} and far["orthogonal"] == {10: 10, 20: 10, 40: 7, 80: 5}
    assert [[*solved[f"skip of {d}"].values()] for d in (5, 13, 20, 39)] == [[10, 6], [10, 10], [1, 5], [10, 1]]
    assert solved["leaky, new 0.1"][40] == 1 and min(STORED["latch"]["leaky, new 0.1"]["40"]) > 0
    assert all(max(STORED["latch"][f"skip of {d}"]["40"]) < 49 for d in (13, 39))  # "some 40 updates"
    assert math.comb(23, 4) == 8855 and math.comb(20, 1) == 20
    again = script.latch(0, script.NETWORKS["skip of 13"][0], 40, steps=120)
    assert abs(again - STORED["latch"]["skip of 13"]["40"][0]) <= 3
