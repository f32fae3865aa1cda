"""The site that runs in the visitor's browser: built self-contained, served in a subfolder, used in Chromium.

Slow, so only with `python -m uv run --group test --group site pytest -m slow tests/test_lite.py`. Without Chromium or
the site group these tests are skipped with a sentence that says what is missing; with CI=true that is a failure.
"""

import importlib.util
import os
import subprocess
import sys

import browser
import lessons
import pytest
from offline import served

pytestmark = pytest.mark.slow
SECONDS = 900  # for a lesson on a busy machine; none takes that long on a free one
TRAINING = next(path for path in lessons.NOTEBOOKS if "train.fit(" in path.read_text(encoding="utf-8"))
HOW_TO_GET_THE_SITE_GROUP = (
    "The site group is missing: `python -m uv run --group test --group site pytest -m slow tests/test_lite.py`."
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of the built site; it ends in a slash."""
    missing = [] if browser.chromium_path() else [browser.HOW_TO_GET_CHROMIUM]
    missing += [] if importlib.util.find_spec("jupyterlite_core") else [HOW_TO_GET_THE_SITE_GROUP]
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(" ".join(missing))
    folder = tmp_path_factory.mktemp("web")
    command = [
        sys.executable,
        lessons.ROOT / "docs" / "lite.py",
        "--offline",
        folder / "gradients-through-time",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with served(folder) as address:
        yield f"{address}gradients-through-time/"


@pytest.fixture(scope="module")
def requests():
    """The addresses of everything the pages of this module asked for."""
    return []


@pytest.fixture
def page(requests):
    with browser.chromium() as page:
        page.set_default_timeout(1000 * SECONDS)
        page.context.on("request", lambda request: requests.append(request.url))
        yield page


def open_lesson(page, site, path):
    browser.open_notebook(page, f"{site}lab/index.html?path=notebooks/{{}}", path.name)
    browser.run_all(page, SECONDS)
    assert browser.errors(page) == []


def execute(page, code):
    """Run code in the notebook's kernel; returns what it printed, or the error."""
    return page.evaluate(
        """async code => {
            const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const future = kernel.requestExecute({code, store_history: false}), said = [];
            future.onIOPub = message => said.push(message.content.text ?? message.content.evalue ?? '');
            await future.done;
            return said.join('');
        }""",
        code,
    )


def test_the_opening_page_leads_to_the_first_lesson_and_python_finds_all_it_needs(site, page):
    page.goto(site)
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    first = lessons.NOTEBOOKS[0]
    assert page.evaluate("jupyterapp.shell.currentWidget.context.path") == f"notebooks/{first.name}"
    open_lesson(page, site, first)
    said = page.evaluate(f"{browser.CELLS}.find(c => c.model.type === 'code').model.outputs.toJSON()[0].text")
    assert said == "Everything the course needs is installed.\n"
    folder = page.evaluate("jupyterapp.serviceManager.contents.get('notebooks', {content: true})")
    there = {item["name"] for item in folder["content"]}
    assert {path.name for path in lessons.NOTEBOOKS} | {"solutions", "images"} <= there


def test_lesson_01_runs_its_sliders_move_the_picture_and_its_solutions_pass(site, page):
    path = lessons.NOTEBOOKS[1]
    open_lesson(page, site, path)
    cell = browser.scroll_to(page, '"Figure 1.1"')
    picture, handle = cell.locator("img"), cell.locator(".noUi-handle").first
    handle.wait_for()

    def changed(move):
        """Do `move`; wait until the picture and its caption are others than before."""
        before = [picture.get_attribute("src"), picture.get_attribute("alt")]
        move()
        page.wait_for_function(
            "([cell, [src, alt]]) => cell.querySelector('img').src !== src && cell.querySelector('img').alt !== alt",
            arg=[cell.element_handle(), before],
        )
        return picture.get_attribute("alt")

    assert picture.get_attribute("alt").startswith("a = 1.50")
    handle.focus()
    assert changed(lambda: page.keyboard.press("ArrowRight")).startswith("a = 1.51")

    bar, knob = cell.locator(".noUi-base").first.bounding_box(), handle.bounding_box()
    middle = knob["y"] + knob["height"] / 2
    page.mouse.move(knob["x"] + knob["width"] / 2, middle)
    page.mouse.down()
    changed(lambda: page.mouse.move(bar["x"] + 0.3 * bar["width"], middle, steps=5))
    page.mouse.up()

    assert cell.get_by_role("alert").count() == 0
    solved = "from solutions import lesson_01; print(check.by_input(lesson_01.by_input))"
    assert execute(page, solved).startswith("✓ Right on all 7 cases")


def test_a_lesson_that_trains_runs_from_top_to_bottom(site, page):
    open_lesson(page, site, TRAINING)


def test_a_lesson_that_was_renamed_or_deleted_is_there_again_as_it_came(site, page):
    name = lessons.NOTEBOOKS[3].name
    browser.open_notebook(page, f"{site}lab/index.html?path=notebooks/{{}}", name)
    contents = "jupyterapp.serviceManager.contents"
    begins = f"{contents}.get('notebooks/%s', {{content: true}}).then(f => [f.content.cells[0].source].flat().join(''))"
    came = page.evaluate(begins % name)

    def work():
        page.evaluate(
            f"{contents}.get('notebooks/{name}', {{content: true}}).then(file => {{"
            f"file.content.cells[0].source = 'my work'; return {contents}.save('notebooks/{name}', file); }})"
        )
        assert page.evaluate(begins % name) == "my work"

    work()
    page.evaluate(f"{contents}.rename('notebooks/{name}', 'notebooks/mine.ipynb')")
    assert page.evaluate(begins % name) == came and page.evaluate(begins % "mine.ipynb") == "my work"
    work()
    page.evaluate(f"{contents}.delete('notebooks/{name}')")
    assert page.evaluate(begins % name) == came


def test_nothing_was_asked_of_another_machine(site, requests):
    if not requests:
        pytest.skip("looks at what the tests before it asked for")
    origin = site.removesuffix("gradients-through-time/")
    assert {url for url in requests if not url.startswith((origin, "data:", "blob:"))} == set()
    assert any(url.endswith(".wasm") for url in requests)  # Python itself came from here
