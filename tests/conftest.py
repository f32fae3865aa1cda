"""What holds for every test: nobody talks to another computer."""

import ipaddress
import socket

import pytest

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
    """Lessons run in this process (tests/lessons.py), so what they connect to is seen here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_at_home)
        yield
