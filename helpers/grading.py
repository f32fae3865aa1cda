"""A check that is marked: a grader takes whatever shows no error for right, so this one raises what it has to say."""

import contextlib
import io
from functools import partial

from helpers.checks import judge


class NotPassed(AssertionError):
    """What a check says of an answer that isn't right. A notebook shows these words alone, without the way to them."""

    def _render_traceback_(self):  # IPython asks for it
        return [str(self)]


def passed(check, function):
    """Try a check on a function, and print its verdict. Raises NotPassed with its words if it isn't passed.

    check: of a lesson, as helpers.checks.lesson_01.peak; function: the student's. What the function prints is not
    shown: a grader takes a line among the errors for a wrong answer, and a number alone for points.
    """
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        verdict = check(function)
    if not verdict.passed:
        raise NotPassed(str(verdict))
    print(verdict)


def agrees(function, shown):
    """Try a function on cases whose answers are shown, as `passed` does.

    function: the student's; shown: list of pairs (dict of arguments, the right answer: number or array). Raises
    NotPassed with the first case that is wrong.
    """
    cases, answers = zip(*shown, strict=True)
    told = iter(answers)
    praise = "More are tried when it is marked."
    passed(partial(judge, cases=cases, truth=lambda **case: next(told), praise=praise), function)
