"""The wheel holds all that an edition needs: one is built with it, far from the repository."""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.tools.environments import ROOT, call, link_environment, make_wheel

CABLE = """\
C O N F I D E N T I A L ROME 002190

SIPDIS

E.O. 12958: DECL: 07/20/2016
TAGS: PREL, IT
SUBJECT: A TALK

1. (C) They met and talked.
SPOGLI
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as ``make wheel`` builds it."""
    return make_wheel(tmp_path_factory.mktemp("dist"), Path(sys.executable))


def test_the_wheel_has_every_file_of_the_package(wheel: Path) -> None:
    ext = ROOT / "ext"
    files = {path for path in (ext / "cable_edition").rglob("*") if path.is_file()}
    expected = {
        path.relative_to(ext).as_posix() for path in files if path.parent.name != "__pycache__"
    }
    there = {name for name in ZipFile(wheel).namelist() if name.startswith("cable_edition/")}
    assert there == expected


def test_an_edition_is_built_with_the_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    version = "{}.{}".format(*sys.version_info[:2])
    lock = ROOT / "requirements" / f"edition-{version}.txt"
    python = link_environment(tmp_path / "venv", lock)
    install = ["-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-compile"]
    # Every package that it asks for has to be there already, or this fails.
    call(sys.executable, *install, wheel, cwd=tmp_path)
    project = tmp_path / "my edition"
    (tmp_path / "06ROME2190.txt").write_text(CABLE, "utf-8")
    command = python.with_name("cable-edition")
    call(command, "new", project, "--defaults", "--from", "06ROME2190.txt", cwd=tmp_path)
    call("make", "html", f"BIN={python.parent}", "READY=", cwd=project)
    page = (project / "docs" / "_build" / "html" / "cables" / "06ROME2190.html").read_text("utf-8")
    assert "They met and talked." in page
    call(command, "verify", "docs/_build/html", cwd=project)
