"""Writes the course as students get it: `python -m uv run python docs/student_edition.py OUT`.

The notebooks have no outputs, no notes for teachers and no answers to the predictions; beside them stands what they
need to run: the library, the images, the solutions. OUT is a new or an empty folder, started as the course is.
"""

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
import tags

ROOT = Path(__file__).parents[1]
FOLDERS = "helpers", "notebooks/images", "notebooks/solutions"
FILES = "pyproject.toml", "environment.yml", "LICENSE", "LICENSE-text"
README = """\
# Gradients Through Time

A course in Jupyter notebooks. You need Python 3.11 to 3.14; in this folder, one line at a time:

```
python -m pip install uv
python -m uv run jupyter lab notebooks/00_start_here.ipynb
```

Solutions of the exercises stand in `notebooks/solutions`. Code: [MIT](LICENSE). Text and figures:
[CC BY 4.0](LICENSE-text).
"""


def for_students(notebook):
    """A lesson without outputs and without what is for teachers alone; changes and returns the notebook."""
    notebook.cells = [cell for cell in notebook.cells if "teacher" not in tags.tags(cell)]
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def copied():
    """The files that are handed on as they are, relative to the course's folder."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [*FILES, *(path.relative_to(ROOT) for path in found if "__pycache__" not in path.parts)]


@contextlib.contextmanager
def whole(output):
    """A path for a folder that becomes `output` once it is whole; FileExistsError if something is there."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise FileExistsError(f"{output} is not empty: name a new folder, or empty this one")
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent) as unfinished:
        made = Path(unfinished) / output.name
        yield made
        if output.exists():
            output.rmdir()
        os.rename(made, output)


def write(output):
    """Write the edition into the folder `output`, all of it or nothing; FileExistsError if something is there."""
    files = copied()  # before anything is written: OUT may lie in a folder that is copied
    with whole(output) as made:
        for name in files:
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, made / name)
        (made / "README.md").write_text(README, encoding="utf-8")
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            nbformat.write(for_students(nbformat.read(path, as_version=4)), made / "notebooks" / path.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path, metavar="OUT", help="a new or an empty folder")
    output = parser.parse_args().output
    try:
        write(output.resolve())
    except OSError as error:
        sys.exit(f"The student edition was not written. {error}.")
    print(f"The student edition is in {output}.")


if __name__ == "__main__":
    main()
