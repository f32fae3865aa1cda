"""A figure that grows while its cell works: what it shows on the way, at the end, and after the stop button."""

import nbclient
import nbformat
import pytest
from test_live import instances, shown_picture

from helpers import growing
from helpers.picture import Picture, panels


def bar():
    """A picture of a bar whose height is the number of entries in a list, the list, and the update function."""
    figure, (axes,) = panels((1,), size=(300, 200))
    axes.set(xlim=(0, 1), ylim=(0, 10))
    (line,) = axes.plot([], [])
    picture, entries = Picture(figure, [line]), []

    def update():
        line.set_data([0, 1], [len(entries)] * 2)
        return f"{len(entries)} entries so far."

    return picture, entries, update


def test_it_is_brought_up_to_date_on_call_and_at_the_end():
    picture, entries, update = bar()
    with growing.figure("Figure grows", picture, update) as repaint:
        shown = growing._shown["Figure grows"]
        first, *texts = shown_picture(shown)
        assert texts == ["0 entries so far."] * 2
        entries.append(1)
        assert shown_picture(shown)[1] == "0 entries so far."
        repaint()
        second, *texts = shown_picture(shown)
        assert texts == ["1 entries so far."] * 2 and (first != second).any()
        entries.append(2)
    assert shown_picture(shown)[1] == picture.caption == "2 entries so far."


def test_the_stop_button_ends_the_block_and_nothing_else():
    picture, entries, update = bar()
    with growing.figure("Figure stops", picture, update) as repaint:
        for number in range(9):
            entries.append(number)
            repaint()
            if number == 4:
                raise KeyboardInterrupt
    assert len(entries) == 5 and picture.caption == "5 entries so far."
    with growing.figure("Figure stops", picture, update):  # run the cell again: it goes on
        entries.append(9)
    assert picture.caption == "6 entries so far."


def test_other_errors_are_not_swallowed():
    picture, _, update = bar()
    with pytest.raises(ZeroDivisionError), growing.figure("Figure breaks", picture, update):
        1 / 0  # noqa: B018
    entries = []

    def fails_later():
        return f"{1 / (1 - len(entries)):.1f} is the caption."

    with pytest.raises(ZeroDivisionError), growing.figure("Figure breaks", picture, fails_later):
        entries.append(1)


def test_running_the_cell_again_frees_the_first():
    for _ in range(2):
        picture, _, update = bar()
        with growing.figure("Figure again", picture, update) as repaint:
            repaint()
        count = instances()
    for _ in range(4):
        with growing.figure("Figure again", picture, update) as repaint:
            repaint()
    assert instances() == count


CELL = """
from test_growing import bar
from helpers import growing
picture, entries, update = bar()
with growing.figure("Figure saved", picture, update) as repaint:
    for number in range(3):
        entries.append(number)
        repaint()
"""


def test_a_saved_notebook_holds_the_last_picture_with_its_text():
    code = f"import sys; sys.path.insert(0, {str(__file__.rsplit('/', 1)[0])!r})\n{CELL}"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(notebook, timeout=120, store_widget_state=False, kernel_name="python3").execute()
    (output,) = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    assert output.data["text/plain"] == output.metadata["image/png"]["alt"] == "3 entries so far."
    assert output.metadata["image/png"]["width"] == 300 and output.data["image/png"]
    picture, entries, update = bar()
    entries.extend(range(3))
    picture.caption = update()
    assert output.data["image/png"].strip() == picture._repr_mimebundle_()[0]["image/png"]
