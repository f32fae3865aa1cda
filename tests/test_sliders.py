"""Every control of every live figure is moved over its whole range, without a browser.

pytest turns each warning into an error, so an overflow that nobody meant is found here too.
"""

import math
import re
from functools import cache

import lessons
import numpy as np

from helpers.controls import nearest
from helpers.runs import Training


def positions(control, count=21):
    """Values over the range of a control: both ends, and what lies between."""
    if control.kind != "slider":
        return list(control.options)
    return sorted({nearest(control, value) for value in np.linspace(control.low, control.high, count)})


def settings(figure):
    """Each control over its range with the others at their start, then 60 random combinations and all corners."""
    start = figure.start
    for name, control in figure.controls.items():
        yield from ({**start, name: value} for value in positions(control))
    rng = np.random.default_rng(0)
    choices = {name: positions(control) for name, control in figure.controls.items()}
    for _ in range(60):
        yield {name: values[rng.integers(len(values))] for name, values in choices.items()}
    for corner in range(2 ** len(choices)):
        yield {name: values[-(corner >> i & 1)] for i, (name, values) in enumerate(choices.items())}


def drawable(line):
    """Are all points of a line numbers? An exact 0 on a log axis may be a gap where the line says that it has some."""
    x, y = line.get_data()
    return np.isfinite(x).all() and (np.isfinite(y) | (np.isnan(y) & (line.get_gid() == "gaps"))).all()


@cache
def sweep(name):
    """Draw a live figure at all `settings`: a list of (caption, values, all artists finite, share inked, hash)."""
    figure, found = lessons.figure(name), []
    for values in settings(figure):
        caption = figure.update(**values)
        lines = [artist for artist in figure.picture.moving if hasattr(artist, "get_xydata")]
        finite = all(map(drawable, lines))
        pixels = figure.picture.pixels()
        inked = (pixels[::3, ::3, :3] < 250).any(axis=2).mean()
        found.append((caption, values, finite, inked, hash(pixels.tobytes())))
    return found


@lessons.each_lesson
def test_no_figure_is_left_out(path):
    figures = lessons.ran(path)[1].items()  # a training's controls wait for the next run: see test_runs
    live = [name for name, figure in figures if figure.controls and not isinstance(figure, Training)]
    assert lessons.names(path) == live


@lessons.each_figure
def test_every_position_draws_a_full_picture_and_a_caption(name):
    for caption, values, finite, inked, _ in sweep(name):
        assert len(caption) > 40 and not re.search(r"\b(nan|inf|None)\b", caption), (values, caption)
        assert finite, values
        assert 0.01 < inked < 0.9, values
    possible = math.prod(len(positions(control)) for control in lessons.figure(name).controls.values())
    assert len({drawn for *_, drawn in sweep(name)}) > min(20, possible - 1)  # moving the controls moves the picture


@lessons.each_figure
def test_each_control_changes_the_picture(name):
    figure = lessons.figure(name)
    start = figure.start
    for key, control in figure.controls.items():
        seen = set()
        for value in positions(control, 7):
            figure.update(**{**start, key: value})
            seen.add(hash(figure.picture.pixels().tobytes()))
        assert len(seen) > 1, f"{key} moves nothing in {name}"


def caption_and_values(name):
    return [(caption, values) for caption, values, *_ in sweep(name)]


def close_to_text(text, log10_size):
    """Does a number as the caption prints it mean 10**log10_size? (Two digits at least.)"""
    if text == "exactly 0":
        return log10_size == -math.inf
    mantissa, _, exponent = text.partition("e")
    return math.isclose(math.log10(float(mantissa)) + int(exponent or 0), log10_size, abs_tol=0.023)


