"""The web pages in a real browser: wide and narrow, without a request to anyone else."""

import itertools
import re
from pathlib import Path

import browser
import edition
import lessons
import nbformat
import pytest
import tags

ROOT = lessons.ROOT
LESSONS = [path.stem for path in lessons.NOTEBOOKS]

pytestmark = [pytest.mark.slow, lessons.needs_chromium]

# Colours of text against the nearest background behind it (Web Content Accessibility Guidelines 2.2, 1.4.3).
LOW_CONTRAST = """
() => {
    const parse = c => c.match(/[\\d.]+/g).map(Number);
    const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = e => {
        for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length === 3 || c[3] === 1) return c;
        }
        return [255, 255, 255];
    };
    const found = [];
    for (const e of document.querySelectorAll('article *')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
        if (e.closest('mjx-container, .headerlink') || !e.offsetParent) continue;
        const style = getComputedStyle(e), [a, b] = [light(parse(style.color)), light(behind(e))];
        const large = parseFloat(style.fontSize) >= 24, ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < (large ? 3 : 4.5)) found.push([e.textContent.trim().slice(0, 40), Number(ratio.toFixed(2))]);
    }
    return found.slice(0, 5);
}
"""
HEADINGS = "[...document.querySelectorAll('article :is(h1,h2,h3,h4,h5,h6)')].map(h => Number(h.tagName[1]))"
NAMELESS = "[...document.querySelectorAll('img')].filter(i => !i.alt.trim()).map(i => i.outerHTML.slice(0, 100))"
# Formulas whose comma, or other sign right after them, begins the next line.
PARTED = """
[...document.querySelectorAll('article span.math')].filter(formula => {
    const next = formula.nextSibling, sign = document.createRange();
    if (next?.nodeType !== Node.TEXT_NODE || !/^[.,;:?!)”]/.test(next.data)) return false;
    if (!formula.getClientRects().length) return false; // folded
    sign.setStart(next, 0), sign.setEnd(next, 1);
    return sign.getBoundingClientRect().right < formula.getBoundingClientRect().right;
}).map(formula => formula.parentElement.textContent.slice(-80))
"""
BROKEN = "[...document.querySelectorAll('img')].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "light"), (1280, "dark")])
def test_every_page_is_in_order(site, width, scheme):
    folder, address = site
    names = [path.name for path in sorted(folder.glob("*.html")) if path.name != "genindex.html"]
    assert {f"{lesson}.html" for lesson in LESSONS} <= set(names)
    told, strangers = [], []
    with browser.chromium(viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda r: strangers.append(r.url) if not r.url.startswith((address, "data:")) else None)
        for name in names:
            page.goto(address + name)
            page.wait_for_function("!window.MathJax || (MathJax.startup && MathJax.startup.promise.then(() => true))")
            levels = page.evaluate(HEADINGS)
            assert not [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1], name
            assert levels.count(1) == (name != "search.html"), name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
            assert page.evaluate(PARTED) == [], name
            assert page.evaluate(NAMELESS) == [], name
            assert page.evaluate(BROKEN) == [], name
            assert page.evaluate(LOW_CONTRAST) == [], name
    assert told == []
    assert strangers == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier(site, scheme):
    from axe_playwright_python.sync_playwright import Axe

    folder, address = site
    with browser.chromium(color_scheme=scheme) as page:
        for path in sorted(folder.glob("*.html")):
            page.goto(address + path.name)
            if path.name.startswith("01"):
                page.wait_for_selector("figure[data-state=live]")  # and alive
            page.wait_for_function("!window.MathJax || (MathJax.startup && MathJax.startup.promise.then(() => true))")
            found = Axe().run(page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], path.name


def test_every_link_inside_the_site_leads_somewhere(site):
    folder, address = site
    with browser.chromium() as page:
        for path in sorted(folder.glob("*.html")):
            page.goto(address + path.name)
            links = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
            for link in {link.split("#")[0] for link in links if link.startswith(address)} - {address}:
                target = link.removeprefix(address).split("?")[0]
                assert target.startswith("lite/") or (folder / target).exists(), f"{path.name} -> {target}"


