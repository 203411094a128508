"""The editions of the repository as books and as data, made once for all the tests of a run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cable_edition.press.tex_tools import missing_tex
from tests.books.small_edition import NAME, write_small_edition
from tests.editions import COMMAND, EDITIONS, ELSEWHERE, build_pages, copy_project, make_once, run

#: The name of the book of each edition.
BOOKS = {"first": "cable-edition", "everything": "lantern-coast"}


def _pdf(folder: Path, project: Path, edition: str, **environment: str) -> Path:
    missing = missing_tex()
    if missing:
        pytest.skip(missing)

    def make() -> None:
        docs = copy_project(project, edition)
        latex = project / "built" / "latex"
        run(["-m", "sphinx", "-b", "latex", "-nW", "-q", docs, latex], **environment)
        output = run([*COMMAND, "typeset", latex, folder / "pdf"], project, **environment)
        (folder / "output.txt").write_text(output)

    return make_once(folder, folder / "pdf" / f"{BOOKS[edition]}.pdf", make)


def _epub(folder: Path, project: Path, edition: str, **environment: str) -> Path:
    name = f"{BOOKS[edition]}.epub"

    def make() -> None:
        out = project / "built" / "epub"
        docs = copy_project(project, edition)
        doctrees = project / "built" / "doctrees"
        run(["-m", "sphinx", "-b", "epub", "-nW", "-q", "-d", doctrees, docs, out], **environment)
        shutil.copyfile(out / name, folder / name)

    return make_once(folder, folder / name, make)


def _small(shared: Path, name: str, language: str, *, paged: bool, paragraphs: int) -> Path:
    """Make the book of a small edition that the tests write; return the folder of the edition."""
    missing = missing_tex()
    if missing:
        pytest.skip(missing)
    folder = shared / f"pdf-{name}"
    project = folder / "project"

    def make() -> None:
        docs = write_small_edition(project, language, paged=paged, paragraphs=paragraphs)
        run(["-m", "sphinx", "-b", "latex", "-n", "-q", docs, folder / "latex"])
        # A page that a long note overfills by a line is told, and its book is there.
        command = [sys.executable, *COMMAND, "typeset", folder / "latex", project / "pdf"]
        subprocess.run(command, cwd=project, capture_output=True, check=False, timeout=900)
        assert product.is_file()

    product = project / "pdf" / f"{NAME}.pdf"
    make_once(folder, product, make)
    return project


def _here(shared: Path, kind: str, edition: str) -> Path:
    folder = shared / f"{kind}-{edition}"
    return (_pdf if kind == "pdf" else _epub)(folder, folder / "project", edition)


def _elsewhere(shared: Path, kind: str, edition: str) -> Path:
    """Make a book at another path, in other surroundings."""
    folder = shared / f"{kind}-{edition}-elsewhere"
    project = folder / "a longer path" / "of the project"
    return (_pdf if kind == "pdf" else _epub)(folder, project, edition, **ELSEWHERE)


@pytest.fixture(scope="session")
def epub(shared: Path) -> Path:
    """The EPUB of the first edition as ``make epub`` makes it."""
    return _here(shared, "epub", "first")


@pytest.fixture(scope="session")
def pdf(shared: Path) -> Path:
    """The book of the first edition as ``make pdf`` makes it."""
    return _here(shared, "pdf", "first")


@pytest.fixture(scope="session")
def epub_of_everything(shared: Path) -> Path:
    """The EPUB of the edition that has everything."""
    return _here(shared, "epub", "everything")


@pytest.fixture(scope="session")
def pdf_of_everything(shared: Path) -> Path:
    """The book of the edition that has everything."""
    return _here(shared, "pdf", "everything")


@pytest.fixture(scope="session")
def small(shared: Path) -> Path:
    """A small edition with its book, in ``pdf``; one of its notes goes on over two pages."""
    return _small(shared, "small", "en", paged=False, paragraphs=40)


@pytest.fixture(scope="session")
def paged(shared: Path) -> Path:
    """The same with lists of two entries a page, a longer note, and no TAGS, posts in the book."""
    return _small(shared, "paged", "en", paged=True, paragraphs=90)


@pytest.fixture(scope="session", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    """The name of each edition of the repository, in turn."""
    return str(request.param)


@pytest.fixture(scope="session")
def each_epub(shared: Path, edition: str) -> Path:
    """The EPUB of each edition."""
    return _here(shared, "epub", edition)


@pytest.fixture(scope="session")
def each_epub_elsewhere(shared: Path, edition: str) -> Path:
    """The EPUB of each edition, made at another path, in other surroundings."""
    return _elsewhere(shared, "epub", edition)


@pytest.fixture(scope="session")
def each_pdf(shared: Path, edition: str) -> Path:
    """The book of each edition."""
    return _here(shared, "pdf", edition)


@pytest.fixture(scope="session")
def pdf_of_everything_elsewhere(shared: Path) -> Path:
    """The book of the edition that has everything, made at another path, in other surroundings."""
    return _elsewhere(shared, "pdf", "everything")


@pytest.fixture(scope="session")
def each_data(shared: Path, edition: str) -> Path:
    """The folder of data of each edition as ``make data`` writes it."""
    folder = shared / f"data-{edition}"

    def make() -> None:
        out = folder / "data"
        run([*COMMAND, "export", "all", "--out", out], EDITIONS[edition])

    make_once(folder, folder / "data" / "registers.json", make)
    return folder / "data"


@pytest.fixture(scope="session")
def each_site(shared: Path, edition: str) -> Path:
    """The pages of each edition as ``make html`` builds them, shared with the tests of pages."""
    name = "edition" if edition == "first" else f"edition-{edition}"
    return build_pages(shared / name, edition).html
