"""What lesson 12 shows of its tables, written to helpers/stored.

    python tests/reference/make_lesson_12_stored.py

11_memory: of lesson_12_memory.json, by the name of the weight the updates until learned, (memories, rates, seeds).
11_chaos: lesson_12_chaos.json as it is.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
NAMES = {  # as the lesson calls them
    "λ": "λ",
    "ν, input scaled by γ": "ν, γ",
    "ν alone": "ν",
    "λ kept below 1, input scaled by γ": "λ, kept below 1, γ",
    "λ kept below 1": "λ, kept below 1",
    "gate, input scaled by γ": "gate, γ",
}


def table(name):
    return json.loads((HERE / f"lesson_12_{name}.json").read_text(encoding="utf-8"))


def memory():
    made = table("memory")
    updates = {name: [made["table"][f"{row}, {memory}"] for memory in made["memories"]] for name, row in NAMES.items()}
    return {"rates": made["rates"], "memories": made["memories"], "updates": updates}


def write(name, content):
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    (HERE.parents[1] / "helpers" / "stored" / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("12_memory", memory())
    write("12_chaos", table("chaos"))
