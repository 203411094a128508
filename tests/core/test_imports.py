from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import cable_edition.cli
import cable_edition.core

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(cable_edition.core.__path__, "cable_edition.core.")
)


def test_core_is_walked() -> None:
    assert "cable_edition.core.reading.readers.page" in MODULES


def _loaded(code: str) -> str:
    script = f"{code}\nimport sys\nprint(sorted({{'sphinx', 'docutils'}} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]


def test_core_loads_neither_sphinx_nor_docutils() -> None:
    checks = "".join(
        f"import {name}\nassert not {{'sphinx', 'docutils'}} & set(sys.modules), {name!r}\n"
        for name in MODULES
    )
    assert _loaded(f"import sys\n{checks}") == "[]"


@pytest.mark.parametrize("command", ["parse", "check"])
def test_command_starts_without_sphinx(command: str) -> None:
    code = (
        "from cable_edition.cli import main\n"
        f"main(['{command}', 'source_cables/05OTTAWA286.txt'], standalone_mode=False)"
        if command == "parse"
        else "from cable_edition.cli import main\n"
        "try:\n    main(['check', 'source_cables/05OTTAWA286.txt'])\nexcept SystemExit: pass"
    )
    assert _loaded(code) == "[]"
