"""Whatever is changed in a whole book in PDF, verify finds it, and tells where."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfWriter

from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.books.pdf_check import check_pdf, pages_in_contents
from cable_edition.core.proof.books.pdf_text import read_pdf
from cable_edition.core.settings.edition_file import load_from
from tests.books.small_edition import CABLE, NAME
from tests.tampering.pdf_book import OpenedBook, Words
from tests.tampering.pdf_book_edits import EDITS
from tests.tampering.pdf_edits import PdfEdit


@cache
def against(folder: Path) -> Against:
    return read_anew(load_from(folder)[0])


@cache
def book_of(folder: Path) -> Path:
    return folder / "pdf" / f"{NAME}.pdf"


@cache
def words_of(book: Path) -> list[Words]:
    return [(one.page, one.x, one.y, one.text) for one in read_pdf(book).pieces]


def told(book: Path, folder: Path) -> list[str]:
    return [problem.located() for problem in check_pdf(book, against(folder))]


def opened(folder: Path) -> OpenedBook:
    book = book_of(folder)
    return OpenedBook(PdfWriter(io.BytesIO(book.read_bytes())), CABLE, words_of(book))


def saved(book: OpenedBook, path: Path) -> Path:
    book.save()
    book.writer.write(path)
    path.write_bytes(path.read_bytes() + book.tail)
    return path


@pytest.mark.parametrize("name", ["small", "paged"])
def test_an_untouched_book_is_proved(request: pytest.FixtureRequest, name: str) -> None:
    folder = request.getfixturevalue(name)
    assert told(book_of(folder), folder) == []
    assert told(folder / "pdf", folder) == []


def test_the_contents_name_pages_by_lines_titles_and_patterns(tmp_path: Path) -> None:
    lines = [
        "# Keepers",
        "```{toctree}",
        ":hidden:",
        "tags/index",
        " Codes </posts/index.md>",
        "a/*",
    ]
    (tmp_path / "index.md").write_text("\n".join([*lines, "```", ""]), "utf-8")
    assert {"tags/index", "posts/index", "a/*"} <= pages_in_contents(tmp_path)
    assert not pages_in_contents(tmp_path / "none")
    (tmp_path / "start.rst").write_text(".. toctree::\n\n   people/index\n", "utf-8")
    (tmp_path / "conf.py").write_text('root_doc = "start"\n', "utf-8")
    assert "people/index" in pages_in_contents(tmp_path)
    assert "tags/index" not in pages_in_contents(tmp_path)


def test_a_book_that_was_only_written_anew_is_proved(small: Path, tmp_path: Path) -> None:
    assert told(saved(opened(small), tmp_path / "book.pdf"), small) == []


def test_a_note_without_a_number_needs_none_before_it(small: Path) -> None:
    (log,) = (small.parent / "latex").glob("*.log")
    assert "Ignoring empty anchor" not in log.read_text("utf-8", "replace")


def test_the_longest_note_goes_on_over_pages(small: Path) -> None:
    text = read_pdf(book_of(small))
    assert len({one.page for one in text.pieces if "counted by night" in one.text}) > 1


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.kind}: {edit.name}")
def test_an_edit_is_found_and_its_place_is_told(small: Path, tmp_path: Path, edit: PdfEdit) -> None:
    book = opened(small)
    edit.change(book)
    found = told(saved(book, tmp_path / "book.pdf"), small)
    assert any(edit.anchor in line for line in found), found


def test_both_readings_of_a_note_are_told(small: Path, tmp_path: Path) -> None:
    book = opened(small)
    next(one for one in EDITS if (one.kind, one.name) == ("note", "a letter")).change(book)
    (line,) = told(saved(book, tmp_path / "book.pdf"), small)
    assert f"book.pdf: {CABLE}, n-lamps: the edition has " in line
    assert line.endswith("[note-differs]")
