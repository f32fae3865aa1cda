"""How Sphinx makes the web pages; build.py calls it."""

import os
from html import escape

project = "Gradients Through Time"
author = "the authors of the course"
language = "en"
html_title = project

extensions = ["myst_nb", "sphinx-mathjax-offline"]
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 2
exclude_patterns = ["CHANGELOG.md"]  # part of a page
nb_execution_mode = "off"  # the notebooks are committed executed
nb_merge_streams = True

repository = os.environ.get("COURSE_REPOSITORY", "")  # such as https://github.com/OWNER/NAME; build.py sets it
edition = os.environ.get("COURSE_EDITION", "")  # such as 2.0.0 of 2026-11-26; build.py sets it
release = edition.split(" ")[0]
if repository:
    report = f'<a class="report" href="{escape(repository)}/issues/new" data-edition="{edition}">Report a mistake</a>'
else:
    report = f'<button type="button" class="report" data-edition="{edition}">Report a mistake</button>'
html_theme = "sphinx_book_theme"
html_theme_options = {
    # The theme makes no button at all without an address, not even the one for JupyterLite, which needs none.
    "repository_url": repository or "https://github.com/nobody/nothing",
    "repository_branch": "main",
    "path_to_docs": "notebooks",
    "use_repository_button": bool(repository),
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "footer_content_items": ["extra-footer.html"],
    "extra_footer": f"""<p>{project}, version {edition}. <a href="about.html#licences">Code MIT, text and figures
        CC BY 4.0</a>. <a href="about.html">About this course</a>.
        <a href="classroom.html#for-a-class-of-n-take">For a class of N, take …</a> {report}</p>""",
    "navbar_persistent": [],  # one search field is enough; it stands above the list of lessons
    "launch_buttons": {"jupyterlite_url": "lite/lab/index.html", "notebook_interface": "jupyterlab"}
    | (
        {"binderhub_url": "https://mybinder.org", "colab_url": "https://colab.research.google.com"}
        if repository
        else {}
    ),
}
html_context = {"default_mode": "auto"}
html_favicon = "_static/icon.svg"
html_static_path = ["_static"]
html_css_files = ["course.css"]
html_js_files = [("live/live.mjs", {"type": "module"}), ("live/report.mjs", {"type": "module"})]
html_show_sourcelink = False
html_copy_source = False


def setup(app):
    app.set_html_assets_policy("always")  # the list of lessons has mathematics, also on the page for searching
    app.connect("html-page-context", downloads, priority=900)  # after the theme has made its buttons


def downloads(app, pagename, template, context, doctree):
    """What a page offers for download: a lesson its notebook as it stands in the course, and each page its print."""
    lesson = context.get("page_source_suffix") == ".ipynb"
    for group in context.get("header_buttons", ()):
        if group["label"] != "download-buttons":
            continue
        group["buttons"] = [each for each in group["buttons"] if lesson or each["label"] != "download-source-button"]
        for button in group["buttons"]:
            if button["label"] == "download-source-button":
                button |= {"url": f"notebooks/{pagename}.ipynb", "tooltip": "Download this notebook"}
