"""Lesson 10, section C: the text that a network writes, letter by letter, against a network run by hand."""

import math
import re

import lessons
import numpy as np
import pytest
from test_lesson_10 import chances_by_hand, states_by_hand

from helpers import live, tasks
from helpers.figures import lesson_10 as figures

LESSON = lessons.Lesson(lessons.FOLDER / "10_the_writer_of_the_books.ipynb")


def caption_of(name, **values):
    """The caption of a figure at these values, and where nothing is said at its start."""
    figure = lessons.figure(name)
    return figure.update(**figure.start | values)


def written(prompt, temperature, seed):
    """40 characters, and the probability that each had when it was drawn."""
    said, chances = LESSON["write"](prompt.lower(), temperature, seed, 40)
    assert np.allclose(chances.sum(1), 1)
    alphabet = sorted(set(tasks.zen().lower()))
    return said, [row[alphabet.index(c)] for c, row in zip(said, chances, strict=True)]


def test_caption_of_figure_10_6_agrees_with_a_network_run_by_hand():
    zen = tasks.zen().lower()
    alphabet = sorted(set(zen))
    weights = LESSON["text_model"].params
    for prompt, temperature, seed in (("Beautiful is ", 1.0, 0), ("never ", 0.3, 4), ("If the i", 2.0, 1)):
        caption = caption_of("Figure 10.6", prompt=prompt, temperature=temperature, seed=seed)
        p = chances_by_hand(
            weights, states_by_hand("LSTM", weights[0], [alphabet.index(c) for c in prompt.lower()])[-1]
        )
        p = p ** (1 / temperature) / np.sum(p ** (1 / temperature))
        assert f"is {alphabet[p.argmax()]!r}, with probability {p.max():.2f}" in caption
        said, drawn = written(prompt, temperature, seed)
        assert len(said) == 40 and said.replace("\n", "↵") in caption and set(said) <= set(alphabet)
        tokens = [alphabet.index(c) for c in prompt.lower() + said]
        states = states_by_hand("LSTM", weights[0], tokens)
        for n in (0, 1, 39):
            q = chances_by_hand(weights, states[len(prompt) + n]) ** (1 / temperature)
            assert math.isclose(drawn[n], (q / q.sum())[tokens[len(prompt) + n]], rel_tol=1e-9)
        assert f"; {np.sum(np.array(drawn) < 0.3)} of its 40 characters had a probability below 0.3" in caption
        assert f"Character 13 is {said[12]!r}, with {drawn[12]:.2f}" in caption
    for strange in ("", "Zoë"):
        with pytest.raises(ValueError, match="prompt must hold characters of the text"):
            LESSON["typed"](strange, 1.0, 0)


def boxes(*patches):
    """(bottom, left, height) of the boxes in these outlines as they are read: by line, then from the left."""
    corners = np.concatenate([patch.get_path().vertices.reshape(-1, 5, 2)[:, :4] for patch in patches])
    return np.array(sorted((*box.max(0)[::-1].round(3), np.ptp(box[:, 1])) for box in corners))


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_bars_of_figure_10_6_are_as_high_as_the_probabilities(shape):
    figure = live.Live("Figure 10.6", figures.letters, LESSON["typed"], [LESSON["alphabet"]], shape)
    for values in (
        {},
        {"temperature": 2.0, "character": 40, "seed": 7},
        {"temperature": 0.1, "prompt": "If the implementation is hard to explain, it may be a"},
    ):
        at = figure.start | values
        figure.move(**at)
        assert not figure.error
        wells, sure, surprise = figure.picture.moving[:3]
        said, drawn = written(at["prompt"], at["temperature"], at["seed"])
        every, filled = boxes(wells), boxes(sure, surprise)
        assert len(every) == 46 and np.array_equal(every[:, :2], filled[:, :2])
        assert every[:, 0].max() < figure.picture.size[1] and every[:, 1].max() < figure.picture.size[0]
        shares = filled[:, 2] / every[:, 2]
        assert np.allclose(shares[:40], drawn)
        assert len(boxes(surprise)) == sum(p < 0.3 for p in [*drawn, drawn[at["character"] - 1]])
        chances = LESSON["write"](at["prompt"].lower(), at["temperature"], at["seed"], 40)[1][at["character"] - 1]
        rivals = sorted(np.delete(chances, LESSON["alphabet"].index(said[at["character"] - 1])))[:-6:-1]
        assert np.allclose(shares[40:], [drawn[at["character"] - 1], *rivals])
        few = int(np.sum(np.array(drawn) < 0.3))
        assert figure.picture.moving[-1].get_text() == f"{few} surprise{'s' * (few != 1)} in 40 letters"


def test_what_the_text_says_about_temperatures():
    """Cold it recites; at 2 most bars are nearly empty."""
    cold, hot = (np.concatenate([written("beautiful is ", t, s)[1] for s in range(20)]) for t in (0.3, 2.0))
    assert np.mean(cold > 0.5) > 0.95 and np.mean(hot < 0.3) > 0.5
    assert "Character 21 is '.', with 0.08" in caption_of("Figure 10.6", character=21)


def test_cold_text_comes_from_the_poem_and_hot_text_does_not():
    zen = tasks.zen().lower()

    def known(text):
        return np.mean([text[i : i + 5] in zen for i in range(len(text) - 4)])

    cold, warm, hot = (
        np.mean([known(LESSON["write"]("beautiful ", t, s, 60)[0]) for s in range(5)]) for t in (0.3, 1.0, 2.0)
    )
    assert cold > 0.85 and hot < 0.4 and cold > warm > hot
    assert LESSON["text_model"].losses[-20:].mean() < 0.5 < 3 < LESSON["text_model"].losses[0]


def test_numbers_of_the_text():
    size = sum(leaf.size for leaf in LESSON["train"].leaves(LESSON["text_model"].params))
    assert abs(size - 27000) < 300 and abs(400 * 8 * 40 / len(LESSON["text"]) - 150) < 2 and len(LESSON["text"]) == 856
    assert "is 'b', with probability 0.97" in caption_of("Figure 10.6")
    said, drawn = written("beautiful is ", 1.0, 0)
    assert said.startswith("better than ugly.\nex.\nif the ")
    assert round(drawn[12], 2) == 0.21 and round(drawn[20], 2) == 0.08
    assert min(drawn[13:17]) > 0.85 and np.mean(np.array(drawn[30:]) < 0.5) >= 0.5
    assert len(set(re.findall(r"better than (\S+)", LESSON["text"]))) == 8
