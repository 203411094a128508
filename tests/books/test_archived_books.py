"""A book in an archive whose checksums were made anew is proved as one by itself."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfWriter

from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.data import bag_check
from cable_edition.core.proof.data.bag_check import check_bag
from cable_edition.core.settings.edition_file import load_from
from cable_edition.exports.archive.bag import Contents, make_bag
from cable_edition.exports.archive.zipped import write_zip
from cable_edition.exports.info import info_of
from tests.editions import EDITIONS
from tests.tampering import pdf_edits
from tests.tampering.bag_edits import seal

MOMENT = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
CABLE = "05ROME301"


@pytest.fixture(scope="module")
def everything() -> Against:
    file, problems = load_from(EDITIONS["everything"])
    assert problems == []
    return read_anew(file)


@pytest.fixture
def bag(everything: Against, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bag without books; site and data are left aside, which have proofs of their own."""
    for name in ("check_site", "check_data"):
        monkeypatch.setattr(bag_check, name, lambda *_: iter(()))
    for name in ("site", "data"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("Nothing.")
    return tmp_path / "bag"


def pack(bag: Path, against: Against, book: Path) -> list[str]:
    """Put a book into the bag, and return what is told."""
    info = info_of(against.file).of_releases(against.edition.releases.declared)
    contents = Contents(bag.parent / "site", bag.parent / "data", [book])
    make_bag(bag, contents, against.edition, info, MOMENT)
    return told(bag, against)


def told(bag: Path, against: Against) -> list[str]:
    return [one.located() for one in check_bag(bag, against)]


def words(lines: list[str]) -> list[str]:
    """Leave out that the lists of the bag, which nobody forged, have another checksum."""
    left = [line for line in lines if not line.endswith("[checksum-differs]")]
    assert len(left) < len(lines)
    return left


def forged_epub(book: Path) -> None:
    with ZipFile(book) as packed:
        files = {one: packed.read(one) for one in packed.infolist()}
    with ZipFile(book, "w") as packed:
        for one, data in files.items():
            is_cable = one.filename == f"cables/{CABLE}.xhtml"
            packed.writestr(one, data.replace(b"harbor", b"forged") if is_cable else data)


def forged_pdf(book: Path) -> None:
    edit = next(one for one in pdf_edits.EDITS if one.kind == "word-changed")
    opened = pdf_edits.Opened(PdfWriter(io.BytesIO(book.read_bytes())), CABLE)
    edit.change(opened)
    opened.save()
    opened.writer.write(book)


def test_a_forged_epub_is_found(everything: Against, bag: Path, epub_of_everything: Path) -> None:
    assert pack(bag, everything, epub_of_everything) == []
    book = bag / "data" / "books" / epub_of_everything.name
    forged_epub(book)
    seal(bag)
    found = words(told(bag, everything))
    assert found
    assert all(line.startswith(f"{book}/cables/{CABLE}.xhtml: ") for line in found)
    write_zip(bag, bag.parent / "bag.zip", MOMENT)
    inside = f"{bag.parent / 'bag.zip'}/bag/data/books/{book.name}/cables/{CABLE}.xhtml: "
    found = words(told(bag.parent / "bag.zip", everything))
    assert all(line.startswith(inside) for line in found)


def test_a_forged_pdf_is_found(everything: Against, bag: Path, pdf_of_everything: Path) -> None:
    assert pack(bag, everything, pdf_of_everything) == []
    book = bag / "data" / "books" / pdf_of_everything.name
    forged_pdf(book)
    seal(bag)
    found = words(told(bag, everything))
    assert found
    assert all(line.startswith(f"{book}: {CABLE}") for line in found)


@pytest.mark.parametrize("name", ["book.epub", "book.pdf"])
def test_a_book_that_cannot_be_read_is_told(everything: Against, bag: Path, name: str) -> None:
    book = bag.parent / name
    book.write_bytes(b"no book at all")
    found = pack(bag, everything, book)
    assert found
    assert all(line.startswith(f"{bag}/data/books/{name}") for line in found)
    assert all(line.endswith("[book-unreadable]") for line in found)


@pytest.mark.parametrize("name", ["book.txt", "more/book.epub", "book"])
def test_what_is_no_book_is_told(everything: Against, bag: Path, name: str) -> None:
    note = bag.parent / "note.epub"
    note.write_bytes(b"")
    pack(bag, everything, note)
    (bag / "data" / "books" / name).parent.mkdir(exist_ok=True)
    (bag / "data" / "books" / name).write_text("More.")
    seal(bag)
    assert any(
        line.startswith(f"{bag}/data/books/{name}: ") and line.endswith("[file-unknown]")
        for line in told(bag, everything)
    )
