"""Whatever stands in an argument's place, a function of the library answers: it works, or says what to do."""

import re
import traceback
import types
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from calls import CALLS, WHOLE, converted

import helpers

HOME = str(Path(helpers.__file__).parent)
WRONG = {
    "None": None,
    "text": "text",
    "number as text": "3",
    "bytes": b"3",
    "a truth": True,
    "nan": float("nan"),
    "inf": float("inf"),
    "minus one": -1,
    "zero": 0,
    "half": 0.5,
    "huge": 10**400,
    "complex": 1j,
    "Decimal": Decimal("0.5"),
    "Fraction": Fraction(1, 2),
    "empty list": [],
    "empty tuple": (),
    "dict": {},
    "set": {1},
    "object": object(),
    "class": int,
    "function": lambda *given: None,
    "module": types,
    "generator": (n for n in ()),
    "empty array": np.zeros(0),
    "array of text": np.array(["a"]),
    "array of objects": np.array([None]),
    "array of truths": np.ones(3, bool),
    "array of times": np.array(["2020-01-01"], "datetime64[D]"),
    "complex array": np.ones((2, 2), complex),
    "four axes": np.ones((2, 3, 2, 3)),
    "array of nan": np.full((2, 2), np.nan),
    "numpy's nan": np.float32("nan"),
    "numpy's text": np.str_("a"),
    "one number in an array": np.ones(1),
    "ragged": [[1], [2, 3]],
    "a list with None": [None, 1],
    "a tuple of arrays": (np.ones(2), np.ones(3)),
}
# A number of 400 digits in these would take for ever.
LENGTHS = set("TBDHVnkd") | {"steps", "chrono", "symbols", "letters", "gates", "phrases", "adjectives"}
# What the module of a figure fills in, or what is looked at in a later call.
OURS = {"control", "known", "label", "name", "play", "change", "changes", "lengths"}
OURS |= {"controls.nearest", "controls.said"}
PAIRS = [(name, key) for name, (_, arguments) in CALLS.items() for key in arguments if not {key, name} & OURS]


@pytest.mark.parametrize(("name", "key"), PAIRS)
def test_a_wrong_argument_is_answered_with_a_remedy(name, key):
    function, arguments = CALLS[name]
    answered, bad = 0, []
    for kind, value in WRONG.items():
        if (kind == "huge" and key in LENGTHS) or (kind == "class" and callable(arguments[key])):
            continue  # int is a function too, with errors of its own
        try:
            with np.errstate(all="ignore"):
                function(**arguments | {key: value})
        except ValueError as error:
            answered += 1
            if {frame.name for frame in traceback.extract_tb(error.__traceback__)} & {"loss_at", "towards_3"}:
                continue  # raised by the reader's own function
            words, last = str(error), traceback.extract_tb(error.__traceback__)[-1].filename
            if (
                not last.startswith(HOME)
                or len(re.findall(r"\.(?= |$)", words)) < 2
                or not re.search(r"\bgot\b|\bbut\b", words)
            ):
                bad.append(f"{kind}: ValueError without a remedy, from {Path(last).name}: {words}")
        except Exception as error:
            if {frame.name for frame in traceback.extract_tb(error.__traceback__)} & {"loss_at", "towards_3"}:
                continue  # the reader's own function
            frame = traceback.extract_tb(error.__traceback__)[-1]
            bad.append(f"{kind}: {type(error).__name__} from {Path(frame.filename).name}:{frame.lineno}: {error}")
    assert not bad, "\n".join(bad)
    assert answered, "nothing is refused"


@pytest.mark.parametrize("name", CALLS)
def test_what_a_reader_has_set_for_overflow_and_the_like_changes_nothing(name):
    function, arguments = CALLS[name]
    plain = function(**arguments)
    with np.errstate(all="raise"):
        assert repr(function(**arguments)) == repr(plain) or callable(getattr(plain, "run", None))
        large = {k: converted(v, lambda a: a * 300.0) for k, v in arguments.items() if k not in WHOLE}
        try:
            function(**arguments | large)
        except ValueError:
            pass  # such as Overflow, with a sentence
