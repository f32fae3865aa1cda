"""The live figures in JupyterLab in a real Chromium: dragged, typed into, copied, saved and opened again.

Nothing here waits for a time: each step waits for what it is about to look at, however slow the machine.
"""

import re
import shutil

import browser
import lessons
import nbformat
import pytest

pytestmark = lessons.needs_chromium

START = "a = 1.50: over 8 steps"
KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the notebooks, so that saving changes nothing here: (folder, address)."""
    folder = tmp_path_factory.mktemp("course") / "notebooks"
    shutil.copytree(lessons.FOLDER, folder)
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
    """The cell of Figure 1.1 in view, with every control where it starts."""
    cell = browser.scroll_to(lesson, '"Figure 1.1"')
    cell.locator("img").wait_for()
    cell.get_by_role("button", name="Reset").click()
    wait_for(cell, START)
    wait_for_handle(cell, 0, "1.5")
    unfold(cell)
    return cell


def unfold(cell):
    """Show the controls that are folded at first."""
    if cell.get_by_role("button", name="More controls").count():
        cell.get_by_role("button", name="More controls").click()
    cell.get_by_role("button", name="Fewer controls").wait_for()


def run(page, code):
    """Run code in the kernel of the open notebook, and wait for its end."""
    page.evaluate(f"code => {KERNEL}.requestExecute({{code, store_history: false}}).done.then(() => null)", code)


def caption(cell):
    return cell.get_by_role("status").inner_text()


def picture(cell):
    return cell.locator("img").get_attribute("src")


def wait_for(cell, words):
    """Wait until the caption holds `words`; then the caption."""
    cell.get_by_role("status").filter(has_text=words).wait_for()
    return caption(cell)


def wait_for_handle(cell, index, value):
    """Wait until the slider of that number stands at `value`."""
    handle = cell.locator(".noUi-handle").nth(index).element_handle()
    cell.page.wait_for_function("([handle, value]) => +handle.ariaValueText === +value", arg=[handle, value])


def wait_until(page, condition):
    """Wait for something outside the page, frame by frame."""
    for _ in range(20_000):
        if condition():
            return
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError("what was waited for never came")


def press(cell, index, key):
    """Press a key on the handle of the slider of that number."""
    cell.locator(".noUi-handle").nth(index).focus()
    cell.page.keyboard.press(key)


def layout(page, cell):
    """Where the cell and what follows it stand: the height of the cell and of the whole notebook."""
    return cell.bounding_box()["height"], page.evaluate(
        "document.querySelector('.jp-WindowedPanel-outer').scrollHeight"
    )


@pytest.mark.parametrize("path", [p for p in lessons.NOTEBOOKS if "01_" not in p.name], ids=lambda p: p.stem)
def test_a_notebook_runs_from_top_to_bottom_without_an_error(lab, path):
    with browser.chromium() as page:
        browser.open_notebook(page, lab[1], path.name)
        names = lessons.names(path)
        first = browser.scroll_to(page, f'"{names[0]}"')
        assert first.get_by_text(f"{names[0]}.").is_visible()  # picture and words, before anything has run
        assert len(first.locator("img").get_attribute("alt")) > 40
        browser.run_all(page)
        assert browser.errors(page) == []
        for name in names:
            browser.scroll_to(page, f'"{name}"').get_by_role("button", name="Reset").wait_for()


def test_lesson_01_runs_from_top_to_bottom_without_an_error(lesson):
    assert browser.errors(lesson) == []


def test_arrow_keys_move_the_picture_and_the_caption(lesson, figure):
    before = picture(figure)
    press(figure, 0, "ArrowRight")
    words = wait_for(figure, "a = 1.51")
    assert picture(figure) != before
    assert words == f"Figure 1.1. {figure.locator('img').get_attribute('alt')}"
    field = figure.get_by_label("a", exact=True)
    lesson.wait_for_function("field => field.value === '1.51'", arg=field.element_handle())  # not 1.5099999999999998
    press(figure, 0, "End")
    wait_for(figure, "a = 2.50")


def test_a_mouse_drag_moves_everything_and_the_page_stays_where_it_is(lesson, figure):
    before, place = picture(figure), layout(lesson, figure)
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
        value = figure.locator(".noUi-handle").first.get_attribute("aria-valuetext")
        wait_for(figure, f"a = {float(value):.2f}")
    lesson.mouse.up()
    frames = lesson.evaluate("window.watching = false, window.frames")
    assert picture(figure) != before and layout(lesson, figure) == place
    assert {height for _, height in frames} == {place[0]}
    blank = sum(not complete for complete, _ in frames)
    assert blank == 0, f"{blank} of {len(frames)} frames without a picture"


def test_every_slider_goes_to_both_ends_and_reset_brings_all_back(lesson, figure):
    start = caption(figure)
    controls = lessons.figure("Figure 1.1").controls.values()
    for index, control in enumerate(controls):
        for key, end in ("End", control.high), ("Home", control.low), ("End", control.high):
            press(figure, index, key)
            wait_for_handle(figure, index, str(end))
            field = figure.get_by_label(control.label, exact=True).element_handle()
            lesson.wait_for_function("([field, end]) => +field.value === end", arg=[field, end])
            assert figure.get_by_role("alert").count() == 0
    figure.get_by_role("button", name="Reset").click()
    assert wait_for(figure, START) == start


def test_at_most_three_controls_are_in_sight_until_more_are_asked_for(lesson, figure):
    button = figure.get_by_role("button", name="Fewer controls")
    button.focus()
    lesson.keyboard.press("Enter")
    figure.get_by_role("button", name="More controls").wait_for()
    assert sum(handle.is_visible() for handle in figure.locator(".noUi-handle").all()) == 3
    assert not figure.get_by_label("bias c").is_visible()
    lesson.keyboard.press("Enter")
    figure.get_by_label("bias c").wait_for()


def test_a_value_can_be_typed_into_a_field_with_a_name(lesson, figure):
    field = figure.get_by_label("bias c")
    field.fill("0.5")
    field.press("Enter")
    wait_for_handle(figure, [*lessons.figure("Figure 1.1").controls].index("c"), "0.5")


def test_a_decimal_comma_is_understood_and_nonsense_gets_a_notice(lesson, figure):
    field = figure.get_by_label("a", exact=True)
    field.fill("1,7")
    field.press("Enter")
    wait_for(figure, "a = 1.70")
    field.fill("1,7,2")
    field.press("Enter")
    figure.get_by_role("alert").filter(has_text="a must be a number between -2.5 and 2.5").wait_for()
    assert "a = 1.70" in caption(figure)
    press(figure, 0, "ArrowRight")
    wait_for(figure, "a = 1.71")
    assert figure.get_by_role("alert").count() == 0


def test_play_walks_through_the_steps(lesson, figure):
    figure.get_by_label("T (steps)").fill("1")
    figure.get_by_label("T (steps)").press("Enter")
    wait_for(figure, "over 1 step ")
    figure.locator(".widget-play button").first.click()
    wait_for(figure, "over 4 steps")
    figure.locator(".widget-play button").first.click()


def test_while_the_kernel_is_busy_positions_are_dropped_and_the_newest_wins(lesson, figure, tmp_path):
    busy, done = tmp_path / "busy", tmp_path / "done"
    # Whoever moves the figure waits for its lock, whichever thread of the kernel that is.
    code = f"""
