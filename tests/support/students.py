"""Students of a JupyterHub who are no browsers, for the test of the hub and its load test. Not a test module.

They log in, open a lesson and move a slider with the requests and messages that JupyterLab sends too, which takes so
little of the machine that ten of them measure the hub and not themselves.
"""

import json
import secrets
import time
import uuid

import nbformat
import requests
import websocket
from classroom import wait

LESSON = "notebooks/01_scalar_chain.ipynb"


class Person:
    """Someone with an account of the hub; the teacher too."""

    def __init__(self, address, name):
        self.address, self.name, self.password = address, name, secrets.token_hex(16)
        self.session = requests.Session()

    def close(self):
        """Close the connections."""
        self.session.close()

    def sign_up(self):
        """Choose a password on the sign-up page."""
        self._send("signup", signup_password=self.password, signup_password_confirmation=self.password)

    def log_in(self):
        """Log in; whether the hub agrees."""
        self._send("login", password=self.password)
        return self.session.cookies.get("jupyterhub-session-id") is not None

    def _send(self, page, **form):
        """Fill in a form of the hub and send it."""
        self.session.get(f"{self.address}hub/{page}").raise_for_status()
        form |= {"username": self.name, "_xsrf": self.session.cookies.get("_xsrf", path="/hub/")}
        self.session.post(f"{self.address}hub/{page}", form, allow_redirects=False).raise_for_status()

    def let_in(self, names):
        """As the teacher: authorise those who have signed up."""
        for name in names:
            self.session.get(f"{self.address}hub/authorize/{name}").raise_for_status()


class Student(Person):
    """A student with a server; call the methods in their order, after `log_in`."""

    socket = None

    def close(self):
        """Close the connections; the server and its kernel stay."""
        super().close()
        if self.socket:
            self.socket.close()

    def start_server(self, seconds=300):
        """Start the student's server and wait until it answers."""
        hub = f"{self.address}hub/api/users/{self.name}"
        self.server = f"{self.address}user/{self.name}/"
        xsrf = {"X-XSRFToken": self.session.cookies.get("_xsrf", path="/hub/")}
        answer = self.session.post(f"{hub}/tokens", headers=xsrf)
        answer.raise_for_status()
        self.headers = {"Authorization": f"token {answer.json()['token']}"}
        requests.post(f"{hub}/server", headers=self.headers).raise_for_status()
        wait(lambda: requests.get(hub, headers=self.headers).json()["server"], f"{self.name}'s server", seconds)

    def fetch(self, repository):
        """Follow the link that copies the course into the student's folder."""
        query = {"repo": repository, "branch": "main", "targetpath": "course"}
        answer = requests.get(f"{self.server}git-pull/api", query, headers=self.headers)
        answer.raise_for_status()
        if '"phase": "finished"' not in answer.text:
            raise RuntimeError(answer.text)

    def run_lesson(self):
        """Open lesson 01 and run all its cells; raises if a cell does."""
        file = requests.get(f"{self.server}api/contents/course/{LESSON}", headers=self.headers)
        file.raise_for_status()
        lesson = nbformat.from_dict(file.json()["content"])
        session = {"path": f"course/{LESSON}", "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        answer = requests.post(f"{self.server}api/sessions", json=session, headers=self.headers)
        answer.raise_for_status()
        path = f"{self.server}api/kernels/{answer.json()['kernel']['id']}/channels"
        self.socket = websocket.create_connection(path.replace("http", "ws", 1), header=self.headers, timeout=300)
        for cell in lesson.cells:
            if cell.cell_type == "code":
                for message in self._ask("execute_request", code=cell.source, silent=False):
                    self._note(cell.source, message)

    def _note(self, source, message):
        """Remember the first slider of Figure 1.1."""
        content = message["content"]
        if message["msg_type"] == "error":
            raise RuntimeError(f"{content['ename']}: {content['evalue']}")
        state = content.get("data", {}).get("state", {}) if message["msg_type"] == "comm_open" else {}
        if state.get("_model_name") == "FloatSliderModel" and '"Figure 1.1"' in source and not hasattr(self, "slider"):
            self.slider, self.value = content["comm_id"], state["value"]

    def _ask(self, kind, **content):
        """Send a message to the kernel; its answers, until it is idle again."""
        sent = uuid.uuid4().hex
        header = {"msg_id": sent, "msg_type": kind, "session": self.name, "username": self.name, "version": "5.3"}
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.socket.send(json.dumps(message))
        while True:
            message = json.loads(self.socket.recv())
            if message["parent_header"].get("msg_id") == sent:
                yield message
                if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                    return

    def move(self):
        """Move the slider by one step; seconds until the new picture is here."""
        self.value = round(self.value - 0.01 if self.value > -2.5 else 2.5, 2)
        data = {"method": "update", "state": {"value": self.value}, "buffer_paths": []}
        start, seconds = time.perf_counter(), None
        for message in self._ask("comm_msg", comm_id=self.slider, data=data):
            if message["msg_type"] == "comm_msg" and "data:image" in str(message["content"]["data"]):
                seconds = time.perf_counter() - start
        if seconds is None:
            raise RuntimeError(f"no new picture at a = {self.value}")
        return seconds

    def drag(self, stop):
        """Move the slider as fast as pictures come, until the event `stop` is set; the seconds of each move."""
        moves = []
        while not stop.is_set():
            moves.append(self.move())
        return moves
