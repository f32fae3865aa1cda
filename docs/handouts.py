"""Prints the handouts: a PDF of every lesson's page of a site that build.py built, through Chromium.

What paper looks like stands in pages/_static/course.css, so a page printed by a reader looks the same.
"""

import shutil
from pathlib import Path

import chromium
from offline import served

ROOT = Path(__file__).parents[1]

# A hint can't be unfolded on paper, and a link to this machine leads nowhere.
FOR_PAPER = """
() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    for (const link of document.querySelectorAll('a[href]'))
        if (link.origin === location.origin && link.pathname !== location.pathname) link.removeAttribute('href');
    return MathJax.startup.promise.then(() => document.fonts.ready).then(() => true);
}
"""


def possible():
    """Whether there is a Chromium to print with."""
    return chromium.chromium_path() is not None


def build(site):
    """Print every lesson into the folder handouts/ of a site."""
    output = site / "handouts"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir()
    with served(site) as address, chromium.chromium(color_scheme="light") as page:
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            page.goto(f"{address}{path.stem}.html")
            page.evaluate(FOR_PAPER)
            page.pdf(path=output / f"{path.stem}.pdf", prefer_css_page_size=True, outline=True, tagged=True)
