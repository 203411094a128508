"""The first edition as a book, made once for all the tests of a run."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cable_edition.press.tex_tools import missing_tex

ROOT = Path(__file__).parents[2]
EPOCH = "1767225600"
COMMAND = "from cable_edition.cli import main; main()"
_LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "_build", "_work", "tests", "benchmarks", "ext", "dist"
)


def run(command: list[str | Path], **environment: str) -> str:
    """Run a command of the project; fail with what it wrote if it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, **environment},
        check=False,
        timeout=600,
    )
    output = done.stdout + done.stderr
    if done.returncode:
        pytest.fail(f"{command} ends with {done.returncode}:\n{output[-3000:]}", pytrace=False)
    return output


def copy_project(project: Path) -> Path:
    """Copy the edition as a clean checkout has it; return its documents."""
    shutil.copytree(ROOT, project, ignore=_LEFT_OUT)
    docs = project / "docs"
    generated = ROOT / "docs" / ".cable-edition-pages.json"
    if generated.is_file():
        import json

        for name in json.loads(generated.read_text("utf-8")):
            (docs / f"{name}.md").unlink(missing_ok=True)
    return docs


def make_once(folder: Path, product: Path, make: object) -> Path:
    """Make a product, or wait for the worker that makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not product.exists():
            assert callable(make)
            make()
    return product


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _pdf(folder: Path, project: Path, **environment: str) -> Path:
    missing = missing_tex()
    if missing:
        pytest.skip(missing)

    def make() -> None:
        docs = copy_project(project)
        latex = project / "built" / "latex"
        run(["-m", "sphinx", "-b", "latex", "-nW", "-q", docs, latex], **environment)
        output = run(["-c", COMMAND, "typeset", latex, folder / "pdf"], **environment)
        (folder / "output.txt").write_text(output)

    return make_once(folder, folder / "pdf" / "cable-edition.pdf", make)


def _epub(folder: Path, project: Path, **environment: str) -> Path:
    def make() -> None:
        out = project / "built" / "epub"
        docs = copy_project(project)
        doctrees = project / "built" / "doctrees"
        run(["-m", "sphinx", "-b", "epub", "-nW", "-q", "-d", doctrees, docs, out], **environment)
        shutil.copyfile(out / "cable-edition.epub", folder / "cable-edition.epub")

    return make_once(folder, folder / "cable-edition.epub", make)


@pytest.fixture(scope="session")
def epub(shared: Path) -> Path:
    """The EPUB as ``make epub`` makes it."""
    return _epub(shared / "epub-here", shared / "epub-here" / "project")


@pytest.fixture(scope="session")
def epub_elsewhere(shared: Path) -> Path:
    """The EPUB made at another path, in other surroundings."""
    folder = shared / "epub-elsewhere"
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANGUAGE": "fr"}
    return _epub(folder, folder / "a longer path" / "of the project", **surroundings)


@pytest.fixture(scope="session")
def pdf(shared: Path) -> Path:
    """The book as ``make pdf`` makes it."""
    return _pdf(shared / "pdf-here", shared / "pdf-here" / "project")


@pytest.fixture(scope="session")
def pdf_elsewhere(shared: Path) -> Path:
    """The book made at another path, in other surroundings."""
    folder = shared / "pdf-elsewhere"
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANGUAGE": "fr"}
    return _pdf(folder, folder / "a longer path" / "of the project", **surroundings)
