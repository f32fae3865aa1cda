"""Lesson 10: the margin's gradient, its part of use and the true effect, against networks run by hand; the stream."""

import lessons
import numpy as np
import pytest
from test_figures import boxes

from helpers import agreement, live, runs
from helpers.figures import lesson_10 as figures
from helpers.figures import style
from helpers.figures.message import BANK

LESSON = lessons.Lesson(lessons.FOLDER / "10_the_writer_of_the_books.ipynb")
STORED = runs.load("10_stream")
WRITER, FRIEND, KEYS = figures.PROMPTS


def logistic(z):
    return 1 / (1 + np.exp(-z))


def states_by_hand(cell, params, tokens):
    """States of one sentence of tokens, word by word; row 0 is the start."""
    W, R, b = params
    H = R.shape[1]
    h, c, states = np.zeros(H), np.zeros(H), [np.zeros(2 * H if cell == "LSTM" else H)]
    for token in tokens:
        z = W[:, token] + R @ h + b
        if cell == "tanh":
            h = np.tanh(z)
            states.append(h)
        else:
            i, f, g, o = np.split(z, 4)
            c = logistic(f) * c + logistic(i) * np.tanh(g)
            h = logistic(o) * np.tanh(c)
            states.append(np.concatenate((h, c)))
    return states


def chances_by_hand(weights, h):
    params, readout = weights
    e = np.exp(readout.W_hy @ h[: params.W_hh.shape[1]] + readout.b_y)
    return e / e.sum()


def margin_from(cell, weights, words, t, state, plural):
    """The margin of the verb of a noun after all words, when the state after word t - 1 is `state`."""
    (W, R, b), readout = weights
    h, c = state[: R.shape[1]], state[R.shape[1] :]
    for token in agreement.encode(words[t:]):
        z = W[:, token] + R @ h + b
        if cell == "tanh":
            h = np.tanh(z)
        else:
            i, f, g, o = np.split(z, 4)
            c = logistic(f) * c + logistic(i) * np.tanh(g)
            h = logistic(o) * np.tanh(c)
    logits = readout.W_hy @ h + readout.b_y
    are, is_ = (logits[agreement.ENGLISH.words.index(verb)] for verb in ("are", "is"))
    return are - is_ if plural else is_ - are


def by_hand(cell, weights, words, place):
    """(norms, parts of use from the noun at `place` on, its true effect), by central differences."""
    noun = words[place]
    plural = noun in agreement.ENGLISH.plural
    turned = [*words[:place], agreement.ENGLISH.turned[noun], *words[place + 1 :]]
    states, others = (states_by_hand(cell, weights[0], agreement.encode(w)) for w in (words, turned))
    norms, useful = [], []
    for t in range(place + 1, len(words) + 1):
        g = []
        for n in range(len(states[t])):
            step = 1e-5 * (np.arange(len(states[t])) == n)
            ends = [margin_from(cell, weights, words, t, states[t] + s * step, plural) for s in (1, -1)]
            g.append((ends[0] - ends[1]) / 2e-5)
        d = states[t] - others[t]
        norms.append(np.linalg.norm(g))
        useful.append(abs(np.dot(g, d)) / np.linalg.norm(d))
    start = np.zeros_like(states[0])
    effect = margin_from(cell, weights, words, 0, start, plural) - margin_from(cell, weights, turned, 0, start, plural)
    return np.array(norms), np.array(useful), effect


@pytest.fixture(scope="module")
def grown():
    """What `watch` yields in the first updates, by cell."""
    found = {}
    for cell, most in ("tanh", 6), ("LSTM", 3):
        for _, now in zip(range(most), LESSON["watch"](cell), strict=False):
            found[cell] = now
    return found


def test_parts_of_use_and_effects_agree_with_central_differences():
    for cell, most in ("tanh", 4), ("LSTM", 2):
        weights = [now for _, now in zip(range(most), LESSON["learn"](cell), strict=False)][-1]
        for prompt, place in ((WRITER, 1), (WRITER, 4), (FRIEND, 1), (KEYS, 13))[:most]:
            words = prompt.lower().split()
            norms, useful, effect, chances = LESSON["of_use"](cell, weights, words, place)
            expected = by_hand(cell, weights, words, place)
            assert np.allclose(norms, expected[0], rtol=1e-5) and np.allclose(useful, expected[1], rtol=1e-4, atol=1e-8)
            assert np.isclose(effect, expected[2])
            p = chances_by_hand(weights, states_by_hand(cell, weights[0], agreement.encode(words))[-1])
            assert np.allclose(chances, p[[LESSON["IS"], LESSON["ARE"]]])


