"""Python for the browser (Pyodide) as local files, for a site that needs no internet."""

import contextlib
import functools
import hashlib
import http.server
import json
import shutil
import threading

import bytecode
from packaging.utils import canonicalize_name

# A package that happens to carry a Pyodide of the series the kernel is made for, and the folder it is in.
CARRIER, FOLDER = "open-webui==0.12.4", "open_webui/frontend/pyodide"
KERNEL = ("ipython", "jedi", "micropip")  # what the kernel needs besides the course
# What brings along the modules that are worth compiling.
IMPORTED = ("matplotlib.figure", "matplotlib.backends.backend_agg", "matplotlib.pyplot", "PIL.JpegImagePlugin")
IMPORTED += ("PIL.PngImagePlugin", "sympy", "micropip")
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def closure(packages, names):
    """`names` and everything they depend on, as far as `packages` of a Pyodide lock knows it."""
    found, ahead = set(), list(map(canonicalize_name, names))
    while ahead:
        name = ahead.pop()
        if name in packages and name not in found:
            found.add(name)
            ahead += map(canonicalize_name, packages[name]["depends"])
    return found


def vendor(source, target, names):
    """Copy what the kernel and `names` need of a Pyodide, and compile it; returns pins for packages that its lock only
    names."""
    target.mkdir(parents=True, exist_ok=True)
    lock = json.loads((source / "pyodide-lock.json").read_text())
    lock["info"]["version"] = json.loads((source / "package.json").read_text())["version"]  # this copy leaves it out
    packages = {canonicalize_name(name): package for name, package in lock["packages"].items()}
    lock["packages"], pins = {}, []
    for name in sorted(closure(packages, [*names, *KERNEL])):
        package = packages[name]
        file = source / package["file_name"]
        if file.exists():
            shutil.copy(file, target)
            lock["packages"][name] = package | {"sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
        else:
            pins.append(f"{name}=={package['version']}")
    for name in RUNTIME:
        shutil.copy(source / name, target)
    (target / "pyodide-lock.json").write_text(json.dumps(lock))
    bytecode.compile_all(target, target, IMPORTED)
    bytecode.sums(target / "pyodide-lock.json")
    return pins


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line in the terminal for each."""

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    """Serve a folder from this machine to itself; yields the address, which ends in a slash."""
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
