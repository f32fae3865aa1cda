"""What is marked: exercises like those of the lessons, with other questions, other numbers and other bugs.

The module of a lesson has EXERCISES, {"1.2": functions, ..., "bug": functions}: each function takes a random generator
and makes one Variant, or a Pencil. Which one, and with which numbers, a seed decides that the teacher keeps.
"""

import ast
import importlib
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from helpers.checks import judge

STEP = 1e-20  # of a complex step: the derivative is the imaginary part, divided by it
WILD = "## A bug from the wild\n\n"  # so the text of a bug begins, and so it ends
MEND = " Find the mistake, write your mended version below, and run the check."


class Pencil(NamedTuple):
    """An exercise without code. text: Markdown; answer: for the teacher; points: one for each of its parts.

    Each part of the answer begins a line with its name, (a) or 1., so that the teacher is told of its point.
    """

    text: str
    answer: str
    points: int


class Variant(NamedTuple):
    """An exercise with a function to write.

    text: Markdown. solution: source of the function, which needs np at most. truth(**case) -> number or array, found in
    another way than by the solution. cases: dicts of arguments; the first two are shown to students, with the answers.
    slips: (piece of the solution, what stands there instead, what to say to somebody who does that). parts: {what it is
    called: function of an answer that keeps this part and sets the rest to 0}, each checked and marked by itself.
    bug: (piece, what stands there instead) of the solution, the same in the code that is to be mended, and its name.
    words: what the teacher expects in words, where the text asks for some.
    """

    text: str
    solution: str
    truth: object
    cases: list
    slips: list
    praise: str = ""
    parts: Mapping = MappingProxyType({})
    bug: tuple = ()
    words: str = ""

    @property
    def name(self):
        return ast.parse(self.solution).body[0].name


def drawn(lesson, seed):
    """{"1.1": Pencil, "1.2": Variant, ...} of a lesson ("01"), in its order, for this seed (a whole number >= 0)."""
    exercises = importlib.import_module(f"variants.lesson_{lesson}").EXERCISES
    made = {}
    for i, (number, variants) in enumerate(exercises.items()):
        rng = np.random.default_rng([seed, int(lesson), i])
        made[number] = variants[rng.integers(len(variants))](rng)
    return made


def points(exercise):
    """What it is worth: a point for each part, or two; words beside are marked by themselves."""
    return exercise.points if isinstance(exercise, Pencil) else len(exercise.parts) or 2


def check(lesson, number, part=""):
    """The check that marks this exercise, or this part of it: function -> Verdict. The teacher's seed is beside it."""
    from seed import SEED  # in the folder `marking` of a course

    return checks(drawn(lesson, SEED)[number])[part]


def checks(variant):
    """{part, or "" where there is none: function -> Verdict}."""
    return {part: partial(_judged, variant, part, keep) for part, keep in (variant.parts or {"": None}).items()}


def _judged(variant, part, keep, function):
    slips = [(edited(variant.solution, piece, instead), said) for piece, instead, said in variant.slips]
    whole = variant.truth
    truth = (lambda **case: keep(np.asarray(whole(**case), float))) if part else whole
    view = (part, keep) if part else None
    return judge(function, variant.cases, truth, slips, variant.praise, view=view)


def edited(solution, piece, instead):
    """The function of a solution's source with that piece of it replaced. ValueError if it isn't there."""
    if piece not in solution:
        raise ValueError(f"a slip replaces {piece!r}, but the solution has no such piece: take one that it has")
    names = {"np": np}
    exec(solution.replace(piece, instead), names)
    return names[ast.parse(solution).body[0].name]


def with_bug(variant):
    """The source of the function that is to be mended: the solution with its bug, under its own name."""
    name, piece, instead = variant.bug
    edited(variant.solution, piece, instead)  # or it says what is missing
    return variant.solution.replace(piece, instead).replace(f"def {variant.name}(", f"def {name}(")


def entry(i):
    """Keeps entry i of an answer, a number of a pair say, and sets the rest to 0: a part."""
    return lambda answer: np.where(np.arange(len(answer)) == i, answer, 0.0)
