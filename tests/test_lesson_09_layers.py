"""Lesson 09, layers: captions against independent computation, the numbers of the text."""

import json
import math

import lessons
import numpy as np
import pytest
from lesson_09 import LESSON, caption_of, close, numbers

from helpers import deep, live, rnn
from helpers.figures import lesson_09 as figures
from helpers.figures import style
from helpers.figures.tiles import fate_colours

TABLE = json.loads((lessons.ROOT / "tests" / "reference" / "lesson_09_matrices.json").read_text(encoding="utf-8"))


def test_caption_of_figure_9_4_agrees_with_differences():
    rng = np.random.default_rng(4)
    for kind, L, gain in (("stack", 4, 0.6), ("residual", 4, 1.0), ("dense", 3, 1.3), ("stack", 1, 0.0)):
        caption = caption_of("Figure 9.4", L=L, gain=gain, draw=3)
        pattern = rf"(?i:{kind}) (\S+); 29 steps earlier (.+?) in the top layer, (.+?) in the bottom layer\..* One"
        here, top, bottom, alone = numbers(pattern + r" layer alone would have (.+) there\.$", caption)
        net, rng = getattr(deep, kind)(*[rnn] * L), np.random.default_rng(502)
        params = net.init(rng, 16, 16, recurrent="gaussian", gain=gain)
        join = {
            "stack": lambda x, h: h,
            "residual": lambda x, h: x + h,
            "dense": lambda x, h: np.concatenate((x, h)),
        }[kind]
        sequence = 0.5 * rng.standard_normal((30, 16))
        v = rng.standard_normal(net.width(16, 16))
        v /= np.linalg.norm(v)

        def last_output(nudge, layer, t, join=join, params=params, sequence=sequence):
            """The outputs of the last step by hand; `nudge` is added to one layer's state after step t."""
            hs, ys = [np.zeros(16) for _ in params], None
            for step, x in enumerate(sequence):
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
        assert (L == 1 and alone == bottom) or L > 1


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_9_4_shows_three_wirings_and_one_layer_in_one_scale(shape):
    figure = live.Live("Figure 9.4", figures.layers, LESSON["depth_and_time"], [LESSON["STEPS"]], shape)
    for L, gain in (4, 0.6), (6, 2.0), (1, 0.0):
        figure.move(L=L, gain=gain, draw=2)
        norms, single = LESSON["depth_and_time"](L, gain, 2)
        for tiles, written, kind in zip(figure.picture.moving[:3], figure.picture.moving[3:], norms, strict=True):
            assert np.array_equal(tiles.colours[0], fate_colours(single[::-1], 9))
            assert np.array_equal(tiles.colours[2 : 2 + L], fate_colours(norms[kind][:, ::-1], 9))
            assert not tiles.colours[1].any() and not tiles.colours[2 + L :].any()
            assert {style.power_of_ten(norms[kind][0, -1]), style.power_of_ten(norms[kind][0, 0])} <= {*written.words}
        bar = figure.picture.figure.axes[-1]
        assert "norm of the gradient" in (bar.get_xlabel(), bar.get_ylabel())


def test_numbers_of_the_text_on_layers():
    def left(kind, L):
        return 10 ** np.array([LESSON["layer_norms"](kind, L, 0.6, draw) for draw in range(1, 21)])

    one, stack, residual = left("stack", 1), left("stack", 4), left("residual", 4)
    assert abs(np.median(stack[:, 0, 0]) - 0.17) < 0.005 and abs(np.median(residual[:, 0, 0]) - 1.4) < 0.05
    for sizes, name in (one, "stack, 1 layers"), (stack, "stack, 4 layers"), (residual, "residual, 4 layers"):
        least, middle, most = TABLE["layers"][f"{name}, gain 0.6"]["left"][-1]
        top = sizes[:, -1, -1]
        assert np.allclose((top.min(), np.median(top), top.max()), (least, middle, most), rtol=0.01)
        assert most / least > 3e3
    tops = [np.median(sizes[:, -1, -1]) for sizes in (one, stack, residual)]
    assert 8 < tops[1] / tops[0] < 15 and 100 < tops[1] / tops[2] < 400
    assert stack[:, -1, -1].min() < np.median(one[:, -1, -1])  # the draws overlap
    dense = left("dense", 4)  # as the map shows: the way down is mended there too
    assert np.median(dense[:, 0, 0]) > 2 * np.median(stack[:, 0, 0])


def test_it_is_the_size_of_what_a_residual_layer_reads():
    found = {size: np.median([LESSON["top_alone"](size, draw) for draw in range(1, 21)], axis=0)
             for size in (0.79, 0.5, 0.15)}  # fmt: skip
    alone = TABLE["top layer alone"]
    for size, name in (0.79, "its own inputs"), (0.15, "its own inputs, as small as a stack's"):
        assert abs(found[size][0] - math.log10(alone[f"{name}, gain 0.6"]["left"][1])) < 0.3
        assert abs(found[size][1] - alone[f"{name}, gain 0.6"]["slope"]) < 0.01
    swapped = alone["a stack's inputs, as large as its own, gain 0.6"]["left"][1]  # the other way round
    assert swapped < 1e-8 < alone["a stack's inputs, gain 0.6"]["left"][1]
    reads = [TABLE["layers"][f"{name}, gain 0.6"]["reads"][-1] for name in ("residual, 4 layers", "stack, 4 layers")]
    assert reads == [0.79, 0.15] and TABLE["layers"]["stack, 1 layers, gain 0.6"]["reads"] == [0.5]


def test_the_ways_of_a_grid_and_of_residual_layers():
    for L, T in ((1, 4), (3, 5), (4, 10), (2, 30)):  # layers are rows, a unit reads below (1) and before (0.6)
        h = np.zeros((L, T + 1))
        h[0] = 0.6 ** np.arange(T + 1)
        for i in range(1, L):
            h[i, 0] = h[i - 1, 0]
            for t in range(1, T + 1):
                h[i, t] = 0.6 * h[i, t - 1] + h[i - 1, t]
        assert math.isclose(h[-1, -1], math.comb(T + L - 1, L - 1) * 0.6**T)
    assert f"{h[-1, -1]:.0e}" == "7e-06" and math.comb(31, 1) == 31 and math.comb(6, 3) == 20
    assert 0.12 < 0.9**20 < 0.122
