"""The quiz of all predictions: what Moodle reads, and the sheet."""

import html
import re

import lessons
import nbformat
import quiz
import tags

CELLS = [c for path in lessons.NOTEBOOKS for c in nbformat.read(path, as_version=4).cells if tags.prediction(c)]


def moodle(text):
    """Questions as Moodle's import reads GIFT: [(name, question, [(right?, answer, feedback)], general feedback)]."""
    for char in r"\~=#{}:":  # what is escaped is out of the way, as Moodle does it
        text = text.replace(f"\\{char}", f"&&{ord(char):03};")

    def back(part):
        return re.sub(r"&&(\d{3});", lambda found: chr(int(found[1])), part).strip()

    for name, question, inside in re.findall(r"^::(.+?)::\[html\](.+?)\{(.*?)\}$", text, re.MULTILINE | re.DOTALL):
        answers, _, general = inside.partition("####")
        told = [
            (sign == "=", *map(back, (words + "#").split("#")[:2]))
            for sign, words in re.findall(r"([=~])([^=~]*)", answers)
        ]
        yield back(name), back(question), told, back(general)


def test_moodle_reads_every_prediction_with_its_key_and_the_usual_guess():
    read = list(moodle(quiz.gift(lessons.NOTEBOOKS)))
    assert len(read) == len(CELLS) and len({name for name, *_ in read}) == len(read)
    for cell, (_, question, answers, general) in zip(CELLS, read, strict=True):
        told = tags.prediction(cell)
        assert [right for right, *_ in answers] == [letter == told["key"] for letter in told["options"]]
        assert [bool(said) for *_, said in answers] == [letter == told.get("wrong") for letter in told["options"]]
        for (_, words, _), text in zip(answers, told["options"].values(), strict=True):
            assert html.unescape(words) == text
        assert (
            bool(general) == ("say" in told) and "$" not in question and "{" not in re.sub(r"\\\(.*?\\\)", "", question)
        )


def test_signs_and_formulas_come_through():
    assert quiz.page(r"*Is* $\nu_{1} = 2$ < `a = b`?") == (
        r"<em>Is</em> \\(\\nu_\{1\} \= 2\\) &lt; <code>a \= b</code>?"
    )


def test_the_sheet_asks_all_and_ends_with_the_key():
    asked, key = quiz.sheet(lessons.NOTEBOOKS).split("## Key\n")
    for cell in CELLS:
        assert tags.question(cell) in asked
        assert all(f"- **{letter}** {text}\n" in asked for letter, text in tags.prediction(cell)["options"].items())
    assert re.findall(r"\d+: ([A-D])", key) == [tags.prediction(cell)["key"] for cell in CELLS]
