"""What the servers of a class offer: a list of assignments for all, the page to mark them for the teacher alone."""

import os

c = get_config()  # noqa: F821 (Jupyter's server defines it)
marks = os.environ.get("JUPYTERHUB_USER") == "teacher"
c.ServerApp.jpserver_extensions = {
    "nbgrader.server_extensions.formgrader": marks,
    "nbgrader.server_extensions.course_list": False,  # for several courses
    "nbgrader.server_extensions.validate_assignment": False,  # the checks of the course say at once what is wrong
}
c.ServerApp.terminado_settings = {"shell_command": ["bash"]}  # no login shell, which would forget where nbgrader is