import pathlib, time
with live.shown("Figure 1.1")._lock:
    pathlib.Path({str(busy)!r}).touch()
    while not pathlib.Path({str(done)!r}).exists():
        time.sleep(0.01)
"""
    lesson.evaluate(f"code => void {KERNEL}.requestExecute({{code, store_history: false}})", code)
    wait_until(lesson, busy.exists)
    figure.evaluate(
        """cell => {
            window.count = 0; let shown = cell.querySelector('img').src;
            new MutationObserver(() => {
                const now = cell.querySelector('img')?.src;
                if (now && now !== shown) { shown = now; window.count += 1; }
            }).observe(cell, {childList: true, subtree: true});
        }"""
    )
    figure.locator(".noUi-handle").first.focus()
    for _ in range(40):
        lesson.keyboard.press("ArrowRight")
    done.touch()
    wait_for(figure, "a = 1.90")
    assert lesson.evaluate("window.count") <= 3  # of 40: what was on its way, and the newest


def test_an_error_shows_under_the_figure_and_goes_away(lesson, figure):
    run(lesson, "shown = live.shown('Figure 1.1'); kept, shown.compute = shown.compute, lambda **values: 1 / 0")
    press(figure, 0, "ArrowLeft")
    alert = figure.get_by_role("alert")
    alert.filter(has_text="ZeroDivisionError").wait_for()
    assert "a = 1.49" in alert.inner_text() and START in caption(figure)
    run(lesson, "shown.compute = kept")
    press(figure, 0, "ArrowLeft")
    wait_for(figure, "a = 1.48")
    assert alert.count() == 0


def run_cell(page, index):
    """Run the cell of that number and wait for its new output."""
    count = page.evaluate(f"{browser.CELLS}[{index}].model.executionCount")
    page.evaluate(f"jupyterapp.shell.currentWidget.content.activeCellIndex = {index}")
    page.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
    page.wait_for_function(
        f"count => ![null, count].includes({browser.CELLS}[{index}].model.executionCount)"
        f" && {KERNEL}.status === 'idle'",
        arg=count,
    )


def index_of(page, text):
    return page.evaluate(f"{browser.CELLS}.findIndex(c => c.model.sharedModel.getSource().includes('{text}'))")


def test_running_the_cell_again_shows_one_fresh_figure(lesson, figure):
    before = lesson.evaluate("document.querySelectorAll('.widget-play').length")
    press(figure, 0, "End")
    wait_for(figure, "a = 2.50")
    for _ in range(2):
        run_cell(lesson, index_of(lesson, '"Figure 1.1"'))
    cell = browser.scroll_to(lesson, '"Figure 1.1"')
    wait_for(cell, START)
    assert cell.locator("img").count() == 1
    assert lesson.evaluate("document.querySelectorAll('.widget-play').length") == before


def test_a_copied_cell_leaves_the_first_its_picture_and_says_where_the_live_one_is(lesson, figure):
    index = index_of(lesson, '"Figure 1.1"')
    press(figure, 0, "End")
    wait_for(figure, "a = 2.50")
    last = picture(figure)
    lesson.evaluate(f"jupyterapp.shell.currentWidget.content.activeCellIndex = {index}")
    for command in "copy-cell", "paste-cell-below":
        lesson.evaluate(f"jupyterapp.commands.execute('notebook:{command}')")
    run_cell(lesson, index + 1)
    first = browser.scroll_to(lesson, '"Figure 1.1"')
    first.get_by_role("alert").filter(has_text="The live Figure 1.1 is where it was shown last.").wait_for()
    assert picture(first) == last and "a = 2.50" in caption(first)
    assert first.locator(".noUi-handle").count() == 0
    lesson.evaluate(f"jupyterapp.shell.currentWidget.content.activeCellIndex = {index + 1}")
    lesson.evaluate("jupyterapp.commands.execute('notebook:delete-cell')")
    run_cell(lesson, index)
    cell = browser.scroll_to(lesson, '"Figure 1.1"')
    wait_for(cell, START)
    assert cell.get_by_role("alert").count() == 0 and cell.locator(".noUi-handle").count() == 5


def test_saved_by_a_learner_the_page_speaks_without_its_kernel(lab, lesson, figure):
    press(figure, 0, "End")
    wait_for(figure, "a = 2.50")
    lesson.evaluate("jupyterapp.commands.execute('docmanager:save')")
    saved = nbformat.read(lab[0] / "01_scalar_chain.ipynb", as_version=4)
    assert "widgets" not in saved.metadata
    outputs = [output.data for cell in saved.cells for output in cell.get("outputs", []) if "data" in output]
    stills = [data for data in outputs if "<figure" in data.get("text/html", "")]
    assert len(stills) == len(lessons.names(lessons.lesson_of("Figure 1.1")))
    for data in stills:
        assert set(data) == {"text/html", "text/plain"}
        alternative = re.search('alt="([^"]*)"', data["text/html"]).group(1)
        assert data["text/plain"].endswith(alternative) and 'src="data:image/png' in data["text/html"]
    page = lesson.context.new_page()  # another day: no kernel that knows the widgets
    browser.open_notebook(page, lab[1], "01_scalar_chain.ipynb")
    cell = browser.scroll_to(page, '"Figure 1.1"')
    cell.get_by_role("status").filter(has_text="Figure 1.1. a = 1.50").wait_for()
    whole = "image => image.complete && image.naturalWidth > 800"
    page.wait_for_function(whole, arg=cell.locator("img").element_handle())
    assert START in cell.locator("img").get_attribute("alt")
    assert page.get_by_text("Error displaying widget").count() == 0
    page.close()
