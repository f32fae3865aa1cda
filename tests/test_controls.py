"""Controls as plain data: what is refused and in which words, whatever kind of number comes."""

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import controls
from helpers.controls import choice, slider, text


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("x", 5, 0, 1, 0.1), "start of slider 'x' must be between 0 and 1, but got 5"),
        (("x", 4, 0, 9, 3), "slider 'x' must start on a step, but got 4. The nearest is 3."),
        (("x", float("nan"), 0, 1, 0.1), "finite number"),
        (("x", 1, 0, "2", 1), "high of slider 'x' must be a finite number, but got '2'"),
        (("x", 0, 0, 1, 0), "step of slider 'x' must be above 0, but got 0"),
        (("x", 0, 0, 1, -0.1), "step of slider 'x' must be above 0, but got -0.1"),
        (("x", 0, 0, 1, True), "step of slider 'x' must be a finite number"),
        (("x", 0, 1, 0, 0.1), "low of slider 'x' must be at most high, 0, but got 1"),
        (("x", 2, 0, 2.5, 1), "high of slider 'x' must be a whole number, but got 2.5"),
    ],
)
def test_a_slider_with_impossible_numbers_is_refused(arguments, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        slider(*arguments)


@pytest.mark.parametrize("kind", [np.float64, np.float32, Fraction, np.array], ids=lambda kind: kind.__name__)
def test_numbers_of_any_kind_make_the_same_slider(kind):
    plain = slider("a", 1.5, -2.5, 2.5, 0.25)
    other = slider("a", *(kind(number) for number in (1.5, -2.5, 2.5, 0.25)))
    assert other == plain
    assert all(type(number) is float for number in (other.start, other.low, other.high, other.step))


def test_a_short_float_is_what_it_is_printed_as():
    assert slider("a", *map(np.float32, (1.5, 0, 2.5, 0.1))) == slider("a", 1.5, 0.0, 2.5, 0.1)


@pytest.mark.parametrize("kind", [int, np.int64, np.uint8, Fraction], ids=lambda kind: kind.__name__)
def test_whole_steps_make_whole_values(kind):
    made = slider("T", kind(6), kind(0), kind(18), kind(3))
    assert made == slider("T", 6, 0, 18, 3)
    assert all(type(number) is int for number in (made.start, made.low, made.high, made.step))
    assert controls.nearest(made, np.float64(10.2)) == 9 and type(controls.nearest(made, 10.2)) is int


def test_the_noise_of_a_slider_is_not_kept():
    a = slider("a", 1.5, -2.5, 2.5, 0.01)
    for noisy, clean in (1.5099999999999998, 1.51), (-0.20000000000000018, -0.2), (2.5, 2.5), (9, 2.5):
        assert controls.nearest(a, noisy) == clean


@given(st.floats(-1e6, 1e6), st.integers(1, 400), st.sampled_from([1e-3, 0.01, 0.05, 0.25, 0.3, 1.5, 12.5]))
def test_every_position_is_its_own_nearest(low, steps, step):
    low = round(low, 3)
    made = slider("x", low, low, low + steps * step, step)
    for place in {0, 1, steps // 2, steps}:
        position = controls.nearest(made, low + place * step)
        assert controls.nearest(made, position) == position
        assert abs(position - (low + place * step)) < 1e-6 * max(1, abs(low))


@pytest.mark.parametrize(
    "words, value", [("1,7", 1.7), ("1.7", 1.7), (" -1,25 ", -1.25), ("−2", -2.0), ("2e-1", 0.2), ("99", 2.5)]
)
def test_a_typed_number_may_have_a_comma(words, value):
    assert controls.said(slider("a", 1.5, -2.5, 2.5, 0.01), words) == value


@pytest.mark.parametrize("words", ["", "1,2,3", "1.000,5", "two", "nan", "inf", "1 7"])
def test_what_is_no_number_gets_a_sentence(words):
    with pytest.raises(ValueError, match=re.escape(f"a must be a number between -2.5 and 2.5, but got {words!r}")):
        controls.said(slider("a", 1.5, -2.5, 2.5, 0.01), words)


def test_a_choice_outside_its_options_is_refused():
    with pytest.raises(ValueError, match="must be one of 'tanh', 'ReLU', but got 'relu'"):
        choice("activation", "relu", ["tanh", "ReLU"])
    with pytest.raises(ValueError, match="options of choice 'activation' must not be empty"):
        choice("activation", "relu", [])
    with pytest.raises(ValueError, match="options of choice 'activation' must be a list, but got 'tanh'"):
        choice("activation", "t", "tanh")
    with pytest.raises(ValueError, match="options of choice 'activation' must be numbers or texts"):
        choice("activation", 1, np.ones((2, 2)))
    with pytest.raises(ValueError, match="must be one of 'tanh', but got an array"):
        choice("activation", np.array(["tanh", "ReLU"]), ["tanh"])


def test_a_choice_takes_an_array():
    made = choice("units", np.int64(20), np.array([10, 20, 40]))
    assert made == choice("units", 20, (10, 20, 40)) and type(made.options[0]) is int


@pytest.mark.parametrize("arguments", [("sentence", 3), ("sentence", "a", ("b", None))])
def test_a_text_that_is_none_is_refused(arguments):
    with pytest.raises(ValueError, match="text 'sentence' must hold a str"):
        text(*arguments)


def test_a_start_or_other_fields_can_be_changed():
    T = slider("T", 50, 1, 60, 1)
    assert controls.changed(T, 30) == slider("T", 30, 1, 60, 1)
    assert controls.changed(T, {"start": 90, "high": 100}) == slider("T", 90, 1, 100, 1)
    with pytest.raises(ValueError, match="start of slider 'T' must be between 1 and 60, but got 90"):
        controls.changed(T, 90)
    with pytest.raises(ValueError, match=r"what is changed of slider 'T' must be one of 'label', .* but got 'options'"):
        controls.changed(T, {"options": [1, 2]})
