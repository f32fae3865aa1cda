"""The classes of docs/classes: their minutes, what they show, and what their files may say."""

import itertools
import re

import browser
import class_decks
import class_files
import decks
import lessons
import nbformat
import pytest

from helpers import live

CLASSES = sorted(class_files.FOLDER.glob("*.md"))
each_class = pytest.mark.parametrize("path", CLASSES, ids=lambda path: path.stem)
NUMBER = re.compile(r"\d+(?: \d{3})*(?:\.\d+)?(?:e[-+]?\d+)?")


@pytest.fixture(scope="module")
def prepared():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "front_end", live.front_end)  # a lesson that runs puts its own in this place
        yield class_decks.Lessons(lessons.ROOT / "notebooks")


def minutes(slides, *kinds):
    return sum(slide.minutes for slide in slides if slide.kind in kinds)


@each_class
def test_a_class_has_100_minutes_with_a_break_and_some_to_spare(path):
    title, slides = class_files.read(path)
    assert title and 25 <= len(slides) <= 36
    assert minutes(slides, *class_files.KINDS) == 100
    assert minutes(slides, "break") == 10 and minutes(slides, "spare") >= 5 and minutes(slides, "may") >= 4
    assert [slide.kind for slide in slides].count("break") == 1 and slides[-1].kind == "spare"
    middle = next(slide.start for slide in slides if slide.kind == "break")
    assert 35 <= middle <= 55, "no half is much longer than the other"


@each_class
def test_every_slide_has_notes_and_every_figure_that_must_be_shown_a_vote_before_it(path, prepared):
    _, slides = class_files.read(path)
    assert slides[0].part
    asked = []
    for slide in slides:
        assert slide.minutes >= 1 and len(slide.note) > 20, slide.text
        assert class_files.clock(slide.start) in class_decks.note(slide, prepared)
        if not slide.show:
            continue
        cell = prepared.find(slide.show)
        if slide.show.role == "prediction":
            asked.append(slide.show[::2])
            assert cell.metadata.prediction["key"] in class_decks.note(slide, prepared)
        if slide.show.role == "figure" and slide.kind == "must":
            assert asked.pop() == slide.show[::2], f"{slide.show} has no vote right before it"
    assert asked == []


@each_class
def test_the_numbers_of_a_class_are_those_of_the_lessons(path, prepared):
    _, slides = class_files.read(path)
    cells = [cell for notebook in lessons.NOTEBOOKS for cell in nbformat.read(notebook, as_version=4).cells]
    cells += [cell for slide in slides if slide.show for cell in prepared.cells(slide.show)]
    known = {"660"}  # a step: the learning rate 0.3 times a gradient of 2200
    for cell in cells:
        known.update(NUMBER.findall(cell.source))
        for output in cell.get("outputs", ()):
            told = output.get("text", "") + output.get("data", {}).get("text/html", "")
            known.update(NUMBER.findall(re.sub(r"<img.*?>", "", told)))
    said = NUMBER.findall("\n".join(f"{slide.text}\n{slide.note}" for slide in slides))
    assert {number for number in said if len(number) > 2} - known == set()


def file(folder, *slides):
    path = folder / "mine.md"
    path.write_text("---\n".join(["# My class\n", *slides]), encoding="utf-8")
    return path


VOTE = "minutes: 2\npart: A vote\nshow: 01 prediction 1.1\n\nNote:\nHands up.\n"
FIGURE = "minutes: 5\nkind: may\nshow: 01 figure 1.1\nthen: T=50&a=2\n"


