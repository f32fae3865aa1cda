"""The front end for Jupyter: what is sent, in which order, and what is left when a figure is shown twice."""

import sys
import threading

import ipywidgets
import pytest
from test_live import one_line, plot

from helpers import live
from helpers.controls import choice, slider, text
from helpers.figures.picture import Picture, figure, panels
from helpers.jupyter import widgets


@figure(
    x=slider("x", 6, 0, 18, 3, play=True),
    y=slider("y", 1.5, -2.5, 2.5, 0.01),
    kind=choice("kind", "tanh", ("tanh", "ReLU")),
    words=text("sentence", "one two", ("one two", "three")),
)
def many(shape, controls):
    def words(at, *results):
        return f"{at.x} {at.y} {at.kind} {at.words}"

    return Picture(panels(shape, (1,), 200, (200,))[0], words=words)


@pytest.fixture
def shown():
    return live.plot("Figure widgets", many, lambda: ())


def parts(figure, key):
    return figure.view._rows[key].box.children


def caption(figure):
    return figure.view._page.value.split("</b> ")[1].split("</figcaption>")[0]


def instances():
    return len(sys.modules["ipywidgets.widgets.widget"]._instances)


def test_one_message_per_move(monkeypatch):
    figure = plot()
    sent = []
    monkeypatch.setattr(figure.view._page, "send_state", lambda key=None: sent.append(key))
    parts(figure, "height")[1].value = 5
    assert sent == ["value"] and caption(figure) == "The line is at 5."


def test_the_picture_is_sent_before_the_number(monkeypatch):
    figure = plot()
    field, handle = parts(figure, "height")
    sent = []
    for name, widget in ("picture", figure.view._page), ("field", field):
        monkeypatch.setattr(widget, "send_state", lambda key=None, name=name: sent.append(name))
    handle.value = 9
    assert sent == ["picture", "field"] and field.value == "9"


def test_a_second_window_hears_of_a_move_after_the_picture(monkeypatch):
    figure = plot()
    _, handle = parts(figure, "height")
    sent = []
    monkeypatch.setattr(figure.view._page, "send_state", lambda key=None: sent.append("picture"))
    monkeypatch.setattr(handle, "_send", lambda message, buffers=None: sent.append(message))
    handle.set_state({"value": 8})  # as when the page speaks
    assert sent[0] == "picture"
    assert [message["state"] for message in sent[1:] if message["method"] == "echo_update"] == [{"value": 8}]
    assert not [message for message in sent[1:] if message["method"] == "update"]  # a hand that drags is not pushed


def test_reset_puts_every_control_back_with_one_repaint(shown, monkeypatch):
    shown.view.set(x=0, y=-1.0, kind="ReLU", words="three")
    assert caption(shown) == "0 -1.0 ReLU three"
    updates, update = [], shown.update
    monkeypatch.setattr(shown, "update", lambda **values: updates.append(values) or update(**values))
    (button,) = [part for part in shown.view.box.children[0].children if isinstance(part, ipywidgets.Button)]
    button.click()
    assert updates == [shown.start] and caption(shown) == "6 1.5 tanh one two"
    field, handle, walk = parts(shown, "x")
    assert (field.value, handle.value, walk.value) == ("6", 6, 6)


def test_what_is_typed_goes_to_the_nearest_step_and_moves_the_handle(shown):
    field, handle, walk = parts(shown, "x")
    field.value = "10"
    assert (field.value, handle.value, walk.value, shown.values["x"]) == ("9", 9, 9, 9)
    walk.value = 12
    assert (field.value, handle.value, shown.values["x"]) == ("12", 12, 12)
    handle.value = 0
    assert (field.value, walk.value, shown.values["x"]) == ("0", 0, 0)


