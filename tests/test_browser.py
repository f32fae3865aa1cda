"""The lessons in JupyterLab in a real Chromium: run, drag, type, reset, save.

Without Chromium these tests are skipped with a sentence that says how to get it; with CI=true that is a failure.
"""

import os
import re
import shutil

import browser
import lessons
import nbformat
import pytest

if browser.chromium_path() is None:
    if os.environ.get("CI"):
        pytest.fail(browser.HOW_TO_GET_CHROMIUM, pytrace=False)
    pytest.skip(browser.HOW_TO_GET_CHROMIUM, allow_module_level=True)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the notebooks; yields (folder, address)."""
    folder = tmp_path_factory.mktemp("course") / "notebooks"
    shutil.copytree(lessons.ROOT / "notebooks", folder)
    with browser.jupyter_lab(folder) as address:
        yield folder, address


@pytest.fixture(scope="module")
def page(lab):
    with browser.chromium() as page:
        yield page


@pytest.fixture(scope="module")
def lesson(lab, page):
    """Lesson 01, opened and run from top to bottom."""
    browser.open_notebook(page, lab[1], "01_scalar_chain.ipynb")
    browser.run_all(page)
    return page


@pytest.fixture
def figure(lesson):
    """The cell of Figure 1.1 in view, reset."""
    cell = browser.scroll_to(lesson, '"Figure 1.1"')
    cell.locator("img").wait_for()
    cell.get_by_role("button", name="Reset").click()
    lesson.wait_for_timeout(500)
    return cell


def seen(cell):
    """(picture, caption) as shown now."""
    return cell.locator("img").get_attribute("src"), cell.get_by_role("status").inner_text()


def wait_for_change(page, cell, before):
    for _ in range(200):
        if seen(cell)[0] != before[0]:
            return seen(cell)
        page.wait_for_timeout(25)
    raise AssertionError("the picture did not change within 5 seconds")


def layout(page, cell):
    """Where the cell and what follows it stand: the height of the cell and of the whole notebook."""
    return cell.bounding_box()["height"], page.evaluate(
        "document.querySelector('.jp-WindowedPanel-outer').scrollHeight"
    )


@pytest.mark.parametrize("path", [p for p in lessons.NOTEBOOKS if "01_" not in p.name], ids=lambda p: p.stem)
def test_a_notebook_runs_from_top_to_bottom_without_an_error(lab, path):
    with browser.chromium() as page:
        browser.open_notebook(page, lab[1], path.name)
        names = list(lessons.namespace(path)["figures"])
        browser.scroll_to(page, f'"{names[0]}"').locator("img").wait_for()  # the still picture, before anything has run
        browser.run_all(page)
        assert browser.errors(page) == []
        for name in names:
            browser.scroll_to(page, f'"{name}"').get_by_role("status").wait_for()


def test_lesson_01_runs_from_top_to_bottom_without_an_error(lesson):
    assert browser.errors(lesson) == []


def test_arrow_keys_move_the_picture_and_the_caption(lesson, figure):
    before = seen(figure)
    assert "a = 1.50" in before[1]
    figure.locator(".noUi-handle").first.focus()
    lesson.keyboard.press("ArrowRight")
    after = wait_for_change(lesson, figure, before)
    assert "a = 1.51" in after[1] and after[1].split(". ", 1)[1] == figure.locator("img").get_attribute("alt")
    lesson.wait_for_timeout(300)
    assert figure.get_by_label("a", exact=True).input_value() == "1.51"  # not 1.5099999999999998
    lesson.keyboard.press("End")
    assert "a = 2.50" in wait_for_change(lesson, figure, after)[1]


def test_a_mouse_drag_moves_everything_and_the_page_stays_where_it_is(lesson, figure):
    before, place = seen(figure), layout(lesson, figure)
    # In each frame of the drag: is the picture complete, and does the cell keep its height?
    figure.evaluate(
        """cell => {
            window.frames = []; window.watching = true;
            const watch = () => {
                const image = cell.querySelector('img');
                window.frames.push([image.complete && image.naturalWidth > 0, cell.getBoundingClientRect().height]);
                if (window.watching) requestAnimationFrame(watch);
            };
            watch();
        }"""
    )
    handle, bar = figure.locator(".noUi-handle").first.bounding_box(), figure.locator(".noUi-base").first.bounding_box()
    middle = handle["y"] + handle["height"] / 2
    lesson.mouse.move(handle["x"] + handle["width"] / 2, middle)
    lesson.mouse.down()
    for x in (0.9, 1.0, 0.6, 0.3, 0.0, 0.2, 0.5):
        lesson.mouse.move(bar["x"] + x * bar["width"], middle, steps=6)
        lesson.wait_for_timeout(60)
    lesson.mouse.up()
    lesson.wait_for_timeout(800)
    frames = lesson.evaluate("window.watching = false, window.frames")
    after = seen(figure)
    assert after[0] != before[0] and after[1] != before[1]
    assert layout(lesson, figure) == place
    assert {height for _, height in frames} == {place[0]}
    blank = sum(not complete for complete, _ in frames)
    assert blank == 0, f"{blank} of {len(frames)} frames without a picture"


def test_every_slider_goes_to_both_ends_and_reset_brings_all_back(lesson, figure):
    start = seen(figure)[1]
    for handle in figure.locator(".noUi-handle").all():
        for key in ("End", "Home", "End"):  # one slider starts at its lower end
            before = seen(figure)
            handle.focus()
            lesson.keyboard.press(key)
            wait_for_change(lesson, figure, before)
            assert figure.get_by_role("alert").count() == 0
    before = seen(figure)
    figure.get_by_role("button", name="Reset").click()
    assert wait_for_change(lesson, figure, before)[1] == start


def test_a_value_can_be_typed_into_a_field_with_a_name(lesson, figure):
    before = seen(figure)
    field = figure.get_by_label("bias c")
    field.fill("0.5")
    field.press("Enter")
    wait_for_change(lesson, figure, before)
    assert float(figure.locator(".noUi-handle").nth(3).get_attribute("aria-valuetext")) == 0.5


def test_play_walks_through_the_steps(lesson, figure):
    figure.get_by_label("T (steps)").fill("1")
    figure.get_by_label("T (steps)").press("Enter")
    lesson.wait_for_timeout(500)
    figure.locator(".widget-play button").first.click()
    lesson.wait_for_timeout(1500)
    steps = int(re.search(r"over (\d+) steps", seen(figure)[1]).group(1))
    figure.locator(".widget-play button").first.click()
    assert steps > 3


def test_while_the_kernel_is_busy_positions_are_dropped_and_the_newest_wins(lesson, figure):
    lesson.evaluate(
        "void jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute("
        "{code: 'import time; time.sleep(4)', store_history: false})"
    )
    figure.evaluate(
        """cell => {
            window.count = 0; let shown = null;
            new MutationObserver(() => {
                const now = cell.querySelector('img')?.src;
                if (now && now !== shown) { shown = now; window.count += 1; }
            }).observe(cell, {childList: true, subtree: true});
        }"""
    )
    figure.locator(".noUi-handle").first.focus()
    for _ in range(40):
        lesson.keyboard.press("ArrowRight")
    for _ in range(200):
        if "a = 1.90" in seen(figure)[1]:
            break
        lesson.wait_for_timeout(50)
    assert "a = 1.90" in seen(figure)[1]
    assert lesson.evaluate("window.count") <= 8  # of 40


def test_an_error_shows_under_the_figure_and_goes_away(lesson, figure):
    def run(code):
        lesson.evaluate(
            "code => jupyterapp.shell.currentWidget.sessionContext.session.kernel"
            ".requestExecute({code, store_history: false}).done.then(() => null)",
            code,
        )

    run("picture._draw, picture.draw = picture.draw, lambda *arrays: 1 / 0")
    figure.locator(".noUi-handle").first.focus()
    lesson.keyboard.press("ArrowLeft")
    figure.get_by_role("alert").wait_for()
    assert "ZeroDivisionError" in figure.get_by_role("alert").inner_text()
    assert "a = 1.49" in figure.get_by_role("alert").inner_text()
    run("picture.draw = picture._draw")
    lesson.keyboard.press("ArrowLeft")
    figure.get_by_role("alert").wait_for(state="detached")


def test_running_the_cell_again_shows_one_fresh_figure(lesson, figure):
    before = lesson.evaluate("document.querySelectorAll('.widget-play').length")
    index = lesson.evaluate(
        f"{browser.CELLS}.findIndex(c => c.model.sharedModel.getSource().includes('\"Figure 1.1\"'))"
    )
    for _ in range(2):
        lesson.evaluate(f"jupyterapp.shell.currentWidget.content.activeCellIndex = {index}")
        lesson.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
        lesson.wait_for_timeout(1500)
    cell = browser.scroll_to(lesson, '"Figure 1.1"')
    assert cell.locator("img").count() == 1 and "a = 1.50" in seen(cell)[1]
    assert lesson.evaluate("document.querySelectorAll('.widget-play').length") == before


def test_the_saved_file_holds_pictures_with_alternatives_and_no_widget_state(lab, lesson):
    lesson.evaluate("jupyterapp.commands.execute('docmanager:save')")
    lesson.wait_for_timeout(1500)
    saved = nbformat.read(lab[0] / "01_scalar_chain.ipynb", as_version=4)
    assert "widgets" not in saved.metadata
    outputs = [
        output for cell in saved.cells for output in cell.get("outputs", []) if "image/png" in output.get("data", {})
    ]
    assert len(outputs) == 3
    for output in outputs:
        assert output.data["image/png"] and output.metadata["image/png"]["alt"] == output.data["text/plain"]
