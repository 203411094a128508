"""Whatever is changed in an EPUB, verify finds it; an untouched one is proved."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from click.testing import CliRunner

from cable_edition.cli import main
from cable_edition.core.proof.against import Against, read_anew
from cable_edition.core.proof.books import epub_file
from cable_edition.core.proof.books.epub_check import check_epub
from cable_edition.core.settings.edition_file import load_from
from tests.editions import EDITIONS
from tests.tampering.epub_edits import EDITS, turned
from tests.tampering.kinds import named
from tests.tampering.outputs import ALL_KINDS

#: Edition -> a cable in it with a name, a note, an emendation and a heading.
CABLES = {"first": "05OTTAWA286", "everything": "05ROME301"}

Files = dict[str, bytes]


@dataclass(frozen=True)
class Book:
    """An EPUB, its files, and what it is proved against."""

    cable: str
    path: Path
    files: Files
    against: Against


@pytest.fixture
def book(edition: str, each_epub: Path) -> Book:
    file, problems = load_from(EDITIONS[edition])
    assert problems == []
    with ZipFile(each_epub) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    return Book(CABLES[edition], each_epub, files, read_anew(file))


#: The time of files in a zip for which nobody gave the builder one.
FIRST = (1980, 1, 1, 0, 0, 0)
Time = tuple[int, int, int, int, int, int]


def pack(path: Path, files: Files, *times: Time) -> Path:
    """Write the files with times by turns, or with the first time of a zip."""
    with ZipFile(path, "w", ZIP_STORED) as packed:
        for number, (name, data) in enumerate(files.items()):
            packed.writestr(ZipInfo(name, times[number % len(times)] if times else FIRST), data)
    return path


def told(book: Book, path: Path) -> list[str]:
    return [problem.located() for problem in check_epub(path, book.against)]


def test_an_untouched_epub_is_proved(book: Book, tmp_path: Path) -> None:
    assert told(book, book.path) == []
    assert told(book, pack(tmp_path / "again.epub", book.files)) == []


def test_the_command_proves_a_file_and_a_folder(book: Book, tmp_path: Path, edition: str) -> None:
    shutil.copyfile(book.path, tmp_path / "book.epub")
    settings = str(EDITIONS[edition] / "edition.toml")
    for output in (tmp_path / "book.epub", tmp_path):
        done = CliRunner().invoke(main, ["verify", str(output), "--settings", settings])
        assert done.exit_code == 0, done.output


def test_there_are_enough_edits_of_enough_kinds() -> None:
    assert len(EDITS) >= 60
    assert len(Counter(edit.kind for _, edit in EDITS)) >= 12
    assert {edit.kind for _, edit in EDITS} <= set(ALL_KINDS)


def test_every_edit_is_found(book: Book, edition: str, tmp_path: Path) -> None:
    """Each edit is made alone, found, and told with the file in the book."""
    missed = []
    # The larger edition shows that none of this hangs on the smaller one.
    for file, edit in EDITS if edition == "first" else EDITS[::4]:
        name = file.format(book.cable)
        changed = edit.change(book.files[name])
        if changed == book.files[name]:
            missed.append(f"{named(edit)}: nothing to change in {name}")
            continue
        path = pack(tmp_path / "book.epub", {**book.files, name: changed})
        found = told(book, path)
        if not any(f"{path}/{name}" in line for line in found):
            missed.append(f"{named(edit)}: {found}")
    assert missed == []


def test_a_message_names_the_cable_the_place_and_both_readings(book: Book, tmp_path: Path) -> None:
    name = f"cables/{book.cable}.xhtml"
    edit = turned(
        "word-changed", "", r'(id="p2".*?cable-words[^>]*>[^<]*<[^>]*>)[^<]*', r"\1Forged"
    )
    path = pack(tmp_path / "book.epub", {**book.files, name: edit.change(book.files[name])})
    (line,) = told(book, path)
    assert f"{path}/{name}" in line
    assert "p2: " in line
    assert "Forged" in line
    assert line.endswith("[words-differ]")


def without(name: str) -> Callable[[Files], Files]:
    return lambda files: {key: data for key, data in files.items() if key != name}


#: What is done to the files -> the file that is told.
OF_FILES: dict[str, tuple[Callable[[Files], Files], str]] = {
    "a cable left out": (without("cables/{}.xhtml"), "cables/{}.xhtml"),
    "a register left out": (without("people/index.xhtml"), "people/index.xhtml"),
    "the navigation left out": (without("nav.xhtml"), "nav.xhtml"),
    "the style left out": (without("_static/cable-epub.css"), "_static/cable-epub.css"),
    "a page more": (lambda files: {**files, "more.xhtml": files["cover.xhtml"]}, "more.xhtml"),
    "a script more": (lambda files: {**files, "x.js": b"forge()"}, "x.js"),
    "a page that is no XML": (lambda files: {**files, "cover.xhtml": b"<html>"}, "cover.xhtml"),
    "an empty page": (lambda files: {**files, "cables/{}.xhtml": b""}, "cables/{}.xhtml"),
    "another kind of book": (lambda files: {**files, "mimetype": b"text/plain"}, "mimetype"),
    "a name that leads out": (lambda files: {**files, "../x.css": b""}, "../x.css"),
    "a list that is no XML": (lambda files: {**files, "content.opf": b"<"}, "content.opf"),
}


@pytest.mark.parametrize("what", OF_FILES)
def test_a_change_of_files_is_found(book: Book, tmp_path: Path, what: str) -> None:
    change, name = OF_FILES[what]
    page = f"cables/{book.cable}.xhtml"
    general = {("cables/{}.xhtml" if key == page else key): v for key, v in book.files.items()}
    changed = change(general)
    files = {(page if key == "cables/{}.xhtml" else key): v for key, v in changed.items()}
    path = pack(tmp_path / "book.epub", files)
    assert any(line.startswith(f"{path}/{name.format(book.cable)}") for line in told(book, path))


def test_two_files_of_one_name_are_found(book: Book, tmp_path: Path) -> None:
    path = pack(tmp_path / "book.epub", book.files)
    with ZipFile(path, "a") as packed, pytest.warns(UserWarning, match="Duplicate name"):
        packed.writestr("cover.xhtml", book.files["cover.xhtml"])
    assert any("two files of the book have this name" in line for line in told(book, path))


def test_the_moment_of_a_book_is_that_of_its_files(book: Book, tmp_path: Path) -> None:
    """Where they have one; a zip counts in steps of two seconds."""
    said = re.search(rb"dcterms:modified\">([^<]*)<", book.files["content.opf"])
    assert said
    moment = datetime.strptime(said[1].decode(), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    right, late = (
        (one.year, one.month, one.day, one.hour, one.minute, one.second)
        for one in (moment, moment + timedelta(seconds=4))
    )
    path = tmp_path / "book.epub"
    assert told(book, pack(path, book.files, right)) == []
    for times in ((late,), (right, late), (right, FIRST)):
        (line,) = told(book, pack(path, book.files, *times))
        assert "the files in the zip have another time" in line


def test_words_beside_the_files_are_found(book: Book, tmp_path: Path) -> None:
    path = pack(tmp_path / "book.epub", book.files)
    with ZipFile(path, "a") as packed:
        packed.comment = b"Forged."
    assert any("the zip has a comment" in line for line in told(book, path))


def test_words_before_the_files_are_found(book: Book, tmp_path: Path) -> None:
    path = pack(tmp_path / "book.epub", book.files)
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert any("something stands before the zip" in line for line in told(book, path))


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_epub_is_said_in_one_line(book: Book, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "book.epub").write_bytes(data)
    found = list(check_epub(tmp_path / "book.epub", book.against))
    assert {one.code for one in found} <= {"book-unreadable", "book-differs"}
    assert found


def test_a_damaged_file_is_said(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(book.path.read_bytes())
    with ZipFile(path) as packed:
        at = packed.getinfo("cover.xhtml").header_offset
    data = bytearray(path.read_bytes())
    data[at + 60 : at + 90] = b"\xff" * 30
    path.write_bytes(bytes(data))
    assert any("cover.xhtml" in line for line in told(book, path))


def test_what_grows_without_end_is_not_read(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epub_file, "MOST", 1_000_000)
    path = tmp_path / "book.epub"
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, data in {**book.files, "cover.xhtml": b" " * 3_000_000}.items():
            packed.writestr(name, data)
    assert any("is longer than 1000000 bytes" in line for line in told(book, path))
