"""Python for the live pages: where they get it from, and the course itself as one archive.

The archive holds what Pyodide's distribution doesn't: the course, and packages in plain Python that it imports.
"""

import json
import shutil
import tempfile
import tomllib
from pathlib import Path

import bytecode
import lite
import offline as local
import uv
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
VERSION = "314.0.3"  # of Pyodide: the series that local.CARRIER carries
USUAL = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
PLAIN = ("tqdm",)
LEFT = ("fonttools", "pytz")  # matplotlib names them, but no figure needs them
NEEDS = ("numpy", "matplotlib", "pillow", "sympy")


def build(folder, offline, beside=None):
    """Write course.zip and, if offline, Python itself into `folder`/python, and where all is into live/python.json.
    beside: the folder of a Pyodide that stands in the same site already, in lite/static/pyodide."""
    python, tool = folder / "python", uv.find_uv_bin()
    python.mkdir(parents=True, exist_ok=True)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = [pin for pin in settings["tool"]["uv"]["constraint-dependencies"] if Requirement(pin).name in PLAIN]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        lite.run([tool, "build", "--wheel", "--out-dir", work / "wheel", ROOT], cwd=work)
        fetch = [tool, "pip", "install", "--no-deps", "--only-binary=:all:", "--python-version=3.13"]
        lite.run([*fetch, "--target", work / "course", *(work / "wheel").glob("*.whl"), *pins], cwd=work)
        shutil.make_archive(work / "archive" / "course", "zip", work / "course")
        if offline:
            if not beside:
                lite.run([*fetch, "--target", work / "fetched", local.CARRIER], cwd=work)
                local.vendor(work / "fetched" / local.FOLDER, python, NEEDS)
            bytecode.compile_all(beside or python, work / "archive", ())
            _lighten((beside or python) / "pyodide-lock.json")
        shutil.copy(work / "archive" / "course.zip", python)
    where = ("../../lite/static/pyodide/" if beside else "../python/") if offline else USUAL
    told = {"python": where, "archives": ["../python/course.zip"]}
    (folder / "live" / "python.json").write_text(json.dumps(told), encoding="utf-8")


def _lighten(lock):
    """Take from the lock what matplotlib would bring along for nothing."""
    told = json.loads(lock.read_text(encoding="utf-8"))
    needs = told["packages"]["matplotlib"]["depends"]
    told["packages"]["matplotlib"]["depends"] = [name for name in needs if name not in LEFT]
    lock.write_text(json.dumps(told), encoding="utf-8")
