"""What a function reads stays what it was when the function was shown."""

import functools
from types import SimpleNamespace

import numpy as np
import pytest

from helpers.keep import keep

SOURCE = """
import math
import numpy as np
T, data, table = 3, np.arange(3.0), {"a": [1, 2], "b": (np.ones(2), lambda z: T * z)}
rng = np.random.default_rng(0)

def inner(x):
    return T * x

@cache
def remembered(x):
    return inner(x) + T

def outer(x, scale=data):
    rows = [inner(x) + T for _ in range(2)]
    return sum(rows) + remembered(x) + float(scale.sum() + data.sum()) + math.floor(table["b"][1](1.0)) + table["a"][0]

def even(n):
    return n == 0 or odd(n - 1)

def odd(n):
    return n > T and even(n - 1)

def maker(k):
    return lambda x: k * x + T

made = maker(np.array([1.0, 2.0]))
"""


@pytest.fixture
def notebook():
    names = {"__name__": "__main__", "cache": functools.cache}
    exec(SOURCE, names)
    return names


def test_rebinding_any_name_or_writing_into_data_changes_nothing(notebook):
    kept, before = keep(notebook["outer"])[0], notebook["outer"](2)
    assert kept(2) == before
    notebook["data"][:] = 99
    notebook["table"]["a"][0] = 99
    for name in ("T", "data", "table", "inner", "remembered", "math", "np"):
        notebook[name] = None
    assert kept(2) == before and kept(1) != before
    with pytest.raises(TypeError):
        notebook["outer"](2)


def test_functions_that_call_each_other_are_both_kept(notebook):
    kept = keep(notebook["even"])[0]
    notebook["T"] = 0
    notebook["odd"] = lambda n: True
    assert kept(6) is False and kept(0) is True


def test_a_closure_keeps_what_it_closed_over(notebook):
    kept = keep(notebook["made"])[0]
    notebook["made"].__closure__[0].cell_contents[:] = 0
    notebook["T"] = 0
    assert np.array_equal(kept(1.0), [4.0, 5.0])


def test_a_cached_function_stays_cached_and_names_stay_readable(notebook):
    kept = keep(notebook["remembered"])[0]
    assert kept(2) == kept(2) and kept.cache_info().hits == 1
    assert keep(notebook["outer"])[0].__name__ == "outer" and keep(notebook["outer"])[0].__defaults__[0].sum() == 3.0


def test_what_is_no_function_of_a_notebook_stays_what_it_is():
    assert keep(np.sin) == (np.sin,)
    method = SimpleNamespace().__repr__
    assert keep(method) == (method,)


def test_a_partial_keeps_its_function_and_its_arguments(notebook):
    array = np.ones(2)
    (kept,) = keep(functools.partial(notebook["inner"], x=array))
    notebook["T"], array[:] = 0, 0
    assert np.array_equal(kept(), [3.0, 3.0])


def test_data_are_kept_beside_the_function(notebook):
    words, functions = ["a", "b"], {"inner": notebook["inner"]}
    _, kept_words, kept_functions = keep(notebook["outer"], words, functions)
    notebook["T"] = 0
    words.clear()
    functions.clear()
    assert kept_words == ["a", "b"] and kept_functions["inner"](2) == 6


def test_a_generator_is_copied_where_it_stands(notebook):
    exec("def draw():\n    return rng.random()", notebook)
    kept = keep(notebook["draw"])[0]
    assert kept() == notebook["draw"]()
