"""Code of calls and arguments: it means what was given, in lines that fit."""

import numpy as np
import pytest
import wrapped

RNG = np.random.default_rng(0)
VALUES = [
    3,
    -0.5,
    "1-u",
    np.zeros(0),
    RNG.normal(size=4),
    -np.exp(-30 * RNG.random(60)),
    RNG.integers(0, 9, (3, 40)),
    RNG.normal(size=(2, 3)),
    RNG.normal(size=(7, 4)),
    RNG.normal(size=(2, 3, 3)),
    RNG.random((3, 20)) > 0.5,
]


@pytest.mark.parametrize("before", [0, 30])
@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(np.shape(value)))
def test_a_value_is_what_its_code_says(value, before):
    lines = wrapped.written(value, before)
    read = eval(lines, {"np": np})
    assert type(read) is type(value) and np.array_equal(read, value)
    first, *below = lines.split("\n")
    assert before + len(first) < wrapped.WIDTH and all(len(line) < wrapped.WIDTH for line in below)
    assert all(line.startswith((before + len("np.array([")) * " ") for line in below)


def test_what_fits_stays_in_a_line():
    assert wrapped.written(np.array([[1.0, 2.0], [3.0, 4.0]])) == "np.array([[1.0, 2.0], [3.0, 4.0]])"
    items = [wrapped.named("a=", 2), wrapped.named("", 0.5)]
    assert wrapped.bracketed("f(", items, ")") == "f(a=2, 0.5)"


def test_what_is_too_long_has_a_line_for_each_argument_and_each_row():
    matrix = np.array([[1 / 3, 2 / 3, 1.0]] * 2)
    items = [wrapped.named("W=", matrix), wrapped.named("b=", 1)]
    assert wrapped.bracketed("f(", items, ")", 4) == (
        "f(\n"
        "        W=np.array([[0.3333333333333333, 0.6666666666666666, 1.0],\n"
        "                    [0.3333333333333333, 0.6666666666666666, 1.0]]),\n"
        "        b=1,\n"
        "    )"
    )
