"""Collecting files that a learning platform has renamed."""

import json
import re
import unicodedata
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import FileNameCollectorPlugin

MOODLE = re.compile(r"(.+)_\d+_assignsubmission_file(?:_|$)")  # Kim Lee_123_assignsubmission_file_01.ipynb, or a folder
CANVAS = re.compile(r"([^_]+)(?:_LATE)?_(\d+)_\d+_")  # leekim_101_2001_01.ipynb, or leekim_LATE_101_2001_01.ipynb


class Collect(FileNameCollectorPlugin):
    """Whose a notebook is, by the names that Moodle and Canvas give it, or by the student's id at its beginning.

    The notebook may have any name of its own: an assignment has one. Of two by one student the first is taken.
    """

    def collect(self, submitted_file):
        directories = self.parent.coursedir
        place = Path(submitted_file).relative_to(self.parent._format_collect_path(self.parent.extracted_directory))
        if place.suffix != ".ipynb" or any(part.startswith((".", "__MACOSX")) for part in place.parts):
            return None
        with Gradebook(directories.db_url, directories.course_id) as book:
            found = {student.id for student in book.students for part in place.parts if belongs(part, student)}
        if len(found) != 1:
            self.log.error("Left out, as %s: %s", "no student fits" if not found else f"it fits {sorted(found)}", place)
            return None
        self.taken = getattr(self, "taken", {})
        [student] = found
        if student in self.taken:
            self.log.error("Left out, as %s already handed in %s: %s", student, self.taken[student], place)
            return None
        self.taken[student] = place
        came = Path(submitted_file).parents[len(place.parts)] / "collected.json"  # marks.py names the feedback by it
        known = json.loads(came.read_text(encoding="utf-8")) if came.is_file() else {}
        came.write_text(json.dumps(known | {student: place.as_posix()}), encoding="utf-8")
        source = directories.format_path(directories.source_directory, ".", directories.assignment_id)
        [given] = Path(source).glob("*.ipynb")
        return {"student_id": student, "file_id": given.name}


def belongs(name, student):
    """Whether a file or a folder with this name comes from a student of the gradebook."""
    names = {plain(f"{student.first_name}{student.last_name}"), plain(f"{student.last_name}{student.first_name}")} - {
        ""
    }
    if moodle := MOODLE.match(name):
        return plain(moodle[1]) in names
    if canvas := CANVAS.match(name):
        return canvas[2] == student.lms_user_id if student.lms_user_id else plain(canvas[1]) in names
    return re.match(rf"{re.escape(student.id)}(?![^\W_])", name) is not None


def plain(name):
    """Only the letters and digits of a name, in lower case and without accents."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKD", name)).lower()
