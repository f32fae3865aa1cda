"""Whom the live pages reach: a newcomer, a telephone, a keyboard, a screen reader, a browser that can't run Python."""

import contextlib
import re

import browser
import chromium
import lessons
import pages
import pytest

pytestmark = [pytest.mark.slow, lessons.needs_chromium]

LESSONS = [path.stem for path in lessons.NOTEBOOKS]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Every picture of a figure: where it stands on the page, in CSS pixels, and which file it shows.
PICTURES = """
() => [...document.querySelectorAll('article figure img')].map(image => {
    const { x, y, width, height } = image.getBoundingClientRect();
    const editor = document.querySelector('.live-exercise')?.getBoundingClientRect().y ?? Infinity;
    // Below the editors, which take their height when they like, the size alone counts.
    return { box: [x, y < editor ? y + scrollY : 0, width, height].map(Math.round), source: image.currentSrc };
})
"""
READY = """
() => (!document.querySelector('.live-exercise') || document.querySelectorAll('.cm-editor').length > 0)
    && [...document.images].every(image => image.complete)
    && MathJax.startup.promise.then(() => document.fonts.ready).then(() => true)
"""
# What a finger must hit in the live parts of a page and is smaller than 44 CSS pixels in either direction.
SMALL = """
() => [...document.querySelectorAll(
    ':is(figure[data-name], .live-exercise, .live-line) :is(button, input, select, summary), .way strong > a')]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.cm-editor'))
    .map(e => [e, e.getBoundingClientRect()]).filter(([, { width, height }]) => width < 43.5 || height < 43.5)
    .map(([e, { width, height }]) => `${e.outerHTML.slice(0, 90)}: ${Math.round(width)} x ${Math.round(height)}`)
"""


# Every caption of the stream that is on the screen until Python's picture has taken the sheet's place.
SEEN = """
() => {
    const sheet = document.querySelector('.hero-sheet'), caption = document.querySelector('.hero figcaption');
    window.seen = [];
    const look = () => { seen.push(caption.innerText); if (!sheet.hidden) requestAnimationFrame(look); };
    look();
}
"""


@contextlib.contextmanager
def held(page):
    """Python doesn't come within the block, however slow the page is."""
    page.route("**/pyodide.mjs", lambda route: None)
    yield
    page.unroute("**/pyodide.mjs")  # what waited goes on


