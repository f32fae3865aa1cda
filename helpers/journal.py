"""A log of one's own verdicts and guesses, for who wants one: a file beside the notebooks that stays on this machine.

    from helpers import journal
    journal.keep()                     # from now on, in every notebook of this folder
    journal.guess(1, 2, "B")           # lesson 01, the second prediction

The file is the one that the live pages save: {lesson: {"exercises": {name: {"source", "solved", "tries", "said"}},
"guesses": {number: guess}}}, without a source here. Nothing is sent anywhere; a student may hand it in.
"""

import json
import re
import sys
from functools import partial
from pathlib import Path

from helpers import expect

FILE = "my_work.json"
SAID = 300  # letters kept of a verdict
CHECK = re.compile(r"^check\.(\w+)\(", re.MULTILINE)


def keep(folder="."):
    """Begin or go on with the log in `folder`; what to know about it. Raises ValueError for a file that is no log."""
    file = Path(folder, FILE)
    write(file, read(file) if file.exists() else {})
    resume(folder)
    return f"Your verdicts are kept in {FILE}, beside this notebook. To stop, delete the file."


def resume(folder="."):
    """Note the verdicts that cells of this notebook show, if a log stands in `folder`; nothing without IPython."""
    ipython = sys.modules.get("IPython")  # not loaded: there is no notebook
    shell, file = ipython and ipython.get_ipython(), Path(folder, FILE).resolve()
    if shell and file.exists():
        told = shell.events.callbacks["post_run_cell"]
        if not any(getattr(one, "func", None) is _heard for one in told):
            shell.events.register("post_run_cell", partial(_heard, shell, file))


def guess(lesson, number, said, folder="."):
    """Keep what you predict before you look. lesson: 0 to 99; number: of the prediction in it, from 1; said: "B", or a
    few words. Raises ValueError for others, and where no log was begun."""
    lesson, number = expect.whole("lesson", lesson, 0, 99), expect.whole("number", number, 1, 99)
    if not isinstance(said, str) or not 1 <= len(said.strip()) <= 80:
        raise ValueError(f'A guess must be a letter such as "B" or a few words, but got {said!r}.')
    file = Path(folder, FILE)
    if not file.exists():
        raise ValueError(f"There is no {FILE} beside this notebook. Begin one with journal.keep().")
    log = read(file)
    _part(log, f"{lesson:02}", "guesses")[str(number)] = said.strip()
    write(file, log)
    return f"Kept: {said.strip()}. Now look."


def note(log, lesson, exercise, passed, said):
    """Put a verdict into a log: one more try, and what was said last; once solved stays solved. Changes the log."""
    work = _part(log, lesson, "exercises").setdefault(exercise, {"solved": False, "tries": 0})
    work |= {"solved": work.get("solved", False) or passed, "tries": work.get("tries", 0) + 1, "said": said[:SAID]}


def _part(log, lesson, name):
    return log.setdefault(lesson, {"exercises": {}, "guesses": {}}).setdefault(name, {})


def _heard(shell, file, result):
    """After each cell: did it show a verdict, and of which check?"""
    named = CHECK.findall(result.info.raw_cell or "")
    lesson = re.search(r"(\d\d)$", getattr(shell.user_ns.get("check"), "__name__", ""))
    if not (named and lesson and hasattr(result.result, "passed") and file.exists()):
        return
    try:
        log = read(file)
        note(log, lesson[1], named[-1], result.result.passed, result.result.message)
        write(file, log)
    except (OSError, ValueError) as problem:
        print(f"This verdict was not kept: {problem}")


def read(file):
    """The log in a file. Raises ValueError if it is none: not JSON, or other things in it than a log has."""
    try:
        log = json.loads(Path(file).read_text(encoding="utf-8"))
    except (ValueError, RecursionError):  # of other encodings too
        raise ValueError(f"{Path(file).name} is not JSON. Save it again, or put it aside.") from None
    if not _fits(log):
        raise ValueError(f"{Path(file).name} holds other things than a log of this course. Put it aside.")
    return log


def _fits(log):
    def dicts(value):
        return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())

    kinds = {"source": str, "solved": bool, "tries": int, "said": str}
    return dicts(log) and all(
        re.fullmatch(r"\d\d", lesson)
        and part.keys() <= {"exercises", "guesses"}
        and dicts(part.get("exercises", {}))
        and all(type(value) is kinds.get(key) for w in part.get("exercises", {}).values() for key, value in w.items())
        and isinstance(part.get("guesses", {}), dict)
        and all(isinstance(one, str) for one in part.get("guesses", {}).values())
        for lesson, part in log.items()
    )


def write(file, log):
    """Write a log in one go: a reader of the file sees the old one or the new one."""
    draft = Path(file).with_suffix(".new")
    draft.write_text(json.dumps(log, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(file)
