"""Many cables: every page is there, every word proved, by one process as by many."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = str(Path(__file__).parents[2] / "benchmarks")
CABLES = 400


def call(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(BENCHMARKS)
    from projects import write_project
    from synthetic import Corpus

    root = tmp_path / "edition"
    write_project("edition", Corpus(5, CABLES), root, form="text", transmitted=False)
    return root


def test_a_large_edition_is_built_alike_by_one_process_and_by_many(project: Path) -> None:
    command = ["-m", "sphinx", "-b", "html", "-q"]
    for jobs in ("1", "4"):
        here = [f"built-{jobs}/doctrees", "docs", f"built-{jobs}/html"]
        call(*command, "-j", jobs, "-d", *here, cwd=project)
    one, four = (files_below(project / f"built-{jobs}" / "html") for jobs in ("1", "4"))
    assert one.keys() == four.keys()
    assert [name for name in one if one[name] != four[name]] == []
    sources = sorted(path.stem for path in (project / "source_cables").glob("*.txt"))
    assert len(sources) == CABLES
    assert [name for name in sources if f"cables/{name}.html" not in one] == []
    call("-m", "cable_edition", "seal", cwd=project)
    call("-m", "cable_edition", "verify", "built-1/html", cwd=project)
