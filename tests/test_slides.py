"""The slides and the handouts: opened in a real browser without a request to anyone else, and read back."""

import re

import browser
import class_files
import decks
import lessons
import nbformat
import pytest
import tags

LESSONS = [path.stem for path in lessons.NOTEBOOKS]

pytestmark = [pytest.mark.slow, lessons.needs_chromium]

VOTES = """
() => deck.getSlides().filter(slide => slide.querySelector('.celltag_prediction')).map(slide => {
    const {h, v} = deck.getIndices(slide), words = slide.querySelectorAll('.celltag_prediction :is(p, li)');
    deck.slide(h, v);
    return {
        asked: words[0].innerText,
        letters: [...slide.querySelectorAll('li strong')].map(letter => letter.innerText),
        alone: [...slide.children].filter(part => !part.matches('aside')).length === 1,
        size: Math.min(...[...words].map(part => parseFloat(getComputedStyle(part).fontSize))) * deck.getScale(),
        long: slide.scrollHeight - slide.clientHeight,
        notes: [...slide.querySelectorAll('aside.notes')].map(note => note.textContent.trim()),
    };
})
"""
RAW_MATHEMATICS = "[...document.querySelectorAll('section p')].filter(p => /\\$[^$]+\\$/.test(p.innerText)).length"
NAMELESS = "[...document.querySelectorAll('img')].filter(i => !i.alt.trim()).length"


def test_each_lesson_has_a_deck_that_names_no_other_server(site):
    folder, _ = site
    classes = sorted(path.stem for path in class_files.FOLDER.glob("*.md"))
    assert sorted(path.stem for path in folder.glob("slides/*.html")) == LESSONS + classes
    assert "reveal.js 4." in (folder / "slides" / "reveal.js" / "dist" / "reveal.js").read_text(encoding="utf-8")[:100]
    for path in folder.glob("slides/*.html"):
        loaded = re.findall(r"<(?:script|link|img)[^>]* (?:src|href)=\"(.{9})", path.read_text(encoding="utf-8"))
        assert loaded and not [start for start in loaded if re.match("https?:|//", start)], path.name


@pytest.mark.parametrize("lesson", [LESSONS[1], LESSONS[11]])
def test_a_deck_is_shown_in_the_browser(site, lesson):
    _, address = site
    told, strangers, missing = [], [], []
    with browser.chromium(viewport=decks.PROJECTOR) as page:
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda r: strangers.append(r.url) if not r.url.startswith((address, "data:")) else None)
        page.on("response", lambda r: missing.append(r.url) if r.status >= 400 else None)
        page.goto(f"{address}slides/{lesson}.html")
        page.wait_for_function("window.deck && deck.isReady()")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("deck.getSlides().indexOf(deck.getCurrentSlide())") == 1
        page.keyboard.press("ArrowLeft")
        assert page.evaluate("deck.getSlides().indexOf(deck.getCurrentSlide())") == 0

        assert page.locator("mjx-container").count() > 20
        assert page.locator("mjx-merror").count() == 0
        assert page.evaluate(RAW_MATHEMATICS) == 0
        assert page.evaluate(NAMELESS) == 0
        assert page.locator("figure img").count() >= 2
        assert page.locator("aside.notes").count() >= 1
    assert (told, strangers, missing) == ([], [], [])


@lessons.each_lesson
def test_no_slide_scrolls_and_what_is_written_can_be_read_from_afar(site, path):
    _, address = site
    with browser.chromium(viewport=decks.PROJECTOR) as page:
        stops = decks.walk(page, f"{address}slides/{path.stem}.html")
    assert len(stops) > 10
    for stop in stops:
        assert stop["long"] <= 1 and stop["wide"] == 0, stop
        assert min(stop["text"], stop["code"], stop["words"]) >= 20, stop


@lessons.each_lesson
def test_a_prediction_is_alone_on_its_slide_with_its_answer_in_the_notes(site, path):
    _, address = site
    cells = nbformat.read(path, as_version=4).cells
    asked = [cell for cell in cells if "prediction" in tags.tags(cell)]
    with browser.chromium(viewport=decks.PROJECTOR) as page:
        page.goto(f"{address}slides/{path.stem}.html")
        page.wait_for_function("window.deck && deck.isReady()")
        shown = page.evaluate(VOTES)
    assert len(shown) == len(asked)
    for cell, slide in zip(asked, shown, strict=True):
        assert slide["alone"] and slide["long"] <= 1 and slide["size"] >= 28, slide
        assert slide["asked"].startswith("Predict first. ") and slide["letters"] == list(
            tags.prediction(cell)["options"]
        )
        assert slide["notes"] == [f"{tags.answer(cell)}. {tags.advice(cell)}"]


def test_each_lesson_has_a_handout_with_all_hints(site):
    folder, _ = site
    assert sorted(path.stem for path in folder.glob("handouts/*.pdf")) == LESSONS
    for path in folder.glob("handouts/*.pdf"):
        pdf = path.read_bytes()
        assert pdf.startswith(b"%PDF") and 100_000 < len(pdf) < 4_000_000, path.name
        assert 4 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 40, path.name
        assert re.search(rb"/MediaBox\s*\[0 0 59[45]\S* 84[12]", pdf), f"{path.name} is not A4"
        assert b"127.0.0.1" not in pdf, f"{path.name} links to this machine"


def test_on_paper_a_lesson_is_alone_and_its_hints_are_seen(site):
    """What Chromium prints is the page as styled for paper, so that is looked at."""
    _, address = site
    from handouts import FOR_PAPER

    with browser.chromium() as page:
        page.goto(f"{address}{LESSONS[1]}.html")
        page.emulate_media(media="print")
        page.evaluate(FOR_PAPER)
        text = page.evaluate("document.body.innerText")
        assert "Predict first." in text and "Let the unit run, and count" in text
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for gone in ".bd-sidebar-primary", ".bd-sidebar-secondary", ".bd-header-article", ".prev-next-footer":
            assert not page.locator(gone).first.is_visible(), gone
        assert page.locator("h1:visible").count() == 1
        for figure in page.locator("figure").all():
            assert figure.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
