"""How Sphinx makes the web pages; build.py calls it."""

import os

project = "Gradients Through Time"
author = "the authors of the course"
language = "en"
html_title = project

extensions = ["myst_nb", "sphinx-mathjax-offline"]
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 2
nb_execution_mode = "off"  # the notebooks are committed executed
nb_merge_streams = True

repository = os.environ.get("COURSE_REPOSITORY", "")  # such as https://github.com/OWNER/NAME; build.py sets it
html_theme = "sphinx_book_theme"
html_theme_options = {
    # The theme makes no button at all without an address, not even the one for JupyterLite, which needs none.
    "repository_url": repository or "https://github.com/nobody/nothing",
    "repository_branch": "main",
    "path_to_docs": "notebooks",
    "use_repository_button": bool(repository),
    "use_fullscreen_button": False,
    "show_toc_level": 2,
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
html_js_files = [("live/live.mjs", {"type": "module"})]
html_show_sourcelink = False
html_copy_source = False