def test_a_run_made_here_is_the_stored_one(grown):
    for cell, now in grown.items():
        assert all(now[other] is STORED[other] or now[other] == STORED[other] for other in STORED if other != cell)
        for ours, theirs in zip(now[cell], STORED[cell], strict=False):
            for prompt, row in ours.items():
                for key, values in row.items():
                    assert np.allclose(values, theirs[prompt][key], atol=0.006), (cell, prompt, key)


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_figure_10_1_shows_what_was_stored(shape):
    shown = runs.show("10.1", figures.stream, LESSON["watch"], agreement.ENGLISH, stored=STORED, shape=shape)
    own, first, last = shown.picture.moving[-3:]
    for at in {}, {"updates": 3000, "prompt": KEYS}, {"updates": 900, "prompt": FRIEND, "cell": "LSTM"}:
        values = shown.start | at
        caption = shown.move(**values).caption
        row = STORED[values["cell"]][values["updates"] // 100][values["prompt"]]
        assert f"P(is) = {row['chances'][0]:.3f}, P(are) = {row['chances'][1]:.3f}" in caption
        assert caption.startswith(f"A stored run. {values['cell']} after {values['updates']} updates")
        assert f"{row['norms'][0]:.3g} arrives" in caption and f"its number {row['useful'][0]:.2g}." in caption
        ends = own.get_xdata() if shape == "tall" else own.get_ydata()
        assert np.allclose(np.abs(ends), BANK * row["own"])
        for text, effect in zip((first, last), row["effects"], strict=True):
            assert abs(float(text.get_text()[3:].replace("−", "-")) - effect) <= 0.051
        said = [text.get_text() for text in shown.picture.moving if hasattr(text, "get_text")]
        assert style.power_of_ten(np.log10(row["useful"][0])) in said
    assert "“are” is right" in shown.update(**shown.start | {"prompt": KEYS})
    assert "“is” is right" in shown.update(**shown.start | {"prompt": FRIEND})


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_no_words_of_figure_10_1_are_cut_off_or_lie_on_others(shape):
    shown = runs.show("10.1", figures.stream, LESSON["watch"], agreement.ENGLISH, stored=STORED, shape=shape)
    for prompt in figures.PROMPTS:
        for cell, updates in ("tanh", 500), ("tanh", 1300), ("LSTM", 500), ("LSTM", 3000):
            shown.move(prompt=prompt, cell=cell, updates=updates)
            found, whole = [*boxes(shown.picture)], shown.picture.figure.bbox
            for i, (one, box) in enumerate(found):
                inside = box.x0 > -3 and box.y0 > -3 and box.x1 < whole.x1 + 3 and box.y1 < whole.y1 + 3
                assert inside, f"{one!r} is cut off: {prompt}"
                for other, there in found[i + 1 :]:
                    across, up = (min(box.max[k], there.max[k]) - max(box.min[k], there.min[k]) for k in (0, 1))
                    assert across < 4 or up < 4, f"{one!r} lies on {other!r}: {prompt}"


def test_a_run_that_is_not_done_shows_its_latest_updates(grown):
    shown = live.Live("10.1", figures.stream, lambda: grown["tanh"], [agreement.ENGLISH])
    assert shown.update(**shown.start | {"updates": 3000}).startswith("tanh after 500 updates")
    assert shown.update(**shown.start | {"updates": 3000, "cell": "LSTM"}).startswith("LSTM after 3000 updates")


def test_numbers_of_the_text_about_the_stream():
    def row(updates, prompt=WRITER, cell="tanh"):
        return STORED[cell][updates // 100][prompt]

    def share(updates, **where):
        p_is, p_are = row(updates, **where)["chances"]
        return p_is / (p_is + p_are)

    first = row(500)
    assert abs(first["norms"][0] - 1 / 6) < 0.02 and round(first["norms"][0], 2) == 0.16 and first["useful"][0] == 0.005
    assert abs(first["effects"][0]) < 0.05 and round(first["effects"][1], 1) == 1.9 and round(first["own"], 2) == 0.87
    assert round(1 - share(900), 2) == 0.93 and row(900)["useful"][0] > 0.1 > row(700)["useful"][0]
    assert share(1300) < 0.5 < share(1400) and round(share(3000), 2) == 0.92
    assert share(700, prompt=KEYS) > 0.9 > 0.1 > share(3000, prompt=KEYS)
    early, late = (row(u, FRIEND, "LSTM") for u in (500, 900))
    assert round(early["useful"][0], 1) == 1.6 and round(late["useful"][0], 3) == 0.022
    assert round(late["effects"][0], 1) == 8.2 and round(share(900, prompt=FRIEND, cell="LSTM"), 2) == 0.97


def test_the_small_numbers():
    g = np.array([3, 4])
    for d, product, part in ((0.3, 0.4), 2.5, 5), ((0.5, 0), 1.5, 3), ((0.4, -0.3), 0, 0):
        assert np.isclose(g @ d, product) and np.isclose(abs(g @ d) / np.linalg.norm(d), part)
    drawn = np.random.default_rng(0).standard_normal((20000, 32))
    assert abs(np.mean(np.abs(drawn[:, 0]) / np.linalg.norm(drawn, axis=1)) - 0.14) < 0.003
