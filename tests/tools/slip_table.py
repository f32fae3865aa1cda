"""Print what every check says to every wrong answer of tests/support/wrong_NN.py, as a table in Markdown.

Run in the project's folder: python tests/tools/slip_table.py
"""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "support"), str(TESTS.parent / "docs")]

import lessons  # noqa: E402
import wrong  # noqa: E402


def cell(text):
    return " ".join(text.split()).replace("|", "\\|")


def main():
    print("| exercise | in the solution | instead | the check says |\n|---|---|---|---|")
    for number in (path.name[:2] for path in lessons.NOTEBOOKS):
        for name, (piece, instead, _) in wrong.table(number, "WRONG"):
            verdict = wrong.exercises(number)[name](wrong.made(number, name, piece, instead))
            row = (
                f"{number} {name}",
                f"`{cell(piece)}`" if piece else "all",
                f"`{cell(instead)}`",
                cell(verdict.message),
            )
            print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
