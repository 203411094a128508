"""The first edition as a book, made once for all the tests of a run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cable_edition.press.tex_tools import missing_tex
from tests.editions import COMMAND, ELSEWHERE, copy_project, make_once, run


def _pdf(folder: Path, project: Path, **environment: str) -> Path:
    missing = missing_tex()
    if missing:
        pytest.skip(missing)

    def make() -> None:
        docs = copy_project(project)
        latex = project / "built" / "latex"
        run(["-m", "sphinx", "-b", "latex", "-nW", "-q", docs, latex], **environment)
        output = run([*COMMAND, "typeset", latex, folder / "pdf"], **environment)
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
    return _epub(folder, folder / "a longer path" / "of the project", **ELSEWHERE)


@pytest.fixture(scope="session")
def pdf(shared: Path) -> Path:
    """The book as ``make pdf`` makes it."""
    return _pdf(shared / "pdf-here", shared / "pdf-here" / "project")


@pytest.fixture(scope="session")
def pdf_elsewhere(shared: Path) -> Path:
    """The book made at another path, in other surroundings."""
    folder = shared / "pdf-elsewhere"
    return _pdf(folder, folder / "a longer path" / "of the project", **ELSEWHERE)
