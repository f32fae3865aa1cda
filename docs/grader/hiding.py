"""Feedback that shows what a check says, and not how it is called."""

from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_locked


class ChecksHidden(ClearHiddenTests):
    """Takes the lines that mark an answer out of the cells of checks; a student may write such words elsewhere."""

    def preprocess_cell(self, cell, resources, index):
        if is_grade(cell) and is_locked(cell):
            return super().preprocess_cell(cell, resources, index)
        return cell, resources
