"""A live figure as data: what it draws and says, what it refuses, errors, and what a page without a kernel shows."""

import base64
import functools
import io
import re
import subprocess
import sys
import threading

import matplotlib
import matplotlib.image
import matplotlib.style
import numpy as np
import pytest

from helpers import live
from helpers.controls import choice, slider, text
from helpers.figures import lesson_01, style
from helpers.figures.picture import Picture, figure, in_style, panels


@figure(height=slider("height", 3, 0, 10, 1))
def one_line(shape, controls):
    whole, (axes,) = panels(shape, (1,), 200, (200,))
    (line,) = axes.plot([], [])
    axes.set(xlim=(0, 1), ylim=(0, controls.height.high))

    def draw(at, heights):
        line.set_data([0, 1], heights)

    return Picture(whole, [line], draw, lambda at, heights: f"The line is at {at.height}.")


def level(height):
    if height == 7:
        raise ValueError("7 is not allowed here <&>")
    return [height, height]


def plot(name="Figure test", compute=level, **changes):
    return live.plot(name, one_line, compute, **changes)


def shown_picture(figure):
    """(pixels, alternative text, caption) as the browser gets them."""
    page = figure.page()
    source = re.search(r'src="data:image/jpeg;base64,([^"]+)"', page).group(1)
    caption = re.search(r"<figcaption.*?</b> (.*?)</figcaption>", page).group(1)
    image = matplotlib.image.imread(io.BytesIO(base64.b64decode(source)), format="jpeg")
    return image, re.search(r'alt="([^"]*)"', page).group(1), caption


def test_a_move_changes_picture_alternative_text_and_caption_together():
    figure = plot()
    before, alt, caption = shown_picture(figure)
    assert alt == caption == "The line is at 3."
    frame = figure.move(height=8)
    after, alt, caption = shown_picture(figure)
    assert frame.caption == alt == caption == "The line is at 8." and frame.error == ""
    assert not np.array_equal(before, after)


def test_an_error_is_shown_with_its_values_and_gone_at_the_next_good_value():
    figure = plot()
    frame = figure.move(height=7)
    assert frame.error == "ValueError: 7 is not allowed here <&> (at height = 7)"
    assert 'role="alert"' in figure.page() and "7 is not allowed here &lt;&amp;&gt;" in figure.page()
    assert shown_picture(figure)[2] == "The line is at 3."  # the last good picture keeps its own caption
    figure.move(height=2)
    assert 'role="alert"' not in figure.page() and shown_picture(figure)[2] == "The line is at 2."


def test_an_error_at_the_start_is_raised_in_the_cell():
    with pytest.raises(ZeroDivisionError):
        plot("Figure broken", lambda height: 1 / 0)


