"""The words of the editors have the marks as typed; only the book sets curly ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import lxml.html

from cable_edition.core.edition.assemble import assemble
from tests.editions import EDITIONS

CURLY = re.compile("[\u2018\u2019\u201c\u201d]")
#: A quotation mark or an apostrophe with the words at its sides.
_MARKED = re.compile(r"""\w+(?: "\w+|'s \w+)""")
#: What is quoted from elsewhere, or has the marks of a manual of style: the words of cables, of
#: what stood around them, and references.
NOT_THE_EDITORS = (
    "//*[self::pre or self::script or self::style or self::code"
    " or contains(@class, 'cable-words') or contains(@class, 'cable-title')]"
)


def quoted(edition: str) -> list[str]:
    """Return the words with marks in notes and registers: a mark with what stands at its sides."""
    root = EDITIONS[edition]
    found = assemble(root / "source_cables", root / "docs" / "registers")
    texts = [note.text for one in found.cables for note in one.notes]
    texts += [said.text for one in found.registers.people for said in one.statements]
    texts += [said.text for one in found.registers.glossary for said in one.statements]
    return [one for text in texts for one in _MARKED.findall(text)]


def words_of(pages: Iterator[bytes]) -> str:
    """Return the words of pages with single blanks."""
    return " ".join(
        " ".join(lxml.html.document_fromstring(page).text_content().split()) for page in pages
    )


def test_notes_and_registers_have_the_marks_as_typed(
    edition: str, each_site: Path, each_epub: Path, each_data: Path
) -> None:
    wanted = quoted(edition)
    assert len(wanted) > 20 or edition != "first"
    site = words_of(page.read_bytes() for page in sorted(each_site.rglob("*.html")))
    with ZipFile(each_epub) as packed:
        book = words_of(packed.read(name) for name in packed.namelist() if name.endswith(".xhtml"))
    files = [each_data / "registers.json", each_data / "cables.jsonl"]
    data = " ".join(path.read_text("utf-8").replace('\\"', '"') for path in files)
    for output in (site, book, data):
        assert [one for one in wanted if one not in output] == []


def test_chapters_have_the_marks_as_typed(each_site: Path) -> None:
    for name in ("introduction", "about", "provenance", "textual-policy", "legal"):
        page = each_site / f"{name}.html"
        if page.is_file():
            root = lxml.html.document_fromstring(page.read_bytes())
            (main,) = root.xpath("//article[@role='main']")
            for one in main.xpath("." + NOT_THE_EDITORS):
                one.drop_tree()
            assert CURLY.findall(main.text_content()) == [], name
