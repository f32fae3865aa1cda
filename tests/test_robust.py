"""What a class of thirty does to the lessons: runs cells twice, stops a training, has no network.

These take minutes: `uv run --group test pytest -m slow tests/test_robust.py`.
"""

import contextlib
import socket
import time

import lessons
import pytest
from jupyter_client.manager import start_new_kernel

from helpers import live

pytestmark = pytest.mark.slow


@lessons.each_lesson
def test_every_cell_can_run_twice_in_one_kernel(path):
    variables = {"__name__": "__main__"}
    for _ in range(2):
        for source in lessons.code(path):
            exec(compile(source, str(path), "exec"), variables)
        figures = {name for name in live._shown if name.startswith(f"Figure {int(path.name[:2])}.")}
        assert figures, "a lesson has live figures"
        assert all(live._shown[name].picture is not None for name in figures)


def test_the_network_is_out_of_reach():
    with pytest.raises(ConnectionRefusedError, match="without a network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def kernel_run(client, source):
    """Run a cell in a kernel; the name of the error it ended with, or None. For a moment after an interrupt a
    kernel turns cells away unrun ("aborted"): those are sent again."""
    while True:
        reply = client.execute_interactive(source, timeout=300, output_hook=lambda message: None)["content"]
        if reply["status"] != "aborted":
            return reply.get("ename")


@contextlib.contextmanager
def kernel(path):
    """A client of a new kernel in the folder of a notebook, and its manager."""
    manager, client = start_new_kernel(cwd=str(path.parent))
    try:
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@lessons.each_lesson
def test_a_long_cell_that_was_stopped_can_be_run_again(path):
    """Whatever takes more than a second, training above all, is stopped half way and run once more."""
    sources, seconds = lessons.code(path), []
    with kernel(path) as (_, client):
        for source in sources:
            began = time.monotonic()
            assert kernel_run(client, source) is None, source
            seconds.append(time.monotonic() - began)
    with kernel(path) as (manager, client):
        for source, took in zip(sources, seconds, strict=True):
            if took > 1 and "import " not in source:
                sent = client.execute(source)
                time.sleep(took / 2)
                manager.interrupt_kernel()
                reply = client.get_shell_msg(timeout=300)
                while reply["parent_header"].get("msg_id") != sent:
                    reply = client.get_shell_msg(timeout=300)
                assert reply["content"].get("ename") in (None, "KeyboardInterrupt"), source
            assert kernel_run(client, source) is None, source
