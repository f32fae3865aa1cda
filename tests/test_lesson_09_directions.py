"""Lesson 09, two directions: captions against independent computation, the numbers of the text."""

from itertools import product

import make_lesson_09_words as script
import numpy as np
import pytest
from lesson_09 import LESSON, caption_of, close, numbers

from helpers import deep, gradcheck, live, model, rnn
from helpers.figures import lesson_09 as figures
from helpers.figures import style
from helpers.figures.stream import VERDICTS


def test_caption_of_figure_9_5_agrees_with_differences():
    words = LESSON["WORDS"]
    assert words == script.WORDS
    for network, draw, gap in ("two directions", 1, 6), ("two directions", 7, 2), ("one direction", 3, 1):
        caption = caption_of("Figure 9.5", gap=gap, draw=draw)
        two = numbers(r"itself is (\S+), by the word that decides, “\w+”, (\S+); with one", caption)
        one = numbers(r"with one direction (\S+) and (exactly \S+)\.$", caption)
        itself, far = one if network == "one direction" else two
        net = LESSON["NETS"][network]
        weights = model.init(np.random.default_rng(499 + draw), net, len(words), 16, 2)
        tokens = LESSON["sentence"](np.random.default_rng(gap), gap)
        xs = np.eye(len(words))[tokens][:, None]

        def margin(x, at, xs=xs, net=net, weights=weights):
            moved = xs.copy()
            moved[at, 0] = x
            bad, good = model.answers(net, weights, moved)[3, 0]
            return good - bad

        for printed, at in (itself, 3), (far, 3 + gap):
            slope = gradcheck.numeric_gradient(lambda x, at=at, m=margin: m(x, at), xs[at, 0])
            assert close(printed, np.linalg.norm(slope)), caption
        assert (far == 0) == (network == "one direction"), caption
        assert f"“{words[tokens[3 + gap]]}”" in caption and tokens[3 + gap] in (4, 5)


def test_numbers_of_the_text_on_directions():
    for gap, middle in (6, 0.006), (12, 1e-4):
        tokens, net = LESSON["sentence"](np.random.default_rng(gap), gap), LESSON["NETS"]["two directions"]
        sizes = [LESSON["word_norms"](net, tokens, draw)[3 + gap] for draw in range(1, 21)]
        assert 0.6 < 10 ** np.median(sizes) / middle < 1.6
    table = {name: np.array(rows)[:, :6] for name, rows in LESSON["runs"].load("09_words").items()}
    assert all(rows.shape == (10, 6) for rows in table.values())
    one, end, two = (table[name] for name in script.NETWORKS)
    assert np.all((one >= 0.485) & (one <= 0.515)) and np.all(two == 1.0) and np.all(end > 0.99)
    result = script.learn(0, deep.bidirectional(rnn), 3)
    assert len(result.losses) < 100
    assert min(script.accuracy(deep.bidirectional(rnn), result.params, gap, 3) for gap in range(1, 7)) > 0.99


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_streams_of_figure_9_5_are_as_wide_as_the_gradient_and_end_where_it_is_0(shape):
    figure = live.Live("Figure 9.5", figures.directions, LESSON["gap_and_gradient"], [LESSON["ASK"]], shape)
    axis = 0 if shape == "wide" else 1  # along the stream
    ones = [line for line in figure.picture.figure.axes[0].lines if line.get_gid() == "one"]
    rows = np.array([line.get_xydata()[0, 1 - axis] for line in ones]).reshape(2, 2)
    for gap, draw in product((1, 2, 6, 12), (1, 8)):
        figure.move(gap=gap, draw=draw)
        assert not figure.error
        moving = np.reshape(figure.picture.moving, (2, -1))
        for (body, stones, mouth, sign, *_, letters, verdict), (near, far), name in zip(
            moving, rows, LESSON["NETS"], strict=True
        ):
            left, (n, middle, bank) = (
                LESSON["gap_and_gradient"](gap, draw)[1][name],
                (gap + 5, (near + far) / 2, (far - near) / 2),
            )
            edge = np.split(body.get_xy()[:602], 2)[0]
            along, half = edge[:, axis], np.abs(edge[:, 1 - axis] - middle) / bank
            places = np.array(stones.get_xydata())[:, axis]
            asked, decides = mouth.get_xydata()[0, axis], sign.get_xydata()[0, axis]
            if name == "two directions":
                assert len(places) == n and (places[3], places[3 + gap]) == (asked, decides)
                drawn = np.interp(places, along, half)
                assert np.allclose(drawn, np.clip(10.0**left, 0.03, 2), atol=0.09), (gap, draw)
                assert drawn[3 + gap] > 0 and verdict.get_text() == VERDICTS[style.fate(left[3 + gap])]
            else:
                assert half[along > asked].max() == 0 < half[along < asked - 5].min()
                assert verdict.get_text() == "nothing" and not sign.get_visible() and asked < decides
            ends = np.concatenate([path.vertices for path in letters.get_paths()])
            assert (ends > 0).all() and (ends < figure.picture.size).all()
