"""The archive of the first edition: the same bytes from two builds at two places."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.editions import Build

_MAIN = "from cable_edition.cli import main; main()"


def _archive(project: Path, html: Path, environment: dict[str, str]) -> dict[str, str]:
    """Make data and archive of a built project; return the checksum of each file by its path."""
    here = ["--sources", "source_cables", "--registers", "docs/registers"]
    archive = ["archive", "--site", str(html), "--data", "built/data", "--out", "built/archive"]
    for arguments in (["export", "all", "--out", "built/data"], archive):
        subprocess.run(
            [sys.executable, "-c", _MAIN, *arguments, *here],
            cwd=project,
            env={**os.environ, **environment},
            check=True,
            capture_output=True,
        )
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("data", "archive")
        for path in sorted((project / "built" / folder).rglob("*"))
        if path.is_file()
    }


def test_data_and_archive_of_two_builds_are_the_same_bytes(
    html: Path, build_elsewhere: Build
) -> None:
    here = _archive(html.parents[1], html, {"PYTHONHASHSEED": "1"})
    there = _archive(
        build_elsewhere.html.parents[1],
        build_elsewhere.html,
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )
    assert [name for name in here if here[name] != there.get(name)] == []
    assert here.keys() == there.keys()
    assert any(name.endswith(".zip") for name in here)
    assert any(name.endswith("/data/site/index.html") for name in here)
