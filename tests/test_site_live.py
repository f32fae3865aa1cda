"""The live pages in a real browser, with the Python that the site holds and without a request to anyone else."""

import json
import re

import lessons
import nbformat
import numpy as np
import pages
import pytest
import wrong

from helpers import controls, live
from helpers.page.front import Lesson

pytestmark = [pytest.mark.slow, lessons.needs_chromium]

LESSONS = [path.stem for path in lessons.NOTEBOOKS]
# Each control to both its ends, one after the other; what stands under the figures as an error.
BOTH_ENDS = """
async () => {
    const settled = figure => new Promise(done => {
        const words = () => figure.querySelector('img').src, first = words();
        const watch = new MutationObserver(() => { if (words() !== first) { watch.disconnect(); done(); } });
        watch.observe(figure, { attributes: true, subtree: true, attributeFilter: ['src'] });
    });
    const found = [];
    for (const figure of document.querySelectorAll('figure[data-name]')) {
        const say = async (control, value, kind) => {
            if (control.value === String(value)) return;
            const drawn = settled(figure);
            control.value = value;
            control.dispatchEvent(new Event(kind, { bubbles: true }));
            await drawn;
            const alarm = figure.querySelector('.live-alarm').textContent;
            if (alarm) found.push(`${figure.dataset.name} ${control.name} ${value}: ${alarm}`);
        };
        for (const slider of figure.querySelectorAll('input[type=range]')) {
            for (const value of [slider.min, slider.max]) await say(slider, value, 'input');
        }
        for (const choice of figure.querySelectorAll('select')) {
            for (const option of choice.options) await say(choice, option.value, 'change');
        }
    }
    return found;
}
"""


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, site):
    """A lesson's name and its page, open and alive; each is opened once."""
    with pages.opened(site, request.param) as page:
        yield request.param, page


def test_every_figure_comes_alive_and_its_controls_reach_both_ends(lesson):
    _, page = lesson
    states = page.evaluate("[...document.querySelectorAll('figure[data-name]')].map(f => f.dataset.state)")
    assert states and set(states) == {"live"}
    assert page.evaluate(BOTH_ENDS) == []


# Values for the controls of a figure, one after the other, as a hand would; its caption then.
SET = """
async ([name, values]) => {
    const figure = document.querySelector(`figure[data-name="${name}"]`), image = figure.querySelector('img');
    for (const [key, value] of Object.entries(values)) {
        const control = figure.querySelector(`[name="${key}"]`);
        if (control.value === String(value)) continue;
        const drawn = new Promise(done => {
            const watch = new MutationObserver(() => { watch.disconnect(); done(); });
            watch.observe(image, { attributes: true, attributeFilter: ['src'] });
        });
        control.value = value;
        control.dispatchEvent(new Event(control.type === 'range' ? 'input' : 'change', { bubbles: true }));
        await drawn;
    }
    return image.alt;
}
"""
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
NOISE = "Figure 2.4", "Figure 3.3", "Figure 12.4"  # chaos and rounding: two machines agree on no digit there


def alike(one, other, noise):
    """Are two captions the same but for rounding? Where that is all one sees: any."""
    pairs = [[float(n.replace("−", "-")) for n in NUMBER.findall(words)] for words in (one, other)]
    if noise or NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return noise
    return all(abs(a - b) <= 0.02 * max(abs(a), abs(b)) + 0.011 for a, b in zip(*pairs, strict=True))


def test_a_page_and_a_notebook_say_the_same_of_the_same_values(site, lesson, monkeypatch):
    (folder, _), (name, page) = site, lesson
    told = json.loads((folder / "_static" / "live" / f"{name}.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(live, "front_end", live.front_end)
    monkeypatch.setattr(live, "_shown", {})
    here = Lesson(lambda message, jpeg: None)
    assert [error for cell in told["cells"] if (error := here.run(cell)[1])] == []
    rng, different = np.random.default_rng(7), []
    for title, figure in here.figures.items():
        here.reset(title)
        for values in figure.start, {key: some(rng, control) for key, control in figure.controls.items()}:
            here.move(title, values)
            there = page.evaluate(SET, [title, values])
            if not alike(figure.frame.caption, there, title in NOISE):
                different.append((title, values, figure.frame.caption, there))
    assert different == []


def some(rng, control):
    """A value of a control."""
    if control.kind == "slider":
        return controls.nearest(control, rng.uniform(control.low, control.high))
    return control.options[rng.integers(len(control.options))]


def test_exercises_are_checked_with_the_words_of_the_notebook(lesson):
    name, page = lesson
    number = name[:2]
    cells = nbformat.read(lessons.ROOT / "notebooks" / f"{name}.ipynb", as_version=4).cells
    source = (lessons.ROOT / "notebooks" / "solutions" / f"lesson_{number}.py").read_text(encoding="utf-8")
    stubs = [cell.source for cell in cells if cell.cell_type == "code" and "raise NotImplementedError" in cell.source]
    places = page.locator(".live-exercise").all()
    assert len(places) == len(stubs) + 1  # and one to try something in
    for place, stub in zip(places, stubs, strict=False):
        asked = re.search(r"def (\w+)", stub)[1]
        assert "Not started yet" in pages.write(place, stub), asked
        piece, instead, _ = next(row for exercise, row in wrong.table(number, "WRONG") if exercise == asked)
        slip = wrong.exercises(number)[asked](wrong.made(number, asked, piece, instead))
        edited = f"{source}\n\n{wrong.written(number, asked, piece, instead)}"
        assert pages.write(place, edited).split() == repr(slip).split(), asked
        assert pages.write(place, source).startswith("✓"), asked
        assert place.locator(".live-solved").inner_text() == "✓ solved"
