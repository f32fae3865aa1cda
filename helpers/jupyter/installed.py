"""Is everything here that the course needs? Knows the standard library only, so it can always answer."""

import re
import sys
from importlib import metadata

COURSE = "gradients-through-time"
MEND = """\
Close this page; then, in a terminal, in the folder of the course:  uv run jupyter lab notebooks/00_start_here.ipynb
Without uv: run  %pip install --upgrade -e ..  in a new cell here, then restart the kernel (menu Kernel)."""


def problems(requirements=None, version=metadata.version):
    """What is missing or too old, one sentence each; an empty list if all is well.

    requirements: texts such as "numpy>=2.0", by default what the installed course declares; version: a function
    from a package's name to its version (it raises PackageNotFoundError for a missing one).
    """
    found = []
    if requirements is None:  # those behind an "extra" are optional
        requirements = [r for r in metadata.requires(COURSE) if "extra ==" not in r]
        if sys.platform == "emscripten":  # Python in the browser: there the page itself is JupyterLab
            requirements = [r for r in requirements if not r.startswith("jupyterlab")]
    for requirement in requirements:
        name, lowest = re.match(r"([\w.-]+)\s*>=\s*([\d.]+)", requirement).groups()
        try:
            here = version(name)
        except metadata.PackageNotFoundError:
            found.append(f"{name} is missing; the course needs version {lowest} or newer.")
            continue
        if _numbers(here) < _numbers(lowest):
            found.append(f"{name} {here} is too old; the course needs version {lowest} or newer.")
    return found


def report():
    """One text for the reader: all is well, or what is wrong and the command that mends it."""
    found = problems()
    return "\n".join([*found, MEND]) if found else "Everything the course needs is installed."


def _numbers(version):
    """(8, 1, 2) for "8.1.2" and for "8.1.2rc1": enough to compare with a lower bound."""
    return tuple(int(re.match(r"\d*", part).group() or 0) for part in version.split("."))
