"""Files that a build writes again with the bytes they had keep their dates."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from .conftest import PEOPLE, TinyEdition, cable_text


class File(NamedTuple):
    """A file of a site: what it says, and since when."""

    data: bytes
    date: int


def _files(edition: TinyEdition) -> dict[str, File]:
    return {
        path.relative_to(edition.html).as_posix(): File(path.read_bytes(), path.stat().st_mtime_ns)
        for path in edition.html.rglob("*")
        if path.is_file()
    }


def _built(edition: TinyEdition) -> dict[str, File]:
    edition.add()
    edition.add("05OTTAWA2", cable_text(2))
    edition.build()
    return _files(edition)


def _pages(edition: TinyEdition) -> set[str]:
    names = (path.relative_to(edition.docs) for path in edition.docs.rglob("*.md"))
    return {name.with_suffix(".html").as_posix() for name in names}


def test_after_an_edit_only_what_reads_otherwise_has_a_new_date(edition: TinyEdition) -> None:
    before = _built(edition)
    edition.add("05OTTAWA2", cable_text(2, ("(C) Jane Roe spoke of lamps.",)))
    edition.build()
    after = _files(edition)
    changed = {name for name, file in after.items() if before[name].data != file.data}
    dated = {name for name, file in after.items() if before[name].date != file.date}
    assert "cables/05OTTAWA2.html" in changed
    assert changed <= dated
    # Sphinx compares the date of a page with that of its chapter.
    assert dated - changed <= _pages(edition)
    assert {"search.html", "genindex.html", "objects.inv", "_static/basic.css"} <= after.keys()


def test_a_table_that_reads_otherwise_has_a_new_date(edition: TinyEdition) -> None:
    before = _built(edition)
    edition.register("people", PEOPLE.replace("A visitor", "A guest"))
    edition.build()
    after = _files(edition)
    assert after["data/registers.json"].date > before["data/registers.json"].date
    assert after["data/cables.csv"] == before["data/cables.csv"]


def test_a_file_that_was_altered_in_between_is_right_again(edition: TinyEdition) -> None:
    before = _built(edition)
    (edition.html / "search.html").write_text("something else", "utf-8")
    edition.build()
    assert _files(edition)["search.html"] == before["search.html"]


def test_without_a_note_of_dates_a_file_has_that_of_its_writing(edition: TinyEdition) -> None:
    before = _built(edition)
    for note in edition.docs.rglob("cable-dates-*.json"):
        note.write_text("[]", "utf-8")
    edition.forget_standing()
    edition.build()
    after = _files(edition)
    assert after["search.html"].date > before["search.html"].date
    assert after["search.html"].data == before["search.html"].data


def test_a_page_stays_as_late_as_its_chapter(edition: TinyEdition) -> None:
    before = _built(edition)
    index = edition.docs / "index.md"
    index.write_text(index.read_text("utf-8") + "\n% a remark\n", "utf-8")
    edition.build()
    touched = _files(edition)["index.html"]
    assert touched.date > before["index.html"].date
    edition.forget_standing()
    edition.build()
    assert _files(edition)["index.html"] == touched


def test_a_book_that_is_made_again_is_as_late_as_its_making(
    edition: TinyEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The second in which it is made is in a book, where nothing else says when that is.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1106933400")
    edition.add()
    edition.build("epub")
    (book,) = (edition.docs / "_build" / "epub").glob("*.epub")
    before = book.stat().st_mtime_ns
    data = book.read_bytes()
    edition.forget_standing()
    edition.build("epub")
    assert book.stat().st_mtime_ns > before
    assert book.read_bytes() == data
