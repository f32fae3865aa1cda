"""What the course does for Jupyter: its server extension, what a saved notebook holds, and the settings it brings."""

import json
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import browser
import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager

from helpers.jupyter import saving, server

PREFIX = Path(sys.prefix)
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
HTML = {"text/html": "<p>a still form</p>"}
PNG = {"image/png": PIXEL, "text/plain": "a caption"}


def notebook(*bundles):
    """A notebook with one output for each bundle, beside it a view of the widget `box-n`, which holds `slider-n`."""
    state, cells = {}, []
    for n, bundle in enumerate(bundles):
        data = bundle | {saving.VIEW: {"model_id": f"box-{n}", "version_major": 2, "version_minor": 0}}
        output = nbformat.v4.new_output("display_data", data)
        cells.append(nbformat.v4.new_code_cell("show()", id=f"cell-{n}", outputs=[output]))
        state[f"box-{n}"] = {"state": {"children": [f"IPY_MODEL_slider-{n}"]}}
        state[f"slider-{n}"] = {"state": {"value": 1.5}}
    for model in state.values():
        model |= {"model_module": "@jupyter-widgets/base", "model_module_version": "2.0.0", "model_name": "WidgetModel"}
    widgets = {saving.STATE: {"state": state, "version_major": 2, "version_minor": 0}}
    return nbformat.v4.new_notebook(cells=cells, metadata={"widgets": widgets})


def bundles(made):
    """What each output of a notebook holds."""
    return [output["data"] for cell in made["cells"] for output in cell["outputs"]]


def test_a_view_beside_a_still_picture_is_not_saved_and_its_widgets_neither():
    made = notebook(PNG, HTML, HTML | PNG)
    saving.keep_stills(made)
    assert bundles(made) == [PNG, HTML, HTML | PNG]
    assert "widgets" not in made["metadata"]


def test_a_view_on_its_own_is_saved_with_all_it_refers_to():
    made = notebook(PNG, {"text/plain": "FloatSlider(value=1.5)"})
    saving.keep_stills(made)
    assert [saving.VIEW in data for data in bundles(made)] == [False, True]
    assert set(made["metadata"]["widgets"][saving.STATE]["state"]) == {"box-1", "slider-1"}


def test_saving_leaves_the_rest_of_a_notebook_alone():
    plain = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("Text."),
            nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("stream", text="1")]),
        ],
        metadata={"widgets": {"another": 1}},
    )
    before = json.dumps(plain)
    saving.keep_stills(plain)
    assert json.dumps(plain) == before


def test_other_hooks_run_too_and_other_files_are_saved_as_they_are(tmp_path):
    seen = []
    contents = LargeFileManager(root_dir=str(tmp_path))
    contents.pre_save_hook = lambda model, **_: seen.append(model["type"])
    contents.register_pre_save_hook(saving.pre_save)
    contents.save({"type": "notebook", "format": "json", "content": notebook(PNG)}, "figure.ipynb")
    contents.save({"type": "file", "format": "text", "content": "text"}, "notes.txt")
    contents.save({"type": "directory"}, "folder")
    assert seen == ["notebook", "file", "directory"]
    assert bundles(nbformat.read(tmp_path / "figure.ipynb", as_version=4)) == [PNG]
    assert (tmp_path / "notes.txt").read_text() == "text" and (tmp_path / "folder").is_dir()


class App:
    """As much of a server as the extension looks at."""

    def __init__(self, connection):
        self.web_app = type("WebApp", (), {"settings": {"kernel_websocket_connection_class": connection}})
        self.contents_manager = LargeFileManager()


def test_the_server_extension_is_installed_and_leaves_what_others_chose_alone(monkeypatch):
    stock, other = App(server.ZMQChannelsWebsocketConnection), App(dict)
    monkeypatch.delenv("OMP_NUM_THREADS")
    server._load_jupyter_server_extension(stock)
    assert os.environ["OMP_NUM_THREADS"] == "1"
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    server._load_jupyter_server_extension(other)
    assert os.environ["OMP_NUM_THREADS"] == "3"
    assert stock.web_app.settings["kernel_websocket_connection_class"] is server.PromptConnection
    assert other.web_app.settings["kernel_websocket_connection_class"] is dict
    installed_at = PREFIX / "etc" / "jupyter" / "jupyter_server_config.d" / "gradients_through_time.json"
    assert json.loads(installed_at.read_text())["ServerApp"]["jpserver_extensions"] == {"helpers.jupyter.server": True}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """A running JupyterLab, without any file of the user's: a function that sends it a request, and its folder."""
    folder = tmp_path_factory.mktemp("course")
    with browser.jupyter_lab(folder) as address:
        parts = urllib.parse.urlsplit(address)
        [token] = urllib.parse.parse_qs(parts.query)["token"]

        def request(method, path, **body):
            data = json.dumps(body).encode() if body else None
            url = f"{parts.scheme}://{parts.netloc}/{path}"
            asked = urllib.request.Request(url, data, {"Authorization": f"token {token}"}, method=method)
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return json.load(answer)

        yield request, folder


def test_a_notebook_saved_through_the_server_shows_its_pictures_without_a_kernel(ask):
    request, folder = ask
    request("PUT", "api/contents/saved.ipynb", type="notebook", format="json", content=notebook(PNG, HTML))
    saved = nbformat.read(folder / "saved.ipynb", as_version=4)
    assert bundles(saved) == [PNG, HTML] and "widgets" not in saved["metadata"]
    again = request("GET", "api/contents/saved.ipynb?content=1")["content"]
    assert bundles(nbformat.from_dict(again)) == [PNG, HTML]


def test_jupyterlab_asks_nothing_about_news_and_fetches_none(ask):
    request, _ = ask
    answer = request("GET", "lab/api/settings/@jupyterlab/apputils-extension:notification")
    properties = answer["schema"]["properties"]
    assert (properties["fetchNews"]["default"], properties["checkForUpdates"]["default"]) == ("false", False)
    assert answer["settings"] == {}, "the setting comes with the course, not from somebody's home"


def test_an_exported_page_shows_the_still_form_though_the_widgets_were_saved_too(tmp_path):
    path = tmp_path / "figure.ipynb"
    nbformat.write(notebook(HTML | PNG, PNG, {"text/plain": "only a widget"}), path)
    environment = {key: value for key, value in os.environ.items() if key != "JUPYTER_CONFIG_DIR"}
    environment |= {"JUPYTER_CONFIG_DIR": str(tmp_path / "none"), "JUPYTER_PLATFORM_DIRS": "1"}
    command = [sys.executable, "-m", "nbconvert", "--to", "html", str(path)]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "figure.html").read_text(encoding="utf-8")
    assert page.count("<p>a still form</p>") == 1 and page.count(PIXEL) == 1
    assert re.findall(r'"model_id": "(.*?)"', page) == ["box-2"], "what has no still form keeps its widget"