def test_a_decimal_comma_is_one_and_nonsense_gets_a_notice_and_the_last_value(shown):
    field, handle = parts(shown, "y")
    field.value = "1,7"
    assert (field.value, handle.value, shown.values["y"]) == ("1.7", 1.7, 1.7)
    field.value = "1,7,2"
    assert (field.value, handle.value, shown.values["y"]) == ("1.7", 1.7, 1.7)
    assert "y must be a number between -2.5 and 2.5, but got &#x27;1,7,2&#x27;" in shown.view._page.value
    handle.value = 0.5
    assert 'role="alert"' not in shown.view._page.value


def test_the_noise_of_a_slider_is_not_shown(shown):
    field, handle = parts(shown, "y")
    handle.value = 1.5099999999999998
    assert field.value == "1.51" and shown.values["y"] == 1.51
    assert handle.value == 1.5099999999999998  # a hand that drags is not pushed back


def test_menus_and_lines_of_text_pass_their_values_on(shown):
    shown.view._rows["kind"].box.value = "ReLU"
    line = shown.view._rows["words"].box
    assert line.continuous_update is False and line.description == "sentence"
    line.value = "a b c"
    assert caption(shown) == "6 1.5 ReLU a b c"


def test_every_control_has_a_name_that_is_seen_and_read_out(shown):
    for key, row in shown.view._rows.items():
        named = row.box.children[0] if hasattr(row.box, "children") else row.box
        assert named.description == many.controls[key].label


def test_all_but_the_first_three_controls_are_folded_until_asked_for(shown):
    boxes = {key: row.box for key, row in shown.view._rows.items()}
    line, seen, more, folded = shown.view.box.children[0].children[0].children
    assert (line, *seen.children) == (boxes["words"], boxes["x"], boxes["y"]) and folded.children == (boxes["kind"],)
    assert (folded.layout.display, more.description) == ("none", "More controls")
    more.value = True
    assert (folded.layout.display, more.description) == ("grid", "Fewer controls")
    more.value = False
    assert (folded.layout.display, more.description) == ("none", "More controls")


def test_showing_again_in_the_same_cell_leaves_no_widget_behind():
    plot("Figure again")
    count = instances()
    for _ in range(5):
        plot("Figure again")
    assert instances() == count


def test_a_copied_cell_leaves_the_first_its_picture_and_a_pointer(monkeypatch):
    count = instances()
    monkeypatch.setattr(widgets, "_cell", lambda: "one")
    first = plot("Figure copied")
    first.move(height=8)
    view = first.view
    monkeypatch.setattr(widgets, "_cell", lambda: "two")
    second = plot("Figure copied")
    assert first.view is None and len(view.box.children) == 1  # the picture without controls
    assert "The line is at 8." in view._page.value
    assert "The live Figure copied is where it was shown last." in view._page.value
    second.move(height=2)
    assert "The line is at 8." in view._page.value  # and nothing moves there any more
    monkeypatch.setattr(widgets, "_cell", lambda: "one")
    third = plot("Figure copied")  # the first cell once more: live there, and the second points to it
    assert third.view.box.children[0].children and "The live Figure copied" in second_page(second)
    third.view.close()
    widgets._views["Figure copied", "two"].close()
    assert instances() == count


def second_page(figure):
    return widgets._views[figure.name, "two"]._page.value


def test_a_figure_in_which_nothing_can_be_moved_has_no_reset():
    shown = live.put(live.Live("Figure alone", one_line_without_controls, lambda: [1, 1]))
    assert len(shown.view.box.children) == 1


@figure()
def one_line_without_controls(shape, controls):
    whole, (axes,) = panels(shape, (1,), 200, (200,))
    (line,) = axes.plot([], [])

    def draw(at, heights):
        line.set_data([0, 1], heights)

    return Picture(whole, [line], draw, lambda at, heights: f"The line is at {heights[0]}.")


def test_works_where_no_thread_can_be_started(monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    figure = live.plot("Figure without threads", one_line, lambda height: [height] * 2)
    parts(figure, "height")[1].value = 9
    assert figure.error is None and caption(figure) == "The line is at 9."
