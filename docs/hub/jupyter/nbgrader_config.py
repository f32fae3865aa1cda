"""Where assignments are handed out and in on a hub for one class. Every server reads this, the teacher's and a
student's; how the teacher marks stands in the course that docs/assignments.py makes."""

from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader defines it)
c.CourseDirectory.course_id = "gradients_through_time"
c.CourseDirectory.root = str(Path.home() / "assignments")  # the teacher's; a student has none
c.Exchange.root = "/srv/nbgrader/exchange"
