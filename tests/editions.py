"""The editions of the repository, copied and made once for all the workers of a run.

A project is copied before it is built: pages are generated beside the hand-written chapters, and
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

import pytest

ROOT = Path(__file__).parents[1]
#: The editions of the repository: the folders that hold `docs` and `source_cables`.
EDITIONS = {"first": ROOT, "everything": ROOT / "tests" / "everything"}
#: Surroundings that no output may show: another hash seed, time zone and language.
ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANGUAGE": "fr"}
#: The arguments of Python that run a command of the tool.
COMMAND = ("-c", "from cable_edition.cli import main; main()")
_EPOCH = "1767225600"

#: Never copied: what a checkout does not have, and what the build itself makes.
_LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "_build", "_work", "tests", "benchmarks", "ext", "dist"
)


def run(command: list[str | Path], folder: Path = ROOT, **environment: str) -> str:
    """Run Python with arguments in a folder; fail with what it wrote if it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, **environment},
        check=False,
        timeout=900,
    )
    output = done.stdout + done.stderr
    if done.returncode:
        pytest.fail(f"{command} ends with {done.returncode}:\n{output[-3000:]}", pytrace=False)
    return output


def copy_project(project: Path, edition: str = "first") -> Path:
    """Copy an edition as a clean checkout has it; return its documents."""
    source = EDITIONS[edition]
    shutil.copytree(source, project, ignore=_LEFT_OUT)
    docs = project / "docs"
    generated = source / "docs" / ".cable-edition-pages.json"
    if generated.is_file():
        for name in json.loads(generated.read_text("utf-8")):
            (docs / f"{name}.md").unlink(missing_ok=True)
    return docs


def make_once(folder: Path, product: Path, make: Callable[[], object]) -> Path:
    """Make a product, or wait for the worker that makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not product.exists():
            make()
    return product


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


def _sphinx_build(docs: Path, built: Path, jobs: str, environment: dict[str, str]) -> Log:
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


def build_pages(folder: Path, edition: str = "first") -> Build:
    """Return the pages of an edition as ``make html`` builds them, made once in a folder."""
    return _built(folder, folder / "project", edition, "auto", {})


def build_pages_elsewhere(folder: Path, edition: str = "first") -> Build:
    """Return them as one process builds them at another path, in other surroundings."""
    project = folder / "a longer path" / "project of the edition"
    return _built(folder, project, edition, "1", ELSEWHERE)


def build_pages_in(language: str, folder: Path) -> Path:
    """Return the pages of the edition that has everything in a language, made once in a folder.

    The folder of the pages has the name of the language.
    """
    project = folder / "project"
    built, done = project / "built" / language, folder / "done"

    def make() -> None:
        docs = copy_project(project, "everything")
        settings = project / "edition.toml"
        text = settings.read_text("utf-8")
        assert text.count('languages = ["en"]') == 1
        settings.write_text(text.replace('languages = ["en"]', f'languages = ["{language}"]'))
        run(["-m", "sphinx", "-q", "-b", "html", docs, built])
        done.touch()

    make_once(folder, done, make)
    return built


def _built(
    folder: Path, project: Path, edition: str, jobs: str, environment: dict[str, str]
) -> Build:
    state = folder / "state.json"

    def make() -> None:
        docs, built = copy_project(project, edition), project / "built"
        first, second = (_sphinx_build(docs, built, jobs, environment) for _ in range(2))
        build = asdict(Build(built / "html", first, second))
        state.write_text(json.dumps({**build, "html": str(built / "html")}))

    found: dict[str, Any] = json.loads(make_once(folder, state, make).read_text())
    return Build(Path(found["html"]), Log(**found["first"]), Log(**found["second"]))
