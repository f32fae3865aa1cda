"""Lesson 00: what its caption and its text say, computed again by other means."""

import math
import re

import lessons
import nbformat
from test_sliders import caption_and_values, close_to_text

PATH = next(path for path in lessons.NOTEBOOKS if path.name.startswith("00_"))
TEXT = "\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells)


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


def test_the_figure_starts_beside_the_question_and_then_answers_it():
    figure = lessons.figure("Figure 0.1")
    assert figure.start["r"] == 0.95
    asked = figure.update(between=6, r=0.6)
    assert "writer of the books on the shelves ___" in asked and "7 steps back" in asked
    assert "0.028 of the gradient" in asked and "0.6 to the nearest" in asked
    assert 0.6**7 < 1 / 30 and 20 < 0.6 / 0.6**7 < 25
    loud = figure.update(between=6, r=1.5), figure.update(between=18, r=1.5)
    assert "17.1 of the gradient" in loud[0] and "1.5 to the nearest" in loud[0] and "2217 of the gradient" in loud[1]


def test_the_teachers_powers_of_0_6():
    assert [round(1 / 0.6**n) for n in (2, 4, 6)] == [3, 8, 21]


def test_a_nudge_forwards_is_the_gradient_backwards():
    end = lessons.namespace(PATH)["state_at_the_gap"]
    for r, steps in (0.6, 7), (0.9, 3), (1.2, 11):
        change = end(2.5, r, steps) - end(2.0, r, steps)
        assert math.isclose(change / 0.5, r**steps, rel_tol=1e-12)


def test_the_answers_to_the_pencil_exercise():
    halved = [start / 8 for start in (8, 12)]
    assert halved == [1, 1.5] and (halved[1] - halved[0]) / 4 == 0.5**3

    def nearer(h):
        return 0 if h < 10 else 20

    assert [nearer(nearer(nearer(h))) for h in (8, 9, 12)] == [0, 0, 20]


def test_the_band_of_a_hundred_steps():
    low, high = 0.1 ** (1 / 100), 10 ** (1 / 100)
    assert f"{low:.3f} and {high:.3f}" in TEXT and 1 - low < 0.023 and high - 1 < 0.024
