"""What a class of thirty does to the lessons: runs cells twice, stops a training, has no network.

These take minutes: `python -m uv run --group test pytest -m slow tests/test_robust.py`.
"""

import contextlib
import socket
import sys

import lessons
import pytest
from jupyter_client.manager import start_new_kernel

from helpers import live

pytestmark = pytest.mark.slow

LONG = 20_000  # calls: a cell with more may be stopped by an impatient hand


@lessons.each_lesson
def test_every_cell_can_run_twice_in_one_kernel(path):
    variables = {"__name__": "__main__"}
    for _ in range(2):
        for source in lessons.code(path):
            exec(compile(source, str(path), "exec"), variables)
        figures = {name for name in live._shown if name.startswith(f"Figure {int(path.name[:2])}.")}
        assert figures, "a lesson has live figures"
        assert not [name for name in figures if live.shown(name).error]


def test_the_network_is_out_of_reach():
    with pytest.raises(ConnectionRefusedError, match="without a network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


class Calls:
    """Counts the calls of Python functions in a block; at the one of number `stop` somebody presses the stop button."""

    def __init__(self, stop=None):
        self.made, self.stop = 0, stop

    def __call__(self, frame, event, argument):
        self.made += 1
        if self.made == self.stop:
            sys.settrace(None)
            raise KeyboardInterrupt

    def __enter__(self):
        sys.settrace(self)
        return self

    def __exit__(self, *error):
        sys.settrace(None)


# A stop may hit a generator of sympy while it is put away; Python then says that it was ignored.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@lessons.each_lesson
def test_a_long_cell_that_was_stopped_can_be_run_again(path):
    """Whatever makes many calls, training above all, is stopped half way and run once more."""
    sources, variables, calls = lessons.code(path), {"__name__": "__main__"}, []
    for source in sources:
        with Calls() as counted:
            exec(compile(source, str(path), "exec"), variables)
        calls.append(counted.made)
    variables = {"__name__": "__main__"}
    for source, made in zip(sources, calls, strict=True):
        if made > LONG and "import " not in source:
            with contextlib.suppress(KeyboardInterrupt), Calls(made // 2):
                exec(compile(source, str(path), "exec"), variables)
        exec(compile(source, str(path), "exec"), variables)


def test_the_stop_button_reaches_a_training_in_a_kernel():
    source = """
from helpers import train
import numpy as np
trained = train.fit((np.ones(1),), lambda p, step: (print(step) or 1.0, p), train.sgd(0.0), 10**9, progress=False)
"""
    manager, client = start_new_kernel()
    try:
        sent = client.execute(source)
        while client.get_iopub_msg(timeout=300)["msg_type"] != "stream":
            pass  # it trains once it has printed something
        manager.interrupt_kernel()
        while (reply := client.get_shell_msg(timeout=300))["parent_header"].get("msg_id") != sent:
            pass
        assert reply["content"]["status"] == "ok"  # what was learned is kept
        asked = {"status": "aborted"}
        while asked["status"] == "aborted":  # for a moment after an interrupt a kernel turns cells away unrun
            asked = client.execute_interactive("assert trained.stopped.startswith('Interrupted')")["content"]
        assert asked["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
