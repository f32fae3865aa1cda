"""A figure that grows while its cell works: what it shows on the way, at the end, and after the stop button."""

import re

import nbclient
import nbformat
import pytest
from test_live import shown_picture
from test_widgets import instances

from helpers import live
from helpers.figures.picture import Picture, figure, panels


@figure()
def bar(shape, controls, most=10):
    """A bar whose height is the number of entries in a list."""
    whole, (axes,) = panels(shape, (1,), 200, (200,))
    axes.set(xlim=(0, 1), ylim=(0, most))
    (line,) = axes.plot([], [])

    def draw(at, entries):
        line.set_data([0, 1], [len(entries)] * 2)

    return Picture(whole, [line], draw, lambda at, entries: f"{len(entries)} entries so far.")


def test_it_is_brought_up_to_date_on_call():
    entries = []
    with live.growing("Figure grows", bar, 10) as show:
        show(entries)
        shown = live.shown("Figure grows")
        first, *texts = shown_picture(shown)
        assert texts == ["0 entries so far."] * 2
        entries.append(1)
        assert shown_picture(shown)[1] == "0 entries so far."
        show(entries)
        second, *texts = shown_picture(shown)
        assert texts == ["1 entries so far."] * 2 and (first != second).any()
    assert shown.frame.caption == "1 entries so far."


def test_the_stop_button_ends_the_block_and_nothing_else():
    entries = []
    with live.growing("Figure stops", bar) as show:
        for number in range(9):
            entries.append(number)
            show(entries)
            if number == 4:
                raise KeyboardInterrupt
    assert len(entries) == 5 and live.shown("Figure stops").frame.caption == "5 entries so far."
    with live.growing("Figure stops", bar) as show:  # run the cell again: it goes on
        show([*entries, 9])
    assert live.shown("Figure stops").frame.caption == "6 entries so far."


def test_other_errors_are_not_swallowed():
    with pytest.raises(ZeroDivisionError), live.growing("Figure breaks", bar):
        1 / 0  # noqa: B018
    with pytest.raises(TypeError, match="len"), live.growing("Figure breaks", bar) as show:
        show([])
        show(3)
    with pytest.raises(TypeError, match="len"), live.growing("Figure breaks at once", bar) as show:
        show(3)


def test_running_the_cell_again_frees_the_first():
    def run():
        with live.growing("Figure again", bar) as show:
            show([])
            show([1])

    run()
    count = instances()
    for _ in range(4):
        run()
    assert instances() == count


def test_an_error_leaves_what_was_seen_last():
    with pytest.raises(ZeroDivisionError), live.growing("Figure errs", bar) as show:
        show([1])
        show([1, 2])
        1 / 0  # noqa: B018
    assert live.shown("Figure errs").frame.caption == "2 entries so far."


CELL = """
from test_growing import bar
from helpers import live
entries = []
with live.growing("Figure saved", bar) as show:
    for number in range(3):
        entries.append(number)
        show(entries)
"""


def test_a_saved_notebook_holds_the_last_picture_with_its_text():
    code = f"import sys; sys.path.insert(0, {str(__file__.rsplit('/', 1)[0])!r})\n{CELL}"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(notebook, timeout=120, store_widget_state=False, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    assert output.data["text/plain"] == "Figure saved. 3 entries so far."
    assert 'alt="3 entries so far."' in output.data["text/html"]
    with live.growing("Figure saved", bar) as show:
        show(range(3))
    picture = re.search('src="(data:image/png[^"]+)"', live.shown("Figure saved").still()).group(1)
    assert picture in output.data["text/html"]
