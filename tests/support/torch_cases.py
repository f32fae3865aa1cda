"""What PyTorch answered, stored by tests/reference/make_torch_*.py. Not a test module."""

import numpy as np


def load(file):
    """The cases of a file: name -> {name of an array: the array}."""
    cases = {}
    with np.load(file) as stored:
        for key in stored.files:
            case, name = key.split("/")
            cases.setdefault(case, {})[name] = stored[key]
    return cases
