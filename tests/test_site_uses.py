"""What a reader and a teacher do with a live page: work that is kept, addresses, the stage, a training."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import browser
import edition
import lessons
import pages
import pytest
import room

from helpers import journal

pytestmark = [pytest.mark.slow, lessons.needs_chromium]

LESSONS = [path.stem for path in lessons.NOTEBOOKS]
FIGURE = "figure[data-name='Figure 1.1']"


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
        assert json.loads(saved.read_text())["01"]["exercises"]["something"]["source"] == "print(6 * 7)"
        page.reload()
        page.locator(".live-exercise .cm-content").last.get_by_text("print(6 * 7)").wait_for()
        page.get_by_role("button", name="Delete it here").click()
        page.wait_for_function("!localStorage.getItem('gradients-through-time')")
        page.wait_for_selector(".live-exercise .cm-content")
        page.locator("input[type=file]").set_input_files(saved)
        page.locator(".live-exercise .cm-content").last.get_by_text("print(6 * 7)").wait_for()


def test_verdicts_and_guesses_are_kept_as_a_teacher_reads_them(site, tmp_path):
    with pages.opened(site, LESSONS[1]) as page:
        page.get_by_role("button", name="My guess is B").first.click()
        page.get_by_role("button", name="My guess is C").first.click()
        page.get_by_text("C is kept. Now look.").wait_for()
        exercise = page.locator(".live-exercise").first
        said = [pages.write(exercise, "def by_input(a, b, c, h_0, xs, k):\n    return 2.0") for _ in range(2)]
        with page.expect_download() as download:
            page.get_by_role("button", name="Save my work").click()
        download.value.save_as(tmp_path / "kim.json")
        page.reload()
        page.get_by_text("C is kept. Now look.").wait_for()
        assert page.locator("[aria-pressed=true]").all_inner_texts() == ["C"]
    log = journal.read(tmp_path / "kim.json")["01"]
    work = log["exercises"]["by_input"]
    assert log["guesses"] == {"1": "C"} and (work["tries"], work["solved"]) == (2, False)
    assert said[1].startswith(f"✗ {work['said'][:80]}")
    table = room.lesson_table("01", {"kim": {"01": log}})
    assert f"| {room.exercises('01')['by_input']} | 0 | 1 | 0 |" in table and "(1)" in table


def test_a_file_that_is_not_ours_changes_nothing(site, tmp_path):
    (tmp_path / "other.json").write_text('{"01": {"exercises": {"by_input": {"source": 3}}}}')
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


def test_a_report_is_an_issue_in_which_lesson_figure_and_setting_are_filled_in(site):
    with pages.opened(site, LESSONS[1]) as page:
        page.context.route("https://github.com/**", lambda route: route.fulfill(body="a form"))
        figure = page.locator("figure[data-name='Figure 1.1']")
        figure.locator("[type=range][name=a]").press("ArrowRight")
        figure.get_by_text("a = 1.51").wait_for()
        with page.context.expect_page() as form:
            figure.get_by_role("button", name="Report").press("Enter")
        form.value.wait_for_url("https://github.com/**")
        asked = parse_qs(urlsplit(form.value.url).query)
        assert urlsplit(form.value.url).path == "/OWNER/NAME/issues/new" and asked["title"] == ["Figure 1.1: "]
        for words in (
            "a = 1.51",
            "a = 1.51: over",
            f"{LESSONS[1]}.html#figure-1.1?a=1.51",
            edition.edition(),
            "Mozilla",
        ):
            assert words in asked["body"][0]
        page.get_by_role("link", name="Report a mistake").focus()
        link = page.get_by_role("link", name="Report a mistake").get_attribute("href")
        assert parse_qs(urlsplit(link).query)["title"][0].startswith("01 · ")


# A window of 1280 x 720, and the same at a zoom of 150 %: what is 20 pixels there is 13.4 here.
STAGES = ({"width": 1280, "height": 720}, 1), ({"width": 853, "height": 480}, 1.5)
# What stands on the stage: whatever is beyond the window, and the smallest type in pixels of the screen. In the picture
# type of 14.5 CSS pixels is the smallest (see test_figures), of a picture of 900.
SEEN = """
figure => {
    const words = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT), sizes = [], beyond = [];
    const holders = new Set(figure.querySelectorAll('input, select, button, figcaption, img, mjx-container'));
    while (words.nextNode()) if (words.currentNode.textContent.trim()) holders.add(words.currentNode.parentElement);
    for (const part of holders) {
        const {top, left, bottom, right, width, height} = part.getBoundingClientRect();
        if (!width || !height || part.closest('datalist, mjx-assistive-mml')) continue;
        if (top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1) beyond.push(part.outerHTML);
        if (part.tagName !== 'IMG') sizes.push(parseFloat(getComputedStyle(part).fontSize));
        else sizes.push(14.5 * 1.5 * Math.min(width / part.naturalWidth, height / part.naturalHeight));
    }
    const scrolls = figure.scrollHeight - figure.clientHeight;
    return {beyond, scrolls, smallest: Math.min(...sizes) * devicePixelRatio};
}
"""


DRAWN = "document.querySelector('.live-stage img').naturalHeight <= 1.5 * 380"  # in the shape of the stage
# As wide as the page's picture again, and the figure in the room it had; where Python is busy the picture follows late.
WIDE_AGAIN = """
([figure, box]) => { const {width, height, naturalWidth, naturalHeight} = figure.querySelector('img');
    const {x, y, height: high} = figure.getBoundingClientRect();
    return naturalWidth === 1350 && Math.abs(width / height - naturalWidth / naturalHeight) < 0.01
        && Math.max(Math.abs(x - box.x), Math.abs(y - box.y), Math.abs(high - box.height)) < 1; }
