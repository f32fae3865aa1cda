"""A table of results that grows run by run, in a JSON file beside the script that makes it.

A script that is stopped goes on where it ended: rows and seeds that stand in the file are not computed again.
"""

import json
from pathlib import Path


class Table:
    """The rows of make_lesson_NN_topic.py, kept in lesson_NN_topic.json."""

    def __init__(self, script):
        self.path = Path(script).with_name(Path(script).stem.removeprefix("make_") + ".json")
        self.rows = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}

    def per_seed(self, name, seeds, compute):
        """The row `name`: compute(seed) for each of the seeds."""
        row = self.rows.setdefault(name, [])
        for seed in seeds[len(row) :]:
            row.append(compute(seed))
            self.write()
        return row

    def once(self, name, compute):
        """The row `name`: compute()."""
        if name not in self.rows:
            self.rows[name] = compute()
            self.write()
        return self.rows[name]

    def write(self):
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in self.rows.items())
        self.path.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


def updates(result):
    """How many updates a train.Training took until the target, or 0: not within its steps; -1: it diverged."""
    if result.stopped.startswith("Diverged"):
        return -1
    return len(result.losses) if result.stopped.startswith("Reached") else 0
