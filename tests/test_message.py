"""A wide stream without a message: outline and fill are as wide as their numbers, and words as large as theirs."""

import numpy as np
import pytest
from test_figures import boxes, colours, drawn

from helpers.figures import style
from helpers.figures.message import BANK, LEAST, TURNED, TYPE, VERDICTS, Message, signed, type_size
from helpers.figures.picture import Picture, in_style, panels
from helpers.figures.stream import EDGE, FRAME, HAIR

WORDS = "The writer of the books".split()
LONG = "The friend with the old wigs behind the red cabinets".split()
NAN = np.nan
VALLEY = [NAN, 0.23, 0.4, 0.6, 1, 1], [NAN, 0.023, 0.1, 0.3, 1, 1], [0.04, 0.6]
LEARNED = [NAN, 1.26, 1.2, 1.1, 1, 1], [NAN, 1.6, 1.4, 1.2, 1, 1], [0.9, 0.1]
NOISE = [NAN, 0.5, 0.6, 0.7, 1, 1], [NAN, -0.3, -0.1, 0.4, 1, 1], [0.3, 0.3]
NOTHING = [NAN, 0.5, 0.6, 0.7, 1, 1], [NAN, 0, 0, 0.3, 1, 1], [0, 1.0]
BURST = [NAN, 30, 12, 4, 2, 1], [NAN, 14, 5, 2, 1, 1], [1, 0.0]
ALL = [VALLEY, LEARNED, NOISE, NOTHING, BURST]


@pytest.fixture(params=["wide", "tall"])
def made(request):
    with in_style():
        whole, (page, beside) = panels(request.param, (3.5, 1), 330, (460, 140))
        message = Message(page, beside, upright=request.param == "tall")
        message.say(WORDS, 1, 0)
    message.picture = Picture(whole, message.moving)
    return message


def half_widths(message, artist):
    """The points of a polygon or an outline, along the stream and across it."""
    points = artist.get_xy() if hasattr(artist, "get_xy") else np.column_stack(artist.get_data())
    x, y = points.T
    return (y, x) if message.upright else (x, y)


def at_word(message, artist, word):
    """Half the width in banks at a word, or just after it."""
    along, across = half_widths(message, artist)
    n = len(along) // 2
    return across[:n][np.argmax(along[:n] >= min(message.at[word] + 1e-6, 1))] / BANK


@pytest.mark.parametrize("norms, useful, chances", [VALLEY, LEARNED])
def test_outline_and_fill_are_as_wide_as_their_numbers(made, norms, useful, chances):
    made.draw(norms, useful, chances)
    for word in range(1, 6):
        assert at_word(made, made._outline, word) == pytest.approx(norms[word], abs=0.03)
        assert at_word(made, made._pipe, word) == pytest.approx(norms[word], abs=0.03)
        assert at_word(made, made._body, word) == pytest.approx(max(useful[word], HAIR), abs=0.03)
    along, _ = half_widths(made, made._outline)
    assert along.min() == pytest.approx(made.at[1], abs=1 / 220), "before the subject there is nothing"
    assert at_word(made, made._body, 0) == 0


@pytest.mark.parametrize(
    "setting, colour, number, verdict",
    [
        (VALLEY, style.VANISHES, "0.023", VERDICTS[style.VANISHES]),
        (LEARNED, style.SURVIVES, "1.6", VERDICTS[style.SURVIVES]),
        (NOISE, style.SURVIVES, "−0.3", TURNED + "●"),
        (NOTHING, style.VANISHES, "exactly 0", VERDICTS[style.VANISHES]),
        (BURST, style.EXPLODES, "14", VERDICTS[style.EXPLODES]),
    ],
)
def test_the_verdict_is_that_of_the_part_of_use(made, setting, colour, number, verdict):
    made.draw(*setting)
    assert made._verdict.get_text() == verdict and made._verdict.get_color() == colour
    assert made._number.get_text() == number and made._number.get_color() == colour
    assert float(made._all.get_text()) == setting[0][1]
    assert made._sign.get_marker() == style.MARKERS[colour]


