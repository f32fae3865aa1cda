"""What holds for every figure: one colour code, both shapes legible, and nothing outside changes it."""

import lessons
import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text
from test_sliders import settings

from helpers.figures import style
from helpers.figures.lettering import Outlines, Tags
from helpers.figures.picture import SHARPNESS, STAGE

FATES = {colour.lower(): colour for colour in (style.VANISHES, style.EXPLODES, style.SURVIVES)}
SETTINGS = 40  # of the hundred or so that test_sliders draws


def some_settings(figure):
    """The start, then settings at random."""
    everything = list(settings(figure))
    chosen = np.random.default_rng(1).choice(len(everything), min(SETTINGS, len(everything)), replace=False)
    return [figure.start, *(everything[i] for i in chosen)]


def colours(artist):
    """The colours with a fate in which something of `artist` is drawn, each in the style module's spelling."""
    if isinstance(artist, Line2D):
        line = artist.get_linestyle() not in ("None", "none", "", " ")
        sign = artist.get_marker() not in ("None", "none", "", " ", None)
        found = [artist.get_color()] if line or sign else []
        found += [artist.get_markerfacecolor(), artist.get_markeredgecolor()] if sign else []
    elif isinstance(artist, Text):
        found = [artist.get_color()] if artist.get_text() else []
    else:
        getters = (getattr(artist, name, None) for name in ("get_facecolor", "get_edgecolor"))
        found = [colour for get in getters if get for colour in np.atleast_2d(get()) if len(colour) == 4 and colour[3]]
    found = (to_hex(colour) for colour in found if not (isinstance(colour, str) and colour == "none"))
    return {FATES[colour] for colour in found if colour in FATES}


def drawn(picture):
    """The artists of a picture that are seen, without what a legend repeats."""
    repeated = {part for legend in picture.figure.findobj(Legend) for part in legend.findobj()}
    return [artist for artist in picture.figure.findobj() if artist.get_visible() and artist not in repeated]


@lessons.each_figure
def test_a_colour_with_a_fate_means_this_fate(name):
    figure = lessons.figure(name)
    for values in some_settings(figure):
        figure.update(**values)
        for artist in drawn(figure.picture):
            for colour in colours(artist):
                where = f"{artist} in {colour} at {values}"
                kind = artist.get_gid()
                assert kind in {"gradient", "factor", "one", "region", "fate"}, where
                if kind == "one":
                    assert colour == style.SURVIVES, where
                if kind in {"gradient", "factor"} and isinstance(artist, Line2D):
                    assert artist.get_marker() == style.MARKERS[colour], where
                if kind == "gradient":
                    (size,) = artist.get_ydata()
                    assert colour == style.fate(size), where


def beyond(picture):
    """The labels of ticks that stand beyond the end of their axis: they are there but not drawn."""
    for axes in picture.figure.axes:
        for axis in axes.xaxis, axes.yaxis:
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    yield from (tick.label1, tick.label2)


def boxes(picture):
    """(what, extent in dots) of every text that is seen, and of every legend."""
    picture.pixels()
    legends = picture.figure.findobj(Legend)
    hidden = {part for legend in legends for part in legend.findobj(Text)} | {*beyond(picture)}
    texts = [text for text in picture.figure.findobj(Text) if text not in hidden and text.get_text().strip()]
    for artist in [*legends, *(text for text in texts if text.get_visible() and text.get_color() != "none")]:
        extent = artist.get_window_extent(picture.figure.canvas.get_renderer())
        if picture.figure.bbox.overlaps(extent) and extent.width and extent.height:
            yield artist.get_text() if isinstance(artist, Text) else "legend", extent


# CSS pixels of the smallest type in each shape. The stage is 1280 wide and a picture 1248 of it, so 14.5 become 20.
SHAPES = {"wide": (900, 11), "tall": (390, 11), "stage": (900, 14.5)}


def sizes(figure):
    """The size of type of every text that is seen, in CSS pixels, also of words that are drawn as outlines."""
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text.get_text(), text.get_fontsize() * 100 / 72
    for words in figure.findobj(Outlines):
        (_, start), (_, end) = words.axes.transData.transform([(0, 0), words.scale])
        yield words.words, abs(end - start) / SHARPNESS
    for tags in figure.findobj(Tags):
        yield tags.words, tags.size * 100 / 72


@pytest.mark.parametrize("shape", SHAPES)
@lessons.each_picture
def test_no_words_are_cut_off_or_lie_on_others(name, shape):
    figure = lessons.figure(name)
    across, smallest = SHAPES[shape]
    try:
        figure.reshape(shape)
        whole = figure.picture.figure.bbox
        assert figure.picture.size[0] == across
        assert shape != "stage" or figure.picture.size[1] <= STAGE
        placed = [*boxes(figure.picture)]
        assert [(words, size) for words, size in sizes(figure.picture.figure) if size < smallest] == []
        for what, box in placed:
            room = 3  # dots
            assert box.x0 > -room and box.y0 > -room, f"{what!r} is cut off"
            assert box.x1 < whole.x1 + room and box.y1 < whole.y1 + room, f"{what!r} is cut off"
        for i, (one, box) in enumerate(placed):
            for other, there in placed[i + 1 :]:
                width = min(box.x1, there.x1) - max(box.x0, there.x0)
                height = min(box.y1, there.y1) - max(box.y0, there.y0)
                assert width < 4 or height < 4, f"{one!r} lies on {other!r}"
    finally:
        figure.reshape("wide")


@lessons.each_figure
def test_nothing_that_a_cell_names_anew_changes_a_figure(name, monkeypatch):
    figure = lessons.figure(name)
    variables, _ = lessons.ran(lessons.lesson_of(name))
    caption, pixels = figure.update(**figure.start), figure.picture.pixels().copy()
    for variable in list(variables):
        if not variable.startswith("__"):
            monkeypatch.setitem(variables, variable, 5)
    assert figure.update(**figure.start) == caption
    assert np.array_equal(figure.picture.pixels(), pixels)