def test_caption_of_figure_0_1_agrees_with_powers():
    for caption, v in caption_and_values("Figure 0.1"):
        subject, noun = re.search(
            r"a step, (\S+) of the gradient comes back to the subject and (\S+) to", caption
        ).groups()
        assert close_to_text(subject, (v["between"] + 1) * math.log10(v["r"])), caption
        expected = math.log10(v["r"])
        assert close_to_text(noun, expected), caption
        steps = int(re.search(r", (\d+) steps? back", caption).group(1))
        assert steps == v["between"] + 1
        assert len(re.search(r"“(.*?) ___”", caption).group(1).split()) == v["between"] + 2


def test_caption_of_figure_1_1_agrees_with_the_recurrence():
    noise = np.random.default_rng(0).standard_normal(60)
    for caption, v in caption_and_values("Figure 1.1"):
        h, sizes = 10 ** v["log10_h_0"], [0.0]
        for t in range(v["T"]):
            z = v["a"] * h + v["s"] * noise[t] + v["c"]
            h = math.tanh(z)
            slope = 4 * math.exp(-2 * abs(z)) / (1 + math.exp(-2 * abs(z))) ** 2  # 1 - tanh² without cancellation
            factor = abs(v["a"]) * slope
            sizes.append(sizes[-1] + math.log10(factor) if factor else -math.inf)
        pattern = r"\|a\|\^n is (.+); the gradient is (.+)\. At its largest it was (.+), after (\d+) steps?\."
        power, gradient, peak, when = re.search(pattern, caption).groups()
        assert close_to_text(power, v["T"] * math.log10(abs(v["a"])) if v["a"] else -math.inf), caption
        assert close_to_text(gradient, sizes[-1]), (caption, sizes[-1])
        assert close_to_text(peak, max(sizes)), caption
        assert int(when) == int(np.argmax(sizes)) or math.isclose(sizes[int(when)], max(sizes), abs_tol=1e-9)


def test_caption_of_figure_1_2_agrees_with_finite_differences():
    functions = {"tanh": np.tanh, "logistic": lambda z: 1 / (1 + math.exp(-z)), "ReLU": lambda z: max(z, 0.0)}
    for caption, v in caption_and_values("Figure 1.2"):
        for name, phi in functions.items():
            printed = float(re.search(rf"{name} by ([\d.]+\d)", caption).group(1))
            if name == "ReLU" and abs(v["z"]) < 1e-3:
                assert printed == 0  # the kink: the course takes the slope 0 there
                continue
            slope = (phi(v["z"] + 1e-5) - phi(v["z"] - 1e-5)) / 2e-5
            assert abs(printed - v["a"] * slope) < 1e-3, caption
            assert (name in caption.split("Growing:")[1]) == (v["a"] * slope > 1 + 1e-9), caption


def test_caption_of_figure_1_3_agrees_with_a_long_run():
    for caption, v in caption_and_values("Figure 1.3"):
        h_star, factor = map(
            float, re.search(r"h\* = ([\d.]+\d),.*?by ([\d.]+\d)\.", caption.replace("where", ",")).groups()
        )
        h = 0.5
        for _ in range(3000):
            h = math.tanh(v["a"] * h)
        assert abs(h - h_star) < (0.03 if abs(v["a"] - 1) < 0.01 else 1e-4), caption
        assert abs(v["a"] * (1 - h_star**2) - factor) < 1e-3


def test_default_captions_say_what_the_text_below_them_says():
    names = [name for path in lessons.NOTEBOOKS[:2] for name in lessons.names(path)]
    captions = {name: lessons.figure(name).update(**lessons.figure(name).start) for name in names}
    assert "0.028 of the gradient" in captions["Figure 0.1"] and "0.6 to the nearest" in captions["Figure 0.1"]
    update = lessons.figure("Figure 0.1").update
    loud = update(between=6, r=1.5), update(between=18, r=1.5)
    assert "17.1 of the gradient" in loud[0] and "1.5 to the nearest" in loud[0] and "2217 of the gradient" in loud[1]
    assert "344, after 16 steps" in captions["Figure 1.1"] and "3.4e-11" in captions["Figure 1.1"]
    assert "Growing: ReLU." in captions["Figure 1.2"]
    assert "0.3943" in captions["Figure 1.3"]