def test_what_pushes_the_wrong_way_is_hatched_and_goes_through_0(made):
    made.draw(*NOISE)
    for word, hatched in (1, 0.3), (2, 0.1), (3, 0), (4, 0):
        assert at_word(made, made._against, word) == pytest.approx(hatched, abs=0.02)
    half, sign = signed(made.at, np.array(NOISE[1]))
    crossing = made.at[2] + 0.2 * (made.at[3] - made.at[2])  # from -0.1 to 0.4: after a fifth of the way
    assert half[np.argmin(np.abs(EDGE - crossing))] == HAIR
    known = ~np.isnan(half)
    assert (sign[known] == np.where(EDGE[known] < crossing, -1, 1)).all()


def test_an_exact_0_is_a_gap_with_its_name_inside_a_wide_outline(made):
    made.draw(*NOTHING)
    assert at_word(made, made._body, 1) == 0 and at_word(made, made._outline, 1) > 0.4
    assert made._zero.get_visible()
    made.draw(*VALLEY)
    assert not made._zero.get_visible()


def test_where_the_frame_cuts_the_outline_is_open_and_arrows_say_so(made):
    made.draw(*BURST)
    _, across = half_widths(made, made._outline)
    assert np.isnan(across).any() and np.nanmax(np.abs(across)) <= FRAME
    assert all(len(arrow.get_xdata()) for arrow in made._leaves)
    made.draw(*VALLEY)
    assert not any(len(arrow.get_xdata()) for arrow in made._leaves)


@pytest.mark.parametrize("chances", [(0.5, 0.5), (0.9, 0.1), (0.02, 0.38), (1, 0)])
def test_words_and_bars_are_as_large_as_their_probability_among_the_two(made, chances):
    made.draw(*VALLEY[:2], chances)
    share = np.array(chances) / sum(chances)
    paths = made._letters.get_paths()
    heights, bars = (np.array([np.ptp(path.vertices, 0) for path in paths[i::4]]) for i in (0, 2))
    assert np.allclose(bars[:, 0], 118 * share)
    made.draw(*VALLEY[:2], (0.5, 0.5))
    equal = np.array([np.ptp(path.vertices, 0) for path in made._letters.get_paths()[0::4]])
    sizes = np.array([max(LEAST, TYPE * part) for part in share])
    assert np.allclose(heights[:, 1] / equal[:, 1], sizes / (TYPE / 2))
    assert [type_size(part) for part in share] == pytest.approx(sizes)


def placed(message):
    """Texts and outlines that are seen: (what, extent in dots)."""
    yield from boxes(message.picture)
    for i, path in enumerate(message._letters.get_paths()):
        if len(path.vertices) and np.ptp(path.vertices[:, 0]):
            yield f"outline {i}", path.get_extents(message._letters.get_transform())


@pytest.mark.parametrize("setting", ALL)
@pytest.mark.parametrize("words", [WORDS, LONG])
def test_no_words_are_cut_off_or_lie_on_others(made, setting, words):
    made.say(words, 1, 0)
    middle = len(words) - len(WORDS)
    norms, useful = (np.r_[values[:2], [values[2]] * middle, values[2:]] for values in setting[:2])
    made.draw(norms, useful, setting[2])
    found, whole = [*placed(made)], made.picture.figure.bbox
    for i, (one, box) in enumerate(found):
        assert box.x0 > -1 and box.y0 > -1 and box.x1 < whole.x1 + 1 and box.y1 < whole.y1 + 1, f"{one!r} is cut off"
        for other, there in found[i + 1 :]:
            across, up = (min(box.max[k], there.max[k]) - max(box.min[k], there.min[k]) for k in (0, 1))
            assert across < 4 or up < 4, f"{one!r} lies on {other!r}"


@pytest.mark.parametrize("setting", ALL)
def test_a_colour_with_a_fate_says_so(made, setting):
    made.draw(*setting)
    for artist in drawn(made.picture):
        if artist.get_visible() and colours(artist):
            assert artist.get_gid() in {"fate", "one"}, artist


def test_only_what_moves_is_drawn_anew(made):
    made.draw(*LEARNED)
    made.picture.pixels()
    made.draw(*VALLEY)
    quick = made.picture.pixels().copy()
    made.picture._backgrounds.clear()
    assert np.array_equal(made.picture.pixels(), quick)


def test_arrays_for_another_sentence_are_refused(made):
    with pytest.raises(ValueError, match=r"5 words and one for the gap.*\(5,\).*sentence that is shown"):
        made.draw(np.ones(5), np.ones(6), (0.5, 0.5))