def test_a_file_says_what_a_class_shows_and_what_the_speaker_sees(tmp_path, prepared):
    title, (own, vote, figure) = class_files.read(file(tmp_path, "minutes: 63\n\n## Why?\n\nBecause.\n", VOTE, FIGURE))
    assert title == "My class"
    assert own == (0, 63, "must", "", None, "## Why?\n\nBecause.", "")
    assert vote == (63, 2, "must", "A vote", ("01", "prediction", "1.1", {}), "", "Hands up.")
    assert figure == (65, 5, "may", "", ("01", "figure", "1.1", {"T": "50", "a": "2"}), "", "")
    assert class_files.plan([own, vote, figure]).splitlines()[2:] == [
        "| 0:00 | 63 |  |  |",
        "| 1:03 | 7 | 5 | A vote |",
    ]
    note = class_decks.note(vote, prepared)
    assert note.startswith("**1:03 – 1:05** ● *Lesson 01, prediction 1.1*\n\nHands up.\n\n**(C)")
    script = class_decks.script(title, [own, vote, figure], prepared)
    asks = "> So far the power is right. Let the run go on: how large is $|dh_n/dh_0|$ after 50 steps?"
    assert note.replace("\n\nHands", f"\n\n{asks}\n\nHands") in script
    assert "# My class" in script and "## A vote" in script and "**1:05 – 1:10** ○" in script


def test_a_deck_is_made_of_own_text_and_of_the_lessons_cells(tmp_path, prepared):
    hint = "minutes: 1\nshow: 01 hint 1.1\n"
    _, slides = class_files.read(file(tmp_path, "minutes: 1\n\nMine.\n", VOTE, FIGURE, hint))
    cells = class_decks.deck(slides, prepared).cells
    types = [cell.metadata.slideshow.slide_type for cell in cells]
    assert types == ["subslide", "notes", "slide", "notes", "subslide", "notes", "subslide", "-", "notes"]
    assert "prediction" in cells[2].metadata.tags
    assert cells[4].metadata.slideshow.data == {"kind": "may", "timing": 300, "foot": "0:03 ○"}
    first, then = (output.data["text/html"] for output in cells[4].outputs)
    assert (
        "over 8 steps" in first
        and then.startswith('<div class="fragment then"><figure')
        and "a = 2.00: over 50" in then
    )
    assert cells[6].source.startswith("**1.1 ·") and "<details open><summary>" in cells[7].source


def test_a_section_of_a_lesson_has_no_number_in_a_class(prepared):
    (map_,) = prepared.cells(class_files.Show("12", "map", "1", {}))
    assert map_.source.startswith("## A map of the whole course\n")
    assert prepared.find(class_files.Show("12", "map", "1", {})).source.startswith("## 3 · A map")


@each_class
def test_only_the_key_of_a_vote_names_a_letter(path):
    _, slides = class_files.read(path)
    for slide in slides:
        assert not re.search(r"\([A-D]\)|\b[A-D] or [A-D]\b", f"{slide.text}\n{slide.note}"), slide.note


def test_lessons_in_another_language_are_found_by_tags_and_numbers():
    def text(source, *marks):
        return nbformat.v4.new_markdown_cell(source, metadata={"tags": list(marks)})

    def code(source):
        return nbformat.v4.new_code_cell(source, metadata={"tags": ["core", "figure"]})

    first, second = code('live.plot("Abbildung 1.1", f, g)'), code('live.plot("Abbildung 1.10", f, g)')
    vote, other = text("**Rate zuerst.**", "core", "prediction"), text("**Und nun?**", "core", "prediction")
    seen, hint = text("**Was zu sehen war.**", "core", "seen"), text("Ein Hinweis", "exercise", "hint")
    task = text("**1.1 · Mit Bleistift.**", "exercise")
    myth = text("> Oft gesagt", "core", "myth")
    notebook = nbformat.v4.new_notebook(cells=[vote, first, seen, other, second, myth, task, hint])
    for role, number, cell in [
        ("figure", "1.1", first),
        ("figure", "1.10", second),
        ("prediction", "1.1", vote),
        ("prediction", "1.10", other),
        ("seen", "1.1", seen),
        ("exercise", "1.1", task),
        ("hint", "1.1", hint),
        ("myth", "1", myth),
    ]:
        assert class_decks.find(notebook, role, number) is cell, (role, number)
    for role, number in ("figure", "1.2"), ("seen", "1.10"), ("myth", "2"), ("myth", "0"), ("map", "1"):
        with pytest.raises(ValueError, match=f"tagged '{role}' with the number {number}: look at the tags"):
            class_decks.find(notebook, role, number)


