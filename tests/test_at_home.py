"""Behind a proxy the tests still reach what they start on this machine."""

import os
import subprocess
import sys

import at_home
import pytest

NOBODY = "http://127.0.0.1:9"  # where nobody listens
ASK = """
import {first}
import pathlib, tempfile, urllib.request
from offline import served
import requests, websocket
from websocket._url import get_proxy_info
with tempfile.TemporaryDirectory() as folder, served(folder) as address:
    assert urllib.request.urlopen(address, timeout=60).status == 200
    assert requests.get(address, timeout=60).ok
    assert requests.get(address.replace("127.0.0.1", "localhost"), timeout=60).ok
    assert get_proxy_info("127.0.0.1", False)[0] is None
print(urllib.request.getproxies()["http"], requests.utils.should_bypass_proxies("http://example.org", None))
"""


@pytest.mark.parametrize("first", ["browser", "conftest"])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_what_runs_here_is_asked_directly_and_others_by_the_proxy(first, case):
    names = ("http_proxy", "https_proxy", "all_proxy")
    rest = {name: value for name, value in os.environ.items() if "_proxy" not in name.lower()}
    path = os.pathsep.join(["tests", "tests/support", "docs"])
    environment = rest | {case(name): NOBODY for name in names} | {case("no_proxy"): "intranet", "PYTHONPATH": path}
    root = at_home.__file__.rsplit("tests", 1)[0]
    command = [sys.executable, "-c", ASK.format(first=first)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [NOBODY, "False"]


def test_exceptions_that_were_made_before_stay():
    assert at_home.without_proxy("") == "127.0.0.1,localhost,::1"
    assert at_home.without_proxy("intranet,localhost") == "intranet,localhost,127.0.0.1,::1"
    assert at_home.without_proxy("*") == "*"
