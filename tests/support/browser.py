"""JupyterLab in a real Chromium, for the browser tests and the benchmarks.

Not a test module: it starts a server on 127.0.0.1 with a token, opens a notebook and looks at the page.
"""

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import at_home  # noqa: F401 (local addresses without a proxy)
from chromium import HOW_TO_GET_CHROMIUM, chromium, chromium_path  # noqa: F401 (tests say browser.chromium)


@contextlib.contextmanager
def jupyter_lab(folder, nodelay=True, log=subprocess.DEVNULL):
    """Run JupyterLab on `folder`; yields its address with a `{}` where a notebook's name goes."""
    token = secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port=0"]
    command += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}"]
    command += ["--ServerApp.allow_root=True", "--LabApp.expose_app_in_browser=True"]
    command += [f"--ServerApp.jpserver_extensions={{'helpers.jupyter.server': {nodelay}}}"]
    runtime = tempfile.mkdtemp(prefix="jupyter-")
    environment = os.environ | {"JUPYTER_RUNTIME_DIR": runtime, "JUPYTER_CONFIG_DIR": runtime}
    environment |= {"JUPYTERLAB_WORKSPACES_DIR": runtime, "JUPYTERLAB_SETTINGS_DIR": runtime}
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        address = _address(server, runtime, token)
        yield f"{address}lab/tree/{{}}?token={token}&reset"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        shutil.rmtree(runtime, ignore_errors=True)


def _address(server, runtime, token, seconds=60):
    """Wait until the server answers; its address stands in the file it writes about itself."""
    for _ in range(seconds * 10):
        time.sleep(0.1)
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab stopped with exit code {server.returncode} before it answered")
        try:
            with open(os.path.join(runtime, f"jpserver-{server.pid}.json")) as file:
                address = json.load(file)["url"]
            urllib.request.urlopen(f"{address}api/status?token={token}", timeout=5).close()
        except (OSError, ValueError):
            continue
        return address
    raise RuntimeError(f"JupyterLab did not answer within {seconds} seconds")


CELLS = "jupyterapp.shell.currentWidget.content.widgets"


def open_notebook(page, address, name, theme="JupyterLab Light"):
    """Open a notebook in JupyterLab and wait for its kernel."""
    page.goto(address.format(name))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.evaluate(f"jupyterapp.commands.execute('apputils:change-theme', {{theme: '{theme}'}})")
    page.evaluate("jupyterapp.shell.collapseLeft()")
    page.wait_for_function("jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'")


def run_all(page, seconds=300):
    """Run all cells as the menu does and wait until each code cell has run."""
    page.evaluate("jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
    page.wait_for_function(
        f"""{CELLS}.filter(c => c.model.type === 'code' && c.model.sharedModel.getSource().trim())
            .every(c => c.model.executionCount !== null && c.promptNode?.textContent !== '[*]:')
            && jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'""",
        timeout=1000 * seconds,
    )


def errors(page):
    """The error outputs of the notebook, as text."""
    return page.evaluate(
        f"""{CELLS}.filter(c => c.model.type === 'code').flatMap(c => c.model.outputs.toJSON())
            .filter(o => o.output_type === 'error').map(o => o.ename + ': ' + o.evalue)"""
    )


def scroll_to(page, text):
    """Bring the code cell whose source contains `text` into view; returns its element."""
    index = page.evaluate(f"{CELLS}.findIndex(c => c.model.sharedModel.getSource().includes({json.dumps(text)}))")
    if index < 0:
        raise ValueError(f"no cell of this notebook contains {text!r}")
    page.evaluate(f"jupyterapp.shell.currentWidget.content.scrollToItem({index}, 'start')")
    cell = page.locator(f".jp-Cell[data-windowed-list-index='{index}']")
    cell.scroll_into_view_if_needed()
    return cell
