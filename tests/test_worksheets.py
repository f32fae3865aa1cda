"""The worksheets: read back from their PDFs, and looked at as the page that is printed."""

import re
import subprocess
import sys
import unicodedata

import axes
import browser
import build
import handouts
import lessons
import nbformat
import pypdf
import pytest
import tags
import worksheets
from matplotlib.text import Text

ADDRESS = "https://owner.github.io/NAME/"
SIZES = """
() => [...document.querySelectorAll('body *')]
    .filter(e => !e.closest('mjx-container') && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => parseFloat(getComputedStyle(e).fontSize) * 72 / 96)
"""
CODE = """
there => import('../_static/live/qr.mjs').then(({ code }) => {
    const place = document.createElement('div');
    place.innerHTML = code(there);
    return place.innerHTML;
})
"""

pytestmark = [pytest.mark.slow, lessons.needs_chromium]


def read(site, path):
    """The pages of a lesson's worksheet, and their words without spaces, which a PDF puts where it likes."""
    pages = pypdf.PdfReader(site[0] / "worksheets" / f"{path.stem}.pdf").pages
    return pages, [squeezed(page.extract_text()) for page in pages]


def squeezed(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))  # an f and an i may be one letter in print


def plain(markdown):
    """The longest run of ordinary words in a text."""
    return squeezed(max(re.findall(r"[A-Za-z ,]+", re.sub(r"\$.*?\$", "$", markdown)), key=len, default=""))


def of_core(path):
    return worksheets.predictions(nbformat.read(path, as_version=4))


@lessons.each_lesson
def test_a_worksheet_has_two_pages_with_every_prediction_and_every_exercise(site, path):
    pages, words = read(site, path)
    assert len(pages) == 2
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]  # A4
    cells = nbformat.read(path, as_version=4).cells
    title = plain(cells[0].source.splitlines()[0].split("·")[1])
    for number, page in enumerate(words, 1):
        assert title in page and "Name" in page and "Date" in page
        assert "CCBY4.0" in page and f"{number}/2" in page
    core = [cell for cell in cells if "prediction" in tags.tags(cell) and tags.place(cell) == "core"]
    asked = of_core(path)
    assert len(asked) == len(core) >= 1
    for one in asked:
        assert plain(one["question"]) in words[0], one["question"]
        for _, text in one["options"]:
            assert plain(text) in words[0], text
    for cell, one in zip(core, asked, strict=True):
        assert {letter for letter, _ in one["options"]} == tags.prediction(cell).get("options", {}).keys()
    known = re.findall(r"^\*\*(\d+\.\d+ · .+?)\*\*", "\n".join(cell.source for cell in cells), re.MULTILINE)
    assert len(known) >= 3 and all(plain(name.split("·")[1]) in words[1] for name in known)
    assert [name.split(" ")[0] in words[1] for name in known]
    assert len(re.findall(r"def\w+\(", words[1])) >= len(known) - 1  # one is for the pencil alone


@lessons.each_lesson
def test_a_worksheet_gives_nothing_away(site, path):
    text = "".join(read(site, path)[1])
    cells = nbformat.read(path, as_version=4).cells
    told = [cell for cell in cells if tags.tags(cell) & {"seen", "hint", "teacher"}]
    folded = [part for cell in cells for part in worksheets.FOLDED.findall(cell.source)]
    hidden = [plain(part) for part in [*(cell.source for cell in told), *folded]]
    hidden += [plain(tags.prediction(cell).get("say", "")) for cell in cells]
    assert not [words for words in hidden if len(words) > 30 and words in text]
    assert "often:" not in text and "Right:" not in text


def test_each_figure_that_is_guessed_has_its_axes_once():
    numbers = [one["figure"] for path in lessons.NOTEBOOKS for one in of_core(path)]
    assert sorted(number for number in numbers if number in axes.AXES) == sorted(axes.AXES)
    assert len(axes.AXES) >= 0.7 * len(numbers)
    for path in lessons.NOTEBOOKS:
        promised = sum(one["figure"] in axes.AXES for one in of_core(path))
        assert worksheets.html(path).count('class="axes"') == promised >= 1, path.name


@pytest.mark.parametrize("number", axes.AXES)
def test_empty_axes_hold_a_grid_and_words_and_nothing_else(number):
    svg = axes.empty(number, 84, 50)
    parts = set(re.findall(r'<g id="([a-z]+)', svg))
    assert parts <= {"figure", "patch", "axes", "matplotlib", "xtick", "ytick", "line", "text"}
    curves = re.findall(r'<path d="([^"]*)"[^>]*clip-path', svg)
    assert curves and all(len(re.findall("[ML]", curve)) == 2 for curve in curves)  # straight lines across


