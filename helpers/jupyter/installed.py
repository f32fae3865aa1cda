"""Is everything here that the course needs? Asks the running kernel and the disk; the standard library is enough.

Lesson 00 runs this file by its place, so that it can answer where the course is not installed; so it imports nothing
of the course, and even a Python that is too old can read it.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

COURSE = "gradients-through-time"
FOLDER = Path(__file__).resolve().parents[2]  # of the course, unless it was installed without its folder
PYTHON = (3, 11), (3, 14)  # the oldest and the newest
MODULES = {"pillow": "PIL"}  # packages whose module has another name
SLIDERS = "@jupyter-widgets/jupyterlab-manager/package.json"  # what shows sliders in JupyterLab, as a file
AGAIN = "then restart the kernel (menu Kernel)."
RESTART = "Restart the kernel (menu Kernel), then run this cell again."
RENAME = "Give it another name, or remove it; then restart the kernel (menu Kernel)."
ANEW = "--ignore-installed"  # pip, whatever it finds


def report():
    """One text for the reader: all is well, or what is wrong, a sentence each, and the command that mends it."""
    for look in (python, course, packages, sliders):
        sentences, mend = look()
        if sentences:
            return "\n".join([*sentences, mend])
    return "Everything the course needs is installed."


def python():
    """Is this Python one that the course runs with? Returns (sentences, what mends), as those below do."""
    if PYTHON[0] <= sys.version_info[:2] <= PYTHON[1]:
        return [], ""
    here, oldest, newest = (".".join(map(str, version)) for version in (sys.version_info[:2], *PYTHON))
    return [f"Python {here} does not fit; the course needs {oldest} to {newest}, which uv brings along."], in_terminal()


def course():
    """Is `helpers` the course's library for this kernel?"""
    try:
        spec = importlib.util.find_spec("helpers")  # what is loaded already, else what Python would take
    except (ImportError, ValueError, AttributeError):  # marked as missing, or made by hand
        spec = None
    if not spec:
        mend = install(f'-e "{FOLDER}"') if (FOLDER / "pyproject.toml").exists() else in_terminal()
        return ["The course is not installed for this kernel."], mend
    place = Path([*(spec.submodule_search_locations or []), spec.origin][0]).resolve()
    if place == FOLDER / "helpers" and spec.origin:
        return [], ""
    if not place.exists():
        return [f"The kernel still knows {place}, which is gone."], RESTART
    if place.parent != Path.cwd() and (place / "jupyter" / "installed.py").exists():
        return [], ""  # installed apart from this folder, as a server for a class does
    return [f"Python takes {place} for the library of the course, which is called helpers too."], RENAME


def packages(requirements=None):
    """Are the packages here, new enough, whole, and those that the kernel has loaded? requirements: ["numpy>=2.1"]."""
    requirements = declared() if requirements is None else requirements
    if not requirements:
        return ["What the course needs is not to be found: its installation is damaged."], in_terminal()
    bounds = [re.match(r"([\w.-]+)\s*>=\s*([\d.]+)", requirement).groups() for requirement in requirements]
    for look in (on_disk, in_kernel, imported):  # to import one that does not fit would only confuse the kernel
        wrong = [(name, *said) for name, lowest in bounds for said in [look(name, lowest)] if said]
        wrong = [said for said in wrong if said[2] == RENAME] or wrong  # that first: it hides what is installed
        if wrong:
            sentences, mends = [said[1] for said in wrong], {said[2] for said in wrong}
            if mends in ({RESTART}, {RENAME}):
                return sentences, mends.pop()
            pins = " ".join(f'"{name}>={lowest}"' for name, lowest in bounds if name in {said[0] for said in wrong})
            return sentences, install(f"{ANEW if ANEW in mends else '--upgrade'} {pins}")
    return [], ""


def declared():
    """What the course needs besides Python: from its folder, else from what was installed; [] if nowhere."""
    if (FOLDER / "pyproject.toml").exists():
        import tomllib  # since Python 3.11

        text = (FOLDER / "pyproject.toml").read_text(encoding="utf-8")
        return [each for each in tomllib.loads(text)["project"]["dependencies"] if ">=" in each]
    try:
        known = metadata.requires(COURSE) or []
    except metadata.PackageNotFoundError:
        known = []
    skip = ("jupyterlab",) if sys.platform == "emscripten" else ()  # Python in the browser: the page is JupyterLab
    return [each for each in known if ">=" in each and "extra ==" not in each and not each.startswith(skip)]


