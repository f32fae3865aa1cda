"""Every check: right answers in any style pass; the wrong answers of tests/support/wrong_NN get their sentence."""

import lessons
import numpy as np
import pytest
import wrong

NUMBERS = [path.name[:2] for path in lessons.NOTEBOOKS]
EXERCISES = [(number, name) for number in NUMBERS for name in wrong.exercises(number)]
each_exercise = pytest.mark.parametrize("number, name", EXERCISES)
ROWS = [(number, name, row) for number in NUMBERS for name, row in wrong.table(number, "WRONG")]
OTHERS = [(number, name, row) for number in NUMBERS for name, row in wrong.table(number, "RIGHT")]


@pytest.mark.parametrize("number, name, row", ROWS, ids=lambda v: v if isinstance(v, str) else None)
def test_a_wrong_answer_gets_its_sentence(number, name, row):
    piece, instead, words = row
    verdict = wrong.exercises(number)[name](wrong.made(number, name, piece, instead))
    assert not verdict.passed and words in verdict.message, (row, verdict)


@pytest.mark.parametrize("number, name, row", OTHERS, ids=lambda v: v if len(v) < 40 else None)
def test_other_right_answers_pass(number, name, row):
    space = {"np": np} | wrong.solutions(number)[1]
    exec(row, space)
    verdict = wrong.exercises(number)[name](space["f"])
    assert verdict.passed, (row, verdict)


def test_every_exercise_with_a_table_has_eight_wrong_answers():
    for number in {number for number, *_ in ROWS}:
        for name in wrong.exercises(number):
            assert sum((n, e) == (number, name) for n, e, _ in ROWS) >= 8, (number, name)


def single(case):
    """The arguments in single precision, lists of words and whole numbers as they are."""
    real = {key: np.asarray(value).dtype.kind == "f" for key, value in case.items() if not callable(value)}
    return {key: np.float32(value) if real.get(key) else value for key, value in case.items()}


STYLES = {
    "list": lambda f, case: np.asarray(f(**case)).tolist(),
    "no axes": lambda f, case: np.asarray(f(**case)),
    "float32 answer": lambda f, case: np.float32(f(**case)),
    "float32 throughout": lambda f, case: f(**single(case)),
    "complex": lambda f, case: np.asarray(f(**case)) * (1 + 1e-17j),
}


@each_exercise
@pytest.mark.parametrize("style", STYLES)
def test_solutions_pass_in_every_style(number, name, style):
    solution = wrong.solutions(number)[1][name]
    verdict = wrong.exercises(number)[name](lambda **case: STYLES[style](solution, case))
    assert verdict.passed, verdict