@lessons.each_lesson
def test_axes_are_labelled_as_in_the_figure(path):
    figures = lessons.ran(path)[1]
    for name, figure in figures.items():
        panels = [panel for panel in figure.picture.figure.axes if panel.axison]
        said = [" ".join(text.get_text().split()) for text in figure.picture.figure.findobj(Text)]
        for side in axes.AXES.get(name.split()[1], ()) if panels else ():
            label = " ".join(side.label.split())
            assert any(label in words for words in said), (name, label)


def opened(page, address, path, where):
    """A worksheet as it is printed, in a browser's page."""
    page.route("**/worksheets/*.html", lambda route: route.fulfill(body=worksheets.html(path, where)))
    page.goto(f"{address}worksheets/{path.stem}.html")
    page.evaluate(handouts.FOR_PAPER)


def test_a_code_leads_to_the_stage_of_its_figure(site):
    folder, address = site
    with browser.chromium() as page:
        opened(page, address, lessons.NOTEBOOKS[1], ADDRESS)
        codes = page.evaluate("[...document.querySelectorAll('.qr')].map(e => [e.dataset.qr, e.innerHTML])")
        numbers = [one["figure"] for one in of_core(lessons.NOTEBOOKS[1])]
        assert [there for there, _ in codes] == [f"{ADDRESS}01_scalar_chain.html#stage-{n}" for n in numbers]
        for there, picture in codes:
            assert picture == page.evaluate(CODE, there) and picture.startswith("<svg")
        assert len({picture for _, picture in codes}) == len(codes)
        assert ADDRESS not in page.evaluate("document.body.innerText")
    for path in lessons.NOTEBOOKS:
        text = (folder / f"{path.stem}.html").read_text(encoding="utf-8")
        for one in of_core(path):
            assert not one["figure"] or f'data-name="{one["title"]}"' in text, one["title"]  # it has a stage


def test_without_an_address_page_and_place_are_written_out(site, tmp_path):
    with browser.chromium() as page:
        for path in lessons.NOTEBOOKS:
            opened(page, site[1], path, "")
            assert page.locator(".qr").count() == 0
            text = page.evaluate("document.body.innerText")
            assert f"{path.stem}.html" in text
            assert all(one["place"] in text for one in of_core(path) if one["figure"])
            page.pdf(path=tmp_path / "plain.pdf", prefer_css_page_size=True)
            assert len(pypdf.PdfReader(tmp_path / "plain.pdf").pages) == 2, path.name
            page.unroute("**/worksheets/*.html")


def test_every_letter_can_be_read_and_nothing_needs_a_colour(site):
    with browser.chromium() as page:
        for path in lessons.NOTEBOOKS:
            opened(page, site[1], path, ADDRESS)
            assert min(page.evaluate(SIZES)) >= 9.99, path.name  # points, from pixels
            colours = page.evaluate("[...document.querySelectorAll('body *')].map(e => getComputedStyle(e).color)")
            assert set(colours) == {"rgb(0, 0, 0)"}, path.name
            page.unroute("**/worksheets/*.html")
    assert axes.TYPE >= 10
    drawn = "".join(axes.empty(number, 84, 50) for number in axes.AXES)
    for colour in set(re.findall(r"#[0-9a-fA-F]{6}", drawn)):
        assert colour[1:3] == colour[3:5] == colour[5:7], f"{colour} is no grey"


def test_the_address_is_that_of_the_repository_unless_it_is_given(tmp_path):
    assert build.pages_address("https://github.com/OWNER/NAME") == ADDRESS
    assert build.pages_address("") == ""
    command = [sys.executable, build.__file__, tmp_path / "site", "--address", "example.org/course"]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert answer.returncode == 1 and not (tmp_path / "site").exists()
    assert answer.stderr.strip() == (
        "--address must be where the site will stand, such as https://example.org/course/, "
        "but got 'example.org/course'."
    )


def test_a_handout_has_the_lesson_without_what_moves(site):
    for path in lessons.NOTEBOOKS:
        text = squeezed(
            "".join(page.extract_text() for page in pypdf.PdfReader(site[0] / "handouts" / f"{path.stem}.pdf").pages)
        )
        assert "NotImplementedError" in text and "Predictfirst." in text and "Figure" in text, path.name
        for gone in "importnumpyasnp", "Fillthewindow", "Copylink", "Startover", "Trysomething":
            assert gone not in text, (path.name, gone)
        for cell in nbformat.read(path, as_version=4).cells:
            if "check" in tags.tags(cell):
                assert squeezed(cell.source) not in text, (path.name, cell.source)


def test_a_page_of_the_site_can_be_printed_too(site):
    for page, file in handouts.PAGES.items():
        assert (site[0] / page).exists() == (site[0] / file).exists(), page
        if (site[0] / file).exists():
            assert len(pypdf.PdfReader(site[0] / file).pages) == 1, page
