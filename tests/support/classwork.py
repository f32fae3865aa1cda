"""The teacher and the students of a hub who hand out, hand in and mark with nbgrader. Not a test module."""

import json
import uuid

import nbformat
import requests
import websocket
from students import Student


class Pupil(Student):
    """A student who does what the buttons of the list of assignments do."""

    def assignments(self, action=None, name=None, course="gradients_through_time"):
        """What the list shows, after one of its buttons was pressed: "fetch", "submit" or "fetch_feedback"."""
        wanted = {"course_id": course, "assignment_id": name}
        if action:
            answer = requests.post(f"{self.server}assignments/{action}", json=wanted, headers=self.headers)
        else:
            answer = requests.get(f"{self.server}assignments", {"course_id": course}, headers=self.headers)
        answer.raise_for_status()
        assert answer.json()["success"], answer.text
        return answer.json()["value"]

    def read(self, path):
        """A file of the student's folder as Jupyter's server gives it: a notebook, or text."""
        answer = requests.get(f"{self.server}api/contents/{path}", headers=self.headers)
        answer.raise_for_status()
        found = answer.json()
        return nbformat.from_dict(found["content"]) if found["type"] == "notebook" else found["content"]

    def save(self, path, notebook):
        """Save a notebook as JupyterLab does."""
        model = {"type": "notebook", "format": "json", "content": notebook}
        requests.put(f"{self.server}api/contents/{path}", json=model, headers=self.headers).raise_for_status()


class Teacher(Pupil):
    """The teacher, who types commands in a terminal of JupyterLab."""

    terminal = None

    def close(self):
        """Close the connections; the server stays."""
        super().close()
        if self.terminal:
            self.terminal.close()

    def type(self, block):
        """Type the commands of a block, each when the one before has succeeded; what they said."""
        if not self.terminal:
            answer = requests.post(f"{self.server}api/terminals", headers=self.headers)
            answer.raise_for_status()
            path = f"{self.server}terminals/websocket/{answer.json()['name']}".replace("http", "ws", 1)
            self.terminal = websocket.create_connection(path, header=self.headers, timeout=300)
        return "".join(map(self._command, block.strip().splitlines()))

    def _command(self, line):
        end, said = uuid.uuid4().hex, ""
        self.terminal.send(json.dumps(["stdin", f"{line}; echo {end[:9]}''{end[9:]} $?\r"]))  # the echo isn't the end
        while f"{end} " not in said or "\n" not in said.split(f"{end} ")[1]:
            kind, *text = json.loads(self.terminal.recv())
            said += "".join(text) if kind == "stdout" else ""
        said, code = said.split(f"{end} ")
        assert code.strip().startswith("0"), f"{line}\n{said}"
        return said
