"""What the builder of the site compiles for Python in the browser; here with the Python of the tests."""

import io
import json
import sys
import zipfile

import bytecode
import pytest

FILES = {
    "compiled_for_a_test/__init__.py": "from .part import words",
    "compiled_for_a_test/part.py": "words = 'from bytecode'",
    "compiled_for_a_test/unused.py": "words = 'from source'",
    "compiled_for_a_test/table.txt": "1 2 3",
    "compiled_for_a_test/tests/test_it.py": "assert False",
}


@pytest.fixture
def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in FILES.items():
            file.writestr(name, text)
    return made.getvalue()


def names(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return {name.removeprefix("compiled_for_a_test/") for name in file.namelist()}


def test_all_modules_are_compiled_and_the_rest_is_kept_but_for_tests(archive):
    compiled = bytecode.compile_archive(archive, None)
    assert names(compiled) == {"__init__.pyc", "part.pyc", "unused.pyc", "table.txt"}


def test_what_is_imported_is_compiled_and_runs(archive, tmp_path, monkeypatch):
    path = tmp_path / "one.whl"
    path.write_bytes(archive)
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    monkeypatch.syspath_prepend(path)
    bytecode.compile_archives(tmp_path, ["compiled_for_a_test"])
    assert names(path.read_bytes()) == {"__init__.pyc", "part.pyc", "unused.py", "table.txt"}

    again = tmp_path / "again.zip"
    again.write_bytes(path.read_bytes())
    for name in "compiled_for_a_test", "compiled_for_a_test.part":
        del sys.modules[name]
    monkeypatch.setattr(sys, "path", [str(again), *(each for each in sys.path if each != str(path))])
    import compiled_for_a_test
    from compiled_for_a_test import unused

    assert compiled_for_a_test.__file__.endswith("again.zip/compiled_for_a_test/__init__.pyc")
    assert (compiled_for_a_test.words, unused.words) == ("from bytecode", "from source")


def test_a_lock_has_the_sums_of_what_lies_beside_it(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"abc")
    lock = tmp_path / "lock.json"
    lock.write_text(json.dumps({"packages": {"a": {"file_name": f"../{tmp_path.name}/a.whl", "sha256": "old"}}}))
    bytecode.sums(lock)
    assert "ba7816bf8f01cfea" in lock.read_text() and "old" not in lock.read_text()
