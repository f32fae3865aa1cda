"""The variants that are marked: each is solved by its solution alone, and names the slips that it knows."""

import ast
import importlib.util
import inspect
import math
import pkgutil
import sys

import lessons
import marked
import nbformat
import numpy as np
import pytest
import tags
import variants
import wrong

import helpers

NOTEBOOKS = {path.name[:2]: path for path in lessons.NOTEBOOKS}
NUMBERS = [number for number in NOTEBOOKS if importlib.util.find_spec(f"variants.lesson_{number}")]
SEEDS = range(3)


def exercises(number):
    return importlib.import_module(f"variants.lesson_{number}").EXERCISES


ALL = [
    pytest.param(number, exercise, make, id=f"{number}-{exercise}-{make.__name__}")
    for number in NUMBERS
    for exercise, makes in exercises(number).items()
    for make in makes
]
each = pytest.mark.parametrize(("number", "exercise", "make"), ALL)
written = pytest.mark.parametrize(
    ("number", "exercise", "make"),
    [one for one in ALL if isinstance(one.values[2](np.random.default_rng(0)), variants.Variant)],
)


def drawn(make, seed):
    return make(np.random.default_rng(seed))


def solved(variant, piece="", instead=""):
    return variants.edited(variant.solution, piece, instead)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_lesson_has_variants_of_its_exercises_in_their_order(number):
    cells = [c for c in nbformat.read(NOTEBOOKS[number], as_version=4).cells if tags.place(c) in ("exercise", "bug")]
    asked = [n for c in cells if c.cell_type == "markdown" for n in marked.NUMBER.findall(c.source)]
    assert list(exercises(number)) == [*asked, *["bug"] * any(tags.place(c) == "bug" for c in cells)]
    assert all(len(makes) > 1 for name, makes in exercises(number).items() if not name.endswith(".1"))


@each
def test_it_begins_as_the_exercise_does_and_says_the_same_for_the_same_seed(number, exercise, make):
    one, again = drawn(make, 1), drawn(make, 1)
    begins = variants.WILD if exercise == "bug" else f"**{exercise} · "
    assert one.text.startswith(begins) and one.text == again.text and "\n#" not in one.text
    others = [drawn(make, seed) for seed in range(2, 8)]
    if isinstance(one, variants.Pencil):
        assert one.answer == again.answer and one.points > 0
        assert any(other.answer != one.answer for other in others), "other seeds have other numbers"
    else:
        assert repr(one.cases) == repr(again.cases)
        assert any(repr(other.cases) != repr(one.cases) for other in others), "other seeds have other numbers"


@pytest.mark.parametrize("number", NUMBERS)
def test_a_pencil_has_a_point_for_each_part_and_tells_the_teacher(number):
    for exercise, makes in exercises(number).items():
        for pencil in [made for make in makes if isinstance(made := drawn(make, 0), variants.Pencil)]:
            [_, cell] = marked.by_hand(exercise, pencil)
            parts = marked.PART.findall(pencil.answer)
            assert pencil.points == cell.metadata.nbgrader.points == len(parts)
            assert parts in (["(a)", "(b)", "(c)", "(d)"][: len(parts)], ["1", "2", "3", "4"][: len(parts)])
            assert all(part in pencil.text for part in parts)
            said = f"One point each for {', '.join(parts[:-1])} and {parts[-1]}; half a point where"
            assert cell.source.count("One point each") == 1 and f"\n\n{said}" in cell.source


def test_of_points_that_are_no_parts_nothing_is_said():
    assert marked.divided(variants.Pencil("How large?", "(a) 3", 1)) == ""
    assert marked.divided(variants.Pencil("How large?", "3, or 4.\n2 is wrong.", 2)) == ""
    assert marked.divided(variants.Pencil("How large?", "(a) 3\n(b) 4", 3)) == ""


@written
def test_its_solution_is_right_and_needs_numpy_at_most(number, exercise, make):
    for seed in SEEDS:
        variant = drawn(make, seed)
        assert len(ast.parse(variant.solution).body) == 1
        for part, check in variants.checks(variant).items():
            verdict = check(solved(variant))
            assert verdict.passed, (seed, part, verdict.message)
            assert not check(lambda **case: 0.1234).passed


@written
def test_it_names_its_slips(number, exercise, make):
    for seed in SEEDS:
        variant = drawn(make, seed)
        assert len(variant.slips) >= 4
        for piece, instead, said in variant.slips:
            wrong_one = solved(variant, piece, instead)
            verdicts = [check(wrong_one) for check in variants.checks(variant).values()]
            failed = [verdict.message for verdict in verdicts if not verdict.passed]
            assert failed, (seed, "passes", instead)
            assert any(said in message for message in failed), (seed, instead, failed)


@written
def test_students_see_two_short_cases_and_more_are_marked(number, exercise, make):
    variant = drawn(make, 0)
    assert len(variant.cases) >= 5
    assert all(sum(np.size(value) for value in case.values()) <= 24 for case in variant.cases[:2])
    shown = [np.asarray(variant.truth(**case)).tolist() for case in variant.cases[:2]]
    assert shown[0] != shown[1]
    signature = inspect.signature(solved(variant))
    assert all(list(case) == list(signature.parameters) for case in variant.cases)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_code_with_the_bug_is_wrong_and_is_known(number):
    for make in exercises(number).get("bug", ()):
        variant = drawn(make, 0)
        name, piece, instead = variant.bug
        assert name != variant.name and f"def {name}(" in variants.with_bug(variant)
        case = variant.cases[0]
        assert not np.allclose(solved(variant, piece, instead)(**case), variant.truth(**case)), "the case shows it"
        known = [said for old, new, said in variant.slips if (old, new) == (piece, instead)]
        assert known and known[0].startswith("this is still the answer of the code with the bug.")


def test_who_takes_the_whole_distance_is_told_so_and_sees_a_number_before():
    for seed in SEEDS:
        variant = drawn(importlib.import_module("variants.lesson_01").between, seed)
        [check] = variants.checks(variant).values()
        said = check(lambda distance: math.atanh(distance) / distance * (1 - distance**2)).message
        assert said == "Not yet: from -h* to h* the distance is 2 h*."
        assert variant.cases[0]["distance"] < 1 < variant.cases[1]["distance"]


def published():
    """Every function that a student could import: the solutions, and what the library has."""
    found = [function for number in NOTEBOOKS for function in wrong.solutions(number)[1].values()]
    for module in pkgutil.walk_packages(helpers.__path__, "helpers."):
        if not module.name.startswith(("helpers.figures", "helpers.page", "helpers.live", "helpers.widgets")):
            found += vars(importlib.import_module(module.name)).values()
    return {function for function in found if inspect.isfunction(function)}


def bounded(function, *arguments, lines=20_000):
    """What the function returns; RuntimeError after so many lines of Python: some never end for such arguments."""
    left = lines

    def count(frame, event, arg):
        nonlocal left
        left -= event == "line"
        if left < 0:
            raise RuntimeError("no end")
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        return function(*arguments)
    finally:
        sys.settrace(before)


@written
def test_nothing_that_is_published_solves_it_as_it_is(number, exercise, make):
    variant = drawn(make, 0)
    case = variant.cases[0]
    names = wrong.solutions(number)[1]
    assert variant.name not in names, "its function has a name of its own"
    for function in published():
        needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
        if len(needed) != len(case):
            continue
        given = variants.judge(lambda f=function, **case: bounded(f, *case.values()), variant.cases, variant.truth)
        assert not given.passed, f"{function.__module__}.{function.__name__} solves it"
