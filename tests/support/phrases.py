"""The words that every lesson has at the same place, for the tests. A course in another language has its own here.

Not a test module. Everything else that a lesson must have goes by its tags: see docs/tags.py.
"""

TITLE = ("**Why this matters.**", "**Afterwards you can**", "**You need**", "**Time**", "**Next**")
MINUTES = r"\*\*Time\*\* (\d+) minutes in class, (\d+) for the exercises"
PREDICTION = "**Predict first.**"
TEXT = (PREDICTION, "**What you saw.**", "Often said, not quite true", "## Exercises", "## Summary")
TEXT += ("## Sources", "For teachers")
HINTS = "First hint", "Second hint"
