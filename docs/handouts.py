"""Prints what a site that build.py built has on paper: handouts, worksheets and single pages, through Chromium.

What paper looks like stands in pages/_static/course.css, so a page printed by a reader looks the same.
"""

import re
import shutil
from pathlib import Path

import chromium
import worksheets
from offline import served

ROOT = Path(__file__).parents[1]
PAGES = {"card.html": "card.pdf"}  # printed too, where the site has them
MOVES = re.compile(r"/live/(early|live|report)\.mjs")  # what brings a page to life: paper stands still

# A hint can't be unfolded on paper, and a link to this machine leads nowhere.
FOR_PAPER = """
() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    for (const link of document.querySelectorAll('a[href]'))
        if (link.origin === location.origin && link.pathname !== location.pathname) link.removeAttribute('href');
    return Promise.resolve(window.MathJax?.startup.promise).then(() => document.fonts.ready).then(() => true);
}
"""


def possible():
    """Whether there is a Chromium to print with."""
    return chromium.chromium_path() is not None


def build(site, address=""):
    """Print into a site every lesson (handouts/), its worksheet (worksheets/), and PAGES as far as they are there.

    address: where the site will stand, ending in a slash, for the QR codes of the worksheets; "": they get none.
    """
    lessons = {path.stem: path for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
    for folder in "handouts", "worksheets":
        shutil.rmtree(site / folder, ignore_errors=True)
        (site / folder).mkdir()
    printed = {f"{name}.html": f"handouts/{name}.pdf" for name in lessons}
    printed |= {page: file for page, file in PAGES.items() if (site / page).exists()}
    printed |= {f"worksheets/{name}.html": f"worksheets/{name}.pdf" for name in lessons}

    def worksheet(route):
        name = route.request.url.rsplit("/", 1)[1].removesuffix(".html")
        route.fulfill(body=worksheets.html(lessons[name], address), content_type="text/html")

    with served(site) as here, chromium.chromium(color_scheme="light") as page:
        page.route(MOVES, lambda route: route.abort())
        page.route(f"{here}worksheets/*.html", worksheet)
        for source, file in printed.items():
            page.goto(here + source)
            page.evaluate(FOR_PAPER)
            page.pdf(path=site / file, prefer_css_page_size=True, outline=True, tagged=True)
