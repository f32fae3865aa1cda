"""Run notebooks from a clean kernel and save them as they are committed: outputs in place, nothing else.

    python tests/refresh_notebooks.py [notebook ...]        (default: all)

Kept are text and pictures. Left out are the views of live widgets, which mean nothing without their kernel,
timings, and the version of Python that happened to run.
"""

import sys
from pathlib import Path

import nbclient
import nbformat

FOLDER = Path(__file__).parents[1] / "notebooks"
VIEW = "application/vnd.jupyter.widget-view+json"


def clean(notebook):
    """Drop from an executed notebook what does not belong into a saved one; changes and returns it."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
    return notebook


def main(paths):
    """Execute and save each notebook."""
    for path in paths or sorted(FOLDER.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbclient.NotebookClient(notebook, timeout=300, store_widget_state=False, coalesce_streams=True).execute(
            cwd=str(FOLDER)
        )
        nbformat.write(clean(notebook), path)
        print(f"saved {Path(path).name}")


if __name__ == "__main__":
    main([Path(argument).resolve() for argument in sys.argv[1:]])
