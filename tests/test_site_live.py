"""The live pages in a real browser, with the Python that the site holds and without a request to anyone else."""

import contextlib
import json
import re

import browser
import lessons
import nbformat
import numpy as np
import pytest
import wrong

from helpers import controls, live
from helpers.page.front import Lesson

pytestmark = [pytest.mark.slow, lessons.needs_chromium]

LESSONS = [path.stem for path in lessons.NOTEBOOKS]
MINUTES = 4 * 60_000  # milliseconds; a lesson takes seconds where nothing else runs
ALL_LIVE = """
() => [...document.querySelectorAll('figure[data-name]')].every(f => ['live', 'error'].includes(f.dataset.state))
"""
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


@contextlib.contextmanager
def opened(site, lesson, ready=True, **context):
    """A lesson's page, its console's errors and its requests to others; both must be empty when it is left."""
    _, address = site
    told, strangers = [], []
    with browser.chromium(**context) as page:
        page.set_default_timeout(MINUTES)
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        ours = (address, "data:", f"blob:{address}")
        page.on("request", lambda r: strangers.append(r.url) if not r.url.startswith(ours) else None)
        page.goto(f"{address}{lesson}" if "." in lesson else f"{address}{lesson}.html")
        if ready:
            page.wait_for_function(ALL_LIVE)
        yield page
    assert told == [] and strangers == []


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, site):
    """A lesson's name and its page, open and alive; each is opened once."""
    with opened(site, request.param) as page:
        yield request.param, page


def write(exercise, source):
    """Write into an editor and check; the verdict."""
    said = exercise.locator(".live-said")
    exercise.locator(".cm-content").fill(source)
    exercise.get_by_role("button", name="Check").click()
    exercise.page.wait_for_function(
        "said => said.textContent && !said.textContent.endsWith('…')", arg=said.element_handle()
    )
    return said.inner_text()


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
CHAOS = "Figure 2.4", "Figure 12.4"  # two machines agree on no digit there


def alike(one, other, chaos):
    """Are two captions the same but for rounding? In chaos: the same words around other numbers."""
    pairs = [[float(n.replace("−", "-")) for n in NUMBER.findall(words)] for words in (one, other)]
    if chaos or NUMBER.sub("#", one) != NUMBER.sub("#", other):
        return chaos
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
            if not alike(figure.frame.caption, there, title in CHAOS):
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
        assert "Not started yet" in write(place, stub), asked
        piece, instead, _ = next(row for exercise, row in wrong.table(number, "WRONG") if exercise == asked)
        slip = wrong.exercises(number)[asked](wrong.made(number, asked, piece, instead))
        edited = f"{source}\n\n{wrong.written(number, asked, piece, instead)}"
        assert write(place, edited).split() == repr(slip).split(), asked
        assert write(place, source).startswith("✓"), asked
        assert place.locator(".live-solved").inner_text() == "✓ solved"


def test_what_was_written_is_there_again_and_can_be_taken_along_and_deleted(site, tmp_path):
    with opened(site, LESSONS[1]) as page:
        exercise = page.locator(".live-exercise").last
        exercise.locator(".cm-content").fill("print(6 * 7)")
        exercise.locator(".cm-content").press("Control+Enter")
        page.wait_for_function("said => said.textContent === '42'", arg=exercise.locator(".live-said").element_handle())
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my work").click()
        saved = tmp_path / "work.json"
        download.value.save_as(saved)
        assert json.loads(saved.read_text())[LESSONS[1]]["something"]["source"] == "print(6 * 7)"
        page.reload()
        page.locator(".live-exercise .cm-content").last.get_by_text("print(6 * 7)").wait_for()
        page.get_by_role("button", name="Delete it here").click()
        page.wait_for_function("!localStorage.getItem('gradients-through-time')")
        page.wait_for_selector(".live-exercise .cm-content")
        page.locator("input[type=file]").set_input_files(saved)
        page.locator(".live-exercise .cm-content").last.get_by_text("print(6 * 7)").wait_for()


def test_a_file_that_is_not_ours_changes_nothing(site, tmp_path):
    (tmp_path / "other.json").write_text('{"01_scalar_chain": {"by_input": {"source": 3}}}')
    with opened(site, LESSONS[1], ready=False) as page:
        page.locator("input[type=file]").set_input_files(tmp_path / "other.json")
        page.get_by_text("holds no work of this course").wait_for()
        assert page.evaluate("localStorage.getItem('gradients-through-time')") is None


def test_an_address_opens_a_figure_with_its_setting(site):
    figure = "figure[data-name='Figure 1.1']"
    with opened(site, f"{LESSONS[1]}.html#figure-1.1?a=1.25&T=30&c=99", ready=False) as page:
        page.wait_for_function(f"document.querySelector(\"{figure}\").textContent.includes('over 30 steps')")
        assert page.locator(f"{figure} [name=a]").input_value() == "1.25"
        ends = page.locator(f"{figure} [name=c]")
        assert float(ends.input_value()) == float(ends.get_attribute("max"))  # what lies outside is the nearest end
        page.locator(f"{figure} [data-do=link]").click()
        assert "#figure-1.1?" in page.url and "a=1.25" in page.url and "T=30" in page.url


def test_the_stage_asks_first_and_shows_all_and_leads_back(site):
    figure = "figure[data-name='Figure 1.1']"
    for size in ({"width": 1280, "height": 720}, {"width": 853, "height": 480}):  # and at 150 %
        with opened(site, LESSONS[1], viewport=size) as page:
            page.locator(figure).scroll_into_view_if_needed()
            before = page.evaluate("scrollY")
            page.keyboard.press("f")
            assert page.locator(".live-ask").is_visible() and not page.locator(f"{figure} img").is_visible()
            page.get_by_role("button", name="Count a hand for B").click()
            page.get_by_role("button", name="Show the figure").click()
            assert "Hands: B 1. Right: (C)" in page.locator(f"{figure} output").input_value()
            for part in "img", "figcaption", "[name=a]":
                box = page.locator(f"{figure} {part}").bounding_box()
                assert box["y"] >= 0 and box["y"] + box["height"] <= size["height"], part
            page.locator(f"{figure} [data-do=qr]").click()
            assert page.locator(".live-code svg").is_visible()
            page.keyboard.press("Escape")
            assert abs(page.evaluate("scrollY") - before) < 2 and not page.locator(".live-ask").count()


def test_a_training_is_started_stopped_and_started_again(site):
    name, lesson = next(
        (name, path.stem)
        for path in lessons.NOTEBOOKS
        for name in re.findall(r'runs\.show\(\\"(Figure [\d.]+)', path.read_text(encoding="utf-8"))
    )
    with opened(site, lesson) as page:
        figure = page.locator(f"figure[data-name='{name}']")
        button, caption = figure.locator("[data-do=train]"), figure.locator("figcaption")
        assert "A stored run." in caption.inner_text()
        for _ in range(2):
            button.click()
            caption.get_by_text("Running.").wait_for()
            button.click()
            caption.get_by_text("Stopped here.").wait_for()
            assert button.inner_text() == "Train here"


def test_where_python_does_not_load_the_pictures_stay_and_a_sentence_says_why(site):
    _, address = site
    with browser.chromium() as page:
        page.route("**/pyodide.mjs", lambda route: route.abort())
        page.goto(f"{address}{LESSONS[1]}.html")
        page.get_by_text("Python does not run in this browser").first.wait_for()
        assert page.evaluate("[...document.querySelectorAll('figure img')].every(i => i.naturalWidth)")