"""


def check_seen(figure):
    seen = figure.evaluate(SEEN)
    assert seen["beyond"] == [] and seen["scrolls"] <= 0 and seen["smallest"] >= 19.9, (seen, figure)


@pytest.mark.parametrize(("size", "zoom"), STAGES)
@pytest.mark.parametrize("lesson", [LESSONS[i] for i in (1, 2, 5, 9)])
def test_all_of_a_figure_is_in_sight_on_the_stage_and_large_enough(site, lesson, size, zoom):
    with pages.opened(site, lesson, viewport=size, device_scale_factor=zoom) as page:
        names = page.locator("figure[data-name]").evaluate_all("figures => figures.map(figure => figure.dataset.name)")
        for place in (page.locator(f"figure[data-name='{name}']") for name in names):
            place.evaluate("figure => figure.scrollIntoView({block: 'center', behavior: 'instant'})")
            scrolled, box = page.evaluate("scrollY"), place.bounding_box()
            page.keyboard.press("f")
            page.wait_for_selector(".live-stage")
            figure = page.locator(".live-stage")
            if figure.locator(".live-ask").count():
                assert not figure.locator("img").is_visible()
                check_seen(figure)
                figure.get_by_role("button", name="Show the figure").click()
            page.wait_for_function(DRAWN)
            assert figure.locator("input[type=range]").count() == place.locator("input[type=range]:visible").count()
            check_seen(figure)
            figure.locator("img").click()  # the focus is nowhere in particular
            page.keyboard.press("Escape")
            page.wait_for_function("!document.querySelector('dialog.live-dialog')")
            page.wait_for_function(WIDE_AGAIN, arg=[place.element_handle(), box])
            assert page.evaluate("scrollY") == scrolled


def test_the_stage_asks_first_and_says_what_was_right(site):
    with pages.opened(site, LESSONS[1], viewport=STAGES[0][0]) as page:
        page.evaluate("scrollTo(0, 0)")
        page.keyboard.press("f")  # no figure is in sight
        assert not page.locator(".live-stage").count()
        page.locator(FIGURE).scroll_into_view_if_needed()
        page.keyboard.press("f")
        page.get_by_role("button", name="Count a hand for B").click()
        page.get_by_role("button", name="Show the figure").click()
        said, right = page.locator(f"{FIGURE} output"), "Hands: B 1. Right: (C) far below 1."
        assert said.inner_text() == right
        why = page.get_by_role("button", name="Why?")
        why.click()
        assert said.inner_text().startswith(f"{right} Watch the state while the gradient grows")
        check_seen(page.locator(".live-stage"))
        why.click()  # and the figure has its room again
        assert said.inner_text() == right
        page.locator(f"{FIGURE} [data-do=qr]").click()
        assert page.locator(".live-code svg").is_visible()
        page.keyboard.press("l")
        assert "No slide led here" in page.locator(f"{FIGURE} output").inner_text()
        for _ in range(30):  # Tab stays on the stage
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.matches('dialog.live-dialog, dialog.live-dialog *, body')")
        page.keyboard.press("f")
        page.wait_for_function("!document.querySelector('.live-stage')")
        assert not page.locator(".live-ask, .live-why, .live-code").count()
        page.locator(f"{FIGURE} details").wait_for()  # the other controls are folded again
        assert page.locator(f"{FIGURE} details .live-row").count() == 2


def test_on_the_stage_a_caption_that_is_too_long_is_unfolded(site):
    figure = "figure[data-name='Figure 7.5']"
    with pages.opened(site, LESSONS[7], viewport=STAGES[0][0]) as page:
        page.locator(f"{figure} [data-do=stage]").click()
        page.get_by_role("button", name="Whole caption").click()
        caption = page.locator(f"{figure} figcaption")
        assert caption.evaluate("c => c.scrollHeight <= c.clientHeight + 1")
        page.get_by_role("button", name="Whole caption").click()
        page.wait_for_function(DRAWN)
        check_seen(page.locator(".live-stage"))


PLACE = "[deck.getIndices().h, deck.getIndices().v]"
SECOND_FIGURE = """
() => { const {h, v} = deck.getIndices(document.querySelectorAll('a.live')[1].closest('section')); deck.slide(h, v); }
"""


def test_a_slide_leads_to_the_stage_and_back(site):
    _, address = site
    with browser.chromium(viewport=STAGES[0][0]) as page:
        page.goto(f"{address}slides/{LESSONS[1]}.html")
        page.wait_for_function("window.deck && deck.isReady()")
        page.keyboard.press("Shift+?")
        page.get_by_text("the stage of this figure").wait_for()
        page.keyboard.press("Escape")
        page.keyboard.press("l")  # no figure
        assert page.url.startswith(f"{address}slides/")
        page.evaluate(SECOND_FIGURE)
        slide = page.evaluate(PLACE)
        page.keyboard.press("l")
        page.wait_for_url(f"{address}{LESSONS[1]}.html#stage-1.3")
        page.locator(".live-stage img").wait_for()  # the question has been asked on a slide
        assert page.locator(".live-stage").get_attribute("data-name") == "Figure 1.3"
        page.get_by_role("link", name="Slide").wait_for()
        page.keyboard.press("l")
        page.wait_for_url(f"{address}slides/**")
        page.wait_for_function("window.deck && deck.isReady()")
        assert page.evaluate(PLACE) == slide != [0, 0]
        link = page.locator("section.present a.live:visible")
        assert link.get_attribute("href").endswith("#stage-1.3")
        link.click()
        page.wait_for_url(f"{address}{LESSONS[1]}.html#stage-1.3")


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


def test_sympy_comes_where_it_is_used_and_nowhere_else(site):
    with pages.opened(site, LESSONS[1], ready=False) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url.split("/")[-1]))
        page.wait_for_selector("figure[data-state=live]")
        page.wait_for_selector("body[data-python=ready]", state="attached")
        assert any(name.startswith("sympy") for name in asked)
        assert _said(page, "sp.factor(symbolic.x(1) ** 2 - 1)") == "(x_1 - 1)*(x_1 + 1)"
    with pages.opened(site, LESSONS[2], ready=False) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url.split("/")[-1]))
        page.wait_for_selector("body[data-python=ready]", state="attached")
        assert not any(name.startswith("sympy") for name in asked)
        assert _said(page, "from sympy import Rational\nRational(1, 3) + 1") == "4/3"


def _said(page, source):
    """What "Try something" says to some code."""
    place = page.locator(".live-exercise").last
    place.locator(".cm-content").fill(source)
    place.locator(".cm-content").press("Control+Enter")
    said = place.locator(".live-said")
    page.wait_for_function("said => said.textContent && !said.textContent.endsWith('…')", arg=said.element_handle())
    return said.inner_text()


def test_where_python_does_not_load_the_pictures_stay_and_a_sentence_says_why(site):
    _, address = site
    with browser.chromium() as page:
        page.route("**/pyodide.mjs", lambda route: route.abort())
        page.goto(f"{address}{LESSONS[1]}.html")
        page.get_by_text("Python does not run in this browser").first.wait_for()
        assert page.evaluate("[...document.querySelectorAll('figure img')].every(i => i.naturalWidth)")
