"""The machine's own Chromium, for printing handouts; the tests look at pages with it too."""

import contextlib
import os
import shutil

HOW_TO_GET_CHROMIUM = (
    "Chromium was not found, so what needs a browser can't run. Install it with your system's package manager "
    "(Debian, Ubuntu: `apt install chromium`; Fedora: `dnf install chromium`; macOS: `brew install chromium`)."
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path():
    """Where this machine's Chromium is, or None."""
    names = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"
    mac = "/Applications/Chromium.app/Contents/MacOS/Chromium"
    return next(filter(None, map(shutil.which, names)), mac if os.path.exists(mac) else None)


@contextlib.contextmanager
def chromium(**context):
    """A Chromium page; `context` as in playwright's Browser.new_context (viewport, color_scheme, ...)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | context)).new_page()
        page.set_default_timeout(120_000)
        try:
            yield page
        finally:
            browser.close()