def test_a_word_is_found(site):
    _, address = site
    with browser.chromium() as page:
        page.goto(f"{address}search.html?q=bistable")
        page.wait_for_selector("#search-results li a")
        assert "02_matrices" in page.locator("#search-results li a").first.get_attribute("href")


def test_each_lesson_can_be_run_in_three_places(site):
    folder, _ = site
    for lesson in LESSONS:
        text = (folder / f"{lesson}.html").read_text(encoding="utf-8")
        assert f'href="lite/lab/index.html?path=notebooks/{lesson}.ipynb"' in text
        assert f"https://mybinder.org/v2/gh/OWNER/NAME/main?urlpath=lab/tree/notebooks/{lesson}.ipynb" in text
        assert f"https://colab.research.google.com/github/OWNER/NAME/blob/main/notebooks/{lesson}.ipynb" in text


@pytest.fixture(scope="module")
def pages_alone(tmp_path_factory):
    """The pages of a course without a public repository, which load Python from elsewhere."""
    import build

    folder = tmp_path_factory.mktemp("alone")
    build.build_pages(folder, repository="")
    return folder


def test_without_a_public_repository_only_the_place_that_needs_none_is_offered(pages_alone):
    for lesson in LESSONS:
        text = (pages_alone / f"{lesson}.html").read_text(encoding="utf-8")
        assert f'href="lite/lab/index.html?path=notebooks/{lesson}.ipynb"' in text
        assert "mybinder" not in text and "colab" not in text and "github.com/nobody" not in text
        assert '<button type="button" class="report"' in text


