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
OPTION = re.compile(r"^- \*\*([A-Z])\*\* (.+)$", re.MULTILINE)  # of a prediction
ROLES = {
    "prediction": "a text that asks for a guess: a question, a list of options, and nothing else; see `prediction`",
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

    {"options": {letter: text}, "key": letter, "wrong": letter, "say": text}: what is right, what tempts most, and what
    to say to those whom it tempted. The last two may be missing. ValueError if it is anything else.
    """
    found = cell["metadata"].get("prediction", {})
    known = found.keys() <= {"options", "key", "wrong", "say"} and found.keys() >= {"options", "key"}
    if found and not (known and {found["key"], found.get("wrong", found["key"])} <= found["options"].keys()):
        raise ValueError(
            'a prediction is {"options": {letter: text}, "key": letter, "wrong": letter, "say": text} with letters of '
            f"the options; the cell {cell.get('id')!r} has {dict(found)}: mend its metadata"
        )
    return found


def question(cell):
    """What a prediction asks, as Markdown: its text without the bold words that begin it and without its options."""
    return re.split(OPTION, re.sub(r"^\*\*.+?\*\*\s*", "", cell["source"]), maxsplit=1)[0].strip()


def answer(cell, which="key"):
    """What is right to guess (or "wrong": what tempts), in words; "" where the cell doesn't say."""
    found = prediction(cell)
    return f"({found[which]}) {found['options'][found[which]]}" if which in found else ""


def advice(cell):
    """What tempts in a prediction, and what to say then, in words; "" where the cell doesn't say."""
    tempts, say = answer(cell, "wrong"), prediction(cell).get("say", "")
    return " ".join([f"Tempting: {tempts}."] * bool(tempts) + [f"Say: {say}"] * bool(say))


def teachers_note(notebook):
    """What a lesson says to teachers, as Markdown without a heading and not folded."""
    texts = ["".join(cell["source"]) for cell in notebook["cells"] if place(cell) == "teacher"]
    return re.sub(r"</?details.*?>|<summary>.*?</summary>|^#+ .*$", "", "\n\n".join(texts), flags=re.MULTILINE).strip()
