"""Building an edition of the repository, once for all the workers of a run.

The project is copied before it is built: pages are generated beside the hand-written chapters, and
neither the checkout nor another build may be touched.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: The editions of the repository: the folders that hold `docs` and `source_cables`.
EDITIONS = {"first": ROOT, "everything": ROOT / "tests" / "everything"}

#: Never copied: what a checkout does not have, and what the build itself makes.
_LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "_build", "_work", "tests", "benchmarks", "ext", "dist"
)
_GENERATED = [
    "cables",
    "parts",
    "people",
    "organizations",
    "glossary",
    "tags",
    "posts",
    "classifications",
    "chronology",
    "releases",
    "references",
    "missing",
    "emendations",
]


@dataclass(frozen=True)
class Log:
    """What one run of sphinx-build ended with and wrote."""

    status: int
    output: str
    warnings: str


@dataclass(frozen=True)
class Build:
    """A built edition: its pages, and the logs of the build and of one more right after it."""

    html: Path
    first: Log
    second: Log


def _sphinx_build(project: Path, jobs: str, environment: dict[str, str]) -> Log:
    docs, built = project / "docs", project / "built"
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-nW", "-j", jobs]
    done = subprocess.run(
        [*command, "-d", built / "doctrees", docs, built / "html"],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
        timeout=900,
    )
    return Log(done.returncode, done.stdout, done.stderr)


def _copy_project(project: Path, edition: str) -> None:
    shutil.copytree(EDITIONS[edition], project, ignore=_LEFT_OUT)
    for name in _GENERATED:
        shutil.rmtree(project / "docs" / name, ignore_errors=True)


def build_copy(
    project: Path, jobs: str, environment: dict[str, str], edition: str = "first"
) -> Build:
    """Copy an edition to a folder and build its pages there, twice."""
    _copy_project(project, edition)
    first = _sphinx_build(project, jobs, environment)
    return Build(project / "built" / "html", first, _sphinx_build(project, jobs, environment))


def build_once(folder: Path, make: Callable[[], Build]) -> Build:
    """Make a build, or wait for the worker that makes it and take what it made."""
    folder.mkdir(parents=True, exist_ok=True)
    state = folder / "state.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            build = make()
            state.write_text(json.dumps({**asdict(build), "html": str(build.html)}))
    found: dict[str, Any] = json.loads(state.read_text())
    return Build(Path(found["html"]), Log(**found["first"]), Log(**found["second"]))
