"""The log of one's own verdicts and guesses: only for who begins one, and only what was found."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from helpers import journal
from helpers.checks import lesson_01


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """A kernel's shell in an empty folder, with a lesson's check."""
    monkeypatch.chdir(tmp_path)
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    shell.user_ns["check"] = lesson_01
    yield shell
    shell.history_manager.end_session()


def run(shell, source):
    result = shell.run_cell(source)
    assert result.success, result.error_in_exec
    return result.result


def test_nothing_is_written_unless_somebody_begins_a_log(shell, tmp_path):
    journal.resume()
    run(shell, "def peak(a, h_0): return 3\ncheck.peak(peak)")
    assert not (tmp_path / journal.FILE).exists()


def test_every_try_counts_and_solved_stays_solved(shell, tmp_path):
    assert journal.FILE in journal.keep()
    run(shell, "def peak(a, h_0): return 3")
    run(shell, "check.peak(peak)")
    run(shell, "check.peak(peak)\n")
    log = journal.read(tmp_path / journal.FILE)
    assert log["01"]["exercises"]["peak"]["tries"] == 2 and not log["01"]["exercises"]["peak"]["solved"]
    assert log["01"]["exercises"]["peak"]["said"] == lesson_01.peak(lambda a, h_0: 3).message[: journal.SAID]
    for passed in True, False:
        journal.note(log, "01", "peak", passed, "said")
    assert log["01"]["exercises"]["peak"] == {"solved": True, "tries": 4, "said": "said"}


def test_another_notebook_of_the_folder_goes_on_and_counts_once(shell, tmp_path):
    journal.keep()
    for _ in range(2):  # begun again, and every import of a check
        journal.keep()
        journal.resume()
    run(shell, "def peak(a, h_0): return 3\ncheck.peak(peak)")
    assert journal.read(tmp_path / journal.FILE)["01"]["exercises"]["peak"]["tries"] == 1


def test_other_cells_leave_no_trace(shell, tmp_path):
    journal.keep()
    for source in "1 + 1", "check", "# check.peak(peak)", "x = 2":
        run(shell, source)
    assert journal.read(tmp_path / journal.FILE) == {}


def test_a_log_that_is_deleted_is_the_end_of_it(shell, tmp_path):
    journal.keep()
    (tmp_path / journal.FILE).unlink()
    run(shell, "def peak(a, h_0): return 3\ncheck.peak(peak)")
    assert not (tmp_path / journal.FILE).exists()


def test_guesses_are_kept_by_their_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"journal\.keep"):
        journal.guess(1, 2, "B")
    journal.keep()
    journal.guess(1, 2, "A")
    assert journal.guess(1, 2, " B ") == "Kept: B. Now look."
    assert journal.read(tmp_path / journal.FILE) == {"01": {"exercises": {}, "guesses": {"2": "B"}}}
    for wrong in ((100, 1, "B"), (1, 0, "B"), ("one", 1, "B"), (1, 2, ""), (1, 2, 3), (1, 2, "B" * 81)):
        with pytest.raises(ValueError, match="must be"):
            journal.guess(*wrong)


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        "3",
        '{"01": 3}',
        '{"other": {}}',
        '{"01": {"peak": {}}}',
        '{"01": {"exercises": {"peak": {"tries": "3"}}}}',
        '{"01": {"exercises": {"peak": {"tries": true}}}}',
        '{"01": {"guesses": {"2": ["B"]}}}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_log_is_refused_and_left_as_it_is(tmp_path, text):
    file = tmp_path / journal.FILE
    file.write_text(text)
    with pytest.raises(ValueError, match=r"my_work\.json"):
        journal.keep(tmp_path)
    assert file.read_text() == text


def test_a_verdict_that_can_not_be_kept_is_still_shown(shell, tmp_path, capsys):
    journal.keep()
    (tmp_path / journal.FILE).write_text("damaged")
    verdict = run(shell, "def peak(a, h_0): return 3\ncheck.peak(peak)")
    assert not verdict.passed and "was not kept" in capsys.readouterr().out
    assert (tmp_path / journal.FILE).read_text() == "damaged"
