"""Verdicts: what a picture says of a gradient in large type."""

import numpy as np
import pytest

from helpers.figures import style
from helpers.figures.labels import factor_verdict, headline, verdict
from helpers.figures.picture import panels


@pytest.mark.parametrize("shape", ["wide", "tall"])
def test_a_verdict_has_word_sign_number_and_colour_and_room_above_the_panels(shape):
    figure, axes = panels(shape)
    said = headline(figure, shape)
    for log10_size, words, colour in (
        (-10.5, "dies ▼ 3.2e-11", style.VANISHES),
        (-0.99, "survives ● 0.102", style.SURVIVES),
        (5.0, "explodes ▲ 1.0e5", style.EXPLODES),
        (-np.inf, "exactly 0", style.TRUTH),
    ):
        verdict(said, log10_size, " there", "lag 5 ")
        assert (said.get_text(), said.get_color(), said.get_gid()) == (f"lag 5 {words} there", colour, "fate")
    for factor, words in (-0.5, "shrinks ▼ × -0.5"), (1.0, "keeps ● × 1"), (1.25, "grows ▲ × 1.25"):
        factor_verdict(said, factor, " a step")
        assert said.get_text() == f"{words} a step" and said.get_color() == style.factor_fate(factor)
    figure.draw_without_rendering()
    assert said.get_window_extent().y0 > max(ax.get_window_extent().y1 for ax in axes)
