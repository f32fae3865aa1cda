"""What holds for every test: nobody talks to another computer. And the web site, which several test modules look at."""

import ipaddress
import os
import socket
import subprocess
import sys
from pathlib import Path

import as_it_came
import at_home  # noqa: F401 (what the tests start at 127.0.0.1 is asked without a proxy)
import hypothesis
import nbformat
import pytest

# Set before numpy is imported. The tests share the processors already; threads of the matrix products would only
# wait for one another, here and in the kernels that the tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")

hypothesis.settings.register_profile("course", derandomize=True)  # the same examples in every run
hypothesis.settings.load_profile("course")

BUILDER = Path(__file__).parents[1] / "docs" / "build.py"

_connect = socket.socket.connect


def _connect_at_home(self, address):
    """As socket.connect, but only to this computer."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        raise ConnectionRefusedError(f"the course must work without a network, but something connects to {address}")
    return _connect(self, address)


def _is_here(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Lessons run in this process (tests/support/lessons.py), so what they connect to is seen here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_at_home)
        yield


@pytest.fixture(scope="session", autouse=True)
def only_as_it_came():
    """A test that reads a notebook which is not known as it came says so instead of judging somebody's work."""
    read = nbformat.read

    def read_as_it_came(path, *arguments, **named):
        if isinstance(path, str | Path) and Path(path).name in as_it_came.LOST:
            pytest.skip(as_it_came.LOST_WORDS.format(Path(path).name))
        return read(path, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nbformat, "read", read_as_it_came)
        yield


class Whose:
    """What pytest does beyond this folder: hooks of a conftest.py hold for its own folder alone."""

    def pytest_ignore_collect(self, collection_path):
        """Somebody's own notebooks are no tests of the course."""
        return True if collection_path.suffix == ".ipynb" and collection_path.name in as_it_came.theirs() else None

    def pytest_terminal_summary(self, terminalreporter):
        """Say at the end whose the notebooks were."""
        if lines := as_it_came.summary():
            terminalreporter.section("your work")
            for line in lines:
                terminalreporter.write_line(line)


def pytest_configure(config):
    """Hooks for the notebooks too."""
    config.pluginmanager.register(Whose())


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The built pages, slides, handouts and worksheets, and their address on 127.0.0.1."""
    from offline import served

    folder = tmp_path_factory.mktemp("pages")
    repository = "https://github.com/OWNER/NAME"
    subprocess.run([sys.executable, BUILDER, folder, "--pages", "--offline", "--repository", repository], check=True)
    with served(folder) as address:
        yield folder, address
