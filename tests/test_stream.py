"""The stream: its width is the gradient, what is exactly 0 is a gap, what leaves the frame is cut off with arrows."""

import numpy as np
import pytest

from helpers.figures import style
from helpers.figures.picture import Picture, in_style, panels
from helpers.figures.stream import EDGE, FRAME, HAIR, VERDICTS, Stream

WORDS = tuple("The writer of the books on the shelves by the door".split())


@pytest.fixture(params=["wide", "tall"])
def stream(request):
    with in_style():
        whole, (page,) = panels(request.param, (1,), 300, (430,))
        made = Stream(page, upright=request.param == "tall")
        made.say(WORDS, 1, "is / are ?")
    made.picture = Picture(whole, made.moving)
    return made


def half_width(stream, place):
    """Half the width of the drawn stream near a place along it, in banks."""
    upper = stream._body.get_xy()[: len(EDGE)]
    along, across = upper.T[::-1] if stream.upright else upper.T
    return across[np.argmin(np.abs(along - place))]


def steps_back():
    return np.arange(len(WORDS), -1, -1)


@pytest.mark.parametrize("share", [0.6, 0.9, 1.0, 1.1])
def test_half_the_width_is_the_gradient(stream, share):
    stream.draw(steps_back() * np.log10(share))
    for word, steps in enumerate(steps_back()):
        assert half_width(stream, stream.at[word]) == pytest.approx(max(share**steps, HAIR), abs=0.06)


@pytest.mark.parametrize(
    "share, colour, number",
    [(0.6, style.VANISHES, "0.00605"), (0.85, style.SURVIVES, "0.197"), (1.3, style.EXPLODES, "13.8")],
)
def test_the_verdict_stands_in_the_picture(stream, share, colour, number):
    stream.draw(steps_back() * np.log10(share))
    assert stream._verdict.get_text() == VERDICTS[colour] and stream._verdict.get_color() == colour
    assert stream._sign.get_marker() == style.MARKERS[colour]
    assert stream._number.get_text().split()[0] == number


def test_a_hair_is_left_of_what_is_not_0_and_nothing_of_what_is(stream):
    stream.draw(np.where(steps_back() > 6, -4000.0, 0.0))
    assert half_width(stream, stream.at[2]) == HAIR and not stream._zero.get_visible()
    stream.draw(np.where(steps_back() > 6, -np.inf, 0.0))
    assert half_width(stream, stream.at[2]) == 0 and stream._zero.get_visible()
    assert stream._number.get_text().startswith("exactly 0")
    assert half_width(stream, stream.at[8]) == pytest.approx(1)


def test_arrows_stand_where_the_frame_cuts_and_nowhere_else(stream):
    stream.draw(steps_back() * np.log10(1.3))
    arrows = [arrow for arrow, _ in stream._arrows]
    assert all(len(arrow.get_xdata()) == 2 for arrow in arrows)
    outline = stream._body.get_xy()
    assert np.abs(outline[:, 0 if stream.upright else 1]).max() == FRAME
    stream.draw(steps_back() * 0.0)
    assert all(len(arrow.get_xdata()) == 0 for arrow in arrows)


def test_the_dots_drift_with_the_stream_and_stay_inside_it(stream):
    seen = []
    for phase in (0.0, 0.3):
        stream.draw(steps_back() * np.log10(0.9), phase)
        x, y = stream._dots.get_data()
        along, across = (y, x) if stream.upright else (x, y)
        assert len(along) > 5 and (np.abs(across) < 1).all()
        seen.append(sorted(along))
    assert seen[0] != seen[1]


def test_another_sentence_hides_the_first_and_comes_back(stream):
    shown = [text for text in stream.axes.texts if text.get_visible() and text not in stream.moving]
    stream.say(WORDS[:5], 1, "is / are ?")
    assert not any(text.get_visible() for text in shown)
    assert len(stream.at) == 6 and stream.at[-1] == 1
    stream.draw(np.zeros(6))
    stream.say(WORDS, 1, "is / are ?")
    assert all(text.get_visible() for text in shown)
