"""Wrong answers to the exercises, as edits of the solutions. Not a test module.

`wrong_NN.py` has, for a lesson's exercises, WRONG = {exercise: [(piece, what stands there instead, words of the
sentence)]} and RIGHT = {exercise: [whole other solutions]}. An empty piece stands for the whole body.
"""

import ast
import importlib
import runpy
from functools import cache

import lessons


@cache
def solutions(number):
    """(source of the lesson's solutions, its variables)."""
    path = lessons.ROOT / "notebooks" / "solutions" / f"lesson_{number}.py"
    return path.read_text(encoding="utf-8"), runpy.run_path(str(path))


def exercises(number):
    """{name of the reader's function: check} of a lesson: the functions of its check module."""
    module = importlib.import_module(f"helpers.checks.lesson_{number}")
    return {n: f for n, f in vars(module).items() if callable(f) and getattr(f, "__module__", "") == module.__name__}


def table(number, which):
    """The (exercise, …) rows of WRONG or RIGHT of a lesson; empty if it has none."""
    try:
        module = importlib.import_module(f"wrong_{number}")
    except ModuleNotFoundError:
        return []
    return [(name, row) for name, rows in getattr(module, which).items() for row in rows]


def written(number, name, piece, instead):
    """The source of the function `name` of the lesson's solutions with that piece of it replaced."""
    source, _ = solutions(number)
    [tree] = (node for node in ast.parse(source).body if getattr(node, "name", "") == name)
    lines = source.splitlines()
    head, body = lines[tree.lineno - 1], "\n".join(lines[tree.body[1].lineno - 1 : tree.end_lineno])
    assert piece in body, (name, piece)
    body = body.replace(piece, instead) if piece else "\n".join(f"    {line}" for line in instead.split("\n"))
    return f"{head}\n{body}"


def made(number, name, piece, instead):
    """The function with that source."""
    space = dict(solutions(number)[1])
    exec(written(number, name, piece, instead), space)
    return space[name]
