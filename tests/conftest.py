"""What holds for every test: nobody talks to another computer. And the web site, which several test modules look at."""

import ipaddress
import os
import socket
import subprocess
import sys
from pathlib import Path

import at_home  # noqa: F401 (what the tests start at 127.0.0.1 is asked without a proxy)
import pytest

# Set before numpy is imported. The tests share the processors already; threads of the matrix products would only
# wait for one another, here and in the kernels that the tests start.
os.environ.setdefault("OMP_NUM_THREADS", "1")

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


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The built pages, slides and handouts, and their address on 127.0.0.1."""
    from offline import served

    folder = tmp_path_factory.mktemp("pages")
    repository = "https://github.com/OWNER/NAME"
    subprocess.run([sys.executable, BUILDER, folder, "--pages", "--repository", repository], check=True)
    with served(folder) as address:
        yield folder, address