@contextlib.contextmanager
def visitor(profile):
    """A browser window of somebody whose browser remembers what was in it before: a page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        known = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium.chromium_path(), args=chromium.FLAGS
        )
        page = known.pages[0]
        page.set_default_timeout(pages.MINUTES)
        yield page
        known.close()


@pytest.mark.parametrize("lesson", ["index", *LESSONS])
def test_on_a_phone_nothing_is_wide_or_small_and_nothing_jumps(site, lesson):
    _, address = site
    with browser.chromium(**PHONE) as page:
        page.set_default_timeout(pages.MINUTES)
        with held(page):
            page.goto(f"{address}{lesson}.html")
            page.wait_for_function(READY)
            still = page.evaluate(PICTURES)
            assert all("tall.webp" in one["source"] for one in still)
        page.wait_for_function(pages.ALL_LIVE)
        if lesson == "index":
            page.mouse.click(200, 400)  # no longer swaying
            page.wait_for_selector(".hero-sheet", state="hidden")
        live = page.evaluate(PICTURES)
        assert [one["box"] for one in live] == [one["box"] for one in still]
        assert any(one["source"].startswith("blob:") for one in live)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        for fold in page.locator("article details > summary").all():
            fold.evaluate("fold => { fold.parentElement.open = true; }")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_stream_of_the_front_page_becomes_a_live_figure_in_its_place(site, width):
    _, address = site
    context = {"viewport": {"width": width, "height": 844}, "reduced_motion": "reduce"}
    with browser.chromium(**context) as page:
        page.set_default_timeout(pages.MINUTES)
        slider, caption = page.locator(".hero [name=r]"), page.locator(".hero figcaption")
        with held(page):
            page.goto(address)
            page.wait_for_function("!document.querySelector('.hero [name=r]').disabled")
            assert page.locator(".hero [name=between]").is_disabled()
            slider.fill("0.7")
            assert "With a share of 0.70 a step, 0.0282 of" in caption.inner_text()
            before = page.locator(".hero-view").bounding_box()
            page.evaluate(SEEN)
        page.wait_for_selector(".hero-sheet", state="hidden")
        assert len(page.evaluate("[...new Set(seen)]")) == 1  # not for a moment the share that Python started with
        assert slider.input_value() == "0.7" and "With a share of 0.70 a step, 0.0282 of" in caption.inner_text()
        assert page.locator(".hero-view").bounding_box() == before
        assert page.locator(".hero img").bounding_box() == before
        page.locator(".hero [name=between]").fill("0")
        caption.get_by_text("1 step back").wait_for()


def test_the_path_of_a_newcomer(site, tmp_path):
    _, address = site
    solution = (lessons.ROOT / "notebooks" / "solutions" / "lesson_01.py").read_text(encoding="utf-8")
    profile = tmp_path / "profile"
    with visitor(profile) as page:
        page.goto(address)
        page.locator(".way").first.get_by_role("link", name="lesson 01").click()
        page.wait_for_url("**/01_scalar_chain.html")
        figure = page.locator("figure[data-name='Figure 1.1']")
        page.wait_for_selector("figure[data-name='Figure 1.1'][data-state=live]")
        slider, caption = figure.locator("[name=a]"), figure.locator("figcaption")
        before = caption.inner_text()
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2, steps=8)
        page.mouse.up()
        page.wait_for_function(
            "([c, was]) => c.innerText !== was && !c.innerText.includes('a = 1.50')",
            arg=[caption.element_handle(), before],
        )
        page.wait_for_function(pages.ALL_LIVE)
        assert pages.write(page.locator(".live-exercise").first, solution).startswith("✓")
    with visitor(profile) as page:
        page.goto(address)
        entry = page.locator(".bd-sidebar-primary a", has_text="Does a gradient grow")
        assert "✓ 1" in entry.inner_text()
        entry.click()
        exercise = page.locator(".live-exercise").first
        exercise.locator(".cm-content").get_by_text("def by_input").wait_for()
        assert exercise.locator(".live-solved").inner_text() == "✓ solved"
        assert "raise NotImplementedError" not in exercise.locator(".cm-content").inner_text()


FOCUS = "document.activeElement"
# Is there a line around what has the focus, which wasn't there without it?
RING = f"(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)(getComputedStyle({FOCUS}))"


def to(page, selector, key="Tab"):
    """Press a key until what `selector` means has the focus, as a reader without a mouse would; it must be seen."""
    for _ in range(400):
        page.keyboard.press(key)
        if page.evaluate(f"selector => {FOCUS}.matches(selector)", selector):
            assert page.evaluate(RING), f"no ring around {selector}"
            return
    raise AssertionError(f"{key} doesn't lead to {selector}")


def test_a_keyboard_is_enough(site):
    with pages.opened(site, LESSONS[1]) as page:
        figure = page.locator("figure[data-name='Figure 1.1']")
        caption, inside = figure.locator("figcaption"), "figure[data-name='Figure 1.1'] "
        to(page, inside + "[data-says=a]")
        page.keyboard.press("Control+a")
        page.keyboard.type("0,9")
        page.keyboard.press("Enter")
        caption.get_by_text("a = 0.90").wait_for()
        to(page, inside + "[name=a]")
        page.keyboard.press("ArrowRight")
        caption.get_by_text("a = 0.91").wait_for()
        to(page, inside + "[data-play=T]")
        page.keyboard.press("Enter")
        caption.get_by_text(re.compile(r"over (9|\d\d) steps")).wait_for()
        page.keyboard.press("Enter")
        to(page, inside + "summary")
        page.keyboard.press("Enter")
        to(page, inside + "details input")
        to(page, inside + "[data-do=reset]")
        page.keyboard.press("Enter")
        caption.get_by_text("a = 1.50: over 8 steps").wait_for()
        page.keyboard.press("f")
        page.wait_for_selector(inside + ".live-ask")
        page.keyboard.press("Enter")  # the focus is on the button that shows the figure
        page.wait_for_selector(inside + ".live-ask", state="detached")
        page.keyboard.press("Escape")
        page.wait_for_function("!document.querySelector('.live-stage')")
        assert figure.evaluate("figure => figure.contains(document.activeElement)")
        to(page, "article details:not(figure details) > summary")
        page.keyboard.press("Enter")
        assert page.evaluate(f"{FOCUS}.parentElement.open")
        to(page, ".cm-content")
        page.keyboard.press("Control+a")
        page.keyboard.type("def by_input(a, b, c, h_0, xs, k):\nreturn 0")
        assert "    return 0" in page.evaluate(f"{FOCUS}.innerText")
        page.keyboard.press("Control+Enter")
        page.wait_for_function("document.querySelector('.live-said').textContent.includes('✗')")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUS}.textContent") == "Check"
        to(page, ".cm-content")  # the next one


def test_a_screen_reader_hears_once_how_far_python_is_and_no_figure_before_it_is_used(site):
    _, address = site
    hear = """
    () => {
        window.heard = [];
        const live = e => e?.closest?.('[aria-live], [role=status], [role=alert], output');
        new MutationObserver(changes => changes.forEach(({ target }) => {
            const place = live(target.nodeType === 1 ? target : target.parentElement);
            if (!place || place.ariaLive === 'off' || !place.textContent.trim()) return;
            if (heard.at(-1) !== place.textContent) heard.push(place.textContent);
        })).observe(document, { subtree: true, childList: true, characterData: true });
    }
    """
    with browser.chromium() as page:
        page.set_default_timeout(pages.MINUTES)
        page.add_init_script(f"({hear})()")
        page.goto(f"{address}{LESSONS[1]}.html")
        page.wait_for_function("heard.at(-1) === 'The figures move now.'")
        loading = [f"Python is loading: {step} of 4" for step in (1, 2, 3)]
        heard = page.evaluate("heard")  # the first may be over before anybody listens
        assert heard == [*loading, "Waiting for the code above", "The figures move now."][-len(heard) :]
        assert len(heard) > 2
        page.locator("figure [type=range]").first.press("ArrowRight")
        page.wait_for_function("heard.at(-1).startsWith('Figure 1.1.')")


@pytest.mark.parametrize("lacks", ["WebAssembly", "Worker"])
def test_without_what_python_needs_one_sentence_says_so_and_the_pictures_stay(site, lacks):
    with browser.chromium() as page:
        told = []
        page.on("console", lambda message: told.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.add_init_script(f"delete window.{lacks}")
        for name in "index", LESSONS[1]:
            page.goto(f"{site[1]}{name}.html")
            page.get_by_text("Python does not run in this browser").wait_for()
            assert page.locator("[role=alert]").filter(has_text=re.compile(r"\w")).count() == 1
            assert page.evaluate("[...document.querySelectorAll('figure img')].every(i => i.naturalWidth)")
            assert page.get_by_text("Python is loading").count() == 0
            page.get_by_role("button", name="Close").click()
            assert not page.get_by_text("Python does not run in this browser").count()
        page.goto(site[1])
        page.locator(".hero [name=r]").fill("0.7")  # drawn in advance
        assert "With a share of 0.70" in page.locator(".hero figcaption").inner_text()
        assert told == []


def test_an_error_is_said_under_its_figure(site):
    with pages.opened(site, LESSONS[1]) as page:
        figure = page.locator("figure[data-name='Figure 1.1']")
        figure.locator("[data-says=a]").fill("much")
        figure.locator("[data-says=a]").press("Enter")
        figure.get_by_role("alert").get_by_text("a must be a number between").wait_for()
        box, below = figure.locator("figcaption").bounding_box(), figure.get_by_role("alert").bounding_box()
        assert below["y"] >= box["y"] + box["height"] - 1
        figure.locator("[name=a]").press("ArrowRight")
        page.wait_for_function("alarm => !alarm.textContent", arg=figure.locator(".live-alarm").element_handle())
