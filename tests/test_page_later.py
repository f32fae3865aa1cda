"""Packages that come when they are used."""

import subprocess
import sys

import pytest

from helpers.page import later


@pytest.fixture
def brought(tmp_path, monkeypatch):
    """The packages brought so far. far_away is one, with two modules, and needs another, needed."""
    names = []

    def bring(name):
        names.append(name)
        package = tmp_path / name
        package.mkdir()
        (package / "__init__.py").write_text(
            "import needed\nsize = needed.size + 1" if name == "far_away" else "size = 1"
        )
        (package / "part.py").write_text("import far_away\nsize = far_away.size + 1")

    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    later.install(("far_away", "needed"), bring)
    return names


def test_an_import_brings_nothing_and_the_first_use_everything(brought):
    import far_away as first
    import far_away as second

    assert brought == [] and first is second
    assert first.size == 2 and brought == ["far_away", "needed"]
    assert first.__file__.endswith("__init__.py") and second.size == 2 and len(brought) == 2
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        first.nothing  # noqa: B018


def test_parts_of_a_package_and_its_names_can_be_imported(brought):
    from far_away.part import size

    assert size == 3 and brought == ["far_away", "needed"]


def test_a_name_that_is_imported_from_it_is_a_use(brought):
    from far_away import size

    assert size == 2 and brought == ["far_away", "needed"]


def test_what_fails_says_so_when_it_is_used(monkeypatch):
    def bring(name):
        raise OSError(f"{name} does not come")

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    later.install(("never_there",), bring)
    import never_there

    with pytest.raises(OSError, match="never_there does not come"):
        never_there.anything  # noqa: B018


def test_the_real_sympy_comes_whole():
    code = """
from helpers.page import later
later.install(("sympy", "mpmath"), print)
import sys
import sympy as sp
from helpers import symbolic
assert "sympy.core" not in sys.modules and "mpmath.libmp" not in sys.modules
assert str(sp.diff(symbolic.unrolled(T=1, k=0), symbolic.h(0))).startswith("a*d*(1 - tanh(")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
