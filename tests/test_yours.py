"""The recipes of *Make it yours*: what they change is there to be changed, and what they promise comes true."""

import json
import re
import shutil

import german
import lessons
import nbformat
import new_lesson
import numpy as np
import pytest
import recipes

from helpers import bptt, gru, lstm

RECIPES = recipes.recipes()
each_recipe = pytest.mark.parametrize("name", RECIPES)


def logistic(z):
    return 1 / (1 + np.exp(-z))


@pytest.fixture(scope="module")
def names():
    """What the page defines for other names and orders."""
    space = {}
    exec(next(block for what, *_, block in RECIPES["other-names"] if what == "script"), space)
    return space


def test_what_the_recipes_change_is_there(tmp_path):
    for name, steps in RECIPES.items():
        assert steps, name
        (tmp_path / name).mkdir()
        recipes.follow(steps, recipes.copied(tmp_path / name), commands=False)


@pytest.mark.slow
@each_recipe
def test_a_recipe_word_by_word(name, tmp_path):
    recipes.follow(RECIPES[name], recipes.copied(tmp_path))


def test_weights_in_the_order_of_keras_compute_the_same(names):
    """keras/src/layers/rnn, lstm.py and gru.py (reset_after), from their equations."""
    rng = np.random.default_rng(0)
    D, H = 3, 4
    xs = rng.normal(size=(5, 2, D))
    for cell in lstm, gru:
        params = cell.init(rng, D, H)
        kernel, recurrent, bias = names["to_keras"](params, cell)
        h = c = np.zeros((2, H))
        for x in xs:
            if cell is lstm:
                i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4, axis=1)
                c = logistic(f) * c + logistic(i) * np.tanh(g)
                h = logistic(o) * np.tanh(c)
            else:
                x_z, x_r, x_h = np.split(x @ kernel + bias[0], 3, axis=1)
                h_z, h_r, h_h = np.split(h @ recurrent + bias[1], 3, axis=1)
                z, r = logistic(x_z + h_z), logistic(x_r + h_r)
                h = z * h + (1 - z) * np.tanh(x_h + r * h_h)
        assert np.allclose(bptt.outputs(cell, bptt.run(cell, params, xs))[-1], h)


def test_weights_as_in_pytorch_compute_the_same(names):
    """The equations in the documentation of torch.nn.GRU; with PyTorch itself, where it is installed."""
    rng = np.random.default_rng(1)
    xs = rng.normal(size=(5, 2, 3))
    params = gru.init(rng, 3, 4)
    W_ih, W_hh, b_ih, b_hh = names["to_pytorch"](params)
    assert all(map(np.array_equal, names["from_pytorch"](W_ih, W_hh, b_ih, b_hh), params))
    h = np.zeros((2, 4))
    for x in xs:
        (i_r, i_z, i_n), (h_r, h_z, h_n) = (
            np.split(a @ W.T + b, 3, axis=1) for a, W, b in ((x, W_ih, b_ih), (h, W_hh, b_hh))
        )
        z = logistic(i_z + h_z)
        h = (1 - z) * np.tanh(i_n + logistic(i_r + h_r) * h_n) + z * h
    assert np.allclose(bptt.run(gru, params, xs).states[-1], h)


def test_what_the_live_pages_say_stands_in_one_module():
    modules = (lessons.ROOT / "docs" / "pages" / "_static" / "live").glob("*.mjs")
    sentence = re.compile(r"""['`>][A-Z][\w’]*(?: [\w’]+)+[^'`<]*['`<]""")  # a capital, and a blank between words
    found = {path.name: sentence.findall(path.read_text(encoding="utf-8")) for path in modules}
    assert {name for name, said in found.items() if said} <= {"words.mjs"}, found
    said = json.loads(
        (lessons.ROOT / "docs/pages/_static/live/words.mjs").read_text("utf-8").split("words = ")[-1][:-2]
    )
    assert all(words.strip() or not words for part in said.values() for one in part.values() for words in np.ravel(one))


@pytest.mark.slow
def test_a_lesson_in_another_language_keeps_its_slides_notes_and_guide(tmp_path, monkeypatch):
    import alive
    import build
    import slides
    import worksheets

    notebook = german.translated(nbformat.read(lessons.FOLDER / "00_start_here.ipynb", as_version=4))
    shutil.copytree(lessons.FOLDER, tmp_path / "notebooks", ignore=recipes.LEFT_OUT)  # the decks of classes look at all
    path = tmp_path / "notebooks" / "00_start_here.ipynb"
    for cell in notebook.cells:  # the figure under its new name, as a run would show it
        for output in cell.get("outputs", ()):
            for kind, text in output.get("data", {}).items():
                output.data[kind] = text.replace("Figure 0.1", "Bild 0.1") if isinstance(text, str) else text
    nbformat.write(notebook, path)

    monkeypatch.setattr(slides, "ROOT", tmp_path)
    slides.build(tmp_path)
    deck = (tmp_path / "slides" / "00_start_here.html").read_text(encoding="utf-8")
    assert "<title>00 · Hier geht es los" in deck and deck.count("<section") > 12
    assert "Erst raten" in deck and "Was man sah" in deck and "Bild 0.1." in deck
    assert "Erster Tipp" not in deck and "installed.py" not in deck  # for the desk
    (notes,) = [part for part in deck.split('<aside class="notes">')[1:] if "Lass sie halbieren" in part]
    assert "für Lehrkräfte" not in notes.casefold().split("</aside>")[0]

    sheet = worksheets.html(path)
    assert "etwa ein Zehntel" in sheet and "Entwirf ein Netz" in sheet and "Lass sie halbieren" not in sheet

    guide = build.notes(path)
    assert guide.startswith("### [00 · Hier geht es los: Was ist das Subjekt?]")
    for said in (
        "Lass sie halbieren",
        "(C) weniger als ein Dreißigstel**. Tempting: (B) etwa ein Zehntel. Say: Zähle die Schritte",
        "0.4 Entwirf ein Netz",
    ):
        assert said in guide

    (tmp_path / "live").mkdir()
    page = build.lesson(path)
    alive.prepare(page, path.stem, tmp_path / "live", tall={})
    assert not any("Lehrkräfte" in cell.source for cell in page.cells)
    shown = [
        o.data["text/html"] for cell in page.cells for o in cell.get("outputs", ()) if "text/html" in o.get("data", {})
    ]
    assert '<figure id="figure-0.1" data-name="Bild 0.1" data-state="still"' in "".join(shown)
    told = (tmp_path / "live" / "00_start_here.json").read_text(encoding="utf-8")
    assert '"figure": "Bild 0.1"' in told and "ein Zehntel" in told and '"name": "band"' in told


@pytest.mark.parametrize(
    "name, says",
    [
        ("13-mine", "must be like 13_my_question, but got '13-mine'. Two digits, from 00 to 19"),
        ("21_mine", "Two digits, from 00 to 19"),
        ("12_mine", "lesson 12 must be new, but there is .*12_after_the_gates.ipynb. Take another number"),
    ],
)
def test_a_lesson_is_begun_under_a_free_number_or_not_at_all(name, says):
    with pytest.raises(ValueError, match=says):
        new_lesson.begin(name)
    assert not list(lessons.ROOT.glob(f"*/{name}*"))
