"""The numbers that a prediction's question, or what to say after it, adds to those of its lesson's text."""

import math
import re

import lessons
import nbformat
import numpy as np
import pytest
import tags

from helpers import linear


def logistic(z):
    return 1 / (1 + math.exp(-z))


def turned(angle):
    """By how many degrees clipping at 1, by value, turns a gradient of length 4."""
    x, y = (min(1, 4 * part) for part in (math.cos(math.radians(angle)), math.sin(math.radians(angle))))
    return math.degrees(math.atan2(y, x)) - angle


def after_60_steps(d, a=0.6, b=0.3):
    h = [0.0] * d + [1.0]
    for _ in range(60):
        h.append(a * h[-1] + b * h[-d])
    return h[-1]


def bricks(T, back):
    """Products with the transpose that the loop makes which goes back at most so many steps."""
    return sum(min(t, back + 1) for t in range(1, T + 1))


def random_norms():
    X = np.random.default_rng(0).normal(size=(100, 100)) / 10
    return 10 ** linear.log10_power_norms(0.9 * X, 40)


NUMBERS = {
    "Three of them leave 0.22 already, seven leave 0.028": lambda: [(0.6**3, 0.22, 0.01), (0.6**7, 0.028, 0.001)],
    "about 1.5⁵⁰, some 600 million": lambda: [(1.5**50, 6e8, 5e7)],
    "Three times a slope of 0.01 is 0.03": lambda: [(1 - math.tanh(3 * 0.99485) ** 2, 0.01, 0.005)],
    "a slope must be above two thirds": lambda: [(1 / 1.5, 2 / 3, 1e-9)],
    "about 0.3¹⁰, six millionths": lambda: [(0.3**10, 6e-6, 1e-6)],
    "a part of 0.025 along the other direction. Doubled ten times, that is 25": lambda: [(0.025 * 2**10, 25, 1)],
    "35 doublings later 0.3": lambda: [(1e-11 * 2**35, 0.3, 0.05)],
    "1.76 here": lambda: [(random_norms()[1], 1.76, 0.01)],
    "from about the 20th": lambda: [(np.flatnonzero(random_norms() > 1)[-1] + 1, 18, 0)],
    "anything from 0.593 to 2.447": lambda: [(1.52 - 0.927, 0.593, 1e-9), (1.52 + 0.927, 2.447, 1e-9)],
    "from 90 products to 190": lambda: [(bricks(20, 4), 90, 0), (bricks(40, 4), 190, 0)],
    "from 210 to 820": lambda: [(bricks(20, 99), 210, 0), (bricks(40, 99), 820, 0)],
    "0.3 times a gradient of 2200 is more than 600": lambda: [(0.3 * 2200, 660, 59)],
    "turned by 30°": lambda: [(turned(15), 30, 1e-9), (max(turned(angle) for angle in range(46)), 30, 1)],
    "four steps leave a third of a gradient": lambda: [(0.764**4, 1 / 3, 0.01), (0.764**100, 2e-12, 1e-13)],
    "is 0.88: take it to the power of 100, and three millionths": lambda: [
        (logistic(2), 0.88, 0.005),
        (logistic(2) ** 100, 3e-6, 2e-7),
    ],
    "must stand at 0.977": lambda: [(0.977**100, 0.1, 0.005), (math.log(0.977 / 0.023), 3.75, 0.05)],
    "with a skip of 30 steps 0.09": lambda: [(after_60_steps(30), 0.09, 1e-4), (after_60_steps(31), 0, 9e-5)],
    "Two random arrows of length 1 add to one of about 1.4": lambda: [(math.sqrt(2), 1.4, 0.05)],
    "together they are 0.816": lambda: [(math.sqrt(2) * 0.577, 0.816, 0.001)],
    "0.005 is half a per cent of λ": lambda: [(0.005 / 0.99, 0.005, 1e-4), (0.005 / (1 - 0.99), 0.5, 1e-9)],
}


@pytest.fixture(scope="module")
def asked():
    cells = [cell for path in lessons.NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells]
    told = [tags.prediction(cell) for cell in cells if "prediction" in tags.tags(cell)]
    sources = [cell.source for cell in cells if "prediction" in tags.tags(cell)]
    return "\n".join([*sources, *(asked["say"] for asked in told)])


@pytest.mark.parametrize("words", NUMBERS)
def test_a_number_in_a_prediction_is_what_comes_out(asked, words):
    assert asked.count(words) == 1
    for found, said, off in NUMBERS[words]():
        assert abs(found - said) <= off, (found, said)


def test_what_is_right_is_spread_over_the_letters_and_the_text_names_the_same():
    right = []
    for path in lessons.NOTEBOOKS:
        key = None
        for cell in nbformat.read(path, as_version=4).cells:
            if asked := tags.prediction(cell):
                key = asked["key"]
                right.append(key)
            elif cell.cell_type == "markdown":
                named = re.findall(r"(?<!\w)\(([A-D])\)", cell.source)
                assert all(letter == key for letter in named), (path.name, cell.id, key)
    shares = [right.count(letter) / len(right) for letter in "ABC"]
    assert min(shares) > 1 / 4 and max(shares) < 0.45, shares


def test_what_to_say_names_no_letter_since_letters_move():
    for path in lessons.NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            say = tags.prediction(cell).get("say", "")
            assert not re.search(r"\([A-D]\)|\b[B-D]\b|\bA (is|was|isn)\b", say), (path.name, say)
