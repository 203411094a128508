"""The core and the Sphinx layer on the other Pythons of this machine, each with its own lock."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.tools.environments import ROOT, call, make_environment, make_wheel
from tests.tools.pythons import other_pythons, version_of

OTHERS = other_pythons()


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
    def test_the_core_and_sphinx_tests_pass_there(version: str, tmp_path: Path) -> None:
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
        output = call(python, *pytest_there, "tests/core", "tests/sphinx", cwd=ROOT, timeout=1800)
        assert " passed" in output
        assert "skipped" not in output
