"""The predictions of all lessons as a quiz: a file in GIFT, which Moodle imports, and a sheet to print with its key.

GIFT: https://docs.moodle.org/en/GIFT_format
"""

import html
import re

import nbformat
import tags

SIGNS = re.compile(r"[\\~=#{}:]")  # what GIFT reads as its own; a backslash before it makes it a plain letter


def predictions(paths):
    """("01", its title, number of the prediction, the cell) for every prediction of the notebooks at `paths`."""
    for path in paths:
        cells = nbformat.read(path, as_version=4).cells
        title = cells[0].source.splitlines()[0].removeprefix("# ")
        asked = [cell for cell in cells if tags.prediction(cell)]
        yield from ((path.name[:2], title, number, cell) for number, cell in enumerate(asked, 1))


def gift(paths):
    """The text of a file in GIFT: a question a prediction, in the category of its lesson."""
    parts, last = [], None
    for lesson, title, number, cell in predictions(paths):
        if lesson != last:
            parts.append(f"$CATEGORY: Gradients Through Time/{plain(title)}\n")
        last, told = lesson, tags.prediction(cell)
        answers = [_answer(told, letter) for letter in told["options"]]
        general = [f"####{page(told['say'])}"] * ("say" in told)
        name, asked = plain(f"{lesson} prediction {number}"), page(tags.question(cell))
        parts.append("\n".join([f"::{name}::[html]{asked} {{", *answers, *general, "}\n"]))
    return "\n".join(parts)


def _answer(told, letter):
    sign = "=" if letter == told["key"] else "~"
    tempts = " #This is the usual wrong guess." * (letter == told.get("wrong"))
    return f"{sign}{page(told['options'][letter])}{tempts}"


def plain(text):
    """A text whose signs GIFT leaves alone."""
    return SIGNS.sub(r"\\\g<0>", text)


def page(markdown):
    """Our Markdown (emphasis, code, formulas) as HTML for GIFT; Moodle sets formulas between \\( and \\)."""
    text = html.escape(markdown, quote=False)
    text = re.sub(r"\$(.+?)\$", r"\\(\1\\)", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    text = re.sub(r"(?<!\w)\*(.+?)\*(?!\w)", r"<em>\1</em>", text)
    return plain(" ".join(text.split()))


def sheet(paths):
    """All predictions as a page to print, with the key at its end; Markdown."""
    asked, right = [], {}
    for lesson, title, number, cell in predictions(paths):
        if lesson not in right:
            asked.append(f"## {title}\n")
        told = tags.prediction(cell)
        options = "\n".join(f"   - **{letter}** {text}" for letter, text in told["options"].items())
        asked.append(f"{number}. {tags.question(cell)}\n\n{options}\n")
        usual = f" (often {told['wrong']})" if "wrong" in told else ""
        right.setdefault(lesson, []).append(f"{number}: {told['key']}{usual}")
    begins = "---\norphan: true\n---\n\n# All predictions\n\nName: ______________________________\n"
    key = [f"- **{lesson}** {'; '.join(letters)}" for lesson, letters in right.items()]
    return "\n".join([begins, *asked, "## Key\n", *key, ""])