def on_disk(name, lowest):
    """(what is wrong, what mends) of what stands where Python takes the package from, or None."""
    place, versions = place_of(name), versions_of(name)
    if not place and not versions:
        return f"{name} is missing; the course needs version {lowest} or newer.", "--upgrade"
    if not place:
        return f"{name} is damaged: its files are gone.", ANEW
    if place.parent == Path.cwd():
        return f"Python takes {place} for the package {name}.", RENAME
    if versions and None not in versions and max(map(numbers, versions)) < numbers(lowest):
        return f"{name} {versions[0]} is too old; the course needs version {lowest} or newer.", "--upgrade"
    return None


def in_kernel(name, lowest):
    """The same of what the kernel has loaded already: a package may have been installed since."""
    loaded = getattr(sys.modules.get(MODULES.get(name, name)), "__version__", None)
    versions = versions_of(name)
    if loaded and versions and None not in versions and numbers(loaded) not in map(numbers, versions):
        return f"The kernel has loaded {name} {loaded}, but {versions[0]} is installed by now.", RESTART
    return None


def imported(name, lowest):
    """The same of what comes when the package is imported."""
    if sys.platform == "emscripten" or name == "jupyterlab":  # slow to load; and JupyterLab is not for the kernel
        return None
    try:
        version = apart(name) if name == "sympy" else importlib.import_module(MODULES.get(name, name)).__version__
    except Exception as error:
        words = (str(error).strip() or "without words").splitlines()[0]
        return f"{name} is damaged ({type(error).__name__}: {words}).", ANEW
    if numbers(version) < numbers(lowest):
        return f"{name} {version} is too old; the course needs version {lowest} or newer.", ANEW
    return None


def apart(name):
    """The version that another Python imports, or its ImportError: sympy would take 33 MB of this kernel."""
    code = f"import sys; sys.path[:] = {sys.path!r}; import {name}; print({name}.__version__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise ImportError(done.stderr.strip().rpartition("\n")[2])
    return done.stdout.strip()


def sliders():
    """Does JupyterLab, if it runs in the kernel's environment, have what shows sliders?"""
    if sys.platform == "emscripten" or not importlib.util.find_spec("jupyter_core"):  # no kernel of Jupyter
        return [], ""
    from jupyter_core.paths import jupyter_path

    if any((Path(path) / SLIDERS).exists() for path in jupyter_path("labextensions")):
        return [], ""
    mend = install(f"{ANEW} jupyterlab_widgets", "then start JupyterLab anew.")
    return ["The part of JupyterLab that shows sliders is missing."], mend


def install(what, then=AGAIN):
    """How to install `what` into the environment of this very kernel."""
    managed = Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").exists() and sys.prefix == sys.base_prefix
    if importlib.util.find_spec("pip") and not managed:
        return f"Run  %pip install {what}  in a new cell, {then}"
    uv = os.environ.get("UV") or shutil.which("uv")  # an environment made by uv has no pip
    if uv and not managed:
        what = what.replace(ANEW, "--reinstall")
        return f'Run  !"{uv}" pip install --python "{sys.executable}" {what}  in a new cell, {then}'
    return in_terminal(managed)


def in_terminal(managed=False):
    """How to start the course from a terminal, with everything it needs."""
    lines = ["pipx run uv"] if managed else ["python -m pip install uv", "python -m uv"]
    lines[-1] += " run jupyter lab notebooks/00_start_here.ipynb"
    where = "Close this page; then, in a terminal, in the folder of the course (on Windows: py, not python):"
    return "\n    ".join([where, *lines])


def place_of(name):
    """The file or folder that Python takes for a package, or None."""
    try:
        spec = importlib.util.find_spec(MODULES.get(name, name))
    except (ImportError, ValueError, AttributeError):  # marked as missing, or made by hand
        return None
    if not spec or not spec.origin:  # an empty folder is no package
        return None
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)


def versions_of(name):
    """The versions of a package that stand on the disk, None for one that can't be read."""
    found, place = [], place_of(name)
    for each in metadata.distributions(name=name):
        if not place or Path(each.locate_file("")).resolve() == place.parent.resolve():
            try:
                found.append(each.version)
            except Exception:  # damaged
                found.append(None)
    return found


def numbers(version):
    """(8, 1, 2) for "8.1.2" and for "8.1.2rc1": enough to compare with a lower bound."""
    return tuple(int(re.match(r"\d*", part).group() or 0) for part in version.split("."))
