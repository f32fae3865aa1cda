"""Calls, arguments and answers as code, in lines that fit a notebook and a page of feedback."""

import textwrap

import numpy as np

WIDTH = 88  # letters of a line
ENDS = 4  # of them for the brackets and the comma that end it


def written(value, before=0):
    """An argument or an answer as code. before: letters that stand before it; a long array goes on below its start."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"np.array({listed(value.tolist(), before + len('np.array('))})"
    return repr(value)


def listed(values, before):
    """A list as code: in one line if it is short enough; else a line for each of its lists, or as many as it takes."""
    line = str(values)
    if before + len(line) < WIDTH - ENDS:
        return line
    if isinstance(values[0], list):
        below = ",\n" + (before + 1) * " "
        return f"[{below.join(listed(row, before + 1) for row in values)}]"
    first, below = before * " ", (before + 1) * " "
    return textwrap.fill(
        line, WIDTH - ENDS, initial_indent=first, subsequent_indent=below, break_on_hyphens=False
    ).lstrip()


def named(name, value):
    """An item for `bracketed`: a value with its name, as `"a": ` or `a=`; or with none, ""."""
    return lambda before: f"{name}{written(value, before + len(name))}"


def bracketed(opening, items, closing, before=0):
    """Items between brackets, in one line if it is short enough, else in a line of its own each.

    items: functions that take how many letters stand before them in their line; before: how many the line is indented.
    """
    line = f"{opening}{', '.join(item(0) for item in items)}{closing}"
    if "\n" not in line and before + len(line) < WIDTH:
        return line
    inner = before + 4
    lines = [f"{' ' * inner}{item(inner)}," for item in items]
    return "\n".join([opening, *lines, f"{' ' * before}{closing}"])
