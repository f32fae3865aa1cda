"""What a reader and a teacher do with a live page: work that is kept, addresses, the stage, a training."""

import json
import re

import browser
import lessons
import pages
import pytest

pytestmark = [pytest.mark.slow, lessons.needs_chromium]

LESSONS = [path.stem for path in lessons.NOTEBOOKS]


def test_what_was_written_is_there_again_and_can_be_taken_along_and_deleted(site, tmp_path):
    with pages.opened(site, LESSONS[1]) as page:
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
    with pages.opened(site, LESSONS[1], ready=False) as page:
        page.locator("input[type=file]").set_input_files(tmp_path / "other.json")
        page.get_by_text("holds no work of this course").wait_for()
        assert page.evaluate("localStorage.getItem('gradients-through-time')") is None


def test_an_address_opens_a_figure_with_its_setting(site):
    figure = "figure[data-name='Figure 1.1']"
    with pages.opened(site, f"{LESSONS[1]}.html#figure-1.1?a=1.25&T=30&c=99", ready=False) as page:
        page.wait_for_function(f"document.querySelector(\"{figure}\").textContent.includes('over 30 steps')")
        assert page.locator(f"{figure} [name=a]").input_value() == "1.25"
        ends = page.locator(f"{figure} [name=c]")
        assert float(ends.input_value()) == float(ends.get_attribute("max"))  # what lies outside is the nearest end
        page.locator(f"{figure} [data-do=link]").click()
        assert "#figure-1.1?" in page.url and "a=1.25" in page.url and "T=30" in page.url


def test_the_stage_asks_first_and_shows_all_and_leads_back(site):
    figure = "figure[data-name='Figure 1.1']"
    for size in ({"width": 1280, "height": 720}, {"width": 853, "height": 480}):  # and at 150 %
        with pages.opened(site, LESSONS[1], viewport=size) as page:
            page.locator(figure).scroll_into_view_if_needed()
            before = page.evaluate("scrollY")
            page.keyboard.press("f")
            assert page.locator(".live-ask").is_visible() and not page.locator(f"{figure} img").is_visible()
            page.get_by_role("button", name="Count a hand for B").click()
            page.get_by_role("button", name="Show the figure").click()
            said = page.locator(f"{figure} output")
            assert said.inner_text() == "Hands: B 1. Right: (C) far below 1."
            page.get_by_role("button", name="Why?").click()
            assert "Watch the state while the gradient grows" in said.inner_text()
            assert not page.get_by_role("button", name="Why?").count()
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
    with pages.opened(site, lesson) as page:
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