def test_a_start_or_a_range_can_be_changed_and_the_axis_follows():
    figure = plot(height={"start": 20, "high": 40})
    assert figure.values == {"height": 20} and figure.frame.caption == "The line is at 20."
    assert figure.picture.figure.axes[0].get_ylim() == (0, 40)
    assert plot(height=4).start == {"height": 4}
    assert one_line.controls["height"].start == 3  # the figure itself stays as it was


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"width": 3}, "Figure test has the controls height, but got width"),
        ({"height": 30}, "start of slider 'height' must be between 0 and 10, but got 30"),
        ({"height": {"top": 3}}, "what is changed of slider 'height' must be one of"),
        ({"shape": "round"}, "shape must be one of 'wide', 'tall', 'stage', but got 'round'"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(changes, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        plot(**changes)


def test_a_range_beyond_the_data_is_refused_before_a_slider_gets_there():
    table = [[0, 0], [1, 1], [2, 2], [3, 3]]
    plot(compute=lambda height: table[height], height={"high": 3})
    said = "Figure test can't be drawn at height = 9 (IndexError: list index out of range). Change height within"
    with pytest.raises(ValueError, match=re.escape(said)):
        plot(compute=lambda height: table[height], height={"high": 9})


def test_data_that_end_too_early_are_not_drawn_as_if_they_went_on():
    noise = np.zeros(60)

    def gradient(a, T):
        states = np.append(0.1, noise[:T])
        return states, a * (1 - states[1:] ** 2), np.zeros(len(states))

    live.plot("Figure short", lesson_01.power_and_truth, gradient, T=60)
    with pytest.raises(ValueError, match=r"at T = 90 .* equally long, but got \[61, 91\]"):
        live.plot("Figure short", lesson_01.power_and_truth, gradient, T={"high": 90})


def test_a_computing_function_may_ask_for_fewer_controls_but_not_for_others():
    assert plot(compute=lambda: [1, 1]).frame.caption == "The line is at 3."
    with pytest.raises(ValueError, match=r"a function must take .* but asks for size"):
        plot(compute=functools.partial(lambda size, height: 0))
    with pytest.raises(ValueError, match="Figure test must get a function that computes, but got 3"):
        plot(compute=3)
    with pytest.raises(ValueError, match=r"level must take .* controls of Figure test \(height\), but asks for size"):

        def level(size):
            return [size, size]

        plot(compute=level)


def test_a_move_of_a_control_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="a control of Figure test must be one of 'height', but got 'width'"):
        plot().move(width=3)


def test_showing_again_under_the_same_name_replaces_the_first():
    first, last = plot("Figure again"), plot("Figure again")
    assert first.view is None and last.view is not None and live.shown("Figure again") is last


def test_another_front_end_takes_the_place_of_the_widgets(monkeypatch):
    frames = []

    class View:
        def __init__(self, figure):
            self.controls = figure.controls

        def show(self, frame):
            frames.append(frame)

        def mimebundle(self):
            return {"application/x-page": "here"}

        def retire(self, words):
            frames.append(words)

    monkeypatch.setattr(live, "front_end", View)
    figure = plot("Figure elsewhere")
    assert figure._repr_mimebundle_()["application/x-page"] == "here"
    assert figure.view.controls["height"] == slider("height", 3, 0, 10, 1)._replace(key="height")
    figure.move(height=9)
    plot("Figure elsewhere")
    assert [frames[0].caption, frames[1]] == [
        "The line is at 9.",
        "The live Figure elsewhere is where it was shown last.",
    ]


def test_a_figure_needs_no_widgets_and_no_pyplot_to_be_drawn():
    # In a process of its own, since other tests may import either.
    code = "from helpers import live; from helpers.figures import lesson_01; import sys, numpy as np; "
    code += "f = live.Live('x', lesson_01.slopes, lambda z, a: {'s': (0.0, 1.0)}, ({'s': (np.sin, np.cos)},)); "
    code += "f.move(z=2.0); print({'matplotlib.pyplot', 'ipywidgets', 'IPython'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


def test_the_saved_output_shows_picture_number_caption_and_alternative_without_a_kernel():
    data = plot()._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert data["text/plain"] == "Figure test. The line is at 3."
    page = data["text/html"]
    assert 'alt="The line is at 3."' in page and "<b>Figure test.</b> The line is at 3.</figcaption>" in page
    source = re.search(r'src="data:image/png;base64,([^"]+)"', page).group(1)
    image = matplotlib.image.imread(io.BytesIO(base64.b64decode(source)), format="png")
    assert image.shape[:2] == (300, 1350)  # one and a half dots per CSS pixel


def test_a_figure_in_which_nothing_moves_has_a_number_and_words_too():
    @figure()
    def words_only(shape, controls, number):
        whole, _ = panels(shape, (1,), 200, (200,))
        return Picture(whole, words=lambda at: f"It is {number}.")

    shown = live.still("Figure still", words_only, 5)
    assert shown._repr_mimebundle_()["text/plain"] == "Figure still. It is 5."
    assert set(shown._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_moves_from_several_threads_end_at_the_newest_value():
    figure = plot()

    def drag(values):
        for value in values:
            figure.move(height=value)

    threads = [threading.Thread(target=drag, args=([1, 2, 4, 5, 6, last],)) for last in (8, 9, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert figure.error is None
    assert shown_picture(figure)[2] == f"The line is at {figure.values['height']}."


def test_a_text_is_passed_on_whole_and_its_mistake_is_shown_until_mended():
    @figure(words=text("sentence", "one two", ("one two", "three")), kind=choice("kind", "a", "ab".split("b")[:1]))
    def counted(shape, controls):
        return Picture(panels(shape, (1,), 200, (200,))[0], words=lambda at, n: f"The text has {n} words.")

    def count(words):
        if "cat" in words:
            raise ValueError("no 'cat' in here")
        return len(words.split())

    shown = live.plot("Figure text", counted, count)
    assert shown.move(words="the cat").error == "ValueError: no 'cat' in here (at words = 'the cat', kind = 'a')"
    assert shown.move(words="a b c") == live.Frame(shown.frame.jpeg, "The text has 3 words.")


def test_the_file_keeps_every_dot_and_the_live_view_is_close_to_it():
    whole, (axes,) = panels("wide", (1,), 200)
    axes.plot([0, 1], [0, 1])
    picture = Picture(whole)
    truth = picture.pixels()[..., :3].astype(float)
    file = 255 * matplotlib.image.imread(io.BytesIO(picture.png()), format="png")
    view = matplotlib.image.imread(io.BytesIO(picture.jpeg()), format="jpeg").astype(float)
    assert np.array_equal(file.round(), truth)
    assert 0 < np.abs(view - truth).mean() < 1


def test_only_what_moves_is_redrawn_and_every_scene_has_a_background_of_its_own():
    whole, (axes,) = panels("wide", (1,), 200)
    (line,) = axes.plot([0, 1], [0, 1])
    picture = Picture(whole, [line])
    first, place = picture.pixels().copy(), axes.get_position().bounds
    axes.set_facecolor("yellow")
    assert np.array_equal(picture.pixels(), first)
    picture.scene("yellow")
    yellow = picture.pixels().copy()
    assert not np.array_equal(yellow, first) and axes.get_position().bounds == place
    picture.scene(None)
    assert np.array_equal(picture.pixels(), first)
    picture.scene("yellow")
    assert np.array_equal(picture.pixels(), yellow)


def test_all_figures_share_one_sheet_and_only_the_one_that_moves_has_its_backgrounds_at_hand():
    pictures = []
    for size in (210, 210, 260):
        whole, (axes,) = panels("wide", (1,), size)
        (line,) = axes.plot([0, 1])
        pictures.append(Picture(whole, [line], draw=lambda end, line=line: line.set_ydata([0, end])))
    seen = []
    for end, picture in enumerate(pictures):
        picture.draw(end)
        seen.append(picture.png())
    assert len(set(seen)) == 3
    assert [picture.png() for picture in reversed(pictures)] == seen[::-1]
    assert len({picture.figure.canvas.get_renderer() for picture in pictures}) == 1
    *others, last = (picture._backgrounds[None] for picture in reversed(pictures))
    assert all(isinstance(squeezed, bytes) and len(squeezed) < 100_000 for squeezed in others)
    assert not isinstance(last, bytes)


def test_who_takes_up_another_control_leaves_a_ghost_behind():
    figure = live.plot("Figure ghost", two_ends, lambda left, right: (left, right))
    ghost, line = figure.picture.moving
    figure.move(left=3)
    figure.move(left=5)
    assert ghost.get_ydata() == [0, 1] and line.get_ydata() == [5, 1]  # the start
    figure.move(right=7)
    assert ghost.get_ydata() == [5, 1] and line.get_ydata() == [5, 7]
    figure.move(right=9)
    assert ghost.get_ydata() == [5, 1]  # as it was when this control was taken up
    figure.move(left=2)
    assert ghost.get_ydata() == [5, 9]
    figure.move(**figure.start)
    assert len(ghost.get_xdata()) == 0


@figure(left=slider("left", 0, 0, 9, 1), right=slider("right", 1, 0, 9, 1))
def two_ends(shape, controls):
    whole, (axes,) = panels(shape, (1,), 200, (200,))
    (line,) = axes.plot([], [])

    def draw(at, left, right):
        line.set_data([0, 1], [left, right])

    return Picture(whole, [line], draw, lambda at, *ends: f"The ends are {ends}.", ghosts=[line])


def test_wide_panels_stand_side_by_side_and_tall_ones_under_each_other():
    wide, (left, right) = panels("wide", (1, 2))
    tall, (upper, lower) = panels("tall", (1, 2), tall=(390, 250))
    assert Picture(wide).size == (900, 400) and Picture(tall).size == (390, 640)
    for drawn in wide, tall:
        drawn.draw_without_rendering()
    assert left.get_position().x1 < right.get_position().x0 and upper.get_position().y0 > lower.get_position().y1


def hostile():
    """Every style that matplotlib has, and settings one by one that readers are known to have."""
    single = {
        "text.usetex": True,
        "font.family": ["serif"],
        "font.size": 30,
        "text.color": "white",
        "axes.facecolor": "black",
        "axes.edgecolor": "white",
        "axes.labelcolor": "white",
        "xtick.color": "white",
        "lines.linestyle": ":",
        "lines.marker": "x",
        "markers.fillstyle": "none",
        "axes.grid.which": "both",
        "axes.xmargin": 0.4,
        "axes.formatter.use_locale": True,
        "axes.unicode_minus": False,
        "figure.dpi": 40,
        "figure.figsize": (2, 2),
        "figure.constrained_layout.use": False,
        "figure.autolayout": True,
        "legend.frameon": True,
        "legend.loc": "center",
        "path.sketch": (3, 100, 2),
        "path.snap": False,
        "image.cmap": "jet",
        "mathtext.fontset": "stix",
        "grid.alpha": 0.1,
        "patch.facecolor": "red",
        "savefig.facecolor": "black",
    }
    yield from ([name, name] for name in matplotlib.style.available)
    yield from ([key, {key: value}] for key, value in single.items())


@pytest.mark.filterwarnings("ignore")  # some of matplotlib's own styles warn of themselves
def test_no_setting_of_matplotlib_changes_a_pixel():
    def drawn():
        made = live.Live("x", lesson_01.slopes, lambda z, a: {"s": (0.2, 1.4)}, ({"s": (np.sin, np.cos)},))
        before = made.picture.pixels().copy()
        made.move(z=2.0)
        return before, made.picture.pixels().copy()

    plain, moved = drawn()
    assert not np.array_equal(plain, moved)
    for name, settings in hostile():
        with matplotlib.rc_context():
            matplotlib.style.use(settings)
            readers = dict(dict.items(matplotlib.rcParams))
            there = drawn()
            assert dict(dict.items(matplotlib.rcParams)) == readers, name  # and nothing of ours leaks out
        assert np.array_equal(there[0], plain) and np.array_equal(there[1], moved), name


def test_figures_that_move_at_once_leave_the_reader_his_settings():
    def draw():
        for _ in range(1000):
            with in_style():
                pass

    interval = sys.getswitchinterval()
    with matplotlib.rc_context({"axes.facecolor": "black"}):
        sys.setswitchinterval(1e-5)
        threads = [threading.Thread(target=draw) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(interval)
        assert matplotlib.rcParams["axes.facecolor"] == "black"


def test_what_a_figure_was_given_stays_what_it_was():
    functions = {"s": (np.sin, np.cos)}
    figure = live.plot("Figure test", lesson_01.slopes, lambda z, a: {"s": (0.2, 1.4)}, functions)
    before = figure.picture.pixels().copy()
    functions.clear()
    figure.reshape("wide")
    assert np.array_equal(figure.picture.pixels(), before)


def test_no_setting_of_numpy_stops_a_figure():
    with np.errstate(all="raise"):
        whole, _ = panels("wide", (1,), 200)
        hills = whole.add_subplot(projection="3d")
        hills.plot_surface(*np.meshgrid(np.arange(9.0), np.arange(9.0)), np.full((9, 9), 1e-300))
        assert Picture(whole).pixels().shape[1] == 1350
        figure = plot(compute=lambda height: [float(np.exp(np.float64(-800.0))) + height] * 2)
        assert figure.move(height=9).error == ""


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


def test_the_border_of_a_gradient_is_ten_and_that_of_a_factor_one():
    assert [style.fate(np.log10(size)) for size in (0.09, 0.11, 9, 11)] == [
        style.VANISHES,
        style.SURVIVES,
        style.SURVIVES,
        style.EXPLODES,
    ]
    factors = (0.99, -0.99, 0.0, 1.0, -1.0, 1 + 1e-12, 1.01, -3.0)
    colours = [style.VANISHES] * 3 + [style.SURVIVES] * 3 + [style.EXPLODES] * 2
    assert [style.factor_fate(factor) for factor in factors] == colours
