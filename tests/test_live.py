"""The figure engine: what is sent, what is shown without a kernel, errors, leaks, and life without threads."""

import base64
import io
import re
import sys
import threading

import ipywidgets as widgets
import matplotlib.image
import numpy as np
import pytest

from helpers import live, style
from helpers.picture import Picture, panels


def small_figure(name="Figure test", update=None, **controls):
    figure, (axes,) = panels((1,), size=(300, 200))
    (line,) = axes.plot([], [])
    axes.set(xlim=(0, 1), ylim=(0, 10))

    def draw(height):
        line.set_data([0, 1], [height, height])

    picture = Picture(figure, [line], draw)

    def default_update(height):
        if height == 7:
            raise ValueError("7 is not allowed here <&>")
        draw(height)
        return f"The line is at {height}."

    controls = controls or {"height": live.slider("height", 3, 0, 10, 1)}
    return live.show(name, picture, update or default_update, **controls)


def shown_picture(figure):
    """(pixels, alternative text, caption) as the browser gets them."""
    page = figure._view.value
    source = re.search(r'src="data:image/jpeg;base64,([^"]+)"', page).group(1)
    caption = re.search(r'<p role="status".*?</b> (.*?)</p>', page).group(1)
    image = matplotlib.image.imread(io.BytesIO(base64.b64decode(source)), format="jpeg")
    return image, re.search(r'alt="([^"]*)"', page).group(1), caption


def instances():
    return len(
        widgets.widget._instances if hasattr(widgets, "widget") else sys.modules["ipywidgets.widgets.widget"]._instances
    )


def test_a_move_changes_picture_alternative_text_and_caption_together():
    figure = small_figure()
    before, alt, caption = shown_picture(figure)
    assert alt == caption == "The line is at 3."
    figure.controls["height"].value = 8
    after, alt, caption = shown_picture(figure)
    assert alt == caption == "The line is at 8."
    assert not np.array_equal(before, after)


def test_one_message_per_move(monkeypatch):
    figure = small_figure()
    sent = []
    monkeypatch.setattr(figure._view, "send_state", lambda key=None: sent.append(key))
    figure.controls["height"].value = 5
    assert sent == ["value"]


def test_reset_puts_every_control_back_with_one_repaint(monkeypatch):
    figure = small_figure(
        update=lambda x, y: f"{x} {y}", x=live.slider("x", 1, 0, 9, 1), y=live.slider("y", 2.5, 0.0, 9.0, 0.5)
    )
    figure.set(x=4, y=5.0)
    assert shown_picture(figure)[2] == "4 5.0"
    repaints = []
    update = figure.update
    figure.update = lambda **values: repaints.append(values) or update(**values)
    (button,) = [child for child in figure.box.children[0].children if isinstance(child, widgets.Button)]
    button.click()
    assert repaints == [{"x": 1, "y": 2.5}] and shown_picture(figure)[2] == "1 2.5"


def test_an_error_is_shown_with_its_values_and_gone_at_the_next_good_value():
    figure = small_figure()
    figure.controls["height"].value = 7
    page = figure._view.value
    assert 'role="alert"' in page and "ValueError: 7 is not allowed here &lt;&amp;&gt; (at height = 7)" in page
    assert shown_picture(figure)[2] == "The line is at 3."  # the last good picture keeps its own caption
    figure.controls["height"].value = 2
    assert 'role="alert"' not in figure._view.value and shown_picture(figure)[2] == "The line is at 2."


def test_an_error_at_the_start_is_raised_in_the_cell():
    with pytest.raises(ZeroDivisionError):
        small_figure("Figure broken", update=lambda height: 1 / 0)


def test_showing_again_under_the_same_name_frees_the_first():
    small_figure("Figure again")
    count = instances()
    first = small_figure("Figure again")
    for _ in range(5):
        last = small_figure("Figure again")
    assert instances() == count
    assert first.picture is None and last.picture is not None
    assert live._shown["Figure again"] is last


def test_pyplot_is_never_touched():
    # In a process of its own, since other tests may import pyplot.
    import subprocess

    code = "from helpers.figures import lesson_01; import sys; lesson_01.power_and_truth(9).png(); "
    code += "print('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_the_saved_output_holds_view_picture_text_and_its_alternative():
    data, about = small_figure()._repr_mimebundle_()
    assert data["text/plain"] == about["image/png"]["alt"] == "The line is at 3."
    assert about["image/png"]["width"] == 300
    assert "application/vnd.jupyter.widget-view+json" in data
    image = matplotlib.image.imread(io.BytesIO(base64.b64decode(data["image/png"])), format="png")
    assert image.shape[:2] == (300, 450)  # one and a half dots per CSS pixel


