"""Whatever is changed in the words of a book in PDF, verify finds it at its place."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.books.pdf_check import check_pdf
from cable_edition.core.settings.edition_file import load_from
from tests.editions import EDITIONS
from tests.tampering import pdf_book_edits
from tests.tampering.pdf_edits import EDITS, Opened, PdfEdit

CABLE = "05OTTAWA286"


@pytest.fixture(scope="module")
def against() -> Against:
    file, problems = load_from(EDITIONS["first"])
    assert problems == []
    return read_anew(file)


@pytest.fixture(scope="module")
def pages(pdf: Path) -> bytes:
    """The pages of the cable alone: an edit costs as many readings as there are pages."""
    reader = PdfReader(pdf)
    places = {
        name: reader.get_destination_page_number(there)
        for name, there in reader.named_destinations.items()
        if name.startswith(f"c-{CABLE}")
    }
    numbers = [page for page in places.values() if page is not None]
    writer = PdfWriter()
    writer.append(reader, pages=(min(numbers), max(numbers) + 1), import_outline=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def told(path: Path, against: Against) -> list[str]:
    return [problem.located() for problem in check_pdf(path, against)]


def test_an_untouched_book_is_proved(each_pdf: Path, edition: str) -> None:
    file, _ = load_from(EDITIONS[edition])
    assert told(each_pdf, read_anew(file)) == []


def of_the_cable(path: Path, against: Against) -> list[str]:
    """What is told of the words at places of the cable, which alone are tried here."""
    found = told(path, against)
    return [line for line in found if line.startswith(f"{path}: {CABLE}, ")]


def test_the_pages_of_the_cable_are_proved(pages: bytes, against: Against, tmp_path: Path) -> None:
    (tmp_path / "book.pdf").write_bytes(pages)
    assert of_the_cable(tmp_path / "book.pdf", against) == []


def test_there_are_enough_edits_of_enough_kinds() -> None:
    every = [*EDITS, *pdf_book_edits.EDITS]
    assert len(every) >= 120
    assert len(Counter(edit.kind for edit in every)) >= 16


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.kind}: {edit.name}")
def test_an_edit_is_found_at_its_place(
    pages: bytes, against: Against, tmp_path: Path, edit: PdfEdit
) -> None:
    book = Opened(PdfWriter(io.BytesIO(pages)), CABLE)
    edit.change(book)
    book.save()
    path = tmp_path / "book.pdf"
    book.writer.write(path)
    found = of_the_cable(path, against)
    begin = f"{path}: {CABLE}, {edit.anchor}: "
    assert any(line.startswith(begin) for line in found), found


def test_both_readings_are_told(pages: bytes, against: Against, tmp_path: Path) -> None:
    book = Opened(PdfWriter(io.BytesIO(pages)), CABLE)
    edit = next(one for one in EDITS if (one.kind, one.name) == ("word-changed", "two letters"))
    edit.change(book)
    book.save()
    book.writer.write(tmp_path / "book.pdf")
    (line,) = of_the_cable(tmp_path / "book.pdf", against)
    assert f"book.pdf: {CABLE}, p2: at letter 29" in line
    assert "visit>>include" in line
    assert "visit>>niclude" in line
    assert line.endswith("[words-differ]")


def locked(data: bytes) -> bytes:
    writer = PdfWriter(io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda _: b"no PDF at all",
        lambda data: data[:5000],
        lambda data: b"%PDF-1.7\n" + data[-3000:],
        locked,
    ],
    ids=["empty", "text", "cut off", "without pages", "locked"],
)
def test_what_is_no_book_is_told(
    pages: bytes, against: Against, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "book.pdf").write_bytes(change(pages))
    found = list(check_pdf(tmp_path / "book.pdf", against))
    assert found
    assert {one.code for one in found} <= {"book-unreadable", "place-missing", "book-differs"}


def test_a_cable_that_the_book_leaves_out_is_not_looked_for(
    pages: bytes, against: Against, tmp_path: Path
) -> None:
    (tmp_path / "book.pdf").write_bytes(pages)
    settings = against.settings
    without = replace(settings, book=replace(settings.book, without=("cables/*",)))
    other = replace(against, file=replace(against.file, settings=without))
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "empty.pdf")
    assert of_the_cable(tmp_path / "empty.pdf", other) == []
    assert len(of_the_cable(tmp_path / "empty.pdf", against)) > 20
