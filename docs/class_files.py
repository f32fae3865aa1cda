"""Reads docs/classes/NAME.md, which says what a class shows, in which order, and for how many minutes.

The file begins with its title. A line --- begins a slide: lines `key: value`, an empty line, the slide's own text, and
after a line `Note:` what only the speaker sees. The keys:

minutes   how long the slide stays
part      a part of the class begins here: its name in the plan of the teacher's guide
kind      must (that is how it is if nothing is said), may, break or spare
show      a cell of a lesson by its role and its number: `01 prediction 1.1`, `01 figure 1.1`, `01 exercise 1.1`,
          `01 hint 1.1`; where a role has no number of its own it is counted: `02 myth 1`
then      the setting of the figure that → shows next, as its address has it: `a=1.5&T=50`

What stands between <div class="fragment"> and </div>, with empty lines around it, waits for → too.
"""

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

FOLDER = Path(__file__).parent / "classes"
KINDS = ("must", "may", "break", "spare")
KEYS = {"minutes", "kind", "part", "show", "then"}
SHOW = re.compile(r"(\d\d) ([a-z]+) ([\d.]+)")
HOW = (
    f"A slide begins with lines such as `minutes: 3` (a whole number), `kind: {'` or `'.join(KINDS)}`, `part: …` and "
    "`show: 01 prediction 1.1`, after which a figure may have `then: a=1.5&T=50`; and then comes an empty line."
)


class Show(NamedTuple):
    """A cell of a lesson. then: the setting that its figure shows next, {control: value as text}, or {}."""

    lesson: str
    role: str
    number: str
    then: dict


class Slide(NamedTuple):
    """What a file says of a slide. start: minutes before it. show: a Show or None."""

    start: int
    minutes: int
    kind: str
    part: str
    show: Show | None
    text: str
    note: str


def read(path):
    """(title, [Slide, ...]) of the file of a class; ValueError for what can't be meant."""
    title, *blocks = re.split(r"^---\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    slides, start = [], 0
    for number, block in enumerate(blocks, 1):
        slides.append(_slide(block, start, f"{path.name}, slide {number}"))
        start += slides[-1].minutes
    return title.strip().removeprefix("# "), slides


def _slide(block, start, where):
    head, _, rest = block.partition("\n\n")
    said = {key: value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    text, _, note = f"\n{rest}\n".partition("\nNote:\n")
    kind, show = said.get("kind", "must"), SHOW.fullmatch(said.get("show", ""))
    show = show and Show(*show.groups(), dict(parse_qsl(said.get("then", ""))))
    meant = [
        said.keys() <= KEYS,
        said.get("minutes", "").isdigit(),
        kind in KINDS,
        bool(show) == ("show" in said) and bool(show or text.strip()),
        "then" not in said or (show and show.role == "figure" and show.then),
    ]
    if not all(meant):
        raise ValueError(f"{where} begins with {head!r}. {HOW}")
    return Slide(start, int(said["minutes"]), kind, said.get("part", ""), show, text.strip(), note.strip())


def clock(minutes):
    """Minutes since the class began, as a clock shows them: 65 is 1:05."""
    return f"{minutes // 60}:{minutes % 60:02}"


def plan(slides):
    """The parts of a class as a table in Markdown: when each begins, its minutes, and those that may be left out."""
    parts = []
    for slide in slides:
        if slide.part or not parts:
            parts.append([slide])
        else:
            parts[-1].append(slide)
    lines = ["| at | minutes | may be left out | what |", "|---|---|---|---|"]
    for part in parts:
        may = sum(slide.minutes for slide in part if slide.kind == "may")
        minutes = sum(slide.minutes for slide in part)
        lines.append(f"| {clock(part[0].start)} | {minutes} | {may or ''} | {part[0].part} |")
    return "\n".join([*lines, ""])
