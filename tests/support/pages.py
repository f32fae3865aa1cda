"""A live page in Chromium, for the tests. Not a test module."""

import contextlib

import browser

MINUTES = 4 * 60_000  # milliseconds; a lesson takes seconds where nothing else runs
ALL_LIVE = """
() => [...document.querySelectorAll('figure[data-name]')].every(f => ['live', 'error'].includes(f.dataset.state))
"""


@contextlib.contextmanager
def opened(site, lesson, ready=True, **context):
    """A lesson's page, its console's errors and its requests to others; both must be empty when it is left."""
    _, address = site
    told, strangers = [], []
    with browser.chromium(**context) as page:
        page.set_default_timeout(MINUTES)
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        ours = (address, "data:", f"blob:{address}")
        page.on("request", lambda r: strangers.append(r.url) if not r.url.startswith(ours) else None)
        page.goto(f"{address}{lesson}" if "." in lesson else f"{address}{lesson}.html")
        if ready:
            page.wait_for_function(ALL_LIVE)
        yield page
    assert told == [] and strangers == []


def write(exercise, source):
    """Write into an editor and check; the verdict."""
    said = exercise.locator(".live-said")
    exercise.locator(".cm-content").fill(source)
    exercise.get_by_role("button", name="Check").click()
    exercise.page.wait_for_function(
        "said => said.textContent && !said.textContent.endsWith('…')", arg=said.element_handle()
    )
    return said.inner_text()
