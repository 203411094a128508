"""How ``make html`` ends: one problem of each severity and origin, as a person sees it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sphinx.conftest import TinyEdition, tiny_edition
from tests.sphinx.test_stopping import CASES
from tests.tools.environments import ROOT

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def make_html(project: Path) -> subprocess.CompletedProcess[str]:
    """Run make with this Python in the place of the environment that it would make."""
    shutil.copyfile(ROOT / "Makefile", project / "Makefile")
    (project / ".venv").symlink_to(sys.prefix)
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    ready = [".venv/.edition-ready", f".venv/.python-{PYTHON}"]
    return subprocess.run(
        ["make", f"PYTHON={sys.executable}", "html", *(f"--old-file={one}" for one in ready)],
        cwd=project,
        env={**environment, "PYTHONPATH": str(ROOT / "ext")},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(("case", "status", "begins"), CASES)
def test_how_make_ends(
    tmp_path: Path, case: Callable[[TinyEdition], None], status: int, begins: str
) -> None:
    edition = tiny_edition(tmp_path)
    edition.add()
    case(edition)
    done = make_html(edition.root)
    told = done.stdout + done.stderr
    assert "Traceback" not in told
    assert "report" not in told
    if not status:
        assert done.returncode == 0, told
        assert "The edition is ready." in done.stdout
    else:
        assert done.returncode
        assert f"Error {status}" in done.stderr
    if begins:
        code = case.__name__.replace("_", "-")
        lines = [
            line for line in done.stderr.splitlines() if f"({code})" in line or f"[{code}]" in line
        ]
        assert any(line.replace(f"{edition.root}/", "").startswith(begins) for line in lines), told
