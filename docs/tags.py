"""What a cell of a lesson is: the vocabulary of cell tags, which slides, handouts and the teacher's guide go by.

Every cell has exactly one place, and any number of roles. In JupyterLab the tags of a cell stand in the
*Property Inspector*. Tags of other tools, such as nbval's, may stand beside them.
"""

import re

PLACES = {
    "title": "the first cells: the question, why it matters, what you need, how long it takes",
    "setup": "code that makes the notebook ready: what is installed, imports",
    "core": "the lesson; a section begins with a heading of level 2",
    "exercise": "an exercise: its text, its hints, the place for an answer, its check",
    "bug": "a bug from the wild, to be found and mended",
    "summary": "what the lesson said, in a few lines",
    "further": "whole sections that nothing in the core needs",
    "sources": "where it comes from",
    "teacher": "notes for teachers: in their guide and for the speaker of the slides",
}
ROLES = {
    "prediction": "a text that asks for a guess; see `prediction`",
    "seen": "the text under a figure that says what was seen in it",
    "figure": "the code that shows a figure: live, trained or still",
    "plumbing": "code that nobody needs to read to follow the lesson",
    "check": "the code that checks an exercise",
    "myth": "often said, not quite true",
    "hint": "hints or solutions and nothing else",
    "map": "a table of the map of the whole course: symptom, diagnosis, what helps, what it costs",
}


def tags(cell):
    """The tags of a cell."""
    return set(cell["metadata"].get("tags", ()))


def place(cell):
    """The place of a cell in its lesson; ValueError if it has none or several."""
    found = sorted(tags(cell) & PLACES.keys())
    if len(found) != 1:
        begins = "".join(cell["source"])[:60]
        raise ValueError(
            f"a cell has exactly one of the tags {', '.join(PLACES)}; the cell {cell.get('id')!r} that begins with "
            f"{begins!r} has {found or 'none of them'}: set it in JupyterLab's Property Inspector"
        )
    return found[0]


def prediction(cell):
    """What stands in a cell's metadata under "prediction"; {} if there is nothing.

    {"options": {letter: text}, "key": letter, "wrong": letter} where it is a choice, and {"key": text, "wrong": text}
    where it is none: what is right, and the usual wrong guess, which may be missing. ValueError if it is neither.
    """
    found = cell["metadata"].get("prediction", {})
    known = found.keys() <= {"options", "key", "wrong"} and "key" in found
    answers = {found[name] for name in ("key", "wrong") if name in found}
    if found and not (known and answers <= set(found.get("options", answers))):
        raise ValueError(
            'a prediction is {"options": {letter: text}, "key": letter, "wrong": letter} with letters of the options, '
            f"or without options; the cell {cell.get('id')!r} has {dict(found)}: mend its metadata"
        )
    return found


def answer(cell, wrong=True):
    """What is right to guess, in words, and if wrong the usual wrong guess; "" where the cell doesn't say."""
    found = prediction(cell)
    if not found:
        return ""
    options = found.get("options", {})
    right, usual = (
        f"({name}) {options[name]}" if name in options else name for name in (found["key"], found.get("wrong"))
    )
    return f"{right} (often: {usual})" if usual and wrong else right


def teachers_note(notebook):
    """What a lesson says to teachers, as Markdown without a heading and not folded."""
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if place(cell) == "teacher"]
    return re.sub(r"</?details.*?>|<summary>.*?</summary>|^#+ .*$", "", "\n\n".join(texts), flags=re.MULTILINE).strip()