def test_works_where_no_thread_can_be_started(monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    figure = small_figure("Figure without threads")
    figure.controls["height"].value = 9
    assert figure.error is None and shown_picture(figure)[2] == "The line is at 9."


def test_moves_from_several_threads_end_at_the_newest_value():
    figure = small_figure()

    def drag(values):
        for value in values:
            figure.controls["height"].value = value

    threads = [threading.Thread(target=drag, args=([1, 2, 4, 5, 6, last],)) for last in (8, 9, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    figure.refresh()
    assert figure.error is None
    assert shown_picture(figure)[2] == f"The line is at {figure.controls['height'].value}."


def slider_parts(control):
    field, handle, *walk = control.row.children
    return (field, handle, *walk)


def test_the_noise_of_a_slider_is_not_shown():
    field, handle = slider_parts(live.slider("a", 1.5, -2.5, 2.5, 0.01))
    for noisy, clean in (1.5099999999999998, 1.51), (-0.20000000000000018, -0.2), (2.5, 2.5):
        handle.value = noisy
        assert field.value == clean
        assert handle.value == noisy  # a hand that drags is not pushed back


def test_what_is_typed_between_two_steps_goes_to_the_nearest_and_moves_the_handle():
    field, handle, walk = slider_parts(live.slider("words", 6, 0, 18, 3, play=True))
    field.value = 10
    assert field.value == handle.value == walk.value == 9
    walk.value = 12
    assert field.value == handle.value == 12
    handle.value = 0
    assert field.value == walk.value == 0


def test_the_picture_is_sent_before_the_number(monkeypatch):
    figure = small_figure("Figure order")
    field, handle = slider_parts(live.Control(None, figure.box.children[0].children[0]))
    sent = []
    for name, widget in ("picture", figure._view), ("field", field):
        monkeypatch.setattr(widget, "send_state", lambda key=None, name=name: sent.append(name))
    handle.value = 9
    assert sent[0] == "picture" and set(sent) == {"picture", "field"} and sent.count("picture") == 1


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("x", 5, 0, 1, 0.1), "between 0 and 1, but got 5"),
        (("x", 4, 0, 9, 3), "slider 'x' must start on a step, but got 4. The nearest is 3."),
        (("x", float("nan"), 0, 1, 0.1), "finite number"),
        (("x", 1, 0, "2", 1), "high of slider 'x' must be a finite number, but got '2'"),
    ],
)
def test_a_slider_with_impossible_numbers_is_refused(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        live.slider(*arguments)


def test_a_choice_outside_its_options_is_refused():
    with pytest.raises(ValueError, match="must be one of 'tanh', 'ReLU', but got 'relu'"):
        live.choice("activation", "relu", ["tanh", "ReLU"])


def test_a_text_is_passed_on_whole_and_its_mistake_is_shown_until_mended():
    def update(words):
        if "cat" in words:
            raise ValueError("no 'cat' in here")
        return f"The text has {len(words.split())} words."

    words = live.text("sentence", "one two", ("one two", "three"))
    figure = small_figure("Figure text", update=update, words=words)
    assert figure.controls["words"].continuous_update is False and figure.controls["words"].description == "sentence"
    assert shown_picture(figure)[2] == "The text has 2 words."
    figure.controls["words"].value = "the cat"
    assert "no &#x27;cat&#x27; in here (at words = &#x27;the cat&#x27;)" in figure._view.value
    assert shown_picture(figure)[2] == "The text has 2 words."
    figure.controls["words"].value = "a b c"
    assert 'role="alert"' not in figure._view.value and shown_picture(figure)[2] == "The text has 3 words."
    figure.set(words="one two")
    assert figure.error is None


@pytest.mark.parametrize("arguments", [("sentence", 3), ("sentence", "a", ("b", None))])
def test_a_text_that_is_none_is_refused(arguments):
    with pytest.raises(ValueError, match="text 'sentence' must hold a str"):
        live.text(*arguments)


def test_controls_that_update_does_not_know_are_refused_with_the_name():
    with pytest.raises(TypeError, match="width"):
        small_figure("Figure wrong control", width=live.slider("width", 1, 0, 3, 1))


def test_the_file_keeps_every_dot_and_the_live_view_is_close_to_it():
    figure, (axes,) = panels((1,), size=(300, 200))
    axes.plot([0, 1], [0, 1])
    picture = Picture(figure)
    truth = picture.pixels()[..., :3].astype(float)
    file = 255 * matplotlib.image.imread(io.BytesIO(picture.png()), format="png")
    view = matplotlib.image.imread(io.BytesIO(picture.jpeg()), format="jpeg").astype(float)
    assert np.array_equal(file.round(), truth)
    assert 0 < np.abs(view - truth).mean() < 1


def test_only_what_moves_is_redrawn_and_redraw_all_forgets_the_background():
    figure, (axes,) = panels((1,), size=(300, 200))
    (line,) = axes.plot([0, 1], [0, 1])
    picture = Picture(figure, [line])
    first = picture.pixels().copy()
    axes.set_title("new")
    assert np.array_equal(picture.pixels(), first)
    picture.redraw_all()
    assert not np.array_equal(picture.pixels(), first)


@pytest.mark.parametrize(
    "log10_size, text",
    [
        (-float("inf"), "exactly 0"),
        (0, "1"),
        (2.5361, "344"),
        (-1.5565, "0.0278"),
        (-10.4742, "3.4e-11"),
        (8.80, "6.3e8"),
        (-5000.0, "1.0e-5000"),
        (5.9999, "1.0e6"),
        (-3.0, "0.001"),
        (3.346, "2218"),
        (2.9999, "1000"),
    ],
)
def test_power_of_ten_reads_well_at_any_size(log10_size, text):
    assert style.power_of_ten(log10_size) == text


def test_the_fates_have_colours_and_signs_of_their_own():
    fates = [style.fate(size) for size in (-5, 0, 5, float("inf"), -float("inf"))]
    assert fates == [style.VANISHES, style.SURVIVES, style.EXPLODES, style.EXPLODES, style.VANISHES]
    assert len(set(style.MARKERS.values())) == 3