def test_what_cant_be_meant_is_refused_with_the_place(tmp_path, prepared):
    good = "minutes: 1\n\nText.\n"
    for bad in [
        "minutes: two\n\nText.\n",
        "Text.\n",
        "minutes: 1\nkind: perhaps\n\nText.\n",
        "minutes: 1\nshow: figure 1.1\n",
        "minutes: 1\nminuts: 2\n\nText.\n",
        "minutes: 1\nthen: T=50\n\nText.\n",
        "minutes: 1\nshow: 01 figure 1.1\nthen: 50\n",
        "minutes: 1\nshow: 01 prediction 1.1\nthen: T=50\n",
        "minutes: 1\n",
    ]:
        with pytest.raises(
            ValueError, match=r"^mine.md, slide 2 begins with .* A slide begins with lines such as `min"
        ):
            class_files.read(file(tmp_path, good, bad))
    for show, said in [
        (("77", "figure", "1.1", {}), "a lesson is one of 00, 01, .*, but a class shows 77"),
        (("01", "figure", "1.1", {"speed": "3"}), "speed"),
        (("01", "figure", "1.1", {"T": "many"}), "must be a number between 1 and 60, but got 'many'"),
    ]:
        with pytest.raises(ValueError, match=said):
            prepared.cells(class_files.Show(*show))


@pytest.mark.slow
@lessons.needs_chromium
@each_class
def test_on_a_projector_all_of_a_class_can_be_read_and_nothing_scrolls(site, path, prepared):
    _, address = site
    _, slides = class_files.read(path)
    with browser.chromium(viewport=decks.PROJECTOR) as page:
        stops = decks.walk(page, f"{address}slides/{path.stem}.html")
        count = page.evaluate("deck.getTotalSlides()")
    assert count == len(slides)
    then = sum(bool(slide.show and slide.show.then) + slide.text.count('class="fragment"') for slide in slides)
    assert len(stops) == count + then
    for stop in stops:
        assert stop["long"] <= 1 and stop["wide"] == 0, stop
        assert min(stop["text"], stop["code"], stop["words"]) >= 20, stop
        assert re.match(r"\d:\d\d – \d:\d\d", stop["notes"]), stop
    for before, stop in itertools.pairwise(stops):
        if before["data"] == stop["data"] and not stop["figure"]:
            assert before["text"] == stop["text"], f"what waits for → changes the size of what is there: {stop}"
    feet = list(dict.fromkeys(stop["data"]["foot"].split()[0] for stop in stops))
    assert feet == [class_files.clock(slide.start) for slide in slides]
    figures = [slide.show for slide in slides if slide.show and slide.show.role == "figure"]
    stages = [f"../{prepared.paths[show.lesson].stem}.html#stage-{show.number}" for show in figures]
    assert list(dict.fromkeys(link for stop in stops for link in stop["live"])) == stages
    assert all(len(stop["live"]) == bool(stop["figure"]) for stop in stops)


@pytest.mark.slow
@lessons.needs_chromium
def test_the_guide_has_the_plans_and_links_to_decks_and_scripts(site):
    folder, address = site
    with browser.chromium() as page:
        page.goto(f"{address}teaching.html")
        tables = page.locator("#two-classes-of-100-minutes table").all()
        for table, path in zip(tables, CLASSES, strict=True):
            minutes = table.locator("td:nth-child(2)").all_inner_texts()
            assert sum(map(int, minutes)) == 100 and len(minutes) >= 6
            for link in f"slides/{path.stem}.html", f"{path.stem}.html":
                assert page.locator(f'a[href="{link}"]').count() == 1 and (folder / link).exists()
        page.goto(f"{address}{CLASSES[0].stem}.html")
        assert "0:00 – 0:02" in page.locator("main").inner_text()
