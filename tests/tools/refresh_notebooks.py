"""Run notebooks from a clean kernel and save them as they are committed: outputs in place, nothing else.

    python tests/tools/refresh_notebooks.py [--only-clean] [notebook ...]        (default: all)

Kept are text and pictures, a cell's tags, and what a prediction says of its options. Left out are the views and the
state of live widgets, which mean nothing without their kernel, a progress bar that was wiped away, timings, slide
types (the builder of the slides works them out), the version of Python that happened to run, and the folder it ran
in. With --only-clean the notebooks are not run: their outputs stay.
"""

import argparse
from pathlib import Path

import nbclient
import nbformat

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python", "file_extension": ".py", "pygments_lexer": "ipython3"}  # no version: it changes nothing


def clean(notebook):
    """Drop from an executed notebook what does not belong into a saved one; changes and returns it."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": LANGUAGE})
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in ("tags", "prediction")}
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("text", "said").strip()]
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(VIEW, None)
            for texts in (data, output):
                for key in {"text/plain", "text/html", "text"} & texts.keys():
                    texts[key] = texts[key].replace(f"{ROOT}/", "")
    return notebook


def main():
    """Execute and save each notebook."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, default=sorted(FOLDER.glob("*.ipynb")), metavar="notebook")
    parser.add_argument("--only-clean", action="store_true", help="don't run them")
    arguments = parser.parse_args()
    for path in arguments.notebooks:
        notebook = nbformat.read(path, as_version=4)
        if not arguments.only_clean:
            client = nbclient.NotebookClient(notebook, timeout=300, store_widget_state=False, coalesce_streams=True)
            client.execute(cwd=str(FOLDER))
        nbformat.write(clean(notebook), path)
        print(f"saved {path.name}")


if __name__ == "__main__":
    main()
