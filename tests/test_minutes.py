"""The minutes that a lesson states are those that come out of the formula, and README says the same."""

import re

import as_it_came
import lessons
import minutes
import nbformat
import phrases


def five(number):
    """Rounded to five."""
    return 5 * round(number / 5)


@lessons.each_lesson
def test_the_stated_minutes_are_true(path):
    core, exercises = minutes.minutes(path)
    cells = nbformat.read(path, as_version=4).cells
    title = "\n".join(cell.source for cell in cells if "title" in cell.metadata.get("tags", []))
    stated = re.search(phrases.MINUTES, title)
    assert stated, title
    assert (int(stated[1]), int(stated[2])) == (five(core), five(exercises)), (core, exercises)
    (row,) = re.findall(rf"^.*\(notebooks/{path.name}\).*$", (as_it_came.ROOT / "README.md").read_text("utf-8"), re.M)
    assert row.endswith(f"| {stated[1]} |")
    assert five(core) <= 45, f"a class has 45 minutes: {minutes.counts(path)}"


def test_the_formula_counts_what_a_reader_meets():
    assert minutes.text("Two words, $a_1$ and\n\n$$b$$\n\n<details>") == {"words": 3, "inline": 1, "displayed": 1}
    assert minutes.code('x = 1\n\nlive.plot("Figure 1.1", f)\n') == {"lines": 2, "figures": 1}
