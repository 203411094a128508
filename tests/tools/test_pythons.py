"""The program on the other Pythons of this machine, each with its own lock.

The newest has the newest Sphinx and docutils too: it runs the tests of the core, and of the Sphinx
layer those that build an edition of each kind and read all that was written. What is tried there
case by case (problems, hostile extensions, registers) is the same code on any Python. One between
the newest and the Python of this run gets the tests of the core.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tools.environments import ROOT, call, make_environment, make_wheel
from tests.tools.pythons import locked, other_pythons, version_of

OTHERS = other_pythons()
#: Of ``tests/sphinx``: formats, pages, chapters, roles, the domain, settings, what is kept between
#: builds, and the proof of the whole.
SPHINX = (
    "book",
    "build",
    "cable_page",
    "chapters",
    "domain",
    "epub",
    "faithful",
    "idle_transforms",
    "inline",
    "pictures",
    "reading",
    "roles_in_prose",
    "settings",
    "state",
    "verify",
    "verify_chapters",
)


def folders_for(version: str) -> tuple[str, ...]:
    here = "{}.{}".format(*sys.version_info[:2])
    known = [other for other in locked() if other in OTHERS or other == here]
    between = version not in (known[0], known[-1])
    files = [f"tests/sphinx/test_{name}.py" for name in SPHINX]
    return ("tests/core",) if between else ("tests/core", *files)


def script(folder: Path, text: str) -> Path:
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_python_is_known_by_running_it(tmp_path: Path) -> None:
    assert version_of(sys.executable) == "{}.{}".format(*sys.version_info[:2])
    assert version_of(script(tmp_path, "echo 'no such version' >&2; exit 127")) is None
    assert version_of(tmp_path / "no-such-file") is None
    (tmp_path / "text").write_text("not a program")
    assert version_of(tmp_path / "text") is None


# Where this machine has no other Python there is nothing to try, and nothing is skipped.
if OTHERS:

    @pytest.mark.parametrize("version", OTHERS)
    def test_the_fast_tests_pass_there(version: str, tmp_path: Path) -> None:
        lock = ROOT / "requirements" / f"tests-{version}.txt"
        python = make_environment(OTHERS[version], tmp_path / "venv", lock)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        call(python, *install, make_wheel(tmp_path / "dist", python), cwd=tmp_path)
        pytest_there = [
            "-m",
            "pytest",
            "--stage",
            "fast",
            "-q",
            "-p",
            "no:cacheprovider",
            "-n",
            "auto",
        ]
        output = call(python, *pytest_there, *folders_for(version), cwd=ROOT, timeout=1800)
        assert " passed" in output
        assert "skipped" not in output