def test_the_text_of_a_report_can_be_copied_where_there_is_no_repository(site):
    _, address = site
    link = re.compile(r'<a class="report" href="[^"]*"( [^>]*)>Report a mistake</a>')

    def alone(route):  # as the page is built without a repository
        body = link.sub(r'<button type="button" class="report"\1>Report a mistake</button>', route.fetch().text())
        route.fulfill(body=body, content_type="text/html")

    with browser.chromium(permissions=["clipboard-read", "clipboard-write"]) as page:
        page.route("**/*.html", alone)
        page.goto(f"{address}{LESSONS[1]}.html")
        page.wait_for_selector("figure[data-name='Figure 1.1'][data-state=live]")
        report = page.locator("figure[data-name='Figure 1.1'] [data-do=report]")
        report.focus()
        page.keyboard.press("Enter")
        text = page.locator(".report-text textarea")
        page.keyboard.type("It is wrong.")
        assert text.input_value().startswith("What is wrong?\nIt is wrong.")
        for words in ("Page: 01 · ", "Figure: Figure 1.1", "a = 1.5, T = 8", f"{LESSONS[1]}.html#figure-1.1?a=1.5&T=8"):
            assert words in text.input_value()
        assert f"Version: {edition.edition()}" in text.input_value() and "Browser: Mozilla" in text.input_value()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text("Copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == text.input_value()
        page.keyboard.press("Escape")
        page.locator(".report-text").wait_for(state="detached")
        assert report.evaluate("button => button === document.activeElement")
        page.goto(f"{address}about.html")
        page.get_by_role("button", name="Report a mistake").press("Enter")
        assert "Page: About this course\nAddress: about.html\n" in page.locator(".report-text textarea").input_value()


def test_every_page_says_version_day_and_licences(site):
    folder, _ = site
    for path in folder.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert f"version {edition.edition()}" in text and 'href="about.html#licences"' in text, path.name
        assert "_sources" not in text, path.name


def test_every_page_says_what_to_take_for_a_class(site):
    folder, _ = site
    classroom = (folder / "classroom.html").read_text(encoding="utf-8")
    assert '<section id="for-a-class-of-n-take">' in classroom
    for path in folder.glob("*.html"):
        assert 'href="classroom.html#for-a-class-of-n-take"' in path.read_text(encoding="utf-8"), path.name


def test_a_lesson_is_downloaded_as_it_stands_in_the_course(site):
    folder, address = site
    for path in lessons.NOTEBOOKS:
        assert f'href="notebooks/{path.name}" download' in (folder / f"{path.stem}.html").read_text(encoding="utf-8")
        assert (folder / "notebooks" / path.name).read_bytes() == (ROOT / "notebooks" / path.name).read_bytes()
    with browser.chromium() as page:
        page.goto(f"{address}{LESSONS[1]}.html")
        page.get_by_role("button", name="Download this page").click()
        with page.expect_download() as download:
            page.get_by_text(".ipynb", exact=True).click()
        assert download.value.suggested_filename == f"{LESSONS[1]}.ipynb"
        assert Path(download.value.path()).read_bytes() == (ROOT / "notebooks" / f"{LESSONS[1]}.ipynb").read_bytes()
        page.goto(f"{address}teaching.html")
        page.get_by_role("button", name="Download this page").click()
        assert page.locator(".dropdown-download-buttons li").all_inner_texts() == [".pdf"]


def test_the_emergency_card_is_one_page_of_paper(site):
    _, address = site
    with browser.chromium() as page:
        page.goto(f"{address}card.html")
        printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type */Page\b", printed)) == 1
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed, "A4"


def test_each_figure_stands_on_its_page_with_its_caption(site):
    folder, _ = site
    for path in lessons.NOTEBOOKS:
        cells = nbformat.read(path, as_version=4).cells
        figures = [cell for cell in cells if "figure" in tags.tags(cell)]
        text = (folder / f"{path.stem}.html").read_text(encoding="utf-8")
        assert text.count("<figcaption") == len(figures) >= 1, path.name


def test_notes_for_teachers_stand_in_their_guide_and_on_no_page_for_students(site):
    folder, _ = site
    guide = (folder / "teaching.html").read_text(encoding="utf-8")
    for path in lessons.NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        page = (folder / f"{path.stem}.html").read_text(encoding="utf-8")
        said = [tags.prediction(cell)["say"] for cell in notebook.cells if "prediction" in tags.tags(cell)]
        *told, note = (max(re.findall(r"[\w ,]+", words), key=len) for words in (*said, tags.teachers_note(notebook)))
        assert all(words in guide for words in (*told, note)), path.name  # those without markup
        assert note not in page and "Tempting: (" not in page, path.name


def test_the_stream_on_the_front_page_sways_until_it_is_dragged_and_speaks(site):
    folder, address = site
    sheets = [folder / "_static" / f"hero_{shape}.png" for shape in ("wide", "tall")]
    assert all(100_000 < sheet.stat().st_size < 700_000 for sheet in sheets)
    with browser.chromium(viewport={"width": 1280, "height": 900}) as page:
        page.route("**/pyodide.mjs", lambda route: None)  # never comes
        page.goto(address)
        slider, view = page.locator(".hero [name=r]"), page.locator(".hero-view")
        sheet, caption = page.locator(".hero-sheet"), page.locator(".hero figcaption")
        page.wait_for_function("slider => !slider.disabled", arg=slider.element_handle())
        first = slider.input_value()
        page.wait_for_function("([s, was]) => s.value !== was", arg=[slider.element_handle(), first])  # it sways
        slider.focus()
        page.keyboard.press("Home")
        assert slider.get_attribute("aria-valuetext") == "0.6"
        assert "With a share of 0.60 a step, 0.00605 of the gradient comes back" in caption.inner_text()
        where = sheet.evaluate("sheet => getComputedStyle(sheet).backgroundPosition")
        page.keyboard.press("End")
        assert "With a share of 1.30 a step, 13.8 of the gradient" in page.locator(".hero img").get_attribute("alt")
        assert sheet.evaluate("sheet => getComputedStyle(sheet).backgroundPosition") != where
        box = view.bounding_box()
        page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
        assert slider.input_value() == "0.6"
    with browser.chromium(viewport={"width": 390, "height": 900}, reduced_motion="reduce") as page:
        page.route("**/pyodide.mjs", lambda route: None)
        page.goto(address)
        page.wait_for_selector(".hero-sheet[style*='hero_tall']")
        still = page.locator(".hero [name=r]").input_value()
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.locator(".hero [name=r]").input_value() == still == "0.9"
